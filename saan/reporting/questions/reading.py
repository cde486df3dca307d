"""A whole set of answers read: how each stands, what bars sending, what needs a reason, and what the letter says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from saan.reporting.questions.answers import NONE, Answer, Place, Values, answer_to, flat
from saan.reporting.questions.schema import Form, Question, Section
from saan.reporting.rules import CellState

SECTION_NONE = NONE.removeprefix(".")
FIRST_ROW = "1"


@dataclass(frozen=True)
class Cell:
    """One answer in its place. `address` is section.row.question."""

    address: str
    question: Question
    answer: Answer
    waits: bool

    @property
    def state(self) -> CellState:
        """A blank that is not due yet is not missing yet."""
        if self.answer.state == CellState.MISSING and self.waits and not self.answer.error:
            return CellState.NOT_YET_DUE
        return self.answer.state

    @property
    def blank(self) -> bool:
        return self.answer.state == CellState.MISSING and not self.answer.error

    @property
    def wanted(self) -> bool:
        return self.blank and self.question.required


@dataclass(frozen=True)
class Row:
    """The answers of one district or of one added row. `place` is None where a row is no district."""

    key: str
    title: str
    cells: tuple[Cell, ...]
    place: Place | None = None

    @property
    def blank(self) -> bool:
        return all(cell.blank for cell in self.cells if cell.answer.state != CellState.NOT_APPLICABLE)


@dataclass(frozen=True)
class Complaint:
    """What stands against sending. `key` names the field of the reason that heals it; "" where none does."""

    address: str
    says: str
    key: str = ""


@dataclass(frozen=True)
class Counts:
    """What a section's answers come to; not asked is not counted."""

    rows: int = 0
    asked: int = 0
    value: int = 0
    zero: int = 0
    missing: int = 0
    full: int = 0
    some: int = 0
    complete: int = 0
    places: int = 0


@dataclass(frozen=True)
class SectionRead:
    """A section with its rows; `none` where the office has answered that there is nothing at all."""

    section: Section
    rows: tuple[Row, ...]
    none: bool
    places: int
    waits: bool = field(default=False)

    @property
    def counts(self) -> Counts:
        rows = [row for row in self.rows if self.section.by_district or not row.blank]
        cells = [cell for row in rows for cell in row.cells]
        states = Counter(cell.answer.state for cell in cells)
        return Counts(
            rows=len(rows),
            asked=len(cells) - states[CellState.NOT_APPLICABLE],
            value=states[CellState.VALUE],
            zero=states[CellState.ZERO],
            missing=states[CellState.MISSING],
            full=sum(all(cell.answer.state == CellState.VALUE for cell in row.cells) for row in rows),
            some=sum(any(cell.answer.state == CellState.VALUE for cell in row.cells) for row in rows),
            complete=sum(cell.answer.complete for cell in cells),
            places=self.places,
        )

    @property
    def state(self) -> CellState:
        """How the section stands as one cell of the steps."""
        if self.none:
            return CellState.ZERO
        if self.short or any(row_wants(row) for row in self.rows) or (self.rows and not self.counts.rows):
            return CellState.NOT_YET_DUE if self.waits else CellState.MISSING
        return CellState.VALUE if self.counts.value else CellState.ZERO

    @property
    def short(self) -> bool:
        """Fewer rows than the form wants."""
        repeat = self.section.repeat
        return repeat is not None and not self.none and self.counts.rows < repeat.least

    @property
    def complaints(self) -> list[Complaint]:
        found = [each for row in self.rows for each in self._of_row(row)]
        if self.short:
            repeat = self.section.repeat
            assert repeat is not None
            instead = f" หรือเลือก “{repeat.none}”" if repeat.none else ""
            says = f"{self.section.title}: กรอกอย่างน้อย {repeat.least} รายการ{instead}"
            address = f"{self.section.code}.{FIRST_ROW}.{self.section.questions[0].code}"
            found.append(Complaint(address, says))
        return found

    def _of_row(self, row: Row) -> list[Complaint]:
        if row.blank and not self.section.by_district and self.section.repeat is not None:
            return []
        wrong = [Complaint(cell.address, cell.answer.error) for cell in row.cells if cell.answer.error]
        odd = [
            Complaint(cell.address, cell.answer.doubt, cell.address)
            for cell in row.cells
            if cell.answer.doubt
        ]
        blanks = [cell for cell in row.cells if cell.wanted]
        if not self.section.by_district:
            return [
                *wrong,
                *odd,
                *(Complaint(cell.address, f"ยังไม่ได้ตอบ {cell.question.label}") for cell in blanks),
            ]
        if not blanks:
            return [*wrong, *odd]
        lacking = " ".join(cell.question.label for cell in blanks)
        says = f"{row.title} ยังขาดทั้ง {len(blanks)} ข้อ" if row.blank else f"{row.title} ยังขาด {lacking}"
        return [*wrong, *odd, Complaint(blanks[0].address, says, gap_key(self, row))]

    @property
    def says(self) -> str:
        """The section's sentence in the cover letter; "" where none of its sentences applies."""
        counts = {name: f"{count:,}" for name, count in vars(self.counts).items()}
        counts[SECTION_NONE] = "yes" if self.none else "no"
        single = self.rows[0].cells if len(self.rows) == 1 and self.section.repeat is None else ()
        shown = {cell.question.code: cell.answer.shown or "ไม่ระบุ" for cell in single}
        typed = {cell.question.code: _CODES.get(cell.answer.shown, cell.answer.shown) for cell in single}
        for saying in self.section.says:
            if saying.when is None or {**counts, **typed}.get(saying.when[0]) == saying.when[1]:
                return saying.says.format(**{**counts, **shown})
        return ""


