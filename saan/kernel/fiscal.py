"""Budgets, targets and most reports run by the fiscal year, October to September."""

from dataclasses import dataclass
from datetime import date, timedelta

_BE_OFFSET = 543
_FIRST_MONTH = 10
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class FiscalYear:
    """A fiscal year, named by the Buddhist year in which it ends: 2567 begins on 1 October 2566."""

    be: int

    def __str__(self) -> str:
        return f"ปีงบประมาณ {self.be}"

    @property
    def start(self) -> date:
        return date(self.be - _BE_OFFSET - 1, _FIRST_MONTH, 1)

    @property
    def end(self) -> date:
        return date(self.be - _BE_OFFSET, _FIRST_MONTH, 1) - _ONE_DAY

    def quarter(self, number: int) -> tuple[date, date]:
        """First and last day of quarter 1 to 4; the first begins in October. Raises ValueError."""
        if number not in (1, 2, 3, 4):
            raise ValueError(f"ไตรมาสต้องเป็น 1 ถึง 4 ท่านกรอก {number}")
        starts = [*self.months(), FiscalYear(self.be + 1).start]
        return starts[number * 3 - 3], starts[number * 3] - _ONE_DAY

    def months(self) -> list[date]:
        """The first days of its twelve months, from October."""
        year = self.start.year
        return [date(year + (month > 12), (month - 1) % 12 + 1, 1) for month in range(10, 22)]


def fiscal_year_of(day: date) -> FiscalYear:
    """The fiscal year in which the day lies."""
    return FiscalYear(day.year + _BE_OFFSET + (day.month >= _FIRST_MONTH))


def quarter_of(day: date) -> int:
    """1 to 4; October to December is the first."""
    return (day.month - _FIRST_MONTH) % 12 // 3 + 1
