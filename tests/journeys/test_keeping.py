"""The years of a paper in the store: filed, lent, returned, listed after its time, decided on, and destroyed."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.factories.letters import letter_text
from tests.journeys.conftest import go, looks_right

CAME, BACK, SURVEYED, ANSWERED = "2023-09-26", "2023-10-02", "2025-01-10", "2025-02-20"
SUBJECTS = ("การขึ้นทะเบียนผู้ผลิต", "ขอเชิญประชุมประจำเดือน", "แจ้งผลการประเมิน")
DAILY = re.compile("เรื่องธรรมดาสามัญ")


def brought_in(page: Page, folder: Path) -> list[str]:
    """Each paper brought in, registered and closed; gives the addresses of their pages."""
    found = []
    for place, subject in enumerate(SUBJECTS, 1):
        path = folder / f"{place}.txt"
        path.write_text(
            letter_text(number=f"ฉช ๐๐๑๙/ว {'๑๒๓'[place - 1]}", subject=subject), encoding="utf-8"
        )
        go(page, "/letters/receive/")
        page.locator("input[type=file]").set_input_files(path)
        page.get_by_role("button", name="นำเข้าหนังสือ").click()
        page.wait_for_url(re.compile(r"/letters/\d+/"))
        found.append(re.sub(r"[#?].*", "", page.url))
        page.get_by_role("button", name="ลงรับและประทับตรา").click()
        expect(page.get_by_text("เลขรับ").first).to_be_visible()
        go(page, found[-1])
        page.get_by_text("ปิดเรื่อง", exact=True).click()
        page.get_by_role("button", name="ปิดเรื่องนี้").click()
        expect(page.get_by_text("ปิดเรื่องแล้ว").first).to_be_visible()
    return found


def choose_class(page: Page) -> None:
    page.get_by_label("ประเภทและอายุการเก็บ").select_option(
        label=page.locator("select[name$=retention] option", has_text=DAILY).first.inner_text()
    )


def file_all(page: Page, letters: list[str]) -> None:
    """One from its own page, the others together from those that wait."""
    go(page, letters[0])
    page.locator("summary", has_text="เก็บเข้าแฟ้ม").click()
    choose_class(page)
    page.get_by_label("แฟ้มและที่เก็บ").fill("ตู้ 2 แฟ้ม 1")
    page.get_by_role("button", name="เก็บเข้าแฟ้ม").click()
    expect(page.get_by_role("link", name="ตู้ 2 แฟ้ม 1")).to_be_visible()
    looks_right(page)
    go(page, "/letters/store/waiting/")
    page.get_by_role("link", name=re.compile("เลือกทั้งหน้า 2 ฉบับ")).click()
    looks_right(page)
    choose_class(page)
    page.get_by_label("แฟ้มและที่เก็บ").fill("ตู้ 2 แฟ้ม 2")
    page.get_by_role("button", name="เก็บเข้าแฟ้ม").click()
    expect(page.get_by_text("เก็บเข้าแฟ้ม ตู้ 2 แฟ้ม 2 แล้ว 2 ฉบับ")).to_be_visible()


def lend(page: Page, letter: str) -> None:
    go(page, letter)
    page.get_by_role("link", name="ตู้ 2 แฟ้ม 1").click()
    page.get_by_label("ผู้ยืม", exact=True).fill("นายหวาย สานดี")
    page.get_by_label("ผู้อนุญาต").fill("หัวหน้าฝ่ายอำนวยการ")
    page.get_by_label("เพื่อ").fill("ตรวจสอบย้อนหลัง")
    page.get_by_label("กำหนดคืน").fill("30 ก.ย. 2566")
    page.get_by_role("button", name="บันทึกบัตรยืม").click()
    expect(page.get_by_text("บันทึกบัตรยืมแล้ว")).to_be_visible()
    looks_right(page)


def take_back(page: Page) -> None:
    go(page, "/letters/store/loans/")
    expect(page.get_by_text("เกินกำหนด")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name=re.compile("รับคืนแล้ว")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ยืมออกไป 0 เรื่อง")


def draw_up(page: Page) -> str:
    """The survey of the year that ended; the committee is named. Gives the list's address."""
    go(page, "/letters/store/destruction/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2567 มี 3 เรื่อง")
    page.get_by_role("button", name="สำรวจและทำบัญชี").click()
    expect(page.get_by_text("พบหนังสือครบกำหนด 3 เรื่อง")).to_be_visible()
    looks_right(page)
    page.get_by_label("คำสั่งแต่งตั้งคณะกรรมการ").fill("คำสั่งที่ 2/2568")
    for place, name in enumerate(("นางกระจาด ตากหมาก", "นายกระบุง ใส่ข้าว", "นางสาวชะลอม ใส่ผลไม้")):
        page.locator(f"[name=convene-name{place}]").fill(name)
    page.get_by_role("button", name="เสนอคณะกรรมการ").click()
    expect(page.get_by_text("เสนอคณะกรรมการแล้ว")).to_be_visible()
    return page.url


