"""A registry clerk's day: the post and what is wrong with it, numbers kept and burned, registers, filing, lending."""

import io
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.factories.letters import letter_text
from tests.journeys.conftest import go, looks_right
from tests.journeys.handling import (
    act_of,
    bring_in,
    close_and_file,
    do,
    file_behind,
    letter_of_the_department,
    part,
    register,
    run_together,
    saved,
    words_of_pdf,
)
from tests.journeys.test_days_post import Keys, papers, where

TODAY = "2023-09-26"
POST = 5
SUBJECT = "ขอทราบจำนวนผู้ผลิตที่ขึ้นทะเบียน"


def test_a_clerks_day(site_on: Callable, person: Callable, tmp_path: Path) -> None:
    began = time.perf_counter()
    site = site_on(TODAY)
    clerk = person(site, "clerk24")
    the_post(clerk, tmp_path)
    a_duplicate(clerk, tmp_path)
    a_wrong_letter(clerk)
    routed = a_wrong_number(clerk)
    a_unit(clerk, person(site, "unit24"), routed)
    numbers(clerk)
    the_books(clerk)
    filing(clerk)
    sys.stdout.write(f"\na clerk's day: {time.perf_counter() - began:.0f} s\n")


def the_post(page: Page, folder: Path) -> None:
    """Five papers from the keyboard; the third has lost its day."""
    go(page, "/letters/post/")
    page.locator("input[type=file]").set_input_files(papers(folder)[:POST])
    page.get_by_role("heading", name=f"รอลงรับ {POST} ฉบับ").wait_for()
    keys = Keys(page)
    for place in range(1, POST + 1):
        if where(page) == "date":
            keys.type("20 ก.ย. 66")
        keys.press("Enter")
        page.get_by_text(f"เลขรับ {place}/2566").first.wait_for()
    page.get_by_role("heading", name="ลงรับครบแล้ว").wait_for()


def a_duplicate(page: Page, folder: Path) -> None:
    """The first paper once more, copied badly: it is shown with its twin, and the office keeps the first one alone."""
    first = (folder / "01.txt").read_text(encoding="utf-8")
    again = bring_in(page, "สำเนา.txt", first.replace("อย่างน้อยตำบลละ ๒ ราย", "อย่างน้อยตำบลละ ๒ ราย "
                                                     "ตามที่แจ้งแล้ว"))  # fmt: skip
    do(page, "duplicate")
    expect(page.locator("#way")).to_contain_text("เป็นหนังสือซ้ำ")
    expect(page.get_by_role("button", name="ลงรับและประทับตรา")).to_have_count(0)
    go(page, "/letters/post/")
    expect(page.get_by_role("heading", level=1)).to_have_text("ลงรับครบแล้ว")
    assert again


def a_wrong_letter(page: Page) -> None:
    """A letter whose page is missing is not taken, and nothing may be done with it afterwards."""
    bring_in(page, "ขาดหน้า.txt", letter_text(number="ฉช ๐๐๑๙/ว ๖๐๐๑", subject="หนังสือที่ขาดหน้า"))
    page.locator("#way summary", has_text="แจ้งว่าหนังสือผิด").click()
    act_of(page, "mark-wrong").get_by_role("button").click()
    expect(page.locator(".errsum")).to_contain_text("ผิดอย่างไร")
    looks_right(page)
    do(page, "mark-wrong", note="ขาดหน้า 2 ขอให้ส่งใหม่")
    expect(page.locator("#way")).to_contain_text("ขาดหน้า 2 ขอให้ส่งใหม่")
    expect(page.locator("#way form[action*='/way/']")).to_have_count(0)
    expect(page.get_by_role("button", name="ลงรับและประทับตรา")).to_have_count(0)


def a_wrong_number(page: Page) -> str:
    """A letter registered under a wrong number gets the next one; the first is burned and stays in the book."""
    address = bring_in(page, "กรม.txt", letter_of_the_department(subject=SUBJECT))
    assert register(page) == f"{POST + 1}/2566"
    do(page, "wrong-number", note="ลงรับผิดเล่ม")
    expect(page.locator(".head").first).to_contain_text(f"เลขรับ {POST + 2}/2566")
    expect(page.locator("#way")).to_contain_text("ลงรับผิดเล่ม")
    stamped = file_behind(page, page.get_by_role("link", name="สำเนาประทับตรารับ"))
    assert "๗" in words_of_pdf(stamped)
    return address


def a_unit(page: Page, unit: Page, address: str) -> None:
    """The letter goes to a unit, which gives it a number of its own; its copy bears the stamps of both."""
    go(page, address)
    do(page, "route", tick="กลุ่มงานยุทธศาสตร์", note="เรื่องของกลุ่มงาน")
    go(unit, "/letters/receive/")
    unit.get_by_role("link", name=SUBJECT).click()
    assert register(unit) == "1/2566"
    looks_right(unit)
    copy = unit.get_by_role("link", name="สำเนาประทับตรารับ").last
    words = run_together(words_of_pdf(file_behind(unit, copy)))
    assert "กลุ่มงานยุทธศาสตร์" in words
    assert "สำนักงานพัฒนาชุมชนจังหวัดฉะเชิงเทรา" in words
    assert words.count("เลขรับ") == 2
    assert "๗" in words
    assert "๑" in words


