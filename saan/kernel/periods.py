"""Reports that fall due again and again: one period for each due date."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from saan.kernel.dates import format_month


@dataclass(frozen=True)
class Period:
    """A stretch of days to report on, both ends included, and the day on which the report is due."""

    label: str
    start: date
    end: date
    due: date


def end_of_month(day: date) -> date:
    """The last day of the month in which the day lies."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def monthly_due(day: int, first: date, until: date) -> list[Period]:
    """One period a calendar month, from the month of `first` to that of `until`, due on `day` within it.

    A day that the month does not have becomes its last day. Due dates before `first` or after `until` are
    left out; where a letter names only the last month, give `end_of_month`. Raises ValueError unless 1 to 31.
    """
    if not 1 <= day <= 31:
        raise ValueError(f"วันที่กำหนดส่งต้องเป็น 1 ถึง 31 ท่านกรอก {day}")
    periods = (_period(month, day) for month in _months(first, until))
    return [period for period in periods if first <= period.due <= until]


def _months(first: date, until: date) -> list[date]:
    count = (until.year - first.year) * 12 + until.month - first.month + 1
    numbers = range(first.month - 1, first.month - 1 + count)
    return [date(first.year + number // 12, number % 12 + 1, 1) for number in numbers]


def _period(month: date, day: int) -> Period:
    last = end_of_month(month)
    return Period(format_month(month), month, last, month.replace(day=min(day, last.day)))
