"""Spoilt key words are known again, good words are left alone, and every character keeps its place in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.letters.reader import read
from saan.letters.reader.mending import mended
from saan.letters.reader.normalise import view


@pytest.mark.parametrize(
    ("spoilt", "word"),
    [
        ("จ้านวน", "จำนวน"),
        ("ภาย ใน", "ภายใน"),
        ("กันยายม", "กันยายน"),
        ("รายงาม", "รายงาน"),
        ("ตำบสละ 2", "ตำบลละ 2"),
    ],
)
def test_key_words(spoilt, word):
    assert mended(view(spoilt)).text == word


@pytest.mark.parametrize("good", ["จังหวัดสะอาด", "อำเภอสะอาด", "ทุกวัน ที่ทำการ", "เจริญรุ่งเรือง", "แจ้งเรื่องเรียน"])
def test_good_words(good):
    assert mended(view(good)).text == good


def test_a_heading_counts_only_at_the_start_of_its_line():
    assert mended(view("เรือง\nพูดถึงประกาค")).text == "เรือง\nพูดถึงประกาค"
    assert mended(view("ประกาค\n")).text == "ประกาค\n"
    assert mended(view("เรียม ท่าน")).text == "เรียม ท่าน"
    assert mended(view("อ้างภึง หนังสือ")).text == "อ้างถึง หนังสือ"


def test_evidence_quotes_the_spoilt_words_of_the_file():
    text = "ที่ ลป ๐๐๑๙/ว ๑\nเรื่อง ทดสอบ\nเรียน นายอำเภอ\n\nจึงขอให้อำเภอส่งรายชื่อ ภาย ในวันที่ ๓ กันยายม ๒๕๖๘\n"
    (made,) = read(text).record["directives"]
    assert made["deadline"]["date"] == "2025-09-03"
    assert made["evidence"].endswith("ภาย ในวันที่ ๓ กันยายม ๒๕๖๘")
    assert text[slice(*made["span"])] == made["evidence"]


@given(st.text(alphabet="กขคตภถายในวันที่จำ ๑2\n่้", max_size=60))
def test_places_stay_in_order_and_inside_the_file(text):
    page = mended(view(text))
    assert len(page.text) == len(page.starts) == len(page.ends)
    assert list(page.starts) == sorted(page.starts)
    assert all(0 <= a <= b <= len(text) for a, b in zip(page.starts, page.ends, strict=True))
