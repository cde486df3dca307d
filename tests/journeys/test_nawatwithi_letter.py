"""The Nawatwithi letter with its memo (corpus: seed-000), from its arrival to a district that has done it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, go, looks_right

DISTRICT = 2401
ASKED = ("ยินดีตั้งงบปรับปรุงท่าน้ำในข้อบัญญัติปีหน้า", "ขอหารือสภาท้องถิ่นก่อนตั้งงบ")
REASON = "ไม่มีชุมชนท่องเที่ยวในเขตที่รับผิดชอบ"


@pytest.fixture
def letter(shared_letters: Path) -> Path:
    return shared_letters / "dev" / "seed-000.txt"


def test_the_letter_and_its_memo_reach_the_local_authorities(
    letter: Path, site_on: Callable[..., Site], person: Callable[..., Page]
) -> None:
    site = site_on("2019-03-05")
    province = person(site, "province24")
    receive(province, letter)
    settle_the_two_dates(province)
    look_at_the_chain(province)
    issue(province)

    site.move_to("2019-06-17")
    district = person(site, f"district{DISTRICT}")
    desk_without_a_due_date(district)
    ask_the_authorities(district)
    enter_a_project(district)
    authority = person(site, "authority240101")
    enter_ones_own(authority)
    sums_agree(province)
    finish(district)
    nobody_is_late(province)


def receive(page: Page, letter: Path) -> None:
    go(page, "/letters/")
    page.locator("input[type=file]").set_input_files(letter)
    page.get_by_role("button", name="นำเข้าหนังสือ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("การประสานความร่วมมือองค์กรปกครองส่วนท้องถิ่น")
    shown = page.locator("main")
    expect(shown).to_contain_text("แฟ้มนี้มีเอกสาร 2 ฉบับ")
    memo = page.get_by_role("region", name="บันทึกข้อความที่แนบ")
    for words in ("มท 0404.2/00625", "อธิบดีกรมส่งเสริมการปกครองท้องถิ่น", "ไม่เป็นข้อสั่งการของหนังสือฉบับนี้"):
        expect(memo).to_contain_text(words)
    stamps = page.get_by_role("table", name="เป็นหลักฐานการรับของหน่วยงานอื่น").locator("tbody tr")
    expect(stamps).to_have_count(3)
    for row, words in enumerate((("3568", "16 ม.ค. 2562"), ("1016", "ไม่ได้ลงเวลา"), ("195", "13.04"))):
        for each in words:
            expect(stamps.nth(row)).to_contain_text(each)
    expect(shown).to_contain_text("ข้อสั่งการในหนังสือ 1 ข้อ")
    looks_right(page)


def settle_the_two_dates(page: Page) -> None:
    """The cover dates the memo a day before the memo itself; the memo's own date is recommended and kept."""
    question = page.locator("#question")
    for words in ("๑๔ มกราคม ๒๕๖๒", "๑๕ มกราคม ๒๕๖๒"):
        expect(question).to_contain_text(words)
    expect(page.get_by_role("button", name="ยืนยันว่าอ่านถูกต้อง")).to_be_disabled()
    page.get_by_role("button", name="ยืนยันข้อนี้").click()
    expect(page.locator("#doubts")).to_contain_text("ข้อสงสัยยืนยันครบแล้ว")
    expect(page.locator("#doubts")).to_contain_text("ใช้ ๑๕ มกราคม ๒๕๖๒")
    page.get_by_role("button", name="ลงรับและประทับตรา").click()
    expect(page.locator("main")).to_contain_text("เลขรับ 1/2562")
    page.get_by_role("button", name="ยืนยันว่าอ่านถูกต้อง").click()
    expect(page.get_by_role("link", name="ร่างข้อสั่งการ 1 ข้อ")).to_be_visible()


