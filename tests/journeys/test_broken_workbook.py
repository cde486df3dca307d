"""A province hands in a workbook as it got it: everything that can be wrong is wrong, and ends in the registry."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, go, looks_right

GROUP, SOLE = "กลุ่มผู้ผลิตชุมชน", "เจ้าของรายเดียว"
HEADS = (
    ("ลำดับ", "ที่ตั้ง", None, None, "OTOP", None, "ติดต่อ", None, "รายละเอียด", None),
    (None, "อำเภอ", "ตำบล", "หมู่ที่", "ใคร", "แบบใด", "นำโดย", "หมายเลข", "สมาชิก (คน)", "เมื่อใด"),
)
ROWS = (
    ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"),
    (1, "บางคล้า", "หัวไทร", "ม.๔", "กลุ่มแปรรูปมะม่วงน้ำดอกไม้", GROUP, "นางกก ริมคลอง", "081 234 5678", "๑๒ คน",
     dt.datetime(2023, 9, 27)),
    (2, "บางคล้า", "เสม็ดใต้", 2, "สวนลุงทองผลไม้กวน", SOLE, "นายทอง สวนสุข", "๐๘๑ ๒๓๔ ๕๖๗๙", None, "๒๗ ก.ย. ๒๕๖๖"),
    (3, "บ้านโพธิ์", "แหลมประดู่", 5, "วิสาหกิจจักสานปากน้ำ", "วิสาหกิจชุมชน", "นางขอ บางปะกง", 812345680, 15, "27/9/2566"),
    (4, "บางคล้า", "เสม็ดไต้", 1, "ร้านน้ำพริกแม่คำ", SOLE, "นางคำ ใจดี", "081 234 5681", None, "27 ก.ย. 2566"),
    (5, "บางละมุง", "นาเกลือ", 1, "ร้านปลาหมึกแห้งป้าแดง", SOLE, "นางแดง ทะเล", "081 234 5682", None, "27 ก.ย. 2566"),
    (6, "บางคล้า", "หัวไทร", 4, "กลุ่มแปรรูปมะม่วงน้ำดอกไม้", GROUP, "นางกก ริมคลอง", "081 234 5678", 12, "27 ก.ย. 2566"),
    (7, "บางคล้า", "หัวไทร", 6, "กลุ่มแปรูปมะม่วงน้ำดอกไม้", GROUP, "นางงาม ริมคลอง", "081 234 5683", 9, "27 ก.ย. 2566"),
    (8, "บางคล้า", "ปากน้ำ", 3, "กลุ่มที่เลิกแล้ว", GROUP, "นายจบ ไปแล้ว", "081 234 5684", 8, "1 ม.ค. 2566"),
    (9, "บ้านโพธิ์", "คลองขุด", 2, "ร้านขนมเปี๊ยะอาม่า", SOLE, "นางฉวี ค้าดี", "081 234 5685", None, "ปีที่แล้ว"),
    (10, "บ้านโพธิ์", "คลองขุด", 7, "กลุ่มทอเสื่อกกคลองขุด", GROUP, "นางชม กกงาม", "081 234 5686", 1, "27 ก.ย. 2566"),
    ("รวม 10 ราย", None, None, None, None, None, None, None, 57, None),
)  # fmt: skip
PRODUCTS = (
    ("ชื่อสินค้า", "ราคาขาย", "ผู้ผลิต", "หมวดสินค้า", "ตำบล", "ลงทะเบียนเมื่อ"),
    ("มะม่วงกวน", "๑๒๐ บาท", "กลุ่มแปรรูปมะม่วงน้ำดอกไม้", "อาหาร", "หัวไทร", "28 ก.ย. 2566"),
    ("เรือจักสานลงรักปิดทอง", "1.2 ล้าน", "วิสาหกิจจักสานปากน้ำ", "ของที่ระลึก", "แหลมประดู่", "28 ก.ย. 2566"),
    ("น้ำพริกเผา", "แล้วแต่ฤดู", "ร้านน้ำพริกแม่คำ", "อาหาร", "เสม็ดใต้", "28 ก.ย. 2566"),
)
PLAN = {"E": "ชื่อผู้ผลิต *", "G": "ชื่อประธานหรือเจ้าของ", "J": "วันที่ขึ้นทะเบียน *"}
FIRST, HIDDEN, DATES, FEW = 5, 12, 13, 14
"""Rows of the sheet: the first record, the one hidden, the unreadable date, the group of one."""


def broken_workbook(folder: Path) -> Path:
    """Two sheets, coloured and merged, the second one the products."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ปี 66"
    sheet.append(["บัญชีผู้ผลิตของจังหวัด (ฉบับแก้ครั้งที่ ๓)"])
    for line in (*HEADS, *ROWS):
        sheet.append(line)
    for merged in ("A1:J1", "A2:A3", "B2:D2", "E2:F2", "G2:H2", "I2:J2"):
        sheet.merge_cells(merged)
    sheet.row_dimensions[HIDDEN].hidden = True
    sheet.column_dimensions["E"].width = 41
    for cell in sheet[3]:
        cell.fill, cell.font = PatternFill("solid", fgColor="FFFFE699"), Font(bold=True)
    products = book.create_sheet("สินค้า")
    for line in PRODUCTS:
        products.append(line)
    place = folder / "บัญชีผู้ผลิต.xlsx"
    book.save(place)
    return place


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return broken_workbook(tmp_path)


