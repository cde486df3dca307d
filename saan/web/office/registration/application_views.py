"""Applications at the counter: the inbox, a new one, one of them with what it lacks, and decisions."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from saan.accounts.permissions import Permission
from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.queries import acts_on
from saan.registry.actions import (
    LooksAlike,
    accept_application,
    accept_transfer,
    decide,
    edit_application,
    open_application,
    receive_application,
    return_application,
    withdraw_application,
)
from saan.registry.models import Application, Producer
from saan.registry.queries import (
    OPEN_STATES,
    ApplicationKind,
    ApplicationState,
    applications_visible_to,
    asked_of,
    decider_of,
    files_with,
    keeps,
    next_window,
    waiting_applications,
    window_for,
)
from saan.web.access import needs
from saan.web.office.registration import presenters
from saan.web.office.registration.forms import (
    AcceptForm,
    ApplicationForm,
    ChecksForm,
    DecisionForm,
    ReturnForm,
    initial_of,
)
from saan.web.office.registry.forms import refuse

PAGE = 50
_SAID = {
    "receive": "บันทึกการรับคำขอแล้ว",
    "decide": "บันทึกมติแล้ว",
    "accept": "รับตามคำขอแล้ว",
    "return": "ส่งกลับให้ผู้ยื่นแก้แล้ว",
    "withdraw": "ถอนคำขอแล้ว",
}


@needs(Permission.PRODUCERS_SEE)
def applications(request: HttpRequest) -> HttpResponse:
    """What waits for this office first; all others under their own tab."""
    seen = applications_visible_to(request.actor)
    waiting = waiting_applications(request.actor)
    show = request.GET.get("show", "")
    tabs = {
        "": waiting,
        "open": seen.filter(state__in=OPEN_STATES),
        "done": seen.exclude(state__in=OPEN_STATES),
    }
    found = tabs.get(show, waiting).order_by("submitted_at", "pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counter = request.actor.holds(Permission.PRODUCERS_EDIT)
    context = {
        "page": page,
        "lines": [presenters.line(each) for each in page],
        "show": show if show in tabs else "",
        "counts": {key or "waiting": rows.count() for key, rows in tabs.items()},
        "counter": counter,
        "window": window_for(request.actor.office) if counter else None,
        "coming": next_window(request.actor.office) if counter else None,
    }
    return render(request, "office/registration/applications.html", context)


@needs(Permission.PRODUCERS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take an application at the counter."""
    form = ApplicationForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_application(
                told=form.told(), identity_number=form.cleaned_data["identity_number"], by=request.actor
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "เก็บคำขอแล้ว ตรวจเอกสารแล้วบันทึกการรับต่อได้เลย")
            return redirect("registry-application", pk=made.pk)
    return _form_page(request, form, None)


