"""The local-identity letter (corpus: seed-001): a ministry's monthly report passed on from provinces to districts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, go, looks_right

POST = "https://www.facebook.com/example/posts/1"
FOUND = ("ขนมเปี๊ยะทดสอบ", "ตึกแถวริมน้ำทดสอบ", "งานแห่ทดสอบ", "เสื่อกกทดสอบ")
REASON = "โปรดระบุสรุปผลการประชุมให้ชัดเจน"


@pytest.fixture
def letter(shared_letters: Path) -> Path:
    return shared_letters / "dev" / "seed-001.txt"


def test_a_monthly_report_goes_down_two_levels_and_comes_back(
    letter: Path, site_on: Callable[..., Site], person: Callable[..., Page]
) -> None:
    site = site_on("2024-12-09")
    ministry, province = person(site, "ministry"), person(site, "local24")
    receive(ministry, letter)
    draft(ministry)
    issue(ministry)
    desk_with_ten_periods(province)
    pass_on(province)

    site.move_to("2024-12-19")
    district = person(site, "local2401")
    begin(district)
    fill_in(district)
    send(district)
    nothing_to_show(person(site, "local2402"))
    send_back(province)
    send_again(district)
    accept(province)

    site.move_to("2024-12-23")
    let_off(province)
    five_states(province)


def receive(page: Page, letter: Path) -> None:
    go(page, "/letters/")
    page.locator("input[type=file]").set_input_files(letter)
    page.get_by_role("button", name="นำเข้าหนังสือ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("การขับเคลื่อนนโยบายสำคัญของกระทรวงมหาดไทย")
    for words in ("ด่วนที่สุด", "วันเสาร์", "เบอร์โทรศัพท์เคลื่อนที่ส่วนบุคคล"):
        expect(page.locator("main")).to_contain_text(words)
    for _ in range(3):
        left = page.locator("main").inner_text()
        page.get_by_role("button", name="ยืนยันข้อนี้").click()
        page.wait_for_function("before => document.querySelector('main').innerText !== before", arg=left)
    page.get_by_role("button", name="ยืนยันว่าอ่านถูกต้อง").click()
    page.get_by_role("link", name="ร่างข้อสั่งการ 5 ข้อ").click()
    page.wait_for_load_state("load")


def draft(page: Page) -> None:
    """The clause to all three levels goes to provinces, which tell the others; closed days move to the day before."""
    page.get_by_role("button", name="ร่างข้อสั่งการ 5 ข้อ").click()
    page.wait_for_load_state("load")
    page.get_by_role("link", name="แก้ข้อ 3").click()
    page.get_by_label("ผู้รับ ระดับ").select_option("province")
    page.get_by_label("ผู้รับ สายงาน").select_option("dla")
    page.get_by_role("button", name="บันทึกร่างข้อ 3").click()
    page.wait_for_load_state("load")
    report = page.locator("section").filter(has=page.get_by_role("heading", name=re.compile("^ข้อ 4 ")))
    for words in ("10 งวด", "25 ม.ค. 2568", "25 พ.ค. 2568"):
        expect(report).to_contain_text(words)
    looks_right(page)
    report.get_by_label(re.compile("^เลื่อนขึ้นมาวันทำการก่อนหน้า")).check()
    report.get_by_role("button", name="ใช้ตามที่เลือก").click()
    page.wait_for_load_state("load")


def issue(page: Page) -> None:
    for note in page.locator("input[name=note]").all():
        note.check()
    page.get_by_role("button", name=re.compile("^ออกข้อสั่งการให้ 76")).click()
    page.wait_for_load_state("load")
    expect(page.locator("[data-errors]")).to_have_count(0)
    expect(page.locator("main").get_by_role("link", name="ติดตามผล")).to_be_visible()


def desk_with_ten_periods(page: Page) -> None:
    go(page, "/desk/")
    expect(page.locator("main")).to_contain_text("มท 0810.6/ว 12509")
    reports = page.locator("li.task").filter(has_text="รายงานผลการดำเนินงาน")
    expect(reports).to_have_count(1)
    expect(reports).to_contain_text("25 ธ.ค. 2567")
    page.get_by_text("ยังไม่ถึงรอบ 9 งวด").click()
    later = page.locator("details").filter(has_text="ยังไม่ถึงรอบ").locator("li")
    expect(later).to_have_count(9)
    for number, (due, printed) in {
        0: ("ศ. 24 ม.ค. 2568", "ส. 25 ม.ค. 2568"),
        4: ("ศ. 23 พ.ค. 2568", "อา. 25 พ.ค. 2568"),
    }.items():
        expect(later.nth(number)).to_contain_text(due)
        expect(later.nth(number)).to_contain_text(printed)
    expect(later.last).to_contain_text("25 ก.ย. 2568")
    looks_right(page)


def pass_on(page: Page) -> None:
    go(page, "/letters/")
    page.locator("main").get_by_role("link", name=re.compile("การขับเคลื่อนนโยบายสำคัญ")).first.click()
    page.get_by_role("link", name=re.compile("^ส่งต่อให้")).click()
    page.wait_for_load_state("load")
    looks_right(page)
    day = page.get_by_label("วันที่ของเดือน")
    day.fill("26")
    page.get_by_role("button", name="ออกหนังสือเวียนและข้อสั่งการให้ 11 หน่วยงาน").click()
    expect(page.locator("main")).to_contain_text("ช้ากว่าหนังสือต้นทาง")
    looks_right(page)
    day.fill("20")
    with page.expect_popup():
        page.get_by_role("button", name="ร่าง PDF").click()
    page.get_by_role("button", name="ออกหนังสือเวียนและข้อสั่งการให้ 11 หน่วยงาน").click()
    expect(page.locator("main")).to_contain_text("ข้อสั่งการให้ 11 หน่วยงานแล้ว")


def begin(page: Page) -> None:
    """The first period is at hand on the desk; the form is the one that the letter's words choose."""
    go(page, "/desk/")
    page.get_by_role("link", name="จัดทำรายงาน").first.click()
    page.wait_for_load_state("load")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ธันวาคม 2567")
    expect(page.locator("main")).to_contain_text("แบบรายงานการขับเคลื่อนอัตลักษณ์ท้องถิ่น")
    page.get_by_role("button", name=re.compile("^เริ่มร่างรายงานถึง")).click()
    page.wait_for_load_state("load")


