"""The life of a circular: written, sent to all provinces of a line, answered over three levels, reminded, replaced."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import go, looks_right

SENT, LATE, LATER, AFTER = "2026-11-16", "2026-11-23", "2026-11-25", "2026-11-27"


def write(page: Page, subject: str) -> None:
    """Write a circular and send it to whom the page proposes."""
    go(page, "/letters/circulars/new/")
    looks_right(page)
    page.get_by_label("เรื่อง", exact=True).fill(subject)
    page.get_by_label("ข้อความ").first.fill("ด้วยมีเรื่องสมมติที่ต้องแจ้งให้ทราบทั่วกัน")
    page.get_by_role("button", name="ออกเลข ว และส่งทันที").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("รับทราบแล้ว")


def answer(page: Page, subject: str) -> None:
    """Acknowledge the letter from the list of those that wait."""
    go(page, "/letters/circulars/?show=received")
    page.get_by_role("link", name=subject).first.click()
    page.get_by_role("button", name="แจ้งรับทราบ").click()
    expect(page.get_by_text("แจ้งรับทราบแล้ว").first).to_be_visible()


def test_from_the_department_to_the_last_office(site_on: Callable, person: Callable) -> None:
    site = site_on(SENT)
    department = person(site, "dla")
    write(department, "แนวทางสมมติของกรม")
    address = department.url
    looks_right(department)
    expect(department.get_by_role("heading", level=1)).to_contain_text(re.compile("จาก"))

    province = person(site, "local24")
    go(province, "/letters/circulars/?show=received")
    province.get_by_role("link", name="แนวทางสมมติของกรม").click()
    province.get_by_role("link", name="ส่งต่อให้หน่วยงานใต้สังกัด").click()
    province.get_by_role("button", name=re.compile("ออกหนังสือถึง 11 หน่วยงาน")).click()
    expect(province.get_by_role("heading", level=1)).to_contain_text("11")
    onward = province.url
    looks_right(province)

    for who in ("local2401", "local2402"):
        answer(person(site, who), "แนวทางสมมติของกรม")
    go(province, onward)
    expect(province.locator("tr.tot")).to_contain_text("2/11")
    go(department, address)
    department.locator("a[hx-get]").first.click()
    expect(department.locator("tr.sub")).to_have_count(11)

    site.move_to(LATE)
    go(province, onward)
    province.get_by_role("link", name="เตือนหน่วยงานที่เลยกำหนด").click()
    province.get_by_role("button", name=re.compile("ออกหนังสือเตือน 9 แห่ง")).click()
    expect(province.get_by_text("เตือนแล้วด้วยหนังสือ")).to_be_visible()
    answer(person(site, "local2403"), "แนวทางสมมติของกรม")

    site.move_to(LATER)
    go(province, onward)
    province.get_by_role("link", name="เตือนหน่วยงานที่เลยกำหนด").click()
    province.get_by_role("button", name=re.compile("ออกหนังสือเตือน 8 แห่ง")).click()
    site.move_to(AFTER)
    go(province, onward)
    province.get_by_role("link", name="แจ้งหน่วยงานบังคับบัญชา").click()
    province.get_by_role("button", name=re.compile("ออกหนังสือแจ้ง 8 แห่ง")).click()
    expect(province.get_by_text("แจ้งหน่วยงานบังคับบัญชาแล้วด้วย").first).to_be_visible()

    write(province, "แนวทางสมมติ ฉบับแก้ไข")
    go(province, onward)
    province.get_by_role("link", name="ใช้ฉบับใหม่แทน").click()
    province.get_by_label("หนังสือฉบับใหม่").select_option(index=1)
    province.get_by_role("button", name="ใช้ฉบับใหม่แทน").click()
    expect(province.get_by_text("มีฉบับใหม่แทน").first).to_be_visible()
