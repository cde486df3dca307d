"""Work on a slow or broken line: what is typed, ticked or asked while an answer is awaited stands when it comes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.conftest import go, looks_right
from tests.journeys.handling import bring_in, letter_of_the_department
from tests.journeys.test_sales_month import GRID, cell, rows


@contextmanager
def answer_awaited(page: Page) -> Iterator[None]:
    """What was just asked of the server by a part of the page is on its way until the block ends."""
    held: list[Route] | None = []

    def hold(route: Route) -> None:
        if held is None or "hx-request" not in route.request.headers:
            route.continue_()
        else:
            held.append(route)

    page.route("**/*", hold)
    yield
    waiting, held = held, None
    for route in waiting:
        route.continue_()


def asking(page: Page) -> None:
    """Wait until the page has asked."""
    expect(page.locator(".htmx-request").first).to_be_attached()


def test_receivers_ticked_while_the_first_are_counted(site_on: Callable, person: Callable) -> None:
    page = person(site_on("2026-11-16"), "province24")
    go(page, "/letters/circulars/new/")
    page.get_by_text("เฉพาะบางพื้นที่").click()
    first, second, third = (page.locator("[name=t0-areas]").nth(number) for number in range(3))
    with answer_awaited(page):
        first.check()
        asking(page)
        second.check()
    expect(page.locator("#receivers")).to_contain_text("ผู้รับ 2 แห่ง")
    expect(second).to_be_checked()
    with answer_awaited(page):
        third.check()
        asking(page)
        second.uncheck()
        second.focus()
    expect(page.locator("#receivers")).to_contain_text("ผู้รับ 2 แห่ง")
    expect(second).not_to_be_checked()
    expect(third).to_be_checked()
    expect(second).to_be_focused()


def test_a_registration_keeps_itself_on_a_bad_line(site_on: Callable, person: Callable) -> None:
    page = person(site_on("2024-02-05"), "producer")
    go(page, "/registry/mine/application/")
    saved, name, chair = page.locator("#saved"), page.locator("#id_name"), page.locator("#id_chair_name")
    typed_while_it_keeps(page, saved, name, chair)
    the_line_breaks(page, saved)
    taken_back(page, saved, chair)


def typed_while_it_keeps(page: Page, saved: Locator, name: Locator, chair: Locator) -> None:
    """The page never says it is kept before the last word is."""
    with answer_awaited(page):
        name.fill("กลุ่มทอผ้าบ้านหัวไทรกลาง")
        asking(page)
        chair.fill("นางฝ้ายขาว ทอมือ")
        expect(saved).to_have_text("กำลังบันทึก")
    expect(saved).to_contain_text("บันทึกให้แล้ว")
    page.reload()
    expect(name).to_have_value("กลุ่มทอผ้าบ้านหัวไทรกลาง")
    expect(chair).to_have_value("นางฝ้ายขาว ทอมือ")


def the_line_breaks(page: Page, saved: Locator) -> None:
    """The hand stays in its field, the page says what is not kept, and keeps it when the line is back."""
    phone = page.locator("#id_phone")
    page.context.set_offline(True)
    phone.press_sequentially("081 234 5678")
    expect(saved).to_contain_text("ยังไม่ได้บันทึก")
    expect(phone).to_be_focused()
    expect(page.locator("#trouble")).to_have_count(0)
    page.context.set_offline(False)
    expect(saved).to_contain_text("บันทึกให้แล้ว")
    page.reload()
    expect(phone).to_have_value(re.compile("081.?234.?5678"))


def taken_back(page: Page, saved: Locator, chair: Locator) -> None:
    """What the page itself kept since it was opened is no stranger's change."""
    chair.fill("นางไหมทอง สาวเส้น")
    expect(saved).to_contain_text("บันทึกให้แล้ว")
    page.get_by_role("button", name="เลิกคำขอนี้").click()
    expect(page.locator("main")).to_contain_text("ถอนคำขอแล้ว")


def test_the_place_chosen_by_hand_wins_over_a_late_position(site_on: Callable, person: Callable) -> None:
    page = person(site_on("2024-02-05"), "producer")
    page.add_init_script("navigator.geolocation.getCurrentPosition = (found) => { window.foundAt = found; };")
    go(page, "/registry/mine/application/")
    page.get_by_role("button", name="ใช้ตำแหน่งของเครื่องนี้").click()
    page.locator("#id_latitude").fill("13.70000")
    page.locator("#id_longitude").fill("101.10000")
    page.evaluate("foundAt({ coords: { latitude: 13.7301, longitude: 101.2202, accuracy: 9 } })")
    expect(page.locator("#id_latitude")).to_have_value("13.70000")
    expect(page.locator("[data-said]")).to_contain_text("ที่ท่านปักหรือกรอกเอง")


def test_amounts_typed_while_the_month_is_saved(site_on: Callable, person: Callable) -> None:
    page = person(site_on("2018-11-06"), "district2402")
    go(page, GRID)
    producer = rows(page)[0]
    one, other = cell(page, producer, "community"), cell(page, producer, "fair")
    one.fill("100")
    with answer_awaited(page):
        page.keyboard.press("Control+s")
        asking(page)
        one.fill("300")
        other.focus()
        page.keyboard.type("20")
    expect(page.locator("#toasts")).to_contain_text("1 ช่องแล้ว")
    expect(other).to_be_focused()
    page.keyboard.type("5")
    expect(other).to_have_value("205")
    expect(one).to_have_value("300")
    page.keyboard.press("Control+s")
    expect(page.locator("#toasts")).to_contain_text("2 ช่องแล้ว")
    page.reload()
    expect(one).to_have_value("300")
    expect(other).to_have_value("205")