def decide(page: Page) -> None:
    """One is kept with its reason, the rest is to be destroyed."""
    row = page.locator("tr", has_text=SUBJECTS[2])
    row.locator("select").select_option("keep")
    row.get_by_placeholder("เหตุผลเมื่อให้เก็บต่อ").fill("ใช้อ้างอิงต่อ")
    page.get_by_role("button", name="บันทึกคำวินิจฉัย").click()
    expect(page.get_by_text("บันทึกคำวินิจฉัยแล้ว 1 รายการ")).to_be_visible()
    page.get_by_role("button", name="ให้ทำลายรายการที่เหลือทั้งหมด").click()
    expect(page.get_by_text("บันทึกให้ทำลายแล้ว 2 รายการ")).to_be_visible()
    looks_right(page)


def test_from_the_file_to_the_fire(site_on, person, tmp_path):
    site = site_on(CAME)
    clerk = person(site, "clerk24")
    letters = brought_in(clerk, tmp_path)
    file_all(clerk, letters)
    lend(clerk, letters[0])
    site.move_to(BACK)
    take_back(clerk)

    site.move_to(SURVEYED)
    address = draw_up(clerk)
    decide(clerk)
    expect(clerk.get_by_role("button", name="อนุมัติบัญชี")).to_have_count(0)
    head = person(site, "province24")
    go(head, address)
    head.get_by_role("button", name="อนุมัติบัญชี").click()
    expect(head.get_by_text("ส่งบัญชีไปหอจดหมายเหตุแห่งชาติได้")).to_be_visible()
    go(clerk, address)
    clerk.get_by_label("เลขที่หนังสือ").fill("ฉช 0019/55")
    clerk.get_by_role("button", name="บันทึกการส่ง").click()
    expect(clerk.get_by_text("บันทึกการส่งหอจดหมายเหตุแห่งชาติแล้ว")).to_be_visible()

    site.move_to(ANSWERED)
    go(clerk, address)
    clerk.get_by_label("เลขที่หนังสือ").fill("วธ 0419/8")
    clerk.get_by_label("ลงวันที่").fill("18 ก.พ. 2568")
    clerk.get_by_role("button", name="บันทึกคำตอบ").click()
    expect(clerk.get_by_text("บันทึกคำตอบของหอจดหมายเหตุแห่งชาติแล้ว")).to_be_visible()
    clerk.get_by_role("button", name="ทำลายตามบัญชี").click()
    expect(clerk.get_by_text("ทำลายตามบัญชีแล้ว")).to_be_visible()
    looks_right(clerk)

    go(clerk, letters[0])
    expect(clerk.get_by_role("heading", level=1)).to_contain_text(SUBJECTS[0])
    expect(clerk.get_by_text("ด้วยกรมการพัฒนาชุมชน")).to_have_count(0)
    looks_right(clerk)
    go(clerk, letters[2])
    expect(clerk.get_by_text("ด้วยกรมการพัฒนาชุมชน").first).to_be_visible()
