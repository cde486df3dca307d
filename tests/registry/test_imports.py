"""Spreadsheets from hand-in to registry: all checked before any is written, and twice is once."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from saan.kernel.refusals import Refused
from saan.ledger.models import Act
from saan.registry.actions import (
    begin_saving,
    confirm_distinct,
    hand_in,
    map_columns,
    mend_cell,
    mend_certain,
    read_again,
)
from saan.registry.models import ImportBatch, ImportMapping, Producer, Product, StagedPiece
from saan.registry.queries import answer_workbook, repaired_workbook
from tests.registry.sheets import PRODUCT_HEADS, row, workbook

ABOVE = [("บัญชีผู้ผลิต",)]


def handed_in(officer, *rows, name="ทะเบียน.xlsx", **looks):
    looks.setdefault("above", ABOVE)
    return hand_in(data=workbook(*rows, **looks), name=name, by=officer)


def checked(officer, *rows, **looks):
    batch = handed_in(officer, *rows, **looks)
    return map_columns(batch=batch, columns=batch.mapping["columns"], by=officer)


def saved(officer, *rows, **looks):
    return begin_saving(batch=checked(officer, *rows, **looks), by=officer)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"not a workbook", "ไม่ใช่ตาราง Excel"),
        (b"PK\x03\x04 broken", "ไฟล์เสีย"),
        (b"", "ไม่ใช่ตาราง Excel"),
        (b"\xd0\xcf\x11\xe0old", "Excel รุ่นเก่า"),
    ],
)
def test_a_file_that_is_no_table_is_refused(officer, data, says):
    with pytest.raises(Refused, match=says) as refused:
        hand_in(data=data, name="x.xlsx", by=officer)
    assert refused.value.field == "file"
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("who", ["auditor", "producer"])
def test_others_may_not_import(actor, who):
    with pytest.raises(PermissionDenied):
        hand_in(data=workbook(row()), name="x.xlsx", by=actor(who))


def test_checking_writes_no_producer_and_saving_writes_those_that_pass(officer):
    batch = checked(officer, row(), row(name="ร้านขนม", kind="รายเดียว", members=1), row(name="ไร่ส้ม", day=2566))
    assert (batch.rows, [problem["cell"] for problem in batch.problems]) == (3, ["H5"])
    assert not Producer.objects.exists()
    batch = begin_saving(batch=batch, by=officer)
    assert (batch.created, batch.updated, batch.unchanged, batch.saved_by) == (2, 0, 0, officer.user)
    first = Producer.objects.get(name="กลุ่มแปรรูปมะม่วง")
    assert (first.tambon_id, first.village_no, first.members, first.cohort_be) == (240214, 4, 12, 2566)
    assert (first.office, first.status, first.phone) == (officer.office, "registered", "0812345678")
    act = Act.objects.get(verb="registry.import")
    assert (act.detail["created"], act.detail["sha256"]) == (2, batch.file.sha256)
    assert not StagedPiece.objects.exists()


def test_a_formula_without_a_result_is_told_and_never_taken_for_a_blank(officer):
    batch = checked(
        officer,
        row(members="#N/A"),
        row(name="#REF!"),
        row(name="ร้านขนม", chair="=A4"),
        row(name="ไร่ส้ม", tambon="#NAME?"),
    )
    told = {problem["cell"]: problem["message"] for problem in batch.problems}
    assert set(told) == {"G3", "A4", "E5", "C6"}
    assert "คำนวณไม่ได้ (#N/A)" in told["G3"]
    assert "คำนวณไม่ได้ (#REF!)" in told["A4"]
    assert "ยังไม่มีผล (=A4)" in told["E5"]
    assert not batch.findings["staged"]


def test_the_same_file_again_changes_nothing_and_is_said(officer):
    rows = (row(), row(name="ร้านขนม"))
    saved(officer, *rows)
    before = list(Producer.objects.order_by("pk").values())
    again = checked(officer, *rows)
    assert (again.findings["new"], again.findings["updated"], again.findings["same"]) == (0, 0, 2)
    with pytest.raises(Refused, match="ไม่มีแถวใหม่"):
        begin_saving(batch=again, by=officer)
    assert list(Producer.objects.order_by("pk").values()) == before


def test_a_changed_cell_updates_the_row_and_a_blank_one_erases_nothing(officer):
    saved(officer, row())
    batch = saved(officer, row(members=15, phone=None, name="กลุ่ม แปรรูปมะม่วง"))
    assert (batch.created, batch.updated) == (0, 1)
    one = Producer.objects.get()
    assert (one.members, one.phone, one.version, one.name) == (15, "0812345678", 2, "กลุ่มแปรรูปมะม่วง")


def test_a_province_imports_into_its_districts_and_no_further(actor):
    batch = saved(
        actor("province24"),
        (*row(), "บางคล้า"), (*row(tambon="บ้านโพธิ์"), "บ้านโพธิ์"), (*row(tambon="ช้างเผือก"), "เมืองเชียงใหม่"),
        heads=("ชื่อผู้ผลิต", "ประเภท", "ตำบล", "หมู่ที่", "ประธาน", "โทร", "สมาชิก (คน)", "วันที่ลงทะเบียน", "อำเภอ"),
    )  # fmt: skip
    assert batch.created == 2
    assert {one.office.code for one in Producer.objects.all()} == {"cdd-2402", "cdd-2405"}
    assert [problem["fault"] for problem in batch.problems] == ["outside"]


def test_near_names_are_asked_about_one_by_one_or_all_at_once(officer):
    rows = (row(), row(name="วิสาหกิจชุมชนแปรรูปมะม่วง"), row(name="กลุ่มสตรีแปรรูปมะม่วง"))
    batch = checked(officer, *rows)
    assert [(one["cell"], one["asks"]) for one in batch.problems] == [("A4", True), ("A5", True)]
    batch = mend_cell(batch=batch, cell="A4", value="วิสาหกิจชุมชนแปรรูปมะม่วง", by=officer)
    assert [one["cell"] for one in batch.problems] == ["A5"]
    assert confirm_distinct(batch=batch, by=officer).problems == []
    assert begin_saving(batch=batch, by=officer).created == 3


def test_twice_in_the_file_names_the_first_row_that_passes(officer):
    batch = checked(officer, row(day=2566), row(), row(name="กลุ่ม แปรรูปมะม่วง"))
    assert [(one["cell"], one["fault"]) for one in batch.problems] == [("H3", "form"), ("A5", "twice")]
    assert "ซ้ำกับแถว 4" in batch.problems[1]["message"]


def test_a_ceased_producer_does_not_come_back_by_a_file(officer):
    from saan.registry.actions import cease_producer

    saved(officer, row())
    cease_producer(producer=Producer.objects.get(), version=1, reason="ย้ายถิ่น", by=officer)
    assert [one["fault"] for one in checked(officer, row(members=20)).problems] == ["ended"]


def test_certain_repairs_are_listed_and_then_applied(officer):
    batch = checked(officer, row(tambon="เสม็ดไต้"), row(name="ร้านป้า", members="๓ คน", day="1 ต.ค. ๖๖"))
    assert batch.findings["sure"] == 1
    listed = {one["cell"]: one["repaired"] for one in batch.findings["repairs"]}
    assert listed == {"C3": "เสม็ดใต้", "G4": "3", "H4": "1 ต.ค. 2566"}
    batch = mend_certain(batch=batch, by=officer)
    assert batch.problems == []
    begin_saving(batch=batch, by=officer)
    assert Producer.objects.get(name=row()[0]).tambon_id == 240213


def test_the_answer_is_the_same_workbook_with_comments(officer):
    def coloured(sheet):
        sheet["C3"].font = Font(bold=True)
        sheet.merge_cells("A1:H1")

    data = workbook(row(tambon="ไม่มีจริง"), row(name="ไร่ส้ม", day=2566), above=ABOVE, shape=coloured)
    batch = hand_in(data=data, name="ก.xlsx", by=officer)
    batch = map_columns(batch=batch, columns=batch.mapping["columns"], by=officer)
    book = load_workbook(BytesIO(answer_workbook(batch)))
    sheet = book.worksheets[0]
    comments = {
        cell.coordinate: cell.comment.text for line in sheet.iter_rows() for cell in line if cell.comment
    }
    assert set(comments) == {"C3", "H4"}
    assert "ไม่พบ ต.ไม่มีจริง" in comments["C3"]
    assert sheet["C3"].font.b
    assert sheet["C3"].value == "ไม่มีจริง"
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:H1"]
    assert [cell.value for cell in book["ผลตรวจ"]["A"]] == ["ช่อง", "C3", "H4"]


def test_a_cover_before_the_table_is_passed_over(officer):
    book = load_workbook(BytesIO(workbook(row())))
    book.create_sheet("ปก", 0)["A1"] = "สำนักงานพัฒนาชุมชนอำเภอ"
    book.create_sheet("ซ่อน", 0).sheet_state = "hidden"
    into = BytesIO()
    book.save(into)
    batch = hand_in(data=into.getvalue(), name="ก.xlsx", by=officer)
    assert (batch.sheet, batch.mapping["head"]) == ("Sheet", [0, 0])
    assert batch.mapping["columns"]["name"] == 0


def test_a_workbook_of_words_alone_is_shown_as_it_stands(officer):
    book = Workbook()
    book.active["A1"] = "ปก"
    book.create_sheet("อีกแผ่น")["A1"] = "ไม่มีตาราง"
    into = BytesIO()
    book.save(into)
    assert hand_in(data=into.getvalue(), name="ก.xlsx", by=officer).sheet == "Sheet"


def test_the_repaired_workbook_comes_in_again_without_doubling(officer):
    rows = (row(tambon="เสม็ดไต้"), row(name="ร้านป้า", members="๓ คน"))
    batch = mend_certain(batch=checked(officer, *rows), by=officer)
    begin_saving(batch=batch, by=officer)
    data = repaired_workbook(batch)
    sheet = load_workbook(BytesIO(data)).active
    assert (sheet["C3"].value, sheet["G4"].value) == ("เสม็ดใต้", "3")
    again = hand_in(data=data, name="ซ่อม.xlsx", by=officer)
    again = map_columns(batch=again, columns=again.mapping["columns"], by=officer)
    assert (again.findings["same"], again.findings["bad"], again.findings["hows"]) == (2, 0, {})


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp874", "tis-620"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_text_files_of_any_code_page_come_in_and_are_answered_as_workbooks(officer, coding, separator):
    lines = [row(), row(name="ไร่ส้ม", day="วันก่อน")]
    text = "\r\n".join(separator.join(str(cell) for cell in line) for line in (workbook_heads(), *lines))
    batch = hand_in(data=text.encode(coding), name="ก.csv", by=officer)
    batch = map_columns(batch=batch, columns=batch.mapping["columns"], by=officer)
    assert [one["cell"] for one in batch.problems] == ["H3"]
    assert load_workbook(BytesIO(answer_workbook(batch))).worksheets[0]["H3"].comment


def workbook_heads():
    from tests.registry.sheets import HEADS

    return HEADS


def test_products_find_their_producer_and_come_in_once(officer):
    saved(officer, row())
    rows = [
        ("กลุ่ม แปรรูปมะม่วง", "ต.หัวไทร", "มะม่วงกวน", "อาหาร", "2023-10-01", "๑๒๐ บาท"),
        ("กลุ่มแปรรูปมะม่วง", "หัวไทร", "น้ำมะม่วง", "เครื่องดื่ม", 45196, "1.2 พัน"),
        ("กลุ่มไม่มีจริง", "หัวไทร", "ผ้า", "ผ้า", "1/10/2566", None),
    ]
    batch = saved(officer, *rows, heads=PRODUCT_HEADS)
    assert (batch.kind, batch.created) == ("products", 2)
    assert [(one["cell"], one["fault"]) for one in batch.problems] == [("A5", "producer")]
    juice = Product.objects.get(name="น้ำมะม่วง")
    assert (juice.price, juice.registered_on, juice.tambon_id) == (120_000, date(2023, 9, 27), 240214)
    again = checked(officer, *rows[:2], heads=PRODUCT_HEADS)
    assert again.findings["same"] == 2
    changed = saved(
        officer, ("กลุ่มแปรรูปมะม่วง", "หัวไทร", "น้ำมะม่วง", "เครื่องดื่ม", 45196, 1500), heads=PRODUCT_HEADS
    )
    assert changed.updated == 1
    juice.refresh_from_db()
    assert (juice.price, juice.version) == (150_000, 2)


def test_columns_are_remembered_by_the_headings(officer):
    heads = ("หนึ่ง", "สอง", "สาม", "สี่")
    rows = [("กลุ่มแปรรูปมะม่วง", "ชุมชน", "ในเมือง", "27 ก.ย. 2566")]
    batch = handed_in(officer, *rows, heads=heads)
    named = {"name": 0, "kind": 1, "tambon": 2, "registered_on": 3}
    assert batch.mapping["columns"] != named
    map_columns(batch=read_again(batch=batch, head=(2, 2), by=officer), columns=named, by=officer)
    assert ImportMapping.objects.get().office == officer.office
    again = read_again(batch=handed_in(officer, *rows, heads=heads), head=(2, 2), by=officer)
    assert again.mapping["columns"] == named


def test_a_field_that_every_row_needs_must_be_named(officer):
    batch = handed_in(officer, row())
    with pytest.raises(Refused, match="วันที่ขึ้นทะเบียน"):
        map_columns(batch=batch, columns={"name": 0, "kind": 1, "tambon": 2}, by=officer)


def test_a_cell_outside_the_list_is_not_mended(officer):
    with pytest.raises(Refused, match="ไม่อยู่ในรายการ"):
        mend_cell(batch=checked(officer, row(day=1)), cell="Z99", value="x", by=officer)


def test_another_office_neither_mends_nor_saves(officer, actor):
    batch = checked(officer, row(), row(name="ไร่ส้ม", day=1))
    stranger = actor("district2403")
    for act in (
        lambda: begin_saving(batch=batch, by=stranger),
        lambda: mend_cell(batch=batch, cell="H4", value="x", by=stranger),
        lambda: mend_certain(batch=batch, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(Refused, match="เป็นของ"):
        begin_saving(batch=batch, by=actor("province24"))
    assert not Producer.objects.exists()


def test_a_producer_registered_since_the_check_is_not_doubled(officer, registered):
    batch = checked(officer, row(), row(name="ร้านขนม"))
    registered(row()[0], tambon=240214, members=12)
    batch = begin_saving(batch=batch, by=officer)
    assert (batch.created, Producer.objects.count()) == (1, 2)


def test_hidden_rows_are_left_out_and_said_unless_wanted(officer):
    def hide(sheet):
        sheet.row_dimensions[4].hidden = True

    rows = (row(), row(name="ร้านขนม"))
    batch = checked(officer, *rows, shape=hide)
    assert (batch.rows, batch.findings["left_out"]) == (1, {"hidden": [4]})
    batch = map_columns(batch=batch, columns=batch.mapping["columns"], with_hidden=True, by=officer)
    assert batch.rows == 2
