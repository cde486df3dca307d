"""A paper's stay in an office after registering: what was ordered from it, whom it went on to, and its filing."""

from collections.abc import Iterable

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.letters.actions.steps import Said, locked, move
from saan.letters.models import Letter, Receipt
from saan.letters.receiving import Event, may_happen
from saan.letters.rules import UNNUMBERED, ReceiptState
from saan.organisations.models import Office


def passed_on(*, letter: Letter, to: Iterable[Office], by: Actor) -> int:
    """Mark that the actor's office has ordered something from the letter, and lay the letter before those ordered.

    Gives the number of offices it newly arrived at; who holds it keeps their own receipt. Whoever calls has asked the
    permission of its own act and runs in its transaction.
    """
    own = Receipt.objects.filter(letter=letter, office=by.office)
    own.filter(passed_on_at__isnull=True).update(passed_on_at=now(), passed_on_by=by.user)
    held = own.first()
    if held is not None and may_happen(Event.CASCADE, ReceiptState(held.state)):
        move(receipt=held, event=Event.CASCADE, by=by)
    return deliver(letter=letter, to=to, by=by)


def answered(*, letter: Letter, by: Actor, reports: bool = False) -> Receipt | None:
    """Mark the paper a sent letter answers as answered, or as reported on, at the office that sent it.

    Where the paper stands elsewhere on its way (not taken up yet, closed already) it stays as it is; None then.
    Whoever calls has asked the permission of its own act and runs in its transaction.
    """
    event = Event.REPORT if reports else Event.REPLY
    own = Receipt.objects.filter(letter=letter.reply_to_id, office=letter.issuer).first()
    if own is None or not may_happen(event, ReceiptState(own.state)):
        return None
    return move(receipt=own, event=event, by=by, said=Said(f"ที่ {letter.number}"))


def deliver(*, letter: Letter, to: Iterable[Office], by: Actor) -> int:
    """Let the letter arrive at offices that do not hold it yet; inside the transaction of the act that sends it."""
    holding = set(Receipt.objects.filter(letter=letter).values_list("office", flat=True))
    new = [office for office in to if office.pk not in holding]
    Receipt.objects.bulk_create(
        Receipt(letter=letter, office=office, state=ReceiptState.ARRIVED, arrived_by=by.user)
        for office in new
    )
    return len(new)


def close(*, receipt: Receipt, remark: str, by: Actor) -> Receipt:
    """File a registered paper with a word on what was done (Regulation form 13, the column of what was done)."""
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    if not remark.strip():
        raise Refused("เขียนสั้น ๆ ว่าปฏิบัติอย่างไร เช่น รับทราบและเก็บเข้าแฟ้ม", field="remark")
    with transaction.atomic():
        held = locked(receipt)
        if held.state in UNNUMBERED:
            raise Refused("หนังสือฉบับนี้ยังไม่ได้ลงรับ ลงรับก่อนแล้วจึงปิดเรื่อง")
        if held.state == ReceiptState.CLOSED:
            raise Stale(f"เรื่องนี้ปิดไปแล้วโดย{held.closed_by}: {held.remark}")
        return move(
            receipt=held, event=Event.CLOSE, by=by, said=Said(remark), remark=remark.strip()[:300],
            closed_at=now(), closed_by=by.user,
        )  # fmt: skip


def reopen(*, receipt: Receipt, reason: str, by: Actor) -> Receipt:
    """Take a closed matter up again; whoever reopens it has it in hand."""
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    said = Said(reason, people=[by.user])
    return move(receipt=receipt, event=Event.REOPEN, by=by, said=said, closed_at=None, closed_by=None)
