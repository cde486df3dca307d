"""Numbers of registers: gapless, one after another, each given once.

A number is taken in the same transaction as the act that needs it, so an act undone leaves no gap; a number once
out is never used again, only burned (Regulation on correspondence 2526, clauses 38 and 43). Do not count rows to find
the next.
"""

from django.db import connection, transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import be_year, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.models import Letter, Receipt, Register, RegisterEntry
from saan.letters.rules import (
    LETTER_STEPS,
    RECEIPT_STEPS,
    FileRole,
    LetterState,
    ReceiptState,
    RegisterKind,
    may_follow,
    runs_in_own_register,
)
from saan.organisations.models import Office

_NEXT = """
INSERT INTO letters_register AS register (office_id, kind, year_be, last_number, paper_until)
VALUES (%s, %s, %s, 1, 0)
ON CONFLICT (office_id, kind, year_be) DO UPDATE SET last_number = register.last_number + 1
RETURNING id, last_number
"""


def take_number(*, office: Office, kind: RegisterKind, letter: Letter | None, by: Actor) -> RegisterEntry:
    """The next number of the office's register of this kind in the BE year of the Bangkok day.

    Outgoing letters, circulars and orders are numbered by the office's issuing body, receipts and memos by the office.
    The register's row stays locked until the surrounding transaction ends.
    """
    require(by, _permission(kind), at=office)
    with transaction.atomic():
        register_id, number = _advance(owner_of(office, kind), kind)
        return RegisterEntry.objects.create(
            register_id=register_id, number=number, letter=letter, taken_by=by.user
        )


def owner_of(office: Office, kind: RegisterKind) -> Office:
    """Whose register numbers this office's papers of the kind."""
    return office if runs_in_own_register(kind) else office.issuing_body


def _advance(owner: Office, kind: RegisterKind) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [owner.pk, kind, be_year(today())])
        return cursor.fetchone()


def _permission(kind: RegisterKind) -> Permission:
    return Permission.LETTERS_RECEIVE if kind == RegisterKind.INCOMING else Permission.LETTERS_WRITE


def cancel_number(*, entry: RegisterEntry, remark: str, by: Actor) -> RegisterEntry:
    """Burn a number: its line and the remark stay for ever, the number is not given again.

    An outgoing letter is cancelled with it unless it was sent; a received one waits to be registered anew.
    """
    with transaction.atomic():
        entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
        _require_at_register(by, entry.register)
        if entry.cancelled_at:
            raise Stale(f"เลข {entry.number} ถูกยกเลิกไปแล้วโดย{entry.cancelled_by} ด้วยเหตุผล “{entry.remark}”")
        if not remark.strip():
            raise Refused("กรอกเหตุผลที่ยกเลิกเลข เพราะเลขที่ยกเลิกต้องมีหมายเหตุในทะเบียน", field="remark")
        _release(entry)
        entry.cancelled_at, entry.cancelled_by, entry.remark = now(), by.user, remark.strip()
        entry.save(update_fields=["cancelled_at", "cancelled_by", "remark"])
        summary = f"ยกเลิกเลข {entry.number} ใน{entry.register} เพราะ{entry.remark}"
        record(by=by, verb="letters.cancel_number", of=entry, summary=summary)
    return entry


def _require_at_register(by: Actor, register: Register) -> None:
    """An office may act on its issuing body's register as on its own."""
    permission = _permission(RegisterKind(register.kind))
    own = register.office_id in (by.office.pk, by.office.issuing_body.pk)
    require(by, permission, at=None if own else register.office)


def _release(entry: RegisterEntry) -> None:
    """Take the burned number off the paper that carried it."""
    if entry.letter is None:
        return
    if entry.register.kind == RegisterKind.INCOMING:
        _unregister(entry)
    else:
        _withdraw(Letter.objects.select_for_update().get(pk=entry.letter_id))


def _unregister(entry: RegisterEntry) -> None:
    receipt = (
        Receipt.objects.select_for_update()
        .filter(office=entry.register.office, year_be=entry.register.year_be, number=entry.number)
        .first()
    )
    if receipt is None:
        return
    if not may_follow(RECEIPT_STEPS, ReceiptState(receipt.state), ReceiptState.ARRIVED):
        raise Refused(f"เลขรับ {entry.number} ยกเลิกไม่ได้ เพราะหนังสือฉบับนี้{receipt.get_state_display()}")
    receipt.letter.files.filter(role=FileRole.STAMPED, office=receipt.office).delete()
    receipt.state, receipt.number, receipt.year_be = ReceiptState.ARRIVED, None, None
    receipt.registered_at = receipt.registered_by = None
    receipt.save()


def _withdraw(letter: Letter) -> None:
    if not may_follow(LETTER_STEPS, LetterState(letter.state), LetterState.CANCELLED):
        state = letter.get_state_display()
        raise Refused(f"ยกเลิกเลข {letter.number} ไม่ได้ เพราะหนังสือ{state} ให้ออกหนังสือฉบับใหม่แจ้งยกเลิกแทน")
    letter.state = LetterState.CANCELLED
    letter.save(update_fields=["state"])


def start_after_paper(*, office: Office, kind: RegisterKind, last_number: int, by: Actor) -> Register:
    """Go on after the last number of this year's paper book; only before the first number is taken here."""
    require(by, _permission(kind), at=office)
    if last_number < 1:
        raise Refused("เลขสุดท้ายในสมุดต้องเป็นจำนวนตั้งแต่ 1 ขึ้นไป", field="last_number")
    with transaction.atomic():
        owner, year = owner_of(office, kind), be_year(today())
        Register.objects.bulk_create([Register(office=owner, kind=kind, year_be=year)], ignore_conflicts=True)
        register = Register.objects.select_for_update().get(office=owner, kind=kind, year_be=year)
        if register.last_number > register.paper_until:
            taken = f"ทะเบียนนี้ออกเลขในระบบไปแล้วถึงเลข {register.last_number:,}"
            raise Refused(f"{taken} จึงเริ่มต่อจากสมุดอีกไม่ได้", field="last_number")
        register.last_number = register.paper_until = last_number
        register.save(update_fields=["last_number", "paper_until"])
        summary = f"เริ่ม{register} ต่อจากสมุดที่เลข {last_number:,}"
        record(by=by, verb="letters.start_after_paper", of=register, summary=summary)
    return register
