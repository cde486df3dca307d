"""The classic damages of Thai text layers, each mended; good Thai stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.documents.reading.repair import repair, repair_line

SAMPLE = [
    "อำเภอ",
    "น้ำ",
    "ผู้ผลิต",
    "ที่ดิน",
    "ป้า",
    "ฟื้น",
    "ญาติ",
    "กลุ่ม",
    "สิ่งที่ส่งมาด้วย",
    "พื้นที่ที่ดี",
    "ฐานราก",
    "จังหวัดลำพูน",
]


@pytest.mark.parametrize("word", SAMPLE)
def test_good_words_stay(word):
    assert repair_line(word) == word


@pytest.mark.parametrize(
    ("spoilt", "good"),
    [
        ("อ\u0e4d\u0e32เภอ", "อำเภอ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("ท\u0e48\u0e35", "ที่"),
        ("กลุ่่ม", "กลุ่ม"),
        ("ผู ้ผลิต", "ผู้ผลิต"),
        ("จ ำนวน", "จำนวน"),
        ("อาเภอ", "อำเภอ"),
        ("จังหวัดลาพูน", "จังหวัดลำพูน"),
        ("ป\uf70bา", "ป้า"),
        ("ฟ\uf704\uf714น", "ฟื้น"),
        ("\uf70fาติ", "ญาติ"),
        ("การขึ้ขึ้นทะเบียน", "การขึ้นทะเบียน"),
        ("สิ่สิ่งที่", "สิ่งที่"),
    ],
)
def test_damage_is_mended(spoilt, good):
    assert repair_line(spoilt) == good


def test_blank_lines_are_kept():
    assert repair("ก\n\n\nข\n") == "ก\n\n\nข\n"


@given(st.lists(st.sampled_from(SAMPLE) | st.just(""), max_size=20))
def test_repair_is_idempotent_and_keeps_lines(words):
    text = "\n".join(words)
    assert repair(text) == text == repair(repair(text))
