"""By when: a day, a repetition, a range, a time after an event, at once, or a day that does not exist.

Dates are found by the kernel; here the words beside them tell what kind of deadline they make.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from saan.kernel import workdays
from saan.kernel.dates import MONTHS, SHORT_MONTHS, FoundDate, FoundRange, find_dates
from saan.kernel.number_words import NUMBER_WORDS
from saan.letters.reader.quotas import count

_BEFORE = re.compile(
    r"(?:ภายใน|ก่อน|ไม่เกิน|ไม่ช้ากว่า|อย่างช้า|ถึง|เป็น|ในวันที่|กำหนด(?:ส่ง|การ)?|ใน)? *"
    r"(?:วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)?)?(?:ที่)? *(?:สิ้น)?(?:เดือน|วัน)? *$"
)
_STRONG = re.compile(r"(?:ภายใน|ก่อน|ไม่เกิน|ไม่ช้ากว่า|อย่างช้า|แล้วเสร็จ|กำหนดส่ง)")
_DAYS = {
    "จันทร์": "mon",
    "อังคาร": "tue",
    "พุธ": "wed",
    "พฤหัสบดี": "thu",
    "พฤหัส": "thu",
    "ศุกร์": "fri",
    "เสาร์": "sat",
    "อาทิตย์": "sun",
}
_DAY = "|".join(_DAYS)
_N = rf"(?:\d+|{NUMBER_WORDS})"
_TIME = re.compile(
    r"(?:ก่อน|ภายใน|ไม่เกิน)? *เวลา *(\d{1,2})[.:](\d{2})(?: *น\.?)?|(?<=\s)(\d{1,2})[.:](\d{2}) *น\."
)
_OF_MONTH = r"(?:ของ)?(?:ทุก|แต่ละ)? ?เดือน(?:ถัดไป)?"
_MONTH_NAME = "(?:" + "|".join([*MONTHS, *SHORT_MONTHS]).replace(".", r"\.") + ")"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # the 5th of the first month after the quarter, whichever is named first
    (re.compile(r"วันที่ *(?P<d1>\d{1,2}) *ของเดือน(?:แรก|ถัดไป)?(?:หลัง|ของ|ถัดจาก)?.{0,14}ไตรมาส"), "quarterly"),
    (re.compile(r"(?:ทุก|ราย) ?ไตรมาส.{0,20}วันที่ *(?P<d1>\d{1,2}) *ของเดือน(?:แรก|ถัดไป)"), "quarterly"),
    (
        re.compile(
            rf"ทุก ?วัน ?ที่ *(?P<d1>\d{{1,2}})(?: *(?:,|และ(?:วันที่)?) *(?P<d2>\d{{1,2}}))?(?: *{_OF_MONTH})?"
        ),
        "monthly",
    ),
    (
        re.compile(
            r"วันที่ *(?P<d1>\d{1,2})(?: *(?:,|และ(?:วันที่)?) *(?P<d2>\d{1,2}))? *(?:ของ(?:ทุก|แต่ละ|)|ทุก) ?เดือน(?:ถัดไป)?"
            rf"(?! *{_MONTH_NAME})"
        ),
        "monthly",
    ),
    (
        re.compile(
            r"(?:ทุก)?(?:ภายใน)?(?:วัน)?(?:สิ้น|ท้าย|สุดท้ายของ|ทำการสุดท้ายของ)(?:ทุก)?เดือน(?:ของทุกเดือน)?"
            rf"(?! *{_MONTH_NAME})"
        ),
        "monthly:last",
    ),
    (
        re.compile(
            rf"ทุก ?วัน ?(?P<w1>{_DAY})(?: *(?:,|และ|กับ) *(?:วัน)?(?P<w2>{_DAY}))?(?: *ของ(?:ทุก)?สัปดาห์)?"
        ),
        "weekly",
    ),
    (
        re.compile(r"(?:ทุก|ราย)(?:สองสัปดาห์|2 ?สัปดาห์|ปักษ์|ครึ่งเดือน|15 ?วัน)|ครึ่งเดือนละ(?:หนึ่ง|1)? ?ครั้ง"),
        "semimonthly",
    ),
    (re.compile(r"(?:เป็นประจำ)?(?:ทุก|ราย)(?: ?สัปดาห์|อาทิตย์)|สัปดาห์ละ(?:หนึ่ง| ?1 ?|) ?ครั้ง"), "weekly"),
    (
        re.compile(r"(?:เป็นประจำ)?(?:ทุก|ราย) ?(?:ไตรมาส|สามเดือน|3 ?เดือน)|ไตรมาสละ(?:หนึ่ง| ?1 ?) ?ครั้ง"),
        "quarterly",
    ),
    (re.compile(r"(?:เป็นประจำ)?(?:ทุก|ราย) ?เดือน|เดือนละ(?:หนึ่ง| ?1 ?) ?ครั้ง"), "monthly"),
    (re.compile(r"(?:เป็นประจำ)?(?:ทุก|ราย) ?ปี(?! ?งบ)"), "yearly"),
    (re.compile(r"(?:เป็นประจำ)?ทุก ?วัน(?!ที่|ศุกร์|ทำการสุดท้าย)(?=[\s,.ก-๛]|$)|รายวัน"), "daily"),
)
_UNTIL = re.compile(r"(?:จน)?(?:ถึง|กว่าจะถึง|สิ้นสุด|ไปจน)(?:ใน)?(?:วันที่|เดือน|สิ้นเดือน|วัน|สิ้น)? *$")
_FROM = re.compile(r"(?:ตั้งแต่|เริ่ม(?:ตั้งแต่|รายงาน|ครั้งแรก|จาก)?|นับแต่)[^\d]{0,40}$")
_RELATIVE = re.compile(
    rf"ภายใน(?:กำหนด|เวลา|ระยะเวลา)? *(?P<n>{_N}) *(?P<unit>วันทำการ|วัน|สัปดาห์|เดือน) *"
    r"(?:นับ|หลัง|จาก|ตั้งแต่|ภายหลัง)(?:แต่|จาก|ตั้งแต่|ถัดจาก)* *(?P<event>[^\s,]{2,60})?"
)
_WITHIN = re.compile(rf"ภายใน(?:กำหนด|เวลา|ระยะเวลา)? *(?P<n>{_N}) *(?P<unit>วันทำการ|วัน(?!ที่)|สัปดาห์|เดือน)")
_RELATIVE_UNITS = {"วันทำการ": "workday", "วัน": "day", "สัปดาห์": "week", "เดือน": "month"}
_ASAP = re.compile(r"โดย(?:เร็ว|ด่วน|พลัน|ทันที)(?:ที่สุด)?|(?<!ท่วง)ทันที(?!ที่|ท่วง)")
_QUARTER = re.compile(
    r"(?P<lead>ภายใน|สิ้น|ถึง|ใน|จนถึง)? *(?:สิ้น)? *ไตรมาส *(?:ที่)? *(?P<first>[1-4])(?: *- *(?P<last>[1-4]))?"
    r"(?:[^\d(]{0,30}(?P<year>25\d\d))?"
)
_YEAR_END = re.compile(r"(?:สิ้น|ภายใน)ปี(?P<fiscal>งบประมาณ)? *(?:พ\.ศ\. *)?(?P<year>25\d\d)")
_NTH_WORKDAY = re.compile(rf"วันทำการ(?:ที่ *(?P<n>{_N})|(?P<first>แรก)|(?P<last>สุดท้าย)) *(?:ของ)?(?:เดือน)? *$")
_SAME_DAY = re.compile(r"(?:ภายใน)?(?:วันเดียวกัน|กำหนดเดียวกัน)|(?:ส่ง)?(?:มา)?พร้อมกันนี้")
_BEFORE_EVENT = re.compile(
    rf"ก่อนวัน(?P<event>ประชุม|งาน|จัดงาน|อบรม|สัมมนา|ประกวด)[^\d\s]* *(?P<n>{_N}) *(?P<unit>วันทำการ|วัน)"
)
_PAST = re.compile(r"(?:เมื่อ|ลง)(?:วัน)?(?:[ก-๛]*ที่)? *$")


@dataclass(frozen=True)
class Context:
    """What a deadline may lean on: the day of the letter, the day named before, the day of the event."""

    written: date | None = None
    previous: dict | None = None
    event: date | None = None


@dataclass(frozen=True)
class Deadline:
    """A deadline with its place in the clause; ``fields`` as in the record, ``problem`` says why it is invalid."""

    start: int
    end: int
    fields: dict
    problem: str | None = None
    weak: bool = field(default=False, compare=False)


def deadline(text: str, context: Context) -> Deadline | None:
    """The one deadline of a clause: a repetition before a day, a day before a span of time, at once last."""
    dates = find_dates(text, near=context.written)
    for reader in (_recurring, _relative, _ranged, _nth_workday, _quarter, _dated, _leaning, _asap):
        found = reader(text, dates, context)
        if found:
            return found
    return None


def _recurring(text: str, dates: list, context: Context) -> Deadline | None:
    for pattern, rule in _RULES:
        match = pattern.search(text)
        if not match:
            continue
        fields: dict = {"kind": "recurring", "rule": _rule(rule, match), "until": None}
        end = match.end()
        time = _time(text, end)
        if time:
            fields["time"], end = time
        until = _until(text, dates, match.end(), context)
        if until:
            fields["until"], end = until[0], max(end, until[1])
        for found in dates:
            if isinstance(found, FoundRange) and found.start >= match.end() and not fields["until"]:
                fields["from"], fields["until"], end = _iso(found.first), _iso(found.last), found.end
            if (
                isinstance(found, FoundDate)
                and found.date
                and _FROM.search(text[max(0, found.start - 70) : found.start])
            ):
                fields["from"], end = _iso(found), max(end, found.end)
        return Deadline(match.start(), end, fields)
    return None


def _rule(rule: str, match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("w1"):
        days = [_DAYS[groups[k]] for k in ("w1", "w2") if groups.get(k)]
        return f"weekly:{','.join(days)}"
    if groups.get("d1"):
        days = [str(int(groups[k])) for k in ("d1", "d2") if groups.get(k)]
        return f"{rule}:{','.join(days)}"
    return rule


def _until(text: str, dates: list, after: int, context: Context) -> tuple[str, int] | None:
    for found in dates:
        iso = _iso(found)
        if iso and found.start >= after and _UNTIL.search(text[max(0, found.start - 24) : found.start]):
            return iso, found.end
    year_end = _YEAR_END.search(text, after)
    quarter = _QUARTER.search(text, after)
    if quarter and re.search(r"ถึง", text[after : quarter.start()] + (quarter["lead"] or "")):
        day = _quarter_end(quarter, context)
        return (day.isoformat()[:7], quarter.end()) if day else None
    if year_end:
        return _year_end(year_end).isoformat()[:7], year_end.end()
    return None


def _relative(text: str, dates: list, context: Context) -> Deadline | None:
    match = _RELATIVE.search(text) or _WITHIN.search(text)
    if not match:
        return None
    event = re.split(r"(?=ทาง|ตาม|ผ่าน|โดย)", match.groupdict().get("event") or "")[0] or None
    fields = {
        "kind": "relative",
        "n": count(match["n"]),
        "unit": _RELATIVE_UNITS[match["unit"]],
        "from": event,
    }
    return Deadline(match.start(), match.end(), fields)


def _ranged(text: str, dates: list, context: Context) -> Deadline | None:
    for found in dates:
        before = text[max(0, found.start - 40) : found.start]
        if isinstance(found, FoundRange) and (found.first.date or found.last.date):
            start = _lead(text, found.start)
            fields = {"kind": "range", "from": _iso(found.first), "date": _iso(found.last)}
            return Deadline(start, found.end, fields)
        if found.date and re.search(r"ตั้งแต่(?:บัดนี้)?(?:วัน)?(?:[ก-๛]*ที่)? *$", before):
            onward = re.match(r" *เป็นต้นไป", text[found.end :])
            if onward:
                fields = {"kind": "range", "from": _iso(found), "date": None}
                return Deadline(_lead(text, found.start), found.end + onward.end(), fields)
    return None


def _nth_workday(text: str, dates: list, context: Context) -> Deadline | None:
    for found in dates:
        if not isinstance(found, FoundDate) or found.precision != "month" or not found.date:
            continue
        match = _NTH_WORKDAY.search(text, 0, found.start)
        if match:
            day = _workday_of(found.date, match)
            return Deadline(_lead(text, match.start()), found.end, {"kind": "once", "date": day.isoformat()})
    return None


def _workday_of(month: date, match: re.Match[str]) -> date:
    if match["last"]:
        return workdays.previous_workday((month.replace(day=28) + timedelta(days=4)).replace(day=1))
    return workdays.add_workdays(month - timedelta(days=1), 1 if match["first"] else count(match["n"]))


def _quarter(text: str, dates: list, context: Context) -> Deadline | None:
    match = _QUARTER.search(text)
    if not match or not match["lead"]:
        year_end = _YEAR_END.search(text)
        if year_end:
            return Deadline(
                year_end.start(), year_end.end(), {"kind": "once", "date": _year_end(year_end).isoformat()}
            )
        return None
    for found in dates:
        if isinstance(found, FoundDate) and found.date and 0 <= found.start - match.end() <= 4:
            return Deadline(match.start(), found.end + 1, {"kind": "once", "date": _iso(found)})
    day = _quarter_end(match, context)
    if day is None:
        return None
    return Deadline(match.start(), match.end(), {"kind": "once", "date": day.isoformat()})


def _quarter_end(match: re.Match[str], context: Context) -> date | None:
    """Quarters are of the fiscal year, which begins in October; without a year, of the letter's own."""
    if match["year"]:
        year = int(match["year"]) - 543
    elif context.written:
        year = context.written.year + (context.written.month >= 10)
    else:
        return None
    quarter = int(match["last"] or match["first"])
    return (date(year - 1, 12, 31), date(year, 3, 31), date(year, 6, 30), date(year, 9, 30))[quarter - 1]


