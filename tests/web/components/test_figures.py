"""Figures as pages print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.web.components import figures


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7255, "7,255"),
        (0, "0"),
        (-2.5, "−2.5"),
        (None, "–"),
        ("", "–"),
        (Decimal("1234567.50"), "1,234,567.50"),
        ("ก", "ก"),
    ],
)
def test_numbers_have_commas_and_a_true_minus(value, text):
    assert figures.number(value) == text


@pytest.mark.parametrize(
    ("satang", "text"), [(447_756_000_000, "4,477,560,000"), (50, "0.50"), (0, "0"), (None, "–")]
)
def test_satang_are_printed_only_where_there_are_any(satang, text):
    assert figures.baht(satang) == text


@pytest.mark.parametrize(("value", "text"), [(8.9, "+8.9%"), (-2.04, "−2.0%"), (0, "0.0%"), (None, "–")])
def test_growth_carries_its_sign(value, text):
    assert figures.growth(value) == text


def test_percent_has_one_decimal():
    assert figures.percent(89.64) == "89.6%"


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_bar_is_full_only_when_done_and_empty_only_when_not_begun(value, needed):
    length = figures.bar_length(value, needed)
    assert 0 <= length <= 100
    assert (length == 100) == (value >= needed)
    assert (length == 0) == (value == 0)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_longer_bar_never_means_less(less, more, needed):
    less, more = sorted((less, more))
    assert figures.bar_length(less, needed) <= figures.bar_length(more, needed)
