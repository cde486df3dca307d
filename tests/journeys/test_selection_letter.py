"""The choosing circular from its arrival to the lists that answer it (corpus: seed-003), in a real browser."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import psycopg
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from saan.kernel.digits import to_arabic
from tests.journeys.conftest import Site, go, looks_right

WORDS = "สมาชิกพร้อมปรับบรรจุภัณฑ์และยื่นขอ มผช."
FIRST = "แบบรายงานคัดเลือกผลิตภัณฑ์ OTOP กลุ่มปรับตัวสู่การพัฒนา"
SECOND = "แบบรายงานคัดเลือกกลุ่มผู้ผลิตชุมชน"
ANSWERS = ("แก้เป็น ฉช ๐๐๑๙/ว ๖๐๑๑", "จังหวัดฉะเชิงเทรา", "ข้อใดข้อหนึ่งก็พอ")
PRODUCTS, GROUPS = 1, 2
"""The numbers of the two choices in the letter."""


@pytest.fixture
def letter(shared_letters: Path) -> Path:
    return shared_letters / "dev" / "seed-003.txt"


def test_the_letter_goes_in_and_the_lists_come_back(
    letter: Path, site_on: Callable[..., Site], person: Callable[..., Page], tmp_path: Path
) -> None:
    site = site_on("2018-11-06")
    province = person(site, "province24")
    receive(province, letter)
    settle_by_hand(province)
    check_the_rules(province)
    issue(province)

    site.move_to("2018-11-08")
    district, second = person(site, "district2402"), person(site, "district2402")
    desk_before(district)
    choose_products(site, district)
    race_for_the_last_place(site, district, second)
    change_ones_mind(site, district)
    short = person(site, "district2407")
    choose_what_there_is(site, short)

    site.move_to("2018-11-12")
    send_lists(district, tmp_path)
    send_with_reason(short)
    one_returned_one_accepted(province, site)

    site.move_to("2018-11-13")
    desks_tell_the_truth(site, person, district, short)


def receive(page: Page, letter: Path) -> None:
    go(page, "/letters/")
    page.locator("input[type=file]").set_input_files(letter)
    page.get_by_role("button", name="นำเข้าหนังสือ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("โครงการเพิ่มประสิทธิภาพ")
    shown = page.locator("main").inner_text()
    for doubt in ("“ฉข”", "จังหวัดเชียงใหม่", "จังหวัดฉะเชิงเทรา", "“หรือ”"):
        assert doubt in shown, doubt
    looks_right(page)


def settle_by_hand(page: Page) -> None:
    """Each doubt is asked alone; the officer picks the answer, whichever is recommended."""
    for _ in ANSWERS:
        picks = page.locator("#question label.pick")
        chosen = next(each for each in picks.all() if each.locator("b").inner_text().strip() in ANSWERS)
        chosen.locator("input").check()
        left = page.locator("main").inner_text()
        page.get_by_role("button", name="ยืนยันข้อนี้").click()
        page.wait_for_function("before => document.querySelector('main').innerText !== before", arg=left)
    page.get_by_role("button", name="ลงรับและประทับตรา").click()
    expect(page.locator("main")).to_contain_text("เลขรับ 1/2561")
    page.get_by_role("button", name="ยืนยันว่าอ่านถูกต้อง").click()
    expect(page.locator("main")).to_contain_text("ฉช 0019/ว 6011")
    expect(page.locator("main")).to_contain_text("ศาลากลางจังหวัดฉะเชิงเทรา")
    page.wait_for_load_state("load")


def check_the_rules(page: Page) -> None:
    """Who may be chosen is shown beside the words; what “or” means is decided; who cannot do it is named."""
    page.get_by_role("link", name="ร่างข้อสั่งการ 3 ข้อ").click()
    page.wait_for_load_state("load")
    page.get_by_role("button", name="ร่างข้อสั่งการ 3 ข้อ").click()
    page.wait_for_load_state("load")
    main = page.locator("main")
    expect(main).to_contain_text("ลงทะเบียนปี 2557 ถึง 2561")
    expect(main).to_contain_text("อยู่ในกลุ่ม D ปรับตัวสู่การพัฒนา")
    expect(main).to_contain_text("อย่างน้อย 6")
    expect(main).to_contain_text("พอดี 2 กลุ่ม")
    expect(main).to_contain_text("ทำได้ 9 อำเภอ ทำไม่ได้ 2 อำเภอ")
    for name in ("อ.ราชสาส์น", "อ.ท่าตะเกียบ"):
        expect(page.get_by_role("rowheader", name=name).first).to_be_visible()
    looks_right(page)
    press_issue(page)
    expect(page.locator("[data-errors]")).to_contain_text("อ่านได้มากกว่าหนึ่งแบบ")
    meanings = page.locator("input[name=reading]")
    expect(meanings).to_have_count(3)
    meanings.first.check()
    page.get_by_role("button", name="ใช้ความหมายที่เลือก").click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("เลือกโดย")


def press_issue(page: Page) -> None:
    for note in page.locator("input[name=note]").all():
        note.check()
    page.get_by_role("button", name="ออกข้อสั่งการให้ 11").click()
    page.wait_for_load_state("load")


def issue(page: Page) -> None:
    press_issue(page)
    expect(page.locator("[data-errors]")).to_have_count(0)
    go(page, "/directives/")
    expect(page.locator("main")).to_contain_text("ออกแล้ว 3 ข้อ")


def desk_before(page: Page) -> None:
    go(page, "/desk/")
    expect(page.locator("main")).to_contain_text("ที่ ฉช 0019/ว 6011")
    expect(page.locator("main")).to_contain_text("0 จาก 6")
    expect(page.locator("main")).to_contain_text("จ. 12 พ.ย. 2561")
    looks_right(page)
    go(page, "/selection/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ต้องเสนอชื่ออีก 8")
    looks_right(page)


def found_in(site: Site, query: str, *values: object) -> list[tuple]:
    with psycopg.connect(site.environment["DATABASE_URL"]) as link:
        return link.execute(query, values).fetchall()


def address_of(site: Site, number: int, district: int) -> str:
    """Where one choice of the letter is made by one district."""
    query = (
        "SELECT o.id FROM directives_obligation o JOIN directives_directive d ON d.id = o.directive_id "
        "JOIN organisations_office f ON f.id = o.office_id WHERE d.number = %s AND f.code = %s"
    )
    ((found,),) = found_in(site, query, number, f"cdd-{district}")
    return f"/selection/{found}/"


def put_forward(page: Page, index: int = 0) -> str:
    """Put the pool's entry at the index forward; gives its name."""
    entry = page.locator("#pool details").nth(index)
    name = entry.locator("summary b").inner_text()
    entry.locator("summary").click()
    entry.locator("textarea").fill(WORDS)
    entry.get_by_role("button", name="เสนอชื่อ").click()
    page.wait_for_load_state("load")
    return name


