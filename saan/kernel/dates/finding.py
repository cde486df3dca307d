"""All dates in a running text, with their places, the impossible ones among them named and never moved."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from saan.kernel.dates.calendar import ThaiDateError, make_date, weekday_doubt
from saan.kernel.dates.forms import be_year
from saan.kernel.dates.names import MONTHS, month_number
from saan.kernel.dates.patterns import (
    GAP,
    ISO,
    TO,
    day,
    lead,
    month,
    number_of,
    numeric,
    shadow,
    weekday_of,
    year,
    year_of,
)

Precision = Literal["day", "month"]
_WRITTEN = "ในข้อความเขียน"
_NO_YEAR = "ไม่ได้บอกปี"


@dataclass(frozen=True)
class FoundDate:
    """A date in a text; `date` is None where it is impossible or its year is unknown, and `problem` says why.

    `start` and `end` are offsets into the given text and leave out วันที่, เดือน and the weekday.
    A month has its first day as `date`. `doubt` tells of a weekday that does not agree with the date.
    """

    start: int
    end: int
    raw: str
    date: date | None
    problem: str | None = None
    precision: Precision = "day"
    doubt: str | None = None


@dataclass(frozen=True)
class FoundRange:
    """From one date to another, both included; `date` is the last day, by which a thing must be done."""

    start: int
    end: int
    raw: str
    first: FoundDate
    last: FoundDate

    @property
    def date(self) -> date | None:
        return self.last.date

    @property
    def precision(self) -> Precision:
        return self.last.precision

    @property
    def problem(self) -> str | None:
        if self.first.problem or self.last.problem:
            return self.first.problem or self.last.problem
        if self.first.date and self.last.date and self.first.date > self.last.date:
            return "วันเริ่มอยู่หลังวันสิ้นสุด"
        return None


@dataclass(frozen=True)
class _Point:
    """A date before its figures are known to agree; a part that was left out is None."""

    start: int
    end: int
    day: int | None
    month: int
    year_be: int | None
    weekday: int | None = None
    problem: str | None = None


class _Reader:
    """Reads matches over one text; `near` is the day by which a year that was left out is chosen."""

    def __init__(self, text: str, near: date | None) -> None:
        self.text = text
        self.near = near

    def found(self, point: _Point) -> FoundDate:
        raw = self.text[point.start : point.end]
        precision: Precision = "month" if point.day is None else "day"
        try:
            resolved = self._resolve(point)
        except ThaiDateError as error:
            return FoundDate(point.start, point.end, raw, None, str(error), precision)
        doubt = weekday_doubt(resolved, point.weekday)
        return FoundDate(point.start, point.end, raw, resolved, None, precision, doubt)

    def _resolve(self, point: _Point) -> date:
        if point.problem:
            raise ThaiDateError(point.problem)
        year_be = point.year_be
        if year_be is None:
            if self.near is None:
                raise ThaiDateError(_NO_YEAR)
            year_be = _nearest_year(point.month, self.near)
        return make_date(1 if point.day is None else point.day, point.month, year_be, written=_WRITTEN)

    def found_range(self, first: _Point, last: _Point) -> FoundRange:
        whole = self.text[first.start : last.end]
        return FoundRange(first.start, last.end, whole, self.found(first), self.found(last))


def _nearest_year(month_of_year: int, near: date) -> int:
    distance = month_of_year - near.month
    return be_year(near) + (1 if distance < -6 else -1 if distance > 6 else 0)


def _point(match: re.Match[str], n: int) -> _Point:
    groups = match.groupdict()
    name = groups.get(f"month{n}")
    number = 0 if name is None else int(name) if name.isdecimal() else month_number(name)
    day_text = groups.get(f"day{n}")
    present = [group for group in (f"day{n}", f"month{n}", f"year{n}") if groups.get(group)]
    start, end = min(map(match.start, present)), max(map(match.end, present))
    problem, year_be, day_number = None, None, None
    try:
        day_number = number_of(day_text) if day_text else None
        year_be = year_of(match, n)
    except ValueError as error:
        problem = str(error)
    return _Point(start, end, day_number, number, year_be, weekday_of(match, n), problem)


def _borrow(first: _Point, last: _Point) -> _Point:
    """The first point of a range, with the month and the year that only the last one states."""
    if first.month == 0:
        year_be, number, problem = last.year_be, last.month, last.problem
    else:
        crosses = first.year_be is None and last.year_be is not None and first.month > last.month
        year_be = first.year_be or (last.year_be - crosses if last.year_be is not None else None)
        number, problem = first.month, first.problem or (last.problem if first.year_be is None else None)
    return _Point(first.start, first.end, first.day, number, year_be, first.weekday, problem)


Found = FoundDate | FoundRange


def _read_range(reader: _Reader, match: re.Match[str]) -> Iterator[Found]:
    last = _point(match, 2)
    yield reader.found_range(_borrow(_point(match, 1), last), last)


def _read_list(reader: _Reader, match: re.Match[str]) -> Iterator[Found]:
    last = _point(match, 2)
    for number in re.finditer(r"\d{1,2}", match["days"]):
        at = match.start("days")
        yield reader.found(
            _Point(at + number.start(), at + number.end(), int(number.group()), last.month, last.year_be)
        )
    yield reader.found(last)


def _read_day(reader: _Reader, match: re.Match[str]) -> Iterator[Found]:
    yield reader.found(_point(match, 1))


def _read_figures(reader: _Reader, match: re.Match[str]) -> Iterator[Found]:
    point = _point(match, 1)
    sure = match["mark1"] == "/" and len(match["year1"]) == 4
    if point.day is None or (not sure and (point.day > 31 or not 1 <= point.month <= 12 or point.problem)):
        return
    if match["mark1"] == "." and len(match["year1"]) == 2:
        return
    yield reader.found(point)


def _read_month(reader: _Reader, match: re.Match[str]) -> Iterator[Found]:
    said = bool(match["said"]) or match.group().endswith("นี้")
    year_text = match["year1"]
    full = any(name == match["month1"] for name in MONTHS)
    if not said and (year_text is None or (not full and len(year_text) != 4)):
        return
    yield reader.found(_point(match, 1))


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[_Reader, re.Match[str]], Iterator[Found]]], ...] = (
    (re.compile(f"{lead(1)}{numeric(1)}{TO}{lead(2)}{numeric(2)}"), _read_range),
    (
        re.compile(
            f"{lead(1)}{day(1)}(?:{GAP}{month(1)}(?:{year(1)})?)?{TO}{lead(2)}{day(2)}{GAP}{month(2)}(?:{year(2)})?"
        ),
        _read_range,
    ),
    (
        re.compile(
            r"(?P<days>(?<![\d.,/])\d{1,2}(?: ?, ?\d{1,2})*) ?(?:,|และ|กับ) ?"
            f"{day(2)}{GAP}{month(2)}{year(2)}"
        ),
        _read_list,
    ),
    (re.compile(f"{lead(1)}{day(1)}{GAP}{month(1)}(?:{year(1)})?"), _read_day),
    (re.compile(lead(1) + numeric(1)), _read_figures),
    (re.compile(ISO), _read_day),
    (re.compile(f"{month(1)}(?:{year(1)})?{TO}{month(2)}{year(2)}"), _read_range),
    (re.compile(f"(?P<said>เดือน{GAP})?{month(1)}(?:{year(1)}|นี้)?"), _read_month),
)


def find_dates(text: str, near: date | None = None) -> list[Found]:
    """Dates and ranges in order of place, never overlapping.

    `near`, usually the date of the letter, gives the year to dates written without one (16 ธันวาคมนี้);
    without it such dates are found with the problem ไม่ได้บอกปี.
    """
    plain, reader = shadow(text), _Reader(text, near)
    taken = bytearray(len(text))
    found: list[Found] = []
    for pattern, read in _SHAPES:
        for match in pattern.finditer(plain):
            if any(taken[match.start() : match.end()]):
                continue
            for item in read(reader, match):
                found.append(item)
                taken[item.start : item.end] = b"\x01" * (item.end - item.start)
    return sorted(found, key=lambda item: item.start)
