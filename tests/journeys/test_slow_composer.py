"""A letter written over a slow line: words typed while an answer is awaited stand, and the hand stays in its field."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import go
from tests.journeys.handling import bring_in, letter_of_the_department, register

TODAY = "2023-09-27"
SUBJECT = "การรวบรวมจำนวนผู้ผลิตที่ขึ้นทะเบียน"
DISTRICT = "สำนักงานพัฒนาชุมชนอำเภอบางคล้า"
SLOW = """
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (...sent) { setTimeout(() => send.apply(this, sent), 1200); };
"""
"""Every request leaves 1.2 s late with the words of the moment it was asked for."""


def test_what_is_typed_while_an_answer_is_awaited_is_kept(site_on: Callable, person: Callable) -> None:
    head = person(site_on(TODAY), "province24")
    bring_in(head, "กรม.txt", letter_of_the_department())
    register(head)
    head.add_init_script(SLOW)
    refused: list[str] = []
    head.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    go(head, "/letters/write/")
    head.get_by_role("button", name="เริ่มร่างหนังสือ").click()
    head.wait_for_load_state("load")
    typed_while_a_receiver_is_added(head)
    typed_while_a_reference_is_added(head)
    a_file_chosen_while_an_enclosure_is_added(head)
    head.get_by_label("ภาคสรุป").fill("จึงเรียนมาเพื่อพิจารณาดำเนินการ")
    expect(head.locator("#checks h2")).to_contain_text("เสนอได้")
    head.get_by_label("ภาคสรุป").press_sequentially(" ")
    head.get_by_role("button", name="ลงนาม ออกเลข และส่งถึง 1 ราย").click()
    expect(head.get_by_role("heading", name="ส่งแล้ว")).to_be_visible()
    expect(head.locator("main")).to_contain_text(SUBJECT)
    assert refused == [], "a page that is left saves nothing more"


def typed_while_a_receiver_is_added(page: Page) -> None:
    """The subject is typed at once; the search field does not take the hand back."""
    page.locator("#q_office").press_sequentially("บางคล้า")
    page.get_by_role("button", name=f"เพิ่ม {DISTRICT}", exact=True).click()
    subject = page.get_by_label("เรื่อง", exact=True)
    subject.press_sequentially(SUBJECT[:20])
    expect(page.locator("#id_receivers")).to_contain_text(DISTRICT)
    expect(subject).to_be_focused()
    page.keyboard.type(SUBJECT[20:])
    expect(subject).to_have_value(SUBJECT)


def typed_while_a_reference_is_added(page: Page) -> None:
    """The cause typed by hand wins over the one the reference would offer, and is saved."""
    page.locator("#q_letter").press_sequentially("5123")
    page.locator("#found-letters").get_by_role("button", name="อ้างถึง").click()
    cause = "ตามหนังสือที่อ้างถึง กรมการพัฒนาชุมชนขอทราบจำนวนผู้ผลิต นั้น"
    page.get_by_label("ภาคเหตุ").fill(cause)
    expect(page.locator("#id_references")).to_contain_text("0404/5123")
    expect(page.get_by_label("ภาคเหตุ")).to_have_value(cause)
    expect(page.get_by_label("เรื่อง", exact=True)).to_have_value(SUBJECT)
    page.get_by_label("ภาคความประสงค์").fill("ในการนี้ จังหวัดขอให้อำเภอรายงานจำนวนผู้ผลิต ภายในวันที่ 29 กันยายน 2566")
    expect(page.locator("#saved")).to_contain_text("บันทึกอัตโนมัติแล้ว")
    page.reload()
    expect(page.get_by_label("ภาคเหตุ")).to_have_value(cause)


def a_file_chosen_while_an_enclosure_is_added(page: Page) -> None:
    page.locator("summary", has_text="เพิ่มสิ่งที่ส่งมาด้วย").click()
    page.get_by_label("ชื่อ (ไม่บังคับเมื่อเลือกแฟ้ม)").fill("แบบรายงาน")
    page.get_by_role("button", name="เพิ่มสิ่งที่ส่งมาด้วย").click()
    page.locator("#new_enc_file").set_input_files(
        {"name": "แผนที่.txt", "mimeType": "text/plain", "buffer": "แผนที่".encode()}
    )
    expect(page.locator("#id_enclosures")).to_contain_text("จำนวน")
    page.get_by_role("button", name="เพิ่มสิ่งที่ส่งมาด้วย").click()
    expect(page.locator("#id_enclosures")).to_contain_text("แนบแฟ้มแล้ว")
