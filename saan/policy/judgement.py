"""How far an area is from a rule, given its count.

Judgements add up: the judgement of a province is the sum of those of its areas, field by field.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from saan.policy.evaluate import Tally
from saan.policy.logic import disjoint
from saan.policy.rules import Bounds, Rule


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Counted towards what is needed. Always counted + missing = needed, so that "a of b" adds up over areas.

    `missing` is the fewest further entities that would do, `over` the fewest that would have to go.
    """

    total: int = 0
    needed: int = 0
    missing: int = 0
    over: int = 0

    @property
    def counted(self) -> int:
        return self.needed - self.missing


@dataclass(frozen=True, kw_only=True)
class Judgement(Progress):
    """How one area, or a sum of areas, stands against a rule. Parts follow `Rule.parts`."""

    parts: tuple[Progress, ...] = ()
    areas: int = 0
    areas_fulfilled: int = 0

    @property
    def fulfilled(self) -> bool:
        """Every area in it meets the whole rule. A sum of no areas is not fulfilled: nothing applied."""
        return 0 < self.areas == self.areas_fulfilled


def judge(rule: Rule, found: Tally) -> Judgement:
    """What an area has, lacks and has too many of.

    Where parts cannot be proved disjoint, one further entity may serve several of them; needed and missing are then
    the largest sum over parts that are disjoint, a lower bound.
    """
    parts = tuple(_measure(part, count) for part, count in zip(rule.parts, found.parts, strict=True))
    kept = found.total - _heaviest(rule, [part.over for part in parts])
    needed = fewest(rule)
    missing = max(rule.floor - kept, _heaviest(rule, [part.missing for part in parts]), 0)
    excess = 0 if rule.ceiling is None else max(0, kept + missing - rule.ceiling)
    over = found.total - kept + excess
    return Judgement(
        total=found.total,
        needed=needed,
        missing=missing,
        over=over,
        parts=parts,
        areas=1,
        areas_fulfilled=int(missing == 0 and over == 0),
    )


def judge_all(rule: Rule, tallies: Mapping[int, Tally]) -> dict[int, Judgement]:
    """The judgement of every area; areas with the same figures share one, which makes a nation cheap."""
    known = {found: judge(rule, found) for found in set(tallies.values())}
    return {area: known[found] for area, found in tallies.items()}


def _measure(bounds: Bounds, count: int) -> Progress:
    over = 0 if bounds.ceiling is None else max(0, count - bounds.ceiling)
    return Progress(total=count, needed=bounds.floor, missing=max(0, bounds.floor - count), over=over)


def fewest(rule: Rule) -> int:
    """The fewest entities with which an area can meet the rule (a lower bound where parts may overlap)."""
    return max(rule.floor, _heaviest(rule, [part.floor for part in rule.parts]))


def _heaviest(rule: Rule, weights: Sequence[int]) -> int:
    """The largest sum of weights over parts of which no entity can belong to two."""
    return max((sum(weights[index] for index in group) for group in disjoint_parts(rule)), default=0)


@lru_cache(maxsize=512)
def disjoint_parts(rule: Rule) -> tuple[tuple[int, ...], ...]:
    """Every set of parts that provably exclude one another, as indices; a single part is such a set."""
    indices = range(len(rule.parts))
    apart = {
        (i, j)
        for i, j in combinations(indices, 2)
        if disjoint(rule.parts[i].where, rule.parts[j].where, given=rule.where)
    }
    groups = (group for size in range(1, len(rule.parts) + 1) for group in combinations(indices, size))
    return tuple(group for group in groups if all(pair in apart for pair in combinations(group, 2)))


def sum_judgements(judgements: Iterable[Judgement]) -> Judgement:
    """The judgement of a parent: the sum of its children, number by number."""
    gathered = [judgement for judgement in judgements if judgement.areas]
    columns = zip(*(judgement.parts for judgement in gathered), strict=True)
    return Judgement(
        total=sum(j.total for j in gathered),
        needed=sum(j.needed for j in gathered),
        missing=sum(j.missing for j in gathered),
        over=sum(j.over for j in gathered),
        parts=tuple(_sum_progress(column) for column in columns),
        areas=sum(j.areas for j in gathered),
        areas_fulfilled=sum(j.areas_fulfilled for j in gathered),
    )


def _sum_progress(column: Sequence[Progress]) -> Progress:
    return Progress(
        total=sum(p.total for p in column),
        needed=sum(p.needed for p in column),
        missing=sum(p.missing for p in column),
        over=sum(p.over for p in column),
    )
