"""Acts on a received paper, what is asked of me, and the paper with the orders written on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from saan.accounts.permissions import Permission
from saan.documents.queries import read_bytes
from saan.documents.typesetting.joining import joined
from saan.documents.typesetting.register import Column, render_register
from saan.kernel.dates import format_short, format_time
from saan.kernel.refusals import Refused, Stale
from saan.letters import queries
from saan.letters.actions import handling, registering, routing
from saan.letters.actions.receipts import reopen
from saan.letters.models import Letter, Receipt
from saan.letters.queries.way import mine as asked_of_me
from saan.letters.receiving import Event
from saan.letters.rules import FileRole
from saan.web.access import needs
from saan.web.office.letters.presenters import Failure, letter_page
from saan.web.office.letters.views import answer
from saan.web.office.letters.way import Told, way_for
from saan.web.office.letters.way_forms import form_of


def _reason(act: Callable[..., Any]) -> Callable[..., Any]:
    """An act that calls its words a reason."""
    return lambda *, note, **rest: act(reason=note, **rest)


_ACTS: dict[Event, Callable[..., Any]] = {
    Event.CHECK: lambda *, note, **rest: registering.check(**rest),
    Event.REJECT: _reason(registering.reject),
    Event.MARK_WRONG: _reason(registering.mark_wrong),
    Event.DUPLICATE: registering.mark_duplicate,
    Event.WRONG_NUMBER: _reason(registering.wrong_number),
    Event.ROUTE: routing.route,
    Event.BOUNCE: _reason(routing.bounce),
    Event.RETRIEVE: routing.retrieve,
    Event.PRESENT: handling.present,
    Event.FORWARD_UP: handling.forward_up,
    Event.ORDER: handling.order,
    Event.NOTE_ONLY: handling.note_only,
    Event.ACCEPT: handling.accept,
    Event.RETURN: _reason(handling.give_back),
    Event.REPLY: handling.reply,
    Event.REPORT: handling.report,
    Event.DONE: handling.done,
    Event.REOPEN: _reason(reopen),
}


@needs(Permission.LETTERS_SEE)
@require_POST
def step(request: HttpRequest, pk: int, event: str) -> HttpResponse:
    """One act on the paper in this office; what is refused comes back with its reason."""
    letter, receipt = _held(request, pk)
    if event not in set(_ACTS):
        raise Http404
    happening = Event(event)
    form = form_of(happening, receipt, request.actor, request.POST)
    try:
        if not form.is_valid():
            raise Refused(" ".join(str(each) for errors in form.errors.values() for each in errors))
        _ACTS[happening](receipt=receipt, by=request.actor, **form.said())
    except (Refused, PermissionDenied) as refusal:
        reason = refusal.message if isinstance(refusal, Refused) else str(refusal)
        page = letter_page(letter, request.actor, failure=Failure(f"way.{event}", reason, request.POST))
        status = 409 if isinstance(refusal, Stale) else 403 if isinstance(refusal, PermissionDenied) else 422
        return answer(request, page, status=status)
    messages.success(request, f"บันทึกแล้ว: {happening.label}")
    return redirect(f"{reverse('letter', args=[pk])}#way")


def _held(request: HttpRequest, pk: int) -> tuple[Letter, Receipt]:
    letter = get_object_or_404(queries.letters_visible_to(request.actor), pk=pk)
    receipt = queries.receipt_at(letter, request.actor.office)
    if receipt is None:
        raise Http404
    return letter, receipt


@needs(Permission.LETTERS_RECEIVE)
@require_POST
def opened(request: HttpRequest, pk: int) -> HttpResponse:
    """The page tells that somebody of the office has it before them; reading alone writes nothing."""
    _, receipt = _held(request, pk)
    routing.mark_opened(receipt=receipt, by=request.actor)
    return HttpResponse(status=204)


@needs(Permission.LETTERS_SEE)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Papers that wait for this very person."""
    steps = list(asked_of_me(request.actor))
    rows = [(step, Event(step.event)) for step in steps]
    return render(request, "office/letters/mine.html", {"rows": rows})


@needs(Permission.LETTERS_SEE)
@require_safe
def orders(request: HttpRequest, pk: int) -> HttpResponse:
    """The stamped copy with the orders written on the paper on a page after it, for printing."""
    letter, receipt = _held(request, pk)
    written = way_for(letter, receipt, request.actor).orders
    copy = queries.files_visible_to(request.actor).filter(
        letter=letter, role=FileRole.STAMPED, office=request.actor.office
    )
    held = copy.last()
    if held is None or not written:
        raise Http404
    response = HttpResponse(
        joined(read_bytes(held.file), _page(letter, written)), content_type="application/pdf"
    )
    response["Content-Disposition"] = "inline; filename=orders.pdf"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _moment(step: Told) -> str:
    at = timezone.localtime(step.at)
    return f"{format_short(at.date())}\n{format_time(at.time())}"


def _page(letter: Letter, written: list[Told]) -> bytes:
    columns = (Column("วันเวลา", 32), Column("ข้อความ"), Column("มอบให้", 55), Column("กำหนดเสร็จ", 30),
               Column("ลงชื่อ ตำแหน่ง", 70))  # fmt: skip
    rows = [
        (
            _moment(each),
            each.note or each.label,
            "\n".join(each.people),
            format_short(each.due_on) if each.due_on else "",
            f"({each.by})\n{each.position}",
        )
        for each in written
    ]
    head = [f"ที่ {letter.number}" if letter.number else "หนังสือไม่มีเลข", f"เรื่อง {letter.subject}"]
    return render_register(title="บันทึกการสั่งการ (เกษียนหนังสือ)", columns=columns, rows=rows, head=head)
