"""What every kind of deadline is made of: its shape, what it may lean on, and the words round a date."""

import re
from dataclasses import dataclass, field
from datetime import date

from saan.kernel.dates import FoundDate, FoundRange
from saan.kernel.number_words import NUMBER_WORDS
from saan.letters.reader.quotas import count

WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
NUMBER = rf"(?:\d+|{NUMBER_WORDS})"
_BEFORE = re.compile(
    r"(?:ภายใน|ก่อน|ไม่เกิน|ไม่ช้ากว่า|อย่างช้า|ถึง|เป็น|ในวันที่|กำหนด(?:ส่ง|การ)?|ใน)? *"
    r"(?:วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)?)?(?:ที่)? *(?:สิ้น)?(?:เดือน|วัน)? *$"
)
_TIME = re.compile(
    r"(?:ก่อน|ภายใน|ไม่เกิน)? *เวลา *(\d{1,2})[.:](\d{2})(?: *น\.?)?|(?<=\s)(\d{1,2})[.:](\d{2}) *น\."
)


@dataclass(frozen=True)
class Context:
    """What a deadline may lean on: the day of the letter, the day named before, the day of the event,
    and what the numbered items before asked for, by their numbers."""

    written: date | None = None
    previous: dict | None = None
    event: date | None = None
    items: dict[str, dict] = field(default_factory=dict)


@dataclass(frozen=True)
class Deadline:
    """A deadline with its place in the clause; ``fields`` as in the record, ``problem`` says why it is invalid."""

    start: int
    end: int
    fields: dict
    problem: str | None = None
    weak: bool = field(default=False, compare=False)


def lead(text: str, at: int) -> int:
    """Where the words that make a date a deadline begin: ภายในวันศุกร์ที่ before 14 มิถุนายน."""
    window = text[max(0, at - 40) : at]
    match = _BEFORE.search(window)
    return at - (len(window) - match.start()) if match else at


def time_after(text: str, at: int) -> tuple[str, int] | None:
    match = _TIME.match(text, at) or _TIME.match(text, at + 1) or _TIME.search(text, at, at + 30)
    if not match:
        return None
    hour, minute = (match[1], match[2]) if match[1] else (match[3], match[4])
    return f"{int(hour):02d}:{minute}", match.end()


def iso(found: FoundDate | FoundRange) -> str | None:
    if found.date is None:
        return None
    return found.date.isoformat()[:7] if found.precision == "month" else found.date.isoformat()


def number_in(text: str) -> int | None:
    """A number in figures or words; None where the words name none."""
    try:
        return count(text)
    except ValueError:
        return None
