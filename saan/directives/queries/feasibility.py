"""Whether an order can be met, asked before it is issued: which areas cannot, by how many, what would help."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from saan.accounts.policy import Actor
from saan.directives import audience
from saan.directives.models import Directive
from saan.directives.queries.counting import pools, rule_of, tallies
from saan.directives.rules import DirectiveKind
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.kernel.workdays import workdays_between
from saan.policy.change import Relaxation, choosable, infeasible, relaxations
from saan.policy.judgement import fewest, judge
from saan.policy.rules import Rule, Window


@dataclass(frozen=True)
class AreaChance:
    """One area before issue: what it has towards the rule, what it needs, and what it lacks."""

    area: Area
    has: int
    needs: int
    lacks: int


@dataclass(frozen=True)
class Feasibility:
    """The finding as of a day. `chosen` tells that an existing pool is chosen from: then lacking means impossible;
    otherwise new entries are asked for, and lacking is the work ahead, set against the working days there are."""

    as_of: date
    offices: int
    chosen: bool
    areas: tuple[AreaChance, ...]
    relaxations: tuple[Relaxation, ...]
    workdays: int | None
    quickest: int

    @property
    def needed(self) -> int:
        return sum(area.needs for area in self.areas)

    @property
    def lacks(self) -> int:
        return sum(area.lacks for area in self.areas)

    @property
    def has(self) -> int:
        """What counts towards the need: a surplus in one place, or of one sort, fills no gap in another."""
        return self.needed - self.lacks

    @property
    def lacking(self) -> tuple[AreaChance, ...]:
        return tuple(
            sorted(
                (area for area in self.areas if area.lacks), key=lambda each: (-each.lacks, each.area.code)
            )
        )

    @property
    def impossible(self) -> tuple[AreaChance, ...]:
        """Areas whose existing pool cannot give what is asked. Of new entries nobody can say that beforehand."""
        return self.lacking if self.chosen else ()


def feasibility(directive: Directive, by: Actor, *, due: date | None = None) -> Feasibility | None:
    """The finding for a drafted directive; None when it counts nothing."""
    rule = rule_of(directive)
    if rule is None:
        return None
    day = today()
    asked = list(audience.offices(directive.audience, by))
    area_range = (
        min((office.lo for office in asked), default=0),
        max((office.hi for office in asked), default=0),
    )
    chosen = directive.kind == DirectiveKind.SELECT
    found = pools(rule, area_range, as_of=day) if chosen else tallies(rule, area_range)
    inside = [(office.lo, office.hi) for office in asked]
    found = {code: tally for code, tally in found.items() if _covered(code, rule, inside)}
    return Feasibility(
        as_of=day,
        offices=len(asked),
        chosen=chosen,
        areas=_chances(rule, found, chosen),
        relaxations=tuple(relaxations(rule, found)) if chosen else (),
        workdays=workdays_between(day, due) if due else None,
        quickest=_quickest_pace(rule, area_range) if not chosen else 0,
    )


def _covered(code: int, rule: Rule, ranges: list[tuple[int, int]]) -> bool:
    leaf = code * rule.per.divisor
    return any(lo <= leaf + rule.per.divisor - 1 and leaf <= hi for lo, hi in ranges)


def _chances(rule: Rule, found: dict, chosen: bool) -> tuple[AreaChance, ...]:
    areas = Area.objects.in_bulk(found)
    wanted = choosable(rule)
    lacks = (
        infeasible(rule, found)
        if chosen
        else {code: judge(wanted, tally).missing for code, tally in found.items()}
    )
    needs = fewest(rule)
    return tuple(
        AreaChance(areas[code], tally.total, needs, lacks.get(code, 0))
        for code, tally in sorted(found.items())
    )


def _quickest_pace(rule: Rule, area_range: tuple[int, int]) -> int:
    """How many new entries the whole range managed in its busiest thirty days of the past year; 0 when it had none."""
    day = today()
    months = [
        Window(day - timedelta(days=30 * back + 29), day - timedelta(days=30 * back)) for back in range(12)
    ]
    return max(_entered(replace(rule, parts=(), window=month), area_range) for month in months)


def _entered(rule: Rule, area_range: tuple[int, int]) -> int:
    return sum(tally.total for tally in tallies(rule, area_range).values())
