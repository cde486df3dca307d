"""Circulars of the office, those that wait for its answer, and writing a new one."""

import uuid
from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.kernel.refusals import Refused, Stale
from saan.letters.actions.circulars import send_circular, send_paper
from saan.letters.actions.outgoing import Attachment
from saan.letters.circulation import FEWEST, workdays_to_acknowledge
from saan.letters.queries.addressees import addressees
from saan.letters.queries.circulars import circulars_of, unanswered_at
from saan.letters.queries.citing import cited
from saan.letters.queries.signers import is_head
from saan.letters.queries.signing import authority_of, with_signature
from saan.letters.rules import LetterKind
from saan.organisations.audience import phrase
from saan.organisations.models import Office
from saan.web.access import needs
from saan.web.office.circulars.forms import CircularForm
from saan.web.office.reports.covers import cover_of_draft
from saan.web.office.writing.found import asked_words, letters_found, offices_found

PAGE, PREVIEWED = 50, 200


@needs(Permission.LETTERS_SEE)
@require_safe
def circulars(request: HttpRequest) -> HttpResponse:
    """What the office sent and how far it came, or what it has still to answer."""
    actor = request.actor
    waiting = unanswered_at(actor.office)
    show = "received" if request.GET.get("show") == "received" else "sent"
    found = waiting if show == "received" else circulars_of(actor.office)
    context = {
        "show": show,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "waiting": waiting.count(),
        "may_write": may(actor, Permission.LETTERS_WRITE),
        "may_receive": may(actor, Permission.LETTERS_RECEIVE),
    }
    return render(request, "office/circulars/list.html", context)


@dataclass(frozen=True)
class Receivers:
    """Who would get the letter as chosen now: how many, in words, and the first of them by name."""

    count: int
    says: str
    first: list[Office]

    @property
    def too_few(self) -> bool:
        return self.count < FEWEST

    @property
    def more(self) -> int:
        return self.count - len(self.first)


def receivers_of(form: CircularForm) -> Receivers:
    meant = form.audience
    found = addressees(meant, form.actor)
    says = phrase(meant, home=form.actor.office.area_id) if not meant.is_empty else "ยังไม่ได้เลือกผู้รับ"
    return Receivers(found.count(), says, list(found[:PREVIEWED]))


@needs(Permission.LETTERS_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write or upload, choose receivers, send. `act` of a POST: send (the default), preview, or add-term."""
    if request.method != "POST":
        return _page(request, CircularForm(None, actor=request.actor, press=uuid.uuid4()))
    form = CircularForm(request.POST, request.FILES, actor=request.actor)
    act = request.POST.get("act", "send")
    sound = form.is_valid()
    if act != "send":
        return _page(request, form, still=True)
    return _send(request, form) if sound else _page(request, form)


@needs(Permission.LETTERS_WRITE)
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Offices or letters that hold the words, as buttons that add a line to the field `into`."""
    into = request.GET.get("into", "")
    if into not in CircularForm.LINES:
        raise Http404
    of_offices = "q_office" in request.GET
    words = asked_words(request.GET.get("q_office" if of_offices else "q_letter", ""))
    context: dict[str, object] = {"words": words, "into": into}
    if of_offices:
        context["offices"] = offices_found(words)
    else:
        context["letters"] = letters_found(words, request.actor)
    return render(request, "office/writing/found.html", context)


def _send(request: HttpRequest, form: CircularForm) -> HttpResponse:
    told = form.cleaned_data
    enclosed = [_attachment(told["enclosure"])] if told["enclosure"] else []
    common = {"audience": form.audience, "by": request.actor, "attachments": enclosed, "due": told["due"],
              "press": told["press"]}  # fmt: skip
    try:
        if told["paper"]:
            paper = _attachment(told["paper"])
            sent = send_paper(paper=paper, subject=told["subject"], urgency=told["urgency"], **common)
        else:
            sent = send_circular(sheet=form.sheet, cites=cited(told["references"], request.actor), **common)
    except Stale:
        raise
    except Refused as refused:
        form.refuse(refused)
        return _page(request, form)
    messages.success(request, f"ส่งหนังสือเวียน ที่ {sent.number} ถึง {sent.receipts.count():,} แห่งแล้ว")
    return redirect("letter-acknowledgements", sent.pk)


def _attachment(file) -> Attachment:
    return Attachment(file.read(), file.name, file.content_type or "application/octet-stream")


def _page(request: HttpRequest, form: CircularForm, *, still: bool = False) -> HttpResponse:
    """The page, or for htmx the receivers and the sheet; `still` where nothing was to be sent yet."""
    signed = with_signature(form.sheet, request.actor.office, request.actor)
    context = {
        "form": form,
        "receivers": receivers_of(form),
        "cover": cover_of_draft(replace(signed, number=f"{signed.number}ว", draft=True)),
        "clock": workdays_to_acknowledge(form.sheet.urgency),
        "unfounded": _is_unfounded(request.actor),
        "shown_errors": form.is_bound and bool(form.errors) and not still,
        "press": form["press"].value() or uuid.uuid4(),
    }
    if request.htmx:
        return render(request, "office/circulars/receivers.html", context)
    status = 422 if context["shown_errors"] else 200
    return render(request, "office/circulars/new.html", context, status=status)


def _is_unfounded(actor: Actor) -> bool:
    """Whether the letter would bear the sender's own name though no order is recorded and the post is no head's."""
    return authority_of(actor.office, LetterKind.EXTERNAL) is None and not is_head(actor.appointment)
