"""A district officer's registration day: a window, an incomplete file, the committee, the province, the certificate."""

import io
from collections.abc import Callable

import pypdfium2
from playwright.sync_api import Page, expect

from saan.kernel import citizen_id
from tests.journeys.conftest import Site, go, looks_right

NUMBER = citizen_id.generate(21)


def test_from_the_window_to_the_certificate(
    site_on: Callable[..., Site], person: Callable[..., Page]
) -> None:
    site = site_on("2024-02-05")
    province = person(site, "province24")
    open_window(province)

    district = person(site, "district2402")
    before = registered(district)
    take_at_the_counter(district)
    complete(district)
    committee(district)
    assert registered(district) == before
    address = district.url

    province_approves(province)
    assert registered(district) == before + 1
    certificate(district)
    go(district, address)
    still_works(district)


def registered(page: Page) -> int:
    """The figure the registry opens with; the page is left where it was."""
    here = page.url
    go(page, "/registry/")
    words = page.get_by_role("heading", level=1).inner_text()
    if here.startswith("http"):
        go(page, here)
    return int("".join(char for char in words if char.isdigit()) or 0)


def open_window(page: Page) -> None:
    go(page, "/registry/windows/")
    looks_right(page)
    page.get_by_label("ชื่อรอบ").fill("รอบที่ 1 ปี 2567")
    page.get_by_label("ปีที่ลงทะเบียน (พ.ศ.)").fill("๒๕๖๗")
    page.get_by_label("เปิดวันที่").fill("5 ก.พ. 67")
    page.get_by_label("ปิดวันที่", exact=True).fill("29 ก.พ. 2567")
    page.get_by_label("หนังสือที่สั่ง").fill("ฉช 0019/ว 101")
    page.get_by_role("button", name="เปิดรอบ").click()
    expect(page.locator("main")).to_contain_text("เปิดรับอยู่")
    looks_right(page)


def take_at_the_counter(page: Page) -> None:
    go(page, "/registry/applications/")
    expect(page.locator("main")).to_contain_text("เปิดรับถึงสิ้นวันที่ 29 ก.พ. 2567")
    looks_right(page)
    page.get_by_role("link", name="รับคำขอหน้าเคาน์เตอร์").click()
    page.wait_for_load_state("load")
    looks_right(page)
    page.get_by_label("ชื่อผู้ผลิต").fill("กลุ่มจักสานบ้านหัวไทรใต้")
    page.get_by_label("กลุ่มผู้ผลิตชุมชน").check()
    page.locator("#id_chair_name").fill("นางกก ริมคลอง")
    page.get_by_label("เลขประจำตัว 13 หลัก").fill(NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10))
    page.locator("#id_phone").fill("081 234 5678")
    page.get_by_label("รายชื่อสมาชิก").fill("นางกก ริมคลอง, ประธาน\nนายไผ่ เหลา\nนางคล้า พับ")
    choose_tambon(page, "หัวไทร")
    page.get_by_label("หมู่ที่").fill("๓")
    pin(page)
    page.get_by_label("คนหรือวัตถุดิบในจังหวัดมีส่วนในการผลิต").check()
    page.get_by_label("ยืนยันว่าผู้ผลิตและสมาชิกทุกคนมีสัญชาติไทย").check()
    page.get_by_role("button", name="เก็บคำขอและตรวจเอกสาร").click()
    expect(page.locator("[data-errors]")).to_contain_text("ตรงกับเลขตรวจสอบ")
    page.get_by_label("เลขประจำตัว 13 หลัก").fill(NUMBER)
    page.get_by_role("button", name="เก็บคำขอและตรวจเอกสาร").click()
    expect(page.get_by_role("heading", name="รับคำขอ", exact=True)).to_be_visible()
    assert NUMBER not in page.content()
    looks_right(page)
    page.locator("#id_check_card_method").select_option("seen")
    page.locator("#id_check_place_method").select_option("visit")
    page.get_by_role("button", name="รับคำขอไว้").click()
    expect(page.locator("main")).to_contain_text("รับไว้ เอกสารยังไม่ครบ")
    expect(page.get_by_role("heading", name="ยังขาด 4 อย่าง")).to_be_visible()
    looks_right(page)


