"""A month as offices write it, in a cell or in the heading of a column, with its year or without."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from saan.kernel.dates import ThaiDateError, parse_date
from saan.kernel.dates.calendar import resolve_year
from saan.kernel.dates.names import MONTH_PATTERN, MONTHS, SHORT_MONTHS, month_number
from saan.kernel.digits import to_arabic
from saan.registry.naming import tidy

_BE = 543
_OCTOBER = 10
_EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = (36_892, 73_050)
ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BEFORE = r"(?:ประจำ)?(?:เดือน)?\s*"
_YEAR = r"\s*[-/.,' ]*\s*(?P<era>พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?\s*(?P<year>\d{4}|\d{2})?"
_THAI = re.compile(rf"{_BEFORE}(?P<name>{MONTH_PATTERN}){_YEAR}")
_LATIN = re.compile(rf"(?P<name>{'|'.join(ENGLISH)})[a-z]*\.?{_YEAR}", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s*[-/.]\s*(?P<month>\d{1,2})")
_MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>\d{4}|\d{2})")
_DATE_CELL = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ T][\d:.]+)?")
_FISCAL = re.compile(r"(?:ปี\s*งบ(?:ประมาณ)?|งปม\.?)\s*(?:พ\.?\s?ศ\.?)?\s*(\d{4}|\d{2})(?!\d)")
_CALENDAR = re.compile(r"(?:ปี|พ\.?\s?ศ\.?)\s*(?:พ\.?\s?ศ\.?)?\s*(2[45]\d\d)(?!\d)|(?<!\d)(25\d\d)(?!\d)")


@dataclass(frozen=True)
class Written:
    """A month that was written; `year` is the Christian year, null where it was not said.

    `guessed` where a program took a year of two figures for one of the last century ("ต.ค. 66" kept as 1966).
    """

    month: int
    year: int | None = None
    guessed: bool = False

    @property
    def day(self) -> date | None:
        """Its first day, if the year is known."""
        return date(self.year, self.month, 1) if self.year else None

    @property
    def text(self) -> str:
        """As it is written in our own workbooks: ต.ค. 2566."""
        return month_label(self.day) if self.day else MONTHS[self.month - 1]

    def within(self, year_be: int, *, fiscal: bool) -> "Written":
        """The month of a Buddhist year; October to December of a fiscal year lie in the year before."""
        return Written(self.month, year_be - _BE - (fiscal and self.month >= _OCTOBER))


@dataclass(frozen=True)
class YearAround:
    """The year that a title above a table names."""

    be: int
    fiscal: bool


def month_label(month: date) -> str:
    """ต.ค. 2566."""
    return f"{SHORT_MONTHS[month.month - 1]} {month.year + _BE}"


def read_month(text: str) -> Written | None:
    """The month that a cell names, or that of the day it names; null for anything else."""
    plain = to_arabic(tidy(text))
    if match := _DATE_CELL.fullmatch(plain):
        return _dated(int(match["year"]), int(match["month"]))
    if found := read_heading(plain):
        return found
    if re.fullmatch(r"\d{5}(?:\.0+)?", plain) and _SERIALS[0] <= float(plain) <= _SERIALS[1]:
        day = _EXCEL_ZERO + timedelta(days=int(float(plain)))
        return Written(day.month, day.year)
    try:
        day = parse_date(plain)
    except ThaiDateError:
        return None
    return Written(day.month, day.year)


def read_heading(text: str) -> Written | None:
    """The month that a heading names, and nothing besides; a day within a month is no heading."""
    plain = to_arabic(tidy(text))
    if (match := _DATE_CELL.fullmatch(plain)) and int(match["day"]) == 1:
        return _dated(int(match["year"]), int(match["month"]))
    for pattern in (_THAI, _LATIN):
        if match := pattern.fullmatch(plain):
            return _named(match)
    for pattern in (_YEAR_FIRST, _MONTH_FIRST):
        if match := pattern.fullmatch(plain):
            return _numbered(match)
    return None


def _dated(year: int, month: int) -> Written | None:
    if not 1 <= month <= 12:
        return None
    if 1900 < year < 2001:
        return Written(month, year - 1900 + 2500 - _BE, guessed=True)
    return Written(month, year - _BE if year > 2400 else year)


def _named(match: re.Match[str]) -> Written | None:
    name = match["name"]
    number = ENGLISH.index(name.lower()) + 1 if name[0].isascii() else month_number(name)
    return _of_year(number, match["year"], match["era"] or "", short_is_be=not name[0].isascii())


def _numbered(match: re.Match[str]) -> Written | None:
    month = int(match["month"])
    return _of_year(month, match["year"], "") if 1 <= month <= 12 else None


def _of_year(month: int, year: str | None, era: str, *, short_is_be: bool = True) -> Written | None:
    if not year:
        return Written(month)
    if len(year) == 2 and not short_is_be and int(year) < 40:
        return Written(month, 2000 + int(year))
    if len(year) == 2 and era.startswith("ค"):
        return Written(month, 2000 + int(year))
    try:
        return Written(month, resolve_year(int(year), digits=len(year), era=era) - _BE)
    except ThaiDateError:
        return None


def year_around(text: str) -> YearAround | None:
    """The year named in a title: a fiscal year if it says so."""
    plain = to_arabic(text)
    if match := _FISCAL.search(plain):
        return YearAround(resolve_year(int(match[1]), digits=len(match[1])), fiscal=True)
    if match := _CALENDAR.search(plain):
        return YearAround(int(match[1] or match[2]), fiscal=False)
    return None


def placed_in_years(
    months: Mapping[int, Written], years: Mapping[int, YearAround], around: YearAround | None
) -> dict[int, Written]:
    """The months of columns, those without a year put into that of their own heading or of the title above.

    Columns that begin with October run through a fiscal year, though the title may call it only a year.
    """
    bare = [column for column in sorted(months) if months[column].year is None]
    from_october = bool(bare) and months[bare[0]].month == _OCTOBER
    placed = dict(months)
    for column in bare:
        year = years.get(column) or around
        if year is not None:
            placed[column] = months[column].within(year.be, fiscal=year.fiscal or from_october)
    return placed
