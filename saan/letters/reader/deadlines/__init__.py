"""By when: a day, a repetition, a range, a time after an event, at once, or a day that does not exist.

Dates are found by the kernel; here the words beside them tell what kind of deadline they make.
"""

import re

from saan.kernel.dates import FoundDate, FoundRange, find_dates
from saan.letters.reader.deadlines.calendar import month_end, near, nth_workday, quarter
from saan.letters.reader.deadlines.leaning import leaning, relative
from saan.letters.reader.deadlines.repeating import recurring
from saan.letters.reader.deadlines.shape import Context, Deadline, iso, lead, time_after

__all__ = ["Context", "Deadline", "deadline"]

_STRONG = re.compile(r"(?:ภายใน|ก่อน|ไม่เกิน|ไม่ช้ากว่า|อย่างช้า|แล้วเสร็จ|กำหนดส่ง)")
_ASAP = re.compile(r"(?:โดย|อย่าง)(?:เร็ว|ด่วน|พลัน|ทันที|เร่งด่วน)(?:ที่สุด)?|(?:ใน)?(?<!ท่วง)ทันที(?!ที่|ท่วง)")
_PAST = re.compile(r"(?:เมื่อ|ลง)(?:วัน)?(?:[ก-๛]*ที่)? *$")
_NO_DUE = re.compile(r"ลงวันที่ *$|ณ วันที่ *$|เมื่อ[^\s]{0,14} *$|ประจำเดือน *$|(?:จึง)?ขยาย[^\d]{0,20}$")
# จากเดิมภายในวันที่ … เป็น …, แทนกำหนดเดิม …: a day that another takes the place of
_OLD_DAY = re.compile(r"เดิม(?:คือ|กำหนด(?:ไว้)?)?(?:ภายใน|ใน|เมื่อ)?(?:วัน)?(?:[ก-๎]*ที่)? *$")
_FROM_DAY = re.compile(r"จาก(?:กำหนด(?:เดิม)?)?(?:ภายใน|ใน)?วัน(?:[ก-๎]*ที่)? *$")
_TO_DAY = re.compile(r" *(?:ออกไป)?(?:ไป)?เป็น")


def deadline(text: str, context: Context) -> Deadline | None:
    """The one deadline of a clause: a repetition before a day, a day before a span of time, at once last."""
    dates = find_dates(text, near=context.written)
    for reader in (recurring, relative, _ranged, nth_workday, quarter, _dated, near, leaning, _asap):
        found = reader(text, dates, context)
        if found:
            return found
    return None


def _ranged(text: str, dates: list, context: Context) -> Deadline | None:
    for found in dates:
        before = text[max(0, found.start - 40) : found.start]
        if isinstance(found, FoundRange) and (found.first.date or found.last.date):
            start = lead(text, found.start)
            fields = {"kind": "range", "from": iso(found.first), "date": iso(found.last)}
            return Deadline(start, found.end, fields)
        if found.date and re.search(r"ตั้งแต่(?:บัดนี้)?(?:วัน)?(?:[ก-๛]*ที่)? *$", before):
            onward = re.match(r" *เป็นต้นไป", text[found.end :])
            if onward:
                fields = {"kind": "range", "from": iso(found), "date": None}
                return Deadline(lead(text, found.start), found.end + onward.end(), fields)
    return None


def _dated(text: str, dates: list, context: Context) -> Deadline | None:
    candidates = []
    for found in dates:
        if not isinstance(found, FoundDate) or _superseded(text, found):
            continue
        start = lead(text, found.start)
        words = text[start : found.start]
        if not words.strip() or _PAST.search(text[max(0, found.start - 20) : found.start]):
            continue
        if _NO_DUE.search(text[max(0, found.start - 30) : found.start]):
            continue
        strong = bool(_STRONG.search(text[max(0, start - 12) : found.start]))
        if not strong and found.precision == "month":
            continue
        candidates.append((not strong, start, found))
    if not candidates:
        return None
    _, start, found = min(candidates, key=lambda c: (c[0], c[1]))
    if found.date is None:
        fields: dict = {"kind": "invalid", "raw": found.raw, "date": None}
        return Deadline(start, found.end, fields, found.problem)
    ends = found.precision == "month" and "สิ้น" in text[start : found.start]
    fields, end = (
        {"kind": "once", "date": month_end(found.date).isoformat() if ends else iso(found)},
        found.end,
    )
    time = time_after(text, end)
    if time:
        fields["time"], end = time
    return Deadline(start, end, fields)


def _superseded(text: str, found: FoundDate) -> bool:
    """The old day of a changed deadline: after เดิม, or after จากวันที่ where เป็น follows."""
    before = text[max(0, found.start - 40) : found.start]
    if _OLD_DAY.search(before):
        return True
    return bool(_FROM_DAY.search(before) and _TO_DAY.match(text, found.end))


def _asap(text: str, dates: list, context: Context) -> Deadline | None:
    match = _ASAP.search(text)
    return Deadline(match.start(), match.end(), {"kind": "asap"}, weak=True) if match else None
