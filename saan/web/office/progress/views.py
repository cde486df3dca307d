"""Following a directive: the sum, the map, who holds it, and the tree of places."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.accounts.policy import may
from saan.directives import actions
from saan.directives.catalogue import countables
from saan.directives.models import Directive
from saan.directives.queries import (
    Progress,
    directives_visible_to,
    judgements,
    progress,
    rule_of,
    sentence_of,
)
from saan.directives.rules import COUNTED, DirectiveState
from saan.geography.models import Area
from saan.geography.queries import path as path_of
from saan.kernel.refusals import Refused, Stale
from saan.policy.thai import plain
from saan.web.access import needs
from saan.web.components.forms import refuse_at
from saan.web.office.directives.naming import title_of, unit_of
from saan.web.office.progress import presenters
from saan.web.office.progress.forms import ExemptForm

PAGE = 20
MOST_OPEN = 12


@needs(Permission.PROGRESS_SEE)
def overview(request: HttpRequest) -> HttpResponse:
    """Every directive in force that the actor may follow, each with its sum."""
    actor = request.actor
    seen = directives_visible_to(actor).filter(state=DirectiveState.ISSUED).select_related("letter", "office")
    page = Paginator(seen.order_by("-issued_at", "number"), PAGE).get_page(request.GET.get("page"))
    asked = Area.objects.in_bulk({directive.audience["area"] for directive in page})
    rows = []
    for directive in page:
        area = _narrower(asked[directive.audience["area"]], actor.office.area)
        found = progress(directive, area, actor, period=_period(request, directive)[1])
        rows.append((directive, title_of(directive), found, presenters.state_of(found.total)))
    late = sum(1 for row in rows if row[2].total.late)
    context = {"page": page, "rows": rows, "late": late}
    return render(request, "office/progress/overview.html", context)


def _seen(request: HttpRequest, pk: int) -> Directive:
    visible = directives_visible_to(request.actor).exclude(state=DirectiveState.DRAFT)
    return get_object_or_404(visible.select_related("letter", "office"), pk=pk)


def _widest(directive: Directive, request: HttpRequest) -> Area:
    """What the directive and the actor's area have in common."""
    return _narrower(Area.objects.get(pk=directive.audience["area"]), request.actor.office.area)


def _narrower(asked: Area, own: Area) -> Area:
    return asked if own.contains(asked) else own


def _area(request: HttpRequest, directive: Directive) -> Area:
    """The area asked for, within what the actor may follow; any other is not found."""
    widest = _widest(directive, request)
    code = request.GET.get("area", "")
    if not code:
        return widest
    found = get_object_or_404(Area, pk=code) if code.isdecimal() else None
    if found is None or not widest.contains(found):
        raise Http404
    return found


def _period(request: HttpRequest, directive: Directive) -> tuple[list[presenters.Period], str | None]:
    """The periods and the one shown: as asked, or the next to fall due. "all" shows them together."""
    periods = presenters.periods_of(directive, None)
    asked = request.GET.get("period", "")
    names = {each.name for each in periods}
    chosen = None if asked == "all" else asked if asked in names else presenters.period_now(periods)
    return presenters.periods_of(directive, chosen) if periods else [], chosen


def _opened(request: HttpRequest) -> list[int]:
    codes = [int(code) for code in request.GET.getlist("open") if code.isdecimal() and len(code) <= 6]
    return list(dict.fromkeys(codes))[:MOST_OPEN]