def choose_products(site: Site, page: Page) -> None:
    """Six of the pool; what lies outside the rule is refused with the clause that it fails."""
    go(page, address_of(site, PRODUCTS, 2402))
    looks_right(page)
    page.locator("#pool details summary").first.click()
    looks_right(page)
    outside_the_rule(site, page)
    go(page, address_of(site, PRODUCTS, 2402))
    for done in range(6):
        name = put_forward(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"เสนอแล้ว {done + 1}")
        expect(page.locator(".folds").first).to_contain_text(name)
    expect(page.get_by_role("heading", level=1)).to_contain_text("ครบแล้ว")
    expect(page.locator("main")).to_contain_text("ไม่จำกัด")


def outside_the_rule(site: Site, page: Page) -> None:
    """Found by the question why not; and refused when it is sent all the same, whatever the page offered."""
    query = (
        "SELECT id, name FROM registry_product WHERE tambon_id / 100 = 2402 AND quadrant = 'C' ORDER BY id"
    )
    (row, name), *_ = found_in(site, query)
    page.get_by_label("ชื่อผลิตภัณฑ์หรือผู้ผลิตในพื้นที่").fill(name)
    page.get_by_role("button", name="ดูเหตุผล").click()
    expect(page.locator("#why")).to_contain_text("ไม่เข้าเงื่อนไข: อยู่ในกลุ่ม D ปรับตัวสู่การพัฒนา (อยู่ในกลุ่ม C")
    hidden = page.locator("#pool input[name=entity_id]").first
    hidden.evaluate("(field, row) => { field.value = row }", row)
    put_forward_as_it_is(page)
    refusal = page.locator("[data-errors]")
    expect(refusal).to_contain_text(f"{name} ไม่เข้าเงื่อนไข: อยู่ในกลุ่ม D ปรับตัวสู่การพัฒนา (อยู่ในกลุ่ม C")
    looks_right(page)