def test_a_correction_typed_while_another_is_saved(site_on: Callable, person: Callable) -> None:
    page = person(site_on("2023-09-27"), "province24")
    bring_in(page, "กรม.txt", letter_of_the_department())
    first, second = page.locator("details.fix").nth(0), page.locator("details.fix").nth(1)
    for each in (first, second):
        each.locator("summary").click()
    with answer_awaited(page):
        first.get_by_role("button").click()
        asking(page)
        expect(second.get_by_role("button")).to_be_disabled()
        field = page.locator(f"#{second.locator('[name=value]').get_attribute('id')}")
        field.fill("ถ้อยคำที่พิมพ์ระหว่างรอ")
    expect(page.locator("#live")).not_to_be_empty()
    expect(field).to_have_value("ถ้อยคำที่พิมพ์ระหว่างรอ")
    expect(field).to_be_focused()
    expect(second.get_by_role("button")).to_be_enabled()


def test_the_last_question_to_a_list_is_the_one_answered(site_on: Callable, person: Callable) -> None:
    page = person(site_on("2023-09-27"), "province24")
    go(page, "/registry/")
    words = page.locator("#f-q")
    with answer_awaited(page):
        words.fill("กลุ่ม")
        words.press("Enter")
        asking(page)
        words.fill("ไม่มีชื่อนี้")
        words.press("Enter")
    expect(page.locator("#results")).to_contain_text("ไม่พบผู้ผลิตที่ตรงกับตัวกรอง")
    expect(words).to_have_value("ไม่มีชื่อนี้")


def test_back_leads_to_a_whole_page_as_it_is_now(site_on: Callable, person: Callable) -> None:
    page = person(site_on("2023-09-27"), "province24")
    go(page, "/registry/")
    words, rail, found = page.locator("#f-q"), page.locator("nav.rail"), page.locator("#results caption")
    for asked in ("กลุ่ม", "วิสาหกิจ"):
        words.fill(asked)
        words.press("Enter")
        expect(page).to_have_url(re.compile(quote(asked)))
        expect(found).to_be_visible()
    page.go_back()
    expect(words).to_have_value("กลุ่ม")
    expect(rail).to_have_count(1)
    page.locator("#results tbody a").first.click()
    expect(page.locator("#results")).to_have_count(0)
    page.go_back()
    expect(words).to_have_value("กลุ่ม")
    expect(rail).to_have_count(1)
    assert page.evaluate("sessionStorage.getItem('htmx-history-cache')") is None


def test_a_sending_that_was_stopped_leaves_its_buttons_alive(site_on: Callable, person: Callable) -> None:
    page = person(site_on("2024-02-05"), "producer")
    go(page, "/registry/mine/application/")
    page.locator("#id_name").fill("กลุ่มทอผ้าบ้านหัวไทรกลาง")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route) if route.request.is_navigation_request() and not held else route.continue_()

    page.route("**/registry/mine/application/", hold)
    save = page.get_by_role("button", name="บันทึกไว้ก่อน")
    with page.expect_request(lambda asked: asked.is_navigation_request()):
        save.evaluate("button => button.click()")
    page.context.new_cdp_session(page).send("Page.stopLoading")
    expect(page.locator("form[data-sent]")).to_have_count(0)
    save.click()
    expect(page.locator("[data-errors]")).to_be_focused()


def test_a_circular_typed_while_offices_are_found_and_counted(site_on: Callable, person: Callable) -> None:
    page = person(site_on("2026-11-16"), "province24")
    go(page, "/letters/circulars/new/")
    left_out, body, receivers = (
        page.locator("#id_left_out"),
        page.locator("#id_body"),
        page.locator("#receivers"),
    )
    expect(receivers).to_contain_text("ผู้รับ 11 แห่ง")
    body.fill("ด้วยมีเรื่องสมมติ")
    left_out.fill("ไม่มีที่นี่")
    page.locator("#q-left_out").press_sequentially("บางคล้า")
    found = page.get_by_role("button", name="เพิ่ม สำนักงานพัฒนาชุมชนอำเภอบางคล้า", exact=True)
    expect(found).to_be_visible()
    looks_right(page)
    with answer_awaited(page):
        found.click()
        expect(page.locator("#q-left_out")).to_be_focused()
        asking(page)
        body.fill("ด้วยมีเรื่องสมมติเรื่องใหม่")
    expect(receivers).to_contain_text("ผู้รับ 10 แห่ง")
    expect(receivers).to_contain_text("ไม่พบหน่วยงาน “ไม่มีที่นี่”")
    expect(left_out).to_have_value("ไม่มีที่นี่\nสำนักงานพัฒนาชุมชนอำเภอบางคล้า")
    expect(body).to_have_value("ด้วยมีเรื่องสมมติเรื่องใหม่")
    page.locator("#q-left_out").press("Enter")
    page.locator("#id_body").press("End")
    page.get_by_role("button", name="จึงขอ", exact=False).first.click()
    expect(body).to_have_value(re.compile("เรื่องใหม่จึง"))
    expect(receivers).to_contain_text(re.compile("เรื่องใหม่จึง"))
