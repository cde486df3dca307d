"""The guides of the registry in pictures: registration day in a district, the province, a producer with a phone."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, go
from tests.journeys.handling import file_behind
from tests.journeys.pictures import take, take_paper, take_phone
from tests.journeys.test_broken_workbook import broken_workbook, name_the_columns
from tests.journeys.test_broken_workbook import hand_in as hand_in_workbook
from tests.journeys.test_product_life import certified
from tests.journeys.test_registration_day import committee, complete, open_window, take_at_the_counter
from tests.journeys.test_self_registration import fill_in, hand_in, sign_up

TWINS = ("กลุ่มทอผ้าบ้านหนองบัว", "วิสาหกิจชุมชนทอผ้าบ้านหนองบัว")
SEED = f"""
from datetime import date
from saan.demonstration.loading import _producer_account
from saan.registry.actions import refresh_pairs, register_producer
from tests.factories.cast import actor_named

by = actor_named("district2402")
for name, tambon, members in (("{TWINS[0]}", 240210, 12), ("{TWINS[1]}", 240214, 15)):
    register_producer(name=name, tambon=tambon, kind="group", registered_on=date(2024, 2, 1), members=members,
                      chair_name="นางสมศรี ใจดี", phone="0812345678", distinct_reason="ทดสอบ", by=by)
refresh_pairs()
_producer_account()
"""


def the_registrys_work(
    site: Site, person: Callable[..., Page], phone: Callable[[Site], Page], folder: Path, aside: Path
) -> None:
    """Every picture of the district's, the province's and the producer's tasks in the registry."""
    site.manage("shell", "-c", SEED)
    district, province = person(site, "district2402"), person(site, "province24")
    open_window(province)
    windows(province, folder)
    registration(district, folder)
    deciding(province, folder)
    paper_of(district, folder)
    grid(district, folder)
    product = quadrant(district, folder)
    province_tasks(province, product, folder, aside)
    weaver(phone(site), folder)
    own_page(person(site, "producer", viewport={"width": 360, "height": 740}, has_touch=True), folder)


def windows(page: Page, folder: Path) -> None:
    go(page, "/registry/windows/")
    take(page, folder / "province-window.png", height=640)


def registration(page: Page, folder: Path) -> None:
    take_at_the_counter(page)
    take(page, folder / "district-check.png", height=860)
    complete(page)
    committee(page)


def deciding(page: Page, folder: Path) -> None:
    go(page, "/registry/applications/")
    page.get_by_role("link", name="กลุ่มจักสานบ้านหัวไทรใต้").click()
    page.wait_for_load_state("load")
    page.get_by_label("เห็นชอบ", exact=True).check()
    page.get_by_label("การประชุมหรือคำสั่ง").fill("คณะอนุกรรมการจังหวัด ครั้งที่ 1/2567")
    take(page, folder / "province-decide.png", height=760, at="form:has(button[value=decide])")
    page.get_by_role("button", name="บันทึกมติ").click()
    expect(page.locator("main")).to_contain_text("นับเข้ายอดของตำบลทันที")


def paper_of(page: Page, folder: Path) -> None:
    page.reload()
    page.get_by_role("link", name="เปิดแฟ้มผู้ผลิต").click()
    page.get_by_role("link", name="รายละเอียดแฟ้ม").click()
    link = page.get_by_role("link", name="PDF")
    take_paper(file_behind(page, link), folder / "province-certificate.png", share=1)


def grid(page: Page, folder: Path) -> None:
    """Three lines typed as an officer types them, seen before they are saved."""
    go(page, "/registry/sales/")
    cells = page.locator("tr[data-line] input:not([type=hidden])")
    for place, words in enumerate(("๑,๒๐๐", "1.2 ล้าน", "0", "-", "850")):
        cells.nth(place).fill(words)
    take(page, folder / "district-sales.png", height=760)
    page.keyboard.press("Control+s")
    expect(page.locator("#toasts")).to_contain_text("5 ช่องแล้ว")


def quadrant(page: Page, folder: Path) -> str:
    """The result beside the questions, and the list of papers that end soon; gives the product's address."""
    address = certified(page)
    go(page, f"{address}quadrant/")
    for question, answer in {"1": "1.1", "2": "2.2", "3": "3.2", "4": "4.3", "5": "5.3"}.items():
        page.locator(f"[name=answer-{question}][value='{answer}']").check()
    expect(page.locator("#outcome")).to_contain_text("กลุ่ม C")
    take(page, folder / "district-quadrant.png", height=760, at="#assess")
    page.get_by_role("button", name="บันทึกผลประเมิน").click()
    expect(page.locator(".scale").first).to_contain_text("C พัฒนาสู่การแข่งขัน")
    go(page, "/registry/standards/")
    take(page, folder / "district-papers.png", height=600)
    go(page, f"{address}stars/")
    page.locator("nav .choices a").first.click()
    page.wait_for_load_state("load")
    take(page, folder / "district-stars.png", height=760)
    return address


def province_tasks(page: Page, product: str, folder: Path, aside: Path) -> None:
    go(page, "/registry/duplicates/")
    page.get_by_role("link", name=f"{TWINS[0]} กับ {TWINS[1]}", exact=True).click()
    page.wait_for_load_state("load")
    take(page, folder / "province-pair.png", height=760)
    hand_in_workbook(page, broken_workbook(aside))
    name_the_columns(page)
    take(page, folder / "province-import.png", height=860)
    go(page, f"{product}distinction/?scale=PSO")
    page.get_by_label("ชนะเลิศ").check()
    take(page, folder / "province-pso.png", height=760)


def weaver(page: Page, folder: Path) -> None:
    """She registers herself."""
    sign_up(page)
    take_phone(page, folder / "producer-form.png")
    fill_in(page)
    take_phone(page, folder / "producer-place.png", at="[data-map]")
    hand_in(page)
    take_phone(page, folder / "producer-handed-in.png")


def cloth() -> bytes:
    """A checked cloth, drawn."""
    picture, into = Image.new("RGB", (900, 700), "#f4ead5"), io.BytesIO()
    pen = ImageDraw.Draw(picture, "RGBA")
    for at in range(0, 900, 90):
        pen.rectangle((at, 0, at + 40, 700), fill=(20, 83, 120, 150))
        pen.rectangle((0, at, 900, at + 40), fill=(161, 50, 40, 130))
    picture.save(into, "JPEG")
    return into.getvalue()


def own_page(page: Page, folder: Path) -> None:
    """Somebody whose file stands: products with a picture, and the month's sales."""
    go(page, "/registry/mine/")
    page.locator("table.cards th a").first.click()
    page.get_by_role("link", name="เพิ่มภาพ").click()
    page.get_by_label("ภาพ JPG").set_input_files(
        {"name": "ผ้า.jpg", "mimeType": "image/jpeg", "buffer": cloth()}
    )
    page.get_by_label("ในภาพคืออะไร").fill("ผืนผ้าวางบนแคร่")
    page.get_by_role("button", name="เพิ่มภาพนี้").click()
    page.get_by_alt_text("ผืนผ้าวางบนแคร่").evaluate("picture => picture.decode()")
    take_phone(page, folder / "producer-product.png")
    go(page, "/registry/mine/sales/")
    page.locator("#sales-community").fill("1.5 พัน")
    page.locator("#orders-fair").fill("๓๐๐")
    take_phone(page, folder / "producer-sales.png", at=".own6")
