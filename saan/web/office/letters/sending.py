"""Sending a letter outside Saan: where each copy is, on the letter's page; and the page of the whole exchange."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.letters.actions import delivery
from saan.letters.actions.delivery.queueing import REGISTRY, ROADS
from saan.letters.actions.delivery.roads import road
from saan.letters.models import Consignment, IncomingMessage, Letter
from saan.letters.queries import delivery as asked
from saan.letters.rules import (
    CONSIGNMENT_STEPS,
    Channel,
    ConsignmentState,
    Direction,
    LetterState,
    NoticeKind,
    may_follow,
)
from saan.letters.transport import MOST_TRIES, Misconfigured
from saan.web.access import needs
from saan.web.components.status import Shown, Tone

S = ConsignmentState
ROWS_A_PAGE = 50
LOOKS: dict[str, tuple[str, Tone]] = {
    S.QUEUED: ("wait", Tone.QUIET),
    S.SENT: ("mail", Tone.GOING),
    S.DELIVERED: ("mail", Tone.GOING),
    S.ACCEPTED: ("ok", Tone.DONE),
    S.REJECTED: ("back", Tone.WRONG),
    S.INVALID: ("bad", Tone.WRONG),
    S.UNDELIVERED: ("bad", Tone.WRONG),
    S.MANUAL: ("half", Tone.NEAR),
}


@dataclass(frozen=True)
class Row:
    """One sending as drawn, with what may be done about it now."""

    sent: Consignment
    shown: Shown
    may_retry: bool
    may_manual: bool
    may_number: bool
    may_dispute: bool
    may_resend: bool

    @property
    def acts(self) -> bool:
        return any((self.may_retry, self.may_manual, self.may_number, self.may_dispute, self.may_resend))


@dataclass(frozen=True)
class Typed:
    """What stands in the form: as typed where it was refused, with the field the reason belongs to."""

    to: str = ""
    channel: str = ""
    refused_at: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Sending:
    """The section of a letter's page: `shown` where the letter is one of the office's own."""

    shown: bool
    may_send: bool
    rows: list[Row]
    roads: list[Channel]
    typed: Typed
    most_tries: int = MOST_TRIES

    @property
    def chosen(self) -> str:
        """The road that is marked: the one typed, else the first."""
        return next((each for each in self.roads if each == self.typed.channel), self.roads[0])


def sending_of(letter: Letter, actor: Actor, typed: Typed | None = None) -> Sending:
    """Where each copy of the letter is, for whoever reaches the office that issued it."""
    ours = letter.direction == Direction.OUTGOING and letter.issuer is not None
    sendable = letter.state in (LetterState.NUMBERED, LetterState.SENT)
    rows = [row_of(each, actor) for each in asked.consignments_of(letter, actor)] if ours else []
    roads = open_roads()
    may_send = ours and sendable and not letter.secrecy and may(actor, REGISTRY, at=letter.issuer)
    return Sending(
        shown=bool(rows) or may_send,
        may_send=may_send and bool(roads),
        rows=rows,
        roads=roads,
        typed=typed or Typed(),
    )


def row_of(sent: Consignment, actor: Actor) -> Row:
    allowed = may(actor, REGISTRY, at=sent.letter.issuer)
    state = S(sent.state)

    def can(then: ConsignmentState) -> bool:
        return allowed and may_follow(CONSIGNMENT_STEPS, state, then)

    icon, tone = LOOKS[state]
    return Row(
        sent=sent,
        shown=Shown(state.label, icon, tone),
        may_retry=can(S.QUEUED),
        may_manual=can(S.MANUAL),
        may_number=can(S.ACCEPTED) and state != S.QUEUED,
        may_dispute=allowed and state == S.ACCEPTED and sent.channel in ROADS,
        may_resend=allowed and state in (S.REJECTED, S.INVALID),
    )


def open_roads() -> list[Channel]:
    """The roads that this installation has."""
    found = []
    for channel in ROADS:
        try:
            found += [channel] if road(channel) else []
        except Misconfigured:
            continue
    return found


def back_to(pk: int) -> HttpResponse:
    return redirect(f"{reverse('letter', args=[pk])}#sending")


@needs(Permission.LETTERS_RECEIVE)
@require_POST
def act(request: HttpRequest, pk: int, consignment: int, what: str) -> HttpResponse:
    """Do one thing about one sending: again, manual, number, dispute, resend."""
    sent = get_object_or_404(asked.consignments_visible_to(request.actor), pk=consignment, letter=pk)
    by, post = request.actor, request.POST
    if what == "again":
        delivery.try_again(consignment=sent, by=by)
        said = f"จะส่งถึง {sent.address} อีกครั้งภายในหนึ่งนาที"
    elif what == "manual":
        delivery.record_manual(consignment=sent, remark=post.get("remark", ""), by=by)
        said = f"บันทึกว่าส่งถึง {sent.address} ทางอื่นแล้ว รอเลขรับ"
    elif what == "number":
        delivery.record_accepted(consignment=sent, number=post.get("number", ""), by=by)
        said = f"บันทึกเลขรับของ {sent.address} แล้ว"
    elif what == "dispute":
        delivery.dispute_number(consignment=sent, by=by)
        said = f"จะแจ้ง {sent.address} ว่าเลขรับผิด"
    elif what == "resend":
        channel = Channel(sent.channel)
        delivery.consign(letter=sent.letter, channel=channel, to=[sent.address], by=by)
        said = f"สั่งส่งถึง {sent.address} เป็นฉบับใหม่แล้ว"
    else:
        raise Http404
    messages.success(request, said)
    return back_to(pk)


@needs(Permission.LETTERS_RECEIVE)
@require_safe
def exchange(request: HttpRequest) -> HttpResponse:
    """What goes no further by itself, what is under way, and what came but could not be taken in."""
    actor = request.actor
    waiting = Paginator(asked.under_way(actor), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "stuck": [row_of(each, actor) for each in asked.stuck(actor)[:ROWS_A_PAGE]],
        "page": waiting,
        "waiting": [row_of(each, actor) for each in waiting],
        "refused": asked.refused_messages(actor)[:ROWS_A_PAGE],
        "untold": asked.notices_undelivered(actor)[:ROWS_A_PAGE],
        "roads": open_roads(),
        "most_tries": MOST_TRIES,
    }
    return render(request, "office/letters/exchange.html", context)


@needs(Permission.LETTERS_RECEIVE)
@require_POST
def message(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """About a message that could not be taken in: try again, or tell its sender."""
    held: IncomingMessage = get_object_or_404(asked.messages_visible_to(request.actor), pk=pk)
    if what == "again":
        again = delivery.take_again(message=held, by=request.actor)
        messages.success(request, "นำเข้าแล้ว")
        return redirect("letter", again.letter_id) if again.letter_id else redirect("letters-exchange")
    kinds = {"reject": NoticeKind.REJECTED, "invalid": NoticeKind.INVALID}
    if what not in kinds:
        raise Http404
    delivery.refuse_message(message=held, kind=kinds[what], by=request.actor)
    messages.success(request, f"จะแจ้งผู้ส่งว่า{kinds[what].label}")
    return redirect("letters-exchange")
