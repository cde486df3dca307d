"""Spreadsheets: cells read, errors at the cell, all checked before any is written, and twice is once."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.kernel.refusals import Refused
from saan.ledger.models import Act
from saan.registry.actions import check_sheet, mend_cell, save_batch
from saan.registry.importing.cells import CellProblem, read_cell
from saan.registry.importing.checking import Known, Row, RowState, Sheet, check
from saan.registry.importing.columns import Column, find_head, letter
from saan.registry.importing.preview import preview_of
from saan.registry.models import ImportBatch, Producer
from tests.registry.sheets import HEADS, row, workbook

TAMBONS = {"หัวไทร": 240214, "เสม็ดใต้": 240213, "บางคล้า": 240201}
TODAY = date(2026, 11, 21)


def read(column, raw):
    return read_cell(column, raw, tambons=TAMBONS)


@pytest.mark.parametrize(
    ("column", "raw", "value", "repaired"),
    [
        (Column.TAMBON, "ต.หัวไทร", 240214, "หัวไทร"),
        (Column.TAMBON, "หัวไทร", 240214, ""),
        (Column.TAMBON, 240213.0, 240213, "เสม็ดใต้"),
        (Column.KIND, "กลุ่ม", "group", "กลุ่มผู้ผลิตชุมชน"),
        (Column.KIND, "SMEs", "sme", "วิสาหกิจขนาดกลางและขนาดย่อม"),
        (Column.KIND, "กลุ่มผู้ผลิตชุมชน ", "group", ""),
        (Column.VILLAGE, "หมู่ที่ ๔", 4, "4"),
        (Column.VILLAGE, 4.0, 4, ""),
        (Column.VILLAGE, None, None, ""),
        (Column.MEMBERS, "1,200 คน", 1200, "1200"),
        (Column.PHONE, 812345678.0, "0812345678", "0812345678"),
        (Column.PHONE, "038-123 456", "038123456", ""),
        (Column.DAY, datetime(2023, 9, 27), date(2023, 9, 27), ""),
        (Column.DAY, date(2566, 9, 27), date(2023, 9, 27), "27 ก.ย. 2566"),
        (Column.DAY, "๒๗ ก.ย. ๒๕๖๖", date(2023, 9, 27), "27 ก.ย. 2566"),
        (Column.DAY, "27/9/2023", date(2023, 9, 27), "27 ก.ย. 2566"),
        (Column.DAY, "27/9/2566", date(2023, 9, 27), ""),
        (Column.DAY, 45196.0, date(2023, 9, 27), "27 ก.ย. 2566"),
        (Column.NAME, "กลุ่ม  จักสาน", "กลุ่ม จักสาน", "กลุ่ม จักสาน"),
    ],
)
def test_a_cell_is_read_whatever_way_it_was_typed(column, raw, value, repaired):
    reading = read(column, raw)
    assert (reading.value, reading.repaired) == (value, repaired)


@pytest.mark.parametrize(
    ("column", "raw", "says"),
    [
        (Column.NAME, None, "ต้องกรอกชื่อ"),
        (Column.KIND, "", "1 ใน 4 ประเภท"),
        (Column.KIND, "บริษัทมหาชน", "ไม่รู้จักประเภท"),
        (Column.TAMBON, "ท่าข้าม", "ไม่ใช่ตำบลของอำเภอนี้"),
        (Column.VILLAGE, "สี่", "จำนวนเต็ม"),
        (Column.MEMBERS, 12.5, "จำนวนเต็ม"),
        (Column.MEMBERS, True, "จำนวนเต็ม"),
        (Column.PHONE, "12", "9 หรือ 10 หลัก"),
        (Column.DAY, 2566, "บอกเพียงปี"),
        (Column.DAY, "31/2/2566", "28 วัน"),
        (Column.DAY, "เมื่อวาน", "เป็นวันที่ไม่ได้"),
        (Column.DAY, None, "ต้องระบุวันที่"),
    ],
)
def test_a_cell_that_needs_a_person_says_what_to_do(column, raw, says):
    with pytest.raises(CellProblem, match=says):
        read(column, raw)


def test_a_misspelt_tambon_is_offered_in_its_right_spelling():
    with pytest.raises(CellProblem) as problem:
        read(Column.TAMBON, "เสม็ดไต้")
    assert problem.value.suggestion == "เสม็ดใต้"


def checked(*lines, known=(), fixes=None, heads=HEADS):
    rows = [Row(n, values) for n, values in enumerate([("บัญชีผู้ผลิต",), (), heads, *lines], start=1)]
    return check(rows, tambons=TAMBONS, known=known, today=TODAY, fixes=fixes)


def test_the_headings_are_found_wherever_they_stand_and_in_any_order():
    head = find_head([("บัญชีรายชื่อ",), (None, "ตำบล", "ชื่อ กลุ่ม", "ลำดับ", "เบอร์โทร")])
    assert (head.row, head.columns) == (1, {Column.TAMBON: 1, Column.NAME: 2, Column.PHONE: 4})
    assert head.missing == [Column.KIND, Column.DAY]


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_spreadsheets_do(index, name):
    assert letter(index) == name


def test_errors_stand_at_their_cells_with_the_row_of_the_file():
    sheet = checked(
        row(), row(name="ร้านขนมเปี๊ยะ", kind="", village=99), row(name="ไร่ลุงทอง", day="1 ม.ค. 2600")
    )
    assert [problem["cell"] for problem in sheet.problems] == ["B5", "D5", "H6"]
    assert "ต้องไม่หลังวันนี้" in sheet.problems[2]["message"]
    assert [one.state for one in sheet.rows] == [RowState.READY, RowState.BAD, RowState.BAD]


def test_a_group_of_one_is_told_at_the_members_cell():
    assert checked(row(members=1)).problems[0]["cell"] == "G4"


def test_twins_within_the_sheet_and_with_the_registry():
    known = [Known("กลุ่มจักสานบ้านไผ่ล้อม", 240201)]
    sheet = checked(
        row(name="กลุ่มจักสาน บ้านไผ่ล้อม", tambon="บางคล้า"),
        row(name="วิสาหกิจชุมชนจักสานบ้านไผ่ล้อม", tambon="บางคล้า"),
        row(name="ร้านลุงทอง"),
        row(name="ร้าน ลุงทอง"),
        known=known,
    )
    assert [one.state for one in sheet.rows] == [RowState.KNOWN, RowState.BAD, RowState.READY, RowState.BAD]
    assert sheet.bad_cells[0].asks
    assert "แถว 6" in sheet.bad_cells[1].problem
    assert not sheet.bad_cells[1].asks


def test_a_person_confirms_a_near_twin_or_mends_a_cell():
    known = [Known("กลุ่มจักสานบ้านไผ่ล้อม", 240214)]
    lines = [row(name="วิสาหกิจชุมชนจักสานบ้านไผ่ล้อม"), row(tambon="เสม็ดไต้")]
    sheet = checked(*lines, known=known, fixes={"A4": "วิสาหกิจชุมชนจักสานบ้านไผ่ล้อม", "C5": "เสม็ดใต้"})
    assert [one.state for one in sheet.rows] == [RowState.READY, RowState.READY]
    mended = next(cell for cell in sheet.repaired_cells if cell.address == "C5")
    assert (mended.raw, mended.repaired) == ("เสม็ดไต้", "เสม็ดใต้")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"not a workbook", "ไม่ใช่ตาราง Excel"),
        (b"PK\x03\x04 broken", "ไฟล์เสีย"),
        (workbook(heads=("ก", "ข")), "ไม่พบแถวหัวตาราง"),
        (workbook(row(), heads=("ชื่อผู้ผลิต", "ตำบล")), "ยังขาดคอลัมน์ ประเภท, วันที่ขึ้นทะเบียน"),
        (workbook(), "ไม่มีข้อมูล"),
    ],
)
def test_a_file_that_is_no_sheet_of_producers_is_refused(officer, data, says):
    with pytest.raises(Refused, match=says) as refused:
        check_sheet(data=data, name="x.xlsx", by=officer)
    assert refused.value.field == "file"
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("who", ["province24", "auditor", "producer"])
def test_others_may_not_import(actor, who):
    with pytest.raises(PermissionDenied):
        check_sheet(data=workbook(row()), name="x.xlsx", by=actor(who))


def handed_in(officer, *rows):
    return check_sheet(data=workbook(*rows, above=[("บัญชีผู้ผลิต",)]), name="ทะเบียน.xlsx", by=officer)


def test_checking_writes_no_producer_and_saving_writes_those_that_pass(officer):
    batch = handed_in(
        officer, row(), row(name="ร้านขนม", kind="รายเดียว", members=1), row(name="ไร่ส้ม", day=2566)
    )
    assert (batch.rows, [problem["cell"] for problem in batch.problems]) == (3, ["H5"])
    assert not Producer.objects.exists()
    saved = save_batch(batch=batch, by=officer)
    assert (saved.accepted, saved.saved_by, len(saved.problems)) == (2, officer.user, 1)
    first = Producer.objects.get(name="กลุ่มแปรรูปมะม่วง")
    assert (first.tambon_id, first.village_no, first.members, first.cohort_be) == (240214, 4, 12, 2566)
    assert Act.objects.filter(verb="registry.register").count() == 2


def test_the_same_file_again_is_skipped_and_said(officer):
    save_batch(batch=handed_in(officer, row(), row(name="ร้านขนม")), by=officer)
    again = handed_in(officer, row(), row(name="ร้านขนม"))
    assert [one.state for one in preview_of(again).rows] == [RowState.KNOWN, RowState.KNOWN]
    with pytest.raises(Refused, match="ไม่มีแถวใหม่"):
        save_batch(batch=again, by=officer)
    assert Producer.objects.count() == 2


def test_a_mended_row_is_saved_later(officer):
    batch = handed_in(officer, row(), row(name="ไร่ส้ม", day=2566))
    save_batch(batch=batch, by=officer)
    mended = mend_cell(batch=batch, cell="H4", value="1 มี.ค. 2566", by=officer)
    assert mended.problems == []
    assert save_batch(batch=mended, by=officer).accepted == 2
    assert Producer.objects.get(name="ไร่ส้ม").registered_on == date(2023, 3, 1)


def test_a_cell_outside_the_sheet_is_not_mended(officer):
    with pytest.raises(Refused, match="ไม่มีช่อง"):
        mend_cell(batch=handed_in(officer, row()), cell="Z99", value="x", by=officer)


def test_another_district_neither_mends_nor_saves(officer, actor):
    batch = handed_in(officer, row())
    for act in (
        lambda by: save_batch(batch=batch, by=by),
        lambda by: mend_cell(batch=batch, cell="A3", value="x", by=by),
    ):
        with pytest.raises(PermissionDenied):
            act(actor("district2403"))
    assert not Producer.objects.exists()


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=30),
    st.sampled_from(["หัวไทร", "กลุ่ม", "27 ก.ย. 2566", "๔", "12 คน", "0812345678", "ชื่อผู้ผลิต", "ร้านลุงทอง"]),
)


@given(
    lines=st.lists(st.lists(values, max_size=10), max_size=6),
    fixes=st.dictionaries(st.sampled_from(["A4", "C4", "H5"]), st.text(max_size=9)),
)
@settings(max_examples=150, deadline=None)
def test_any_cells_give_an_answer_and_ready_rows_are_whole(lines, fixes):
    try:
        sheet = checked(*lines, fixes=fixes)
    except Refused:
        sheet = Sheet([])
    for one in sheet.rows:
        assert (one.values is not None) == (one.state is RowState.READY)
        assert one.state is not RowState.BAD or any(cell.problem for cell in one.cells)
        if one.values:
            assert {"name", "kind", "tambon", "registered_on"} <= set(one.values)


near_rows = st.lists(
    st.builds(
        row,
        name=st.sampled_from(["ร้านลุงทอง", "ร้านลุงทอง ๒", "กลุ่มทอผ้า", "วิสาหกิจชุมชนทอผ้า", "", None]),
        tambon=st.sampled_from(["หัวไทร", "บางสวน", "ต.ปากน้ำ", "นอกเขต"]),
        members=st.sampled_from([None, 1, "๑๒ คน", -4]),
        day=st.sampled_from(["27 ก.ย. 2566", "1/1/2600", 2566, datetime(2023, 9, 27)]),
        phone=st.sampled_from(["0812345678", 812345678, "ไม่มี"]),
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.slow
@given(rows=near_rows)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_check_passes_the_registry_takes_whole(officer, rows):
    from django.db import transaction

    with transaction.atomic():
        batch = handed_in(officer, *rows)
        ready = preview_of(batch).of(RowState.READY)
        before = Producer.objects.count()
        if ready:
            assert save_batch(batch=batch, by=officer).accepted == len(ready)
        assert Producer.objects.count() == before + len(ready)
        transaction.set_rollback(True)
