"""A sent form as it is read: each answer beside that of the period before, with what the reviewer says there."""

from collections.abc import Mapping
from dataclasses import dataclass

from saan.accounts.policy import Actor
from saan.reporting.answering import personal_words
from saan.reporting.models import Report
from saan.reporting.queries import previous_of, seen_in_person
from saan.web.components.status import Cell
from saan.web.office.reports.asking import anchor_of

CELLS = {"zero": Cell.ZERO, "missing": Cell.MISSING, "na": Cell.NOT_APPLICABLE, "wait": Cell.NOT_DUE}
HIDDEN = "เห็นได้เฉพาะหน่วยงานผู้รายงานและผู้รับรายงาน"


@dataclass(frozen=True)
class AnswerLine:
    """One answer. `cell` is there for the states that are no value; `before` is the answer of the last period."""

    address: str
    anchor: str
    question: str
    cell: Cell | None
    shown: str
    before: str
    changed: bool
    doubt: str
    note: str
    reason: str
    remark: str


@dataclass(frozen=True)
class AnswerRow:
    title: str
    lines: list[AnswerLine]


@dataclass(frozen=True)
class AnsweredSection:
    code: str
    title: str
    none: str
    compared: bool
    rows: list[AnswerRow]


@dataclass(frozen=True)
class Answers:
    """Every section of a sent form. `previous` is the report it is held against, if there is one."""

    sections: list[AnsweredSection]
    previous: Report | None


def answers_of(report: Report, content: dict, actor: Actor) -> Answers | None:
    """The answers of a report; None where it has none. Persons are named to the two offices alone."""
    form = content.get("form")
    if form is None:
        return None
    previous = previous_of(report)
    before = _by_address(previous.content.get("form")) if previous is not None else {}
    persons = personal_words(report) if seen_in_person(report, actor) else {}
    reader = _Reader(report, before, persons, previous is not None)
    return Answers([reader.section(each) for each in form["sections"]], previous)


def _by_address(form: Mapping | None) -> dict[str, dict]:
    sections = form["sections"] if form else []
    return {cell["address"]: cell for each in sections for row in each["rows"] for cell in row["cells"]}


@dataclass(frozen=True)
class _Reader:
    report: Report
    before: Mapping[str, dict]
    persons: Mapping[str, str]
    compared: bool

    def section(self, section: dict) -> AnsweredSection:
        rows = [
            AnswerRow(row["title"], [self._line(cell, row, section) for cell in _asked(row["cells"])])
            for row in section["rows"]
        ]
        compared = self.compared and section["compared"]
        return AnsweredSection(section["code"], section["title"], section["none"], compared, rows)

    def _shown(self, cell: dict) -> str:
        if cell["optional"]:
            return "ไม่ได้กรอก (ไม่บังคับ)"
        return (self.persons.get(cell["address"]) or HIDDEN) if cell["personal"] else cell["shown"]

    def _line(self, cell: dict, row: dict, section: dict) -> AnswerLine:
        address, old = cell["address"], self.before.get(cell["address"])
        reasons = self.report.reasons
        gap = reasons.get(f"{section['code']}.{row['key']}", "") if cell["state"] == "missing" else ""
        return AnswerLine(
            address=address,
            anchor=anchor_of(address),
            question=cell["question"],
            cell=None if cell["optional"] else CELLS.get(cell["state"]),
            shown=self._shown(cell),
            before=(old["shown"] or "ยังไม่ตอบ") if old else "ไม่มีในงวดก่อน",
            changed=not cell["personal"] and _differs(cell, old),
            doubt=cell["doubt"],
            note=cell["note"],
            reason=reasons.get(address, "") or gap,
            remark=self.report.remarks.get(address, ""),
        )


def _asked(cells: list[dict]) -> list[dict]:
    return [cell for cell in cells if cell["state"] != "na"]


def _differs(cell: dict, old: dict | None) -> bool:
    return old is None or (cell["state"], cell["shown"]) != (old["state"], old["shown"])