_CODES = {"ใช่": "yes", "ไม่": "no"}


def row_wants(row: Row) -> bool:
    return any(cell.wanted or cell.answer.error for cell in row.cells)


def gap_key(read: SectionRead, row: Row) -> str:
    """Under which key the reason for a district's gaps is kept: one for the district."""
    return f"{read.section.code}.{row.key}"


@dataclass(frozen=True)
class Reading:
    """Every section of a form as answered."""

    form: Form
    sections: tuple[SectionRead, ...]

    @property
    def complaints(self) -> list[Complaint]:
        return [each for section in self.sections for each in section.complaints]

    def barring(self, reasons: Mapping[str, str]) -> list[Complaint]:
        """What still bars sending, given the reasons that have been written."""
        return [each for each in self.complaints if not (each.key and reasons.get(each.key, "").strip())]

    @property
    def gaps(self) -> int:
        """Districts with blanks that a reason must explain."""
        return sum(
            section.section.by_district and any(cell.wanted for cell in row.cells)
            for section in self.sections
            for row in section.rows
        )

    @property
    def figure(self) -> int:
        """The headline count of the form: values in its section."""
        return self.section(self.form.figure[0]).counts.value

    def section(self, code: str) -> SectionRead:
        return next(each for each in self.sections if each.section.code == code)


def read(
    form: Form, values: Values, places: Sequence[Place], *, day: date, due: date | None = None, begun: date
) -> Reading:
    """Read what was typed. Until `due` a blank is waiting, not missing; `begun` is the day of the letter."""
    by_code = {str(place.code): place for place in places}
    waits = due is not None and day <= due
    return Reading(form, tuple(_section(each, values, by_code, waits, day, begun) for each in form.sections))


def _section(
    section: Section, values: Values, places: Mapping[str, Place], waits: bool, day: date, begun: date
) -> SectionRead:
    typed = values.get(section.code, {})
    none = section.repeat is not None and bool(typed.get("", {}).get(SECTION_NONE))
    rows = [
        Row(
            key,
            title,
            tuple(
                Cell(
                    f"{section.code}.{key}.{question.code}",
                    question,
                    answer_to(question, typed.get(key, {}), places, day=day, begun=begun),
                    waits,
                )
                for question in section.questions
            ),
            places.get(key) if section.by_district else None,
        )
        for key, title in _row_keys(section, typed, places)
    ]
    return SectionRead(section, () if none else tuple(rows), none, len(places), waits)


def _row_keys(
    section: Section, typed: Mapping[str, Mapping], places: Mapping[str, Place]
) -> list[tuple[str, str]]:
    """The rows of a section in their order, with a title for each."""
    if section.repeat is None:
        return [("", section.title)]
    if section.by_district:
        return [(key, place.title) for key, place in places.items()]
    kept = sorted((key for key in typed if key.isdecimal()), key=int)
    return [(key, f"{section.repeat.word} {number}") for number, key in enumerate(kept, 1)]


def effort(form: Form, values: Values, filled: Mapping[str, object]) -> tuple[int, int]:
    """How many answers were typed and how many stand as they were filled in: the burden of the request."""
    kept = dict(flat(form, values))
    untouched = sum(filled.get(address) == typed for address, typed in kept.items())
    return len(kept) - untouched, untouched


def frozen(reading: Reading) -> dict:
    """The answers as a sent report keeps them, with the words of the form as it then stood. No personal data."""
    return {
        "code": reading.form.code,
        "edition": reading.form.edition,
        "title": reading.form.title,
        "figure": reading.figure,
        "unit": reading.form.figure[1],
        "gaps": reading.gaps,
        "sections": [_frozen(each) for each in reading.sections],
    }


def _frozen(read: SectionRead) -> dict:
    rows = [
        row for row in read.rows if not (row.blank and read.section.repeat and not read.section.by_district)
    ]
    return {
        "code": read.section.code,
        "title": read.section.title,
        "says": read.says,
        "none": read.section.repeat.none if read.none and read.section.repeat else "",
        "compared": read.section.repeat is None or read.section.by_district,
        "heads": [question.label for question in read.section.questions],
        "counts": dict(vars(read.counts)),
        "rows": [
            {"key": row.key, "title": row.title, "cells": [_frozen_cell(cell) for cell in row.cells]}
            for row in rows
        ],
    }


def _frozen_cell(cell: Cell) -> dict:
    """A blank of a sent report is missing, whatever the due date: the office has said all it will say."""
    answer = cell.answer
    return {
        "address": cell.address,
        "question": cell.question.label,
        "state": str(answer.state),
        "shown": "" if cell.question.personal else answer.shown,
        "personal": cell.question.personal,
        "optional": cell.blank and not cell.question.required,
        "note": answer.note,
        "doubt": answer.doubt,
    }
