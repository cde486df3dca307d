"""No text makes the reader fail, whatever happens to it on the way, and none keeps it busy for long."""

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.fuzz_reader import run
from saan.letters.reader import read
from tests.letters.reader.test_anatomy import LETTER

pytestmark = pytest.mark.slow

PIECES = [
    "ที่ ", "ฉช ๐๐๑๙/ว ๑", "เรื่อง ", "เรียน ", "อ้างถึง ",
    "สิ่งที่ส่งมาด้วย ", "บันทึกข้อความ", "จึงขอให้อำเภอ", "ตำบลละ ๒ ราย",
    "ภายในวันที่ ๓๑ กุมภาพันธ์ ๒๕๖๗", "ทุกวันที่ ๒๕", "และรายงาน", "ให้จังหวัดทราบ", "(นายสมมติ)", "จึงเรียนมา", "นั้น", "ดังนี้", "๑. ",
    "(๑) ", "ไตรมาสที่ ๒", "เลขรับ ๓", "วันที่ ", "คำสั่งจังหวัดน่าน", "ประกาศ ณ วันที่ ", "โทร. ๐ ๓๘๕๑ ๑๒๓๙", "ๆ ละ ๑๐ ชิ้น",
    "\n", "\n\n", "   ", "<b>",
    "หนึ่งล้านล้านบาท", "ร้อยละ", "\u200b", "\ufeff", "ปี ๐", "๙๙๙๙๙๙๙๙๙๙",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_pieces_in_any_order(pieces):
    text = "".join(pieces)
    record = read(text).record
    json.dumps(record)
    for found in record["evidence"].values():
        assert text[slice(*found["span"])] == found["text"]
    for directive in record["directives"]:
        assert text[slice(*directive["span"])] == directive["evidence"]


@given(st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_a_letter_with_characters_lost_doubled_and_swapped(rng: random.Random):
    text = list(LETTER)
    for _ in range(rng.randint(1, 80)):
        at = rng.randrange(len(text))
        text[at] = rng.choice(["", text[at] * 2, "\n", " ", rng.choice(LETTER)])
    json.dumps(read("".join(text)).record)


@pytest.mark.parametrize(
    "line",
    [
        "ที่ ฉช ๐๐๑๙/ว ๑ ",
        "จึงขอให้อำเภอส่ง ตำบลละ ๒ ราย ",
        "ก" * 200,
        "( " * 50,
        "๑ " * 100,
        "ล้าน" * 30,
        "ให้จังหวัด",
    ],
)
def test_long_repetitive_text_takes_bounded_time(line):
    started = time.process_time()
    read((line * 400)[:40_000])
    read("\n".join([line] * 400)[:40_000])
    assert time.process_time() - started < 8


def test_spoilt_texts_and_files_neither_raise_nor_take_long():
    """A small part of what `python -m bench.fuzz_reader` does ten thousand times."""
    found = run(150, 5, files=0.4, pdf=b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>")
    assert found.raised == []
    assert found.slow == []


def test_thousands_of_blanks_between_a_number_and_nothing():
    started = time.process_time()
    read("จึงขอให้อำเภอส่งภายในวันที่ 3" + " " * 6000 + "\n" + " " * 6000 + "มกราคม 2568")
    assert time.process_time() - started < 2
