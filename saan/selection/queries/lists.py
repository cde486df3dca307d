"""The selections that concern an office: its own to make, and those it follows in the offices below."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from saan.accounts.policy import Actor
from saan.directives.models import Directive, Obligation
from saan.directives.queries import judgements
from saan.directives.queries.desk import Task, tasks
from saan.geography.models import Area
from saan.organisations.models import Office
from saan.policy.judgement import Judgement, sum_judgements
from saan.selection.queries.visibility import nominations_visible_to, obligations_to_choose
from saan.selection.rules import NominationState


@dataclass(frozen=True)
class SelectionLine:
    """One office's choice: what it has put forward, what waits for a verdict, what is accepted."""

    obligation: Obligation
    judgement: Judgement
    waiting: int
    accepted: int

    @property
    def office(self) -> Office:
        return self.obligation.office


@dataclass(frozen=True)
class Selection:
    """One directive that asks for a choice, with a line per office in sight, by place."""

    directive: Directive
    lines: tuple[SelectionLine, ...]

    @property
    def total(self) -> Judgement:
        return sum_judgements(line.judgement for line in self.lines)

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.lines)

    @property
    def accepted(self) -> int:
        return sum(line.accepted for line in self.lines)


def selections_of(actor: Actor) -> list[Task]:
    """What the actor's own office is asked to choose, most pressing first."""
    return tasks(obligations_to_choose(actor).filter(office=actor.office))


def followed(actor: Actor) -> list[Selection]:
    """What offices below are asked to choose, newest letter first, in its order; one counting per directive."""
    owed = (
        obligations_to_choose(actor)
        .exclude(office=actor.office)
        .order_by(F("directive__letter").desc(nulls_last=True), "directive__number", "directive", "lo", "pk")
    )
    marks = _marks(actor)
    by_directive: dict[int, list[Obligation]] = {}
    for obligation in owed:
        by_directive.setdefault(obligation.directive_id, []).append(obligation)
    return [_selection(found, marks) for found in by_directive.values()]


def _marks(actor: Actor) -> dict[int, tuple[int, int]]:
    """Waiting and accepted nominations by obligation."""
    counted = nominations_visible_to(actor).order_by().values_list("obligation").annotate(
        waiting=Count("pk", filter=Q(state=NominationState.NOMINATED)),
        accepted=Count("pk", filter=Q(state=NominationState.ACCEPTED)),
    )  # fmt: skip
    return {obligation: (waiting, accepted) for obligation, waiting, accepted in counted}


def _selection(owed: list[Obligation], marks: dict[int, tuple[int, int]]) -> Selection:
    directive = owed[0].directive
    by_area = judgements(directive, (min(each.lo for each in owed), max(each.hi for each in owed)))
    areas = Area.objects.in_bulk(by_area)
    lines = []
    for obligation in owed:
        inside = [
            each
            for code, each in by_area.items()
            if obligation.lo <= areas[code].lo and areas[code].hi <= obligation.hi
        ]
        lines.append(SelectionLine(obligation, sum_judgements(inside), *marks.get(obligation.pk, (0, 0))))
    return Selection(directive, tuple(lines))
