"""Completeness: periods by offices, opened from the nation down to the office that has not answered."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.directives.models import Directive
from saan.directives.queries import directives_visible_to
from saan.directives.rules import DirectiveKind, DirectiveState
from saan.directives.schedule import phrase
from saan.geography.models import Area
from saan.geography.queries import path
from saan.kernel.dates import SHORT_MONTHS, SHORT_WEEKDAYS, be_year, format_month
from saan.kernel.workdays import explain
from saan.reporting.completeness import Box, Line, Matrix, Quarter, completeness
from saan.reporting.rules import CellState, Stand
from saan.web.access import needs
from saan.web.components.status import Cell, Shown, Status, Tone, shown

CELLS = {
    CellState.VALUE: Cell.VALUE,
    CellState.ZERO: Cell.ZERO,
    CellState.MISSING: Cell.MISSING,
    CellState.NOT_APPLICABLE: Cell.NOT_APPLICABLE,
    CellState.NOT_YET_DUE: Cell.NOT_DUE,
}
STAGES = {
    Stand.MISSING: Shown(Stand.MISSING.label, "warn", Tone.WRONG),
    Stand.RETURNED: shown(Status.RETURNED),
    Stand.REVIEW: shown(Status.SUBMITTED),
}
SHOWN_HOLDINGS = 20


@dataclass(frozen=True)
class BoxView:
    """One cell as drawn; `part` says how many answers it holds where some are missing, `url` opens the report."""

    cell: Cell
    figure: int
    part: str
    late: int
    url: str


@dataclass(frozen=True)
class LineView:
    name: str
    boxes: list[BoxView]
    opens: str


@dataclass(frozen=True)
class Head:
    """The head of one period: its short name and its due date."""

    label: str
    due: str


@dataclass(frozen=True)
class SumView:
    """The sum of one period and, in words, whom it leaves out."""

    period: str
    box: Box
    cell: Cell
    left_out: str


@dataclass(frozen=True)
class QuarterView:
    quarter: Quarter
    tag: Shown
    accepted: int
    review: int
    returned: int
    missing: int


@needs(Permission.PROGRESS_SEE)
def completeness_page(request: HttpRequest, directive_pk: int) -> HttpResponse:
    """Who has answered a recurring directive; `at` names a place within the actor's area to look into."""
    directive = get_object_or_404(followed_by(request.actor), pk=directive_pk)
    area = _area(request)
    matrix = completeness(directive, area, request.actor)
    sums = _sums(matrix)
    inside = [
        each
        for each in path(area)
        if each.lo >= request.actor.office.lo and each.hi <= request.actor.office.hi
    ]
    context = {
        "directive": directive,
        "matrix": matrix,
        "finding": finding_of(matrix),
        "asked": phrase(directive.schedule),
        "closed_days": closed_days(directive),
        "heads": [
            Head(_short(*each), _day(each[1])) for each in zip(matrix.periods, matrix.dues, strict=True)
        ],
        "own": [_line(each, matrix) for each in matrix.own],
        "lines": [_line(each, matrix) for each in matrix.lines],
        "sums": sums,
        "told": [each for each in sums if each.box.state != CellState.NOT_YET_DUE],
        "holdings": [(each, STAGES[each.stage]) for each in matrix.holdings[:SHOWN_HOLDINGS]],
        "more": max(len(matrix.holdings) - SHOWN_HOLDINGS, 0),
        "quarters": [_quarter(each) for each in matrix.quarters],
        "path": [(each, _url(directive.pk, each.code)) for each in inside[:-1]],
    }
    name = "completeness_part.html" if request.htmx else "completeness.html"
    return render(request, f"office/reports/{name}", context)


def followed_by(actor: Actor) -> QuerySet[Directive]:
    """Directives that ask for reports and are in force, as far as the actor sees them."""
    found = directives_visible_to(actor).filter(kind=DirectiveKind.REPORT, state=DirectiveState.ISSUED)
    return found.select_related("letter", "office").distinct()


def _area(request: HttpRequest) -> Area:
    """The place asked for, or that of the actor's office; a place outside is not found."""
    own = request.actor.office
    asked = request.GET.get("at", "")
    if not asked:
        return own.area
    if not asked.isdecimal() or len(asked) > 6:
        raise Http404
    return get_object_or_404(Area, pk=int(asked), lo__gte=own.lo, hi__lte=own.hi)


def finding_of(matrix: Matrix) -> str:
    """What stands, in one sentence."""
    if not matrix.owed:
        return "ยังไม่ถึงกำหนดงวดแรก" if matrix.periods else "ไม่มีหน่วยงานในพื้นที่นี้ที่ต้องรายงาน"
    said = f"รายงานแล้ว {matrix.reported:,} จาก {matrix.owed:,} ฉบับ"
    return f"{said} ยังไม่รายงาน {matrix.absent:,}" if matrix.absent else f"{said} ไม่มีผู้ค้าง"


def closed_days(directive: Directive) -> list[str]:
    """The printed due dates that fall on days without office hours, each with why."""
    printed = directive.obligations.filter(printed_due__isnull=False).values_list("printed_due", flat=True)
    found = [explain(day) for day in sorted(set(printed))]
    return [each for each in found if each]


def _short(period: str, due: date | None) -> str:
    if due is None or period != format_month(due):
        return period
    return f"{SHORT_MONTHS[due.month - 1]} {be_year(due) % 100:02}"


def _day(due: date | None) -> str:
    return f"{SHORT_WEEKDAYS[due.weekday()]} {due.day}" if due else ""


def _url(directive: int, area: int) -> str:
    return f"{reverse('reports-completeness', args=[directive])}?at={area}"


def _line(line: Line, matrix: Matrix) -> LineView:
    opens = _url(matrix.directive.pk, line.opens) if line.opens else ""
    return LineView(line.name, [_box(each) for each in line.boxes], opens)


def _box(box: Box) -> BoxView:
    part = f"{box.reported}/{box.owed}" if box.owed > 1 else ""
    url = reverse("report", args=[box.report]) if box.report and box.owed == 1 else ""
    return BoxView(CELLS[box.state], box.figure, part, box.late, url)


def _sums(matrix: Matrix) -> list[SumView]:
    return [
        SumView(period, box, CELLS[box.state], _left_out(box))
        for period, box in zip(matrix.periods, matrix.sums, strict=True)
    ]


def _left_out(box: Box) -> str:
    """The offices a sum does not hold; many are counted after the first few."""
    waiting = f" อีก {box.waiting:,} แห่งยังไม่ถึงกำหนด" if box.waiting else ""
    if not box.absent:
        return waiting.strip()
    more = f" และอีก {len(box.absent) - 6:,} แห่ง" if len(box.absent) > 6 else ""
    return f"ยังไม่รวม {' '.join(box.absent[:6])}{more}{waiting}"


def _quarter(quarter: Quarter) -> QuarterView:
    stands = quarter.stands
    tag = (
        Shown("ณ สิ้นไตรมาส", "lock", Tone.DONE) if quarter.over else Shown("ยังไม่สิ้นไตรมาส", "half", Tone.GOING)
    )
    return QuarterView(
        quarter,
        tag,
        stands[Stand.ACCEPTED],
        stands[Stand.REVIEW],
        stands[Stand.RETURNED],
        stands[Stand.MISSING],
    )
