"""Long lists: what was written is what other programs and our own reader read."""

import datetime as dt
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from saan.documents.sheets import listing
from saan.documents.sheets.listing import ListColumn, Listing, write_listing
from saan.documents.sheets.tables import read_table

LIST = Listing(
    "ทะเบียน/ปี 66", ("ทะเบียน <ทดสอบ> & อื่น", "ณ วันนี้"),
    (ListColumn("ชื่อ", 40), ListColumn("คน"), ListColumn("บาท", money=True), ListColumn("ปี", year=True),
     ListColumn("เมื่อ")),
)  # fmt: skip


def frame(*rows):
    schema = {"a": pl.String, "b": pl.Int64, "c": pl.Float64, "d": pl.Int32, "e": pl.Date}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def written(*frames):
    into = io.BytesIO()
    count = write_listing(into, LIST, frames)
    return into.getvalue(), count


def test_values_keep_their_kinds_and_text_is_never_a_formula():
    data, count = written(
        frame(("=HYPERLINK(1)", 1234, 350.5, 2566, dt.date(2023, 9, 27))),
        frame((None, None, None, None, None)),
    )
    sheet = load_workbook(io.BytesIO(data)).active
    assert count == 2
    assert sheet.title == "ทะเบียน ปี 66"
    assert sheet["A1"].value == "ทะเบียน <ทดสอบ> & อื่น"
    assert [cell.value for cell in sheet[3]] == ["ชื่อ", "คน", "บาท", "ปี", "เมื่อ"]
    assert [cell.value for cell in sheet[4]] == ["=HYPERLINK(1)", 1234, 350.5, 2566, dt.datetime(2023, 9, 27)]
    assert sheet["A4"].data_type == "s"
    assert [sheet[cell].number_format for cell in ("B4", "C4", "D4", "E4")] == [
        "#,##0", "#,##0.00", "General", listing.DAY]  # fmt: skip
    assert [cell.value for cell in sheet[5]] == [None] * 5
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B4", "A3:E5")
    assert sheet.column_dimensions["A"].width == 40


def test_an_empty_list_has_its_heads():
    data, count = written()
    assert count == 0
    assert load_workbook(io.BytesIO(data)).active.max_row == 3


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20), min_size=1, max_size=8))
def test_any_text_comes_back(texts):
    data, _ = written(frame(*((text, None, None, None, None) for text in texts)))
    column = [cell.value or "" for cell in load_workbook(io.BytesIO(data)).active["A"][3:]]
    kept = [listing.re.sub(listing._ILLEGAL, "", text) for text in texts]
    assert [text.replace("_x005F_", "_") for text in column] == [
        text.replace("_x005F_", "_").replace("\r\n", "\n").replace("\r", "\n") for text in kept
    ]


def test_our_own_reader_takes_it_back_with_days_as_days():
    data, _ = written(frame(("_x0041_ ก", 3, None, 2566, dt.date(2023, 9, 27))))
    table = read_table(data, "ก.xlsx").frame
    assert table.row(3) == ("_x0041_ ก", "3", None, "2566", "2023-09-27 00:00:00")


def test_rows_over_several_pieces_stand_beneath_each_other(monkeypatch):
    monkeypatch.setattr(listing, "PIECE", 2)
    data, count = written(*(frame(*((f"ก{n}", n, None, None, None) for n in range(5))) for _ in range(2)))
    rows = [cell.value for cell in load_workbook(io.BytesIO(data)).active["B"][3:]]
    assert (count, rows) == (10, [*range(5)] * 2)


def test_a_frame_of_another_width_or_too_many_rows_is_refused(monkeypatch):
    with pytest.raises(ValueError, match="2 คอลัมน์"):
        written(pl.DataFrame({"a": ["ก"], "b": ["ข"]}))
    monkeypatch.setattr(listing, "MOST_ROWS", 4)
    with pytest.raises(ValueError, match="เกินที่แผ่นงานนี้รับได้"):
        written(frame(*[("ก", 1, None, None, None)] * 2))
