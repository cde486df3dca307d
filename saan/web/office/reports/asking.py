"""The questions of a report form as fields of a page: what was typed, where it came from, what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from saan.kernel.hashtags import TagCheck, check_hashtags, hashtags
from saan.reporting.answering import Filled, filled_of, places_of, reading_of, values_of
from saan.reporting.models import Report
from saan.reporting.queries import versions_of
from saan.reporting.questions import (
    Cell,
    Complaint,
    Kind,
    Place,
    Question,
    Reading,
    Row,
    Section,
    SectionRead,
    Typed,
)
from saan.reporting.questions.answers import Answer
from saan.reporting.questions.schema import PART_LABELS, PARTS
from saan.reporting.rules import CellState
from saan.web.components.status import Shown, Status, Tone, shown

MANY = {Kind.CHOICES}
SEND = "send"
_BLANK = Answer(CellState.MISSING)


@dataclass(frozen=True)
class Option:
    """One choice of a field."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Input:
    """One field. `look` is text, area, select, radio or checks; `options` belong to the last three."""

    name: str
    id: str
    label: str
    look: str
    value: str = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    unit: str = ""
    mode: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Asked:
    """A question with its fields, the tick for "there is none", and everything said about the answer."""

    cell: Cell
    anchor: str
    inputs: tuple[Input, ...]
    none: Option | None
    none_name: str
    source: str
    error: str
    doubt: str
    remark: str
    tags: "Tags | None" = None
    depends: str = ""

    @property
    def grouped(self) -> bool:
        """Whether several controls answer one question, which then needs a legend."""
        return len(self.inputs) > 1 or self.inputs[0].look in ("radio", "checks")

    @property
    def tag(self) -> Shown:
        return tag_of_cell(self.cell.state, filled=bool(self.source))


@dataclass(frozen=True)
class Tags:
    """The four hashtags of a post's district and which of them its words carry."""

    id: str
    row: str
    wanted: tuple[str, ...]
    check: TagCheck | None

    @property
    def place_known(self) -> bool:
        return bool(self.wanted)


@dataclass(frozen=True)
class Group:
    """A district or an added row with its questions; `fresh` is the blank row waiting at the end."""

    key: str
    title: str
    asked: tuple[Asked, ...]
    tag: Shown | None
    open: bool
    fresh: bool = False


@dataclass(frozen=True)
class StepLink:
    """One step with its address and whether nothing is left to do in it."""

    title: str
    url: str
    done: bool
    current: bool


def tag_of_cell(state: CellState, *, filled: bool = False) -> Shown:
    """The state of one answer in the words of a page."""
    match state:
        case CellState.VALUE:
            return Shown("ดึงจากข้อมูลเดิม" if filled else "กรอกแล้ว", "ok", Tone.DONE)
        case CellState.ZERO:
            return Shown("ไม่มีในงวดนี้", "none", Tone.OUTLINE)
        case CellState.NOT_APPLICABLE:
            return Shown("ไม่ต้องตอบ", "none", Tone.OUTLINE)
    return shown(Status.BLANK)


def anchor_of(address: str) -> str:
    """The id of an answer's first field."""
    return "q-" + address.replace(".", "-").replace("_", "-")


def steps_of(report: Report, reading: Reading, current: str) -> list[StepLink]:
    """The sections and the sending, in order."""
    made = [
        StepLink(
            each.section.title,
            reverse("report-fill", args=[report.pk, each.section.code]),
            not each.complaints and each.state in (CellState.VALUE, CellState.ZERO),
            each.section.code == current,
        )
        for each in reading.sections
    ]
    return [
        *made,
        StepLink("ตรวจและส่ง", reverse("report-fill", args=[report.pk, SEND]), False, current == SEND),
    ]


def step_after(reading: Reading, code: str) -> str:
    codes = [*(each.section.code for each in reading.sections), SEND]
    return codes[min(codes.index(code) + 1, len(codes) - 1)]


