"""Handing in a spreadsheet on the web, page by page."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from saan.registry.models import ImportBatch, Producer
from tests.registry.sheets import row, workbook

COLUMNS = {
    f"column-{place}": key
    for place, key in enumerate(
        ("name", "kind", "tambon", "village_no", "chair_name", "phone", "members", "registered_on")
    )
}


def handed_in(client, *rows):
    data = workbook(*rows, above=[("บัญชีผู้ผลิต",)])
    return client.post("/registry/import/", {"file": SimpleUploadedFile("ทะเบียน.xlsx", data)})


def page(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


@pytest.fixture
def sheet(as_user):
    client = as_user("district2402")
    answer = handed_in(
        client, row(), row(name="สวนลุงทอง", tambon="เสม็ดไต้"), row(name="ร้านป้า", members="๓ คน", day="วันก่อน")
    )
    assert answer.status_code == 302
    return client, answer.url


@pytest.fixture
def checked(sheet):
    client, url = sheet
    assert client.post(url + "columns/", COLUMNS).status_code == 302
    return client, url


def test_columns_are_proposed_with_samples(sheet):
    client, url = sheet
    found = page(client, url)
    assert found.h1.get_text() == "คอลัมน์ใดคืออะไร"
    chosen = [each.find("option", selected=True)["value"] for each in found.select("select[name^=column]")]
    assert chosen == list(COLUMNS.values())
    assert "สวนลุงทอง" in found.get_text()


def test_a_missing_or_doubled_column_is_said_and_nothing_is_lost(sheet):
    client, url = sheet
    answer = client.post(url + "columns/", {**COLUMNS, "column-7": ""})
    assert answer.status_code == 422
    assert "วันที่ขึ้นทะเบียน" in answer.content.decode()
    assert client.post(url + "columns/", {**COLUMNS, "column-4": "name"}).status_code == 422


def test_another_row_of_headings_may_be_named(sheet):
    client, url = sheet
    client.post(
        url + "read/", {"sheet": "Sheet", "kind": "producers", "first": "1", "last": "2", "head": "1"}
    )
    assert ImportBatch.objects.get().mapping["head"] == [0, 1]
    assert client.post(url + "read/", {"first": "9", "last": "2", "head": "1"}).status_code == 302


def test_problems_are_grouped_and_mended_in_place(checked):
    client, url = checked
    found = page(client, url)
    assert found.h1.get_text() == "ต้องแก้ 2 แถวจาก 3 แถว"
    assert "สะกดใกล้ที่สุด" in found.select_one("tr#c-C4").get_text()
    assert [chip.get_text() for chip in found.select(".chips a")][1:] == [
        "เขียนในรูปแบบที่อ่านไม่ได้ 1",
        "ไม่พบสถานที่ตามที่เขียน 1",
    ]
    only = page(client, url + "?fault=form")
    assert [one["id"] for one in only.select("tbody tr[id]")] == ["c-H5"]
    client.post(url + "mend/", {"cell": "H5", "value": "1 มี.ค. 2566"})
    assert page(client, url).h1.get_text() == "ต้องแก้ 1 แถวจาก 3 แถว"


def test_looking_writes_nothing(checked):
    client, url = checked
    client.get(url)
    client.get(url + "answer/")
    assert not Producer.objects.exists()


def test_repair_save_and_the_result(checked):
    client, url = checked
    assert "เสม็ดใต้" in page(client, url).select_one("#repairs").find_parent("section").get_text()
    client.post(url + "repair/")
    assert client.post(url + "save/").status_code == 302
    found = page(client, url)
    assert found.h1.get_text() == "บันทึกผู้ผลิต 2 แถวแล้ว"
    assert Producer.objects.get(name="สวนลุงทอง").tambon_id == 240213
    assert client.post(url + "save/").status_code == 422
    client.post(url + "mend/", {"cell": "H5", "value": "1 มี.ค. 2566"})
    client.post(url + "save/")
    assert Producer.objects.count() == 3


def test_the_answer_and_the_repaired_workbook_come_down(checked):
    client, url = checked
    answer = client.get(url + "answer/")
    assert load_workbook(BytesIO(answer.content)).worksheets[0]["H5"].comment
    repaired = client.get(url + "repaired/")
    assert load_workbook(BytesIO(repaired.content)).active["C4"].value == "เสม็ดใต้"


def test_a_large_file_shows_its_progress_and_goes_on_behind_the_page(sheet, monkeypatch, actor):
    from saan.registry.actions import check_batch

    client, url = sheet
    monkeypatch.setattr("saan.registry.actions.imports.AT_ONCE", 1)
    client.post(url + "columns/", COLUMNS)
    assert "กำลังตรวจทุกแถว" in page(client, url).h1.get_text()
    fragment = client.get(url, headers={"HX-Request": "true"})
    assert fragment.content.strip().startswith(b'<div id="import-progress"')
    assert client.post(url + "save/").status_code == 422
    check_batch(batch=ImportBatch.objects.get(), by=actor("district2402"))
    assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_the_sheet_belongs_to_its_office(checked, as_user):
    _, url = checked
    for name in ("district2403", "province24"):
        stranger = as_user(name)
        assert stranger.get(url).status_code == 404
        for act in ("columns/", "read/", "mend/", "repair/", "distinct/", "save/"):
            assert stranger.post(url + act, {"cell": "C4", "value": "x"}).status_code == 404
        assert stranger.get(url + "answer/").status_code == 404
    assert as_user("auditor").get(url).status_code == 403
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
    heads = [cell.value for cell in book.active[2]]
    given = dict(zip(("ชื่อผู้ผลิต", "ประเภท", "ตำบล", "วันที่ขึ้นทะเบียน"), (*row()[:3], row()[7]), strict=True))
    book.active.append([given.get(head) for head in heads])
    into = BytesIO()
    book.save(into)
    answer = client.post("/registry/import/", {"file": SimpleUploadedFile("แบบ.xlsx", into.getvalue())})
    columns = ImportBatch.objects.get().mapping["columns"]
    client.post(answer.url + "columns/", {f"column-{place}": key for key, place in columns.items()})
    client.post(answer.url + "save/")
    assert Producer.objects.get().name == row()[0]