def put_forward_as_it_is(page: Page) -> None:
    entry = page.locator("#pool details").first
    if not entry.locator("textarea").is_visible():
        entry.locator("summary").click()
    entry.locator("textarea").fill(WORDS)
    entry.get_by_role("button", name="เสนอชื่อ").click()
    page.wait_for_load_state("load")


def race_for_the_last_place(site: Site, one: Page, other: Page) -> None:
    """One group is in; two officers send another at the same moment. One wins, the other reads who took the place."""
    address = address_of(site, GROUPS, 2402)
    go(one, address)
    put_forward(one)
    for page, index in ((one, 0), (other, 1)):
        go(page, address)
        entry = page.locator("#pool details").nth(index)
        entry.locator("summary").click()
        entry.locator("textarea").fill(WORDS)
        entry.locator("form").evaluate("form => { setTimeout(() => form.requestSubmit(), 300) }")
    for page in (one, other):
        page.wait_for_function("() => document.querySelector('h1').innerText.includes('เสนอแล้ว 2')")
        page.wait_for_load_state("load")
    told = [page for page in (one, other) if page.locator("[data-errors]").count()]
    assert len(told) == 1
    expect(told[0].locator("[data-errors]")).to_contain_text("อำเภอบางคล้าเสนอครบ 2 แล้ว รายการสุดท้ายคือ")
    expect(told[0].locator("[data-errors]")).to_contain_text("เสนอโดย")
    looks_right(told[0])
    ((held,),) = found_in(site, "SELECT count(*) FROM selection_nomination WHERE entity = 'group'")
    assert held == 2


