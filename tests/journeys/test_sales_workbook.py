"""A district takes down the sheet of its year, fills it in as offices do and hands it in; once more changes nothing."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, go, looks_right

FIRST = 5
"""The first producer's row, beneath two lines of words and two of headings."""


def test_a_year_of_sales_comes_in_by_workbook(
    site_on: Callable[..., Site], person: Callable[..., Page], tmp_path: Path
) -> None:
    page = person(site_on("2018-11-06"), "district2402")
    file, name = filled_in(page, tmp_path)
    name_what_is_shared(page, file)
    press(page, "ตรวจข้อมูล")
    expect(page.get_by_role("heading", level=1)).to_have_text("ต้องแก้ 1 แถวจาก 2 แถว")
    wrong = page.locator("tr[id='c-F6']")
    expect(wrong).to_contain_text("ถ้าขายไม่ได้ กรอก 0")
    looks_right(page)
    page.get_by_label("ค่าใหม่ของช่อง F6").fill("๓.๕ หมื่น")
    press(page, "แก้ช่อง F6")
    expect(page.locator("main")).to_contain_text("ยอดใหม่ 2 ช่อง")
    press(page, "บันทึก 2 แถวที่ผ่าน")
    expect(page.get_by_role("heading", level=1)).to_have_text("บันทึกยอดจำหน่าย 2 แถวแล้ว")
    looks_right(page)

    go(page, "/registry/sales/?month=2018-10")
    told = page.get_by_role("row", name=name).locator("input[id$='-fair']")
    expect(told).to_have_value("1,200,000")
    name_what_is_shared(page, file)
    press(page, "ตรวจข้อมูล")
    expect(page.locator("main")).to_contain_text("เหมือนเดิม 1 แถว")
    bring_stars(page, tmp_path, name)


def filled_in(page: Page, folder: Path) -> tuple[Path, str]:
    """The sheet of the year with a sum in words, and one that cannot be read; the producer of the first line."""
    go(page, "/registry/import/")
    looks_right(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="ปี 2562").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    sheet = book.active
    sheet[f"F{FIRST}"], sheet[f"F{FIRST + 1}"] = "1.2 ล้าน", "ขายดีมาก"
    file = folder / "ยอดปี 62.xlsx"
    book.save(file)
    return file, sheet[f"B{FIRST}"].value


def name_what_is_shared(page: Page, file: Path) -> None:
    go(page, "/registry/import/")
    page.locator("input[type=file]").set_input_files(file)
    press(page, "รับแฟ้มนี้")
    expect(page.get_by_label("คอลัมน์ F คือข้อมูล").locator("option:checked")).to_have_text("ยอดขาย ต.ค. 2561")
    expect(page.get_by_label("คอลัมน์ G คือข้อมูล").locator("option:checked")).to_have_text("ยอดสั่งซื้อ ต.ค. 2561")
    page.get_by_label("ช่องทาง", exact=True).select_option(label="งานแสดงสินค้า")
    looks_right(page)


def bring_stars(page: Page, folder: Path, name: str) -> None:
    """Results of a star round by the same door: the round is chosen, and what is not in the register is told."""
    book = openpyxl.Workbook()
    for line in (("ชื่อกลุ่ม", "ชื่อผลิตภัณฑ์", "ผลการคัดสรร"), (name, "ผลิตภัณฑ์ที่ไม่มีจริง", "ไม่ผ่าน")):
        book.active.append(line)
    file = folder / "ผลคัดสรร.xlsx"
    book.save(file)
    go(page, "/registry/import/")
    page.locator("input[type=file]").set_input_files(file)
    press(page, "รับแฟ้มนี้")
    expect(page.locator("main")).to_contain_text("ยังขาด รอบคัดสรร")
    looks_right(page)
    page.get_by_label("รอบคัดสรร (พ.ศ.)").select_option("2560")
    press(page, "ตรวจข้อมูล")
    expect(page.locator("tr[id='c-B2']")).to_contain_text("ไม่มีผลิตภัณฑ์ชื่อนี้")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state("load")
