"""The grid in which a district enters a month of sales, the pasting of a block, and the closing of the month."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.kernel.dates import format_month, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.queries import acts_on
from saan.organisations.rules import Line, OfficeLevel
from saan.registry.actions.sales import ask_to_reopen, close_month, record_sales
from saan.registry.models import SalesPeriod
from saan.registry.queries.sales import period_of
from saan.registry.queries.sales_entry import (
    Block,
    Matches,
    Measure,
    expected,
    match,
    owing,
    read_block,
    tambons_due,
)
from saan.registry.queries.sales_months import Told, matrix
from saan.web.access import needs
from saan.web.office.registry.forms import refuse
from saan.web.office.registry.sales_forms import (
    AskForm,
    SavingForm,
    Typing,
    address_of,
    form_faults,
    measure_of,
    month_of,
    months_offered,
    read_typing,
)
from saan.web.office.registry.sales_grid import moment, sheet

PAGE = 50
DEFINITION = (
    "ยอดขายคือเงินที่ขายได้จริงในเดือน ยอดสั่งซื้อแยกต่างหากและไม่รวมในยอดขาย "
    "นับผู้ผลิตที่ขึ้นทะเบียนไม่เกินสิ้นเดือนนั้นและยังไม่เลิกประกอบการ กับรายที่มียอดในเดือน"
)


def enters_sales(actor: Actor) -> bool:
    """Whether the actor's office is one that keeps producers and enters their months."""
    office = actor.office
    return actor.holds(Permission.SALES_RECORD) and (office.level, office.line) == (
        OfficeLevel.DISTRICT,
        Line.CDD,
    )


@needs(Permission.PRODUCERS_SEE)
def grid(request: HttpRequest) -> HttpResponse:
    """The month of the officer's own district, to be typed; who enters nothing sees the months instead."""
    actor = request.actor
    if not enters_sales(actor):
        return redirect("sales-months")
    month, measure = month_of(request.GET.get("month", "")), measure_of(request.GET.get("measure", ""))
    if request.method == "POST":
        return _save(request, month, measure)
    return _page(request, month, measure)


def _save(request: HttpRequest, month: date, measure: Measure) -> HttpResponse:
    form = SavingForm(request.POST)
    typing = read_typing(request.POST, month, measure, by=request.actor)
    if not (form.is_valid() and not typing.problems and not typing.stale):
        return _page(request, month, measure, form=form, typing=typing, status=409 if typing.stale else 422)
    try:
        facts = record_sales(month=month, entries=typing.entries, by=request.actor, **form.cleaned_data)
    except Stale as stale:
        form.add_error(None, stale.message)
        return _page(request, month, measure, form=form, typing=typing, status=409)
    except Refused as refused:
        place = _place(refused.field)
        if place in typing.texts:
            typing.problems[place] = refused.message
        else:
            refuse(form, refused)
        return _page(request, month, measure, form=form, typing=typing, status=422)
    messages.success(request, _saved(len(facts), month))
    kept = request.GET.copy()
    kept["method"] = form.cleaned_data["method"]
    return redirect(f"{reverse('sales')}?{kept.urlencode()}")


def _saved(count: int, month: date) -> str:
    return f"บันทึกยอด{format_month(month)} {count:,} ช่องแล้ว" if count else "ไม่มีช่องใดเปลี่ยน จึงไม่ได้บันทึกเพิ่ม"


def _place(field: str | None) -> tuple[int, str]:
    producer, _, channel = (field or "").partition("-")
    return (int(producer) if producer.isdecimal() else 0, channel)


@needs(Permission.SALES_RECORD)
@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """A block copied from a spreadsheet, put into the rows of the producers it names; nothing is saved yet."""
    month, measure = month_of(request.GET.get("month", "")), measure_of(request.GET.get("measure", ""))
    try:
        block = read_block(request.POST.get("block", ""))
    except Refused as refused:
        return _page(request, month, measure, pasting=refused.message, status=422)
    found = match(expected(request.actor, month), [row.name for row in block.rows])
    return _page(request, month, measure, block=block, matches=found)


