"""A registered paper goes to the unit whose matter it is, and comes back from there."""

from collections.abc import Sequence

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.steps import Said, locked, move, refuse_illegal, write
from saan.letters.models import Receipt
from saan.letters.queries.way import units_of
from saan.letters.receiving import Event, may_happen
from saan.letters.rules import Channel, ReceiptState
from saan.organisations.models import Office

_GONE = (ReceiptState.REJECTED, ReceiptState.RECALLED)


def route(*, receipt: Receipt, to: Sequence[Office], note: str = "", by: Actor) -> list[Receipt]:
    """Send the paper to one or more units of the same house; each registers it under its own number.

    Refused: nobody named, an office of another house, or one that holds the paper already.
    """
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    with transaction.atomic():
        held = locked(receipt)
        refuse_illegal(held, Event.ROUTE)
        _refuse_strangers(held, to)
        children = [_child(held, office, by) for office in to]
        for office in to:
            write(
                receipt=_as(held, ReceiptState.ROUTED),
                event=Event.ROUTE,
                before=ReceiptState.REGISTERED,
                by=by,
                said=Said(note, to_office=office),
            )
        held.save()
    return children


def _as(receipt: Receipt, state: ReceiptState) -> Receipt:
    receipt.state = state
    return receipt


def _refuse_strangers(receipt: Receipt, to: Sequence[Office]) -> None:
    if not to:
        raise Refused("เลือกกลุ่มงานหรือฝ่ายที่เป็นเจ้าของเรื่องอย่างน้อยหนึ่งแห่ง", field="to")
    own = set(units_of(receipt.office).values_list("pk", flat=True))
    for office in to:
        if office.pk not in own:
            raise Refused(f"{office}ไม่ใช่หน่วยงานภายในของ{receipt.office} ให้ส่งเป็นหนังสือแทน", field="to")


def _child(parent: Receipt, office: Office, by: Actor) -> Receipt:
    held = Receipt.objects.select_for_update(of=("self",)).filter(letter=parent.letter, office=office).first()
    if held is None:
        return Receipt.objects.create(
            letter=parent.letter, office=office, parent=parent, via=Channel.SAAN, state=ReceiptState.ARRIVED,
            arrived_by=by.user,
        )  # fmt: skip
    if held.state not in _GONE:
        raise Refused(f"{office}มีหนังสือฉบับนี้แล้ว สถานะ “{held.get_state_display()}”", field="to")
    return move(
        receipt=held, event=Event.ARRIVE, by=by, parent=parent, opened_at=None, opened_by=None, arrived_at=now(),
        arrived_by=by.user,
    )  # fmt: skip


def bounce(*, receipt: Receipt, reason: str, by: Actor) -> Receipt:
    """A unit sends back what is not its matter, before it registered it; the office above has it again."""
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    with transaction.atomic():
        parent = _parent_of(receipt)
        child = move(receipt=receipt, event=Event.REJECT, by=by, said=Said(reason))
        _come_back(parent, Event.BOUNCE, reason, child.office, by)
    return child


def retrieve(*, receipt: Receipt, note: str = "", by: Actor) -> Receipt:
    """Take the paper back from its units as long as none of them has opened it."""
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    with transaction.atomic():
        held = locked(receipt)
        refuse_illegal(held, Event.RETRIEVE)
        children = held.children.select_for_update(of=("self",)).select_related("office", "opened_by")
        live = [child for child in children if child.state not in _GONE]
        opened = next((child for child in live if child.opened_at), None)
        if opened is not None:
            raise Stale(f"ดึงกลับไม่ได้ เพราะ{opened.office}เปิดอ่านแล้วโดย{opened.opened_by} ให้ขอให้ส่งคืนแทน")
        for child in live:
            move(receipt=child, event=Event.RECALL, by=by, said=Said(note or "ดึงกลับก่อนเปิดอ่าน"))
        return move(receipt=held, event=Event.RETRIEVE, by=by, said=Said(note))


def _parent_of(receipt: Receipt) -> Receipt:
    """Locked first, as routing does, so that two hands never wait for each other."""
    if receipt.parent_id is None:
        raise Refused("หนังสือฉบับนี้ไม่ได้ส่งมาจากหน่วยงานภายใน หากไม่ใช่ของหน่วยงานให้ปฏิเสธการรับ")
    assert receipt.parent is not None
    return locked(receipt.parent)


def _come_back(parent: Receipt, event: Event, reason: str, unit: Office, by: Actor) -> None:
    """The last unit that sends the paper back gives it to the office again; others may still have it."""
    still = parent.children.exclude(state__in=_GONE).exists()
    if not still and may_happen(event, ReceiptState(parent.state)):
        move(receipt=parent, event=event, by=by, said=Said(reason, to_office=unit))


def mark_opened(*, receipt: Receipt, by: Actor) -> bool:
    """Note who of the office first opened the paper; whether this was the first time."""
    require(by, Permission.LETTERS_SEE, at=receipt.office)
    first = Receipt.objects.filter(pk=receipt.pk, office=by.office, opened_at__isnull=True)
    with transaction.atomic():
        opened = first.update(opened_at=now(), opened_by=by.user) == 1
        if opened:
            record(
                by=by, verb="letters.open", of=receipt, summary=f"เปิดอ่าน {receipt.letter} ครั้งแรกของหน่วยงาน"
            )
    return opened
