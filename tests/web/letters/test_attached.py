"""The letter and the memo in one file are two documents; stamps of others are rows and never our receipt."""

import pytest
from bs4 import BeautifulSoup

from saan.letters.actions import bring_in
from saan.letters.models import Receipt
from saan.letters.queries import confirmed_record


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.fixture
def letter(actor, shared_letters):
    data = (shared_letters / "dev" / "seed-000.txt").read_bytes()
    return bring_in(data=data, name="000.txt", by=actor("province24")).letter


@pytest.fixture
def page(letter, as_user):
    return soup(as_user("province24").get(f"/letters/{letter.pk}/"))


def test_two_documents_stand_apart(page):
    assert [page.select_one(f"#paper-{n} h2").text for n in (1, 2)] == ["หนังสือนำ", "บันทึกข้อความที่แนบ"]
    assert "มท 0404.2/00625" in page.select_one("#paper-2").text
    assert "มท 0404.2/00625" not in page.select_one("#paper-1 [data-ev=number]").text
    for link in page.select("#paper-2 a[href^='#e-']"):
        assert page.find(id=link["href"][1:]), link


def test_what_the_memo_asks_is_no_instruction_of_the_letter(page):
    assert len(page.select("article.ins")) == 1
    assert page.select_one("[data-ev='embedded.0.directives.0']")
    assert page.select("mark[data-mark~='embedded.0.directives.0']")


def test_three_stamps_are_three_rows(page, letter):
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.select("table.cards tbody tr")
    ]
    assert rows[2] == ["สพค. ตรารับเอกสารที่แนบ", "195", "17 ม.ค. 2562", "13.04 น."]
    assert rows[0][3] == "ไม่ได้ลงเวลา"
    assert len(rows) == 3
    assert list(Receipt.objects.filter(letter=letter).values_list("office__code", flat=True)) == ["cdd-24"]


def test_the_mismatch_and_the_delay_are_shown(page, letter, as_user):
    assert "49 วัน (34 วันทำการ)" in page.select_one("[aria-labelledby=chain-t]").text
    chain = soup(as_user("province24").get(f"/letters/{letter.pk}/chain/"))
    assert "49 วัน (34 วันทำการ)" in chain.h1.text
    assert "๑๔ มกราคม ๒๕๖๒" in chain.select_one(".hops li").text
    assert "47 วัน (32 วันทำการ)" in chain.select_one(".longest").text
    assert "สพค." in chain.select_one(".longest .wait").text


@pytest.mark.parametrize(
    ("path", "typed", "held"),
    [
        ("embedded.0.number", "มท ๐๔๐๔.๒/๖๒๕", "มท ๐๔๐๔.๒/๖๒๕"),
        ("embedded.0.date", "14 ม.ค. 2562", "2019-01-14"),
        ("receive_stamps.2.time", "13:05 น.", "13.05"),
        ("receive_stamps.0.date", "17 ม.ค. 2562", "2019-01-17"),
    ],
)
def test_their_fields_are_corrected_like_any_other(letter, as_user, path, typed, held):
    sent = {"path": path, "value": typed}
    assert as_user("province24").post(f"/letters/{letter.pk}/fields/", sent).status_code == 302
    record = confirmed_record(letter)
    for step in path.split("."):
        record = record[int(step)] if step.isdecimal() else record[step]
    assert (record["iso"] if isinstance(record, dict) else record) == held


@pytest.mark.parametrize(
    ("path", "typed", "says"),
    [
        ("receive_stamps.2.time", "25.00", "ไม่ใช่เวลา"),
        ("receive_stamps.9.time", "9.00", "ไม่พบรายการนี้"),
        ("embedded.0.date", "32 ม.ค. 2562", "32"),
        ("embedded.4.number", "1", "ไม่พบรายการนี้"),
        ("embedded.0.receive_stamps.0.time", "9.00", "แก้ด้วยมือไม่ได้"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(letter, as_user, path, typed, says):
    response = as_user("province24").post(f"/letters/{letter.pk}/fields/", {"path": path, "value": typed})
    assert response.status_code == 422
    assert says in soup(response).select_one(".errsum").text


def test_a_struck_stamp_leaves_the_record(letter, as_user):
    as_user("province24").post(f"/letters/{letter.pk}/fields/", {"path": "receive_stamps.1", "value": ""})
    assert [stamp["number"] for stamp in confirmed_record(letter)["receive_stamps"]] == ["3568", "195"]


def test_a_stranger_finds_no_chain(letter, as_user):
    assert as_user("district2402").get(f"/letters/{letter.pk}/chain/").status_code == 404
    assert as_user("producer").get(f"/letters/{letter.pk}/chain/").status_code == 403
