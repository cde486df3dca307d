"""How a numbered letter reaches those it is addressed to: offices of Saan at once, others by another road."""

from collections.abc import Sequence

from saan.accounts.policy import Actor
from saan.letters.actions.circulars import broadcast
from saan.letters.actions.delivery.queueing import consign
from saan.letters.actions.delivery.roads import road
from saan.letters.actions.making import step
from saan.letters.actions.outgoing import refuse_ended
from saan.letters.actions.receipts import answered, deliver
from saan.letters.circulation import FEWEST
from saan.letters.drafting import Draft, Outsider
from saan.letters.models import Consignment, Letter
from saan.letters.rules import Channel, ConsignmentState
from saan.letters.transport import Misconfigured
from saan.organisations.audience import Audience
from saan.organisations.models import Office


def lay_before(*, letter: Letter, told: Draft, by: Actor) -> int:
    """Let a held, numbered letter arrive at its offices and queue it for those outside; gives how many it goes to.

    Runs in the caller's transaction. Refused: an office that an act has ended, named with its successor.
    """
    offices = list(Office.objects.filter(pk__in=told.receivers).order_by("lo", "code"))
    refuse_ended(offices)
    if letter.circular and len(offices) >= FEWEST:
        broadcast(letter=letter, audience=Audience(named=tuple(each.code for each in offices)), by=by)
        letter.refresh_from_db()
    else:
        deliver(letter=letter, to=offices, by=by)
        step(letter=letter, event="dispatch", by=by, offices=len(offices), outside=len(told.outside))
        letter.save(update_fields=["state"])
    _send_outside(letter, told.outside, by)
    answered(letter=letter, by=by)
    return len(offices) + len(told.outside)


def _send_outside(letter: Letter, outside: Sequence[Outsider], by: Actor) -> None:
    """By mail where an address is given and the road is open; else on paper, waiting for a receive number."""
    mailed = [each for each in outside if each.address] if _mail_is_open() else []
    if mailed:
        consign(letter=letter, channel=Channel.EMAIL, to=[each.address for each in mailed], by=by)
    Consignment.objects.bulk_create(
        Consignment(
            letter=letter,
            channel=Channel.PAPER,
            address=each.name[:254],
            state=ConsignmentState.MANUAL,
            queued_by=by.user,
        )
        for each in outside
        if each not in mailed
    )


def _mail_is_open() -> bool:
    try:
        return road(Channel.EMAIL) is not None
    except Misconfigured:
        return False
