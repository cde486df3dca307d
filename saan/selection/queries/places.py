"""How many places a choice has, how many are taken, and what is still missing, place by place."""

from dataclasses import dataclass, replace

from saan.directives.models import Directive, Obligation
from saan.directives.queries import judgements, rule_of
from saan.directives.queries.counting import counted_tallies, eased
from saan.geography.models import Area
from saan.policy.evaluate import Tally
from saan.policy.judgement import Judgement, judge, sum_judgements
from saan.policy.rules import Part, Rule
from saan.selection.models import Nomination
from saan.selection.rules import LIVE


@dataclass(frozen=True)
class Place:
    """One area of the rule's level: its ceiling (None for none), floor, what is taken and what is missing."""

    area: Area
    ceiling: int | None
    judgement: Judgement

    @property
    def used(self) -> int:
        return self.judgement.total

    @property
    def floor(self) -> int:
        return self.judgement.needed

    @property
    def missing(self) -> int:
        return self.judgement.missing

    @property
    def left(self) -> int | None:
        """Places left; None where the letter sets no ceiling."""
        return None if self.ceiling is None else max(0, self.ceiling - self.used)

    @property
    def full(self) -> bool:
        return self.left == 0


@dataclass(frozen=True)
class Places:
    """The places of one obligation and their sum."""

    rule: Rule
    areas: tuple[Place, ...]

    @property
    def total(self) -> Judgement:
        return sum_judgements(place.judgement for place in self.areas)

    @property
    def used(self) -> int:
        return sum(place.used for place in self.areas)

    @property
    def ceiling(self) -> int | None:
        return None if self.rule.ceiling is None else sum(place.ceiling or 0 for place in self.areas)

    @property
    def left(self) -> int | None:
        return None if self.rule.ceiling is None else sum(place.left or 0 for place in self.areas)

    @property
    def floor(self) -> int:
        return self.total.needed

    @property
    def missing(self) -> int:
        return self.total.missing

    @property
    def full(self) -> bool:
        return self.left == 0

    def at(self, tambon: int) -> Place | None:
        """The place that a tambon lies in."""
        return next((each for each in self.areas if each.area.lo <= tambon <= each.area.hi), None)


def places(obligation: Obligation) -> Places:
    """The places now. An exemption lowers what is needed; what the letter allows at most stays."""
    directive = obligation.directive
    rule = rule_of(directive)
    assert rule is not None, "a choice has a rule"
    found = judgements(directive, (obligation.lo, obligation.hi))
    areas = Area.objects.in_bulk(found)
    return Places(rule, tuple(Place(areas[code], rule.ceiling, each) for code, each in sorted(found.items())))


def has_room(directive: Directive, rule: Rule, place: Place, sorts: tuple[bool, ...]) -> bool:
    """Whether one more entity fits into the place; `sorts` tells for every part whether it is of that sort.

    It does not fit when it would be too many of all or of its sort, nor when it would take the last place that a
    missing sort needs.
    """
    floors = dict(directive.exemptions.values_list("area", "floor"))
    held = counted_tallies(directive, rule, (place.area.lo, place.area.hi))[place.area.code]
    more = Tally(held.total + 1, tuple(n + of for n, of in zip(held.parts, sorts, strict=True)))
    allowed = _capped(eased(rule, floors, place.area.code), rule)
    return judge(allowed, more).over <= judge(allowed, held).over


def _capped(lowered: Rule, rule: Rule) -> Rule:
    """A lowered floor under the ceilings of the letter."""
    if lowered is rule:
        return rule
    parts = tuple(_under(mine, whole) for mine, whole in zip(lowered.parts, rule.parts, strict=True))
    return replace(lowered, maximum=rule.ceiling, parts=parts)


def _under(lowered: Part, part: Part) -> Part:
    return part if lowered == part else replace(lowered, maximum=part.ceiling)


def last_taken(directive: Directive, area: Area) -> Nomination | None:
    """The nomination that took the latest place in an area."""
    return (
        Nomination.objects.filter(directive=directive, state__in=LIVE)
        .filter(tambon_id__gte=area.lo, tambon_id__lte=area.hi)
        .select_related("nominated_by", "office")
        .order_by("-nominated_at", "-pk")
        .first()
    )
