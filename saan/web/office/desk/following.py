"""What an office follows because it ordered it, or because reports were sent to it."""

from dataclasses import dataclass

from django.db.models import Count

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.directives.models import Directive, Obligation
from saan.directives.queries import progress
from saan.directives.rules import CLOSED, COUNTED, DirectiveState, ObligationState
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.letters.queries import letters_visible_to
from saan.letters.queries.circulars import sent_back_to
from saan.reporting.models import Report
from saan.reporting.queries import waiting_for_review

MOST = 20


@dataclass(frozen=True)
class Late:
    """A directive of this office and how many offices are late with it."""

    directive: Directive
    offices: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class SentBack:
    """A letter of this office and how many receivers called it wrong or did not take it."""

    letter: int
    number: str
    subject: str
    offices: int


def letters_sent_back(actor: Actor) -> list[SentBack]:
    """Letters of this office whose receivers wait for it to mend or explain, newest first; for who writes letters."""
    if not actor.holds(Permission.LETTERS_PREPARE) or not actor.holds(Permission.LETTERS_SEE):
        return []
    seen = sent_back_to(actor.office).filter(letter__in=letters_visible_to(actor))
    found = seen.values_list("letter", "letter__number", "letter__subject").annotate(offices=Count("pk"))
    return [SentBack(*each) for each in found.order_by("-letter")[:MOST]]


def reports_waiting(actor: Actor) -> list[Report]:
    """Reports that wait for this office, oldest first."""
    if not actor.holds(Permission.REPORTS_REVIEW):
        return []
    return list(waiting_for_review(actor).select_related("directive__letter", "office", "obligation")[:MOST])


def late_elsewhere(actor: Actor) -> list[Late]:
    """Directives this office issued with offices that are late, most offices first."""
    if not actor.holds(Permission.DIRECTIVES_ISSUE):
        return []
    overdue = Obligation.objects.filter(due_on__lt=today()).exclude(
        state__in=(*CLOSED, ObligationState.SUBMITTED)
    )
    issued = Directive.objects.filter(
        office=actor.office, state=DirectiveState.ISSUED, pk__in=overdue.values("directive")
    ).select_related("letter", "office")
    found = [_late(directive, actor) for directive in issued[:MOST]]
    return sorted((each for each in found if each.offices), key=lambda each: -each.offices)


def _late(directive: Directive, actor: Actor) -> Late:
    if directive.kind not in COUNTED:
        return _late_by_state(directive)
    area = Area.objects.get(pk=directive.audience["area"])
    offices = {
        task.obligation.office_id: task.obligation.office.short_name
        for task in progress(directive, area, actor).total.tasks
        if task.late
    }
    return Late(directive, len(offices), tuple(offices.values())[:3])


def _late_by_state(directive: Directive) -> Late:
    """Where nothing is counted the state alone tells, and the database may count."""
    overdue = directive.obligations.filter(due_on__lt=today()).exclude(
        state__in=(*CLOSED, ObligationState.SUBMITTED)
    )
    names = overdue.order_by("lo", "hi").values_list("office__short_name", flat=True)
    return Late(directive, overdue.values("office").distinct().count(), tuple(dict.fromkeys(names[:12]))[:3])
