"""Whether a day, a month and a year make a date, and if not, why not, in Thai."""

from calendar import monthrange
from datetime import date

from saan.kernel.dates.forms import BE_OFFSET, format_long
from saan.kernel.dates.names import MONTHS, WEEKDAYS

FIRST_BE_YEAR = 2400
LAST_BE_YEAR = 2700
_CHRISTIAN_BELOW = 2200


class ThaiDateError(ValueError):
    """Text that is no date; its str is a Thai sentence fit to show beside the field."""


def resolve_year(year: int, *, digits: int, era: str = "") -> int:
    """The Buddhist year meant by a written year.

    Two digits are of the century 25xx; below 2200 a full year is Christian unless พ.ศ. stands before it.
    Raises ThaiDateError outside 2400 to 2700.
    """
    christian = era.startswith("ค") or (not era and digits == 4 and year < _CHRISTIAN_BELOW)
    buddhist = 2500 + year if digits <= 2 and not christian else year + BE_OFFSET * christian
    if not FIRST_BE_YEAR <= buddhist <= LAST_BE_YEAR:
        raise ThaiDateError(f"ปี {year} อยู่นอกช่วง พ.ศ. {FIRST_BE_YEAR}–{LAST_BE_YEAR} โปรดตรวจปีแล้วแก้ไข")
    return buddhist


def make_date(day: int, month: int, year_be: int, *, written: str = "ท่านกรอก") -> date:
    """The date; `written` names who wrote the figures in the error, e.g. ในข้อความเขียน."""
    if not 1 <= month <= 12:
        raise ThaiDateError(f"เดือนต้องอยู่ระหว่าง 1 ถึง 12 {written} {month}")
    length = monthrange(year_be - BE_OFFSET, month)[1]
    if not 1 <= day <= length:
        raise ThaiDateError(f"{MONTHS[month - 1]} {year_be} มี {length} วัน {written} {day}")
    return date(year_be - BE_OFFSET, month, day)


def weekday_doubt(day: date, weekday: int | None) -> str | None:
    """A Thai sentence when the written weekday is not that of the date."""
    if weekday is None or weekday == day.weekday():
        return None
    return f"{format_long(day)} เป็นวัน{WEEKDAYS[day.weekday()]} ไม่ใช่วัน{WEEKDAYS[weekday]}"
