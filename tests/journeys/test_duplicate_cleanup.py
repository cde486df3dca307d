"""A district cleans up: one pair is two, another is one, merged by keyboard, and taken back exactly."""

import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import ROOT, Site, go, looks_right

OLD, NEW = "กลุ่มทอผ้าบ้านหนองบัว", "วิสาหกิจชุมชนทอผ้าบ้านหนองบัว"
WEAVERS, SMITHS = "กลุ่มจักสานไม้ไผ่บ้านดอน 1", "กลุ่มจักสานไม้ไผ่บ้านดอน 2"
SEED = f"""
import django
django.setup()
from datetime import date
from saan.registry.actions import add_product, award_stars, refresh_pairs, register_producer
from saan.registry.actions.sales import Entry, record_sales
from saan.registry.selling import Figure
from tests.factories.cast import actor_named
from tests.factories.directives import REGISTER, issued

issued(REGISTER, by=actor_named("province24"))
by = actor_named("district2402")

def file(name, tambon, day=date(2023, 9, 27), **facts):
    facts |= {{"kind": "group", "registered_on": day, "distinct_reason": "ทดสอบ"}}
    return register_producer(name=name, tambon=tambon, by=by, **facts)

def made(producer, name, stars):
    product = add_product(producer=producer, name=name, kind="textile", registered_on=date(2023, 9, 27), by=by)
    award_stars(product=product, round_be=2566, stars=stars, by=by)

old = file("{OLD}", 240210, chair_name="นางสมศรี ใจดี", phone="0812345678", members=12, village_no=3)
new = file("{NEW}", 240214, chair_name="สมศรี ใจดี", phone="0812345678", members=15, address="99 บ้านหนองบัว")
made(old, "ผ้าขาวม้า", 3)
made(new, "ผ้าคลุมไหล่", 5)
for producer, baht in ((old, 100), (new, 250)):
    sold = Entry(producer.pk, "shop", Figure(baht * 100, 0))
    record_sales(month=date(2023, 9, 1), entries=[sold], method="declared", by=by)
file("{WEAVERS}", 240204, chair_name="นายไผ่ เหลาดี", phone="0898887777", members=9)
file("{SMITHS}", 240204, chair_name="นายไผ่ เหลาดี", phone="0898887777", members=11)
refresh_pairs()
"""


def seed(site: Site) -> None:
    subprocess.run([sys.executable, "-c", SEED], cwd=ROOT, env=site.environment, check=True)


def test_a_district_cleans_up_its_doubled_files(
    site_on: Callable[..., Site], person: Callable[..., Page]
) -> None:
    site = site_on("2023-09-28")
    seed(site)
    officer, province = person(site, "district2402"), person(site, "province24")
    woven(officer, "3 จาก 18")
    before = [told(officer, name) for name in (OLD, NEW)]
    assert "5 ดาว" in before[1]

    pairs_with_their_reasons(officer)
    one_pair_is_two(officer)
    province_opens_the_same_pair(province)
    kept = merged_by_keyboard(officer)
    everything_came_along(officer, kept)
    woven(officer, "2 จาก 18")
    the_other_points_to_it(officer)
    second_officer_is_told(province)

    taken_back(officer, kept)
    assert [told(officer, name) for name in (OLD, NEW)] == before
    woven(officer, "3 จาก 18")
    go(officer, "/registry/duplicates/")
    expect(pair_of(officer, OLD, NEW)).to_have_count(1)
    expect(pair_of(officer, WEAVERS, SMITHS)).to_have_count(0)


def woven(page: Page, words: str) -> None:
    """What the desk counts for the letter that asks for new producers."""
    go(page, "/desk/")
    expect(page.locator("main")).to_contain_text(words)


def file_of(page: Page, name: str) -> None:
    go(page, f"/registry/?q={name}")
    page.get_by_role("link", name=name, exact=True).click()
    page.wait_for_load_state("load")


def told(page: Page, name: str) -> str:
    """What a file says, but for the history of acts upon it."""
    file_of(page, name)
    return page.locator("main").inner_text().partition("ประวัติของแฟ้ม")[0]


def pair_of(page: Page, one: str, other: str) -> Locator:
    return page.get_by_role("link", name=f"{one} กับ {other}", exact=True)


def pairs_with_their_reasons(page: Page) -> None:
    go(page, "/registry/")
    page.get_by_role("link", name="คู่ที่อาจซ้ำ").click()
    page.wait_for_load_state("load")
    line = page.get_by_role("listitem").filter(has=pair_of(page, OLD, NEW))
    expect(line).to_contain_text("โทรศัพท์ตรงกัน")
    expect(line).to_contain_text("น่าจะเป็นรายเดียวกัน 99%")
    looks_right(page)


