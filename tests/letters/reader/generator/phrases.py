"""Ways to say how many and by when, each with what it means; written from the usage of offices, not from the corpus."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from saan.kernel import workdays
from saan.kernel.dates import MONTHS, SHORT_MONTHS, WEEKDAYS
from saan.kernel.number_words import read_number

DAY_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PER = {
    "จังหวัด": "province", "อำเภอ": "district", "ตำบล": "tambon", "หมู่บ้าน": "village", "เทศบาล": "lao",
    "โรงเรียน": "school", "กลุ่ม": "group", "หน่วยงาน": "agency", "สถานศึกษา": "school", "อบต.": "lao",
}  # fmt: skip
UNITS = (
    "ราย",
    "กลุ่ม",
    "คน",
    "แห่ง",
    "ครัวเรือน",
    "ผลิตภัณฑ์",
    "โครงการ",
    "ผลงาน",
    "หมู่บ้าน",
    "เส้นทาง",
    "รายการ",
    "ชุมชน",
    "แปลง",
)


@dataclass(frozen=True)
class Phrase:
    """Words, their meaning as in the record, and the phenomenon they show."""

    text: str
    gold: dict | None
    tag: str
    conditions: list[dict] = field(default_factory=list)


def bounds(least: int | None = None, exact: int | None = None, most: int | None = None) -> dict:
    return {"min": least, "exact": exact, "max": most}


def _condition(text: str, unit: str, **numbers: int) -> dict:
    known = {"least": "min", "exact": "exact", "most": "max"}
    return {"text": text, **bounds(), **{known[k]: n for k, n in numbers.items()}, "unit": unit}


def _plain_quotas(rng: Random, per: str, n: int, unit: str) -> list[tuple[str, str, dict]]:
    more = n + rng.randint(1, 9)
    return [
        ("exact", f"{per}ละ {n} {unit}", bounds(exact=n)),
        ("exact", f"จำนวน{per}ละ {n} {unit}", bounds(exact=n)),
        ("exact", f"{per}ละ {n} ({read_number(n)}) {unit}", bounds(exact=n)),
        ("words", f"{per}ละ{read_number(n)}{unit}", bounds(exact=n)),
        ("min", f"อย่างน้อย{per}ละ {n} {unit}", bounds(n)),
        ("min", f"{per}ละไม่น้อยกว่า {n} {unit}", bounds(n)),
        ("min", f"{per}ละ {n} {unit}ขึ้นไป", bounds(n)),
        ("min", f"ไม่ต่ำกว่า{per}ละ {n} {unit}", bounds(n)),
        ("min", f"{per}ละอย่างน้อย{read_number(n)}{unit}", bounds(n)),
        ("max", f"{per}ละไม่เกิน {n} {unit}", bounds(most=n)),
        ("max", f"ไม่เกิน{per}ละ {n} {unit}", bounds(most=n)),
        ("both", f"{per}ละ {n} - {more} {unit}", bounds(n, None, more)),
        ("both", f"{per}ละ {n} ถึง {more} {unit}", bounds(n, None, more)),
        ("both", f"{per}ละไม่น้อยกว่า {n} {unit} แต่ไม่เกิน {more} {unit}", bounds(n, None, more)),
        ("both", f"{per}ละอย่างน้อย {n} แต่ไม่เกิน {more} {unit}", bounds(n, None, more)),
        ("turned", f"{n} {unit}ต่อ{per}", bounds(exact=n)),
        ("turned", f"ไม่น้อยกว่า {n} {unit}ต่อ 1 {per}", bounds(n)),
        ("turned", f"จำนวน {n} {unit} ต่อ{per}", bounds(exact=n)),
    ]  # fmt: skip


def quota(rng: Random) -> Phrase:
    """One quota, alone or with what hangs on it."""
    per = rng.choice(list(PER))
    unit = rng.choice([u for u in UNITS if u != per])
    n = rng.choice([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 50, 120])
    kind = rng.random()
    if kind < 0.12:
        return _nested(rng)
    if kind < 0.3:
        return _with_parts(rng, per, n + 3)
    if kind < 0.36:
        town, special = rng.choice(("เมือง", "เกาะยาว", "ท่าตูม")), n + 4
        condition = _condition(f"ยกเว้นอำเภอ{town}", unit, exact=special)
        return Phrase(
            f"ตำบลละ {n} {unit} ยกเว้นอำเภอ{town} ให้ดำเนินการตำบลละ {special} {unit}",
            {"per": "tambon", **bounds(exact=n), "unit": unit, "conditions": [condition]},
            "quota exception",
        )
    tag, text, numbers = rng.choice(_plain_quotas(rng, per, n, unit))
    return Phrase(text, {"per": PER[per], **numbers, "unit": unit, "conditions": []}, f"quota {tag}")


def _nested(rng: Random) -> Phrase:
    a, b, c = (rng.randint(1, 9) for _ in range(3))
    mark = rng.choice(("ตำบลละ", "ๆ ละ", "ตำบลละไม่น้อยกว่า"))
    bound = {"least": b} if "น้อย" in mark else {"exact": b}
    inner = [_condition("ตำบลละ", "หมู่บ้าน", **bound), _condition("หมู่บ้านละ", "ครัวเรือน", exact=c)]
    text = f"อำเภอละ {a} ตำบล {mark} {b} หมู่บ้าน หมู่บ้านละ {c} ครัวเรือน"
    gold = {"per": "district", **bounds(exact=a), "unit": "ตำบล", "conditions": inner}
    return Phrase(text, gold, "quota three deep")


def _with_parts(rng: Random, per: str, n: int) -> Phrase:
    a, b = rng.randint(1, n - 2), rng.randint(1, 2)
    whole = {"per": PER[per], **bounds(exact=n), "unit": "ราย"}
    shapes = [
        (
            f"{per}ละ {n} ราย แบ่งเป็นรายเดี่ยว {a} ราย และกลุ่ม {n - a} ราย",
            [_condition("รายเดี่ยว", "ราย", exact=a), _condition("กลุ่ม", "ราย", exact=n - a)],
        ),
        (
            f"{per}ละ {n} ราย ในจำนวนนี้ต้องเป็นสตรีหรือเยาวชนไม่น้อยกว่า {a} ราย",
            [_condition("สตรีหรือเยาวชน", "ราย", least=a)],
        ),
        (
            f"{per}ละ {n} ราย โดยเป็นวิสาหกิจชุมชนอย่างน้อย {a} ราย และผู้พิการอย่างน้อย {b} ราย",
            [_condition("วิสาหกิจชุมชน", "ราย", least=a), _condition("ผู้พิการ", "ราย", least=b)],
        ),
        (
            f"{per}ละ {n} ราย ประกอบด้วย ผู้แทนกลุ่มอาชีพ {a} ราย ผู้แทนเครือข่าย {b} ราย",
            [_condition("ผู้แทนกลุ่มอาชีพ", "ราย", exact=a), _condition("ผู้แทนเครือข่าย", "ราย", exact=b)],
        ),
    ]
    text, conditions = rng.choice(shapes)
    return Phrase(text, whole | {"conditions": conditions}, "quota parts")


# ------------------------------------------------------------------ by when


def day_words(rng: Random, day: date) -> str:
    """A day in one of the spellings of offices."""
    year = day.year + 543
    return rng.choice(
        [
            f"{day.day} {MONTHS[day.month - 1]} {year}",
            f"{day.day} {MONTHS[day.month - 1]} พ.ศ. {year}",
            f"{day.day} {SHORT_MONTHS[day.month - 1]} {year}",
            f"{day.day} {SHORT_MONTHS[day.month - 1]} {year % 100}",
            f"{day.day} {SHORT_MONTHS[day.month - 1]}{year % 100}",
            f"{day.day:02} {MONTHS[day.month - 1]} {year}",
        ]
    )


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _once(text: str, day: date | str, tag: str, **more: str) -> Phrase:
    iso = day if isinstance(day, str) else day.isoformat()
    return Phrase(text, {"kind": "once", "date": iso, **more}, f"deadline {tag}")


def _full(rng: Random, written: date) -> Phrase:
    day = written + timedelta(days=rng.randint(5, 120))
    weekday, words = WEEKDAYS[day.weekday()], day_words(rng, day)
    lead = rng.choice(
        [
            "ภายในวันที่ ",
            "ไม่เกินวันที่ ",
            "ก่อนวันที่ ",
            "ให้แล้วเสร็จภายในวันที่ ",
            f"ภายในวัน{weekday}ที่ ",
            "ภายใน ",
            "อย่างช้าภายในวันที่ ",
        ]
    )
    if rng.random() < 0.25:
        hour = rng.choice(["09", "12", "15", "16"])
        time = rng.choice([f" เวลา {hour}.30 น.", f" ก่อนเวลา {hour}.30 น."])
        return _once(f"{lead}{words}{time}", day, "date and time", time=f"{hour}:30")
    return _once(f"{lead}{words}", day, "date")


def _spoken(rng: Random, written: date) -> Phrase:
    day = written + timedelta(days=rng.randint(20, 90))
    words = f"{read_number(day.day)} {MONTHS[day.month - 1]} {read_number(day.year + 543)}"
    return _once(f"ภายในวันที่ {words}", day, "in words")


def _leaning(rng: Random, written: date) -> Phrase:
    later = (written.replace(day=1) + timedelta(days=62)).replace(day=rng.randint(3, 25))
    month, year = MONTHS[later.month - 1], later.year + 543
    end = _month_end(later)
    last_workday = workdays.previous_workday(end + timedelta(days=1))
    n = rng.randint(2, 5)
    nth = workdays.add_workdays(later.replace(day=1) - timedelta(days=1), n)
    fiscal = written.year + (written.month >= 10)
    same_year = written.year == later.year
    options = [
        _once(f"ภายในเดือน{month} {year}", f"{later:%Y-%m}", "month"),
        _once(f"ภายในสิ้นเดือน{month} {year}", end, "month end"),
        _once(f"ภายในวันทำการสุดท้ายของเดือน{month} {year}", last_workday, "last workday"),
        _once(f"ภายในวันทำการที่ {n} ของเดือน{month} {year}", nth, "nth workday"),
        _once("ภายในสิ้นเดือนนี้", _month_end(written), "month end"),
        _once("ภายในสิ้นเดือน", _month_end(written), "month end"),
        _once("ภายในเดือนนี้", f"{written:%Y-%m}", "month"),
        _once(f"ภายในสิ้นปีงบประมาณ พ.ศ. {fiscal + 543}", date(fiscal, 9, 30), "fiscal year end"),
        _once("ภายในสิ้นปีงบประมาณนี้", date(fiscal, 9, 30), "fiscal year end"),
        _once(f"ภายในไตรมาสที่ 3 ของปีงบประมาณ พ.ศ. {fiscal + 543}", date(fiscal, 6, 30), "quarter end"),
        _once(f"ภายในสิ้นไตรมาส 4 ปีงบประมาณ {fiscal + 543}", date(fiscal, 9, 30), "quarter end"),
    ]
    if same_year:
        options.append(_once(f"ภายในวันที่ {later.day} {month} ศกนี้", later, "this year"))
        options.append(_once(f"ภายในวันที่ {later.day} {month} นี้", later, "this year"))
    return rng.choice(options)


def _repeating(rng: Random, written: date) -> Phrase:
    day = rng.choice([1, 5, 10, 15, 20, 25, 28])
    weekday = rng.randint(0, 4)
    name, code = WEEKDAYS[weekday], DAY_CODES[weekday]
    rules = [
        (f"ทุกวันที่ {day} ของเดือน", f"monthly:{day}"),
        (f"ภายในวันที่ {day} ของทุกเดือน", f"monthly:{day}"),
        (f"ภายในวันที่ {day} ของเดือนถัดไป", f"monthly:{day}"),
        (f"ไม่เกินวันที่ {day} ของแต่ละเดือน", f"monthly:{day}"),
        ("ทุกวันที่ 1 และวันที่ 16 ของเดือน", "monthly:1,16"),
        (f"ทุกวัน{name}", f"weekly:{code}"),
        (f"ทุกวัน{name}ของสัปดาห์", f"weekly:{code}"),
        ("ทุกวันจันทร์และวันพฤหัสบดี", "weekly:mon,thu"),
        ("ทุกสัปดาห์", "weekly"),
        ("เป็นประจำทุกเดือน", "monthly"),
        ("เป็นรายไตรมาส", "quarterly"),
        ("ทุกสิ้นไตรมาส", "quarterly"),
        ("ทุกสิ้นเดือน", "monthly:last"),
        ("ทุกวันทำการสุดท้ายของเดือน", "monthly:last"),
        ("เป็นประจำทุกวัน", "daily"),
        ("ภายในวันที่ 5 ของเดือนแรกของไตรมาสถัดไป", "quarterly:5"),
    ]
    text, rule = rng.choice(rules)
    until, tail = None, ""
    if rng.random() < 0.4:
        end = written + timedelta(days=200)
        shown = f"{MONTHS[end.month - 1]} {end.year + 543}"
        until = rng.choice([f"{end:%Y-%m}", end.isoformat()])
        tail = (
            rng.choice([f" จนถึงเดือน{shown}", f" ไปจนถึงเดือน{shown}"])
            if len(until) == 7
            else f" จนถึงวันที่ {end.day} {shown}"
        )
    return Phrase(text + tail, {"kind": "recurring", "rule": rule, "until": until}, "deadline recurring")


def _stretch(rng: Random, written: date) -> Phrase:
    first = written + timedelta(days=rng.randint(10, 50))
    last = first + timedelta(days=rng.randint(2, 40))
    a, b = MONTHS[first.month - 1], MONTHS[last.month - 1]
    year, start = last.year + 543, first.year + 543
    gold = {"kind": "range", "from": first.isoformat(), "date": last.isoformat()}
    if (first.year, first.month) == (last.year, last.month):
        text = rng.choice(
            [
                f"ระหว่างวันที่ {first.day} - {last.day} {b} {year}",
                f"ในระหว่างวันที่ {first.day} ถึงวันที่ {last.day} {b} {year}",
            ]
        )
    elif first.year == last.year:
        text = rng.choice(
            [
                f"ระหว่างวันที่ {first.day} {a} - {last.day} {b} {year}",
                f"ตั้งแต่วันที่ {first.day} {a} {year} ถึงวันที่ {last.day} {b} {year}",
            ]
        )
    else:
        text = f"ตั้งแต่วันที่ {first.day} {a} {start} ถึงวันที่ {last.day} {b} {year}"
    return Phrase(text, gold, "deadline range")


def _after_event(rng: Random, written: date) -> Phrase:
    n = rng.choice([3, 5, 7, 10, 15, 30, 45, 60])
    shown = rng.choice([str(n), read_number(n), f"{n} ({read_number(n)})"])
    unit, code = rng.choice([("วัน", "day"), ("วันทำการ", "workday"), ("วัน", "day")])
    event = rng.choice(
        [
            "นับแต่วันที่ได้รับหนังสือ",
            "นับถัดจากวันที่ได้รับหนังสือ",
            "นับจากวันที่สิ้นสุดโครงการ",
            "หลังเสร็จสิ้นการฝึกอบรม",
            "นับแต่วันที่ได้รับแจ้ง",
        ]
    )
    gold = {"kind": "relative", "n": n, "unit": code, "from": event}
    return Phrase(
        f"ภายใน{' ' if shown[0].isdigit() else ''}{shown} {unit} {event}", gold, "deadline relative"
    )


def _other(rng: Random, written: date) -> Phrase:
    year = written.year + 543
    wrong = rng.choice(
        [f"31 กุมภาพันธ์ {year}", f"31 ก.พ. {year % 100}", f"31 มิถุนายน {year}", f"31 พ.ย. {year}"]
    )
    if rng.random() < 0.5:
        return Phrase(f"ภายในวันที่ {wrong}", {"kind": "invalid", "date": None}, "deadline invalid")
    return Phrase(
        rng.choice(["โดยด่วน", "โดยเร็ว", "ในทันที", "โดยเร็วที่สุด"]), {"kind": "asap"}, "deadline at once"
    )


_WAYS: tuple[tuple[Callable[[Random, date], Phrase], int], ...] = (
    (_full, 8), (_leaning, 5), (_repeating, 5), (_stretch, 3), (_after_event, 3), (_spoken, 1), (_other, 2),
)  # fmt: skip


def deadline(rng: Random, written: date) -> Phrase:
    """One deadline of a letter of that day."""
    way = rng.choices([way for way, _ in _WAYS], [weight for _, weight in _WAYS])[0]
    return way(rng, written)
