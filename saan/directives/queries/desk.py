"""The desk of an office: what it owes, for which letter, how many are still missing and where, due when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from saan.accounts.policy import Actor
from saan.directives.models import Directive, Obligation
from saan.directives.queries.counting import judgements, pool_standing, rule_of
from saan.directives.rules import (
    CLOSED,
    COUNTED,
    DirectiveKind,
    DirectiveState,
    Due,
    ObligationState,
    due_standing,
)
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.policy.judgement import Judgement, sum_judgements


@dataclass(frozen=True)
class Shortfall:
    """A place that still lacks something, with its judgement."""

    area: Area
    judgement: Judgement


@dataclass(frozen=True)
class Task:
    """One obligation as its office sees it.

    `judgement` is None where nothing is counted towards it. `pool` is what there is to choose from, where a choice
    is asked for: a full pool fulfils nothing, only what has been nominated counts.
    """

    obligation: Obligation
    due: Due
    judgement: Judgement | None
    shortfalls: tuple[Shortfall, ...] = ()
    pool: Judgement | None = None

    @property
    def directive(self) -> Directive:
        return self.obligation.directive

    @property
    def closed(self) -> bool:
        """Nothing is left to do: counted in full, or closed by a person."""
        if self.obligation.state in CLOSED:
            return True
        return self.judgement is not None and self.judgement.fulfilled

    @property
    def waits_for_others(self) -> bool:
        return self.obligation.state == ObligationState.SUBMITTED

    @property
    def begun(self) -> bool:
        """Its period has come; what belongs to a month ahead is known, and nobody's work yet."""
        start = self.obligation.period_start
        return start is None or start <= today()

    @property
    def open(self) -> bool:
        """The office itself must still do something now."""
        return self.begun and not self.closed and not self.waits_for_others

    @property
    def late(self) -> bool:
        return self.due.late and self.open


def desk_of(actor: Actor) -> list[Task]:
    """What the actor's own office owes: open first by due date, then what is closed. Without a due date comes last."""
    return tasks(_owed_by(actor))


def _owed_by(actor: Actor) -> QuerySet[Obligation]:
    return (
        Obligation.objects.filter(office=actor.office, directive__state=DirectiveState.ISSUED)
        .exclude(state=ObligationState.CANCELLED)
        .select_related("directive__letter", "directive__office", "office")
    )


def open_count(actor: Actor) -> int:
    """How many obligations wait for the actor's own office: the number in the rail."""
    begun = Q(period_start__isnull=True) | Q(period_start__lte=today())
    waiting = _owed_by(actor).filter(begun).exclude(state__in=(*CLOSED, ObligationState.SUBMITTED))
    return sum(not _met(each) for each in waiting)


def _met(obligation: Obligation) -> bool:
    if obligation.directive.kind not in COUNTED:
        return False
    return sum_judgements(judgements(obligation.directive, (obligation.lo, obligation.hi)).values()).fulfilled


def tasks(owed: QuerySet[Obligation] | Iterable[Obligation]) -> list[Task]:
    """The obligations with their standing today, most pressing first."""
    found = [task_of(obligation) for obligation in owed]
    return sorted(found, key=_urgency)


def task_of(obligation: Obligation) -> Task:
    """One obligation with its standing today and the places that lack something."""
    due = due_standing(obligation.due_on, today())
    if obligation.directive.kind not in COUNTED:
        return Task(obligation, due, None)
    by_area = judgements(obligation.directive, (obligation.lo, obligation.hi))
    whole = sum_judgements(by_area.values())
    lacking = {code: each for code, each in by_area.items() if not each.fulfilled}
    areas = Area.objects.in_bulk(lacking)
    shortfalls = tuple(Shortfall(areas[code], each) for code, each in lacking.items())
    return Task(obligation, due, whole, shortfalls, _pool(obligation))


def _pool(obligation: Obligation) -> Judgement | None:
    rule = rule_of(obligation.directive)
    if rule is None or obligation.directive.kind != DirectiveKind.SELECT:
        return None
    return pool_standing(rule, (obligation.lo, obligation.hi))


def _urgency(task: Task) -> tuple:
    missing = task.judgement.missing if task.judgement else 0
    return (
        task.closed,
        not task.begun,
        task.waits_for_others,
        task.due.on is None,
        task.due.on or today(),
        -missing,
        task.obligation.pk,
    )
