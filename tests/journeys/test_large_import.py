"""A large file is checked and saved behind the page, by the worker that the demonstration runs too."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT, Site, go, looks_right

ROWS, FAULTY = 6_000, 40
MAKER = """
import json
from saan.registry.models import Producer
one = Producer.objects.filter(status="registered", tambon__code__range=(240_000, 249_999)).earliest("pk")
print(json.dumps([one.name, one.tambon.name_th, one.tambon.parent.name_th]))
"""


@pytest.fixture
def site(site_on: Callable[..., Site]) -> Site:
    return site_on()


@pytest.fixture
def products(site: Site, tmp_path: Path) -> Path:
    """Six thousand products of one registered producer, forty of them without a kind."""
    name, tambon, district = json.loads(site.manage("shell", "--no-imports", "-c", MAKER).splitlines()[-1])
    place = tmp_path / "สินค้าทั้งจังหวัด.xlsx"
    with xlsxwriter.Workbook(place) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("ผู้ผลิต", "ตำบล", "อำเภอ", "ชื่อผลิตภัณฑ์", "ประเภทผลิตภัณฑ์", "วันที่ขึ้นทะเบียน"))
        for number in range(1, ROWS + 1):
            kind = "อาหาร" if number > FAULTY else ""
            sheet.write_row(number, 0, (name, tambon, district, f"ขนมกลีบที่ {number}", kind, "27 ก.ย. 2566"))
    return place


@contextmanager
def worker(site: Site) -> Iterator[None]:
    """The very process that `demo` runs beside the pages."""
    words = [sys.executable, "manage.py", "procrastinate", "worker", "--queues", "imports"]
    process = subprocess.Popen(words, cwd=ROOT, env=site.environment)
    try:
        yield
        assert process.poll() is None, "the worker ended by itself"
    finally:
        process.terminate()
        process.wait(30)


def test_a_large_file_goes_through_behind_the_page(
    site: Site, products: Path, person: Callable[..., Page]
) -> None:
    page = person(site, "province24")
    go(page, "/registry/import/")
    page.locator("input[type=file]").set_input_files(products)
    page.get_by_role("button", name="รับแฟ้มนี้").click()
    page.get_by_role("button", name="ตรวจข้อมูล 6,000 แถว").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("กำลังตรวจทุกแถว")
    looks_right(page)
    with worker(site):
        expect(heading).to_have_text(f"ต้องแก้ {FAULTY} แถวจาก 6,000 แถว", timeout=60_000)
    page.get_by_role("button", name="บันทึก 5,960 แถวที่ผ่าน").click()
    expect(heading).to_have_text("กำลังบันทึกลงทะเบียน")
    expect(page.locator("main")).to_contain_text("0 จาก 5,960 แถว")
    looks_right(page)
    with worker(site):
        expect(heading).to_have_text("บันทึกผลิตภัณฑ์ 5,960 แถวแล้ว", timeout=60_000)
    looks_right(page)
