"""A producer's own pages: the file, the application in plain words, certificates, and what the public may see."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from saan.accounts.permissions import Permission
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.registry.actions import (
    give_consent,
    own_application,
    say_operating,
    submit_application,
    withdraw_application,
)
from saan.registry.models import Application, Producer, ProducerStatus, RegistrationCertificate
from saan.registry.queries import (
    OPEN_STATES,
    ApplicationKind,
    ApplicationState,
    ConsentField,
    contact_of,
    next_window,
    own_applications,
    own_producers,
    products_of,
    window_for,
)
from saan.web.access import needs
from saan.web.office.registration import presenters
from saan.web.office.registration.application_views import version_of
from saan.web.office.registration.file_views import pdf_response
from saan.web.office.registration.forms import ApplicationForm, initial_of
from saan.web.office.registry.forms import refuse
from saan.web.office.registry.presenters import line

_PENS = (ApplicationState.DRAFT, ApplicationState.RETURNED)
_DATA = ("name", "kind", "village_no", "address", "chair_name", "phone", "trading_since_be", "local_labour", "link",
         "latitude", "longitude")  # fmt: skip


@needs(Permission.OWN_PRODUCER_SEE)
def mine(request: HttpRequest) -> HttpResponse:
    """A producer's own files, and what is under way."""
    files = [
        {
            "line": line(found, with_district=True),
            "contact": contact_of(found, actor=request.actor),
            "products": products_of(found),
            "consents": [(each, each in found.consent) for each in ConsentField],
            "standing": found.status == ProducerStatus.REGISTERED,
            "waiting": _waiting(request, found),
        }
        for found in own_producers(request.user)
    ]
    newest = own_applications(request.user).filter(kind=ApplicationKind.NEW).first()
    under_way = newest if newest and newest.state in OPEN_STATES else None
    context = {"files": files, "under_way": under_way, "words": _words(under_way) if under_way else None}
    return render(request, "office/registration/mine.html", context)


@needs(Permission.OWN_PRODUCER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest) -> HttpResponse:
    """The one application of a new producer: the form while it is open, its state in plain words afterwards."""
    newest = own_applications(request.user).filter(kind=ApplicationKind.NEW).first()
    held = newest if newest and newest.state in OPEN_STATES else None
    if request.method == "POST":
        return _pen(request, held, None)
    if held is None and newest is not None and "new" not in request.GET:
        return _state_page(request, newest)
    if held is not None and held.state not in _PENS:
        return _state_page(request, held)
    return _form_page(request, held, _form(request, held, None))


