"""A letter written in the browser: cited, enclosed, signed, sent; read back from PDF and Word; verified."""

import io
import re
import sys
import time
from collections.abc import Callable

import docx
from playwright.sync_api import Browser, Page, expect

from saan.kernel.digits import to_thai
from tests.journeys.conftest import go, looks_right
from tests.journeys.handling import (
    bring_in,
    file_behind,
    letter_of_the_department,
    register,
    run_together,
    words_of_pdf,
)

TODAY = "2023-09-27"
SUBJECT = "การรวบรวมจำนวนผู้ผลิตที่ขึ้นทะเบียน"
DISTRICT = "สำนักงานพัฒนาชุมชนอำเภอบางคล้า"


def test_a_letter_is_written_sent_and_verified(site_on: Callable, person: Callable, browser: Browser) -> None:
    began = time.perf_counter()
    site = site_on(TODAY)
    head = person(site, "province24")
    bring_in(head, "กรม.txt", letter_of_the_department())
    register(head)
    number = written(head)
    head.get_by_role("link", name="ดูหนังสือและผู้รับ").click()
    paper = file_behind(head, head.get_by_role("link", name="ฉบับเก็บถาวร"))
    code = printed(paper, number)
    in_word(file_behind(head, head.get_by_role("link", name="ฉบับแก้ไขได้")), number)
    anybody = browser.new_context(base_url=site.url, locale="th-TH")
    verified(anybody.new_page(), code, number, paper)
    anybody.close()
    received(person(site, "district2402"), number)
    sys.stdout.write(f"\nan outgoing letter's life: {time.perf_counter() - began:.0f} s\n")


def written(page: Page) -> str:
    """The composer from the first word to sending; gives the number."""
    go(page, "/letters/write/")
    page.get_by_role("button", name="เริ่มร่างหนังสือ").click()
    page.wait_for_load_state("load")
    expect(page.locator("#checks h2")).to_contain_text("ต้องแก้")
    page.locator("#q_office").press_sequentially("บางคล้า")
    page.get_by_role("button", name=f"เพิ่ม {DISTRICT}", exact=True).click()
    expect(page.locator("#id_receivers")).to_contain_text(DISTRICT)
    page.get_by_label("เรื่อง", exact=True).fill(SUBJECT)
    page.locator("#q_letter").press_sequentially("5123")
    page.locator("#found-letters").get_by_role("button", name="อ้างถึง").click()
    expect(page.locator("#id_references")).to_contain_text("0404/5123")
    page.locator("summary", has_text="เพิ่มสิ่งที่ส่งมาด้วย").click()
    page.get_by_label("ชื่อ (ไม่บังคับเมื่อเลือกแฟ้ม)").fill("แบบรายงานจำนวนผู้ผลิต")
    page.locator("#new_enc_file").set_input_files(
        {"name": "แบบ.txt", "mimeType": "text/plain", "buffer": "แบบรายงาน".encode()}
    )
    page.get_by_role("button", name="เพิ่มสิ่งที่ส่งมาด้วย").click()
    expect(page.locator("#id_enclosures")).to_contain_text("แนบแฟ้มแล้ว")
    page.get_by_label("ภาคเหตุ").fill("ตามหนังสือที่อ้างถึง กรมการพัฒนาชุมชนขอทราบจำนวนผู้ผลิตที่ขึ้นทะเบียน ความแจ้งแล้ว นั้น")
    page.get_by_label("ภาคความประสงค์").fill(
        "ในการนี้ จังหวัดขอให้อำเภอรายงานจำนวนผู้ผลิตตามแบบที่ส่งมาพร้อมนี้ ภายในวันที่ 29 กันยายน 2566"
    )
    page.get_by_label("ภาคสรุป").fill("จึงเรียนมาเพื่อพิจารณาดำเนินการ")
    expect(page.locator("#checks h2")).to_contain_text("เสนอได้")
    looks_right(page)
    page.get_by_role("button", name="ลงนาม ออกเลข และส่งถึง 1 ราย").click()
    expect(page.get_by_role("heading", name="ส่งแล้ว")).to_be_visible()
    looks_right(page)
    words = page.locator(".head").first.inner_text()
    found = re.search(r"ที่ (\S+ \S+/\d+)", words)
    assert found, words
    return found[1]


def printed(paper: bytes, number: str) -> str:
    """The words of the archive copy; gives the code by which it is verified."""
    assert b"<pdfaid:part>3" in paper or b'pdfaid:part="3"' in paper, "the archive copy is PDF/A-3"
    words = words_of_pdf(paper)
    close = run_together(words)
    for each in (
        to_thai(number), SUBJECT, "อ้างถึง", "สิ่งที่ส่งมาด้วย", "แบบรายงานจำนวนผู้ผลิต", "นายคราม ย้อมใจ",
        "ผู้ว่าราชการจังหวัดฉะเชิงเทรา", "๒๗ กันยายน ๒๕๖๖", "ขอแสดงความนับถือ",
    ):  # fmt: skip
        assert run_together(each) in close, f"the paper does not say {each}"
    found = re.search(r"check/letter/([a-z2-9]{12})", close)
    assert found, "the code to verify is printed as text below its QR code"
    return found[1]


def in_word(data: bytes, number: str) -> None:
    document = docx.Document(io.BytesIO(data))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(each for cell in cells for each in cell.paragraphs)]
    close = run_together("\n".join(each.text for each in paragraphs))
    for each in (to_thai(number), SUBJECT, "แบบรายงานจำนวนผู้ผลิต", "นายคราม ย้อมใจ"):
        assert run_together(each) in close, f"the Word file does not say {each}"


def verified(page: Page, code: str, number: str, paper: bytes) -> None:
    """Anybody may ask; the file itself is told from one that was changed."""
    go(page, f"/check/letter/{code}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("มีหนังสือฉบับนี้อยู่จริง")
    expect(page.locator("main")).to_contain_text(number)
    looks_right(page)
    for data, says in ((paper, "แฟ้มตรงกับฉบับที่ออกทุกตัวอักษร"), (paper + b" ", "แฟ้มนี้ไม่ตรงกับฉบับที่ออก")):
        page.locator("#file").set_input_files(
            {"name": "x.pdf", "mimeType": "application/pdf", "buffer": data}
        )
        page.get_by_role("button", name="เทียบแฟ้ม").click()
        expect(page.locator("#compare, main").last).to_contain_text(says)
    go(page, f"/check/letter/{code[::-1]}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("ไม่พบรหัสตรวจสอบนี้")


def received(page: Page, number: str) -> None:
    """It lies at the district with its enclosure."""
    go(page, "/letters/")
    page.get_by_role("link", name=SUBJECT).first.click()
    expect(page.locator(".head").first).to_contain_text(number)
    expect(page.get_by_role("link", name="สิ่งที่ส่งมาด้วย").first).to_be_visible()
