"""Decision tables as their page reads them: what a set of answers gives and how near the next quadrant is."""

from collections.abc import Mapping
from dataclasses import dataclass

from saan.registry.quadrants import Proof, Table, classify, example, prove, size, table, table_on, tables
from saan.registry.rules import Quadrant

__all__ = [
    "Gap",
    "Near",
    "Outcome",
    "Proof",
    "Table",
    "gaps_of",
    "outcome_of",
    "prove",
    "table",
    "table_on",
    "tables",
]


@dataclass(frozen=True)
class Near:
    """One changed answer that would give a quadrant."""

    question: str
    answer: str
    gives: Quadrant


@dataclass(frozen=True)
class Outcome:
    """What answers give: `missing` questions are not answered yet, and until then there is no quadrant."""

    missing: tuple[str, ...]
    gives: Quadrant | None
    near: tuple[Near, ...] = ()

    @property
    def open(self) -> bool:
        return self.gives == Quadrant.UNCLASSIFIED


@dataclass(frozen=True)
class Gap:
    """Many sets of answers that no rule takes: for each question its codes, or none where every answer stands."""

    sets: int
    cells: tuple[tuple[str, tuple[str, ...]], ...]
    example: Mapping[str, str]


def outcome_of(by: Table, answers: Mapping[str, str]) -> Outcome:
    """What the table says of answers given so far; where it says nothing, which single change would make it speak."""
    known = {
        question: answers[question] for question, codes in by.codes.items() if answers.get(question) in codes
    }
    missing = tuple(question for question in by.codes if question not in known)
    if missing:
        return Outcome(missing, None)
    gives = classify(by, known)
    return Outcome((), gives, _near(by, known) if gives == Quadrant.UNCLASSIFIED else ())


def _near(by: Table, answers: Mapping[str, str]) -> tuple[Near, ...]:
    found = []
    for question, codes in by.codes.items():
        for answer in codes:
            gives = classify(by, {**answers, question: answer})
            if gives not in (Quadrant.UNCLASSIFIED, Quadrant.D):
                found.append(Near(question, answer, gives))
    return tuple(found)


def gaps_of(by: Table) -> list[Gap]:
    """The gaps of a table, the largest first, each with one set of answers to try."""
    proof = prove(by)
    boxes = sorted(proof.gaps, key=size, reverse=True)
    return [Gap(size(box), _cells(by, box), example(box)) for box in boxes]


def _cells(by: Table, box: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (question, () if box[question] == codes else box[question]) for question, codes in by.codes.items()
    )
