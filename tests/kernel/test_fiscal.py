from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.fiscal import FiscalYear, fiscal_year_of, quarter_of

YEARS = st.integers(2400, 2700).map(FiscalYear)


def test_a_year_is_named_by_its_end() -> None:
    year = FiscalYear(2567)
    assert (year.start, year.end) == (date(2023, 10, 1), date(2024, 9, 30))
    assert str(year) == "ปีงบประมาณ 2567"


def test_quarters_of_2568() -> None:
    year = FiscalYear(2568)
    assert year.quarter(1) == (date(2024, 10, 1), date(2024, 12, 31))
    assert year.quarter(2) == (date(2025, 1, 1), date(2025, 3, 31))
    assert year.quarter(4) == (date(2025, 7, 1), date(2025, 9, 30))
    with pytest.raises(ValueError, match="ท่านกรอก 5"):
        year.quarter(5)


def test_the_turn_of_the_year() -> None:
    assert fiscal_year_of(date(2023, 9, 30)) == FiscalYear(2566)
    assert fiscal_year_of(date(2023, 10, 1)) == FiscalYear(2567)
    assert (quarter_of(date(2023, 9, 30)), quarter_of(date(2023, 10, 1))) == (4, 1)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2150, 1, 1)))
def test_a_day_lies_in_its_year_and_quarter(day: date) -> None:
    year = fiscal_year_of(day)
    first, last = year.quarter(quarter_of(day))
    assert year.start <= first <= day <= last <= year.end


@given(YEARS)
def test_quarters_and_months_cover_the_year_without_a_gap(year: FiscalYear) -> None:
    quarters = [year.quarter(number) for number in (1, 2, 3, 4)]
    assert quarters[0][0] == year.start
    assert quarters[3][1] == year.end
    for (_, end), (start, _) in pairwise(quarters):
        assert start - end == timedelta(days=1)
    assert len(year.months()) == 12
    assert all(fiscal_year_of(month) == year and month.day == 1 for month in year.months())
    assert FiscalYear(year.be + 1).start - year.end == timedelta(days=1)
