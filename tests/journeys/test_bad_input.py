"""What goes wrong at a desk, tried in a real browser: too much, too late, twice, and two at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories.letters import letter_text
from tests.journeys.conftest import Site, go, scrolls_sideways, violations

FILE = "input[type=file]"


@pytest.fixture
def site(site_on: Callable[..., Site]) -> Site:
    return site_on("2023-09-26")


def bring_in(page: Page, paper: Path) -> None:
    go(page, "/letters/")
    page.locator(FILE).first.set_input_files(paper)
    page.get_by_role("button", name="นำเข้าหนังสือ").click()
    page.wait_for_load_state("load")


def paper(folder: Path, name: str, content: bytes) -> Path:
    place = folder / name
    place.write_bytes(content)
    return place


def test_papers_that_cannot_be_taken(site: Site, person: Callable[..., Page], tmp_path: Path) -> None:
    clerk = person(site, "clerk24")
    refused = {
        ("ว่าง.txt", b""): "ว่างเปล่า",
        ("ภาพเสีย.pdf", b"%PDF-1.7 cut off"): "ภาพเสีย.pdf",
        ("โปรแกรม.txt", bytes(range(256)) * 40): "UTF-8",
        ("ใหญ่.pdf", b"%PDF-1.7" + bytes(50_000_000)): "25 MB",
    }
    for (name, content), says in refused.items():
        bring_in(clerk, paper(tmp_path, name, content))
        expect(clerk.locator("[data-errors]")).to_contain_text(says)
        expect(clerk.locator("[data-errors]")).to_be_focused()
        assert clerk.title().startswith("ผิดพลาด:")
    assert violations(clerk) == []
    go(clerk, "/letters/")
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("ไม่มีหนังสือค้าง")


def test_old_coding_is_read_and_the_same_words_are_noticed(
    site: Site, person: Callable[..., Page], tmp_path: Path
) -> None:
    clerk = person(site, "clerk24")
    text = letter_text()
    bring_in(clerk, paper(tmp_path, "เก่า.txt", text.encode("cp874")))
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("การขึ้นทะเบียนผู้ผลิตชุมชน")
    address = clerk.url
    bring_in(clerk, paper(tmp_path, "ใหม่.txt", text.encode()))
    assert clerk.url == address
    expect(clerk.locator("main")).to_contain_text("มีอยู่แล้ว จึงไม่เก็บซ้ำ")


def test_a_long_letter_without_orders_stays_readable(
    site: Site, person: Callable[..., Page], tmp_path: Path
) -> None:
    head, _, _ = letter_text().partition("ในการนี้")
    filling = "กลุ่มผู้ผลิตชุมชนในพื้นที่ได้ดำเนินงานมาอย่างต่อเนื่องและมีผลงานเป็นที่ประจักษ์\n\n"
    text = head + filling * 2_000 + "จึงเรียนมาเพื่อทราบ\n\nขอแสดงความนับถือ\n"
    province = person(site, "province24")
    bring_in(province, paper(tmp_path, "ยาว.txt", text.encode()))
    expect(province.locator("main")).to_contain_text("จึงเรียนมาเพื่อทราบ")
    assert province.get_by_role("link", name="ร่างข้อสั่งการ").count() == 0
    province.set_viewport_size({"width": 360, "height": 740})
    assert not scrolls_sideways(province)


def test_two_answering_one_doubt_at_once(site: Site, person: Callable[..., Page], tmp_path: Path) -> None:
    text = letter_text(number="นข ๐๐๑๙/ว ๔๑๐๑").encode()
    first, second = person(site, "province24"), person(site, "province24")
    bring_in(first, paper(tmp_path, "หนังสือ.txt", text))
    go(second, first.url)
    for page in (first, second):
        expect(page.get_by_role("button", name="ยืนยันข้อนี้")).to_be_visible()
    first.get_by_role("button", name="ยืนยันข้อนี้").click()
    expect(first.locator("#live")).not_to_be_empty()
    second.get_by_role("button", name="ยืนยันข้อนี้").click()
    expect(second.locator("[data-errors]")).to_contain_text("นายคราม ย้อมใจ")


def fill_producer(page: Page, name: str) -> None:
    go(page, "/registry/new/")
    page.get_by_label("ชื่อผู้ผลิต").fill(name)
    page.get_by_text("กลุ่มผู้ผลิตชุมชน", exact=True).first.click()
    page.get_by_label("ตำบล").first.select_option(label="หัวไทร")


def found(page: Page, name: str) -> int:
    go(page, f"/registry/?q={name}")
    return page.locator("main tbody tr").filter(has_text=name).count()


def test_a_main_button_pressed_twice_acts_once(site: Site, person: Callable[..., Page]) -> None:
    district = person(site, "district2402")
    fill_producer(district, "กลุ่มกดซ้ำทดสอบ")
    district.get_by_role("button", name="ลงทะเบียนผู้ผลิต").dblclick()
    expect(district.get_by_role("heading", level=1)).to_contain_text("กลุ่มกดซ้ำทดสอบ")
    assert found(district, "กลุ่มกดซ้ำทดสอบ") == 1


def test_a_session_that_ended_loses_nothing_typed(site: Site, person: Callable[..., Page]) -> None:
    district = person(site, "district2402")
    fill_producer(district, "กลุ่มหมดเวลาทดสอบ")
    kept = [each for each in district.context.cookies() if each["name"] != "sessionid"]
    district.context.clear_cookies()
    district.context.add_cookies(kept)
    district.get_by_role("button", name="ลงทะเบียนผู้ผลิต").click()
    expect(district.get_by_role("heading", level=1)).to_contain_text("ยังไม่ได้บันทึก")
    assert violations(district) == []
    with district.context.expect_page() as opened:
        district.get_by_role("link", name="เข้าสู่ระบบในแท็บใหม่").click()
    sign_in_again(opened.value)
    district.get_by_role("button", name="ส่งสิ่งที่กรอกไว้อีกครั้ง").click()
    expect(district.get_by_role("heading", level=1)).to_contain_text("กลุ่มหมดเวลาทดสอบ")


def sign_in_again(tab: Page) -> None:
    from tests.factories.cast import PASSWORD

    tab.get_by_label("ชื่อบัญชี").fill("district2402")
    tab.get_by_label("รหัสผ่าน").fill(PASSWORD)
    tab.get_by_role("button", name="เข้าสู่ระบบ").click()
    tab.wait_for_url("**/desk/")


def test_the_whole_way_of_confirming_by_keyboard(
    site: Site, person: Callable[..., Page], tmp_path: Path
) -> None:
    province = person(site, "province24")
    bring_in(province, paper(tmp_path, "หนังสือ.txt", letter_text(number="นข ๐๐๑๙/ว ๔๑๐๑").encode()))
    province.keyboard.press("Tab")
    assert "ข้ามไปยังเนื้อหาหลัก" in focused(province)
    province.keyboard.press("Enter")
    assert province.evaluate("document.activeElement.id") == "main"
    province.keyboard.press("?")
    expect(province.locator("dialog#keys")).to_be_visible()
    province.keyboard.press("Escape")
    expect(province.locator("dialog#keys")).to_be_hidden()
    for _ in range(12):
        if not province.get_by_role("button", name="ยืนยันข้อนี้").count():
            break
        press(province, "ยืนยันข้อนี้")
        province.wait_for_function(
            "() => document.activeElement !== document.body"
        )  # the place of the eye is kept
    press(province, "ลงรับและประทับตรา")
    press(province, "ยืนยันว่าอ่านถูกต้อง")
    expect(province.locator("main")).to_contain_text("เลขรับ 1/2566")
    expect(province.get_by_role("link", name="ร่างข้อสั่งการ")).to_be_visible()


def focused(page: Page) -> str:
    """The words of what has the focus; nothing where it is a whole region or has fallen back on the page itself."""
    return page.evaluate(
        "['BODY', 'MAIN'].includes(document.activeElement.tagName) ? '' : document.activeElement.innerText || 'x'"
    )


def press(page: Page, words: str) -> None:
    """Go with the tabulator to what says these words, and press it."""
    for _ in range(90):
        if words in focused(page):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"“{words}” is not reached by keyboard")
    before = page.locator("main").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_function("before => document.querySelector('main')?.innerText !== before", arg=before)
    page.wait_for_load_state("load")
