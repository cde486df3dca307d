"""The fields round the body: number, date, office, subject, addressees, references, enclosures.

Each function reads the lines that the automaton gave it and answers values together with their places in
the paper's view; a value that is not printed is None, never guessed.
"""

import re
from dataclasses import dataclass
from datetime import date

from saan.geography.reference import MINISTRY_LETTERS, PROVINCES
from saan.kernel.dates import FoundDate, find_dates
from saan.letters.reader.anatomy import Paper, Span
from saan.letters.reader.normalise import View, join_lines
from saan.letters.reader.values import LETTER_NUMBER, ORDER_NUMBER
from saan.letters.reader.words import one_of

_URGENCY = re.compile(rf"(?:^|(?<=\s)){one_of('urgency')}(?= *$| +ที่ )", re.MULTILINE)
_SECRECY = re.compile(rf"^ *(?P<word>{one_of('secrecy')}) *$", re.MULTILINE)
_OFFICE_START = re.compile(rf" *(?P<office>{one_of('offices')}\S.*)")
_ADDRESS = re.compile(r" *(?:ถนน|ถ\.|เลขที่|ตำบล|ต\.|อำเภอ.*\d{5}|\d|หมู่|ซอย|แขวง|เขต)|.*\d{5} *$")
_COUNT = re.compile(r"จำนวน *(?P<count>\d+) *(?P<unit>[ก-๛]{1,12}?)(?=\s|$|\d|\)|ลงวันที่)")
_REFERENCE = re.compile(
    rf"(?P<what>หนังสือ|คำสั่ง|ประกาศ|บันทึก(?:ข้อความ)?)[^\n]{{0,120}}? ?ที่ ?"
    rf"(?P<number>{LETTER_NUMBER.pattern}|{ORDER_NUMBER.pattern})"
)
_LIST_NUMBER = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}[.)]|\(\d{1,2}\)) *(?=[^\d\s])")
_ADDRESSEE_START = re.compile(
    rf"(?:,| และ|และ(?={one_of('posts')})| (?={one_of('posts')})) *(?={one_of('posts')}|{one_of('offices')})"
)


@dataclass(frozen=True)
class Text:
    """A piece of the paper: its printed words and its span in the file."""

    text: str
    span: Span


def piece(view: View, start: int, end: int) -> Text:
    return Text(view.quote(start, end), view.span(start, end))


def joined(paper: Paper, part: str) -> View:
    """The lines of one part run together."""
    return join_lines(paper.view, paper.lines(part))


def whole(view: View) -> Text | None:
    found = piece(view, 0, len(view))
    return found if found.text else None


def number(paper: Paper) -> tuple[Text | None, Text | None, bool]:
    """(register number as printed, its letters, whether it is a circular); a blank number in a draft is None."""
    line = joined(paper, "number")
    match = LETTER_NUMBER.match(line.text)
    if match:
        letters = piece(line, *match.span("letters"))
        complete = piece(line, *match.span()) if match["register"] else None
        return complete, letters, bool(match["circular"]) and complete is not None
    order = ORDER_NUMBER.match(line.text)
    if order:
        return Text(line.quote(*order.span()).replace(" ", ""), line.span(*order.span())), None, False
    draft = re.match(r"[ก-ฮ]{2,4}(?= ?\d{4})", line.text)
    return None, piece(line, *draft.span()) if draft else None, False


def marks(paper: Paper) -> tuple[Text | None, Text | None]:
    """(urgency, secrecy) of this letter: a mark on a line of its own or before ที่, in the head only."""
    lines = paper.lines("number")
    end = lines[0][1] if lines else min((s[0] for s in paper.lines("subject")), default=paper.start + 400)
    head = paper.view.cut(paper.start, max(end, paper.start))
    urgent, secret = _URGENCY.search(head.text), _SECRECY.search(head.text)
    return (
        piece(head, *urgent.span()) if urgent else None,
        piece(head, *secret.span("word")) if secret else None,
    )


