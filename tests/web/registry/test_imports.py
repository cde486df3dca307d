"""Handing in a spreadsheet on the web."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from saan.registry.models import ImportBatch, Producer
from tests.registry.sheets import row, workbook


def handed_in(client, *rows):
    data = workbook(*rows, above=[("บัญชีผู้ผลิต",)])
    return client.post("/registry/import/", {"file": SimpleUploadedFile("ทะเบียน.xlsx", data)})


@pytest.fixture
def sheet(as_user):
    client = as_user("district2402")
    answer = handed_in(
        client, row(), row(name="สวนลุงทอง", tambon="เสม็ดไต้"), row(name="ร้านป้า", members="๓ คน")
    )
    assert answer.status_code == 302
    return client, answer.url


def test_the_view_names_columns_and_rows_as_in_the_file(sheet):
    client, url = sheet
    found = BeautifulSoup(client.get(url).content, "html.parser")
    assert found.h1.get_text() == "ต้องแก้ 1 แถวจาก 3 แถว"
    assert "C ตำบล" in found.thead.get_text()
    assert [head.get_text() for head in found.select("tbody th")] == ["3", "4", "5"]
    assert "สะกดไม่ตรงทะเบียน" in found.select_one("td.cell-bad#c-C4").get_text()
    assert found.select_one("td.cell-fixed#c-G5").get_text(" ").split() == ["๓", "คน", "→", "3"]
    only_bad = BeautifulSoup(client.get(url + "?show=bad").content, "html.parser")
    assert [head.get_text() for head in only_bad.select("tbody th")] == ["4"]


def test_looking_writes_nothing(sheet):
    client, url = sheet
    client.get(url)
    assert not Producer.objects.exists()


def test_saving_mending_and_saving_the_rest(sheet):
    client, url = sheet
    assert client.post(url).status_code == 302
    assert Producer.objects.count() == 2
    mended = client.post(url + "mend/", {"cell": "C4", "value": "เสม็ดใต้", "back": "show"})
    assert mended.url == f"{url}?show=bad#c-C4"
    client.post(url)
    assert Producer.objects.get(name="สวนลุงทอง").tambon_id == 240213
    assert client.post(url).status_code == 422
    assert Producer.objects.count() == 3


def test_the_sheet_belongs_to_its_office(sheet, as_user):
    _, url = sheet
    stranger = as_user("district2403")
    assert stranger.get(url).status_code == 404
    assert stranger.post(url).status_code == 404
    assert stranger.post(url + "mend/", {"cell": "C4", "value": "x"}).status_code == 404
    assert as_user("province24").get(url).status_code == 403
    assert not Producer.objects.exists()


@pytest.mark.parametrize("data", [b"", b"nonsense", b"PK\x03\x04nonsense"])
def test_a_wrong_file_is_refused_at_its_field(as_user, data):
    answer = as_user("district2402").post("/registry/import/", {"file": SimpleUploadedFile("x.xlsx", data)})
    assert answer.status_code == 422
    assert b"id_file_error" in answer.content
    assert not ImportBatch.objects.exists()


def test_the_empty_form_can_be_filled_in_and_handed_in(as_user):
    client = as_user("district2402")
    book = load_workbook(BytesIO(client.get(reverse("registry-import-template")).content))
    assert len(book.active.data_validations.dataValidation) == 2
    assert "หัวไทร" in [cell.value for cell in book["รายการ"]["A"]]
    book.active.append(list(row()))
    into = BytesIO()
    book.save(into)
    answer = client.post("/registry/import/", {"file": SimpleUploadedFile("แบบ.xlsx", into.getvalue())})
    client.post(answer.url)
    assert Producer.objects.get().name == row()[0]
