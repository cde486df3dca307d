"""The letter screen as its template needs it: original beside reading, one question at a time."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may, offices_in_reach
from saan.letters import queries
from saan.letters.actions.fields import field_at
from saan.letters.models import Doubt, Letter, LetterFile, LetterReading, Receipt
from saan.web.office.circulars.presenters import CircularBox, box_of
from saan.web.office.letters import marks, rows
from saan.web.office.letters.attached import Attached, Stamp, attached_to, stamps_of
from saan.web.office.letters.chains import Story, story_of
from saan.web.office.letters.instructions import Instruction, instructions_of
from saan.web.office.letters.matters import Likeness, Matters, likenesses, matters_of
from saan.web.office.letters.sending import Sending, Typed, sending_of
from saan.web.office.letters.way import Way, way_for
from saan.web.office.letters.way_forms import ORDERS
from saan.web.office.reports.covers import Cover, cover_of_letter
from saan.web.office.store.keeping import Keeping, keeping_of

STEPS = "อ่านแล้ว|ยืนยันสิ่งที่อ่าน|ตรวจว่าทำได้จริง|ออกข้อสั่งการ"
AROUND = 24


@dataclass(frozen=True)
class Failure:
    """What was typed and refused: the field's path (or the doubt's key), the words, the reason."""

    at: str
    reason: str
    typed: QueryDict | dict = field(default_factory=dict)


@dataclass(frozen=True)
class OwnAnswer:
    """A field in which an officer may type another answer to a doubt."""

    path: str
    label: str
    value: str


@dataclass(frozen=True)
class Quote:
    """Words of the letter between a little of what stands around them on their line."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Question:
    """The doubt in hand, its place among all, and where "skip" leads."""

    doubt: Doubt
    number: int
    total: int
    skip: int | None
    own: list[OwnAnswer]
    quotes: list[Quote]

    @property
    def key(self) -> str:
        return f"doubt.{self.doubt.pk}"


@dataclass(frozen=True)
class LetterPage:
    """Everything on one letter's screen for one actor."""

    letter: Letter
    receipt: Receipt | None
    record: dict
    pages: list[list[marks.Piece]]
    question: Question | None
    doubts: list[Doubt]
    rows: list[rows.Row]
    instructions: list[Instruction]
    files: list[LetterFile]
    may_decide: bool
    may_register: bool
    may_direct: bool
    issued: bool
    attached: list[Attached]
    stamps: list[Stamp]
    story: Story
    likenesses: list[Likeness]
    matters: Matters
    circular: CircularBox
    lines: list[queries.PlacedLine]
    way: Way
    sending: Sending
    keeping: Keeping
    failure: Failure | None = None

    @property
    def phrases(self) -> tuple[str, ...]:
        """Words offered to whoever writes an order on the paper."""
        return ORDERS

    @property
    def open_count(self) -> int:
        return sum(doubt.state == "open" for doubt in self.doubts)

    @property
    def is_letter(self) -> bool:
        return self.letter.kind not in ("news", "other")

    @property
    def step(self) -> int:
        if self.issued:
            return 5
        return 3 if self.letter.state == "confirmed" else 2

    @property
    def was_read(self) -> bool:
        return bool(self.record)

    @property
    def papers(self) -> int:
        """How many documents the file holds: the letter and what is attached to it."""
        return 1 + len(self.attached)

    @property
    def doubted_lines(self) -> int:
        return sum(line.doubted for line in self.lines)

    @property
    def cover(self) -> Cover | None:
        """The words of a letter issued in Saan; a letter read from a file shows its original instead."""
        return cover_of_letter(self.letter) if not self.was_read and self.letter.content else None

    @property
    def original(self) -> LetterFile | None:
        return next((file for file in self.files if file.role in ("original", "issued")), None)