def step_before(reading: Reading, code: str) -> str | None:
    codes = [*(each.section.code for each in reading.sections), SEND]
    return codes[codes.index(code) - 1] if codes.index(code) else None


def rows_given(section: Section, given: QueryDict) -> dict[str, dict[str, Typed]]:
    """What was posted for a section, by row; names are row:key."""
    many = {question.code for question in section.questions if question.kind in MANY}
    rows: dict[str, dict[str, Typed]] = {}
    for name in given:
        row, colon, key = name.partition(":")
        if colon:
            rows.setdefault(row, {})[key] = given.getlist(name) if key in many else given[name]
    return rows


@dataclass(frozen=True)
class Asking:
    """Makes the groups of one section. `checking` also tells of blanks, which a first look does not."""

    report: Report
    reading: Reading
    checking: bool
    places: Mapping[str, Place]
    values: Mapping[str, Mapping[str, Mapping[str, Typed]]]
    filled: Filled
    remarks: Mapping[str, str]

    @classmethod
    def of(cls, report: Report, *, checking: bool = False) -> "Asking":
        reading = reading_of(report, sending=checking)
        assert reading is not None
        before = [each for each in versions_of(report) if each.version < report.version]
        return cls(
            report,
            reading,
            checking,
            {str(place.code): place for place in places_of(report.office)},
            values_of(report),
            filled_of(report),
            before[0].remarks if before else {},
        )

    def groups(self, code: str) -> list[Group]:
        read = self.reading.section(code)
        made = [self._group(read, row) for row in read.rows]
        repeat = read.section.repeat
        if repeat is None or read.section.by_district or len(made) >= repeat.most or read.none:
            return made
        return [*made, self._fresh(read, len(made))]

    def _group(self, read: SectionRead, row: Row, *, fresh: bool = False) -> Group:
        complaints = read.complaints
        asked = tuple(self._asked(read.section, row, cell, complaints) for cell in row.cells)
        states = [cell.state for cell in row.cells]
        left = sum(cell.blank for cell in row.cells)
        tag = None
        if read.section.by_district:
            tag = shown(Status.SHORT, n=left) if left else tag_of_cell(_sum_state(states))
        odd = any(each.error or each.doubt or each.remark for each in asked)
        return Group(row.key, row.title, asked, tag, bool(left or odd), fresh)

    def _fresh(self, read: SectionRead, count: int) -> Group:
        """A blank row after the kept ones; its key is past every key in use."""
        repeat = read.section.repeat
        assert repeat is not None
        keys = [int(row.key) for row in read.rows]
        key = str(max(keys, default=0) + 1)
        code = read.section.code
        cells = tuple(
            Cell(f"{code}.{key}.{question.code}", question, _BLANK, True)
            for question in read.section.questions
        )
        return self._group(read, Row(key, f"{repeat.word} {count + 1}", cells), fresh=True)

    def _asked(self, section: Section, row: Row, cell: Cell, complaints: list[Complaint]) -> Asked:
        question = cell.question
        typed = self.values.get(section.code, {}).get(row.key, {})
        said = next((each.says for each in complaints if each.address == cell.address), "")
        blamed = said if self.checking and not cell.answer.doubt else ""
        return Asked(
            cell=cell,
            anchor=anchor_of(cell.address),
            inputs=tuple(self._inputs(section, row, question, typed)),
            none=Option("on", question.none, bool(typed.get(f"{question.code}.none")))
            if question.none
            else None,
            none_name=f"{row.key}:{question.code}.none",
            source=self._source(cell.address, typed, question),
            error=cell.answer.error or blamed,
            doubt=cell.answer.doubt,
            remark=self.remarks.get(cell.address, ""),
            tags=self._tags(row, typed, question) if question.kind == Kind.POST else None,
            depends=_depends(section, question),
        )

    def _source(self, address: str, typed: Mapping[str, Typed], question: Question) -> str:
        """Where an answer stands from that nobody has changed since it was filled in."""
        for key, answer in typed.items():
            known = self.filled.get(f"{address.rpartition('.')[0]}.{key}")
            mine = key == question.code or key.startswith(f"{question.code}.")
            if mine and known and answer == known[0]:
                return known[1]
        return ""

    def _inputs(
        self, section: Section, row: Row, question: Question, typed: Mapping[str, Typed]
    ) -> Iterator[Input]:
        anchor = anchor_of(f"{section.code}.{row.key}.{question.code}")
        parts = PARTS.get(question.kind)
        if parts is None:
            yield self._input(question, f"{row.key}:{question.code}", anchor, typed.get(question.code, ""))
            return
        shown_parts = [part for part in parts if part != "district" or len(self.places) > 1]
        for number, part in enumerate(shown_parts):
            key = f"{question.code}.{part}"
            yield self._part(
                part, f"{row.key}:{key}", f"{anchor}-{part}" if number else anchor, typed.get(key, "")
            )

    def _input(self, question: Question, name: str, anchor: str, typed: Typed) -> Input:
        chosen = typed if isinstance(typed, list) else [typed]
        text = " ".join(typed) if isinstance(typed, list) else typed
        choices = question.choices or ((("yes", "ใช่"), ("no", "ยัง")) if question.kind == Kind.YES_NO else ())
        look = {Kind.YES_NO: "radio", Kind.CHOICE: "radio", Kind.CHOICES: "checks"}.get(question.kind, "text")
        if question.kind == Kind.TEXT and question.longest > 200:
            look = "area"
        return Input(
            name=name,
            id=anchor,
            label=question.label,
            look=look,
            value=text,
            options=tuple(Option(code, label, code in chosen) for code, label in choices),
            hint=question.hint or ("เช่น 26 ก.ย. 2566" if question.kind == Kind.DATE else ""),
            unit=question.unit,
            mode={Kind.NUMBER: "numeric", Kind.URL: "url"}.get(question.kind, ""),
            optional=not question.required,
        )

    def _part(self, part: str, name: str, anchor: str, typed: Typed) -> Input:
        text = typed if isinstance(typed, str) else " ".join(typed)
        if part == "district":
            options = tuple(Option(code, place.title, code == text) for code, place in self.places.items())
            return Input(name, anchor, PART_LABELS[part], "select", text, options)
        look = "area" if part == "text" else "text"
        mode = {"url": "url", "phone": "tel"}.get(part, "")
        hint = {"url": "Facebook TikTok หรือสื่ออื่น", "text": "วางข้อความทั้งโพสต์ ระบบตรวจแฮชแท็กให้"}.get(part, "")
        return Input(name, anchor, PART_LABELS[part], look, text, hint=hint, mode=mode)

    def _tags(self, row: Row, typed: Mapping[str, Typed], question: Question) -> Tags:
        text, district = typed.get(f"{question.code}.text", ""), typed.get(f"{question.code}.district", "")
        return tags_of(row.key, self.places, str(district), str(text))


def tags_of(row: str, places: Mapping[str, Place], district: str, text: str) -> Tags:
    """The four tags of a post and what its words carry; without words nothing has been checked yet."""
    place = places.get(district) or (next(iter(places.values())) if len(places) == 1 else None)
    if place is None:
        return Tags(f"tags-{row}", row, (), None)
    check = check_hashtags(text, place.province, place.name) if text.strip() else None
    return Tags(f"tags-{row}", row, hashtags(place.province, place.name), check)


def _depends(section: Section, question: Question) -> str:
    """When a question is asked at all, in words."""
    if question.when is None:
        return ""
    other = section.question(question.when[0])
    answer = {"yes": "ใช่", "no": "ยัง"}.get(question.when[1], question.when[1])
    return f"ตอบเมื่อ “{other.label}” เป็น “{answer}”" if other else ""


def _sum_state(states: list[CellState]) -> CellState:
    return CellState.VALUE if CellState.VALUE in states else CellState.ZERO
