"""The written shapes of a date as regular expressions, over text that `shadow` has made uniform."""

import re

from saan.kernel.dates.calendar import ThaiDateError, resolve_year
from saan.kernel.dates.names import MONTH_PATTERN, WEEKDAY_PATTERN, weekday_number
from saan.kernel.number_words import NUMBER_WORDS, parse_number

_SHADOW = str.maketrans(
    "๐๑๒๓๔๕๖๗๘๙‐‑‒–—−\t\r\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\ufeff",
    "0123456789------          ",
)

GAP = r" *(?:\n *)?"
_ERA = r"พ ?\. ?ศ ?\.?|พศ\.?|พุทธศักราช|ค ?\. ?ศ ?\.?|คศ\.?|คริสต์?ศักราช"
_TH = r"(?:ที่+|ท่+ี)"
_NUMERAL_ENDS = r"(?!\d|[.,:]\d)"
_COUNTED = "คน|ราย|กลุ่ม|แห่ง|ชุด|ชิ้น|ฉบับ|บาท|ตำบล|อำเภอ|จังหวัด|หมู่บ้าน|ครัวเรือน|ผลิตภัณฑ์|ชุมชน|นาที|ชั่วโมง|วัน|น\\."

TO = rf"{GAP}(?:-|จนถึง|ถึง){GAP}(?:วัน{_TH}?|{_TH})?{GAP}"


def shadow(text: str) -> str:
    """The text with Arabic digits, plain hyphens and plain spaces, character for character."""
    return text.translate(_SHADOW)


def lead(n: int) -> str:
    """The words before a day: วันที่, วันศุกร์ที่, ศ., ที่."""
    return rf"(?:(?:วัน ?)?(?P<weekday{n}>{WEEKDAY_PATTERN}) ?{_TH}?{GAP}|(?:วัน)?{_TH}{GAP})?"


def day(n: int) -> str:
    """A day of the month in digits or in words."""
    return rf"(?P<day{n}>(?<!\d)(?<!\d[.,/])\d{{1,2}}(?!\d)|{NUMBER_WORDS})"


def month(n: int) -> str:
    """A month by its name."""
    return rf"(?:(?:เดือน)?{GAP}(?P<month{n}>{MONTH_PATTERN}))"


def year(n: int) -> str:
    """A year of four digits, of two that count nothing, or in words; the era may stand before it."""
    short = rf"\d{{2}}{_NUMERAL_ENDS}(?!{GAP}(?:{_COUNTED}))"
    return rf"(?:{GAP}(?:(?P<era{n}>{_ERA}){GAP})?(?P<year{n}>\d{{4}}(?!\d)|{short}|สองพัน{NUMBER_WORDS}))"


def numeric(n: int) -> str:
    """Day, month and year in figures with a slash, a hyphen or a full stop between."""
    return (
        rf"(?<![\d/.-])(?P<day{n}>\d{{1,2}}) ?(?P<mark{n}>[/.-]) ?(?P<month{n}>\d{{1,2}}) ?(?P=mark{n}) ?"
        rf"(?P<year{n}>\d{{4}}|\d{{2}})(?![\d/-]|\.\d)"
    )


ISO = r"(?<![\d-])(?P<year1>\d{4})-(?P<month1>\d{2})-(?P<day1>\d{2})(?:(?=T\d)|(?![\w-]))"


def number_of(value: str) -> int:
    """The number that a day or a year group holds; raises ThaiDateError on words that make no number."""
    if value.isdecimal():
        return int(value)
    try:
        return parse_number(value)
    except ValueError as error:
        raise ThaiDateError(str(error)) from error


def year_of(match: re.Match[str], n: int) -> int | None:
    """The Buddhist year of point `n`, None where it was left out; raises ThaiDateError outside the range."""
    groups = match.groupdict()
    value = groups.get(f"year{n}")
    if value is None:
        return None
    number = number_of(value)
    digits = len(value) if value.isdecimal() else len(str(number))
    return resolve_year(number, digits=digits, era=groups.get(f"era{n}") or "")


def weekday_of(match: re.Match[str], n: int) -> int | None:
    """0 for Monday to 6 for Sunday where point `n` names its weekday."""
    name = match.groupdict().get(f"weekday{n}")
    return weekday_number(name) if name else None
