"""From a deadline as read (docs/letter-schema.md) to the periods an office owes, and to a Thai phrase."""

from dataclasses import dataclass
from datetime import date, timedelta

from saan.kernel.dates import format_deadline, format_short
from saan.kernel.fiscal import fiscal_year_of
from saan.kernel.periods import end_of_month, monthly_due
from saan.kernel.refusals import Refused
from saan.kernel.workdays import WeekendPolicy, add_workdays, roll


@dataclass(frozen=True)
class Owed:
    """One period: its label and days (none for a single deadline), the printed due date and the one in force."""

    label: str
    start: date | None
    end: date | None
    printed: date | None
    due: date | None


def owed_periods(schedule: dict | None, weekend: str, *, issued: date) -> list[Owed]:
    """The periods of a schedule. No deadline is legal: one period that is never late. Refused when impossible."""
    match (schedule or {"kind": "asap"}).get("kind"):
        case "once" | "range" if schedule.get("date"):
            return [_single(_whole_day(schedule["date"]), weekend)]
        case "recurring":
            return _recurring(schedule, weekend, issued)
        case "relative":
            return [_single(_after(issued, schedule["n"], schedule["unit"]), weekend)]
        case "asap" | "once" | "range":
            return [Owed("", None, None, None, None)]
    raise Refused(
        f"กำหนด “{schedule.get('raw') or ''}” ไม่มีอยู่ในปฏิทิน โปรดระบุวันที่ที่ถูกต้องก่อนออกข้อสั่งการ", field="schedule"
    )


def _single(printed: date, weekend: str) -> Owed:
    return Owed("", None, None, printed, roll(printed, WeekendPolicy(weekend)))


def _whole_day(text: str) -> date:
    """A day; a bare month means its last day."""
    return date.fromisoformat(text) if len(text) == 10 else end_of_month(date.fromisoformat(f"{text}-01"))


def _after(start: date, count: int, unit: str) -> date:
    match unit:
        case "workday":
            return add_workdays(start, count)
        case "week":
            return start + timedelta(weeks=count)
        case "month":
            months = start.month - 1 + count
            first = date(start.year + months // 12, months % 12 + 1, 1)
            return min(end_of_month(first), first + timedelta(days=start.day - 1))
    return start + timedelta(days=count)


def _recurring(schedule: dict, weekend: str, issued: date) -> list[Owed]:
    """Monthly series; one without an end runs to the end of the fiscal year in which it begins."""
    name, _, days = schedule["rule"].partition(":")
    if name not in _DUE_MONTHS:
        raise Refused("ระบบออกภาระงานตามรอบได้เฉพาะรายเดือนและรายไตรมาส โปรดกำหนดวันที่เอง", field="schedule")
    first = _whole_first(schedule.get("from")) or issued
    until = _whole_day(schedule["until"]) if schedule.get("until") else fiscal_year_of(first).end
    days = days or ("15,last" if name == "semimonthly" else "last")
    numbers = [31 if day == "last" else int(day) for day in days.split(",")]
    found = sorted(
        (period for number in numbers for period in monthly_due(number, first, until)),
        key=lambda each: each.due,
    )
    months = _DUE_MONTHS[name] if schedule["rule"] != "quarterly" else _QUARTER_ENDS
    found = [period for period in found if period.due.month in months]
    if not found:
        raise Refused("กำหนดตามรอบนี้ไม่มีงวดใดเหลืออยู่ ตรวจเดือนสุดท้ายของกำหนด", field="schedule")
    repeated = len(numbers) > 1
    return [
        Owed(
            format_short(each.due) if repeated else each.label,
            each.start,
            each.end,
            each.due,
            roll(each.due, WeekendPolicy(weekend)),
        )
        for each in found
    ]


_EVERY_MONTH = frozenset(range(1, 13))
_QUARTER_ENDS = frozenset({3, 6, 9, 12})
# A day of the quarter counts from its beginning: quarterly:5 is the fifth of the month after the quarter.
_DUE_MONTHS = {
    "monthly": _EVERY_MONTH,
    "semimonthly": _EVERY_MONTH,
    "quarterly": frozenset({1, 4, 7, 10}),
}


def _whole_first(text: str | None) -> date | None:
    if not text:
        return None
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01")


def phrase(schedule: dict | None) -> str:
    """The deadline in Thai, as printed in the letter."""
    match (schedule or {}).get("kind", "none"):
        case "once" | "range" if schedule.get("date"):
            first = _whole_first(schedule.get("from"))
            begun = f"ตั้งแต่ {format_deadline(first)} ถึง" if first else "ภายใน"
            return f"{begun} {format_deadline(_whole_day(schedule['date']))}"
        case "range" if schedule.get("from"):
            return f"ตั้งแต่ {format_deadline(_whole_first(schedule['from']))} เป็นต้นไป"
        case "none" | "once" | "range":
            return "ไม่มีกำหนด"
        case "recurring":
            until = f" จนถึง {format_short(_whole_day(schedule['until']))}" if schedule.get("until") else ""
            name = schedule["rule"].partition(":")[0]
            return f"{_RECURRING.get(name, 'ตามรอบ')}{_day_words(schedule['rule'])}{until}"
        case "relative":
            return f"ภายใน {schedule['n']} {_UNITS[schedule['unit']]} นับแต่{schedule.get('from') or 'วันที่ได้รับหนังสือ'}"
        case "asap":
            return "โดยเร็ว"
    return f"กำหนดที่อ่านไม่ได้: {schedule.get('raw') or ''}"


_RECURRING = {
    "monthly": "ทุกเดือน",
    "semimonthly": "ทุกครึ่งเดือน",
    "quarterly": "ทุกไตรมาส",
    "weekly": "ทุกสัปดาห์",
    "daily": "ทุกวัน",
    "yearly": "ทุกปี",
}
_UNITS = {"day": "วัน", "workday": "วันทำการ", "week": "สัปดาห์", "month": "เดือน"}


def _day_words(rule: str) -> str:
    days = rule.partition(":")[2]
    spoken = [
        "วันสิ้นเดือน" if day == "last" else f"วันที่ {day}" if day.isdigit() else day
        for day in days.split(",")
        if day
    ]
    return f" {' และ '.join(spoken)}" if spoken else ""
