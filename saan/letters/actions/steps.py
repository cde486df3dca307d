"""The one place where a paper's state in an office changes: row locked, event legal, step written, ledger row made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from saan.accounts.models import User
from saan.accounts.policy import Actor
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.models import LetterStep, Receipt
from saan.letters.receiving import MOVES, Event, after, may_happen
from saan.letters.rules import LetterState, ReceiptState
from saan.organisations.models import Office


@dataclass(frozen=True)
class Said:
    """What goes with a step: words, for whom, whither, until when."""

    note: str = ""
    people: Sequence[User] = ()
    to_office: Office | None = None
    due_on: date | None = None


def locked(receipt: Receipt) -> Receipt:
    """The row as it stands now, held until the transaction ends."""
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("letter", "office", "parent")
    return rows.get(pk=receipt.pk)


def refuse_illegal(receipt: Receipt, event: Event, note: str = "") -> None:
    """Stale when the paper is no longer where the event may happen; Refused without the words it needs."""
    state = ReceiptState(receipt.state)
    if not may_happen(event, state):
        raise Stale(f"ทำ “{event.label}” ไม่ได้ เพราะหนังสือฉบับนี้อยู่ในสถานะ “{state.label}” แล้ว{_by_whom(receipt)}")
    asked = MOVES[event].reason
    if asked and not note.strip():
        raise Refused(f"กรอก{asked}ก่อน เพื่อให้ผู้อื่นเข้าใจภายหลัง", field="note")


def _by_whom(receipt: Receipt) -> str:
    last = LetterStep.objects.filter(receipt=receipt).select_related("taken_by").last()
    return f" โดย{last.taken_by}" if last else ""


def move(*, receipt: Receipt, event: Event, by: Actor, said: Said = Said(), **fields: object) -> Receipt:
    """Let the event happen to the paper; `fields` are written with the state. Whoever calls has asked the permission.

    Inside the caller's transaction the row must be `locked` already; a fresh lock costs nothing.
    """
    with transaction.atomic():
        held = locked(receipt)
        refuse_illegal(held, event, said.note)
        before = ReceiptState(held.state)
        held.state = after(event, before)
        for name, value in fields.items():
            setattr(held, name, value)
        if held.opened_at is None and event not in (Event.RETRIEVE, Event.RECALL, Event.ARRIVE):
            held.opened_at, held.opened_by = now(), by.user
        held.save()
        write(receipt=held, event=event, before=before, by=by, said=said)
        summary = f"{event.label} {held.letter}" + (f": {said.note.strip()}" if said.note.strip() else "")
        record(by=by, verb=f"letters.{event.value.replace('-', '_')}", of=held, summary=summary)
    return held


def write(*, receipt: Receipt, event: Event, before: ReceiptState, by: Actor, said: Said = Said()) -> None:
    """One step, or one a person where several are to do it; the post in which it was done is frozen."""
    moment = now()
    LetterStep.objects.bulk_create(
        LetterStep(
            letter=receipt.letter,
            receipt=receipt,
            event=event,
            before=before,
            after=receipt.state,
            note=said.note.strip(),
            position=post_of(by),
            assigned_to=person,
            to_office=said.to_office,
            due_on=said.due_on,
            taken_at=moment,
            taken_by=by.user,
        )
        for person in said.people or [None]
    )


def post_of(by: Actor) -> str:
    """The post in words, as it stands under what the person writes: "พัฒนาการอำเภอ สพอ.เมือง"."""
    acting = "รักษาการ " if by.appointment.acting and "รักษา" not in by.appointment.position else ""
    return f"{acting}{by.appointment.position} {by.office.short_name}"[:300]


def refuse_cancelled(receipt: Receipt) -> None:
    if receipt.letter.state == LetterState.CANCELLED:
        raise Refused("รายการนี้ยกเลิกไปแล้วเพราะเป็นฉบับเดียวกับที่นำเข้าก่อน ให้ลงรับที่ฉบับนั้น")
