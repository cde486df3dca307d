"""A rule: how many of what, where, when and under which conditions. Plain values; nothing here counts or speaks."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from saan.policy.conditions import Condition, conjuncts


class Per(StrEnum):
    """The level at which a quota holds: every area of the level owes it by itself."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    TAMBON = "tambon"

    @property
    def label(self) -> str:
        return _PER[self][0]

    @property
    def divisor(self) -> int:
        """What a six-digit tambon code is divided by to give the code of its area at this level."""
        return _PER[self][1]

    def is_coarser_than(self, other: "Per") -> bool:
        return self.divisor > other.divisor


_PER = {
    Per.COUNTRY: ("ประเทศ", 1_000_000),
    Per.PROVINCE: ("จังหวัด", 10_000),
    Per.DISTRICT: ("อำเภอ", 100),
    Per.TAMBON: ("ตำบล", 1),
}


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How many are wanted: a floor, an exact number, a ceiling, or a floor with a ceiling."""

    minimum: int | None = None
    exact: int | None = None
    maximum: int | None = None

    @property
    def floor(self) -> int:
        """The fewest that satisfy; 0 when there is no floor."""
        return self.exact if self.exact is not None else self.minimum or 0

    @property
    def ceiling(self) -> int | None:
        return self.exact if self.exact is not None else self.maximum

    @property
    def bounded(self) -> bool:
        return (self.minimum, self.exact, self.maximum) != (None, None, None)


@dataclass(frozen=True)
class Window:
    """The days that count, both ends included; None leaves an end open.

    `field` names a date field of the countable; None means its own date column. An entity without a date is outside.
    """

    start: date | None
    end: date | None
    field: str | None = None

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueError("Window needs at least one end")


@dataclass(frozen=True, kw_only=True)
class Part(Bounds):
    """A number wanted of a particular sort among those counted: "of which at least one community group"."""

    label_th: str
    where: Condition
    unit_th: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rule(Bounds):
    """A quota that every area of a level owes. Built from data by `rule_json.rule_from_json`, which checks it."""

    entity: str
    per: Per
    window: Window | None = None
    where: Condition | None = None
    parts: tuple[Part, ...] = ()
    unit_th: str | None = None


class ClauseKind(StrEnum):
    """What a clause of a rule is about."""

    WINDOW = "window"
    CONDITION = "condition"
    QUOTA = "quota"
    PART = "part"

    @property
    def label(self) -> str:
        return _CLAUSE_LABELS[self]


_CLAUSE_LABELS = {
    ClauseKind.WINDOW: "ช่วงวันที่",
    ClauseKind.CONDITION: "เงื่อนไข",
    ClauseKind.QUOTA: "จำนวน",
    ClauseKind.PART: "จำนวนเฉพาะประเภท",
}


@dataclass(frozen=True)
class Clause:
    """One numbered piece of a rule, the number that stands beside the letter's words and beside the sentence.

    `condition` is set for conditions and parts, `part` is the index into `Rule.parts`.
    """

    id: int
    kind: ClauseKind
    condition: Condition | None = None
    part: int | None = None


def clauses(rule: Rule) -> tuple[Clause, ...]:
    """The clauses from 1: window, conditions joined by "and", the number, then the parts; "or" stays one clause."""
    found: list[tuple[ClauseKind, Condition | None, int | None]] = []
    if rule.window:
        found.append((ClauseKind.WINDOW, None, None))
    found += [(ClauseKind.CONDITION, condition, None) for condition in conjuncts(rule.where)]
    if rule.bounded:
        found.append((ClauseKind.QUOTA, None, None))
    found += [(ClauseKind.PART, part.where, index) for index, part in enumerate(rule.parts)]
    return tuple(Clause(number, *rest) for number, rest in enumerate(found, 1))


def pool(rule: Rule, as_of: date) -> Rule:
    """The rule with "known by this day" for its window: what there is to choose from before an order is issued."""
    return replace(rule, window=Window(None, as_of))
