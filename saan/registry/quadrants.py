"""Quadrants by decision table. Tables are dated data; what a table leaves open or says twice is proved, not guessed.

Pure, like `rules`. A table asks questions with coded answers; its rules give a quadrant where every named question
has one of the answers named. Where no rule holds, or rules of different quadrants hold, the result is unclassified.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from math import prod
from pathlib import Path

import yaml

from saan.kernel.refusals import Refused
from saan.registry.rules import Quadrant

Answers = Mapping[str, str]
Box = Mapping[str, tuple[str, ...]]
"""Many answer sets at once: for each question, the answers that may stand there."""


@dataclass(frozen=True)
class Question:
    code: str
    asks: str
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Rule:
    gives: Quadrant
    when: Mapping[str, frozenset[str]]

    def holds(self, answers: Answers) -> bool:
        return all(answers.get(question) in allowed for question, allowed in self.when.items())


@dataclass(frozen=True)
class Table:
    """One version of the decision table, in force from a day on."""

    version: str
    name: str
    source: str
    starts: date
    verified: bool
    wording_verified: bool
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]

    @property
    def codes(self) -> dict[str, tuple[str, ...]]:
        return {question.code: tuple(question.answers) for question in self.questions}


@dataclass(frozen=True)
class Proof:
    """What a table does with every set of answers. `gaps` and `overlaps` are boxes that share no set.

    `shares` counts the sets of each quadrant, of those that two quadrants claim, none.
    """

    total: int
    shares: dict[Quadrant, int]
    gaps: list[Box]
    overlaps: list[tuple[Box, tuple[Quadrant, ...]]]

    @property
    def open(self) -> int:
        return sum(size(box) for box in self.gaps)

    @property
    def claimed_twice(self) -> int:
        return sum(size(box) for box, _ in self.overlaps)


@cache
def tables() -> tuple[Table, ...]:
    """Every version shipped, oldest first."""
    text = (Path(__file__).parent / "data" / "quadrants.yaml").read_text(encoding="utf-8")
    return tuple(sorted((table_of(row) for row in yaml.safe_load(text)), key=lambda table: table.starts))


def table_of(row: Mapping) -> Table:
    """A table from its data. ValueError where a rule names a question or an answer that the table does not have."""
    questions = tuple(
        Question(code, said["asks"], said["answers"]) for code, said in row["questions"].items()
    )
    rules = tuple(
        Rule(Quadrant(each["gives"]), {question: frozenset(some) for question, some in each["when"].items()})
        for each in row["rules"]
    )
    known = {question.code: set(question.answers) for question in questions}
    for rule in rules:
        for question, allowed in rule.when.items():
            if not allowed <= known.get(question, set()):
                raise ValueError(f"rule for {rule.gives} names unknown answers of question {question}")
    return Table(
        row["version"], row["name"], row["source"], row["from"], row["verified"], row["wording_verified"],
        questions, rules,
    )  # fmt: skip


def table(version: str) -> Table | None:
    return next((each for each in tables() if each.version == version), None)


def table_on(day: date) -> Table:
    """The version in force on a day; the oldest for days before all."""
    begun = [each for each in tables() if each.starts <= day]
    return begun[-1] if begun else tables()[0]


def classify(by: Table, answers: Answers) -> Quadrant:
    """The quadrant that a full set of answers gives; unclassified where none or more than one does."""
    given = {rule.gives for rule in by.rules if rule.holds(answers)}
    return given.pop() if len(given) == 1 else Quadrant.UNCLASSIFIED


def refuse_answers(by: Table, answers: Answers) -> None:
    """Answers are none at all, or one of each question's own."""
    if not answers:
        return
    for question, allowed in by.codes.items():
        if answers.get(question) not in allowed:
            raise Refused(f"คำถามข้อ {question} ต้องตอบ 1 ใน {', '.join(allowed)}", field=f"answer-{question}")
    if set(answers) - set(by.codes):
        raise Refused(f"แบบประเมินมี {len(by.codes)} ข้อ โปรดลบคำตอบข้ออื่นออก", field="answers")


def prove(by: Table) -> Proof:
    """Which sets of answers the table decides, leaves open, or claims twice; every set falls into exactly one part."""
    gaps: list[Box] = []
    overlaps: list[tuple[Box, tuple[Quadrant, ...]]] = []
    shares = dict.fromkeys(Quadrant, 0)
    for box, rules in _parts({}, list(by.codes.items()), list(by.rules)):
        given = tuple(sorted({rule.gives for rule in rules}))
        if not given:
            gaps.append(box)
        elif len(given) > 1:
            overlaps.append((box, given))
        else:
            shares[given[0]] += size(box)
    shares[Quadrant.UNCLASSIFIED] = sum(map(size, gaps)) + sum(size(box) for box, _ in overlaps)
    total = prod(len(answers) for answers in by.codes.values())
    return Proof(total, shares, gaps, overlaps)


def _parts(
    fixed: Box, left: list[tuple[str, tuple[str, ...]]], rules: list[Rule]
) -> Iterator[tuple[Box, list[Rule]]]:
    """Split the answers of each question in turn by which rules they leave standing; where none is left, stop."""
    if not left or not rules:
        yield {**fixed, **dict(left)}, rules
        return
    (question, answers), *rest = left
    groups: dict[tuple[int, ...], list[str]] = {}
    for answer in answers:
        stands = tuple(
            index for index, rule in enumerate(rules) if answer in rule.when.get(question, frozenset(answers))
        )
        groups.setdefault(stands, []).append(answer)
    for stands, some in groups.items():
        yield from _parts({**fixed, question: tuple(some)}, rest, [rules[index] for index in stands])


def size(box: Box) -> int:
    """How many answer sets a box holds."""
    return prod(len(answers) for answers in box.values())


def example(box: Box) -> dict[str, str]:
    """One answer set of a box: the counter-example to show."""
    return {question: answers[0] for question, answers in box.items()}


def every_set(by: Table) -> Iterator[dict[str, str]]:
    """All full sets of answers."""
    for chosen in product(*by.codes.values()):
        yield dict(zip(by.codes, chosen, strict=True))
