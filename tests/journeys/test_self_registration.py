"""A weaver registers herself on a phone: account, form, one return, approval, certificate, and the customer's check."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from saan.kernel import citizen_id
from tests.journeys.conftest import Site, go, scrolls_sideways, violations
from tests.journeys.test_registration_day import choose_tambon, open_window

NAME = "กลุ่มทอผ้าบ้านหัวไทรกลาง"


def fits(page: Page) -> None:
    """What every page on a phone must hold."""
    page.wait_for_load_state("load")
    assert violations(page) == []
    assert not scrolls_sideways(page)


def test_a_weaver_registers_herself(
    site_on: Callable[..., Site], person: Callable[..., Page], phone: Callable[[Site], Page]
) -> None:
    site = site_on("2024-02-05")
    province = person(site, "province24")
    open_window(province)
    weaver = phone(site)
    sign_up(weaver)
    fill_in(weaver)
    hand_in(weaver)

    district = person(site, "district2402")
    open_inbox(district)
    district.get_by_text("ส่งกลับให้ผู้ยื่นแก้").click()
    district.get_by_label("สิ่งที่ต้องแก้").fill("กรอกชื่อสมาชิกอย่างน้อย 2 คน")
    district.get_by_role("button", name="ส่งกลับ", exact=True).click()
    expect(district.locator("main")).to_contain_text("ส่งกลับให้แก้")

    mend(weaver)
    open_inbox(district)
    look_at_papers(district)
    approve(district)
    go(province, "/registry/applications/")
    province.get_by_role("link", name=NAME).click()
    province.wait_for_load_state("load")
    approve(province)
    shown = certificate(weaver)
    customer(phone(site), shown)


def sign_up(page: Page) -> None:
    go(page, "/")
    page.get_by_role("link", name="ขึ้นทะเบียนผู้ผลิตด้วยตนเอง").click()
    fits(page)
    page.get_by_label("ตำบลที่ผลิต").fill("หัวไทร บางคล้า")
    page.get_by_role("button", name="ค้นหา").click()
    fits(page)
    page.get_by_role("link", name="หัวไทร").first.click()
    fits(page)
    page.get_by_label("ชื่อและนามสกุลของท่าน").fill("นางฝ้ายขาว ทอมือ")
    page.get_by_label("ชื่อบัญชี").fill("Faikhao.tho")
    page.get_by_label("รหัสผ่าน").fill("ฝ้ายขาวทอมือ-67")
    page.get_by_role("button", name="ตั้งบัญชีและกรอกคำขอ").click()
    expect(page.locator("[data-errors]")).to_contain_text("รับทราบ")
    page.get_by_label("รหัสผ่าน").fill("ฝ้ายขาวทอมือ-67")
    page.get_by_label("อ่านประกาศข้างต้นแล้ว").check()
    page.get_by_role("button", name="ตั้งบัญชีและกรอกคำขอ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ขอขึ้นทะเบียนผู้ผลิต OTOP")
    fits(page)


def fill_in(page: Page) -> None:
    """Half of it, then the phone is put away; what was typed is there again."""
    page.get_by_label("ชื่อผู้ผลิต").fill(NAME)
    page.get_by_label("กลุ่มผู้ผลิตชุมชน").check()
    choose_tambon(page, "หัวไทร")
    expect(page.locator("#saved")).to_contain_text("บันทึกให้แล้ว", timeout=15_000)
    page.reload()
    expect(page.get_by_label("ชื่อผู้ผลิต")).to_have_value(NAME)
    page.locator("#id_chair_name").fill("นางฝ้ายขาว ทอมือ")
    page.get_by_label("เลขประจำตัว 13 หลัก").fill(citizen_id.generate(33))
    page.locator("#id_phone").fill("๐๘๑ ๒๓๔ ๕๖๗๘")
    page.get_by_role("button", name="ใช้ตำแหน่งของเครื่องนี้").click()
    expect(page.get_by_label("ละติจูด")).to_have_value("13.73010")
    page.get_by_label("ชุมชนได้รับประโยชน์").check()
    page.get_by_label("ยืนยันว่าผู้ผลิตและสมาชิกทุกคนมีสัญชาติไทย").check()
    page.locator("#id_product_1_name").fill("ผ้าขาวม้าทอมือ")
    page.locator("#id_product_1_kind").select_option(label="ผ้า เครื่องแต่งกาย")


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="ยื่นคำขอ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ยื่นแล้ว รออำเภอตรวจ")
    expect(page.locator("main")).to_contain_text("นำบัตรตัวจริงมาแสดง ไม่ต้องถ่ายเอกสาร")
    fits(page)


def open_inbox(page: Page) -> None:
    go(page, "/registry/applications/")
    page.get_by_role("link", name=NAME).click()
    page.wait_for_load_state("load")


def mend(page: Page) -> None:
    go(page, "/registry/mine/")
    expect(page.locator("main")).to_contain_text("อำเภอขอให้แก้")
    fits(page)
    page.get_by_role("link", name="เปิดคำขอ").click()
    expect(page.locator("main")).to_contain_text("กรอกชื่อสมาชิกอย่างน้อย 2 คน")
    page.get_by_label("รายชื่อสมาชิก").fill("นางฝ้ายขาว ทอมือ, ประธาน\nนางไหมทอง สาวเส้น")
    page.get_by_role("button", name="ยื่นคำขอ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ยื่นแล้ว รออำเภอตรวจ")


def look_at_papers(page: Page) -> None:
    for code in ("card", "sample", "founding"):
        page.locator(f"#id_check_{code}_method").select_option("seen")
    page.locator("#id_check_place_method").select_option("visit")
    page.locator("#id_check_network_method").select_option("word")
    page.locator("#id_check_network_certified_by").fill("นายกระจูด ประธานเครือข่าย")
    page.get_by_role("button", name="รับคำขอไว้").click()
    expect(page.locator("main")).to_contain_text("รับครบแล้ว รอพิจารณา")


def approve(page: Page) -> None:
    page.get_by_label("เห็นชอบ", exact=True).check()
    page.get_by_label("การประชุมหรือคำสั่ง").fill("ครั้งที่ 1/2567")
    page.get_by_role("button", name="บันทึกมติ").click()
    page.wait_for_load_state("load")
    expect(page.locator("[data-errors]")).to_have_count(0)


def certificate(page: Page) -> str:
    go(page, "/registry/mine/application/")
    expect(page.get_by_role("heading", level=1)).to_have_text("ขึ้นทะเบียนแล้ว")
    fits(page)
    page.get_by_role("link", name="เปิดใบรับรอง").click()
    expect(page.locator("main")).to_contain_text("2402-0001/2567")
    fits(page)
    link = page.get_by_role("link", name="PDF").get_attribute("href")
    assert page.request.get(link).body().startswith(b"%PDF")
    return page.get_by_role("link", name="หน้าที่ลูกค้าเห็น").get_attribute("href")


def customer(page: Page, address: str) -> None:
    """Whoever scans the code learns that it holds, and no person's name."""
    go(page, address)
    expect(page.get_by_role("heading", level=1)).to_have_text("ใบรับรองนี้ใช้ได้")
    shown = page.locator("main").inner_text()
    assert NAME in shown
    assert "ฝ้ายขาว" not in shown
    fits(page)
