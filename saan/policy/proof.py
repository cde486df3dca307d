"""Why one entity counts or does not: every clause of a rule with its answer, and what is recorded about it, in Thai."""

from collections.abc import Iterator
from dataclasses import dataclass

from saan.policy.conditions import Condition, Is, leaves
from saan.policy.countables import Countable, Scalar
from saan.policy.evaluate import Fact, prove
from saan.policy.rules import Clause, ClauseKind, Rule, clauses
from saan.policy.thai import condition_th, day_th, sentence


@dataclass(frozen=True)
class Answer:
    """One clause about one entity. `answer` is None where the value is not recorded; `found` says what is recorded."""

    clause_id: int
    kind: ClauseKind
    text: str
    answer: bool | None
    found: str

    @property
    def decides(self) -> bool:
        """Whether a "no" keeps the entity out; that it is not of a part's sort does not."""
        return self.kind is not ClauseKind.PART

    @property
    def failing(self) -> bool:
        return self.decides and self.answer is not True


def explain(rule: Rule, countable: Countable, fact: Fact) -> tuple[Answer, ...]:
    """The answers to every clause that asks something of a single row, in the order of the sentence."""
    answers = prove(rule, fact)
    said = clause_texts(rule, countable)
    return tuple(
        Answer(
            each.id,
            each.kind,
            said[each.id],
            answers[each.id],
            ", ".join(_found(rule, each, countable, fact)),
        )
        for each in clauses(rule)
        if each.id in answers
    )


def is_eligible(answers: tuple[Answer, ...]) -> bool:
    """Whether the entity meets the window and every condition for sure."""
    return not any(answer.failing for answer in answers)


def clause_texts(rule: Rule, countable: Countable) -> dict[int, str]:
    """The words of each clause as the sentence says them; of a part only what it asks, not how many."""
    said: dict[int, str] = {}
    for segment in sentence(rule, countable):
        if segment.clause_id is not None:
            said[segment.clause_id] = said.get(segment.clause_id, "") + segment.text
    for clause in clauses(rule):
        if clause.kind is ClauseKind.PART and clause.condition is not None:
            said[clause.id] = condition_th(clause.condition, countable)
    return said


def _found(rule: Rule, clause: Clause, countable: Countable, fact: Fact) -> Iterator[str]:
    if clause.kind is ClauseKind.WINDOW and rule.window and rule.window.field is None:
        yield (
            f"{countable.date_label_th} {day_th(fact.on)}" if fact.on else f"ไม่มีวันที่{countable.date_label_th}"
        )
        return
    for name in _fields(rule, clause):
        yield recorded_th(name, fact.values.get(name), countable)


def _fields(rule: Rule, clause: Clause) -> list[str]:
    if clause.kind is ClauseKind.WINDOW and rule.window and rule.window.field:
        return [rule.window.field]
    condition: Condition | None = clause.condition
    return list(dict.fromkeys(leaf.field for leaf in leaves(condition))) if condition else []


def recorded_th(name: str, value: Scalar | None, countable: Countable) -> str:
    """What the facts say of one field: ลงทะเบียนปี 2562, ไม่มีข้อมูลกลุ่ม Quadrant."""
    if value is None:
        return f"ไม่มีข้อมูล{countable.fields[name].label_th}"
    return condition_th(Is(name, value), countable)