def numbers(page: Page) -> None:
    """A number is kept and then used, one is taken for a paper outside, one is burned with its reason."""
    go(page, "/letters/numbers/")
    fold(page, "จองเลขไว้ก่อน")
    page.get_by_label("จองไว้สำหรับ").fill("หนังสือเชิญประชุม")
    page.get_by_label("ใช้ภายในวันที่").fill("29 ก.ย. 66")
    page.get_by_role("button", name="จองเลข").click()
    expect(part(page, "kept")).to_contain_text("หนังสือเชิญประชุม")
    looks_right(page)
    part(page, "kept").get_by_role("link").first.click()
    use = part(page, "use")
    use.get_by_label("เรื่อง").fill("ขอเชิญประชุมประจำเดือน")
    use.get_by_label("ถึง").fill("หัวหน้าส่วนราชการทุกแห่ง")
    use.get_by_role("button", name="ใช้เลขนี้").click()
    expect(page.locator("#toasts")).to_contain_text("ใช้เลขที่จองแล้ว")
    take(page, "แจ้งกำหนดการตรวจราชการ")
    expect(page.locator("#toasts")).to_contain_text(re.compile(r"/2\b"))
    take(page, "หนังสือที่พิมพ์ผิด")
    go(page, "/letters/register/?kind=outgoing")
    page.get_by_role("row").filter(has_text="หนังสือที่พิมพ์ผิด").get_by_role("rowheader").get_by_role(
        "link"
    ).click()
    page.get_by_label("เหตุที่ยกเลิก").fill("พิมพ์ชื่อผู้รับผิด")
    page.get_by_role("button", name="ยกเลิกเลข").click()
    expect(page.locator("#toasts")).to_contain_text("ยกเลิกเลข 3 แล้ว")


def take(page: Page, subject: str) -> None:
    go(page, "/letters/numbers/")
    fold(page, "ออกเลขหนังสือส่ง")
    form = page.locator("form", has=page.locator("input[name=act][value=take]"))
    form.get_by_label("เรื่อง").fill(subject)
    form.get_by_label("ถึง").fill("นายอำเภอบางคล้า")
    form.get_by_role("button", name="ออกเลข").click()
    expect(page.locator("#toasts")).to_contain_text("ออกเลขแล้ว")


def fold(page: Page, title: str) -> None:
    page.locator("summary", has_text=title).click()


def the_books(page: Page) -> None:
    """Both books on paper in their forms and as a workbook; what was burned stands there with its reason."""
    go(page, "/letters/register/")
    looks_right(page)
    burned = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=str(POST + 1), exact=True))
    for words in (SUBJECT, "ยกเลิก", "ลงรับผิดเล่ม"):
        expect(burned).to_contain_text(words)
    printed = run_together(words_of_pdf(file_behind(page, page.get_by_role("link", name="PDF แบบที่ 13"))))
    for words in ("แบบที่๑๓", "ทะเบียนหนังสือรับ", "ลงรับผิดเล่ม", "ยกเลิก", run_together(SUBJECT)):
        assert words in printed, f"form 13 does not say {words}"
    go(page, "/letters/register/?kind=outgoing")
    printed = run_together(words_of_pdf(file_behind(page, page.get_by_role("link", name="PDF แบบที่ 14"))))
    for words in ("แบบที่๑๔", "ทะเบียนหนังสือส่ง", "ขอเชิญประชุมประจำเดือน", "พิมพ์ชื่อผู้รับผิด"):
        assert words in printed, f"form 14 does not say {words}"
    book = openpyxl.load_workbook(io.BytesIO(saved(page, page.get_by_role("link", name="Excel").click)))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    lines = [row for row in cells if row[0] in (1, 2, 3)]
    assert [row[0] for row in lines] == [1, 2, 3]
    assert [row[6] for row in lines] == ["ขอเชิญประชุมประจำเดือน", "แจ้งกำหนดการตรวจราชการ", "หนังสือที่พิมพ์ผิด"]
    assert lines[2][8] == "พิมพ์ชื่อผู้รับผิด"


def filing(page: Page) -> None:
    """A letter is closed, filed and lent; the loan comes back."""
    close_and_file(page, "ขอเชิญประชุม", "ตู้ 2 แฟ้มประชุม 2566")
    go(page, "/letters/store/")
    page.locator("main tbody a").first.click()
    lend = part(page, "lend")
    lend.get_by_label("ผู้ยืม", exact=True).fill("นางสาวยืม สมมติ")
    lend.get_by_label("ผู้อนุญาต").fill("หัวหน้าฝ่ายอำนวยการ")
    lend.get_by_label("เพื่อ", exact=True).fill("ประกอบการประชุม")
    lend.get_by_label("กำหนดคืน").fill("29 ก.ย. 66")
    lend.get_by_role("button", name="บันทึกบัตรยืม").click()
    expect(page.locator("#toasts")).to_contain_text("บันทึกบัตรยืมแล้ว")
    looks_right(page)
    go(page, "/letters/store/loans/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ยืมออกไป 1 เรื่อง")
    page.get_by_role("button", name="รับคืนแล้ว").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ยืมออกไป 0 เรื่อง")