def choose_tambon(page: Page, name: str) -> None:
    radio = page.get_by_role("radio", name=name, exact=True)
    if radio.count():
        radio.check()
    else:
        page.locator("#id_tambon").select_option(label=name)


def pin(page: Page) -> None:
    """Tap the map, then see that the figures follow; they are what is kept."""
    page.locator("[data-map]").click(position={"x": 140, "y": 120})
    expect(page.get_by_label("ละติจูด")).not_to_have_value("")
    page.get_by_label("ละติจูด").fill("13.7201")
    page.get_by_label("ลองจิจูด").fill("101.2101")


def complete(page: Page) -> None:
    page.get_by_role("link", name="แก้ข้อมูล").click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text(f"ลงท้าย {NUMBER[-3:]}")
    page.locator("#id_product_1_name").fill("กระบุงไม้ไผ่")
    page.locator("#id_product_1_kind").select_option(label="ของใช้ ของตกแต่ง ของที่ระลึก")
    page.get_by_role("button", name="บันทึกข้อมูล").click()
    expect(page.get_by_role("heading", name="ยังขาด 3 อย่าง")).to_be_visible()
    for code in ("sample", "founding"):
        page.locator(f"#id_check_{code}_method").select_option("seen")
    page.locator("#id_check_network_method").select_option("word")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("[data-errors]")).to_contain_text("ผู้รับรอง")
    page.locator("#id_check_network_certified_by").fill("นายกระจูด ประธานเครือข่าย")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("main")).to_contain_text("รับครบแล้ว รอพิจารณา")


def committee(page: Page) -> None:
    looks_right(page)
    page.get_by_label("เห็นชอบ", exact=True).check()
    page.get_by_label("การประชุมหรือคำสั่ง").fill("คณะกรรมการอำเภอ ครั้งที่ 1/2567")
    page.get_by_label("วันที่มีมติ").fill("1 ก.พ. 2567")
    page.get_by_role("button", name="บันทึกมติ").click()
    expect(page.locator("[data-errors]")).to_contain_text("ไม่ก่อนวันที่รับคำขอ")
    page.get_by_label("วันที่มีมติ").fill("5 ก.พ. 2567")
    page.get_by_role("button", name="บันทึกมติ").click()
    expect(page.locator("main")).to_contain_text("อำเภอเห็นชอบ รอจังหวัด")
    looks_right(page)


def province_approves(page: Page) -> None:
    go(page, "/registry/applications/")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 คำขอรอหน่วยงานของท่าน")
    page.get_by_role("link", name="กลุ่มจักสานบ้านหัวไทรใต้").click()
    page.wait_for_load_state("load")
    assert "นายไผ่" not in page.locator("main").inner_text()
    looks_right(page)
    page.get_by_label("เห็นชอบ", exact=True).check()
    page.get_by_label("การประชุมหรือคำสั่ง").fill("คณะอนุกรรมการจังหวัด ครั้งที่ 1/2567")
    page.get_by_role("button", name="บันทึกมติ").click()
    expect(page.locator("main")).to_contain_text("นับเข้ายอดของตำบลทันที")


def certificate(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="เปิดแฟ้มผู้ผลิต").click()
    page.wait_for_load_state("load")
    looks_right(page)
    page.get_by_role("link", name="รายละเอียดแฟ้ม").click()
    page.wait_for_load_state("load")
    looks_right(page)
    link = page.get_by_role("link", name="PDF").get_attribute("href")
    data = page.request.get(link).body()
    text = pypdfium2.PdfDocument(io.BytesIO(data))[0].get_textpage().get_text_range()
    assert "กลุ่มจักสานบ้านหัวไทรใต้" in text.replace("\r\n", "")
    assert "๒๔๐๒-๐๐๐๑/๒๕๖๗" in text


def still_works(page: Page) -> None:
    page.get_by_role("link", name="เปิดแฟ้มผู้ผลิต").click()
    page.wait_for_load_state("load")
    page.get_by_role("button", name="ไปดูแล้ว").click()
    expect(page.locator("main")).to_contain_text("ยังประกอบการอยู่แล้ว")
