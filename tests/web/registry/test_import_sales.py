"""Handing in a sheet of sales on the web: columns of months, what the whole file shares, what is told and saved."""

from io import BytesIO

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from saan.registry.models import ImportBatch, SalesFact
from tests.registry.sheets import workbook

HEADS = ("ชื่อผู้ผลิต", "ตำบล", "ส.ค. 69", "ก.ย. 69", "ต.ค.")
NAME = "กลุ่มทอผ้าบ้านท่าทองหลาง"
COLUMNS = {
    "column-0": "producer",
    "column-1": "tambon",
    "column-2": "sales@2026-08",
    "column-3": "sales@2026-09",
}
SHARED = {"channel": "online", "method": "receipt", "fiscal_year": "", "reason": ""}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10T03:00:00Z", tick=False):
        yield


def handed_in(client, *rows, heads=HEADS):
    file = SimpleUploadedFile("ยอด.xlsx", workbook(*rows, heads=heads, above=[("ยอดจำหน่าย",)]))
    answer = client.post("/registry/import/", {"file": file})
    assert answer.status_code == 302
    return answer.url


def page(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


@pytest.fixture
def sheet(as_user, producer):
    client = as_user("district2402")
    return client, handed_in(
        client, (NAME, "ท่าทองหลาง", "๑.๒ พัน", "-", None), ("กลุ่มไม่มีจริง", None, 5, None, None)
    )


def test_columns_of_months_are_proposed_and_what_lacks_is_said(sheet):
    client, url = sheet
    found = page(client, url)
    chosen = [each.find("option", selected=True)["value"] for each in found.select("select[name^=column]")]
    assert chosen == ["producer", "tambon", "sales@2026-08", "sales@2026-09", "sales@10"]
    labels = [each.get_text() for each in found.select_one("select[name=column-2]").select("option")]
    assert labels[1:5] == [
        "ยอดขาย ส.ค. 2569",
        "ยอดสั่งซื้อ ส.ค. 2569",
        "ยอดขาย ส.ค. ปีตามที่เลือก",
        "ยอดสั่งซื้อ ส.ค. ปีตามที่เลือก",
    ]
    assert "ยังขาด ปีงบประมาณ, ช่องทาง" in found.get_text()
    assert found.select_one("#s-method option[selected]")["value"] == "declared"


def test_a_refusal_keeps_what_was_chosen(sheet):
    client, url = sheet
    answer = client.post(url + "columns/", COLUMNS | SHARED | {"channel": "", "reason": "ได้ใบเสร็จ"})
    assert answer.status_code == 422
    found = BeautifulSoup(answer.content, "html.parser")
    assert "ช่องทาง" in found.select_one(".note, [role=alert], main").get_text()
    assert found.select_one("#s-reason")["value"] == "ได้ใบเสร็จ"
    assert found.select_one("#s-method option[selected]")["value"] == "receipt"


def test_checked_mended_saved_and_answered(sheet):
    client, url = sheet
    assert client.post(url + "columns/", COLUMNS | SHARED).status_code == 302
    found = page(client, url)
    assert found.h1.get_text() == "ต้องแก้ 1 แถวจาก 2 แถว"
    assert "ยอดใหม่ 2 ช่อง" in found.get_text()
    assert "ไม่พบผู้ผลิต" in found.select_one("tr#c-A4").get_text()
    book = load_workbook(BytesIO(client.get(url + "answer/").content))
    assert "ไม่พบผู้ผลิต" in book.worksheets[0]["A4"].comment.text
    assert not SalesFact.objects.exists()
    client.post(url + "save/")
    done = page(client, url)
    assert done.h1.get_text() == "บันทึกยอดจำหน่าย 1 แถวแล้ว"
    assert done.select_one("a.b.main")["href"] == "/registry/sales/months/"
    assert list(SalesFact.objects.order_by("month").values_list("sales", "not_applicable", "channel", "method")) == [
        (120_000, False, "online", "receipt"), (0, True, "online", "receipt")]  # fmt: skip


def test_a_channel_is_chosen_from_the_list(as_user, producer):
    client = as_user("district2402")
    url = handed_in(client, (NAME, "ตลาดนัด", "ส.ค. 69", 5), heads=("ชื่อกลุ่ม", "ช่องทาง", "เดือน", "ยอดขาย"))
    columns = ImportBatch.objects.get().mapping["columns"]
    client.post(url + "columns/", {f"column-{place}": key for key, place in columns.items()} | SHARED)
    options = [each.get_text() for each in page(client, url).select("tr#c-B3 option")]
    assert "งานแสดงสินค้า" in options
    client.post(url + "mend/", {"cell": "B3", "value": "งานแสดงสินค้า"})
    assert page(client, url).h1.get_text() == "ทั้ง 1 แถวผ่านการตรวจ"


def test_the_sheet_of_a_year_comes_down_for_the_district_alone(as_user, producer):
    client = as_user("district2402")
    links = [each["href"] for each in page(client, "/registry/import/").select("a[href*='import/sales']")]
    assert links == [f"/registry/import/sales/{year}/" for year in (2570, 2569, 2568)]
    sheet = load_workbook(BytesIO(client.get(links[0]).content)).active
    assert sheet["B5"].value == NAME
    assert client.get("/registry/import/sales/2540/").status_code == 404
    assert as_user("province24").get(links[0]).status_code == 403
    assert "ยอดจำหน่าย" not in page(as_user("province24"), "/registry/import/").h1.get_text()


def test_a_province_is_told_who_brings_sales(as_user, producer):
    client = as_user("province24")
    url = handed_in(client, (NAME, "ท่าทองหลาง", 5, None, None))
    answer = client.post(url + "columns/", COLUMNS | SHARED)
    assert answer.status_code == 422
    assert "ให้อำเภอนำเข้า" in answer.content.decode().replace("⁠", "")
    assert as_user("district2402").get(url).status_code == 404
