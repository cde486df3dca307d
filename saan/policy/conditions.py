"""Conditions on one entity, as trees. They know names and values only; meaning lives in evaluate, sql and thai.

A value that nobody has recorded is neither yes nor no (three-valued logic, as in SQL): an entity counts only where
the whole condition is surely true, so a producer of unrecorded type is neither "a group" nor "of another type".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from saan.policy.countables import Scalar

type Condition = Is | In | Between | Not | All | Any
type Bound = int | date | None


@dataclass(frozen=True)
class Is:
    """The field has exactly this value."""

    field: str
    value: Scalar


@dataclass(frozen=True)
class In:
    """The field has one of these values."""

    field: str
    values: tuple[Scalar, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("In needs at least one value")


@dataclass(frozen=True)
class Between:
    """The field lies in a range, both ends included; None leaves an end open, at least one is given."""

    field: str
    lo: Bound
    hi: Bound

    def __post_init__(self) -> None:
        if self.lo is None and self.hi is None:
            raise ValueError("Between needs at least one end")


@dataclass(frozen=True)
class Not:
    """The condition is surely false; an unrecorded value does not make it so."""

    of: Condition


@dataclass(frozen=True)
class All:
    """Every one of the conditions."""

    of: tuple[Condition, ...]


@dataclass(frozen=True)
class Any:
    """At least one of the conditions."""

    of: tuple[Condition, ...]


def conjuncts(condition: Condition | None) -> tuple[Condition, ...]:
    """The conditions that must hold one by one: nested "and" is laid flat, None is no condition."""
    if condition is None:
        return ()
    if isinstance(condition, All):
        return tuple(piece for child in condition.of for piece in conjuncts(child))
    return (condition,)


def both(*conditions: Condition | None) -> Condition | None:
    """All of the given conditions as one; None when none is given."""
    pieces = tuple(piece for condition in conditions for piece in conjuncts(condition))
    return pieces[0] if len(pieces) == 1 else All(pieces) if pieces else None


def leaves(condition: Condition) -> Iterator[Is | In | Between]:
    """The questions about single fields, from left to right."""
    match condition:
        case Not(of=inner):
            yield from leaves(inner)
        case All(of=children) | Any(of=children):
            for child in children:
                yield from leaves(child)
        case _:
            yield condition


def constants(leaf: Is | In | Between) -> tuple[Scalar, ...]:
    """The values a question names."""
    match leaf:
        case Is(value=value):
            return (value,)
        case In(values=values):
            return values
        case Between(lo=lo, hi=hi):
            return tuple(end for end in (lo, hi) if end is not None)


def positive(condition: Condition) -> Condition:
    """The same condition with every "not" pushed down to single values, as a sentence says it plainly.

    What remains is All, Any, Is, In, Between and Not(Is). Equal in three-valued logic too.
    """
    match condition:
        case Not(of=inner):
            return _denied(inner)
        case All(of=children):
            return _gathered(All, tuple(positive(child) for child in children))
        case Any(of=children):
            return _gathered(Any, tuple(positive(child) for child in children))
        case _:
            return condition


def _denied(condition: Condition) -> Condition:
    match condition:
        case Not(of=inner):
            return positive(inner)
        case All(of=children):
            return _gathered(Any, tuple(_denied(child) for child in children))
        case Any(of=children):
            return _gathered(All, tuple(_denied(child) for child in children))
        case Is(field=field, value=bool() as value):
            return Is(field, not value)
        case Is():
            return Not(condition)
        case In(field=field, values=values):
            return _gathered(All, tuple(_denied(Is(field, value)) for value in values))
        case Between():
            return _outside(condition)


def _outside(between: Between) -> Condition:
    below = None if between.lo is None else Between(between.field, None, _stepped(between.lo, -1))
    above = None if between.hi is None else Between(between.field, _stepped(between.hi, 1), None)
    return _gathered(Any, tuple(side for side in (below, above) if side is not None))


def _stepped(value: int | date, by: int) -> int | date:
    return value + timedelta(days=by) if isinstance(value, date) else value + by


def _gathered(kind: type[All] | type[Any], children: tuple[Condition, ...]) -> Condition:
    """One "and" or "or" of the children, with children of the same kind laid flat."""
    flat: list[Condition] = []
    for child in children:
        if isinstance(child, kind):
            flat.extend(child.of)
        else:
            flat.append(child)
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def neighbours(value: Scalar) -> tuple[Scalar, ...]:
    """A value and those just beside it: what tells ranges apart. Text has no neighbours, a boolean has its opposite."""
    if isinstance(value, bool):
        return (value, not value)
    if isinstance(value, str):
        return (value,)
    return (value, _stepped(value, -1), _stepped(value, 1))
