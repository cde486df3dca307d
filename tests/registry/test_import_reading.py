"""Cells, headings and columns as offices write them; whole columns are read as single texts are."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.documents.sheets.tables import read_table, sheets_of
from saan.kernel.sorting import thai_sort_key
from saan.registry.importing import spelling
from saan.registry.importing.fields import field_of
from saan.registry.importing.heads import body, find_head, head_at
from saan.registry.importing.mapping import propose
from saan.registry.importing.places import Place, PlaceProblem, Places
from saan.registry.importing.values import CellProblem, How, read_cell
from saan.registry.models import ImportKind
from saan.registry.naming import same_key, tidy
from tests.registry.sheets import row, workbook

PRODUCERS, PRODUCTS = ImportKind.PRODUCERS, ImportKind.PRODUCTS


def read(key, text, kind=PRODUCERS):
    return read_cell(field_of(kind, key), text)


@pytest.mark.parametrize(
    ("key", "text", "value", "repaired", "how"),
    [
        ("registered_on", "๑ ต.ค. ๖๖", date(2023, 10, 1), "1 ต.ค. 2566", How.DATE),
        ("registered_on", "1/10/2566", date(2023, 10, 1), "", None),
        ("registered_on", "2023-10-01", date(2023, 10, 1), "1 ต.ค. 2566", How.DATE),
        ("registered_on", "27 Sep 2023", date(2023, 9, 27), "27 ก.ย. 2566", How.DATE),
        ("registered_on", "September 27th, 2023", date(2023, 9, 27), "27 ก.ย. 2566", How.DATE),
        ("registered_on", "45196", date(2023, 9, 27), "27 ก.ย. 2566", How.DATE),
        ("registered_on", "2566-09-27 00:00:00", date(2023, 9, 27), "27 ก.ย. 2566", How.DATE),
        ("registered_on", "2023-09-27 00:00:00", date(2023, 9, 27), "", None),
        ("members", "๑๒ คน", 12, "12", How.DIGITS),
        ("members", "1,200 คน", 1200, "1200", How.UNIT),
        ("village_no", "หมู่ที่ ๔", 4, "4", How.DIGITS),
        ("phone", "812345678", "0812345678", "0812345678", How.PHONE),
        ("phone", "038-123 456", "038123456", "", None),
        ("kind", "SMEs", "sme", "วิสาหกิจขนาดกลางและขนาดย่อม", How.WORD),
        ("name", "กลุ่ม  จักสาน", "กลุ่ม จักสาน", "กลุ่ม จักสาน", How.SPACING),
    ],
)
def test_a_cell_is_read_whatever_way_it_was_typed(key, text, value, repaired, how):
    reading = read(key, text)
    assert (reading.value, reading.repaired, reading.how) == (value, repaired, how)


@pytest.mark.parametrize(
    ("text", "satang"),
    [
        ("1.2 ล้าน", 120_000_000), ("๕,๐๐๐ บาท", 500_000), ("500.-", 50_000), ("3 แสนบาท", 30_000_000),
        ("12500.5", 1_250_050), ("-", None), ("ไม่มี", None),
    ],
)  # fmt: skip
def test_money_is_read_with_its_words(text, satang):
    assert read("price", text, PRODUCTS).value == satang


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("name", None, "ยังไม่ได้กรอก"), ("kind", "บริษัทมหาชน", "ไม่รู้จัก"), ("village_no", "สี่", "จำนวนเต็ม"),
        ("members", "12.5", "จำนวนเต็ม"), ("phone", "12", "9 หรือ 10 หลัก"), ("registered_on", "2566", "บอกเพียงปี"),
        ("registered_on", "31/2/2566", "28 วัน"), ("registered_on", "เมื่อวาน", "เป็นวันที่ไม่ได้"),
    ],
)  # fmt: skip
def test_a_cell_that_needs_a_person_says_what_to_do(key, text, says):
    with pytest.raises(CellProblem, match=says) as problem:
        read(key, text)
    assert not problem.value.how


def test_a_two_figure_year_that_a_program_took_for_1966_has_one_certain_meaning():
    with pytest.raises(CellProblem) as problem:
        read("registered_on", "1966-09-27 00:00:00")
    assert (problem.value.suggestion, problem.value.how) == ("27 ก.ย. 2566", How.DATE)


@given(st.text(max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_reading_or_a_problem(text):
    said = []
    for kind, key in (
        (PRODUCERS, "registered_on"),
        (PRODUCERS, "members"),
        (PRODUCTS, "price"),
        (PRODUCERS, "phone"),
    ):
        try:
            read(key, text, kind)
        except CellProblem as problem:
            said.append(problem.message)
    assert all(said)


@given(st.lists(st.text("กขคงเแโใไาีิุู่้๊๋์ำํๆฯ็ะ ()-./aBz09๑๒ฺ฿๏๚", min_size=1, max_size=10), min_size=1))
@settings(max_examples=200, deadline=None)
def test_whole_columns_of_names_are_read_as_single_names(texts):
    column = pl.Series("names", texts)
    assert spelling.tidied(column).to_list() == [tidy(text) for text in texts]
    assert spelling.keys(column).to_list() == [same_key(text) for text in texts]
    assert spelling.sort_keys(column).to_list() == [thai_sort_key(text)[:400] for text in texts]


def messy(sheet):
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("C3:D3")


def test_headings_over_two_rows_under_a_merged_title_are_found():
    heads = (None, None, "ตำบล", "อำเภอ", None, None)
    above = [("บัญชีผู้ผลิต",), (), ("ชื่อกลุ่ม", "ประเภท", "ที่ตั้ง", None, "วันที่ขึ้นทะเบียน", "ราคา")]
    rows = [("กลุ่มทอผ้า", "กลุ่ม", "หัวไทร", "บางคล้า", "1/10/2566", None)]
    table = read_table(workbook(*rows, heads=heads, above=above, shape=messy), "ก.xlsx")
    head, kind = find_head(table)
    assert (head.first, head.last, kind, head.titles[3]) == (2, 3, PRODUCERS, "ที่ตั้ง / อำเภอ")
    found = {guess.field: guess.column for guess in propose(table, head, kind) if guess.field}
    assert found == {"name": 0, "kind": 1, "tambon": 2, "district": 3, "registered_on": 4}


def test_rows_that_are_no_records_are_left_out_by_reason():
    blank = (None,) * 7
    data = workbook(
        tuple(f"({n})" for n in range(1, 9)), row(), (), row(name="รวมใจทอผ้า"), ("รวมทั้งสิ้น 2 ราย", *blank),
        ("หมายเหตุ ข้อมูล ณ ต.ค. 2566", *blank),
    )  # fmt: skip
    table = read_table(data, "ก.xlsx")
    frame, left_out = body(table, head_at(table, 0, 0), with_hidden=False)
    assert frame["row"].to_list() == [3, 5]
    assert left_out == {"numbers": [2], "total": [6], "note": [7]}


def test_columns_without_known_headings_are_told_by_what_they_hold():
    data = workbook(
        ("กลุ่มก", "กลุ่ม", "หัวไทร", "0812345678", "1 ต.ค. 2566"), ("กลุ่มข", "SME", "บางสวน", "0898765432", "2/10/2566"),
        heads=("ชื่อกลุ่ม", "หนึ่ง", "สอง", "สาม", "สี่"),
    )  # fmt: skip
    table = read_table(data, "ก.xlsx")
    names = {"tambon": frozenset({"หัวไทร", "บางสวน"})}
    guesses = propose(table, head_at(table, 0, 0), PRODUCERS, names=names)
    assert [(one.field, one.why) for one in guesses] == [
        ("name", "head"), ("kind", "content"), ("tambon", "content"), ("phone", "content"),
        ("registered_on", "content"),
    ]  # fmt: skip


def test_sheets_are_named_with_their_rows_and_a_hidden_one_comes_last():
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    book.active.title, book.active.sheet_state = "เก่า", "hidden"
    book.active.append([1])
    book.create_sheet("ว่าง")
    book.create_sheet("ใหม่").append(["ก", 2])
    into = BytesIO()
    book.save(into)
    assert [(one.name, one.hidden) for one in sheets_of(into.getvalue(), "ก")] == [
        ("ใหม่", False),
        ("เก่า", True),
    ]
    assert read_table(into.getvalue(), "ก").frame.row(0) == ("ก", "2")


def test_a_formula_without_a_result_stands_in_the_table_as_it_is_shown():
    table = read_table(workbook(("#DIV/0!", '=A1&"<"', 3), heads=("ก", "ข", "ค")), "ก.xlsx")
    assert table.frame.row(1) == ("#DIV/0!", '=A1&"<"', "3")
    assert not table.shape.broken


PLACES = Places(
    [
        Place(240214, "หัวไทร", "บางคล้า", "ฉะเชิงเทรา"), Place(240601, "หัวไทร", "บ้านโพธิ์", "ฉะเชิงเทรา"),
        Place(240213, "เสม็ดใต้", "บางคล้า", "ฉะเชิงเทรา"), Place(500101, "ศรีภูมิ", "เมืองเชียงใหม่", "เชียงใหม่"),
        Place(240299, "เก่า", "บางคล้า", "ฉะเชิงเทรา", ended=True, successor=240213),
    ],
    lo=240000, hi=249999, office="สนง.พช.จังหวัดฉะเชิงเทรา",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("หัวไทร", "บางคล้า", None), 240214), (("ต.หัวไทร อ.บ้านโพธิ์", None, None), 240601),
        (("240213", None, None), 240213),
        (("ตำบลเสม็ดใต้", "อำเภอบางคล้า", "จ.ฉะเชิงเทรา"), 240213), (("๒๔๐๒๑๔", None, None), 240214),
    ],
)  # fmt: skip
def test_places_are_found_however_they_are_written(words, code):
    assert PLACES.find(*words, mend=False).code == code


@pytest.mark.parametrize(
    ("words", "field", "says", "suggestion"),
    [
        (("หัวไทร", None, None), "tambon", "โปรดกรอกอำเภอด้วย", ""),
        (("เสม็ดไต้", None, None), "tambon", "สะกดใกล้", "เสม็ดใต้"),
        (("ศรีภูมิ", None, None), "tambon", "นอกพื้นที่", ""),
        (("หัวไทร", None, "เชียงใหม่"), "province", "นอกพื้นที่", ""),
        (("เก่า", None, None), "tambon", "ยกเลิกแล้ว", "240213"),
        ((None, None, None), "tambon", "ยังไม่ได้กรอก", ""),
        (("999999", None, None), "tambon", "ไม่มีตำบลรหัส", ""),
    ],
)
def test_a_place_that_is_none_says_which_cell_and_what_to_write(words, field, says, suggestion):
    with pytest.raises(PlaceProblem, match=says) as problem:
        PLACES.find(*words, mend=False)
    assert (problem.value.field, problem.value.suggestion) == (field, suggestion)
    if suggestion == "เสม็ดใต้":
        assert PLACES.find(*words, mend=True).right == {"tambon": "เสม็ดใต้"}
