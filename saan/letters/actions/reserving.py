"""Numbers kept for a paper that is still being written, until a day; unused by then they are burned."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from saan.accounts.policy import Actor, require
from saan.kernel.dates import be_year, format_short, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.registers import (
    PaperLine,
    advance,
    owner_of,
    permission_of,
    print_number,
    require_at_register,
    words_of,
)
from saan.letters.models import Letter, RegisterEntry
from saan.letters.rules import RegisterKind
from saan.organisations.models import Office


@dataclass(frozen=True)
class _Clock:
    """Signs what happens because a day has passed."""

    office_code: str
    office_name: str
    username: str = "system"
    full_name: str = "ระบบสาน"


def reserve_number(
    *, office: Office, kind: RegisterKind, purpose: str, until: date, by: Actor, body: Office | None = None
) -> RegisterEntry:
    """Keep the next number for a paper still being written. Receive numbers cannot be reserved.

    Refused: no purpose, or a last day before today or in another year, since the register ends with its year.
    """
    require(by, permission_of(kind), at=office)
    if kind == RegisterKind.INCOMING:
        raise Refused("เลขรับจองไว้ล่วงหน้าไม่ได้ ลงรับเมื่อหนังสือมาถึง", field="kind")
    if not purpose.strip():
        raise Refused("กรอกว่าจองเลขไว้สำหรับหนังสือเรื่องใด", field="purpose")
    if not today() <= until or be_year(until) != be_year(today()):
        last = format_short(date(today().year, 12, 31))
        raise Refused(f"วันสุดท้ายที่จองต้องอยู่ระหว่างวันนี้ถึง {last} เพราะทะเบียนสิ้นสุดพร้อมปี", field="until")
    with transaction.atomic():
        entry = advance(
            owner_of(office, kind, body), kind, by, reserved_for=purpose.strip()[:300], reserved_until=until,
            from_line=office.name,
        )  # fmt: skip
        print_number(entry, office, kind)
        summary = (
            f"จองเลข {entry.number} ใน{entry.register} ถึง {format_short(until)} สำหรับ{entry.reserved_for}"
        )
        record(by=by, verb="letters.reserve_number", of=entry, summary=summary)
    return entry


def use_reserved(
    *, entry: RegisterEntry, by: Actor, letter: Letter | None = None, line: PaperLine | None = None
) -> RegisterEntry:
    """Give a reserved number to a letter of Saan, or to a paper outside it. Refused once its last day has passed."""
    if (letter is None) == (line is None):
        raise ValueError("a reserved number is used by a letter or by a paper outside")
    with transaction.atomic():
        entry = (
            RegisterEntry.objects.select_for_update(of=("self",))
            .select_related("register__office")
            .get(pk=entry.pk)
        )
        require_at_register(by, entry.register)
        _refuse_unusable(entry)
        entry.letter = letter
        if line is not None:
            for name, value in words_of(line, RegisterKind(entry.register.kind), by.office).items():
                setattr(entry, name, value)
        entry.save()
        summary = f"ใช้เลขที่จองไว้ {entry.number} ใน{entry.register}"
        record(by=by, verb="letters.use_reserved", of=entry, summary=summary)
    return entry


def _refuse_unusable(entry: RegisterEntry) -> None:
    if entry.reserved_until is None:
        raise Refused(f"เลข {entry.number} ไม่ได้จองไว้")
    if entry.cancelled_at:
        raise Stale(f"เลข {entry.number} ถูกยกเลิกไปแล้ว: {entry.remark}")
    if entry.letter_id or entry.subject_line:
        raise Stale(f"เลข {entry.number} ที่จองไว้ใช้ไปแล้ว")
    if entry.reserved_until < today():
        raise Refused(
            f"เลข {entry.number} จองไว้ถึง {format_short(entry.reserved_until)} หมดเวลาแล้ว ให้ออกเลขใหม่"
        )


def waiting_reservations() -> QuerySet[RegisterEntry]:
    """Numbers kept and not used yet, of every register."""
    return RegisterEntry.objects.filter(
        reserved_until__isnull=False, letter__isnull=True, subject_line="", cancelled_at__isnull=True
    )


def burn_expired(*, register_of: Office | None = None) -> int:
    """Burn what was reserved and not used by its last day; gives how many. Safe to run at any time, by anybody.

    `register_of` narrows it to the registers of one body. The line says who had reserved it.
    """
    due = waiting_reservations().filter(reserved_until__lt=today())
    if register_of is not None:
        due = due.filter(register__office=register_of)
    with transaction.atomic():
        rows = due.select_for_update(of=("self",), skip_locked=True).select_related(
            "register__office", "taken_by"
        )
        burned = list(rows)
        for entry in burned:
            entry.cancelled_at, entry.cancelled_by = now(), entry.taken_by
            entry.remark = f"จองไว้ถึง {format_short(entry.reserved_until)} ไม่ได้ใช้ภายในกำหนด"
            entry.save(update_fields=["cancelled_at", "cancelled_by", "remark"])
            clock = _Clock(entry.register.office.code, entry.register.office.name)
            summary = f"เลข {entry.number} ใน{entry.register} หมดเวลาจองโดยไม่ได้ใช้"
            record(by=clock, verb="letters.burn_expired", of=entry, summary=summary)
    return len(burned)
