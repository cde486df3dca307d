"""The list of reports: what waits for review first, then what the office must answer, then everything in sight."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.directives.models import Directive, Obligation
from saan.directives.rules import Due, due_standing
from saan.kernel.dates import today
from saan.reporting.models import Report
from saan.reporting.queries import owed_by, reports_visible_to, waiting_for_review
from saan.reporting.rules import ReportState
from saan.web.components.status import Shown, Status, shown
from saan.web.office.reports.following import followed_by
from saan.web.office.reports.presenters import age_of, tag_of

PER_PAGE = 50
MOST_FOLLOWED = 20


@dataclass(frozen=True)
class Waiting:
    """A report that waits for this office, for so many working days."""

    report: Report
    days: int
    tag: Shown

    @property
    def waited(self) -> str:
        """How long, in words; a report sent before a weekend has waited no working day yet."""
        return f"รอ {self.days:,} วันทำการ" if self.days else "รอไม่ถึง 1 วันทำการ"


@dataclass(frozen=True)
class Owed:
    """Something to answer: its due date, the newest report on it, and the next step as a link."""

    obligation: Obligation
    due: Due
    report: Report | None
    tag: Shown
    url: str
    action: str


@dataclass(frozen=True)
class Chip:
    """A chosen filter and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Lists:
    """The whole page of lists."""

    waiting: list[Waiting]
    owed: list[Owed]
    later: int
    found: list[tuple[Report, Shown]]
    page: Page
    directives: list[Directive]
    followed: list[Directive]
    chips: list[Chip]

    @property
    def finding(self) -> str:
        """What waits, in one sentence."""
        owed = sum(each.report is None or each.report.state != ReportState.SUBMITTED for each in self.owed)
        said = [f"รอท่านตรวจ {len(self.waiting):,} ฉบับ"] if self.waiting else []
        said += [f"ต้องรายงาน {owed:,} เรื่อง"] if owed else []
        return " และ".join(said) or "ไม่มีรายงานค้าง"


def lists_of(actor: Actor, asked: QueryDict) -> Lists:
    """The lists of the actor's office, filtered by `directive` (pk), `state` and `page` of the address."""
    visible = reports_visible_to(actor)
    filtered = _filtered(visible, asked).prefetch_related("letter__files")
    page = Paginator(filtered.order_by("-pk"), PER_PAGE).get_page(asked.get("page"))
    owed = list(_owed(actor)) if may(actor, Permission.REPORTS_WRITE) else []
    reviews = may(actor, Permission.REPORTS_REVIEW)
    held = waiting_for_review(actor).defer("content")
    waiting = [Waiting(each, age_of(each), tag_of(each)) for each in held if reviews]
    begun = [each for each in owed if not _is_later(each.obligation)]
    directives = Directive.objects.filter(pk__in=visible.values("directive")).order_by("-pk")
    return Lists(
        waiting=waiting,
        owed=begun,
        later=len(owed) - len(begun),
        found=[(each, tag_of(each)) for each in page],
        page=page,
        directives=list(directives),
        followed=_followed(actor),
        chips=list(_chips(asked, directives)),
    )


def _followed(actor: Actor) -> list[Directive]:
    """Orders to report again and again, whose completeness the actor may look at."""
    if not may(actor, Permission.PROGRESS_SEE):
        return []
    return list(followed_by(actor).filter(schedule__kind="recurring").order_by("-pk")[:MOST_FOLLOWED])


def _is_later(obligation: Obligation) -> bool:
    return obligation.period_start is not None and obligation.period_start > today()


def _filtered(reports: Any, asked: QueryDict) -> Any:
    directive, state = asked.get("directive", ""), asked.get("state", "")
    if directive.isdecimal():
        reports = reports.filter(directive=int(directive))
    if state in set(ReportState):
        reports = reports.filter(state=state)
    return reports


def _chips(asked: QueryDict, directives: Any) -> Iterator[Chip]:
    directive, state = asked.get("directive", ""), asked.get("state", "")
    if directive.isdecimal():
        chosen = directives.filter(pk=int(directive)).first()
        yield Chip(chosen.title if chosen else "ข้อสั่งการที่เลือก", _without(asked, "directive"))
    if state in set(ReportState):
        yield Chip(ReportState(state).label, _without(asked, "state"))


def _without(asked: QueryDict, name: str) -> str:
    kept = asked.copy()
    for each in (name, "page"):
        kept.pop(each, None)
    return f"?{kept.urlencode()}"


def _owed(actor: Actor) -> Iterator[Owed]:
    day = today()
    for obligation in owed_by(actor):
        answers: list[Report] = obligation.answers  # type: ignore[attr-defined]
        yield _owed_one(obligation, answers[0] if answers else None, due_standing(obligation.due_on, day))


def _owed_one(obligation: Obligation, report: Report | None, due: Due) -> Owed:
    start = reverse("report-new", args=[obligation.pk])
    if report is None:
        tag = shown(Status.NOT_DUE if _is_later(obligation) else Status.BLANK)
        return Owed(obligation, due, None, tag, start, "ร่างรายงาน")
    url = reverse("report", args=[report.pk])
    words = {
        ReportState.DRAFT: "ทำร่างต่อ",
        ReportState.RETURNED: f"ทำฉบับที่ {report.version + 1}",
    }.get(ReportState(report.state), "เปิดรายงาน")
    return Owed(obligation, due, report, tag_of(report), url, words)
