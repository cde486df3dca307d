import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.documents.typesetting.words import cut, thai_digits_in_letter
from saan.kernel.digits import to_arabic

THAI_AND_SIGNS = st.text(alphabet="กขคงจฉชทนบปพมยรลวสหอะาิีุูเแโ่้ๆฯ 0123456789๐๑๒OTP.@#/:-_()", max_size=60)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("วันที่ 29 พฤศจิกายน 2569", "วันที่ ๒๙ พฤศจิกายน ๒๕๖๙"),
        ("ฉช 0019/ว 333", "ฉช ๐๐๑๙/ว ๓๓๓"),
        ("โทร. 0-3851-1239 ต่อ 12", "โทร. ๐-๓๘๕๑-๑๒๓๙ ต่อ ๑๒"),
        ("พ.ศ.2570 จำนวน 1,250.50 บาท", "พ.ศ.๒๕๗๐ จำนวน ๑,๒๕๐.๕๐ บาท"),
        ("https://a.go.th/24?y=2570 ข้อ 2", "https://a.go.th/24?y=2570 ข้อ ๒"),
        ("saraban24@example.go.th", "saraban24@example.go.th"),
        ("#ของดี2570 ปี 2570", "#ของดี2570 ปี ๒๕๗๐"),
        ("รหัส SKU-2024-01 และ 2024-A1", "รหัส SKU-2024-01 และ 2024-A1"),
        ("COVID-19 กระดาษ A4 ที่ 5", "COVID-19 กระดาษ A4 ที่ ๕"),
        ("OTOP 5 ดาว", "OTOP ๕ ดาว"),
        ("24/7", "๒๔/๗"),
    ],
)
def test_digits_of_a_letter(written, printed):
    assert thai_digits_in_letter(written) == printed


@given(THAI_AND_SIGNS)
def test_digits_change_nothing_else_and_only_once(text):
    printed = thai_digits_in_letter(text)
    assert to_arabic(printed) == to_arabic(text)
    assert thai_digits_in_letter(printed) == printed


@given(st.text(alphabet="กขคงจ่้าิี 0123456789๐-/.,", max_size=40))
def test_without_latin_letters_no_arabic_digit_remains(text):
    assert not re.search("[0-9]", thai_digits_in_letter(text))


@pytest.mark.slow
@given(THAI_AND_SIGNS)
def test_words_joined_give_the_text_back(text):
    assert "".join(word.text for word in cut(text)).split() == text.split()


@pytest.mark.slow
def test_long_words_stay_whole_and_short_ones_may_stretch():
    words = {word.text: word.whole for word in cut("จังหวัดให้อำเภอรายงาน")}
    assert words["จังหวัด"]
    assert not words["ให้"]


@pytest.mark.slow
def test_short_addresses_stay_whole_and_long_ones_may_break():
    words = {
        word.text: word.whole for word in cut("a24@example.go.th https://example.go.th/a/very/long/path")
    }
    assert list(words.values()) == [True, False, False]


@pytest.mark.slow
@pytest.mark.parametrize("text", ["ต่าง ๆ", "วันที่ ๒๙ พฤศจิกายน"])
def test_what_belongs_together_is_bound(text):
    assert any("\N{NO-BREAK SPACE}" in word.text for word in cut(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("๓. ขอให้จังหวัด อำเภอ ประชาสัมพันธ์", "๓. ขอให้จังหวัด"),
        ("ประชาสัมพันธ์ผลการดำเนินงานของอำเภอบางคล้า", "ประชาสัมพันธ์ผลการดำเนินงานของอำเภอ"),
        ("OTOP", "OTOP"),
    ],
)
def test_the_foot_announces_a_phrase_of_at_most_four_words(text, announced):
    assert cut(text)[0].catch == announced
