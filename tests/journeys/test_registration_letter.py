"""The registration circular from its arrival to the report that answers it (corpus: seed-004), in a real browser."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from saan.kernel.digits import to_arabic
from tests.journeys.conftest import Site, go, looks_right

TAMBONS = ("บางคล้า", "ท่าทองหลาง", "ปากน้ำ", "บางสวน", "บางกระเจ็ด", "เสม็ดใต้", "หัวไทร", "เสม็ดเหนือ", "สาวชะโงก")


@pytest.fixture
def letter(shared_letters: Path) -> Path:
    return shared_letters / "dev" / "seed-004.txt"


def test_the_letter_goes_in_and_the_report_comes_back(
    letter: Path, site_on: Callable[..., Site], person: Callable[..., Page], tmp_path: Path
) -> None:
    site = site_on("2023-09-26")
    province = person(site, "province24")
    receive(province, letter)
    settle_every_doubt(province)
    register_and_confirm(province)
    record_target(province)
    issue(province)

    site.move_to("2023-09-28")
    district = person(site, "district2402")
    desk_before(district)
    register_by_hand(district)
    import_the_rest(district, tmp_path)
    desk_after(district)

    site.move_to("2023-10-02")
    someone_is_late_and_seen(province, person(site, "district2403"))
    report_and_look(district, tmp_path)
    accepted(province, district)


def receive(page: Page, letter: Path) -> None:
    go(page, "/letters/")
    page.locator("input[type=file]").set_input_files(letter)
    page.get_by_role("button", name="นำเข้าหนังสือ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("การขึ้นทะเบียนผู้ผลิต ผู้ประกอบการ OTOP")
    shown = page.locator("main").inner_text()
    for doubt in ("“นข”", "รหัสไปรษณีย์ ๒๕๐๐๐", "วันอาทิตย์", "อีเมลทั่วไป"):
        assert doubt in shown
    page.locator("[data-ev='date']").first.hover()
    expect(page.locator("mark.on[data-mark~='date']").first).to_contain_text("๒๖ กันยายน ๒๕๖๖")
    looks_right(page)


def settle_every_doubt(page: Page) -> None:
    """Each doubt is asked alone; the recommended answer is chosen already."""
    for _ in range(12):
        button = page.get_by_role("button", name="ยืนยันข้อนี้")
        if not button.count():
            return
        left = page.locator("main").inner_text()
        button.click()
        page.wait_for_function("before => document.querySelector('main').innerText !== before", arg=left)
    raise AssertionError("doubts without end")


def register_and_confirm(page: Page) -> None:
    page.get_by_role("button", name="ลงรับและประทับตรา").click()
    expect(page.locator("main")).to_contain_text("เลขรับ 1/2566")
    page.get_by_role("button", name="ยืนยันว่าอ่านถูกต้อง").click()
    expect(page.get_by_role("link", name="ร่างข้อสั่งการ 2 ข้อ")).to_be_visible()
    expect(page.locator("main")).to_contain_text("ฉช 0019/ว 5465")
    looks_right(page)


def record_target(page: Page) -> None:
    number = page.url.rstrip("/").rpartition("/")[2]
    go(page, f"/indicators/from-letter/{number}/")
    expect(page.locator("main")).to_contain_text("๔,๔๗๗,๕๖๐,๐๐๐")
    page.locator("main form button.main, main form button.b").first.click()
    go(page, "/indicators/")
    expect(page.locator("main")).to_contain_text("4,477,560,000")
    expect(page.locator("main")).to_contain_text("ขั้นสูง")
    go(page, f"/letters/{number}/")


def issue(page: Page) -> None:
    page.get_by_role("link", name="ร่างข้อสั่งการ 2 ข้อ").click()
    page.wait_for_load_state("load")
    page.get_by_role("button", name="ร่างข้อสั่งการ 2 ข้อ").click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("อย่างน้อย 2 ราย")
    looks_right(page)
    for note in page.locator("input[name=note]").all():
        note.check()
    page.get_by_role("button", name="ออกข้อสั่งการให้ 11").click()
    page.wait_for_load_state("load")
    expect(page.locator("[data-errors]")).to_have_count(0)
    go(page, "/directives/")
    expect(page.locator("main")).to_contain_text("ออกแล้ว")


def desk_before(page: Page) -> None:
    go(page, "/desk/")
    expect(page.locator("main")).to_contain_text("ที่ ฉช 0019/ว 5465")
    expect(page.locator("main")).to_contain_text("0 จาก 18")
    expect(page.locator("main")).to_contain_text("ศ. 29 ก.ย. 2566")
    looks_right(page)
    page.get_by_role("button", name="รับทราบ").first.click()
    page.wait_for_load_state("load")


def register_by_hand(page: Page) -> None:
    go(page, "/registry/new/")
    page.get_by_label("ชื่อผู้ผลิต").fill("กลุ่มจักสานบ้านริมคลองทดสอบ")
    page.get_by_text("กลุ่มผู้ผลิตชุมชน", exact=True).first.click()
    page.get_by_text("ต.หัวไทร").first.click() if page.get_by_text("ต.หัวไทร").count() else page.get_by_label(
        "ตำบล"
    ).select_option(label="หัวไทร")
    page.get_by_role("button", name="ลงทะเบียนผู้ผลิต").click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("กลุ่มจักสานบ้านริมคลองทดสอบ")
    go(page, "/desk/")
    expect(page.locator("main")).to_contain_text("1 จาก 18")


def import_the_rest(page: Page, folder: Path) -> None:
    rows = [(f"กลุ่มทอเสื่อ{name}", "กลุ่มผู้ผลิตชุมชน", name) for name in TAMBONS if name != "หัวไทร"]
    rows += [(f"ร้านปลาร้าหอม{name}", "ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว", name) for name in TAMBONS]
    place = folder / "ผู้ผลิต.xlsx"
    book = xlsxwriter.Workbook(place)
    sheet = book.add_worksheet()
    for row, cells in enumerate(
        [("ชื่อผู้ผลิต", "ประเภท", "ตำบล", "วันที่ขึ้นทะเบียน"), *((*r, "๒๘ ก.ย. ๒๕๖๖") for r in rows)]
    ):
        sheet.write_row(row, 0, cells)
    book.close()
    go(page, "/registry/import/")
    page.locator("input[type=file]").set_input_files(place)
    page.get_by_role("button", name="รับแฟ้มนี้").click()
    page.get_by_role("button", name="ตรวจข้อมูล").click()
    expect(page.locator("main")).to_contain_text("บันทึก 17 แถวที่ผ่าน")
    page.get_by_role("button", name="บันทึก 17 แถวที่ผ่าน").click()
    page.wait_for_load_state("load")


def desk_after(page: Page) -> None:
    go(page, "/desk/")
    expect(page.locator("main")).to_contain_text("เสร็จแล้ว 1 เรื่อง")


def someone_is_late_and_seen(province: Page, late: Page) -> None:
    go(late, "/desk/")
    expect(late.locator("main")).to_contain_text("เกิน 1 วันทำการ")
    expect(late.get_by_role("heading", level=1)).to_contain_text("เกินกำหนด")
    go(province, "/directives/progress/")
    province.locator("main").get_by_role("link", name="รับลงทะเบียนผู้ผลิต").first.click()
    province.wait_for_load_state("load")
    expect(province.get_by_role("heading", level=1)).to_contain_text("ครบแล้ว 1 จาก 11 อำเภอ")
    expect(province.locator("main")).to_contain_text("18 จาก 186")
    expect(province.locator("main")).to_contain_text("สพอ.บางน้ำเปรี้ยว")
    looks_right(province)


def report_and_look(page: Page, folder: Path) -> None:
    go(page, "/desk/")
    page.get_by_role("link", name="จัดทำรายงาน").first.click()
    page.wait_for_load_state("load")
    start = page.get_by_role("button", name="เริ่ม")
    if start.count():
        start.first.click()
        page.wait_for_load_state("load")
    looks_right(page)
    page.get_by_role("button", name="ออกเลขและส่งรายงานถึง").click()
    page.wait_for_load_state("load")
    letter = downloaded(page, ".pdf", folder)
    form = downloaded(page, ".xlsx", folder)
    text = "".join(to_arabic(pypdfium2.PdfDocument(letter)[0].get_textpage().get_text_range()).split())
    for words in ("ฉช0219/1", "2ตุลาคม2566", "ฉช0019/ว5465", "18"):
        assert words in text
    book = openpyxl.load_workbook(io.BytesIO(form.read_bytes()))
    values = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert values.count(1) >= 18
    assert 18 in values
    assert "ต.หัวไทร" in values


def downloaded(page: Page, ending: str, folder: Path) -> Path:
    links = page.locator("main a[href*='/letters/files/'], main a[download], main a[href$='.xlsx']")
    for index in range(links.count()):
        with page.expect_download() as waiting:
            page.evaluate(
                "link => { link.setAttribute('download', ''); link.click() }",
                links.nth(index).element_handle(),
            )
        got = waiting.value
        if got.suggested_filename.endswith(ending):
            place = folder / got.suggested_filename
            got.save_as(place)
            return place
    raise AssertionError(f"no {ending} to download")


def accepted(province: Page, district: Page) -> None:
    go(province, "/reports/")
    province.locator("main").get_by_role("link", name="บางคล้า").first.click()
    province.wait_for_load_state("load")
    province.get_by_role("button", name="รับรายงาน").click()
    province.wait_for_load_state("load")
    go(district, "/desk/")
    expect(district.get_by_role("heading", level=1)).not_to_contain_text("เกินกำหนด")
    expect(district.locator("main")).to_contain_text("เสร็จแล้ว 2 เรื่อง")
