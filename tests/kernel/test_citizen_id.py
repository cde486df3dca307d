import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.citizen_id import check_digit, generate, is_valid, mask
from saan.kernel.digits import to_thai

SEEDS = st.integers(0, 10**9 - 1)


def test_the_check_digit_by_hand() -> None:
    weighted = sum(weight * digit for weight, digit in zip(range(13, 1, -1), [1] * 12, strict=True))
    assert weighted == 90
    assert check_digit("111111111111") == str((11 - 90 % 11) % 10) == "9"
    assert check_digit("123456789012") == "1"


def test_written_forms_of_one_number() -> None:
    assert is_valid("1234567890121")
    assert is_valid("1-2345-67890-12-1")
    assert is_valid("๑ ๒๓๔๕ ๖๗๘๙๐ ๑๒ ๑")


@pytest.mark.parametrize(
    "text", ["", "123456789012", "1234567890122", "12345678901211", "12345678901²1", "abc"]
)
def test_what_is_no_number_of_a_person(text: str) -> None:
    assert not is_valid(text)


def test_twelve_digits_are_needed() -> None:
    with pytest.raises(ValueError, match="12 หลัก"):
        check_digit("123")


def test_only_the_last_three_digits_are_shown() -> None:
    assert mask("1234567890123") == "x-xxxx-xxxxx-12-3"
    assert mask("๑-๒๓๔๕-๖๗๘๙๐-๑๒-๓") == "x-xxxx-xxxxx-12-3"
    assert mask("12345") == mask("") == "x-xxxx-xxxxx-xx-x"


@given(SEEDS)
def test_made_up_numbers_pass_and_are_of_no_province(seed: int) -> None:
    number = generate(seed)
    assert is_valid(number)
    assert is_valid(to_thai(number))
    assert number[1:3] == "99"
    assert generate(seed) == number


@given(SEEDS, SEEDS)
def test_different_seeds_give_different_numbers(one: int, other: int) -> None:
    assert (generate(one) == generate(other)) == (one == other)


@given(SEEDS, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_nearly_always_noticed(seed: int, place: int, change: int) -> None:
    number = generate(seed)
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    if place == 12:
        assert not is_valid(wrong)
    else:
        assert is_valid(wrong) == (check_digit(wrong[:12]) == number[12])
