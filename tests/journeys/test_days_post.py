"""A clerk's morning: ten papers dropped at once and registered from the keyboard, one after another."""

import sys
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.factories.letters import letter_text
from tests.journeys.conftest import go, looks_right

SUBJECTS = ("การขึ้นทะเบียนผู้ผลิต", "ขอเชิญประชุม", "การคัดเลือกผลิตภัณฑ์", "แจ้งผลการประเมิน", "ขอความอนุเคราะห์ข้อมูล",
            "การจัดงานจำหน่ายสินค้า", "โครงการอบรม", "การรายงานผล", "การตรวจราชการ", "ขอส่งเอกสาร")  # fmt: skip
FEWEST_KEYS = len(SUBJECTS)


def papers(folder: Path) -> list[Path]:
    """Ten letters with numbers of their own; one has lost its day, as a bad copy does."""
    found = []
    for place, subject in enumerate(SUBJECTS, 1):
        dated = "" if place == 3 else "๒๐ กันยายน ๒๕๖๖"
        text = letter_text(number=f"ฉช ๐๐๑๙/ว {to_thai(5000 + place)}", subject=subject, dated=dated)
        path = folder / f"{place:02d}.txt"
        path.write_text(text, encoding="utf-8")
        found.append(path)
    return found


def to_thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


class Keys:
    """The keyboard, counting what it is asked for."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.pressed += len(words)
        self.page.keyboard.type(words)


def where(page: Page) -> str:
    """The field or button that the page has put under the hand."""
    expect(page.locator("main :focus")).to_have_count(1)
    return page.evaluate("document.activeElement.name || document.activeElement.tagName")


def test_ten_letters_are_registered_from_the_keyboard(site_on, person, tmp_path):
    page = person(site_on("2023-09-26"), "clerk24")
    go(page, "/letters/post/")
    began = time.perf_counter()
    page.locator("input[type=file]").set_input_files(papers(tmp_path))
    page.get_by_role("heading", name="รอลงรับ 10 ฉบับ").wait_for()
    keys = Keys(page)
    looked = False
    for place in range(1, len(SUBJECTS) + 1):
        focused = where(page)
        if focused == "date" and not page.input_value("#head-date"):
            if not looked:
                looks_right(page)
                page.focus("#head-date")
                looked = True
            keys.type("20 ก.ย. 66")
        assert focused in ("BUTTON", "date", "number", "issuing_office", "subject")
        keys.press("Enter")
        page.get_by_text(f"เลขรับ {place}/2566").first.wait_for()
    spent = time.perf_counter() - began
    sys.stdout.write(f"\nten letters: {spent:.1f} s, {keys.pressed} keys\n")
    assert looked, "the paper without a day waited in its field"
    assert keys.pressed <= FEWEST_KEYS + len("20 ก.ย. 66")
    page.get_by_role("heading", name="ลงรับครบแล้ว").wait_for()
    looks_right(page)
    go(page, "/letters/register/")
    assert page.locator("tbody tr").count() == len(SUBJECTS)


def test_the_same_papers_again_are_shown_with_their_twins(site_on, person, tmp_path):
    page = person(site_on("2023-09-26"), "clerk24")
    go(page, "/letters/post/")
    files = papers(tmp_path)[:2]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("heading", name="รอลงรับ 2 ฉบับ").wait_for()
    for place in (1, 2):
        page.keyboard.press("Enter")
        page.get_by_text(f"เลขรับ {place}/2566").first.wait_for()
    again = tmp_path / "again.txt"
    again.write_text(files[0].read_text(encoding="utf-8").replace("อำเภอ", "อำเภอต่าง ๆ"), encoding="utf-8")
    page.locator("input[type=file]").set_input_files([files[0], again])
    page.get_by_text("มีในระบบแล้ว จึงไม่นำเข้าซ้ำ").wait_for()
    page.get_by_text("อาจเป็นหนังสือซ้ำ").wait_for()
    looks_right(page)
