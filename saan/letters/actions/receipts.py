"""A paper's stay in an office after registering: what was ordered from it, whom it went on to, and its filing."""

from collections.abc import Iterable

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.models import Letter, Receipt
from saan.letters.rules import RECEIPT_STEPS, ReceiptState, may_follow
from saan.organisations.models import Office


def passed_on(*, letter: Letter, to: Iterable[Office], by: Actor) -> int:
    """Mark that the actor's office has ordered something from the letter, and lay the letter before those ordered.

    Gives the number of offices it newly arrived at; who holds it keeps their own receipt. Whoever calls has asked the
    permission of its own act and runs in its transaction.
    """
    own = Receipt.objects.filter(letter=letter, office=by.office)
    own.filter(passed_on_at__isnull=True).update(passed_on_at=now(), passed_on_by=by.user)
    own.filter(state=ReceiptState.REGISTERED).update(state=ReceiptState.CASCADED)
    return deliver(letter=letter, to=to, by=by)


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
        locked = Receipt.objects.select_for_update().get(pk=receipt.pk)
        if locked.state == ReceiptState.ARRIVED:
            raise Refused("หนังสือฉบับนี้ยังไม่ได้ลงรับ ลงรับก่อนแล้วจึงปิดเรื่อง")
        if not may_follow(RECEIPT_STEPS, ReceiptState(locked.state), ReceiptState.CLOSED):
            raise Stale(f"เรื่องนี้ปิดไปแล้วโดย{locked.closed_by}: {locked.remark}")
        locked.state, locked.remark = ReceiptState.CLOSED, remark.strip()[:300]
        locked.closed_at, locked.closed_by = now(), by.user
        locked.save(update_fields=["state", "remark", "closed_at", "closed_by"])
        record(by=by, verb="letters.close", of=locked, summary=f"ปิดเรื่อง {locked.letter}: {locked.remark}")
    return locked