def one_pair_is_two(page: Page) -> None:
    """The reasons against are read, the dialog is left once by keyboard, the answer is given with its reason."""
    pair_of(page, WEAVERS, SMITHS).click()
    page.wait_for_load_state("load")
    expect(page.get_by_role("region", name="เหตุที่อาจเป็นคนละราย")).to_contain_text("เลข")
    looks_right(page)
    answer = page.get_by_role("button", name="เป็นคนละราย", exact=True)
    answer.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    answer.focus()
    page.keyboard.press("Enter")
    looks_right(page)
    page.get_by_label("เหตุผล ถ้ามี").fill("คนละกลุ่มของหมู่บ้านเดียวกัน")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("จะไม่ถามอีก")
    expect(pair_of(page, WEAVERS, SMITHS)).to_have_count(0)
    page.get_by_role("link", name="ที่ตัดสินว่าคนละราย 1 คู่").click()
    expect(page.locator("main")).to_contain_text("คนละกลุ่มของหมู่บ้านเดียวกัน")
    looks_right(page)


def province_opens_the_same_pair(page: Page) -> None:
    """The province sees the pairs of its districts, and names of persons only masked."""
    go(page, "/registry/duplicates/")
    expect(page.get_by_role("listitem").filter(has=pair_of(page, OLD, NEW))).to_contain_text("อ.บางคล้า")
    looks_right(page)
    pair_of(page, OLD, NEW).click()
    page.wait_for_load_state("load")
    assert "สมศรี" not in page.content()
    page.get_by_role("button", name="ดูสิ่งที่จะย้ายก่อนรวม").click()
    page.wait_for_load_state("load")


def merged_by_keyboard(page: Page) -> str:
    """No mouse from the pair to the merged file: arrows choose, Enter goes on."""
    go(page, "/registry/duplicates/")
    pair_of(page, OLD, NEW).focus()
    page.keyboard.press("Enter")
    arrived(page, "เทียบสองราย")
    looks_right(page)
    choose(page, "คงแฟ้มใดไว้", 0)
    for group, which in (("ชื่อผู้ผลิต", 1), ("ตำบลที่ผลิต", 0), ("จำนวนสมาชิก", 1), ("ที่อยู่ที่ผลิต", 1)):
        choose(page, group, which)
    choose(page, "ทั้งสองรายมียอดจำหน่าย", 2)
    page.get_by_role("button", name="ดูสิ่งที่จะย้ายก่อนรวม").focus()
    page.keyboard.press("Enter")
    arrived(page, "ยืนยันการรวม")
    moves = page.get_by_role("region", name="สิ่งที่จะย้ายมา")
    for words in ("ผลิตภัณฑ์ 1 รายการ", "ผลคัดสรรดาว 1 รายการ", "รายการยอดจำหน่าย 1 รายการ", "รวมยอดทั้งสองราย"):
        expect(moves).to_contain_text(words)
    looks_right(page)
    page.get_by_label("เหตุผลหรือหลักฐาน ถ้ามี").focus()
    page.keyboard.type("จดทะเบียนวิสาหกิจชุมชนภายหลัง")
    page.keyboard.press("Enter")
    arrived(page, NEW)
    return page.url


def arrived(page: Page, crumb: str) -> None:
    """Wait for the page whose own crumb this is: a key pressed does not wait for what it opens."""
    page.locator("[aria-current=page]").filter(has_text=crumb).wait_for()
    page.wait_for_load_state("load")


def choose(page: Page, group: str, which: int) -> None:
    """One answer of a group of radio buttons, by arrows alone."""
    answers = page.get_by_role("group", name=group).get_by_role("radio")
    answers.first.focus()
    page.keyboard.press("Space")
    for _ in range(which):
        page.keyboard.press("ArrowDown")
    expect(answers.nth(which)).to_be_checked()


def everything_came_along(page: Page, kept: str) -> None:
    go(page, kept)
    expect(page.get_by_role("heading", level=1)).to_have_text(NEW)
    main = page.locator("main")
    for words in ("ผ้าขาวม้า", "ผ้าคลุมไหล่", "5 ดาว", "3 ดาว", "350", "15 คน", "ตำบลท่าทองหลาง"):
        expect(main).to_contain_text(words)
    looks_right(page)


def the_other_points_to_it(page: Page) -> None:
    go(page, "/registry/?status=merged")
    page.locator("tbody th").get_by_role("link").click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("แฟ้มนี้รวมเข้ากับรายอื่นแล้ว")
    looks_right(page)
    page.locator("main .note").get_by_role("link", name=NEW).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NEW)


def second_officer_is_told(page: Page) -> None:
    """The province still has the confirmation open; its press changes nothing and says who was first."""
    page.get_by_role("button", name="รวมเป็นรายเดียว").click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("ตัดสินคู่นี้ว่า “รวมแล้ว”")
    looks_right(page)
    page.get_by_role("link", name="เปิดฉบับล่าสุด").click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("คู่นี้ตัดสินแล้ว: รวมแล้ว")
    looks_right(page)


def taken_back(page: Page, kept: str) -> None:
    go(page, kept)
    page.get_by_role("button", name="แยกกลับ", exact=True).focus()
    page.keyboard.press("Enter")
    looks_right(page)
    page.get_by_role("button", name="แยกกลับเป็นสองราย").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("เป็นเหมือนก่อนรวม")
