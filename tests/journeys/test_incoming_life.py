"""The life of a letter that came by mail: from its arrival over an order to the answer, and into the store."""

import re
import sys
import time
from collections.abc import Callable
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from tests.journeys.conftest import go, looks_right
from tests.journeys.handling import acts_on, bring_in, do, letter_of_the_department, register

ARRIVED, ANSWERED = "2023-09-26", "2023-09-27"
SUBJECT = "ขอทราบจำนวนผู้ผลิตที่ขึ้นทะเบียน"
RECEIVER = "กรมการพัฒนาชุมชน"
UNIT = "กลุ่มงานยุทธศาสตร์"


def test_from_arrival_to_the_store(site_on: Callable, person: Callable) -> None:
    began = time.perf_counter()
    site = site_on(ARRIVED)
    clerk, unit, head = (person(site, name) for name in ("clerk24", "unit24", "province24"))
    address = arrives(clerk)
    goes_to_a_unit_and_back(clerk, unit, address)
    is_ordered(clerk, head, address)
    is_accepted(clerk, address)
    site.move_to(ANSWERED)
    answer = is_answered(clerk, head, address)
    is_kept(clerk, address)
    the_other_side(person(site, "cdd"), answer)
    sys.stdout.write(f"\nan incoming letter's life: {time.perf_counter() - began:.0f} s\n")