def onward(page: Page, title: str) -> None:
    page.get_by_role("button", name="บันทึกร่างแล้วไปขั้นถัดไป").click()
    page.wait_for_load_state("load")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def fill_in(page: Page) -> None:
    page.get_by_label("ใช่", exact=True).check()
    page.get_by_label("วันที่ประชุม").fill("18 ธ.ค. 2567")
    for name in ("อำเภอ", "องค์กรปกครองส่วนท้องถิ่น", "สื่อมวลชน"):
        page.get_by_label(name, exact=True).check()
    looks_right(page)
    onward(page, "อัตลักษณ์ 4 ด้าน")
    for number, name in enumerate(FOUND):
        page.locator("details.fold").nth(number).locator("input:not([type=checkbox])").fill(name)
    looks_right(page)
    onward(page, "การเผยแพร่")
    page.get_by_label("ลิงก์ที่เผยแพร่แล้ว").fill(POST)
    page.get_by_label("ข้อความที่เผยแพร่").press_sequentially("ชวนเที่ยวบ้านเรา #เที่ยวท้องถิ่น")
    expect(page.locator("#tags-1")).to_contain_text("พบ 1 จาก 4 แฮชแท็ก")
    page.get_by_role("button", name="เติมแฮชแท็กที่ขาดท้ายข้อความ").first.click()
    page.wait_for_load_state("load")
    expect(page.locator("#tags-1")).to_contain_text("พบครบ 4 แฮชแท็ก")
    expect(page.get_by_label("ข้อความที่เผยแพร่").first).to_have_value(
        re.compile("#จังหวัดฉะเชิงเทรา #อำเภอเมืองฉะเชิงเทรา")
    )
    looks_right(page)
    onward(page, "ผู้รับผิดชอบ")
    officer(page)
    onward(page, "ปัญหาและข้อเสนอ")
    page.get_by_label("ไม่มีในงวดนี้").check()
    onward(page, "พร้อมส่ง")


def officer(page: Page) -> None:
    for label, words in (
        ("ชื่อและนามสกุล", "นายทดสอบ ระบบดี"),
        ("ตำแหน่ง", "นักส่งเสริมการปกครองท้องถิ่น"),
        ("โทรศัพท์สำนักงาน", "0 3800 0000"),
    ):
        page.get_by_label(label, exact=True).first.fill(words)
    looks_right(page)


def send(page: Page) -> None:
    looks_right(page)
    page.get_by_role("button", name=re.compile("^ออกเลขและส่งรายงานถึง")).click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("แบบรายงาน XLSX")


