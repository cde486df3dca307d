"""Doubts about days: closed days, days before the letter, days that do not exist or disagree."""

import re
from collections.abc import Iterator
from datetime import date

from saan.kernel import workdays
from saan.kernel.dates import FoundDate, find_dates, format_long
from saan.letters.reader.doubts.shape import doubt, suggestion
from saan.letters.reader.record import Draft
from saan.letters.reader.values import LETTER_NUMBER

_YEARS_WITH_HOLIDAYS = range(1950, 2101)


def doubts(first: Draft, others: list[Draft]) -> list[dict]:
    found = [*_reference_dates(first, others), *_letter_day(first)]
    for i, made in enumerate(first.found):
        found += _deadline(first, i, made.fields["deadline"], made.problem, made.spans.get("deadline"))
    return [*found, *_impossible_references(first), *_weekdays(first)]


def _reference_dates(first: Draft, others: list[Draft]) -> Iterator[dict]:
    """A cited letter that lies in the same file tells its own date."""
    for j, other in enumerate(others):
        number, own = other.record["number"], other.record["date"]
        for path, text, span, iso in _cited(first) if number and own else ():
            if _key(number) != _key(text) or iso is None or iso == own["iso"]:
                continue
            said = first.paper.view.raw[slice(*span)]
            own_span = (
                first.evidence[f"embedded.{j}.date"]["span"]
                if f"embedded.{j}.date" in first.evidence
                else span
            )
            fixed = _with_date(first, path, said, own["be"])
            yield doubt(
                "reference_date_mismatch",
                f"หนังสือเลขที่ {number} ถูกอ้างว่าลงวันที่ {said} แต่ตัวหนังสือที่แนบมาลงวันที่ {own['be']} โปรดเลือกวันที่ที่ถูกต้อง",
                fields=[path, f"embedded.{j}.date"],
                words=[(said, span), (own["be"], own_span)],
                suggestions=[
                    {"label": f"ใช้ {own['be']}", "hint": "ตามวันที่ในตัวหนังสือที่แนบมา", "sets": fixed},
                    {
                        "label": f"ใช้ {said}",
                        "hint": "ตามวันที่ที่หนังสือนำส่งอ้าง",
                        "sets": {f"embedded.{j}.date": {"be": said, "iso": iso}},
                    },
                ],
            )


def _cited(draft: Draft) -> Iterator[tuple[str, str, tuple[int, int], str | None]]:
    """(field path, number, span of its date, ISO date) of every letter cited in references and enclosures."""
    for i, reference in enumerate(draft.record["references"]):
        printed = draft.evidence.get(f"references.{i}.date")
        if printed:
            yield f"references.{i}.date", reference["number"], tuple(printed["span"]), reference["date"]
    for i in range(len(draft.record["enclosures"])):
        start, end = draft.evidence[f"enclosures.{i}.title"]["span"]
        raw = draft.paper.view.raw[start:end]
        number = LETTER_NUMBER.search(_arabic(raw))
        for found in find_dates(raw):
            if number and isinstance(found, FoundDate) and found.date:
                span = (start + found.start, start + found.end)
                yield f"enclosures.{i}.title", number.group(), span, found.date.isoformat()


def _with_date(draft: Draft, path: str, said: str, right: str) -> dict:
    part, index, key = path.split(".")
    if key == "title":
        title = draft.record[part][int(index)]["title"]
        return {path: title.replace(re.sub(r"\s+", " ", said), right)}
    found = find_dates(right)
    return {path: found[0].date.isoformat() if found and found[0].date else None}


def _arabic(text: str) -> str:
    return text.translate({ord(c): str(i) for i, c in enumerate("๐๑๒๓๔๕๖๗๘๙")})


def _key(number: str) -> str:
    return re.sub(r"\s", "", _arabic(number))


def _letter_day(draft: Draft) -> Iterator[dict]:
    day = draft.written
    if day is None or draft.record["kind"] in ("news", "other") or not _closed(day):
        return
    words = draft.evidence["date"]
    before, after = workdays.previous_workday(day), workdays.next_workday(day)
    yield doubt(
        "weekend_date",
        f"หนังสือลงวันที่ {words['text']} ซึ่ง{_why(day)} โปรดตรวจว่าอ่านวันที่ครบถ้วน",
        fields=["date"],
        words=[(words["text"], words["span"])],
        suggestions=[
            suggestion("คงวันที่ตามที่พิมพ์", "หนังสือลงวันที่ในวันหยุดได้ หากพิมพ์เช่นนี้จริง"),
            suggestion(f"แก้เป็น {format_long(after)}", "วันทำการถัดไป", date=_dated(after)),
            suggestion(f"แก้เป็น {format_long(before)}", "วันทำการก่อนหน้า", date=_dated(before)),
        ],
    )


def _dated(day: date) -> dict:
    return {"be": format_long(day), "iso": day.isoformat()}


def _closed(day: date) -> bool:
    return day.year in _YEARS_WITH_HOLIDAYS and not workdays.is_workday(day)


def _why(day: date) -> str:
    """Why the day is closed, without the day itself: เป็นวันเสาร์."""
    return re.sub(r"^.*?(?=เป็น)", "", workdays.explain(day)) or "เป็นวันหยุด"


