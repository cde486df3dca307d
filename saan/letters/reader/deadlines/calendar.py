"""Days named by the calendar: the end of a quarter, a year or a month, its working days, this month and the next."""

import re
from calendar import monthrange
from datetime import date, timedelta

from saan.kernel import workdays
from saan.kernel.dates import FoundDate
from saan.letters.reader.deadlines.shape import NUMBER, WEEKDAYS, Context, Deadline, iso, lead, number_in

QUARTER = re.compile(
    r"(?P<lead>ภายใน|สิ้น|ถึง|ใน|จนถึง|ก่อน)? *(?:สิ้น)? *ไตรมาส *(?:ที่)? *(?P<first>[1-4])(?: *- *(?P<last>[1-4]))?"
    r"(?:[^\d(]{0,30}(?P<year>25\d\d))?"
)
YEAR_END = re.compile(
    r"(?:สิ้น|ภายใน)ปี(?P<fiscal>งบประมาณ)? *(?:(?:พ\.ศ\. *)?(?P<year>25\d\d)|(?P<this>นี้)|(?P<bare>(?![ก-๎\d])))"
)
_NTH_WORKDAY = re.compile(
    rf"วันทำการ(?:ที่ *(?P<n>{NUMBER})|(?P<first>แรก)|(?P<last>สุดท้าย)) *(?:ของ)?(?:เดือน)? *$"
)
# ภายในสิ้นเดือน, ภายในวันทำการสุดท้ายของเดือนนี้, ภายในเดือนหน้า, ภายในวันที่ 20 เดือนนี้
_THIS_MONTH = re.compile(
    r"(?:ภายใน|ก่อน|ไม่เกิน|ใน|ให้แล้วเสร็จ)(?:กำหนด)?"
    r"(?:(?P<end>(?:วัน)?สิ้น|วันสุดท้ายของ)|(?P<work>วันทำการสุดท้ายของ)|วันที่ *(?P<day>\d{1,2}) *(?:ของ)?)?"
    r"เดือน(?:(?P<this>นี้)|(?P<next>หน้า|ถัดไป)|(?P<bare>(?![ก-๎] ?)))"
)
_WEEKDAY = re.compile(rf"(?:ภายใน|ก่อน|ใน)?วัน(?P<day>{'|'.join(WEEKDAYS)})(?:ที่จะถึง)?นี้")
_TODAY = re.compile(r"(?:ภายใน|ก่อน)วัน(?:(?P<today>นี้)|พรุ่งนี้)")


def _once(start: int, end: int, day: date | str) -> Deadline:
    return Deadline(start, end, {"kind": "once", "date": day if isinstance(day, str) else day.isoformat()})


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def nth_workday(text: str, dates: list, context: Context) -> Deadline | None:
    """ภายในวันทำการที่ ๓ ของเดือนธันวาคม ๒๕๖๕."""
    for found in dates:
        if not isinstance(found, FoundDate) or found.precision != "month" or not found.date:
            continue
        match = _NTH_WORKDAY.search(text, 0, found.start)
        day = _workday_of(found.date, match) if match else None
        if match and day:
            return _once(lead(text, match.start()), found.end, day)
    return None


def _workday_of(month: date, match: re.Match[str]) -> date | None:
    if match["last"]:
        return workdays.previous_workday(month_end(month) + timedelta(days=1))
    n = 1 if match["first"] else number_in(match["n"])
    return workdays.add_workdays(month - timedelta(days=1), n) if n and n < 24 else None


def quarter(text: str, dates: list, context: Context) -> Deadline | None:
    """The end of a quarter or of a year; a day in brackets after it wins."""
    match = QUARTER.search(text)
    if not match or not match["lead"]:
        return _year(text, context)
    for found in dates:
        if isinstance(found, FoundDate) and found.date and 0 <= found.start - match.end() <= 4:
            return Deadline(match.start(), found.end + 1, {"kind": "once", "date": iso(found)})
    day = quarter_end(match, context)
    return _once(match.start(), match.end(), day) if day else None


def quarter_end(match: re.Match[str], context: Context) -> date | None:
    """Quarters are of the fiscal year, which begins in October; without a year, of the letter's own."""
    year = int(match["year"]) - 543 if match["year"] else _fiscal_year(context)
    if year is None:
        return None
    number = int(match["last"] or match["first"])
    return (date(year - 1, 12, 31), date(year, 3, 31), date(year, 6, 30), date(year, 9, 30))[number - 1]


def _fiscal_year(context: Context) -> int | None:
    return context.written.year + (context.written.month >= 10) if context.written else None


def _year(text: str, context: Context) -> Deadline | None:
    match = YEAR_END.search(text)
    day = year_end(match, context) if match else None
    return _once(match.start(), match.end(), day) if match and day else None


def year_end(match: re.Match[str], context: Context) -> date | None:
    """The last day of the year named, or of the letter's own where it says นี้ or nothing."""
    year: int | None
    if match["year"]:
        year = int(match["year"]) - 543
    elif match["fiscal"]:
        year = _fiscal_year(context)
    else:
        year = context.written.year if context.written else None
    if year is None:
        return None
    return date(year, 9, 30) if match["fiscal"] else date(year, 12, 31)


def near(text: str, dates: list, context: Context) -> Deadline | None:
    """Days told from the day of the letter: this month and its end, the next month, this Friday, today."""
    if context.written is None:
        return None
    match = _THIS_MONTH.search(text)
    day = _of_month(match, context.written) if match else None
    if match and day:
        return _once(match.start(), match.end(), day)
    weekday = _WEEKDAY.search(text)
    if weekday:
        ahead = (WEEKDAYS.index(weekday["day"]) - context.written.weekday()) % 7
        return _once(weekday.start(), weekday.end(), context.written + timedelta(days=ahead))
    today = _TODAY.search(text)
    if today:
        return _once(today.start(), today.end(), context.written + timedelta(days=0 if today["today"] else 1))
    return None


def _of_month(match: re.Match[str], written: date) -> date | str | None:
    month = month_end(written) + timedelta(days=1) if match["next"] else written.replace(day=1)
    if match["end"]:
        return month_end(month)
    if match["work"]:
        return workdays.previous_workday(month_end(month) + timedelta(days=1))
    if match["day"]:
        n = int(match["day"])
        return month.replace(day=n) if 1 <= n <= month_end(month).day else None
    return month.isoformat()[:7] if match["this"] or match["next"] else None
