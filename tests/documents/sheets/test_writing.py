import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.documents.sheets.forms import CellState, Column, FormSheet
from saan.documents.sheets.writing import STATE_COLOURS, sheet_name, write_form, write_forms

FORM = FormSheet(
    name="ลงทะเบียน",
    titles=("แบบรายงานผลการลงทะเบียนผู้ผลิต", "จังหวัดฉะเชิงเทรา"),
    columns=(
        Column("อำเภอ", width=22),
        Column("เป้าหมาย", "ราย", group="ผู้ผลิต"),
        Column("ลงทะเบียน", "ราย", group="ผู้ผลิต"),
        Column("ยอดขาย", "บาท", width=18, decimals=2),
        Column("หมายเหตุ", width=30),
    ),
    rows=(
        ("บางคล้า", 6, 0, Decimal("1234567.50"), "=1+1"),
        (
            "คลองเขื่อน",
            CellState.NOT_APPLICABLE,
            CellState.NOT_REPORTED,
            CellState.NOT_YET_DUE,
            dt.date(2026, 11, 20),
        ),
    ),
    totals=(("รวม", 6, 0, 1234567.5, ""),),
    as_of="20 พฤศจิกายน 2569",
    filters=("ปีงบประมาณ 2570", "เฉพาะที่รับรองแล้ว"),
    definitions=(("ลงทะเบียน", "ผู้ผลิตที่เจ้าหน้าที่รับรองแล้ว " * 9),),
)


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def sheet():
    return opened(write_form(FORM)).active


def test_heads_stand_under_titles_and_basis(sheet):
    first = [sheet.cell(row, 1).value for row in range(1, 6)]
    assert first == [
        *FORM.titles,
        "ข้อมูล ณ 20 พฤศจิกายน 2569",
        "เงื่อนไข: ปีงบประมาณ 2570 · เฉพาะที่รับรองแล้ว",
        "อำเภอ",
    ]
    assert sheet["B5"].value == "ผู้ผลิต"
    assert [sheet["B6"].value, sheet["D5"].value] == ["เป้าหมาย\n(ราย)", "ยอดขาย\n(บาท)"]
    assert {"A1:E1", "B5:C5", "A5:A6"} <= {str(area) for area in sheet.merged_cells.ranges}


def test_figures_are_figures_with_their_decimals(sheet):
    assert [sheet["B7"].value, sheet["C7"].value, sheet["D7"].value] == [6, 0, 1234567.5]
    assert sheet["C7"].data_type == "n"
    assert sheet["D7"].number_format == "#,##0.00"


def test_five_states_of_a_cell_can_be_told_apart(sheet):
    looks = [
        (cell.value, cell.fill.start_color.rgb[-6:].lower())
        for cell in (sheet["B8"], sheet["C8"], sheet["D8"])
    ]
    assert looks == [
        (state.value, STATE_COLOURS[state].lstrip("#"))
        for state in (CellState.NOT_APPLICABLE, CellState.NOT_REPORTED, CellState.NOT_YET_DUE)
    ]
    assert sheet["C7"].fill.fill_type is None
    explained = {sheet.cell(row, 1).value for row in range(11, sheet.max_row + 1)}
    assert {state.value for state in CellState} <= explained


def test_print_set_up(sheet):
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$5:$6"
    assert sheet.freeze_panes == "B7"


def test_thai_typeface_and_borders_throughout(sheet):
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.font.name for cell in cells} == {"TH SarabunPSK"}
    assert min(cell.font.size for cell in cells) == 16
    assert sheet["B7"].border.left.style == "thin"


def test_dates_are_written_as_people_read_them(sheet):
    assert sheet["E8"].value == "20 พ.ย. 2569"


def test_long_definitions_get_the_height_they_need(sheet):
    assert sheet.row_dimensions[11].height > 24


@pytest.mark.slow
@given(st.text(alphabet="=+-@\t1กA{}|", min_size=1, max_size=12))
def test_no_text_becomes_a_formula(text):
    form = replace(FORM, columns=(Column("ก"),), rows=((text,),), totals=(), definitions=(), titles=(text,))
    sheet = opened(write_form(form)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet["A5"].data_type == "s"


def test_a_row_of_another_width_is_refused():
    with pytest.raises(ValueError, match="แถวที่ 1 มี 1 ช่อง แต่แบบมี 5 คอลัมน์"):
        write_form(replace(FORM, rows=(("บางคล้า",),), totals=()))


@pytest.mark.slow
@given(st.text(max_size=60))
def test_sheet_names_are_always_accepted(text):
    name = sheet_name(text)
    assert 1 <= len(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert not name.startswith("'")
    assert not name.endswith("'")


def test_several_forms_get_names_of_their_own():
    book = opened(write_forms([FORM, FORM, replace(FORM, name="อื่น")]))
    assert book.sheetnames == ["ลงทะเบียน", "ลงทะเบียน 2", "อื่น"]
