"""One field, one date: what people type or paste, in any of the written forms."""

import re
from datetime import date

from saan.kernel.dates.calendar import ThaiDateError, make_date, weekday_doubt
from saan.kernel.dates.names import month_number
from saan.kernel.dates.patterns import (
    GAP,
    ISO,
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
from saan.kernel.spelling import canonical

_WRITTEN = re.compile(f"(?:ณ )?{lead(1)}{day(1)}{GAP}{month(1)}(?:{year(1)})?")
_NUMERIC = re.compile(lead(1) + numeric(1))
_ISO = re.compile(ISO + r"(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?")
_MONTH_ONLY = re.compile(f"{month(1)}(?:{year(1)})?")
_EXAMPLE = "เช่น 26 กันยายน 2566 หรือ 26/9/2566"


def parse_date(text: str) -> date:
    """The date that the text names.

    Thai, Arabic and mixed digits; months in full or short; years of four or two digits, Buddhist, or
    Christian where unmistakable; weekday, วันที่, พ.ศ. and numbers in words allowed. Raises ThaiDateError.
    """
    plain = re.sub(r"\s+", " ", shadow(canonical(text))).strip().removesuffix(".")
    plain_with_dot = plain + "." if text.rstrip().endswith(".") else plain
    for candidate in (plain, plain_with_dot):
        match = _WRITTEN.fullmatch(candidate) or _NUMERIC.fullmatch(candidate) or _ISO.fullmatch(candidate)
        if match:
            return _date_of(match)
    raise ThaiDateError(_reason(plain))


def _date_of(match: re.Match[str]) -> date:
    name = match["month1"]
    number = int(name) if name.isdecimal() else month_number(name)
    year_be = year_of(match, 1)
    if year_be is None:
        raise ThaiDateError(f"“{match.group()}” ยังไม่ได้บอกปี พ.ศ. โปรดเติมปี {_EXAMPLE}")
    found = make_date(number_of(match["day1"]), number, year_be)
    doubt = weekday_doubt(found, weekday_of(match, 1))
    if doubt:
        raise ThaiDateError(f"{doubt} โปรดตรวจว่าวันหรือวันที่ผิด")
    return found


def _reason(plain: str) -> str:
    if not plain:
        return f"ยังไม่ได้กรอกวันที่ โปรดกรอก {_EXAMPLE}"
    if _MONTH_ONLY.fullmatch(plain):
        return f"“{plain}” บอกเพียงเดือน ยังไม่ได้บอกวันที่ โปรดกรอก {_EXAMPLE}"
    shown = plain if len(plain) <= 40 else plain[:40] + "…"
    return f"อ่าน “{shown}” เป็นวันที่ไม่ได้ โปรดกรอก {_EXAMPLE}"
