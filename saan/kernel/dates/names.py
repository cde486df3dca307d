"""The names of days and months, and the ways people write them."""

import re
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
SHORT_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")

_MISSPELT = {
    "กุมภาพันธุ์": 2,
    "กุมภาพัน": 2,
    "กุมพาพันธ์": 2,
    "พฤศภาคม": 5,
    "พฤษาคม": 5,
    "มิถุนาย": 6,
    "กรกฏาคม": 7,
    "กรกฎคม": 7,
    "พฤษจิกายน": 11,
    "พฤศจิการยน": 11,
    "ธันวาคาม": 12,
}
_SPOKEN = {re.sub("(คม|ยน|พันธ์)$", "", name): month for month, name in enumerate(MONTHS, 1)}
_UNDOTTED = {name.replace(".", ""): month for month, name in enumerate(SHORT_MONTHS, 1)}
_FULL = {name: month for month, name in enumerate(MONTHS, 1)} | _MISSPELT
_BY_SPELLING = _FULL | _SPOKEN | _UNDOTTED

_THAI_LETTER = "[ก-\u0e4e]"


def _any_of(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _dotted(name: str) -> str:
    first, second = name.rstrip(".").split(".")
    return rf"{first} ?\. ?{second}\.?|{first}{second}\."


MONTH_PATTERN = (
    f"(?:{_any_of([*_FULL])}"
    f"|(?:{'|'.join(_dotted(name) for name in SHORT_MONTHS)})(?![ก-ฮ]\\.)"
    f"|(?:{_any_of([*_SPOKEN, *_UNDOTTED])})(?!{_THAI_LETTER}))"
)
"""Regular expression, without groups, of a month in full, short, spoken and common wrong spellings."""

WEEKDAY_PATTERN = f"(?:{_any_of([*WEEKDAYS, 'พฤหัสฯ', 'พฤหัส'])}|(?<!{_THAI_LETTER})(?:พฤ|อา|[จอพศส]) ?\\.)"
"""Regular expression, without groups, of a weekday in full or short."""


def month_number(name: str) -> int:
    """1 to 12 for a name that `MONTH_PATTERN` has matched."""
    return _BY_SPELLING[re.sub(r"[.\s]", "", name)]


def weekday_number(name: str) -> int:
    """0 for Monday to 6 for Sunday, for a name that `WEEKDAY_PATTERN` has matched."""
    if name in WEEKDAYS:
        return WEEKDAYS.index(name)
    if name.startswith("พฤหัส"):
        return 3
    return SHORT_WEEKDAYS.index(name.replace(" ", ""))
