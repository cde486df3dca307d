"""Targets as pages show them: baht and millions, the letter's words, and whether they are recorded already."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from saan.accounts.policy import Actor
from saan.indicators.catalogue import Indicator, indicators
from saan.indicators.models import Target
from saan.indicators.queries import targets_in
from saan.letters.models import Letter
from saan.letters.queries import letters_visible_to, reading_of
from saan.web.components.sheet import Mark, Segment, cut

SATANG_IN_MILLION_BAHT = 100_000_000
LEAD = 90
"""How many characters before a figure are read for the words that lead to it."""


def millions(satang: int) -> Decimal:
    """Satang as millions of baht, to two places."""
    return (Decimal(satang) / SATANG_IN_MILLION_BAHT).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class TargetLine:
    """One target; `readable` tells that the actor may open its letter, `before` is what leads to its words."""

    target: Target
    readable: bool
    before: str

    @property
    def millions(self) -> Decimal:
        return millions(self.target.value)


@dataclass(frozen=True)
class Group:
    """The targets of one indicator."""

    indicator: Indicator
    lines: list[TargetLine]


@dataclass(frozen=True)
class Found:
    """A target read in a letter, with the target recorded for the same area, year and tier, if there is one."""

    index: int
    read: dict[str, Any]
    recorded: Target | None
    before: str

    @property
    def key(self) -> str:
        return f"money.{self.index}"

    @property
    def millions(self) -> Decimal:
        return millions(self.read["value"])

    @property
    def same(self) -> bool:
        """Recorded with the value that was read."""
        return self.recorded is not None and self.recorded.value == self.read["value"]


def groups_of(targets: Iterable[Target], actor: Actor) -> list[Group]:
    """Targets by indicator, each with its definition."""
    rows = sorted(targets, key=lambda each: (each.indicator, each.area.lo, -each.area.hi, each.tier))
    letters = {each.letter_id for each in rows if each.letter_id}
    readable = set(letters_visible_to(actor).filter(pk__in=letters).values_list("pk", flat=True))
    return [
        Group(indicators()[code], [_line(each, readable) for each in members])
        for code, members in groupby(rows, key=lambda each: each.indicator)
    ]


def _line(target: Target, readable: set[int]) -> TargetLine:
    before = words_before(target.letter, target.span, target.evidence) if target.letter else ""
    return TargetLine(target, target.letter_id in readable, before)


def words_before(letter: Letter, span: list[int] | None, evidence: str) -> str:
    """The words that lead to the figure, from the last blank within reach; none where the text is not that one."""
    reading = reading_of(letter)
    if reading is None or not span or reading.text[slice(*span)] != evidence:
        return ""
    lead = reading.text[max(0, span[0] - LEAD) : span[0]].partition(" ")[2]
    return f"…{lead}" if lead else ""


def letter_targets(letter: Letter, actor: Actor) -> list[Found]:
    """What a letter sets as targets, for its own page and for recording."""
    return [
        Found(index, read, _recorded(read), words_before(letter, read["span"], read["evidence"]))
        for index, read in enumerate(targets_in(letter, actor))
    ]


def _recorded(read: dict[str, Any]) -> Target | None:
    key = {name: read[name] for name in ("indicator", "area", "fiscal_year_be", "tier")}
    return Target.objects.filter(**key).first()


def segments_of(letter: Letter, found: Iterable[Found]) -> list[Segment]:
    """The letter's own text, lit where it sets a target."""
    reading = reading_of(letter)
    marks = [Mark(*each.read["span"], each.key, asked=True) for each in found if each.read["span"]]
    return cut(reading.text if reading else "", marks)
