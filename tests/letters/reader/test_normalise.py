"""The view evens spelling out, and every character still knows where it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.letters.reader.normalise import join_lines, tidy, view

SPOILT = st.text(
    alphabet="กขอเา\u0e33\u0e4d\u0e31\u0e34\u0e48\u0e49 ๐๙5\n\r\t<b>/#*\u200b\ufeffAz-–“”", max_size=60
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("อ\u0e4d\u0e32เภอ ๒๔", "อำเภอ 24"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("เเบบ", "แบบ"),
        ("วันที่่", "วันที่"),
        ("ที\u200bเ", "ทีเ"),
        ("<p>ก</p>", "ก"),
        ("# ด่วนที่สุด", "ด่วนที่สุด"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("๑ – ๓", "1 - 3"),
    ],
)
def test_one_spelling(raw, text):
    assert view(raw).text == text


@given(SPOILT)
def test_every_character_of_the_view_has_its_place_in_the_file(raw):
    seen = view(raw)
    assert len(seen.text) == len(seen.starts) == len(seen.ends)
    assert all(0 <= a < b <= len(raw) for a, b in zip(seen.starts, seen.ends, strict=True))
    assert list(seen.starts) == sorted(seen.starts)


@given(SPOILT, st.integers(0, 60), st.integers(0, 60))
def test_evidence_is_always_a_piece_of_the_file(raw, a, b):
    seen = view(raw)
    start, end = sorted((min(a, len(seen)), min(b, len(seen))))
    assert seen.evidence(start, end) in raw


def test_lines_join_inside_thai_words_and_keep_a_blank_elsewhere():
    seen = view("สำนักงาน\nพัฒนาชุมชน ๗๖\nจังหวัด")
    assert join_lines(seen, list(seen.lines)).text == "สำนักงานพัฒนาชุมชน 76 จังหวัด"


def test_joined_text_points_across_the_lines_left_out():
    raw = "ส่งให้\n-๒-\nกระทรวง"
    seen = view(raw)
    joined = join_lines(seen, [seen.lines[0], seen.lines[2]])
    assert joined.text == "ส่งให้กระทรวง"
    assert joined.evidence(0, len(joined)) == raw


def test_tidy_keeps_printed_digits():
    assert tidy("ปี ๒๕๖๒\n(ก)  <b>ข</b>") == "ปี ๒๕๖๒ (ก) ข"
