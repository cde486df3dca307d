"""What repeats: every Friday, the 5th of each month, each quarter, with its first and last day."""

import re

from saan.kernel.dates import MONTHS, SHORT_MONTHS, FoundDate, FoundRange
from saan.letters.reader.deadlines.calendar import QUARTER, YEAR_END, quarter_end, year_end
from saan.letters.reader.deadlines.shape import Context, Deadline, iso, time_after

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
            r"(?:ทุก|ราย|แต่ละ) ?(?:วัน)?(?:สิ้น|ท้าย|สุดท้ายของ|ทำการสุดท้ายของ)(?:เดือน|วันของเดือน)"
            r"|(?:ภายใน|ก่อน|ใน)?(?:วัน)?(?:สิ้น|ท้าย|สุดท้ายของ|ทำการสุดท้ายของ)(?:ทุก|แต่ละ) ?เดือน"
            rf"|(?:วันสุดท้าย|วันทำการสุดท้าย)ของเดือน(?! *(?:{_MONTH_NAME}|นี้|หน้า|ถัดไป))|สิ้นเดือนของทุกเดือน"
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
        re.compile(r"(?:เป็นประจำ)?(?:ทุก|ราย) ?(?:สิ้น)?(?:ไตรมาส|สามเดือน|3 ?เดือน)|ไตรมาสละ(?:หนึ่ง| ?1 ?) ?ครั้ง"),
        "quarterly",
    ),
    (re.compile(r"(?:เป็นประจำ)?(?:ทุก|ราย) ?เดือน|เดือนละ(?:หนึ่ง| ?1 ?) ?ครั้ง"), "monthly"),
    (re.compile(r"(?:เป็นประจำ)?(?:ทุก|ราย) ?ปี(?! ?งบ)"), "yearly"),
    (re.compile(r"(?:เป็นประจำ)?ทุก ?วัน(?!ที่|ศุกร์|ทำการสุดท้าย)(?=[\s,.ก-๛]|$)|รายวัน"), "daily"),
)
_UNTIL = re.compile(r"(?:จน)?(?:ถึง|กว่าจะถึง|สิ้นสุด|ไปจน)(?:ใน)?(?:วันที่|เดือน|สิ้นเดือน|วัน|สิ้น)? *$")
_FROM = re.compile(r"(?:ตั้งแต่|เริ่ม(?:ตั้งแต่|รายงาน|ครั้งแรก|จาก)?|นับแต่)[^\d]{0,40}$")


def recurring(text: str, dates: list, context: Context) -> Deadline | None:
    for pattern, rule in _RULES:
        match = pattern.search(text)
        if not match:
            continue
        fields: dict = {"kind": "recurring", "rule": _rule(rule, match), "until": None}
        end = match.end()
        time = time_after(text, end)
        if time:
            fields["time"], end = time
        until = _until(text, dates, match.end(), context)
        if until:
            fields["until"], end = until[0], max(end, until[1])
        for found in dates:
            if isinstance(found, FoundRange) and found.start >= match.end() and not fields["until"]:
                fields["from"], fields["until"], end = iso(found.first), iso(found.last), found.end
            if (
                isinstance(found, FoundDate)
                and found.date
                and _FROM.search(text[max(0, found.start - 70) : found.start])
            ):
                fields["from"], end = iso(found), max(end, found.end)
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
        day = iso(found)
        if day and found.start >= after and _UNTIL.search(text[max(0, found.start - 24) : found.start]):
            return day, found.end
    closing = YEAR_END.search(text, after)
    quarter = QUARTER.search(text, after)
    if quarter and re.search(r"ถึง", text[after : quarter.start()] + (quarter["lead"] or "")):
        end = quarter_end(quarter, context)
        return (end.isoformat()[:7], quarter.end()) if end else None
    if closing and (last := year_end(closing, context)):
        return last.isoformat()[:7], closing.end()
    return None
