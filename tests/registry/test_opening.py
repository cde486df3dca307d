"""Which window counts: pure rules."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.refusals import Refused
from saan.registry.opening import LEVELS, counting, is_open, refuse_overlap, refuse_window

FIRST = date(2024, 1, 1)


@dataclass(frozen=True)
class Window:
    opens: date
    closes: date
    lo: int = 0
    hi: int = 999_999
    name: str = "รอบ"


def days(first: int, last: int, **area: int) -> Window:
    return Window(FIRST + timedelta(days=first), FIRST + timedelta(days=last), **area)


AREAS = st.sampled_from(
    [{}, {"lo": 240000, "hi": 249999}, {"lo": 240200, "hi": 240299}, {"lo": 240300, "hi": 240399}]
)
WINDOWS = st.builds(
    lambda first, long, area: days(first, first + long, **area), st.integers(0, 40), st.integers(0, 20), AREAS
)


@given(st.lists(WINDOWS, max_size=8), st.integers(0, 60))
def test_what_counts_is_open_covers_the_place_and_is_the_narrowest(windows, on):
    day = FIRST + timedelta(days=on)
    found = counting(windows, lo=240200, hi=240299, day=day)
    fitting = [each for each in windows if is_open(each, day) and each.lo <= 240200 and each.hi >= 240299]
    assert (found is None) == (not fitting)
    if found:
        assert found in fitting
        assert all(found.hi - found.lo <= each.hi - each.lo for each in fitting)


@given(WINDOWS, WINDOWS)
def test_overlap_is_refused_exactly_where_a_day_is_shared(one, other):
    shared = any(
        is_open(other, one.opens + timedelta(days=n)) for n in range((one.closes - one.opens).days + 1)
    )
    try:
        refuse_overlap(one.opens, one.closes, [other])
    except Refused:
        assert shared
    else:
        assert not shared


@pytest.mark.parametrize(
    ("opens", "closes", "year", "levels", "field"),
    [
        (date(2024, 3, 2), date(2024, 3, 1), 2567, ["district"], "closes"),
        (date(2024, 3, 2), date(2026, 3, 1), 2567, ["district"], "closes"),
        (date(2024, 3, 2), date(2024, 4, 1), 2024, ["district"], "year_be"),
        (date(2024, 3, 2), date(2024, 4, 1), 2567, ["province", "district"], "levels"),
    ],
)
def test_a_window_that_cannot_be_is_refused_at_its_field(opens, closes, year, levels, field):
    with pytest.raises(Refused) as refused:
        refuse_window(opens, closes, year, levels)
    assert refused.value.field == field


def test_a_window_of_one_day_is_a_window():
    for levels, _ in LEVELS.values():
        refuse_window(FIRST, FIRST, 2567, levels)
    assert is_open(days(0, 0), FIRST)