def look_at_the_chain(page: Page) -> None:
    letter = page.url
    page.get_by_role("link", name="ดูเส้นทางทั้งหมด").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("49 วัน")
    hops = page.locator("ol.hops > li")
    dates = ("15 ม.ค. 2562", "16 ม.ค. 2562", "16 ม.ค. 2562", "17 ม.ค. 2562", "5 มี.ค. 2562", "5 มี.ค. 2562")
    expect(hops).to_have_count(len(dates))
    for row, day in enumerate(dates):
        expect(hops.nth(row)).to_contain_text(day)
    expect(hops.nth(4)).to_contain_text("47 วัน")
    expect(hops.nth(4)).to_contain_text("ช่วงที่นานที่สุด")
    looks_right(page)
    go(page, letter)


def issue(page: Page) -> None:
    page.get_by_role("link", name="ร่างข้อสั่งการ 1 ข้อ").click()
    page.wait_for_load_state("load")
    page.get_by_role("button", name="ร่างข้อสั่งการ 1 ข้อ").click()
    page.wait_for_load_state("load")
    for words in ("ไม่มีกำหนด", "สพอ.บางคล้า", "สพอ.คลองเขื่อน"):
        expect(page.locator("main")).to_contain_text(words)
    looks_right(page)
    for note in page.locator("input[name=note]").all():
        note.check()
    page.get_by_role("button", name=re.compile("ออกข้อสั่งการให้ 11")).click()
    page.wait_for_load_state("load")
    expect(page.locator("[data-errors]")).to_have_count(0)
    expect(page.locator("main").get_by_role("link", name="ติดตามผล")).to_be_visible()


