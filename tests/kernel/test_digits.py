from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.digits import to_arabic, to_thai


def test_a_letter_number_in_both_kinds_of_digits() -> None:
    assert to_arabic("ฉช ๐๐๑๙/ว ๓๓๓") == "ฉช 0019/ว 333"
    assert to_thai("ฉช 0019/ว 333") == "ฉช ๐๐๑๙/ว ๓๓๓"


@given(st.text())
def test_the_length_never_changes(text: str) -> None:
    assert len(to_arabic(text)) == len(to_thai(text)) == len(text)


@given(st.text())
def test_one_kind_of_digit_is_reached_from_either(text: str) -> None:
    assert to_arabic(to_thai(text)) == to_arabic(text)
    assert to_thai(to_arabic(text)) == to_thai(text)


@given(st.integers(min_value=0))
def test_numbers_survive_the_way_there_and_back(number: int) -> None:
    thai = to_thai(str(number))
    assert not any(character in "0123456789" for character in thai)
    assert to_arabic(thai) == str(number)