def dated(paper: Paper, line: View) -> tuple[Text, date] | None:
    """The full date on one line of the head, or None."""
    for found in find_dates(line.text):
        if isinstance(found, FoundDate) and found.precision == "day" and found.date:
            return piece(line, found.start, found.end), found.date
    return None


def letter_date(paper: Paper) -> tuple[Text, date] | None:
    """Day of the document: signed on, or the date line of the head, or beside the memo's number."""
    for part in ("signed_on", "number", "head", "tail"):
        for span in paper.lines(part):
            line = paper.view.cut(*span)
            if part in ("head", "tail") and not _is_date_line(line.text):
                continue
            found = dated(paper, line)
            if found:
                return found
    return None


def _is_date_line(line: str) -> bool:
    """A line that holds a date and little else."""
    found = find_dates(line)
    covered = sum(f.end - f.start for f in found)
    return bool(found) and covered >= 0.6 * len(re.sub(r"\s|วันที่|พ\.ศ\.", "", line))


def office(paper: Paper) -> Text | None:
    """The issuing office as printed in the head; of an order or announcement the body that issues it."""
    if paper.lines("order"):
        line = joined(paper, "order")
        body = re.search(r"(?:คำสั่ง|ประกาศ) *(?P<body>[^\n]*?)(?: +เรื่อง.*)?$", line.text)
        return piece(line, *body.span("body")) if body else None
    if paper.lines("office"):
        line = joined(paper, "office")
        end = re.search(r" *(?:โทร|e-?mail|ไปรษณีย์)|$", line.text)
        return piece(line, 0, end.start() if end else len(line))
    return _head_office(paper)


def _head_office(paper: Paper) -> Text | None:
    for span in paper.lines("head"):
        sender = re.match(rf" *จาก *(?={one_of('offices')})", paper.text(span))
        if sender:
            return piece(paper.view, span[0] + sender.end(), span[1])
    after_number = [(s, e) for s, e in paper.lines("number")]
    for span in [*after_number, *paper.lines("head")]:
        line = paper.view.cut(*span)
        at = 0
        if span in after_number:
            printed = LETTER_NUMBER.match(line.text) or re.match(r"\S+ ?[\d./]*", line.text)
            at = printed.end() if printed else 0
        match = _OFFICE_START.match(line.text, at)
        if match and not _ADDRESS.fullmatch(line.text):
            end = re.search(r" +(?:ถนน|ถ\.|เลขที่)| {3,}|$", line.text[match.start("office") :])
            return piece(line, match.start("office"), match.start("office") + (end.start() if end else 0))
        if match and re.match(r" *(?:ศาลากลาง|ที่ว่าการ|กระทรวง|กรม|สำนัก)", line.text[at:]):
            end = re.search(
                r" +(?:ถนน|ถ\.|เลขที่)| {3,}| +[ก-ฮ]{2,3}\.? ?\d{5}|$", line.text[match.start("office") :]
            )
            return piece(line, match.start("office"), match.start("office") + (end.start() if end else 0))
    return None


def stamped_office(paper: Paper) -> Text | None:
    """A stamped letter names its office above the seal."""
    for span in paper.lines("body")[::-1] + paper.lines("tail"):
        line = paper.view.cut(*span)
        match = _OFFICE_START.fullmatch(line.text)
        if match and len(line.text.strip()) < 80 and "ขอ" not in line.text:
            return piece(line, *match.span("office"))
    return None


def subject(paper: Paper) -> Text | None:
    return whole(joined(paper, "subject"))


