"""What was read, as the sentences an officer checks."""

from collections.abc import Mapping
from datetime import date

from saan.kernel.dates import MONTHS, WEEKDAYS, ThaiDateError, format_deadline, format_long, parse_date
from saan.kernel.digits import to_arabic
from saan.kernel.workdays import explain, is_workday, workdays_between
from saan.letters.actions.fields import PER

_UNITS = {"day": "วัน", "workday": "วันทำการ", "week": "สัปดาห์", "month": "เดือน"}
_DAYS = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), WEEKDAYS, strict=True))


def quota_parts(quota: Mapping | None) -> list[tuple[str, bool]]:
    """The quota as pieces of one sentence; the quantities are marked True."""
    if not quota:
        return []
    parts = [(f"{_area(quota.get('per'))} ", False)] if quota.get("per") else []
    parts.append((_bounds(quota) or "ไม่ได้ระบุจำนวน", True))
    conditions = [part for part in quota.get("conditions") or [] if part]
    for index, part in enumerate(conditions):
        parts.append((" โดยเป็น" if index == 0 else " และ", False))
        parts.append((to_arabic(" ".join((part.get("text") or "").split())), False))
        if _bounds(part):
            parts.append((f" {_bounds(part)}", True))
    return parts


def _area(per: str) -> str:
    return f"ทุก{PER.get(per, per)}"


def _bounds(quota: Mapping) -> str:
    """อย่างน้อย 2 ราย, 6 ผลิตภัณฑ์, ไม่เกิน 10 คน, 2 ถึง 4 ราย."""
    unit = quota.get("unit") or ""
    least, exact, most = quota.get("min"), quota.get("exact"), quota.get("max")
    if exact is not None:
        said = f"{exact:,}"
    elif least is not None and most is not None:
        said = f"{least:,} ถึง {most:,}"
    elif least is not None:
        said = f"อย่างน้อย {least:,}"
    elif most is not None:
        said = f"ไม่เกิน {most:,}"
    else:
        return ""
    return f"{said} {unit}".strip()


def deadline_words(due: Mapping | None) -> str:
    """When it is due, in words; what was printed where no day exists."""
    if not due:
        return "ไม่ได้กำหนดวัน"
    words = {
        "once": lambda: _with_time(_day(due.get("date")), due),
        "range": lambda: f"{_day(due.get('from')) or 'บัดนี้'} ถึง {_day(due.get('date')) or 'ไม่มีกำหนด'}",
        "recurring": lambda: _recurring(due),
        "relative": lambda: (
            f"ภายใน {due.get('n')} {_UNITS.get(due.get('unit') or '', '')} นับแต่{due.get('from') or ''}"
        ),
        "asap": lambda: "ทันที ไม่ได้กำหนดวัน",
        "invalid": lambda: f"“{to_arabic(due.get('raw') or '')}” ไม่มีในปฏิทิน ยังไม่ตั้งกำหนด",
    }
    return words.get(due.get("kind") or "", lambda: "ไม่ได้กำหนดวัน")()


def _with_time(words: str, due: Mapping) -> str:
    clock = due.get("time")
    return f"{words} เวลา {clock.replace(':', '.')} น." if clock else words


def _day(iso: str | None) -> str:
    """ศ. 29 ก.ย. 2566, or กันยายน 2566 of a bare month."""
    if not iso:
        return ""
    if len(iso) == 7:
        return f"{MONTHS[int(iso[5:]) - 1]} {int(iso[:4]) + 543}"
    day = day_of(iso)
    return format_deadline(day) if day else iso


def day_of(iso: object) -> date | None:
    """The day of ISO text; None for anything else."""
    try:
        return parse_date(iso) if isinstance(iso, str) and len(iso) == 10 else None
    except ThaiDateError:
        return None


def _recurring(due: Mapping) -> str:
    until = f" จนถึง {_day(due['until'])}" if due.get("until") else ""
    return _with_time(_rule(due.get("rule") or ""), due) + until


def _rule(rule: str) -> str:
    name, _, on = rule.partition(":")
    days = on.split(",") if on else []
    if name == "weekly":
        return "ทุกสัปดาห์" + (f" วัน{' วัน'.join(_DAYS.get(day, day) for day in days)}" if days else "")
    if name == "monthly":
        if days == ["last"]:
            return "ทุกสิ้นเดือน"
        return "ทุกเดือน" + (f" วันที่ {' และ '.join(days)}" if days else "")
    if name == "quarterly":
        return "ทุกไตรมาส" + (f" ภายในวันที่ {on} ของเดือนถัดไป" if on else "")
    return {"daily": "ทุกวัน", "semimonthly": "เดือนละ 2 ครั้ง", "yearly": "ทุกปี"}.get(name, rule)


def due_note(due: Mapping | None, dated: date | None) -> str:
    """How many working days the letter leaves, for a plain due date after the letter."""
    day = day_of((due or {}).get("date"))
    if day is None or dated is None or day < dated:
        return ""
    return f"{workdays_between(dated, day)} วันทำการนับจากวันที่ของหนังสือ"


def closed_day(due: Mapping | None) -> str:
    """Why the due date is no working day; empty when it is one or there is none."""
    day = day_of((due or {}).get("date"))
    return "" if day is None or is_workday(day) else explain(day)


def letter_day(iso: object) -> str:
    """26 กันยายน 2566 (วันอังคาร)."""
    day = day_of(iso)
    return f"{format_long(day)} (วัน{WEEKDAYS[day.weekday()]})" if day else ""
