"""Which reports there are, and which wait for whom."""

from django.db.models import Q, QuerySet

from saan.accounts.policy import Actor, offices_in_reach
from saan.directives.models import Directive, Obligation
from saan.organisations.models import Office
from saan.reporting.models import Report
from saan.reporting.rules import ReportState


def reports_visible_to(actor: Actor) -> QuerySet[Report]:
    """Those of offices in reach, and those sent to the actor's own office. Drafts are seen at home only."""
    sent_here = Q(recipient=actor.office) & ~Q(state=ReportState.DRAFT)
    below = offices_in_reach(actor, prefix="office__") & ~Q(state=ReportState.DRAFT)
    own = Q(office=actor.office)
    found = Report.objects.filter(sent_here | below | own)
    return found.select_related(
        "directive__letter", "office__area", "recipient", "letter", "sheet", "obligation"
    )


def waiting_for_review(actor: Actor) -> QuerySet[Report]:
    """Reports that lie with the actor's office to be accepted or returned, oldest first."""
    return (
        reports_visible_to(actor)
        .filter(recipient=actor.office, state=ReportState.SUBMITTED)
        .order_by("submitted_at")
    )


def latest(directive: Directive, office: Office, *, period: str = "") -> Report | None:
    """The newest version of an office's report on a directive."""
    found = Report.objects.filter(directive=directive, office=office, period=period)
    return found.order_by("-version").first()


def report_of(obligation: Obligation) -> Report | None:
    return obligation.reports.order_by("-version").first()
