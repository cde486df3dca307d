import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.documents.typesetting.letter import (
    Enclosure,
    Item,
    LetterKind,
    LetterSheet,
    Paragraph,
    Signature,
    from_record,
    to_record,
)

TEXT = st.text(max_size=8)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
ITEMS = st.recursive(
    st.builds(Item, TEXT, st.just(()), st.none() | TEXT),
    lambda deeper: st.builds(Item, TEXT, st.lists(deeper, max_size=2).map(tuple)),
    max_leaves=4,
)
SHEETS = st.builds(
    LetterSheet,
    kind=st.sampled_from(LetterKind),
    agency=TEXTS,
    number=TEXT,
    date=st.none() | st.dates(),
    subject=TEXT,
    references=TEXTS,
    enclosures=st.lists(st.builds(Enclosure, TEXT, TEXT), max_size=2).map(tuple),
    paragraphs=st.lists(st.builds(Paragraph, TEXT, st.lists(ITEMS, max_size=2).map(tuple)), max_size=2).map(
        tuple
    ),
    signature=st.none() | st.builds(Signature, TEXT, TEXTS),
    owner=TEXTS,
    copies_to=TEXTS,
    draft=st.booleans(),
    signed_note=TEXT,
)


@given(sheet=SHEETS)
def test_a_sheet_comes_back_from_its_record(sheet):
    assert from_record(json.loads(json.dumps(to_record(sheet)))) == sheet


def test_pictures_are_no_part_of_a_record(sheet):
    pictured = replace(sheet, garuda=b"1", seal=b"2", signed=b"3")
    assert from_record(to_record(pictured)) == sheet


def test_a_record_of_another_kind_is_refused(sheet):
    with pytest.raises(ValueError, match="news"):
        from_record({**to_record(sheet), "kind": "news"})


def test_a_field_no_sheet_has_is_refused():
    with pytest.raises(TypeError, match="colour"):
        from_record({"kind": "memo", "agency": [], "colour": "red"})


def test_an_undated_record_stays_undated():
    undated = LetterSheet(kind=LetterKind.MEMO, agency=("สำนักงาน",))
    assert to_record(undated)["date"] is None
    assert from_record(to_record(replace(undated, date=dt.date(2026, 11, 20)))).date == dt.date(2026, 11, 20)
