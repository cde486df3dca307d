"""Handing in the results of a star round on the web: the round is chosen on the page, and not passed is a result."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from saan.registry.actions import add_product
from saan.registry.actions.scale_rounds import load_rounds
from saan.registry.models import StarAward
from tests.registry.sheets import workbook

MAKER = "กลุ่มทอผ้าบ้านท่าทองหลาง"
COLUMNS = {"column-0": "producer", "column-1": "product", "column-2": "stars"}


def page(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


@pytest.fixture
def sheet(as_user, product, producer, officer):
    load_rounds()
    add_product(producer=producer, name="ผ้าถุง", kind="textile", registered_on=date(2023, 9, 27), by=officer)
    data = workbook(
        (MAKER, "ผ้าขาวม้าทอมือ", "ไม่ผ่าน"), (MAKER, "ผ้าถุง", "๔ ดาว"), (MAKER, "ผ้าห่ม", None),
        heads=("ชื่อกลุ่ม", "ชื่อผลิตภัณฑ์", "ผลการคัดสรร"),
    )  # fmt: skip
    client = as_user("district2402")
    return client, client.post("/registry/import/", {"file": SimpleUploadedFile("ดาว.xlsx", data)}).url


def test_the_round_is_asked_for_and_its_results_are_saved(sheet):
    client, url = sheet
    found = page(client, url)
    assert "ยังขาด รอบคัดสรร" in found.get_text()
    assert "2567 กรอกคะแนนได้ 3 ส่วน" in found.select_one("#s-round").get_text()
    assert client.post(url + "columns/", COLUMNS | {"round_be": ""}).status_code == 422
    assert client.post(url + "columns/", COLUMNS | {"round_be": "2567"}).status_code == 302
    checked = page(client, url)
    assert checked.h1.get_text() == "ทั้ง 2 แถวผ่านการตรวจ"
    assert "ไม่ได้เข้าคัดสรร 1 แถว" in checked.get_text()
    client.post(url + "save/")
    assert page(client, url).h1.get_text() == "บันทึกผลคัดสรรดาว 2 แถวแล้ว"
    assert dict(StarAward.objects.values_list("product__name", "stars")) == {"ผ้าขาวม้าทอมือ": None, "ผ้าถุง": 4}


def test_another_office_neither_sees_nor_saves(sheet, as_user):
    _, url = sheet
    for name in ("district2403", "province24"):
        assert as_user(name).get(url).status_code == 404
        assert as_user(name).post(url + "save/").status_code == 404
    assert as_user("auditor").post(url + "columns/", COLUMNS).status_code == 403
