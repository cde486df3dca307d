"""Deadlines are counted in days on which offices are open."""

from bisect import bisect_right
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from saan.kernel.dates import WEEKDAYS, format_short
from saan.kernel.holiday_calendar import SpecialKind, holidays_of, special_days

_SATURDAY = 5


class WeekendPolicy(StrEnum):
    """What becomes of a due date on a closed day; the letter decides, and silence means KEEP."""

    KEEP = "keep"
    NEXT = "next"
    PREVIOUS = "previous"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    WeekendPolicy.KEEP: "คงวันเดิม",
    WeekendPolicy.NEXT: "เลื่อนไปวันทำการถัดไป",
    WeekendPolicy.PREVIOUS: "เลื่อนขึ้นมาวันทำการก่อนหน้า",
}


def holiday_name(day: date) -> str | None:
    """The Thai name of the holiday on which government offices are closed; weekends have none."""
    return holidays_of(day.year).get(day)


def is_workday(day: date) -> bool:
    """Whether government offices are open throughout the country."""
    return day.weekday() < _SATURDAY and day not in holidays_of(day.year)


@cache
def _workdays_of(year: int) -> tuple[date, ...]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range(366))
    return tuple(day for day in days if day.year == year and is_workday(day))


def _count_through(day: date) -> int:
    """Workdays of the year of `day`, up to and including it."""
    return bisect_right(_workdays_of(day.year), day)


def workdays_between(start: date, end: date) -> int:
    """Workdays after `start` up to and including `end`; negative when `end` is before `start`."""
    if end < start:
        return -workdays_between(end, start)
    whole_years = sum(len(_workdays_of(year)) for year in range(start.year, end.year))
    return whole_years + _count_through(end) - _count_through(start)


def add_workdays(day: date, count: int) -> date:
    """The workday `count` workdays after `day`, or before it when negative; nought gives `day` itself."""
    if count == 0:
        return day
    position = _count_through(day) + count - 1
    if count < 0 and not is_workday(day):
        position += 1
    year = day.year
    while position >= len(_workdays_of(year)):
        position -= len(_workdays_of(year))
        year += 1
    while position < 0:
        year -= 1
        position += len(_workdays_of(year))
    return _workdays_of(year)[position]


def next_workday(day: date) -> date:
    """The first workday after `day`, never `day` itself."""
    return add_workdays(day, 1)


def previous_workday(day: date) -> date:
    """The last workday before `day`, never `day` itself."""
    return add_workdays(day, -1)


def roll(day: date, policy: WeekendPolicy) -> date:
    """The due date after the policy; a workday stays where it is."""
    if policy is WeekendPolicy.KEEP or is_workday(day):
        return day
    return next_workday(day) if policy is WeekendPolicy.NEXT else previous_workday(day)


def explain(day: date) -> str:
    """A Thai sentence on why the day is no ordinary workday, empty when it is: 1 ต.ค. 2566 เป็นวันอาทิตย์."""
    reasons = [f"วัน{WEEKDAYS[day.weekday()]}"] if day.weekday() >= _SATURDAY else []
    name = holiday_name(day)
    if name:
        reasons.append(name)
    if reasons:
        return f"{format_short(day)} เป็น{' และ'.join(reasons)}"
    special = special_days().get(day)
    if special is None:
        return ""
    if special.kind is SpecialKind.WORKDAY:
        return f"{format_short(day)} เป็นวันทำการ ({special.name})"
    return f"{format_short(day)} เป็น{special.name}"
