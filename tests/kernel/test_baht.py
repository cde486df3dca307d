import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.baht import baht_text, find_amounts, parse_baht_text
from saan.kernel.digits import to_thai

KNOWN = [
    (4_477_560_000_00, "สี่พันสี่ร้อยเจ็ดสิบเจ็ดล้านห้าแสนหกหมื่นบาทถ้วน"),
    (0, "ศูนย์บาทถ้วน"),
    (1_00, "หนึ่งบาทถ้วน"),
    (11_00, "สิบเอ็ดบาทถ้วน"),
    (121_21, "หนึ่งร้อยยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์"),
    (50, "ห้าสิบสตางค์"),
    (1_000_001_00, "หนึ่งล้านเอ็ดบาทถ้วน"),
    (157_000_000_000_00, "หนึ่งแสนห้าหมื่นเจ็ดพันล้านบาทถ้วน"),
]


@pytest.mark.parametrize(("satang", "words"), KNOWN)
def test_known_sums_both_ways(satang: int, words: str) -> None:
    assert baht_text(satang) == words
    assert parse_baht_text(words) == satang


@given(st.integers(0, 10**18))
def test_what_is_spelled_is_read_back(satang: int) -> None:
    assert parse_baht_text(baht_text(satang)) == satang


@pytest.mark.parametrize("text", [" (สามล้านห้าแสนบาทถ้วน) ", "สามล้าน ห้าแสน บาท", "สามล้านห้าแสนบาท ถ้วน"])
def test_blanks_brackets_and_a_missing_end_are_tolerated(text: str) -> None:
    assert parse_baht_text(text) == 3_500_000_00


@pytest.mark.parametrize("text", ["", "บาทถ้วน", "ถ้วน", "100 บาท", "ห้าห้าบาท", "หนึ่งบาทสองร้อยสตางค์", "สามล้าน"])
def test_words_that_are_no_sum_are_refused_in_thai(text: str) -> None:
    with pytest.raises(ValueError, match="โปรด"):
        parse_baht_text(text)


def test_a_negative_sum_is_refused() -> None:
    with pytest.raises(ValueError, match="ติดลบ"):
        baht_text(-1)


@pytest.mark.parametrize(
    ("text", "raw", "satang"),
    [
        ("ไว้ที่ ๔,๔๗๗,๕๖๐,๐๐๐ บาท เพิ่ม", "๔,๔๗๗,๕๖๐,๐๐๐ บาท", 4_477_560_000_00),
        ("กรอบวงเงิน 1.57 แสนล้านบาท ซึ่ง", "1.57 แสนล้านบาท", 157_000_000_000_00),
        ("๙,๓๒๘.๑๒ ล้านบาท", "๙,๓๒๘.๑๒ ล้านบาท", 9_328_120_000_00),
        ("วงเงิน 8,839,305.00 บาท", "8,839,305.00 บาท", 8_839_305_00),
        ("งบ 1.57 แสนล้าน ภายใน 26 พ.ค.", "1.57 แสนล้าน", 157_000_000_000_00),
        ("593.48 ลบ.", "593.48 ลบ.", 593_480_000_00),
        ("ราคา 99.50 บาท", "99.50 บาท", 99_50),
        ("งบประมาณสามล้านห้าแสนบาทถ้วน เพื่อ", "สามล้านห้าแสนบาทถ้วน", 3_500_000_00),
        ("100\nบาท", "100\nบาท", 100_00),
    ],
)
def test_a_sum_in_a_sentence(text: str, raw: str, satang: int) -> None:
    (found,) = find_amounts(text)
    assert (found.raw, found.value_satang) == (raw, satang)
    assert text[found.start : found.end] == raw


def test_words_that_repeat_the_figure_are_not_counted_twice() -> None:
    assert len(find_amounts("๑๐๐ บาท (หนึ่งร้อยบาทถ้วน)")) == 1
    assert [item.value_satang for item in find_amounts("๑๐๐ บาท (สองร้อยบาทถ้วน)")] == [100_00, 200_00]


@pytest.mark.parametrize(
    "text", ["2 ล้านคน", "ต่อเนื่องกว่า 40 ล้าน มอบ", "บทบาทสำคัญ", "ร้อยละ 5", "ห้าห้าบาท", "3 แห่ง"]
)
def test_what_is_no_sum(text: str) -> None:
    assert find_amounts(text) == []


@given(st.integers(0, 10**12), st.booleans())
def test_figures_with_commas_are_read_back(satang: int, thai: bool) -> None:
    figure = f"{satang // 100:,}.{satang % 100:02} บาท"
    (found,) = find_amounts("รวม " + (to_thai(figure) if thai else figure))
    assert found.value_satang == satang


@given(st.text(alphabet="0๑,. บาทล้านแสนห้าถ้วน(\n"))
def test_no_text_breaks_the_finder(text: str) -> None:
    for found in find_amounts(text):
        assert text[found.start : found.end] == found.raw


@pytest.mark.slow
def test_the_sums_of_every_letter_are_found(shared_letters: Path) -> None:
    missed = []
    for path in sorted(shared_letters.glob("dev/*.gold.json")):
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text()
        found = {amount.value_satang for amount in find_amounts(text)}
        for money in json.loads(path.read_text())["money"]:
            if int(Decimal(str(money["value"])) * 100) not in found:
                missed.append((path.name, money))
    assert missed == []
