"""A month of sales: an officer at the keyboard, a province that opens it again, and a producer on a phone."""

import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, go, looks_right

MONTH = "2018-10"
GRID = f"/registry/sales/?month={MONTH}"
ROOT = Path(__file__).resolve().parents[2]
SPEAKS_FOR = """
import django
django.setup()
from saan.accounts.models import User
from saan.registry.models import Producer, ProducerAccount
producer = Producer.objects.filter(office__code="cdd-2402", status="registered").order_by("pk").first()
ProducerAccount.objects.create(producer=producer, user=User.objects.get(username="producer"))
"""
PASTE = """([id, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const at = document.getElementById(id);
  at.focus();
  at.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def site(site_on: Callable[..., Site]) -> Site:
    made = site_on("2018-11-06")
    run([sys.executable, "-c", SPEAKS_FOR], cwd=ROOT, env=made.environment, check=True)
    return made


def test_a_month_from_the_first_key_to_its_reopening(site: Site, person: Callable[..., Page]) -> None:
    district = person(site, "district2402")
    go(district, GRID)
    looks_right(district)
    first, second = rows(district)[:2]
    by_keys(district, first, second)
    wrong_cell(district, second)
    paste_numbers(district, second)
    paste_names(district)
    the_line_drops(district)

    site.move_to("2018-11-08")
    correct_with_reason(district, first)
    close(district)
    ask(district)

    province = person(site, "province24")
    read_and_allow(province)
    go(district, GRID)
    expect(district.get_by_role("button", name="บันทึกยอดตุลาคม 2561")).to_be_visible()


def rows(page: Page) -> list[str]:
    """Numbers of the producers in the grid, from the top."""
    found = page.locator("tr[data-line] td:nth-of-type(1) > input:not([type=hidden])")
    return [each.get_attribute("id").split("-")[1] for each in found.all()]


def cell(page: Page, producer: str, channel: str):
    return page.locator(f"#i-{producer}-{channel}")


def by_keys(page: Page, first: str, second: str) -> None:
    """Nothing but keys from the first cell to the saving; sums run along."""
    cell(page, first, "community").focus()
    page.keyboard.type("๑,๒๐๐")
    page.keyboard.press("Tab")
    expect(cell(page, first, "fair")).to_be_focused()
    page.keyboard.type("1.2 ล้าน")
    page.keyboard.press("ArrowRight")
    expect(cell(page, first, "shop")).to_be_focused()
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(cell(page, second, "shop")).to_be_focused()
    page.keyboard.type("-")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    line = page.locator("tr[data-line]").first
    expect(line.locator("[data-sum]")).to_have_text("1,201,200")
    page.keyboard.press("Control+s")
    expect(page.locator("#toasts")).to_contain_text("4 ช่องแล้ว")
    expect(cell(page, first, "fair")).to_have_value("1,200,000")
    expect(cell(page, second, "shop")).to_have_value("-")


def wrong_cell(page: Page, producer: str) -> None:
    cell(page, producer, "online").fill("สิบสอง")
    page.keyboard.press("Control+s")
    expect(page.locator(".errsum")).to_be_focused()
    expect(page.locator(f"#e-{producer}-online")).to_contain_text("ต้องเป็นจำนวนเงินบาท")
    expect(cell(page, producer, "online")).to_have_value("สิบสอง")
    looks_right(page)
    cell(page, producer, "online").fill("12")
    page.keyboard.press("Control+s")
    expect(page.locator("#toasts")).to_contain_text("1 ช่องแล้ว")


def paste_numbers(page: Page, producer: str) -> None:
    """A block without names fills to the right and down from where one stands; one stray word makes no names of it."""
    page.evaluate(PASTE, [f"i-{producer}-shop", "1\t2\n3\t4\nสิบ\t6\n"])
    expect(cell(page, producer, "trader")).to_have_value("2")
    expect(page.locator("td.g-odd")).to_have_count(1)
    page.reload()
    page.get_by_role("button", name="ทิ้งทั้งหมดที่ยังไม่บันทึก").click()
    expect(cell(page, producer, "trader")).to_have_value("")
    page.evaluate(PASTE, [f"i-{producer}-trader", "1,000\t2,000\n3,000\t4,000\n"])
    expect(cell(page, producer, "online")).to_have_value("2,000")
    expect(page.locator("td.g-new")).to_have_count(4)
    page.keyboard.press("Control+s")
    expect(page.locator("#toasts")).to_contain_text("4 ช่องแล้ว")


def paste_names(page: Page) -> None:
    """A block whose first column is names goes to those producers, and the unknown one is named."""
    name = page.locator("tr[data-line] th a").nth(4).inner_text()
    where = rows(page)[0]
    page.evaluate(PASTE, [f"i-{where}-community", f"ผู้ผลิต\tส่งออก\n{name}\t๕,๕๐๐\nกลุ่มที่ไม่มีจริง\t9\n"])
    note = page.locator(".note[role=status]").first
    expect(note).to_contain_text("กลุ่มที่ไม่มีจริง")
    expect(page.locator("tr[data-line]")).to_have_count(1)
    page.keyboard.press("Control+s")
    expect(page.locator("#toasts")).to_contain_text("1 ช่องแล้ว")
    go(page, GRID)


def the_line_drops(page: Page) -> None:
    """What was typed stays in the browser until it is saved."""
    third = rows(page)[2]
    cell(page, third, "export").fill("8,800")
    page.context.set_offline(True)
    page.keyboard.press("Control+s")
    expect(page.locator("#trouble")).to_contain_text("ยังไม่ได้บันทึก")
    page.context.set_offline(False)
    go(page, GRID)
    expect(cell(page, third, "export")).to_have_value("8,800")
    expect(page.locator("#kept")).to_contain_text("ใส่กลับในหน้านี้ 1 ช่อง")
    looks_right(page)
    page.get_by_role("button", name="บันทึกยอดตุลาคม 2561").click()
    expect(page.locator("#toasts")).to_contain_text("1 ช่องแล้ว")
    go(page, GRID)
    expect(page.locator("#kept")).to_be_hidden()


def correct_with_reason(page: Page, producer: str) -> None:
    go(page, GRID)
    cell(page, producer, "community").fill("1,900")
    page.keyboard.press("Control+s")
    expect(page.locator(".errsum")).to_contain_text("ให้กรอกเหตุผลที่แก้")
    page.get_by_label("เหตุผลที่แก้").fill("ผู้ผลิตส่งใบเสร็จเพิ่ม")
    page.keyboard.press("Control+s")
    expect(page.locator("#toasts")).to_contain_text("1 ช่องแล้ว")
    go(page, f"/registry/{producer}/sales/{MONTH}/")
    expect(page.locator("#community")).to_contain_text("ผู้ผลิตส่งใบเสร็จเพิ่ม")
    expect(page.locator("#community")).to_contain_text("ถูกแก้แล้ว")
    looks_right(page)


def close(page: Page) -> None:
    go(page, GRID)
    page.locator("summary", has_text="ปิดงวดตุลาคม 2561").click()
    page.get_by_role("button", name="ปิดงวดตุลาคม 2561 ทั้งที่ยังขาด").click()
    expect(page.locator("main")).to_contain_text("ปิดงวดแล้ว")
    expect(page.locator("#save")).to_have_count(0)


def ask(page: Page) -> None:
    page.get_by_label("เหตุผลที่ขอเปิดงวด").fill("มีใบเสร็จเข้ามาหลังปิด")
    page.get_by_role("button", name="ส่งคำขอเปิดงวดถึงจังหวัด").click()
    expect(page.locator("main")).to_contain_text("รอจังหวัดพิจารณา")
    looks_right(page)


def read_and_allow(page: Page) -> None:
    go(page, f"/registry/sales/months/?month={MONTH}")
    looks_right(page)
    page.get_by_role("link", name="อำเภอบางคล้า").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("อำเภอบางคล้ารายงานแล้ว")
    looks_right(page)
    page.locator("tbody th a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("มีผู้ผลิตที่ต้องรายงาน")
    looks_right(page)
    go(page, "/registry/sales/reopenings/")
    expect(page.locator("main")).to_contain_text("มีใบเสร็จเข้ามาหลังปิด")
    looks_right(page)
    page.get_by_role("button", name="เปิดงวดตุลาคม 2561ให้แก้").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ไม่มีคำขอเปิดงวดรอพิจารณา")


def test_a_producer_tells_the_month_on_a_phone(site: Site, person: Callable[..., Page]) -> None:
    phone = person(site, "producer", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    go(phone, "/registry/mine/sales/")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("ยังไม่ได้บันทึก")
    phone.locator("#sales-community").fill("1.5 พัน")
    phone.locator("#orders-fair").fill("๓๐๐")
    phone.locator("#sales-online").fill("หลายบาท")
    phone.get_by_role("button", name="บันทึกยอดตุลาคม 2561").click()
    expect(phone.locator("#e-online")).to_contain_text("ต้องเป็นจำนวนเงินบาท")
    expect(phone.locator("#sales-community")).to_have_value("1.5 พัน")
    phone.locator("#sales-online").fill("")
    phone.get_by_role("button", name="บันทึกยอดตุลาคม 2561").click()
    expect(phone.locator("#toasts")).to_contain_text("ขายได้ 1,500 บาท")
    expect(phone.locator("#orders-fair")).to_have_value("300")
    looks_right(phone)