def _year_end(match: re.Match[str]) -> date:
    year = int(match["year"]) - 543
    return date(year, 9, 30) if match["fiscal"] else date(year, 12, 31)


def _dated(text: str, dates: list, context: Context) -> Deadline | None:
    candidates = []
    for found in dates:
        if not isinstance(found, FoundDate):
            continue
        lead = _lead(text, found.start)
        words = text[lead : found.start]
        if not words.strip() or _PAST.search(text[max(0, found.start - 20) : found.start]):
            continue
        if _fiscal_or_registration(text[max(0, found.start - 30) : found.start]):
            continue
        strong = bool(_STRONG.search(text[max(0, lead - 12) : found.start]))
        if not strong and found.precision == "month":
            continue
        candidates.append((not strong, lead, found))
    if not candidates:
        return None
    _, lead, found = min(candidates, key=lambda c: (c[0], c[1]))
    if found.date is None:
        fields: dict = {"kind": "invalid", "raw": found.raw, "date": None}
        return Deadline(lead, found.end, fields, found.problem)
    fields, end = {"kind": "once", "date": _month_end(found, words) or _iso(found)}, found.end
    time = _time(text, end)
    if time:
        fields["time"], end = time
    return Deadline(lead, end, fields)


def _month_end(found: FoundDate, words: str) -> str | None:
    """สิ้นเดือนมีนาคม is the last day of the month."""
    if found.precision != "month" or not found.date or "สิ้น" not in words:
        return None
    return ((found.date.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).isoformat()


def _fiscal_or_registration(before: str) -> bool:
    """The day of a cited letter or of an effective rule is no deadline."""
    return bool(
        re.search(r"ลงวันที่ *$|ณ วันที่ *$|เมื่อ[^\s]{0,14} *$|ประจำเดือน *$|(?:จึง)?ขยาย[^\d]{0,20}$", before)
    )


def _leaning(text: str, dates: list, context: Context) -> Deadline | None:
    """Deadlines that point at a day named before: the same day, with this, n days before the meeting."""
    before = _BEFORE_EVENT.search(text)
    if before:
        n, unit = count(before["n"]), _RELATIVE_UNITS[before["unit"]]
        if context.event and unit == "day":
            day = context.event - timedelta(days=n)
            return Deadline(before.start(), before.end(), {"kind": "once", "date": day.isoformat()})
        event = f"ก่อนวัน{before['event']}"
        return Deadline(
            before.start(), before.end(), {"kind": "relative", "n": n, "unit": unit, "from": event}
        )
    same = _SAME_DAY.search(text)
    if same and context.previous and context.previous.get("date"):
        return Deadline(same.start(), same.end(), {"kind": "once", "date": context.previous["date"]})
    return None


def _asap(text: str, dates: list, context: Context) -> Deadline | None:
    match = _ASAP.search(text)
    return Deadline(match.start(), match.end(), {"kind": "asap"}, weak=True) if match else None


def _lead(text: str, at: int) -> int:
    """Where the words that make a date a deadline begin: ภายในวันศุกร์ที่ before 14 มิถุนายน."""
    window = text[max(0, at - 40) : at]
    match = _BEFORE.search(window)
    return at - (len(window) - match.start()) if match else at


def _time(text: str, at: int) -> tuple[str, int] | None:
    match = _TIME.match(text, at) or _TIME.match(text, at + 1) or _TIME.search(text, at, at + 30)
    if not match:
        return None
    hour, minute = (match[1], match[2]) if match[1] else (match[3], match[4])
    return f"{int(hour):02d}:{minute}", match.end()


def _iso(found: FoundDate | FoundRange) -> str | None:
    if found.date is None:
        return None
    return found.date.isoformat()[:7] if found.precision == "month" else found.date.isoformat()