@needs(Permission.OWN_PRODUCER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """A request to correct one's own file; the district accepts it before anything changes."""
    producer = get_object_or_404(own_producers(request.user), pk=pk)
    held = _waiting(request, producer).get(ApplicationKind.CHANGE)
    if request.method == "POST":
        return _pen(request, held, producer)
    if held is not None and held.state not in _PENS:
        return _state_page(request, held)
    return _form_page(request, held, _form(request, held, producer), producer)


@needs(Permission.OWN_PRODUCER_EDIT)
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Small acts on one's own file: what the public may see, and that one still works."""
    producer = get_object_or_404(own_producers(request.user), pk=pk)
    if request.POST.get("act") == "operating":
        say_operating(producer=producer, by=request.actor)
        messages.success(request, "แจ้งอำเภอแล้วว่ายังประกอบการอยู่")
    elif request.POST.get("act") == "consent":
        give_consent(producer=producer, fields=request.POST.getlist("consent"), by=request.actor)
        messages.success(request, "บันทึกช่องที่ยินยอมให้เผยแพร่แล้ว")
    else:
        raise Refused("ไม่รู้จักคำสั่งนี้ โปรดเปิดหน้านี้ใหม่")
    return redirect("my-products")


@needs(Permission.OWN_PRODUCER_SEE)
def certificates(request: HttpRequest) -> HttpResponse:
    """One's own certificates, to show and to print."""
    rows = _certificates(request).select_related("producer")
    context = {"certificates": [presenters.certificate(row) for row in rows]}
    return render(request, "office/registration/certificates.html", context)


@needs(Permission.OWN_PRODUCER_SEE)
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them as PDF."""
    rows = _certificates(request).select_related(
        "producer__tambon__parent__parent__parent", "producer__office"
    )
    return pdf_response(get_object_or_404(rows, pk=pk))


def _certificates(request: HttpRequest) -> Any:
    files = own_producers(request.user).values("pk")
    return RegistrationCertificate.objects.filter(producer__in=files).order_by("-issued_on", "-pk")


def _pen(request: HttpRequest, held: Application | None, producer: Producer | None) -> HttpResponse:
    """Keep, keep by itself, hand in or take back what is on the form."""
    said, here = request.POST.get("act", "save"), request.path
    if said == "withdraw":
        if held is None:
            raise Http404
        withdraw_application(
            application=held, version=version_of(request), by=request.actor, page=_page_of(request)
        )
        messages.success(request, "ถอนคำขอแล้ว")
        return redirect(here)
    form = _form(request, held, producer)
    patient, page = said == "autosave", _page_of(request)
    if not form.is_valid() and not patient:
        return _form_page(request, held, form, producer)
    try:
        kept = own_application(
            told=form.told(),
            by=request.actor,
            application=held,
            version=version_of(request),
            identity_number=form.cleaned_data.get("identity_number", ""),
            patient=patient,
            producer=producer,
            page=page,
        )
        if said == "send":
            submit_application(application=kept, version=kept.version, by=request.actor, page=page)
    except Refused as refused:
        if patient:
            return render(request, "office/registration/_saved.html", {"trouble": refused.message})
        if isinstance(refused, Stale):
            raise
        refuse(form, refused)
        fresh = own_applications(request.user).filter(state__in=OPEN_STATES, producer=producer).first()
        return _form_page(request, fresh or held, form, producer)
    if patient:
        return render(request, "office/registration/_saved.html", {"saved_at": now()})
    messages.success(request, "ยื่นคำขอถึงอำเภอแล้ว" if said == "send" else "บันทึกแล้ว กลับมากรอกต่อได้ทุกเมื่อ")
    return redirect(here)


def _page_of(request: HttpRequest) -> str:
    """The open page's own token, by which what it kept by itself is no surprise to it."""
    return request.POST.get("page", "")[:32]


def _form(request: HttpRequest, held: Application | None, producer: Producer | None) -> ApplicationForm:
    first = initial_of(held.data) if held else _of_file(producer) if producer else {"tambon": None}
    data = request.POST if request.method == "POST" else None
    return ApplicationForm(data, by=request.actor, initial=first, change=producer is not None)


def _of_file(producer: Producer) -> dict[str, Any]:
    return {name: getattr(producer, name) for name in _DATA} | {
        "tambon": producer.tambon_id,
        "thai": producer.all_thai_on is not None,
    }


def _form_page(
    request: HttpRequest, held: Application | None, form: ApplicationForm, producer: Producer | None = None
) -> HttpResponse:
    office = held.office if held else request.actor.office
    context = {
        "form": form,
        "application": held,
        "producer": producer,
        "version": held.version if held else 0,
        "page_token": _page_of(request) or secrets.token_hex(8),
        "map": presenters.map_of(office, producer),
        "mask": held.data.get("identity", {}).get("tail", "") if held else "",
        "items": [each for each in presenters.items(held) if not each.there] if held and not producer else [],
        "returned": _returned(held),
        "window": window_for(office, self_service=True),
        "coming": next_window(office),
        "here": request.path,
    }
    return render(request, "office/registration/own_form.html", context, status=422 if form.errors else 200)


def _returned(held: Application | None) -> Any:
    return held.decisions.last() if held and held.state == ApplicationState.RETURNED else None


def _state_page(request: HttpRequest, held: Application) -> HttpResponse:
    over = held.state in (ApplicationState.REJECTED, ApplicationState.WITHDRAWN)
    context = {
        "application": held,
        "name": presenters.name_of(held),
        "words": _words(held),
        "items": presenters.items(held) if held.kind == ApplicationKind.NEW else [],
        "facts": presenters.facts(held, personal=True),
        "decisions": held.decisions.all(),
        "over": over,
        "approved": held.state == ApplicationState.APPROVED,
        "may_withdraw": not over
        and held.state not in (ApplicationState.APPROVED, ApplicationState.DISTRICT_OK),
        "here": request.path,
    }
    return render(request, "office/registration/own_state.html", context)


def _words(held: Application) -> tuple[str, str]:
    return presenters.PLAIN_WORDS[ApplicationState(held.state)]


def _waiting(request: HttpRequest, producer: Producer) -> dict[str, Application]:
    found = own_applications(request.user).filter(producer=producer, state__in=OPEN_STATES)
    return {each.kind: each for each in found.exclude(kind=ApplicationKind.NEW)}