def _deadline(
    draft: Draft, index: int, due: dict | None, problem: str | None, span: tuple[int, int] | None
) -> Iterator[dict]:
    if not due or not span:
        return
    path = f"directives.{index}.deadline"
    words = (draft.paper.view.raw[slice(*span)], span)
    if due["kind"] == "invalid":
        yield _invalid(path, due["raw"], problem, words)
        return
    text = due.get("date")
    if due["kind"] not in ("once", "range") or not text or len(text) != 10:
        return
    day = date.fromisoformat(text)
    if draft.written and day < draft.written:
        yield _too_early(path, day, draft.written, words)
    elif _closed(day):
        yield _closed_deadline(path, index, day, words)


def _invalid(path: str, raw: str, problem: str | None, words: tuple) -> dict:
    last = re.search(r"มี (\d+) วัน", problem or "")
    offers = [suggestion("สอบถามหน่วยงานเจ้าของหนังสือ", "คงไว้ว่ายังไม่มีกำหนด จนกว่าจะได้วันที่ที่ถูกต้อง")]
    tried = re.sub(r"^\s*[\d๐-๙]+", last[1], raw) if last else ""
    for found in find_dates(tried) if tried else []:
        if found.date:
            sets = {path: {"kind": "once", "date": found.date.isoformat()}}
            offers.append(
                {"label": f"ใช้ {format_long(found.date)}", "hint": "วันสุดท้ายของเดือนนั้น", "sets": sets}
            )
    message = f"กำหนด “{raw}” ไม่มีในปฏิทิน" + (f" ({problem})" if problem else "") + " ระบบจึงยังไม่ตั้งกำหนดให้"
    return doubt("invalid_date", message, fields=[path], words=[words], suggestions=offers)


def _too_early(path: str, day: date, written: date, words: tuple) -> dict:
    offers = [suggestion("คงวันที่ตามที่พิมพ์", "กำหนดผ่านไปแล้วเมื่อออกหนังสือ ให้ถือว่าเกินกำหนด")]
    try:
        later = day.replace(
            year=written.year if (day.month, day.day) >= (written.month, written.day) else written.year + 1
        )
        sets = {f"{path}.date": later.isoformat()}
        offers.insert(
            0, {"label": f"น่าจะเป็น {format_long(later)}", "hint": "วันเดียวกันในปีที่ยังไม่ผ่าน", "sets": sets}
        )
    except ValueError:
        pass
    message = f"ครบกำหนด {format_long(day)} ก่อนวันที่ของหนังสือ ({format_long(written)}) โปรดตรวจปีหรือเดือน"
    return doubt("due_before_letter", message, fields=[path, "date"], words=[words], suggestions=offers)


def _closed_deadline(path: str, index: int, day: date, words: tuple) -> dict:
    before, after = workdays.previous_workday(day), workdays.next_workday(day)
    return doubt(
        "weekend_date",
        f"กำหนดของข้อสั่งการที่ {index + 1} คือ {format_long(day)} ซึ่ง{_why(day)} โปรดเลือกวันที่ใช้จริง",
        fields=[f"{path}.date"],
        words=[words],
        suggestions=[
            suggestion("คงวันเดิม", f"ครบกำหนด {format_long(day)} ตามหนังสือ"),
            _moved(path, f"เลื่อนไป {format_long(after)}", "วันทำการถัดไป", after),
            _moved(path, f"เลื่อนมา {format_long(before)}", "วันทำการก่อนหน้า", before),
        ],
    )


def _moved(path: str, label: str, hint: str, day: date) -> dict:
    return {"label": label, "hint": hint, "sets": {f"{path}.date": day.isoformat()}}


def _impossible_references(draft: Draft) -> Iterator[dict]:
    for i, reference in enumerate(draft.record["references"]):
        printed = draft.evidence.get(f"references.{i}.date")
        if printed and reference["date"] is None:
            path = f"references.{i}.date"
            words = (printed["text"], printed["span"])
            yield doubt(
                "invalid_date",
                f"วันที่ของหนังสือที่อ้างถึง “{printed['text']}” ไม่มีในปฏิทิน โปรดตรวจกับหนังสือฉบับนั้น",
                fields=[path],
                words=[words],
                suggestions=[suggestion("เว้นวันที่ไว้", "ใช้เลขที่หนังสืออย่างเดียวในการค้นหาหนังสือที่อ้างถึง")],
            )


def _weekdays(draft: Draft) -> Iterator[dict]:
    """วันศุกร์ที่ ๑๕ when the fifteenth is a Saturday."""
    for view in draft.body:
        for found in find_dates(view.text):
            if isinstance(found, FoundDate) and found.doubt and found.date:
                start, end = view.span(found.start, found.end)
                yield doubt(
                    "weekday_mismatch",
                    f"{found.doubt} โปรดตรวจว่าผิดที่ชื่อวันหรือวันที่",
                    fields=["directives"],
                    words=[(draft.paper.view.raw[start:end], (start, end))],
                    suggestions=[suggestion(f"ยึดวันที่ {format_long(found.date)}", "ถือว่าชื่อวันพิมพ์ผิด")],
                )