def test_a_broken_workbook_ends_in_the_registry(
    workbook: Path, site_on: Callable[..., Site], person: Callable[..., Page]
) -> None:
    page = person(site_on("2023-09-28"), "province24")
    hand_in(page, workbook)
    name_the_columns(page)
    see_the_problems(page)
    answered(page, workbook)
    repair_and_confirm(page)
    mend_here(page)
    save(page, "บันทึก 6 แถวที่ผ่าน", new=6, left=3)
    mended = mend_in_the_file(page, workbook)

    hand_in(page, mended)
    expect(page.locator("main")).to_contain_text("จำได้จากครั้งก่อน")
    press(page, "ตรวจข้อมูล")
    save(page, "บันทึก 1 แถวที่ผ่าน", new=1, left=0)
    hand_in(page, mended)
    press(page, "ตรวจข้อมูล")
    expect(page.get_by_role("heading", level=1)).to_have_text("ทุกแถวอยู่ในทะเบียนแล้ว")
    expect(page.get_by_role("button", name="บันทึก")).to_have_count(0)
    bring_the_products(page, workbook)


def hand_in(page: Page, file: Path) -> None:
    go(page, "/registry/import/")
    page.locator("input[type=file]").set_input_files(file)
    looks_right(page)
    press(page, "รับแฟ้มนี้")
    expect(page.get_by_role("heading", level=1)).to_have_text("คอลัมน์ใดคืออะไร")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state("load")


def name_the_columns(page: Page) -> None:
    """Place, kind, telephone and members are known already, by heading or by what they hold; three are not."""
    expect(page.locator("main")).to_contain_text("ยังขาด ชื่อผู้ผลิต")
    chosen = {letter: column(page, letter).locator("option:checked").inner_text() for letter in "ABCDEFGHIJ"}
    assert chosen["A"] == "ไม่ใช้คอลัมน์นี้"
    assert [chosen[letter].removesuffix(" *") for letter in "BCDFHI"] == [
        "อำเภอ", "ตำบล", "หมู่ที่", "ประเภท", "โทรศัพท์", "จำนวนสมาชิก"]  # fmt: skip
    looks_right(page)
    for letter, label in PLAN.items():
        column(page, letter).select_option(label=label)
    press(page, "ตรวจข้อมูล")


def column(page: Page, letter: str):
    return page.get_by_label(f"คอลัมน์ {letter} คือข้อมูล")


def see_the_problems(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("ต้องแก้ 6 แถวจาก 9 แถว")
    for cell, says in {
        "C8": "เสม็ดใต้", "B9": "อยู่นอกพื้นที่", "E10": "ซ้ำกับแถว 5", "E11": "ใกล้เคียงกับ",
        f"J{DATES}": "วันที่ขึ้นทะเบียน", f"I{FEW}": "ตั้งแต่ 2 คน",
    }.items():  # fmt: skip
        expect(problem(page, cell)).to_contain_text(says)
    left_out = page.get_by_role("region", name="แถวที่ไม่นับเป็นข้อมูล")
    for why in ("แถวผลรวม 1 แถว", "แถวเลขกำกับคอลัมน์ 1 แถว", "แถวที่ซ่อนไว้ 1 แถว"):
        expect(left_out).to_contain_text(why)
    looks_right(page)


def problem(page: Page, cell: str):
    return page.locator(f"tr[id='c-{cell}']")


def answered(page: Page, sent: Path) -> None:
    """The very workbook comes back: comments where something is wrong and nowhere else, all looks kept."""
    book = downloaded(page, "พร้อมหมายเหตุ")
    sheet, old = book["ปี 66"], openpyxl.load_workbook(sent)["ปี 66"]
    said = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert said == {"C8", "B9", "E10", "E11", f"J{DATES}", f"I{FEW}"}
    assert "อยู่นอกพื้นที่" in sheet["B9"].comment.text
    assert looks_of(sheet) == looks_of(old)
    assert book.sheetnames == ["ปี 66", "สินค้า", "ผลตรวจ"]
    assert book["ผลตรวจ"].max_row == 7


def looks_of(sheet: Worksheet) -> list:
    cells = [
        (cell.coordinate, cell.value, cell.number_format, cell.font.b, cell.fill.fgColor.rgb)
        for row in sheet.iter_rows()
        for cell in row
    ]
    merged = sorted(map(str, sheet.merged_cells.ranges))
    return [cells, merged, sheet.row_dimensions[HIDDEN].hidden, sheet.column_dimensions["E"].width]


def downloaded(page: Page, link: str) -> openpyxl.Workbook:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    return openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))


