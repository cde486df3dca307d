"""The days on which the demonstration's story happens, reckoned back from the day it is loaded."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from saan.kernel.fiscal import fiscal_year_of
from saan.kernel.workdays import add_workdays, is_workday, next_workday


@dataclass(frozen=True)
class StoryDays:
    """The registration letter: issued on a Tuesday, to be done by that Friday, reported by the Sunday after, as in the
    circular it is written after. The letter it follows came nineteen weeks before."""

    issued: date
    finish: date
    report: date
    earlier: date


def story_days(loaded: date) -> StoryDays:
    """The latest such week whose Friday lies before the day of loading, so that some districts are already late."""
    friday = loaded - timedelta(days=(loaded.weekday() - 4) % 7 or 7)
    return StoryDays(friday - timedelta(3), friday, friday + timedelta(2), friday - timedelta(3 + 19 * 7))


@dataclass(frozen=True)
class ChoosingDays:
    """The choosing letter: issued on a Tuesday, its lists due on the Monday after, six days later as in the circular it
    is written after. All of it lies before the registration letter, so that registers are in the order of days."""

    issued: date
    due: date

    @property
    def work(self) -> date:
        """The day on which districts are at work: the Thursday between."""
        return self.issued + timedelta(2)


def choosing_days(loaded: date) -> ChoosingDays:
    due = story_days(loaded).issued - timedelta(1)
    return ChoosingDays(due - timedelta(6), due)


@dataclass(frozen=True)
class IdentityDays:
    """The identity letter: issued after the 25th of the month before last, so that one or two monthly periods are past.

    Provinces answer by the 25th to the end of a fiscal year, at least nine months on; the province whose story is told
    passes it on two working days later and asks by the 20th.
    """

    issued: date
    passed: date
    answered: date
    until: date
    earlier: date


def identity_days(loaded: date) -> IdentityDays:
    """The first period is last month's; districts that answer it do so on the 17th or the working day after."""
    last = (loaded.replace(day=1) - timedelta(1)).replace(day=1)
    issued = workday_on_or_after((last - timedelta(1)).replace(day=26))
    until = fiscal_year_of(issued + timedelta(270)).end
    answered = workday_on_or_after(last.replace(day=17))
    return IdentityDays(issued, add_workdays(issued, 2), answered, until, issued - timedelta(43))


@dataclass(frozen=True)
class NawatwithiDays:
    """The Nawatwithi letter, 49 days after its memo, as in the papers it is written after: the memo is stamped on the
    next day and on the one after, and the letter cites it a day too early. Nothing in it is due."""

    memo: date
    issued: date

    @property
    def cited(self) -> date:
        return self.memo - timedelta(1)

    @property
    def arrived(self) -> date:
        return self.memo + timedelta(1)

    @property
    def handed(self) -> date:
        return self.memo + timedelta(2)

    @property
    def seen(self) -> date:
        """The day on which districts say that they have seen it."""
        return next_workday(self.issued)


def nawatwithi_days(loaded: date) -> NawatwithiDays:
    """The latest such weeks, with offices open on each day, that end eight weeks before the registration letter."""
    issued = story_days(loaded).issued - timedelta(weeks=8)
    while True:
        days = NawatwithiDays(issued - timedelta(49), issued)
        if all(map(is_workday, (days.memo, days.arrived, days.handed, days.issued))):
            return days
        issued -= timedelta(weeks=1)


def news_days(loaded: date) -> tuple[date, date]:
    """A Friday and Saturday of one month, half a year before the registration letter; the news comes on the Monday."""
    friday = story_days(loaded).finish - timedelta(weeks=26)
    while (friday + timedelta(1)).month != friday.month:
        friday -= timedelta(weeks=1)
    return friday, friday + timedelta(1)


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Act as if it were that day; time of day stays real."""
    before = os.environ.get("SAAN_TODAY")
    os.environ["SAAN_TODAY"] = day.isoformat()
    try:
        yield
    finally:
        if before is None:
            del os.environ["SAAN_TODAY"]
        else:
            os.environ["SAAN_TODAY"] = before


def workday_on_or_after(day: date) -> date:
    return day if is_workday(day) else next_workday(day)