def nothing_to_show(page: Page) -> None:
    """A district that found nothing says so: a nought, and no blank."""
    begin(page)
    page.get_by_label("ยัง", exact=True).check()
    page.get_by_label("เหตุที่ยังไม่ได้ประชุม").fill("นัดประชุมในเดือนมกราคม 2568")
    onward(page, "อัตลักษณ์ 4 ด้าน")
    for number in range(4):
        page.locator("details.fold").nth(number).get_by_label("ไม่มีในงวดนี้").check()
    onward(page, "การเผยแพร่")
    page.get_by_label("งวดนี้ไม่มีการเผยแพร่").check()
    onward(page, "ผู้รับผิดชอบ")
    officer(page)
    onward(page, "ปัญหาและข้อเสนอ")
    page.get_by_label("ไม่มีในงวดนี้").check()
    onward(page, "พร้อมส่ง")
    page.get_by_role("button", name=re.compile("^ออกเลขและส่งรายงานถึง")).click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("แบบรายงาน XLSX")


def waiting_report(page: Page) -> None:
    go(page, "/reports/")
    page.locator("#waiting, section").get_by_role("link", name=re.compile("อำเภอเมืองฉะเชิงเทรา")).first.click()
    page.wait_for_load_state("load")


def send_back(page: Page) -> None:
    waiting_report(page)
    for name in FOUND:
        expect(page.locator("main")).to_contain_text(name)
    looks_right(page)
    page.get_by_role("button", name="ส่งคืนพร้อมเหตุผล").click()
    page.locator("#return-form textarea").fill(REASON)
    page.get_by_role("button", name="ส่งคืนรายงานนี้").click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("ส่งคืนรายงานให้สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอเมือง")


def send_again(page: Page) -> None:
    go(page, "/desk/")
    expect(page.locator("main")).to_contain_text(REASON)
    page.locator("li.task").filter(has_text=REASON).locator(".act a").click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("รายงานฉบับที่ 2")
    page.get_by_role("button", name=re.compile("^เริ่มร่างรายงานถึง")).click()
    page.wait_for_load_state("load")
    page.get_by_role("link", name="การประชุมซักซ้อม").first.click()
    page.get_by_label("สรุปผลการประชุม").fill("มอบหมายแต่ละแห่งเสนออัตลักษณ์แห่งละหนึ่งรายการ")
    onward(page, "อัตลักษณ์ 4 ด้าน")
    page.get_by_role("link", name="ตรวจและส่ง").first.click()
    send(page)
    expect(page.locator("main")).to_contain_text("ฉบับที่ 2")


def accept(page: Page) -> None:
    waiting_report(page)
    expect(page.locator("main")).to_contain_text("ฉบับที่ 2")
    page.get_by_role("button", name="รับรายงานและปิดงวด").click()
    page.wait_for_load_state("load")
    expect(page.get_by_role("button", name="รับรายงานและปิดงวด")).to_have_count(0)


def completeness(page: Page) -> None:
    go(page, "/reports/")
    followed = page.locator("li[data-row]").filter(has_text="ของสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด")
    followed.get_by_role("link").first.click()
    page.wait_for_load_state("load")


def let_off(page: Page) -> None:
    """The district of the fourth row need not answer the first period."""
    go(page, "/directives/")
    page.get_by_role("link", name=re.compile("^ติดตามผล ?รายงาน")).first.click()
    page.wait_for_load_state("load")
    page.get_by_label("งวด", exact=True).select_option(label="ธันวาคม 2567")
    page.get_by_role("button", name="แสดงงวดนี้").click()
    page.wait_for_load_state("load")
    page.get_by_role("table", name="เรียงจากนานที่สุด").get_by_role("link", name="อ.บางปะกง").click()
    page.wait_for_load_state("load")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ธันวาคม 2567")
    page.get_by_text("ยกเว้นสถอ.บางปะกงจากงานนี้").click()
    page.get_by_label("เหตุผลที่ยกเว้นหน่วยงานนี้").fill("น้ำท่วมที่ว่าการอำเภอทดสอบ")
    page.get_by_role("button", name="ยกเว้นสถอ.บางปะกง").click()
    page.wait_for_load_state("load")


def five_states(page: Page) -> None:
    completeness(page)
    rows = page.get_by_role("table", name=re.compile("ตัวเลขในช่อง")).locator("tbody tr")
    wanted = {"สถอ.เมืองฉะเชิงเทรา": "val", "สถอ.บางคล้า": "zero", "สถอ.บางน้ำเปรี้ยว": "miss", "สถอ.บางปะกง": "na"}
    for name, state in wanted.items():
        cells = rows.filter(has_text=name).locator("td .c5")
        expect(cells.first).to_have_class(f"c5 {state}")
        expect(cells.last).to_have_class("c5 wait")
    looks_right(page)