def repair_and_confirm(page: Page) -> None:
    page.get_by_text("ดูทุกช่องก่อนซ่อม").click()
    expect(page.get_by_role("region", name="รายการซ่อม")).to_contain_text("เสม็ดใต้")
    looks_right(page)
    press(page, "ซ่อม 1 ช่องที่ยังไม่ผ่าน")
    expect(page.locator("main")).to_contain_text("แฟ้มเดิมไม่ถูกแก้")
    expect(page.get_by_role("heading", level=1)).to_have_text("ต้องแก้ 5 แถวจาก 9 แถว")
    problem(page, "E11").get_by_role("button", name="ยืนยันว่าเป็นคนละราย").click()
    page.wait_for_load_state("load")
    expect(problem(page, "E11")).to_have_count(0)


def mend_here(page: Page) -> None:
    cell = f"I{FEW}"
    page.get_by_label(f"ค่าใหม่ของช่อง {cell}").fill("๑๑")
    press(page, f"แก้ช่อง {cell}")
    expect(page.get_by_role("heading", level=1)).to_have_text("ต้องแก้ 3 แถวจาก 9 แถว")


def save(page: Page, button: str, *, new: int, left: int) -> None:
    press(page, button)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{new} แถวแล้ว")
    facts = page.locator("dl.facts")
    expect(facts).to_contain_text(f"ใหม่{new}")
    expect(facts).to_contain_text(f"ต้องแก้ ยังไม่บันทึก{left}")
    looks_right(page)


def mend_in_the_file(page: Page, sent: Path) -> Path:
    """What is left is mended in the answer itself: the stranger and the double deleted, the day written."""
    book = downloaded(page, "พร้อมหมายเหตุ")
    sheet = book["ปี 66"]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {
        "B9", "E10", f"J{DATES}"}  # fmt: skip
    sheet[f"J{DATES}"] = "26 ก.ย. 66"
    sheet["C8"], sheet[f"I{FEW}"] = "เสม็ดใต้", 11
    for number in (10, 9):
        for cell in sheet[number]:
            cell.value = cell.comment = None
    place = sent.with_name("บัญชีผู้ผลิต แก้แล้ว.xlsx")
    book.save(place)
    return place


def bring_the_products(page: Page, file: Path) -> None:
    """The other sheet of the same workbook: another kind of record, told by its headings."""
    hand_in(page, file)
    page.locator("summary", has_text="แผ่นงาน ชนิดข้อมูล").click()
    page.get_by_label("แผ่นงาน", exact=True).select_option("สินค้า")
    page.get_by_label("ชนิดข้อมูล").select_option(label="ผลิตภัณฑ์")
    press(page, "อ่านใหม่")
    looks_right(page)
    press(page, "ตรวจข้อมูล")
    expect(problem(page, "B4")).to_contain_text("แล้วแต่ฤดู")
    page.get_by_label("ค่าใหม่ของช่อง B4").fill("๘๕")
    press(page, "แก้ช่อง B4")
    save(page, "บันทึก 3 แถวที่ผ่าน", new=3, left=0)
    go(page, "/registry/?q=วิสาหกิจจักสานปากน้ำ")
    sheet = downloaded(page, "ผลิตภัณฑ์ของรายเหล่านี้").active
    found = {row[0]: (row[2], row[-1]) for row in sheet.iter_rows(values_only=True)}
    assert found["เรือจักสานลงรักปิดทอง"] == ("วิสาหกิจจักสานปากน้ำ", 1_200_000)
