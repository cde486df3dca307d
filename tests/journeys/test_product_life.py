"""A product's life: shown, certified, classified, looked at anew when the certificate ends, honoured."""

import io
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, go, looks_right

GPS = 0x8825


def test_shown_classified_and_honoured(site_on: Callable[..., Site], person: Callable[..., Page]) -> None:
    site = site_on("2024-02-05")
    site.manage("shell", "-c", "from saan.demonstration.loading import _producer_account as link; link()")
    owner = person(site, "producer")
    shown(owner)

    district = person(site, "district2402")
    address = certified(district)
    assessed(district, address)
    site.move_to("2024-02-20")
    lapse_is_seen(district)

    province = person(site, "province24")
    honoured(province, address)


def shown(page: Page) -> None:
    """The picture comes with its place from the telephone, and is kept without."""
    go(page, "/registry/mine/")
    page.locator("table.cards th a").first.click()
    looks_right(page)
    page.get_by_role("link", name="เพิ่มภาพ").click()
    page.get_by_label("ภาพ JPG").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": snapshot()}
    )
    page.get_by_label("ในภาพคืออะไร").fill("ผืนผ้าวางบนแคร่")
    page.get_by_role("button", name="เพิ่มภาพนี้").click()
    picture = page.get_by_alt_text("ผืนผ้าวางบนแคร่")
    expect(picture).to_be_visible()
    looks_right(page)
    kept = page.request.get(str(picture.get_attribute("src"))).body()
    assert not Image.open(io.BytesIO(kept)).getexif()


def snapshot() -> bytes:
    exif, into = Image.Exif(), io.BytesIO()
    exif[GPS] = {1: "N", 2: (13.0, 43.0, 12.0), 3: "E", 4: (101.0, 12.0, 30.0)}
    Image.new("RGB", (900, 700), "teal").save(into, "JPEG", exif=exif)
    return into.getvalue()


def certified(page: Page) -> str:
    """A certificate for ten more days; gives the product's address."""
    go(page, "/registry/?kind=group")
    page.locator("table th a").first.click()
    page.locator("table.cards th a").first.click()
    page.wait_for_url("**/products/*/")
    address = page.url
    page.get_by_role("link", name="เพิ่มใบรับรอง").click()
    page.get_by_label("มาตรฐาน").select_option("tcps")
    page.get_by_label("เลขที่").fill("สมมติ 1/2564")
    page.get_by_label("วันที่ออก").fill("1 ม.ค. 2564")
    page.get_by_label("วันหมดอายุ").fill("๑๕ ก.พ. ๒๕๖๗")
    page.get_by_role("button", name="บันทึกใบรับรอง").click()
    expect(page.locator("main")).to_contain_text("มผช.")
    return address


def assessed(page: Page, address: str) -> None:
    """The result stands beside the questions before anything is stored."""
    go(page, f"{address}quadrant/")
    for question, answer in {"1": "1.1", "2": "2.2", "3": "3.2", "4": "4.3", "5": "5.2"}.items():
        page.locator(f"[name=answer-{question}][value='{answer}']").check()
    expect(page.locator("#outcome")).to_contain_text("จัดกลุ่มไม่ได้")
    looks_right(page)
    page.locator("[name=answer-5][value='5.3']").check()
    expect(page.locator("#outcome")).to_contain_text("กลุ่ม C")
    page.get_by_role("button", name="บันทึกผลประเมิน").click()
    expect(page.locator(".scale").first).to_contain_text("C พัฒนาสู่การแข่งขัน")
    looks_right(page)


def lapse_is_seen(page: Page) -> None:
    """Five days after its end the desk tells of it, and of the quadrant that rests on it; D is the answer."""
    go(page, "/desk/")
    looks_right(page)
    page.get_by_role("link", name="ควรประเมินกลุ่ม").click()
    looks_right(page)
    page.locator("table th a").first.click()
    for question, answer in {"1": "1.3", "2": "2.2", "3": "3.2", "4": "4.3", "5": "5.3"}.items():
        page.locator(f"[name=answer-{question}][value='{answer}']").check()
    expect(page.locator("#outcome")).to_contain_text("กลุ่ม D")
    page.get_by_role("button", name="บันทึกผลประเมิน").click()
    expect(page.locator(".scale").first).to_contain_text("D ปรับตัวสู่การพัฒนา")
    go(page, "/registry/standards/?list=reassess")
    expect(page.locator("main")).to_contain_text("ไม่มีรายการ")


def honoured(page: Page, address: str) -> None:
    """The province names the winner of PSO; the other scales stay as they are."""
    go(page, address)
    page.get_by_role("link", name="บันทึกผล PSO").click()
    page.get_by_label("ชนะเลิศ").check()
    page.get_by_role("button", name="บันทึกผล").click()
    expect(page.locator(".scale").nth(3)).to_contain_text("ชนะเลิศ")
    expect(page.locator(".scale").first).to_contain_text("D ปรับตัวสู่การพัฒนา")
    looks_right(page)
    go(page, "/registry/quadrants/")
    looks_right(page)