def desk_without_a_due_date(page: Page) -> None:
    go(page, "/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("ต้องทำ 1 เรื่อง")
    task = page.locator("li.task")
    expect(task).to_contain_text("ที่ ฉช 0019/ว 333")
    expect(task.locator(".due")).to_have_text("ไม่มีกำหนด")
    expect(page.locator("main")).not_to_contain_text("เกิน")
    looks_right(page)
    page.get_by_role("button", name="รับทราบ").click()
    page.wait_for_load_state("load")


def ask_the_authorities(page: Page) -> None:
    """The first two are asked; the third has a reason, which ends the matter without a date."""
    go(page, "/tourism/")
    rows = page.get_by_role("table", name="อปท. ในอำเภอกับสถานะการประสาน").locator("tbody tr")
    total = rows.count()
    assert total > len(ASKED) + 1
    looks_right(page)
    for number, result in enumerate(ASKED):
        rows.nth(number).get_by_role("link").click()
        page.get_by_label("ประสานแล้ว", exact=True).check()
        page.get_by_label("วันที่ประสาน").fill(f"{10 + number} มิ.ย. 62")
        page.get_by_label("ผลการประสาน").fill(result)
        page.get_by_role("button", name="บันทึกการประสาน").click()
        page.wait_for_load_state("load")
    rows.nth(len(ASKED)).get_by_role("link").click()
    page.get_by_label("ไม่ได้ประสาน มีเหตุ").check()
    page.get_by_role("button", name="บันทึกการประสาน").click()
    expect(page.locator("main")).to_contain_text("กรอกเหตุที่ไม่ได้ประสาน")
    looks_right(page)
    page.get_by_label("เหตุที่ไม่ได้ประสาน").fill(REASON)
    page.get_by_role("button", name="บันทึกการประสาน").click()
    page.wait_for_load_state("load")
    shown = page.locator("main")
    expect(shown).to_contain_text(f"2 จาก {total} แห่ง")
    expect(shown).to_contain_text("มีเหตุ 1 แห่ง")
    expect(shown).to_contain_text(f"ยังไม่ประสาน {total - 3} แห่ง")
    expect(rows.nth(2)).to_contain_text(REASON)


def enter_a_project(page: Page) -> None:
    page.get_by_role("link", name="บันทึกโครงการ").click()
    page.get_by_label("อปท. เจ้าของโครงการ").select_option(index=2)
    project(page, "ปรับปรุงท่าน้ำหน้าวัดทดสอบ", allocated="480,000", disbursed="120,000.50")


def enter_ones_own(page: Page) -> None:
    """A local authority writes of itself alone: there is no other to choose."""
    go(page, "/tourism/")
    page.get_by_role("link", name="บันทึกโครงการ").click()
    expect(page.get_by_label("อปท. เจ้าของโครงการ").locator("option:not([value=''])")).to_have_count(1)
    project(page, "ทางลาดและห้องน้ำสำหรับทุกคนทดสอบ", allocated="๙๐,๐๐๐", disbursed="0")
    go(page, "/tourism/")
    expect(page.locator("main")).to_contain_text("ทางลาดและห้องน้ำสำหรับทุกคนทดสอบ")
    expect(page.locator("main")).not_to_contain_text("ปรับปรุงท่าน้ำหน้าวัดทดสอบ")
    looks_right(page)


def project(page: Page, name: str, *, allocated: str, disbursed: str) -> None:
    page.get_by_label("ชื่อโครงการ").fill(name)
    expect(page.get_by_label("กระบวนงานที่ 2")).to_be_checked()
    page.get_by_label("งบจัดสรร").fill(allocated)
    page.get_by_label("เบิกจ่ายแล้ว").fill(disbursed)
    page.get_by_label("ได้มาตรฐาน").check()
    page.get_by_label("กำลังดำเนินการ").check()
    page.get_by_label("หนังสืออ้างอิง").fill("ฉช 0019/ว 333 ลว. 5 มี.ค. 2562")
    looks_right(page)
    page.get_by_role("button", name="บันทึกโครงการ").click()
    page.wait_for_load_state("load")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    looks_right(page)


def sums_agree(page: Page) -> None:
    """What the province reads above is the sum of its districts, column by column."""
    go(page, "/tourism/")
    looks_right(page)
    money = page.get_by_role("table", name="โครงการและงบประมาณรายอำเภอ")
    rows = money.locator("tbody tr:not(.tot)")
    expect(rows).to_have_count(11)
    total = figures(money.locator("tr.tot"))
    assert total[:5] == [2, 570_000.0, 120_000.5, 0, 449_999.5]
    below = [figures(row) for row in rows.all() if row.locator("td").count() > 2]
    assert [sum(column) for column in zip(*(each[:5] for each in below), strict=True)] == total[:5]
    asked = page.get_by_role("table", name="การประสาน อปท. และอัตลักษณ์รายอำเภอ")
    ratios = [
        row.locator("td").first.inner_text().split()[0].split("/") for row in asked.locator("tbody tr").all()
    ]
    (done, every), *parts = [(int(one), int(other)) for one, other in ratios]
    assert (done, every) == tuple(map(sum, zip(*parts, strict=True)))
    assert done == 2


def figures(row: object) -> list[float]:
    """The figures of a row in their order; a percentage without its sign."""
    return [float(re.sub(r"[^\d.]", "", cell) or 0) for cell in row.locator("td").all_inner_texts()]


def finish(page: Page) -> None:
    go(page, "/desk/")
    page.get_by_role("link", name="บันทึกผลการดำเนินการ").click()
    page.wait_for_load_state("load")
    looks_right(page)
    page.get_by_role("button", name="บันทึกผลและปิดงานนี้").click()
    expect(page.locator("[data-errors]")).to_be_visible()
    page.locator("#done textarea").fill("ประสานแล้ว 2 แห่ง มีเหตุ 1 แห่ง ที่เหลือนัดประชุมเดือนหน้า")
    page.get_by_role("button", name="บันทึกผลและปิดงานนี้").click()
    page.wait_for_load_state("load")
    go(page, "/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("ไม่มีเรื่องที่ต้องทำ")
    expect(page.locator("main")).to_contain_text("เสร็จแล้ว 1 เรื่อง")


def nobody_is_late(page: Page) -> None:
    """Fifteen weeks later ten districts have done nothing, and still nobody is late: the letter sets no day."""
    go(page, "/directives/progress/")
    page.locator("main").get_by_role("link", name="ประสาน").first.click()
    page.wait_for_load_state("load")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 จาก 11 อำเภอ")
    expect(page.locator("main")).not_to_contain_text("เกินกำหนด")
    looks_right(page)
    go(page, "/desk/")
    expect(page.locator("main")).not_to_contain_text("เกินกำหนด")