def change_ones_mind(site: Site, page: Page) -> None:
    """A group withdrawn with its reason frees its place at once; without a reason it stays."""
    go(page, address_of(site, GROUPS, 2402))
    expect(page.locator("#pool")).to_contain_text("ที่ว่างเต็มแล้ว")
    expect(page.locator("#pool textarea")).to_have_count(0)
    given = page.locator(".given details").first
    given.locator("summary").click()
    given.get_by_role("button", name="ถอนรายการนี้").click()
    page.wait_for_load_state("load")
    expect(page.locator("[data-errors]")).to_contain_text("เขียนเหตุผลที่ถอน")
    given = page.locator(".given details").first
    given.get_by_label("เหตุผลที่ถอน").fill("กลุ่มแจ้งว่าหยุดผลิตชั่วคราว")
    given.get_by_role("button", name="ถอนรายการนี้").click()
    page.wait_for_load_state("load")
    expect(page.get_by_role("heading", level=1)).to_contain_text("เสนอแล้ว 1")
    expect(page.locator("main")).to_contain_text("ถอนแล้ว")
    put_forward(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("เสนอแล้ว 2 กลุ่ม ครบแล้ว")


def choose_what_there_is(site: Site, page: Page) -> None:
    """A district with too few to choose from puts forward what it has."""
    go(page, address_of(site, PRODUCTS, 2407))
    expect(page.locator("main")).to_contain_text("ในทะเบียนเข้าเกณฑ์ไม่พอตามที่หนังสือกำหนด")
    while page.locator("#pool details").count():
        put_forward(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("ยังขาด 4")
    go(page, address_of(site, GROUPS, 2407))
    for _ in range(2):
        put_forward(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("ครบแล้ว")


def begin_report(page: Page) -> None:
    go(page, "/desk/")
    page.get_by_role("link", name="จัดทำรายงาน").first.click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text(f"{FIRST} และ {SECOND}")
    page.get_by_role("button", name="เริ่ม").first.click()
    page.wait_for_load_state("load")


def send(page: Page) -> None:
    page.get_by_role("button", name="ออกเลขและส่งรายงานถึง").click()
    page.wait_for_load_state("load")


def send_lists(page: Page, folder: Path) -> None:
    """The cover letter names both forms; the workbook has a sheet for each, with every name that was put forward."""
    begin_report(page)
    looks_right(page)
    send(page)
    expect(page.locator("main")).to_contain_text("ฉช 0219/1")
    text = "".join(page_text(downloaded(page, "หนังสือนำส่ง PDF", folder)).split())
    for words in (FIRST, SECOND, "ฉช0219/1", "12พฤศจิกายน2561", "ฉช0019/ว6011"):
        assert "".join(words.split()) in text, words
    book = openpyxl.load_workbook(downloaded(page, "แบบรายงาน XLSX", folder))
    products, groups = (list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets)
    assert (products[0][0], groups[0][0]) == (FIRST, SECOND)
    assert [sum(isinstance(row[0], int) for row in rows) for rows in (products, groups)] == [6, 2]
    heads = next(row for row in products if row[0] == "ที่")
    for row in [row for row in products if isinstance(row[0], int)]:
        said = dict(zip(heads, row, strict=True))
        assert 2557 <= int(said["ปีที่ลงทะเบียน"]) <= 2561
        assert said["กลุ่ม Quadrant"].startswith("D")
        assert said["คำรับรองศักยภาพและความพร้อม"] == WORDS
        assert said["ผู้ผลิต"]


def page_text(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return to_arabic("".join(each.get_textpage().get_text_range() for each in document))


def downloaded(page: Page, name: str, folder: Path) -> Path:
    link = page.get_by_role("link", name=name)
    with page.expect_download() as waiting:
        link.evaluate("link => { link.setAttribute('download', ''); link.click() }")
    place = folder / waiting.value.suggested_filename
    waiting.value.save_as(place)
    return place


def send_with_reason(page: Page) -> None:
    """What falls short is not sent without its reason."""
    begin_report(page)
    send(page)
    expect(page.locator("[data-errors]")).to_be_visible()
    looks_right(page)
    page.locator("[name^=reason_]").first.fill("ผลิตภัณฑ์ส่วนใหญ่พ้นกลุ่ม D แล้ว เหลือเข้าเกณฑ์ 2 รายการ")
    send(page)
    expect(page.locator("main")).to_contain_text("ฉช 0719/1")


def one_returned_one_accepted(page: Page, site: Site) -> None:
    go(page, "/selection/")
    expect(page.locator("main")).to_contain_text("สพอ.บางคล้า")
    looks_right(page)
    go(page, address_of(site, PRODUCTS, 2402))
    looks_right(page)
    page.locator("input[name=nominations]").last.check()
    page.locator("#decide [name=reason]").fill("เคยได้รับการพัฒนาแล้วเมื่อปีก่อน")
    page.get_by_role("button", name="ส่งคืนรายการที่เลือก").click()
    page.wait_for_load_state("load")
    expect(page.get_by_role("heading", level=1)).to_contain_text("เสนอแล้ว 5")
    open_report(page, "บางคล้า")
    looks_right(page)
    page.get_by_role("button", name="ส่งคืนพร้อมเหตุผล").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("โปรดเลือกผลิตภัณฑ์อื่นแทนรายการที่ส่งคืน")
    page.get_by_role("button", name="ส่งคืนรายงานนี้").click()
    page.wait_for_load_state("load")
    open_report(page, "ราชสาส์น")
    expect(page.locator("main")).to_contain_text("ผลิตภัณฑ์ส่วนใหญ่พ้นกลุ่ม D แล้ว")
    page.get_by_role("button", name="รับแบบมีช่องว่าง").click()
    page.wait_for_load_state("load")


def open_report(page: Page, district: str) -> None:
    go(page, "/reports/")
    page.locator("main").get_by_role("link", name=district).first.click()
    page.wait_for_load_state("load")


def desks_tell_the_truth(site: Site, person: Callable[..., Page], district: Page, short: Page) -> None:
    """Who was sent back mends; who explained has nothing late; who did nothing is late; the province sees it."""
    go(district, "/desk/")
    expect(district.locator("main")).to_contain_text("โปรดเลือกผลิตภัณฑ์อื่นแทนรายการที่ส่งคืน")
    expect(district.locator("main")).to_contain_text("5 จาก 6")
    go(short, "/desk/")
    expect(short.get_by_role("heading", level=1)).not_to_contain_text("เกินกำหนด")
    expect(short.locator("main")).to_contain_text("2 จาก 6")
    late = person(site, "district2403")
    go(late, "/desk/")
    expect(late.get_by_role("heading", level=1)).to_contain_text("เกินกำหนด 1 เรื่อง")
    province = person(site, "province24")
    go(province, "/directives/progress/")
    looks_right(province)
    province.locator("main").get_by_role("link", name="คัดเลือกผลิตภัณฑ์ OTOP").first.click()
    province.wait_for_load_state("load")
    expect(province.locator("main")).to_contain_text("7 จาก 66")
    looks_right(province)
