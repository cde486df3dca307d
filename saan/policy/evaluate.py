"""Counting in Python: the plain meaning of a rule, which SQL must equal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from saan.policy.conditions import All, Any, Between, Bound, Condition, In, Is, Not
from saan.policy.countables import Scalar
from saan.policy.rules import ClauseKind, Rule, Window, clauses

type Values = Mapping[str, Scalar | None]


@dataclass(frozen=True)
class Fact:
    """One row of a countable: `area` is the six-digit tambon code, `on` its date, `values` its fields by name."""

    id: int
    area: int
    on: date | None
    values: Values


@dataclass(frozen=True)
class Tally:
    """How many were counted in one area, in all and part by part."""

    total: int
    parts: tuple[int, ...] = ()


def matches(condition: Condition, values: Values) -> bool | None:
    """True, False, or None where a missing value leaves it open."""
    match condition:
        case Is(field=name, value=wanted):
            return None if (value := values.get(name)) is None else value == wanted
        case In(field=name, values=wanted_values):
            return None if (value := values.get(name)) is None else value in wanted_values
        case Between(field=name, lo=lo, hi=hi):
            return _inside(values.get(name), lo, hi)
        case Not(of=inner):
            answer = matches(inner, values)
            return None if answer is None else not answer
        case All(of=children):
            return _every([matches(child, values) for child in children])
        case Any(of=children):
            denied = _every([None if a is None else not a for a in (matches(c, values) for c in children)])
            return None if denied is None else not denied


def _inside(value: Scalar | None, lo: Bound, hi: Bound) -> bool | None:
    if value is None:
        return None
    return (lo is None or value >= lo) and (hi is None or value <= hi)  # type: ignore[operator]


def _every(answers: Sequence[bool | None]) -> bool | None:
    """False as soon as one is, else None as soon as one is open."""
    if False in answers:
        return False
    return None if None in answers else True


def _in_window(window: Window, fact: Fact) -> bool | None:
    value = fact.on if window.field is None else fact.values.get(window.field)
    return _inside(value, window.start, window.end)


def prove(rule: Rule, fact: Fact) -> dict[int, bool | None]:
    """Yes, no or not known for every clause that asks something of a single row, by clause number."""
    answers: dict[int, bool | None] = {}
    for clause in clauses(rule):
        if clause.kind is ClauseKind.WINDOW and rule.window:
            answers[clause.id] = _in_window(rule.window, fact)
        elif clause.condition is not None:
            answers[clause.id] = matches(clause.condition, fact.values)
    return answers


def tally(rule: Rule, facts: Iterable[Fact], areas: Iterable[int]) -> dict[int, Tally]:
    """The count of every given area (codes of the rule's level), zeros included; facts elsewhere are left out."""
    totals = {area: [0] * (1 + len(rule.parts)) for area in areas}
    for fact in facts:
        found = totals.get(fact.area // rule.per.divisor)
        if found is None or not _counts(rule, fact):
            continue
        found[0] += 1
        for index, part in enumerate(rule.parts, 1):
            found[index] += matches(part.where, fact.values) is True
    return {area: Tally(found[0], tuple(found[1:])) for area, found in totals.items()}


def _counts(rule: Rule, fact: Fact) -> bool:
    in_window = rule.window is None or _in_window(rule.window, fact)
    return bool(in_window) and (rule.where is None or matches(rule.where, fact.values) is True)
