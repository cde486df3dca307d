"""Deadlines that lean on something else: a span after an event, an earlier item, the day named before, the meeting."""

import re
from datetime import date, timedelta

from saan.kernel import workdays
from saan.kernel.dates import FoundDate
from saan.letters.reader.deadlines.shape import NUMBER, Context, Deadline, number_in

_SPELLED = rf"(?: ?\({NUMBER}\))?"
_UNIT = r"(?P<unit>วันทำการ|วันทำงาน|วัน(?!ที่)|สัปดาห์|เดือน)"
_WITHIN = re.compile(
    rf"(?:ภายใน|ไม่เกิน)(?:กำหนด|เวลา|ระยะเวลา)*(?:ไม่เกิน)? *(?P<n>{NUMBER}){_SPELLED} *{_UNIT}"
    r"(?: *(?:นับ|หลัง|จาก|ตั้งแต่|ภายหลัง)(?:แต่|จาก|ตั้งแต่|ถัด|เมื่อ)*(?P<event> *[^\s,]{2,60})?)?"
)
_UNITS = {"วันทำการ": "workday", "วันทำงาน": "workday", "วัน": "day", "สัปดาห์": "week", "เดือน": "month"}
# a start that the letter itself gives
_OWN_DAY = re.compile(
    r"วันที่(?:ที่)?(?:ลง(?:ใน)?|ใน|ออก|ตาม)(?:หนังสือ|คำสั่ง|ประกาศ)(?!ที่ได้รับ)|วัน(?:ที่)?(?:มี|ออก)(?:คำสั่ง|ประกาศ)"
)
_ITEM = re.compile(r"(?:ภายใน|ตาม)(?:วัน|กำหนด|ระยะ|เวลา)[ก-๎ ]{0,24}ข้อ *(?P<item>\d{1,2}(?:\.\d{1,2})*)")
_SAME = re.compile(
    r"(?:ภายใน|ใน|ตาม)?(?:วันเดียวกัน|(?:กำหนด|ระยะ)(?:เวลา)?(?:เดียวกัน|ดังกล่าว)|วัน(?:ที่|และเวลา|เวลา)?ดังกล่าว)|(?:ส่ง)?(?:มา)?พร้อมกันนี้"
)
_BEFORE_EVENT = re.compile(
    rf"ก่อนวัน(?P<event>ประชุม|งาน|จัดงาน|อบรม|สัมมนา|ประกวด)[^\d\s]* *(?P<n>{NUMBER}) *(?P<unit>วันทำการ|วัน)"
)


def relative(text: str, dates: list, context: Context) -> Deadline | None:
    """A span after an event; a day of its own where the start is the letter's day or printed."""
    match = _WITHIN.search(text)
    n = number_in(match["n"]) if match else None
    if not match or n is None:
        return None
    event = re.split(r"(?=ทาง|ตาม|ผ่าน|โดย)", (match["event"] or "").strip())[0] or None
    unit = _UNITS[match["unit"]]
    start, end = _start(event, match, dates, context)
    if start and n < 1000:
        return Deadline(match.start(), end, {"kind": "once", "date": _later(start, n, unit).isoformat()})
    fields = {"kind": "relative", "n": n, "unit": unit, "from": event}
    return Deadline(match.start(), match.end(), fields)


def _start(event: str | None, match: re.Match[str], dates: list, context: Context) -> tuple[date | None, int]:
    if event is None:
        return None, match.end()
    if _OWN_DAY.match(event) and context.written:
        return context.written, match.end()
    for found in dates:
        printed = isinstance(found, FoundDate) and found.date and found.precision == "day"
        if printed and event.startswith("วันที่") and 0 <= found.start - match.start("event") <= 8:
            return found.date, found.end
    return None, match.end()


def _later(start: date, n: int, unit: str) -> date:
    if unit == "workday":
        return workdays.add_workdays(start, n)
    if unit == "month":
        month = start.month - 1 + n
        first = date(start.year + month // 12, month % 12 + 1, 1)
        return min(
            first + timedelta(days=start.day - 1),
            (first + timedelta(days=31)).replace(day=1) - timedelta(days=1),
        )
    return start + timedelta(days=n * (7 if unit == "week" else 1))


def leaning(text: str, dates: list, context: Context) -> Deadline | None:
    """The day of an earlier item, the same day as before, n days before the meeting."""
    before = _BEFORE_EVENT.search(text)
    n = number_in(before["n"]) if before else None
    if before and n is not None:
        return _before_event(before, n, context)
    cited = _ITEM.search(text)
    if cited and cited["item"] in context.items:
        return Deadline(cited.start(), cited.end(), dict(context.items[cited["item"]]))
    same = _SAME.search(text)
    if same and context.previous:
        return Deadline(same.start(), same.end(), dict(context.previous))
    return None


def _before_event(match: re.Match[str], n: int, context: Context) -> Deadline:
    unit = _UNITS[match["unit"]]
    if context.event and unit == "day" and n < 1000:
        day = context.event - timedelta(days=n)
        return Deadline(match.start(), match.end(), {"kind": "once", "date": day.isoformat()})
    fields = {"kind": "relative", "n": n, "unit": unit, "from": f"ก่อนวัน{match['event']}"}
    return Deadline(match.start(), match.end(), fields)