@needs(Permission.PROGRESS_SEE)
def progress_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The standing of one directive in an area; htmx gets the opened or closed row with what lies beneath."""
    directive = _seen(request, pk)
    area = _area(request, directive)
    periods, period = _period(request, directive)
    opened = _opened(request)
    if request.htmx and request.GET.get("row", "").isdecimal():
        return _branch(request, directive, area, period, opened)
    return _whole(request, progress(directive, area, request.actor, period=period), periods, opened)


def _branch(
    request: HttpRequest, directive: Directive, area: Area, period: str | None, opened: list[int]
) -> HttpResponse:
    row_area = get_object_or_404(Area, pk=request.GET["row"])
    if not area.contains(row_area):
        raise Http404
    found = progress(directive, row_area, request.actor, period=period)
    query = request.GET.copy()
    query.pop("row")
    lines = [presenters.line_of(found.total, area, opened, query)]
    lines += _beneath(request, found, area, period, opened, query) if row_area.code in opened else []
    return render(request, "office/progress/_rows.html", {"lines": lines, "directive": directive})


def _beneath(request, found: Progress, page: Area, period, opened: list[int], query) -> list[presenters.Line]:
    """The rows under a place, each followed by its own when it is open."""
    lines = []
    for row in found.rows:
        lines.append(presenters.line_of(row, page, opened, query))
        if row.area.code in opened and row.drills:
            inner = progress(found.directive, row.area, request.actor, period=period)
            lines += _beneath(request, inner, page, period, opened, query)
    return lines


def _whole(
    request: HttpRequest,
    found: Progress,
    periods: list[presenters.Period],
    opened: list[int],
    exempting: ExemptForm | None = None,
) -> HttpResponse:
    directive, query = found.directive, request.GET
    period = next((each.name for each in periods if each.chosen), None)
    due, widest = presenters.due_of(found), _widest(directive, request)
    rule = rule_of(directive)
    counts = rule is not None and directive.kind in COUNTED
    may_ease = counts and may(request.actor, Permission.DIRECTIVES_ISSUE, at=directive.office)
    places = _lacking(found) if may_ease and directive.state == DirectiveState.ISSUED else []
    context = {
        "found": found,
        "directive": directive,
        "title": title_of(directive),
        "sentence": presenters.sentence(found),
        "unit": unit_of(directive),
        "due": due,
        "expected": presenters.expected(found, due),
        "definition": plain(sentence_of(rule)) if counts else "",
        "noun": countables()[rule.entity].noun_th if counts else "",
        "heads": [part.label_th for part in rule.parts] if counts else [],
        "total": presenters.line_of(found.total, found.area, opened, query),
        "lines": _beneath(request, found, found.area, period, opened, query),
        "tiles": presenters.tiles_of(found, query),
        "custody": presenters.custody_of(found),
        "checked": presenters.sum_check(found),
        "more_custody": max(0, len(found.custody) - presenters.SHOWN_CUSTODY),
        "unanswered": [each for each in found.custody if each.task.obligation.acknowledged_at is None],
        "periods": periods,
        "below": presenters.BELOW[found.area.level],
        "path": [
            (area, presenters.area_url(area, query))
            for area in path_of(found.area)
            if widest.contains(area) and area.pk != found.area.pk
        ],
        "exempting": (exempting or ExemptForm(places)) if places else None,
        "form": exempting or ExemptForm([]),
    }
    wrong = exempting is not None
    return render(request, "office/progress/progress.html", context, status=422 if wrong else 200)


def _lacking(found: Progress) -> list[tuple[int, str]]:
    """Places of the rule's level that lack something, offered only where a list of them can be read."""
    if found.area.level == "country":
        return []
    lacking = {code: each for code, each in judgements(found.directive, (found.area.lo, found.area.hi)).items()
               if each.missing}  # fmt: skip
    areas = Area.objects.in_bulk(lacking)
    return [(code, f"{areas[code].title} ขาด {each.missing:,}") for code, each in sorted(lacking.items())]


@needs(Permission.DIRECTIVES_ISSUE)
@require_POST
def exempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Lower the floor of one area, with its reason."""
    directive = _seen(request, pk)
    area = _area(request, directive)
    periods, period = _period(request, directive)
    found = progress(directive, area, request.actor, period=period)
    form = ExemptForm(_lacking(found), request.POST)
    if form.is_valid():
        place = Area.objects.get(pk=form.cleaned_data["area"])
        try:
            actions.exempt(
                directive=directive,
                area=place,
                floor=form.cleaned_data["floor"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
            )
        except Stale:
            raise
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, f"ผ่อนผัน{place.title}แล้ว")
            return redirect("progress", pk=pk)
    return _whole(request, found, periods, _opened(request), exempting=form)