def letter_page(
    letter: Letter, actor: Actor, *, asked: int | None = None, failure: Failure | None = None
) -> LetterPage:
    """The screen of one letter. `asked` is the doubt the officer chose to look at."""
    queries.hold_readings([letter])
    reading = queries.reading_of(letter)
    doubts = queries.doubts_held(letter)
    may_decide = _may_decide(letter, actor)
    question = _question(doubts, asked, failure, reading) if may_decide and reading else None
    receipt = queries.receipt_at(letter, actor.office)
    record = queries.laid_over(reading) if reading else {}
    matters = matters_of(letter, receipt, actor)
    return LetterPage(
        letter=letter,
        receipt=receipt,
        record=record,
        pages=_pages(reading, question, doubts) if reading else [],
        question=question,
        doubts=doubts,
        rows=rows.of_record(record, letter, actor, failure=failure) if reading else [],
        instructions=instructions_of(record) if reading else [],
        files=list(queries.files_visible_to(actor).filter(letter=letter).order_by("pk")),
        may_decide=may_decide,
        may_register=receipt is not None and may(actor, Permission.LETTERS_RECEIVE, at=receipt.office),
        may_direct=may(actor, Permission.DIRECTIVES_DRAFT),
        issued=queries.is_issued_from(letter),
        attached=attached_to(record, letter, actor, failure),
        stamps=stamps_of(record, failure),
        story=story_of(letter, actor),
        likenesses=likenesses(letter, actor),
        matters=matters,
        circular=box_of(letter, receipt, actor, ordered=bool(matters.owed)),
        lines=queries.lines_of(reading) if reading else [],
        way=_way(letter, receipt, actor, failure),
        sending=sending_of(letter, actor, _sent_as(failure)),
        keeping=keeping_of(
            letter, receipt, actor, failure.typed if failure and failure.at == "file" else None
        ),
        failure=failure,
    )


def _way(letter: Letter, receipt: Receipt | None, actor: Actor, failure: Failure | None) -> Way:
    refused = failure.at.removeprefix("way.") if failure and failure.at.startswith("way.") else ""
    return way_for(letter, receipt, actor, refused=refused, typed=failure.typed if failure else None)


def _sent_as(failure: Failure | None) -> Typed | None:
    if failure is None or not failure.at.startswith("send."):
        return None
    typed = failure.typed
    field = failure.at.removeprefix("send.")
    return Typed(typed.get("to", ""), typed.get("channel", ""), field, failure.reason)


def _may_decide(letter: Letter, actor: Actor) -> bool:
    if letter.state not in ("read", "confirmed"):
        return False
    held = letter.receipts.filter(offices_in_reach(actor, prefix="office__"))
    return may(actor, Permission.LETTERS_CONFIRM) and held.exists()


def _question(
    doubts: list[Doubt], asked: int | None, failure: Failure | None, reading: LetterReading
) -> Question | None:
    waiting = [doubt for doubt in doubts if doubt.state == "open"]
    if not waiting:
        return None
    place = next((i for i, doubt in enumerate(waiting) if doubt.pk == asked), 0)
    doubt = waiting[place]
    after = waiting[(place + 1) % len(waiting)].pk if len(waiting) > 1 else None
    quotes = [_quote(reading.text, *span) for span in _quoted(doubt)]
    return Question(doubt, doubts.index(doubt) + 1, len(doubts), after, _own_answers(doubt, failure), quotes)


def _quote(text: str, start: int, end: int) -> Quote:
    line, rest = text[:start].rpartition("\n")[2], text[end:].partition("\n")[0]
    before = f"…{line[-AROUND:]}" if len(line) > AROUND else line
    after = f"{rest[:AROUND]}…" if len(rest) > AROUND else rest
    return Quote(before, text[start:end], after)


def _own_answers(doubt: Doubt, failure: Failure | None) -> list[OwnAnswer]:
    """Fields of the doubt that can be typed, filled with the recommended answer or with what was refused."""
    sets = doubt.suggestions[0].get("sets", {}) if doubt.suggestions else {}
    typed: Any = failure.typed if failure else {}
    found = []
    for path in doubt.fields:
        kind = field_at(path)
        if kind is not None and kind.choices is None and path != "number_agency_code":
            value = typed.get(f"own-{path}") or rows.as_typed(sets.get(path))
            found.append(OwnAnswer(path, kind.label, value))
    return found


def _pages(reading: LetterReading, question: Question | None, doubts: list[Doubt]) -> list[list[marks.Piece]]:
    spans = marks.spans_of(reading.record)
    for doubt in doubts:
        for index, words in enumerate(_quoted(doubt)):
            spans[f"doubt.{doubt.pk}" + (f".{index}" if index else "")] = words
    asked = _quoted(question.doubt) if question else []
    return marks.pages(reading.text, [tuple(page) for page in reading.pages], spans, asked)


def _quoted(doubt: Doubt) -> list[marks.Span]:
    return [tuple(words["span"]) for words in doubt.words if words.get("span")]
