"""Which reports there are, and which wait for whom."""

from django.db.models import Prefetch, Q, QuerySet

from saan.accounts.policy import Actor, offices_in_reach
from saan.directives.models import Directive, Obligation
from saan.directives.rules import CLOSED, DirectiveKind, DirectiveState
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


def owed_by(actor: Actor) -> QuerySet[Obligation]:
    """What the actor's own office must still answer on paper, by due date: reports asked for as such, and other
    orders whose own words name a form or a receiver. Each carries `answers`, its reports, newest first."""
    named = Q(directive__report__form__gt="") | Q(directive__report__to__gt="")
    return (
        Obligation.objects.filter(office=actor.office, directive__state=DirectiveState.ISSUED)
        .filter(Q(directive__kind=DirectiveKind.REPORT) | named)
        .exclude(state__in=CLOSED)
        .select_related("directive__letter", "directive__office", "office")
        .prefetch_related(Prefetch("reports", Report.objects.order_by("-version"), to_attr="answers"))
    )


def versions_of(report: Report) -> QuerySet[Report]:
    """Every version of the same answer, newest first."""
    same = Report.objects.filter(directive=report.directive, office=report.office, period=report.period)
    return same.select_related("letter", "decided_by", "submitted_by").order_by("-version")


def gaps_of(content: dict) -> int:
    """In how many places a report falls short of what was ordered, in its figures or in the answers of its form."""
    short = {row["area"] for table in content.get("tables", []) for row in table["rows"] if row["missing"]}
    return len(short) + content.get("form", {}).get("gaps", 0)


def recipient_of(directive: Directive, office: Office) -> Office:
    """Who an answer goes to: the office above that the letter names, else the one that issued the directive."""
    named = (directive.report.get("to") or "").strip()
    above = Office.objects.in_force().filter(lo__lte=office.lo, hi__gte=office.hi).exclude(pk=office.pk)
    return (above.filter(name=named).first() if named else None) or directive.office


def seen_in_person(report: Report, actor: Actor) -> bool:
    """Whether the actor may see the persons a report names: those who wrote it and those it was written to."""
    return actor.office.pk in (report.office_id, report.recipient_id)


def previous_of(report: Report) -> Report | None:
    """The office's newest sent report of the period before, to hold this one against."""
    if report.obligation is None or report.obligation.period_start is None:
        return None
    before = Report.objects.filter(
        directive=report.directive,
        office=report.office,
        obligation__period_start__lt=report.obligation.period_start,
    )
    sent = before.exclude(state__in=(ReportState.DRAFT, ReportState.RETURNED))
    return sent.order_by("-obligation__period_start", "-version").first()


def reasons_from_below(directive: Directive, office: Office) -> dict[str, str]:
    """What the offices below wrote about their shortfalls in answer to the same letter, by the code of their area.

    For the office above to begin with: the newest version each has sent, a reason said of several places said once.
    """
    if directive.letter_id is None:
        return {}
    sent = Report.objects.filter(directive__letter=directive.letter_id, directive__office=office)
    sent = sent.exclude(state=ReportState.DRAFT).exclude(office=office).select_related("office")
    newest = {report.office.area_id: report for report in sent.order_by("version")}
    said = {str(area): "; ".join(dict.fromkeys(report.reasons.values())) for area, report in newest.items()}
    return {area: words[:500] for area, words in said.items() if words}