def _page(
    request: HttpRequest,
    month: date,
    measure: Measure,
    *,
    form: SavingForm | None = None,
    typing: Typing | None = None,
    block: Block | None = None,
    matches: Matches | None = None,
    pasting: str = "",
    asking: str = "",
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    everyone = expected(actor, month)
    tambons = tambons_due(everyone, month)
    chosen = request.GET.get("tambon", "")
    only_owing = request.GET.get("owing") == "1"
    listed = (
        everyone.filter(tambon=int(chosen))
        if chosen in {str(each.area.code) for each in tambons}
        else everyone
    )
    listed = owing(listed, month) if only_owing else listed
    texts: dict[tuple[int, str], str] = {}
    if typing is not None:
        listed = everyone.filter(pk__in=typing.producers)
    elif matches is not None and block is not None:
        listed = everyone.filter(pk__in=matches.found.values())
        texts = {(matches.found[row.name], channel.value): text
                 for row in block.rows if row.name in matches.found for channel, text in row.cells.items()}  # fmt: skip
    page = Paginator(listed, PAGE if typing is None and block is None else 1_000).get_page(
        request.GET.get("page")
    )
    drawn = sheet(page, month, measure, typing=typing, pasted=texts)
    period = period_of(actor.office, month)
    context = {
        **_choices(request, month, measure),
        "sheet": drawn,
        "page": page,
        "tambons": tambons,
        "chosen": chosen,
        "only_owing": only_owing,
        "owing": sum(each.owing for each in tambons),
        "form": form or SavingForm(initial={"method": request.GET.get("method", "declared")}),
        "stale": bool(typing and typing.stale),
        "block": block,
        "matches": matches,
        "pasting": pasting,
        "asking": asking,
        "filled": len(texts),
        "draft": f"{actor.user.pk}-{actor.office.pk}-{address_of(month)}-{measure}",
        "faults": form_faults(form) + drawn.problems,
        **closing(request, period, month),
    }
    template = "office/registry/sales/_grid.html" if request.htmx else "office/registry/sales/grid.html"
    return render(request, template, context, status=status)


def _choices(request: HttpRequest, month: date, measure: Measure) -> dict[str, Any]:
    kept = {
        name: request.GET[name] for name in ("tambon", "owing", "page", "method") if request.GET.get(name)
    }
    here = {"month": address_of(month), "measure": str(measure)}
    return {
        "month": month,
        "month_key": address_of(month),
        "months": [(address_of(each), format_month(each), each == month) for each in months_offered(month)],
        "measure": measure,
        "measures": [(each, f"?{urlencode({**kept, **here, 'measure': str(each)})}") for each in Measure],
        "here": urlencode(here),
        "query": urlencode({**kept, **here}),
    }


def closing(request: HttpRequest, period: SalesPeriod | None, month: date) -> dict[str, Any]:
    """Whether the month is open, what it would close with, and what became of the last asking."""
    district: Area = request.actor.office.area
    told: Told = matrix(request.actor, district, [month]).total[0]
    closed = period is not None and period.closed_at is not None and period.reopened_at is None
    refused = None
    if closed and period is not None and period.asked_at is None:
        verbs = ("registry.refuse_reopen_sales", "registry.close_sales")
        last = acts_on(period).filter(verb__in=verbs).first()
        refused = last if last and last.verb == verbs[0] else None
    return {
        "told": told,
        "told_as_of": moment(told.last),
        "period": period,
        "closed": closed,
        "closed_on": moment(period.closed_at) if period else "",
        "refused": refused,
        "closable": month < today().replace(day=1),
        "definition": DEFINITION,
    }


@needs(Permission.SALES_RECORD)
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the month of the own district."""
    month = month_of(request.GET.get("month", ""))
    close_month(office=request.actor.office, month=month, by=request.actor)
    messages.success(request, f"ปิดงวดยอดจำหน่าย{format_month(month)}แล้ว ถ้าต้องแก้ ให้ขอเปิดงวดพร้อมเหตุผล")
    return redirect(f"{reverse('sales')}?month={address_of(month)}")


@needs(Permission.SALES_RECORD)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the province to open the closed month again."""
    month, form = month_of(request.GET.get("month", "")), AskForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        ask_to_reopen(office=request.actor.office, month=month, reason=reason, by=request.actor)
    except Stale:
        raise
    except Refused as refused:
        return _page(request, month, measure_of(""), asking=refused.message, status=422)
    messages.success(request, f"ส่งคำขอเปิดงวด{format_month(month)}ถึงจังหวัดแล้ว")
    return redirect(f"{reverse('sales')}?month={address_of(month)}")