def addressees(paper: Paper) -> list[Text]:
    """One entry an addressee; a list of posts on one line is cut before each post."""
    line = joined(paper, "addressees")
    if not line.text:
        return []
    numbers = list(_LIST_NUMBER.finditer(line.text))
    if numbers and numbers[0].start() == 0:
        ends_at = [*(m.start() for m in numbers[1:]), len(line)]
        return [piece(line, m.end(), end) for m, end in zip(numbers, ends_at, strict=True)]
    starts = [0]
    ends: list[int] = []
    for match in _ADDRESSEE_START.finditer(line.text):
        if match.start() == 0:
            continue
        ends.append(match.start())
        starts.append(match.end())
    found = []
    for start, end in zip(starts, [*ends, len(line)], strict=True):
        item = piece(line, start, end)
        if item.text:
            found.append(item)
    return found


@dataclass(frozen=True)
class Reference:
    """A cited letter, order or announcement; the date is None where absent or impossible."""

    number: Text
    date: Text | None
    iso: str | None


def references(paper: Paper, body: list[View]) -> list[Reference]:
    """Letters, orders and announcements cited by number: in อ้างถึง first, then in the body, each number once."""
    found: dict[str, Reference] = {}
    cited = joined(paper, "references")
    for view in (cited, *body):
        for match in _REFERENCE.finditer(view.text):
            key = re.sub(r"\s", "", match["number"])
            reference = _reference(view, match)
            if key not in found and (view is cited or not _in_plan(view.text, match)):
                found[key] = reference
    return list(found.values())


def _in_plan(text: str, match: re.Match[str]) -> bool:
    """การประชุมครั้งที่ 2/2561 and ฉบับที่ are counts, not letters."""
    return bool(re.search(r"(?:ครั้ง|ฉบับ|ชุด|รุ่น) ?ที่ ?$", text[match.start() : match.start("number")]))


def _reference(view: View, match: re.Match[str]) -> Reference:
    rest = view.text[match.end() : match.end() + 160]
    until = re.search(r"หนังสือ|คำสั่ง(?!หัวหน้า)|$", rest)
    window = rest[: until.start() if until else len(rest)]
    dated_at = re.search(r"ลงวันที่|ลว\.?|ณ วันที่|(?:^|\s)วันที่", window)
    start = match.end() + (dated_at.start() if dated_at else len(window))
    for date_found in find_dates(view.text[start : start + 45]) if dated_at else []:
        if isinstance(date_found, FoundDate) and date_found.precision == "day":
            printed = piece(view, start + date_found.start, start + date_found.end)
            iso = date_found.date.isoformat() if date_found.date else None
            return Reference(piece(view, *match.span("number")), printed, iso)
    return Reference(piece(view, *match.span("number")), None, None)


@dataclass(frozen=True)
class Enclosure:
    title: Text
    count: int | None
    unit: str | None


def enclosures(paper: Paper) -> list[Enclosure]:
    """Items of สิ่งที่ส่งมาด้วย with their counts, also where the count stands between two halves of a title."""
    view = joined(paper, "enclosures")
    starts = [m.start() for m in _LIST_NUMBER.finditer(view.text)]
    if not starts or view.text[: starts[0]].strip():
        starts.insert(0, 0)
    spans = list(zip(starts, [*starts[1:], len(view)], strict=True))
    return [
        item
        for start, end in spans
        if view.text[start:end].strip() and (item := _enclosure(view, start, end))
    ]


def _enclosure(view: View, start: int, end: int) -> Enclosure | None:
    numbered = _LIST_NUMBER.match(view.text, start, end)
    start = numbered.end() if numbered else start
    count = _COUNT.search(view.text, start, end)
    title = piece(view, start, count.start() if count else end)
    if count and view.text[count.end() : end].strip():
        rest = view.quote(count.end(), end)
        title = Text(f"{title.text} {rest}", view.span(start, end))
    if not title.text:
        return None
    return Enclosure(title, int(count["count"]) if count else None, count["unit"] if count else None)


def known_letters(letters: str) -> bool:
    """Whether a ministry, an agency or a province numbers its letters so."""
    return letters in MINISTRY_LETTERS or any(p.letters == letters for p in PROVINCES)
