"""The letter's words beside their reading: every clause that is counted carries the same number on both sides."""

import re
from dataclasses import dataclass

from saan.directives import schedule
from saan.directives.models import Directive
from saan.directives.queries import rule_of, sentence_of
from saan.kernel.digits import to_arabic
from saan.letters.queries import reading_of
from saan.policy.conditions import Condition, leaves
from saan.policy.rules import Clause, ClauseKind, Rule, clauses
from saan.policy.thai import Segment
from saan.policy.vocabulary import Heard, vocabulary
from saan.web.components.sheet import Mark, cut

type Span = tuple[int, int]

_BLANKS = re.compile(r"\s+")
_QUOTA = re.compile(
    r"(?:อย่างน้อย|ไม่น้อยกว่า|ไม่เกิน)?\s*(?:ตำบล|อำเภอ|จังหวัด)ละ\s*(?:อย่างน้อย|ไม่น้อยกว่า|ไม่เกิน)?\s*\d[\d,]*"
    r"\s*(?:ราย/กลุ่ม|ราย|กลุ่ม|ผลิตภัณฑ์|รายการ)?\s*(?:ขึ้นไป)?"
)
_AFTER_PART = r"\s*(?:อย่างน้อย|ไม่น้อยกว่า|ไม่เกิน|จำนวน)?\s*\d[\d,]*\s*(?:ราย|กลุ่ม|ผลิตภัณฑ์|รายการ)?"
_DEADLINE = re.compile(r"ภายใน\s*วันที่\s*\d{1,2}\s*\S+\s*(?:พ\.ศ\.\s*)?\d{4}|ทุกวันที่\s*\d{1,2}\s*ของเดือน")


@dataclass(frozen=True)
class Piece:
    """A run of the letter's words and the number of the clause that it says, if one does."""

    text: str
    number: str = ""


@dataclass(frozen=True)
class Line:
    """One numbered clause of the reading, as runs of text."""

    number: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Pair:
    """Both sides. `lead` is the sentence up to its number, `quota` that number's clause, `lines` the other clauses."""

    words: tuple[Piece, ...]
    lead: tuple[Segment, ...]
    quota: Line | None
    lines: tuple[Line, ...]


def pair_of(directive: Directive) -> Pair:
    """The words of one instruction beside the rule that counts it; without a rule only what is asked and by when."""
    rule = rule_of(directive)
    numbered = clauses(rule) if rule else ()
    due = Line(len(numbered) + 1, (Segment(schedule.phrase(directive.schedule)),))
    marks = _marks(directive, rule, due.number)
    words = tuple(
        Piece(each.text, each.keys[0] if each.keys else "") for each in cut(directive.evidence, marks)
    )
    if rule is None:
        return Pair(words, (Segment(directive.title),), None, (due,))
    said = sentence_of(rule)
    lines = {clause.id: _line(clause, said) for clause in numbered}
    quota = next((lines.pop(clause.id) for clause in numbered if clause.kind is ClauseKind.QUOTA), None)
    lead = tuple(segment for segment in said[:3] if segment.clause_id is None)
    return Pair(words, lead, quota, (*lines.values(), due))


def _line(clause: Clause, said: list[Segment]) -> Line:
    return Line(clause.id, tuple(segment for segment in said if segment.clause_id == clause.id))


def _marks(directive: Directive, rule: Rule | None, due: int) -> list[Mark]:
    """Where each clause stands in the words; a clause read from elsewhere (the letter's date) has no place."""
    plain, places = _plain(directive.evidence)
    spans = _spans_read(directive)
    found: list[tuple[Span, int]] = []
    if rule is not None:
        heard = _heard(plain, rule)
        for clause in clauses(rule):
            span = _place(clause, rule, plain, heard)
            if span is None and clause.kind is ClauseKind.QUOTA:
                continue
            found += [((places[span[0]], places[span[1] - 1] + 1), clause.id)] if span else []
    deadline = spans.get("deadline") or _in_words(_DEADLINE, plain, places)
    found += [(deadline, due)] if deadline else []
    return [Mark(start, end, str(number)) for (start, end), number in _apart(found)]


def _plain(text: str) -> tuple[str, list[int]]:
    """The words in Arabic digits with single blanks, and where each character stood."""
    arabic = to_arabic(text).replace("–", "-")
    out, places = [], []
    for match in re.finditer(r"\s+|\S", arabic):
        out.append(" " if match.group().isspace() else match.group())
        places.append(match.start())
    return "".join(out), places


def _heard(plain: str, rule: Rule) -> list[Heard]:
    from saan.directives.catalogue import countables

    return [
        each for each in vocabulary().hear(plain, countables()[rule.entity]) if each.condition is not None
    ]


def _place(clause: Clause, rule: Rule, plain: str, heard: list[Heard]) -> Span | None:
    match clause.kind:
        case ClauseKind.QUOTA:
            found = _QUOTA.search(plain)
            return _trimmed(found) if found else None
        case ClauseKind.PART:
            label = _BLANKS.sub(" ", rule.parts[clause.part or 0].label_th).removeprefix("ประเภท ")
            found = re.search(rf"{re.escape(label)}(?:{_AFTER_PART})", plain) or re.search(
                re.escape(label), plain
            )
            return _trimmed(found) if found else None
        case ClauseKind.CONDITION if clause.condition is not None:
            asked = _fields(clause.condition)
            same = [each for each in heard if each.condition is not None and _fields(each.condition) <= asked]
            return (same[0].start, same[-1].end) if same else None
    return None


def _fields(condition: Condition) -> set[str]:
    return {leaf.field for leaf in leaves(condition)}


def _trimmed(found: re.Match[str]) -> Span:
    words = found.group()
    return found.start() + len(words) - len(words.lstrip()), found.end() - len(words) + len(words.rstrip())


def _in_words(pattern: re.Pattern[str], plain: str, places: list[int]) -> Span | None:
    found = pattern.search(plain)
    return (places[found.start()], places[found.end() - 1] + 1) if found else None


def _spans_read(directive: Directive) -> dict[str, Span]:
    """Where the reader found the values of this instruction, counted from the beginning of its words."""
    reading = reading_of(directive.letter) if directive.letter and directive.span else None
    if reading is None:
        return {}
    first = directive.span[0]
    for read in reading.record.get("directives") or []:
        if read.get("span") == directive.span:
            spans = read.get("spans") or {}
            return {name: (start - first, end - first) for name, (start, end) in spans.items()}
    return {}


def _apart(found: list[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """The places in the order of the words; of two that overlap, the longer gives way."""
    kept: list[tuple[Span, int]] = []
    for (start, end), number in sorted(found, key=lambda each: each[0][1] - each[0][0]):
        if all(end <= other[0] or start >= other[1] for other, _ in kept):
            kept.append(((start, end), number))
    return sorted(kept)
