"""Answering a circular: opened, received with a number, acknowledged. What the office does with it is its own matter.

To acknowledge is a word to the sender; it leaves the paper where it stands in the office.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.registering import register
from saan.letters.actions.steps import post_of
from saan.letters.circulation import CircularAct, circular_state, may_do
from saan.letters.models import Letter, LetterStep, Receipt
from saan.letters.rules import UNNUMBERED, LetterState, ReceiptState

_REFUSED = UNNUMBERED - {ReceiptState.ARRIVED, ReceiptState.CHECKED}


@dataclass(frozen=True)
class Acknowledged:
    """What became of many at once: those acknowledged, and those that could not be, each with the reason."""

    done: list[Receipt]
    refused: list[tuple[Receipt, str]]


def acknowledge(*, receipt: Receipt, by: Actor) -> Receipt:
    """Tell the sender that the office knows of the letter; one not yet registered gets its number in the same act.

    Stale when somebody did so already. Refused where the office has not taken the paper, or where the sender has
    recalled or replaced it.
    """
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    with transaction.atomic():
        held = _locked(receipt)
        _refuse_illegal(held)
        if held.state in UNNUMBERED:
            held = register(receipt=held, by=by)
        moment = now()
        held.acknowledged_at, held.acknowledged_by = moment, by.user
        held.opened_at, held.opened_by = held.opened_at or moment, held.opened_by or by.user
        held.save(update_fields=["acknowledged_at", "acknowledged_by", "opened_at", "opened_by"])
        LetterStep.objects.create(
            letter=held.letter, receipt=held, event=CircularAct.ACKNOWLEDGE, before=held.state, after=held.state,
            position=post_of(by), taken_at=moment, taken_by=by.user,
        )  # fmt: skip
        record(by=by, verb="letters.acknowledge", of=held, summary=f"แจ้งรับทราบหนังสือ {held.letter}")
    return held


def acknowledge_many(*, receipts: Iterable[Receipt], by: Actor) -> Acknowledged:
    """Acknowledge each by itself, so that one that may not be does not hold up the others."""
    require(by, Permission.LETTERS_RECEIVE)
    done, refused = [], []
    for receipt in receipts:
        try:
            done.append(acknowledge(receipt=receipt, by=by))
        except Refused as why:
            refused.append((receipt, why.message))
    return Acknowledged(done, refused)


def _locked(receipt: Receipt) -> Receipt:
    """The row held, with the one thing of its letter that must be asked apart: whether a newer one is out."""
    newer = Letter.objects.filter(supersedes=OuterRef("letter"), state=LetterState.SENT)
    rows = Receipt.objects.select_for_update(of=("self",)).annotate(replaced=Exists(newer))
    return (
        rows.select_related("letter", "office").defer("letter__search", "letter__content").get(pk=receipt.pk)
    )


def _refuse_illegal(receipt: Receipt) -> None:
    if receipt.acknowledged_at is not None:
        raise Stale(f"หนังสือฉบับนี้แจ้งรับทราบแล้วโดย{receipt.acknowledged_by}")
    if receipt.state in _REFUSED:
        raise Refused(f"แจ้งรับทราบไม่ได้ เพราะหนังสือฉบับนี้อยู่ในสถานะ “{ReceiptState(receipt.state).label}”")
    state = circular_state(LetterState(receipt.letter.state), superseded=receipt.replaced)
    if not may_do(CircularAct.ACKNOWLEDGE, state):
        newer = receipt.letter.superseded_by.filter(state=LetterState.SENT).first()
        instead = f" ให้รับทราบหนังสือ {newer.number} แทน" if newer else ""
        raise Refused(f"แจ้งรับทราบไม่ได้ เพราะหนังสือ{state.label}{instead}")
