from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.periods import Period, end_of_month, monthly_due


def test_every_25th_from_december_2567_to_september_2568_is_ten_reports() -> None:
    periods = monthly_due(25, date(2024, 12, 7), end_of_month(date(2025, 9, 1)))
    assert len(periods) == 10
    assert periods[0] == Period("ธันวาคม 2567", date(2024, 12, 1), date(2024, 12, 31), date(2024, 12, 25))
    assert periods[-1].due == date(2025, 9, 25)
    assert [period.due.weekday() for period in periods if period.due.month in (1, 5)] == [5, 6]


def test_day_31_becomes_the_last_day_of_a_shorter_month() -> None:
    periods = monthly_due(31, date(2024, 1, 1), date(2024, 4, 30))
    assert [period.due.day for period in periods] == [31, 29, 31, 30]


def test_a_due_date_that_has_passed_is_left_out() -> None:
    assert [period.due.month for period in monthly_due(5, date(2024, 1, 6), date(2024, 3, 4))] == [2]
    assert monthly_due(5, date(2024, 3, 1), date(2024, 1, 1)) == []


@pytest.mark.parametrize("day", [0, 32])
def test_a_day_that_no_month_has_is_refused(day: int) -> None:
    with pytest.raises(ValueError, match="1 ถึง 31"):
        monthly_due(day, date(2024, 1, 1), date(2024, 12, 31))


@given(
    st.integers(1, 31),
    st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    st.dates(date(2000, 1, 1), date(2050, 1, 1)),
)
def test_dues_run_month_by_month_inside_the_bounds(day: int, first: date, until: date) -> None:
    periods = monthly_due(day, first, until)
    for period in periods:
        assert period.start <= period.due <= period.end
        assert first <= period.due <= until
        assert period.due.day == min(day, period.end.day)
    for one, following in pairwise(periods):
        assert (following.start - one.end).days == 1