@needs(Permission.PRODUCERS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Complete an application at the counter."""
    held = get_object_or_404(applications_visible_to(request.actor), pk=pk, office=request.actor.office)
    form = ApplicationForm(request.POST or None, by=request.actor, initial=initial_of(held.data))
    if request.method == "POST" and form.is_valid():
        try:
            edit_application(
                application=held,
                version=version_of(request),
                told=form.told(),
                identity_number=form.cleaned_data["identity_number"],
                by=request.actor,
            )
        except Stale:
            raise
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "บันทึกข้อมูลในคำขอแล้ว")
            return redirect("registry-application", pk=pk)
    return _form_page(request, form, held)


def _form_page(request: HttpRequest, form: ApplicationForm, held: Application | None) -> HttpResponse:
    context = {
        "form": form,
        "application": held,
        "version": held.version if held else 0,
        "map": presenters.map_of(request.actor.office),
        "window": window_for(request.actor.office),
        "coming": next_window(request.actor.office),
        "mask": held.data.get("identity", {}).get("tail", "") if held else "",
    }
    status = 422 if form.errors else 200
    return render(request, "office/registration/application_form.html", context, status=status)


@needs(Permission.PRODUCERS_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application. `act` of a POST is what the officer does with it."""
    held = get_object_or_404(applications_visible_to(request.actor), pk=pk)
    if request.method != "POST":
        return _page(request, held)
    act = request.POST.get("act", "")
    forms = _forms(held, request.POST, act)
    form = forms.get(act)
    if form is not None and not form.is_valid():
        return _page(request, held, forms, act)
    twins: list[Producer] = []
    try:
        done = _act(request, held, act, form)
    except Stale:
        raise
    except Refused as refused:
        if form is None:
            raise
        refuse(form, refused)
        twins = refused.twins if isinstance(refused, LooksAlike) else []
        return _page(request, held, forms, act, twins=twins)
    if isinstance(done, Producer):
        messages.success(request, f"รับย้าย {done.name} มาอยู่ในทะเบียนของอำเภอแล้ว")
        return redirect("registry-producer", pk=done.pk)
    approved = done.state == ApplicationState.APPROVED and done.kind == ApplicationKind.NEW
    messages.success(
        request, f"ขึ้นทะเบียน {presenters.name_of(done)} แล้ว นับเข้ายอดของตำบลทันที" if approved else _SAID[act]
    )
    return redirect("registry-application", pk=pk)


def _act(request: HttpRequest, held: Application, act: str, form: Any) -> Application | Producer:
    common = {"application": held, "version": version_of(request), "by": request.actor}
    if act == "receive":
        return receive_application(checks=form.checks(), **common)
    if act == "decide":
        return decide(**form.cleaned_data, **common)
    if act == "return":
        return return_application(**form.cleaned_data, **common)
    if act == "accept" and held.kind == ApplicationKind.TRANSFER:
        return accept_transfer(**common)
    if act == "accept":
        return accept_application(**(form.cleaned_data if form else {}), **common)
    if act == "withdraw":
        return withdraw_application(**common)
    raise Refused("ไม่รู้จักคำสั่งนี้ โปรดเปิดหน้าคำขอใหม่")


def _forms(held: Application, data: Any = None, act: str = "") -> dict[str, Any]:
    checked = held.data.get("checked", {})
    asked = [item for item in asked_of(held.data) if not item.fact and item.code not in checked]
    forms = {
        "receive": ChecksForm(data if act == "receive" else None, asked=asked),
        "decide": DecisionForm(data if act == "decide" else None, initial={"decided_on": today()}),
        "return": ReturnForm(data if act == "return" else None),
    }
    if held.kind == ApplicationKind.RECONFIRM:
        forms["accept"] = AcceptForm(data if act == "accept" else None, initial={"method": "declared"})
    return forms


def _page(
    request: HttpRequest,
    held: Application,
    forms: dict[str, Any] | None = None,
    act: str = "",
    twins: Any = (),
) -> HttpResponse:
    actor, new_file = request.actor, held.kind == ApplicationKind.NEW
    counter, moving = keeps(actor, held), held.kind == ApplicationKind.TRANSFER
    forms = forms or _forms(held)
    prints = [held.data["identity"]["fingerprint"]] if held.data.get("identity") and counter else []
    context = {
        "application": held,
        "name": presenters.name_of(held),
        "state": presenters.state(held),
        "facts": [] if moving else presenters.facts(held, personal=presenters.sees_personal(actor, held)),
        "moving": presenters.line(held) if moving else None,
        "items": presenters.items(held) if new_file else [],
        "forms": forms,
        "form": forms.get(act),
        "twins": twins,
        "elsewhere": files_with(prints, other_than=held.producer_id or 0) if prints else [],
        "decisions": held.decisions.select_related("recorded_by"),
        "acts": acts_on(held)[:30],
        "decider": decider_of(held),
        "may": presenters.offers(actor, held, unseen=len(forms["receive"].asked)),
    }
    faulty = bool(act and forms.get(act) is not None and forms[act].errors)
    return render(request, "office/registration/application.html", context, status=422 if faulty else 200)


def version_of(request: HttpRequest) -> int:
    """The version of the row as the page was drawn; 0 where it cannot be read."""
    written = request.POST.get("version", "")
    return int(written) if written.isdecimal() and len(written) < 9 else 0
