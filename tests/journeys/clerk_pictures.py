"""The clerk's guide in pictures: each page stands as it does in the middle of the task that the guide tells."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, go
from tests.journeys.handling import (
    act_of,
    bring_in,
    close_and_file,
    do,
    file_behind,
    letter_of_the_department,
    register,
)
from tests.journeys.pictures import take, take_paper
from tests.journeys.test_circular_life import answer, write
from tests.journeys.test_days_post import papers

ASKED, OTHER = "ขอทราบจำนวนผู้ผลิตที่ขึ้นทะเบียน", "ขอรายชื่อผู้ประสานงาน"
UNIT = "กลุ่มงานยุทธศาสตร์"


def clerks_work(
    site: Site, person: Callable[..., Page], clerk: Page, head: Page, folder: Path, aside: Path
) -> None:
    """Every picture of the clerk's guide after the first two, in the order of a day."""
    the_post(clerk, folder, aside)
    stamps(clerk, person(site, "unit24"), folder)
    order(clerk, head, folder)
    writing(clerk, head, folder)
    books(clerk, folder)
    circular(head, person(site, "district2401"), folder)
    finding(clerk, folder)
    store(clerk, folder)


def the_post(page: Page, folder: Path, aside: Path) -> None:
    go(page, "/letters/post/")
    page.locator("input[type=file]").set_input_files(papers(aside)[:4])
    page.get_by_role("heading", name="รอลงรับ 4 ฉบับ").wait_for()
    for place in (2, 3):
        page.keyboard.press("Enter")
        page.get_by_text(f"เลขรับ {place}/2566").first.wait_for()
    take(page, folder / "clerk-post.png")
    page.keyboard.type("20 ก.ย. 66")
    for place in (4, 5):
        page.keyboard.press("Enter")
        page.get_by_text(f"เลขรับ {place}/2566").first.wait_for()


def stamps(clerk: Page, unit: Page, folder: Path) -> None:
    bring_in(clerk, "กรม.txt", letter_of_the_department(number="๐๔๐๔/๕๑๒๒", subject=OTHER))
    register(clerk)
    do(clerk, "wrong-number", note="ลงรับผิดเล่ม")
    do(clerk, "route", tick=UNIT, note="เรื่องของกลุ่มงาน")
    go(unit, "/letters/receive/")
    unit.get_by_role("link", name=OTHER).click()
    register(unit)
    copy = file_behind(unit, unit.get_by_role("link", name="สำเนาประทับตรารับ").last)
    take_paper(copy, folder / "clerk-stamps.png", share=0.3)


def order(clerk: Page, head: Page, folder: Path) -> None:
    address = bring_in(clerk, "กรม.txt", letter_of_the_department(subject=ASKED))
    register(clerk)
    clerk.locator("#way summary", has_text="เสนอผู้บังคับบัญชา").click()
    take(clerk, folder / "clerk-way.png", at="#way")
    do(clerk, "present", note="เพื่อโปรดพิจารณา")
    go(head, address)
    form = act_of(head, "order")
    form.locator("[name=note]").fill("มอบธุรการตอบกรม")
    form.get_by_label("นางกระบุง").check()
    form.locator("[name=due]").fill("28 ก.ย. 66")
    take(head, folder / "clerk-order.png", at="details:has(form[action$='/way/order/'])", height=720)
    form.get_by_role("button").click()
    expect(head.locator("#toasts")).to_contain_text("บันทึกแล้ว")
    go(clerk, address)
    do(clerk, "accept")


def writing(clerk: Page, head: Page, folder: Path) -> None:
    clerk.get_by_role("link", name="ร่างหนังสือตอบ").click()
    clerk.get_by_role("button", name="เริ่มร่างหนังสือ").click()
    clerk.wait_for_load_state("load")
    draft = clerk.url
    clerk.get_by_label("ภาคเหตุ").fill("ตามหนังสือที่อ้างถึง กรมการพัฒนาชุมชนขอทราบจำนวนผู้ผลิตที่ขึ้นทะเบียน ความแจ้งแล้ว นั้น")
    clerk.get_by_label("ภาคความประสงค์").fill("จังหวัดฉะเชิงเทราขอเรียนว่า มีผู้ผลิตขึ้นทะเบียน 1,204 ราย")
    clerk.get_by_label("ภาคสรุป").fill("จึงเรียนมาเพื่อโปรดทราบ")
    expect(clerk.locator("#checks h2")).to_have_text("ตรวจแล้วครบ เสนอได้")
    clerk.locator("#preview img.sheet").first.evaluate("picture => picture.decode()")
    take(clerk, folder / "clerk-compose.png", height=900, at="label[for=id_cause]")
    clerk.get_by_role("button", name="เสนอตรวจและลงนาม").click()
    expect(clerk.locator("main")).to_contain_text("ขั้นนี้รอผู้มีสิทธิ")
    go(head, draft)
    head.get_by_role("button", name="ผ่านการตรวจ ให้ลงนามได้").click()
    head.get_by_role("button", name="ลงนามในหนังสือฉบับนี้").click()
    expect(head.locator("main")).to_contain_text("คำสั่งสมมติที่ 1/2566")
    go(clerk, draft)
    take(clerk, folder / "clerk-signed.png")
    clerk.get_by_role("button", name="ออกเลขและลงวันที่วันนี้").click()
    clerk.get_by_role("button", name="ส่งถึงผู้รับ 1 ราย").click()
    expect(clerk.get_by_role("heading", name="ส่งแล้ว")).to_be_visible()


def books(page: Page, folder: Path) -> None:
    go(page, "/letters/numbers/")
    page.locator("summary", has_text="จองเลขไว้ก่อน").click()
    page.get_by_label("จองไว้สำหรับ").fill("หนังสือเชิญประชุม")
    page.get_by_label("ใช้ภายในวันที่").fill("29 ก.ย. 66")
    page.get_by_role("button", name="จองเลข").click()
    expect(page.locator("#toasts")).to_contain_text("จองเลข")
    take(page, folder / "clerk-numbers.png", at="#kept")
    go(page, "/letters/register/")
    take(page, folder / "clerk-register.png", height=900, at="main table")


def circular(head: Page, district: Page, folder: Path) -> None:
    write(head, "แนวทางการขึ้นทะเบียนสมมติ")
    address = head.url
    answer(district, "แนวทางการขึ้นทะเบียนสมมติ")
    go(head, address)
    take(head, folder / "clerk-circular.png", height=1040)


def finding(page: Page, folder: Path) -> None:
    go(page, "/letters/?q=ผลิต&box=all")
    expect(page.locator("main tbody mark").first).to_be_visible()
    take(page, folder / "clerk-find.png", height=760, at="main table")


def store(page: Page, folder: Path) -> None:
    close_and_file(page, "ขอเชิญประชุม", "ตู้ 2 แฟ้มประชุม 2566")
    go(page, "/letters/store/")
    page.locator("main tbody a").first.click()
    take(page, folder / "clerk-store.png")
