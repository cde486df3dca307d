"""One answer: what was typed, read into a value, one of five states, and what is wrong or odd about it.

What was typed is kept as typed, so a wrong answer is never lost: {section: {row: {key: text or list of texts}}}. A
section that is not repeated has the row "". The key is the question's code, with ".part" for posts and persons and
".none" for the answer that there is none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from saan.kernel.citizen_id import is_valid
from saan.kernel.dates import ThaiDateError, format_long, format_short, parse_date
from saan.kernel.digits import to_arabic
from saan.kernel.hashtags import check_hashtags
from saan.reporting.questions.schema import PART_LABELS, PARTS, Form, Kind, Question
from saan.reporting.rules import CellState

type Typed = str | list[str]
type Values = dict[str, dict[str, dict[str, Typed]]]
YES, NO, NONE = "yes", "no", ".none"
LONGEST = 5000
_THIRTEEN = re.compile(r"(?<!\d)\d(?:[ -]?\d){12}(?!\d)")


@dataclass(frozen=True)
class Place:
    """A district that answers are about. `title` is อ.บางคล้า."""

    code: int
    title: str
    name: str
    province: str


@dataclass(frozen=True)
class Answer:
    """How one answer stands. `shown` is what a page, a letter and a sheet say; `error` bars sending, `doubt` wants a
    reason, `note` is said beside it. `complete` is true of a post that carries all four hashtags."""

    state: CellState
    shown: str = ""
    error: str = ""
    doubt: str = ""
    note: str = ""
    complete: bool = False


def keys_of(question: Question) -> list[str]:
    """The keys under which an answer to the question is kept."""
    parts = [f"{question.code}.{part}" for part in PARTS.get(question.kind, ())] or [question.code]
    return [*parts, question.code + NONE] if question.none else parts


def tidy(typed: object) -> Typed:
    """What came from a field, without blanks around it, cut where no field is that long."""
    if isinstance(typed, list):
        return [str(each).strip()[:LONGEST] for each in typed if str(each).strip()]
    return str(typed or "").replace("\r\n", "\n").strip()[:LONGEST]


def flat(form: Form, values: Values) -> Iterator[tuple[str, Typed]]:
    """Every kept answer with its address, section.row.key; blanks are left out."""
    for section in form.sections:
        for row, typed in values.get(section.code, {}).items():
            yield from ((f"{section.code}.{row}.{key}", each) for key, each in typed.items() if each)


def answer_to(
    question: Question, typed: Mapping[str, Typed], places: Mapping[str, Place], *, day: date, begun: date
) -> Answer:
    """One answer read. `typed` is its row; `day` is today, before `begun` nothing asked for can have been done."""
    if question.when is not None and typed.get(question.when[0]) != question.when[1]:
        return Answer(CellState.NOT_APPLICABLE)
    given = {key: typed.get(key, "") for key in keys_of(question) if not key.endswith(NONE)}
    if question.none and typed.get(question.code + NONE):
        both = (
            f"{question.label}: ตอบไว้ทั้งคำตอบและ “{question.none}” เลือกอย่างเดียว" if any(given.values()) else ""
        )
        return Answer(
            CellState.MISSING if both else CellState.ZERO, "" if both else question.none, error=both
        )
    if not any(given.values()):
        return Answer(CellState.MISSING)
    try:
        return _KINDS[question.kind](question, given, _Context(places, day, begun))
    except _Wrong as wrong:
        return Answer(CellState.MISSING, _as_typed(given), error=str(wrong))


@dataclass(frozen=True)
class _Context:
    places: Mapping[str, Place]
    day: date
    begun: date


class _Wrong(ValueError):
    """An answer that cannot be taken; its str says what, where and what to do."""


def _as_typed(given: Mapping[str, Typed]) -> str:
    return " ".join(" ".join(each) if isinstance(each, list) else each for each in given.values() if each)


def _only(given: Mapping[str, Typed]) -> str:
    (typed,) = given.values()
    return typed if isinstance(typed, str) else " ".join(typed)


def _words(text: str, what: str, longest: int) -> str:
    if len(text) > longest:
        raise _Wrong(f"{what}ยาว {len(text):,} ตัวอักษร ย่อให้ไม่เกิน {longest:,}")
    if any(is_valid(re.sub(r"\D", "", run)) for run in _THIRTEEN.findall(to_arabic(text))):
        raise _Wrong(f"{what}มีเลขประจำตัวประชาชน ลบออกก่อน รายงานนี้ไม่ต้องใช้")
    return text


def _text(question: Question, given: Mapping[str, Typed], context: _Context) -> Answer:
    return Answer(CellState.VALUE, _words(_only(given), question.label, question.longest))


def _number(question: Question, given: Mapping[str, Typed], context: _Context) -> Answer:
    typed = _only(given)
    try:
        figure = Decimal(to_arabic(typed).replace(",", ""))
    except InvalidOperation as fault:
        raise _Wrong(f"{question.label}ต้องเป็นตัวเลข ท่านกรอก “{typed[:40]}”") from fault
    if not figure.is_finite() or figure < 0 or figure > 10**12 or figure != int(figure):
        raise _Wrong(f"{question.label}ต้องเป็นจำนวนเต็มตั้งแต่ 0 ท่านกรอก “{typed[:40]}”")
    shown = f"{int(figure):,} {question.unit}".strip()
    return Answer(CellState.VALUE if figure else CellState.ZERO, shown)


def _date(question: Question, given: Mapping[str, Typed], context: _Context) -> Answer:
    try:
        found = parse_date(_only(given))
    except ThaiDateError as fault:
        raise _Wrong(str(fault)) from fault
    if found > context.day:
        raise _Wrong(f"{format_short(found)} ยังมาไม่ถึง กรอกวันที่ทำแล้วจริง")
    doubt = (
        f"{format_short(found)} ก่อนวันที่ของหนังสือ {format_short(context.begun)}" if found < context.begun else ""
    )
    return Answer(CellState.VALUE, format_long(found), doubt=doubt)


def _yes_no(question: Question, given: Mapping[str, Typed], context: _Context) -> Answer:
    typed = _only(given)
    if typed not in (YES, NO):
        raise _Wrong(f"เลือกใช่หรือไม่ในข้อ “{question.label}”")
    return Answer(CellState.VALUE, "ใช่") if typed == YES else Answer(CellState.ZERO, "ไม่")


def _choice(question: Question, given: Mapping[str, Typed], context: _Context) -> Answer:
    (typed,) = given.values()
    chosen = typed if isinstance(typed, list) else [typed]
    labels = dict(question.choices)
    unknown = [each for each in chosen if each not in labels]
    if unknown or (question.kind == Kind.CHOICE and len(chosen) != 1):
        raise _Wrong(f"เลือกจากรายการในข้อ “{question.label}”")
    absent = [label for code, label in labels.items() if code not in chosen]
    note = f"ยังไม่มี {' '.join(absent)}" if question.kind == Kind.CHOICES and absent else ""
    return Answer(CellState.VALUE, " ".join(labels[code] for code in labels if code in chosen), note=note)


def _url(question: Question, given: Mapping[str, Typed], context: _Context) -> Answer:
    return Answer(CellState.VALUE, _link(_only(given)))


def _link(typed: str) -> str:
    """The link itself. Only http and https: a link of another kind is nothing that anybody can open safely."""
    try:
        parts = urlsplit(typed)
        whole = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        whole = False
    if not whole or len(typed) > 500 or any(sign.isspace() for sign in typed):
        raise _Wrong("ลิงก์ต้องขึ้นต้นด้วย https:// และเปิดได้ เช่น https://www.facebook.com/… คัดลอกจากหน้าที่เผยแพร่มาวาง")
    return typed


def _post(question: Question, given: Mapping[str, Typed], context: _Context) -> Answer:
    """A published post: its link, and the words by which its four hashtags are checked for its district."""
    district, url, text = (str(given[f"{question.code}.{part}"]) for part in PARTS[Kind.POST])
    place = context.places.get(district)
    if place is None and len(context.places) == 1:
        place = next(iter(context.places.values()))
    if place is None:
        raise _Wrong("เลือกอำเภอของโพสต์นี้ เพื่อตรวจแฮชแท็กได้ตรงพื้นที่")
    if not url:
        raise _Wrong("วางลิงก์ของโพสต์ที่เผยแพร่แล้ว")
    link = _link(url)
    _words(text, PART_LABELS["text"], LONGEST)
    check = check_hashtags(text, place.province, place.name)
    doubt = "" if check.complete else f"โพสต์ยังขาด {' '.join(check.lacking)} แก้โพสต์ให้ครบ หรือบอกเหตุผล"
    return Answer(CellState.VALUE, f"{place.title} {link}", doubt=doubt, complete=check.complete)


def _person(question: Question, given: Mapping[str, Typed], context: _Context) -> Answer:
    """An officer in charge, by the telephone of the office: a mobile number is more than the letter needs."""
    name, position, phone = (str(given[f"{question.code}.{part}"]) for part in PARTS[Kind.PERSON])
    lacking = [
        PART_LABELS[part]
        for part, typed in zip(PARTS[Kind.PERSON], (name, position, phone), strict=True)
        if not typed
    ]
    if lacking:
        raise _Wrong(f"กรอก{' และ'.join(lacking)}ของผู้รับผิดชอบ")
    _words(f"{name} {position}", "ชื่อและตำแหน่ง", 200)
    number = re.split(r"ต่อ|#|ext", to_arabic(phone), maxsplit=1)[0]
    figures = re.sub(r"\D", "", number)
    if not 9 <= len(figures) <= 10 or not figures.startswith("0"):
        raise _Wrong(f"โทรศัพท์สำนักงานมี 9 หลักขึ้นต้นด้วย 0 ท่านกรอก “{phone[:40]}”")
    mobile = len(figures) == 10 and figures[1] in "689"
    doubt = "เป็นเลขโทรศัพท์เคลื่อนที่ ใช้เลขของสำนักงาน หรือบอกเหตุผล" if mobile else ""
    return Answer(CellState.VALUE, f"{name} {position} โทร. {phone}", doubt=doubt)


_KINDS = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choice,
    Kind.URL: _url,
    Kind.POST: _post,
    Kind.PERSON: _person,
}
