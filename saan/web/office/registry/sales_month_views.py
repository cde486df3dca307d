"""Months of sales of whole areas, one producer's month with everything ever said in it, and months asked to reopen."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.geography.models import Area
from saan.geography.queries import path
from saan.kernel.dates import format_month, now
from saan.kernel.refusals import Refused, Stale
from saan.registry.actions.sales import refuse_reopening, reopen_month
from saan.registry.models import SalesPeriod
from saan.registry.queries import may_edit, producers_visible_to
from saan.registry.queries.sales import grid, reopenings_asked, selling_in
from saan.registry.queries.sales_entry import Measure, facts_of_month
from saan.registry.queries.sales_months import Matrix, Told, matrix, producers_of_month
from saan.web.access import needs
from saan.web.components.figures import baht, number
from saan.web.office.registry import sales_export, sales_presenters
from saan.web.office.registry.sales_forms import (
    AskForm,
    address_of,
    measure_of,
    month_of,
    months_back,
    months_offered,
)
from saan.web.office.registry.sales_grid import moment
from saan.web.office.registry.sales_views import DEFINITION, enters_sales

PAGE = 50
MONTHS_SHOWN = 12


@needs(Permission.PRODUCERS_SEE)
def months(request: HttpRequest) -> HttpResponse:
    """The places beneath an area, month by month; the producers where the area is a tambon."""
    area = _area(request)
    month, measure = month_of(request.GET.get("month", "")), measure_of(request.GET.get("measure", ""))
    context = {**_choices(request, area, month, measure), "as_of": now(), "definition": DEFINITION}
    if area.level == "tambon":
        listed = selling_in(producers_visible_to(request.actor).filter(tambon=area), month)
        page = Paginator(listed.order_by("sort_key", "pk"), PAGE).get_page(request.GET.get("page"))
        found = producers_of_month(
            producers_visible_to(request.actor).filter(pk__in=[each.pk for each in page]), month
        )
        lines = [sales_presenters.producer_line(each, measure) for each in found]
        return render(request, "office/registry/sales/tambon.html", context | {"page": page, "lines": lines})
    found = matrix(request.actor, area, _months(area, month))
    here = found.total[0]
    drawn = sales_presenters.table(found, measure)
    shown = {"table": drawn, "here": here, "told_as_of": moment(here.last), "sentence": _sentence(area, here)}
    return render(request, "office/registry/sales/months.html", context | shown)


def _sentence(area: Area, told: Told) -> str:
    if not told.owed:
        return f"{area.title}ยังไม่มีผู้ผลิตที่ต้องรายงานยอด"
    return (
        f"{area.title}รายงานแล้ว {number(told.told)} จาก {number(told.owed)} ราย ขายได้ {baht(told.sales)} บาท"
    )


def _area(request: HttpRequest) -> Area:
    """The area asked for, inside the actor's own; the own one where none is named. Another's is not found."""
    own: Area = request.actor.office.area
    asked = request.GET.get("area", "")
    if not asked:
        return own
    if not asked.isdecimal() or len(asked) > 6:
        raise Http404
    found = get_object_or_404(Area, code=int(asked))
    if not own.contains(found):
        raise Http404
    return found


def _months(area: Area, month: date) -> list[date]:
    """A year of a province or a district, newest first; one month of the country, where a year would be slow."""
    return [month] if area.level == "country" else months_back(month, MONTHS_SHOWN)[::-1]


def _choices(request: HttpRequest, area: Area, month: date, measure: Measure) -> dict[str, Any]:
    asked = {"month": address_of(month), "measure": str(measure)}
    inside = [each for each in path(area) if request.actor.office.area.contains(each)]
    return {
        "area": area,
        "month": month,
        "month_key": address_of(month),
        "measure": measure,
        "measures": [
            (each, "?" + urlencode({"area": area.code, **asked, "measure": str(each)})) for each in Measure
        ],
        "months": [(address_of(each), format_month(each), each == month) for each in months_offered(month)],
        "query": urlencode(asked),
        "above": inside[:-1],
        "recorder": enters_sales(request.actor),
        "asked": reopenings_asked(request.actor).count(),
        "reopener": request.actor.holds(Permission.SALES_REOPEN),
    }


@needs(Permission.PRODUCERS_SEE)
def export(request: HttpRequest) -> HttpResponse:
    """What the page of an area shows, as a workbook with its definition, its moment and its coverage."""
    area = _area(request)
    month, measure = month_of(request.GET.get("month", "")), measure_of(request.GET.get("measure", ""))
    if area.level == "tambon":
        listed = selling_in(producers_visible_to(request.actor).filter(tambon=area), month)
        return sales_export.producers_response(area, month, producers_of_month(listed, month))
    found: Matrix = matrix(request.actor, area, _months(area, month))
    return sales_export.matrix_response(found, measure)


@needs(Permission.PRODUCERS_SEE)
def producer_month(request: HttpRequest, pk: int, month: str) -> HttpResponse:
    """One producer's month: the six channels, single products, and who said what when and why."""
    producer = get_object_or_404(producers_visible_to(request.actor), pk=pk)
    chosen = month_of(month)
    if address_of(chosen) != month:
        raise Http404
    (row,) = grid([producer], chosen)
    context = {
        "producer": producer,
        "month": chosen,
        "month_key": month,
        "channels": sales_presenters.channels(row.cells, facts_of_month(producer, chosen)),
        "correctable": may_edit(request.actor, producer) and request.actor.holds(Permission.SALES_RECORD),
        "as_of": now(),
        "definition": DEFINITION,
    }
    return render(request, "office/registry/sales/producer_month.html", context)


@needs(Permission.SALES_REOPEN)
def reopenings(request: HttpRequest) -> HttpResponse:
    """Closed months that offices below ask to open again."""
    return _reopenings(request)


def _reopenings(request: HttpRequest, *, fault: str = "", at: int = 0, status: int = 200) -> HttpResponse:
    periods = list(reopenings_asked(request.actor).select_related("office__area"))
    lines = [
        (each, _told(request, each), moment(each.asked_at), fault if each.pk == at else "")
        for each in periods
    ]
    return render(
        request, "office/registry/sales/reopenings.html", {"lines": lines, "fault": fault}, status=status
    )


def _told(request: HttpRequest, period: SalesPeriod) -> Told:
    return matrix(request.actor, period.office.area, [period.month]).total[0]


@needs(Permission.SALES_REOPEN)
@require_POST
def allow(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the month."""
    period = get_object_or_404(reopenings_asked(request.actor), pk=pk)
    reopen_month(period=period, by=request.actor)
    messages.success(request, f"เปิดงวด{format_month(period.month)} ของ{period.office.name}แล้ว")
    return redirect("sales-reopenings")


@needs(Permission.SALES_REOPEN)
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep it closed, with a reason that the asking office reads."""
    period = get_object_or_404(reopenings_asked(request.actor), pk=pk)
    form = AskForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        refuse_reopening(period=period, reason=reason, by=request.actor)
    except Stale:
        raise
    except Refused as refused:
        return _reopenings(request, fault=refused.message, at=pk, status=422)
    messages.success(request, f"แจ้ง{period.office.name}แล้วว่าไม่เปิดงวด{format_month(period.month)}")
    return redirect("sales-reopenings")
