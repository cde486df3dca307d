import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.number_words import parse_number, read_number

KNOWN = [
    (0, "ศูนย์"),
    (1, "หนึ่ง"),
    (10, "สิบ"),
    (11, "สิบเอ็ด"),
    (20, "ยี่สิบ"),
    (21, "ยี่สิบเอ็ด"),
    (101, "หนึ่งร้อยเอ็ด"),
    (2568, "สองพันห้าร้อยหกสิบแปด"),
    (1_000_001, "หนึ่งล้านเอ็ด"),
    (21_000_000, "ยี่สิบเอ็ดล้าน"),
    (1_000_000_000_000, "หนึ่งล้านล้าน"),
]


@pytest.mark.parametrize(("number", "words"), KNOWN)
def test_known_numbers_both_ways(number: int, words: str) -> None:
    assert read_number(number) == words
    assert parse_number(words) == number


@given(st.integers(min_value=0, max_value=10**20))
def test_what_is_read_aloud_is_understood(number: int) -> None:
    assert parse_number(read_number(number)) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [("ร้อยหนึ่ง", 101), ("พันห้าร้อย", 1500), ("ล้าน", 10**6), (" สาม ล้าน ห้า แสน ", 3_500_000)],
)
def test_looser_ways_of_saying_a_number(words: str, number: int) -> None:
    assert parse_number(words) == number


@pytest.mark.parametrize("words", ["", "ห้าห้า", "สิบร้อย", "ยี่ร้อย", "เอ็ดสิบ", "ห้าศูนย์", "ห้าคน", "5"])
def test_words_that_make_no_number_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="โปรด"):
        parse_number(words)


def test_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="ไม่น้อยกว่าศูนย์"):
        read_number(-1)