def mail() -> bytes:
    """The letter as the department mails it, with the form it asks to be filled in."""
    message = EmailMessage()
    message["From"], message["Subject"] = "saraban@cdd.example.go.th", SUBJECT
    message.set_content("เรียนท่าน\nส่งหนังสือตามแนบ")
    for name, text in (("หนังสือ.txt", letter_of_the_department(subject=SUBJECT)), ("แบบ.txt", "แบบแจ้งจำนวน")):
        message.add_attachment(text.encode(), maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def arrives(page: Page) -> str:
    """The mail is brought in, looked through and registered; before that it may only be refused."""
    address = bring_in(page, "ส่ง.eml", mail())
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    assert acts_on(page) == {"check", "reject", "mark-wrong"}
    do(page, "check")
    assert acts_on(page) == {"reject", "mark-wrong"}
    assert register(page) == "1/2566"
    assert acts_on(page) == {"present", "route", "wrong-number"}
    return address


def goes_to_a_unit_and_back(clerk: Page, unit: Page, address: str) -> None:
    """Taken back before anybody opened it; sent again, opened, and sent back as not theirs."""
    go(clerk, address)
    do(clerk, "route", tick=UNIT)
    assert "retrieve" in acts_on(clerk)
    do(clerk, "retrieve", note="ส่งผิดกลุ่มงาน")
    do(clerk, "route", tick=UNIT)
    go(unit, "/letters/receive/")
    with unit.expect_response(re.compile(r"/opened/$")):
        unit.get_by_role("link", name=SUBJECT).click()
    expect(unit.locator("#way")).to_be_visible()
    assert acts_on(unit) == {"check", "bounce", "mark-wrong"}
    go(clerk, address)
    assert "retrieve" not in acts_on(clerk), "the unit has opened it"
    do(unit, "bounce", note="ไม่ใช่เรื่องของกลุ่มงาน")
    go(clerk, address)
    expect(clerk.locator("#way")).to_contain_text("ไม่ใช่เรื่องของกลุ่มงาน")
    assert acts_on(clerk) == {"present", "route", "wrong-number"}


def is_ordered(clerk: Page, head: Page, address: str) -> None:
    """Laid before the head, who writes an order on it; the clerk cannot order."""
    do(clerk, "present", note="เพื่อโปรดพิจารณา")
    assert not acts_on(clerk) & {"order", "note-only"}
    go(head, "/letters/mine/")
    expect(head.get_by_role("heading", level=1)).to_have_text("หนังสือรอท่าน 1 ฉบับ")
    head.get_by_role("link", name=SUBJECT).click()
    looks_right(head)
    do(head, "order", tick="นางกระบุง", note="มอบธุรการตอบกรม", due="28 ก.ย. 66")
    expect(head.locator("#way blockquote")).to_have_text("มอบธุรการตอบกรม")
    assert not acts_on(head) & {"order", "accept"}


def is_accepted(clerk: Page, address: str) -> None:
    go(clerk, "/letters/mine/")
    expect(clerk.locator(".wl li")).to_contain_text("28 ก.ย. 2566")
    go(clerk, address)
    do(clerk, "accept")
    assert "reply" not in acts_on(clerk), "no answer is out yet"
    expect(clerk.get_by_role("link", name="สำเนาพร้อมคำสั่งการ")).to_be_visible()


def is_answered(clerk: Page, head: Page, address: str) -> str:
    """Written by the clerk, approved and signed by the authority, numbered and sent by the clerk; gives its number."""
    go(clerk, address)
    clerk.get_by_role("link", name="ร่างหนังสือตอบ").click()
    clerk.get_by_role("button", name="เริ่มร่างหนังสือ").click()
    clerk.wait_for_load_state("load")
    draft = clerk.url
    expect(clerk.locator("#id_receivers")).to_contain_text(RECEIVER)
    expect(clerk.locator("#id_references")).to_contain_text("5123")
    clerk.get_by_label("ภาคเหตุ").fill("ตามหนังสือที่อ้างถึง กรมการพัฒนาชุมชนขอทราบจำนวนผู้ผลิตที่ขึ้นทะเบียน ความแจ้งแล้ว นั้น")
    clerk.get_by_label("ภาคความประสงค์").fill("จังหวัดฉะเชิงเทราขอเรียนว่า มีผู้ผลิตขึ้นทะเบียน 1,204 ราย")
    clerk.get_by_label("ภาคสรุป").fill("จึงเรียนมาเพื่อโปรดทราบ")
    expect(clerk.locator("#saved")).to_contain_text("บันทึกอัตโนมัติแล้ว")
    expect(clerk.locator("#preview img.sheet").first).to_be_visible()
    expect(clerk.locator("#checks h2")).to_have_text("ตรวจแล้วครบ เสนอได้")
    looks_right(clerk)
    clerk.get_by_role("button", name="เสนอตรวจและลงนาม").click()
    expect(clerk.locator("main")).to_contain_text("ขั้นนี้รอผู้มีสิทธิ")
    for label in ("ลงนามในหนังสือฉบับนี้", "ผ่านการตรวจ ให้ลงนามได้", "ออกเลขและลงวันที่วันนี้"):
        expect(clerk.get_by_role("button", name=label)).to_have_count(0)

    go(head, "/letters/write/")
    head.get_by_role("link", name=SUBJECT).click()
    head.get_by_role("button", name="ผ่านการตรวจ ให้ลงนามได้").click()
    head.get_by_role("button", name="ลงนามในหนังสือฉบับนี้").click()
    expect(head.locator("main")).to_contain_text("คำสั่งสมมติที่ 1/2566")
    looks_right(head)

    go(clerk, draft)
    clerk.get_by_role("button", name="ออกเลขและลงวันที่วันนี้").click()
    clerk.get_by_role("button", name="ส่งถึงผู้รับ 1 ราย").click()
    expect(clerk.get_by_role("heading", name="ส่งแล้ว")).to_be_visible()
    number = clerk.locator(".head").first.inner_text().partition("ที่ ")[2].partition(" ลงวันที่")[0].strip()

    go(clerk, address)
    expect(clerk.locator("#way")).to_contain_text("ตอบหนังสือแล้ว")
    assert acts_on(clerk) == {"wrong-number"}
    return number


def is_kept(clerk: Page, address: str) -> None:
    go(clerk, address)
    clerk.locator("summary", has_text="ปิดเรื่อง").click()
    clerk.get_by_label("การปฏิบัติ").fill("ตอบกรมแล้ว")
    clerk.get_by_role("button", name="ปิดเรื่องนี้").click()
    expect(clerk.locator("main")).to_contain_text("ตอบกรมแล้ว")
    assert acts_on(clerk) == {"reopen"}
    go(clerk, "/letters/store/waiting/")
    clerk.get_by_role("row").filter(has_text="มท 0404/5123").get_by_role("checkbox").check()
    clerk.get_by_label("แฟ้มและที่เก็บ").fill("ตู้ 1 แฟ้มกรม 2566")
    clerk.get_by_role("button", name="เก็บเข้าแฟ้ม").click()
    expect(clerk.locator("#toasts")).to_contain_text("เก็บเข้าแฟ้ม ตู้ 1 แฟ้มกรม 2566 แล้ว 1 ฉบับ")
    go(clerk, address)
    assert acts_on(clerk) == set()
    expect(clerk.locator("#way")).to_contain_text("เก็บเข้าแฟ้ม")


def the_other_side(page: Page, number: str) -> None:
    """The department sees the answer arrive under the number it was given."""
    go(page, "/letters/receive/")
    row = page.locator("[data-row]").filter(has_text=number)
    expect(row).to_contain_text(SUBJECT)
    row.get_by_role("link").click()
    assert acts_on(page) == {"check", "reject", "mark-wrong"}
    assert register(page) == "1/2566"
