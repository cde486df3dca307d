"""Numbers of registers: gapless, one after another, each given once.

A number is taken in the same transaction as the act that needs it, so an act undone leaves no gap; a number once
out is never used again, only burned (Regulation on correspondence 2526, clauses 38 and 43). Do not count rows to find
the next.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import be_year, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.making import step
from saan.letters.actions.steps import Said, write
from saan.letters.models import Letter, Receipt, Register, RegisterEntry, SecretPaper
from saan.letters.numbering import SECRET_SUBJECT, printed_number, runs_in_own_register
from saan.letters.receiving import Event, may_happen
from saan.letters.rules import (
    LETTER_STEPS,
    FileRole,
    LetterState,
    ReceiptState,
    RegisterKind,
    may_follow,
)
from saan.organisations.models import Office

_NEXT = """
INSERT INTO letters_register AS register (office_id, kind, year_be, last_number, paper_until)
VALUES (%s, %s, %s, 1, 0)
ON CONFLICT (office_id, kind, year_be) DO UPDATE SET last_number = register.last_number + 1
RETURNING id, last_number
"""


def take_number(
    *, office: Office, kind: RegisterKind, letter: Letter | None, by: Actor, body: Office | None = None
) -> RegisterEntry:
    """The next number of the office's register of this kind in the BE year of the Bangkok day.

    Outgoing letters, circulars and orders are numbered by the office's issuing body, or by the office itself where
    `body` says so (it signs in own right: the signing authority's `body` decides); receipts and memos by the office.
    The register's row stays locked until the surrounding transaction ends. Refused: any other body.
    """
    require(by, permission_of(kind), at=office)
    owner = owner_of(office, kind, body)
    # The register stays locked till the end: no statement more than needed.
    with transaction.atomic(savepoint=False):
        return advance(owner, kind, by, letter=letter)


def owner_of(office: Office, kind: RegisterKind, body: Office | None = None) -> Office:
    """Whose register numbers this office's papers of the kind. Refused: a body other than the two legal ones."""
    if runs_in_own_register(kind):
        legal = [office]
    else:
        legal = [office.issuing_body, office]
    if body is None:
        return legal[0]
    if body.pk not in {each.pk for each in legal}:
        names = " หรือ ".join(each.name for each in dict.fromkeys(legal))
        raise Refused(f"{office}ออกเลขใน{kind.label}ได้เฉพาะของ{names} ไม่ใช่ของ{body}", field="body")
    return body


def advance(owner: Office, kind: RegisterKind, by: Actor, **line: object) -> RegisterEntry:
    """The next line of a register, whoever asks; inside the transaction of an act that has asked the permission."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [owner.pk, kind, be_year(today())])
        register_id, number = cursor.fetchone()
    return RegisterEntry.objects.create(register_id=register_id, number=number, taken_by=by.user, **line)


def print_number(entry: RegisterEntry, office: Office, kind: RegisterKind) -> None:
    """Keep how an outgoing paper outside Saan bears its number: with the code of the office that owns the matter."""
    if kind != RegisterKind.INCOMING:
        year = entry.register.year_be
        entry.paper_number = printed_number(
            kind, prefix=office.letter_prefix, number=entry.number, year_be=year
        )
        entry.save(update_fields=["paper_number"])


def permission_of(kind: RegisterKind) -> Permission:
    return Permission.LETTERS_RECEIVE if kind == RegisterKind.INCOMING else Permission.LETTERS_NUMBER


@dataclass(frozen=True)
class PaperLine:
    """What a register says of a paper that Saan does not hold: one on paper, or a secret one without its content."""

    subject: str = ""
    to: str = ""
    sender: str = ""
    number: str = ""
    dated: date | None = None
    secret: bool = False
    remark: str = ""


def number_outside(
    *, office: Office, kind: RegisterKind, line: PaperLine, by: Actor, body: Office | None = None
) -> RegisterEntry:
    """Number a paper written or received outside Saan. Of a secret paper the line says "เรื่องลับ" and no more.

    Refused: no subject, an outgoing paper to nobody, an incoming one from nobody.
    """
    require(by, permission_of(kind), at=office)
    written = words_of(line, kind, office)
    with transaction.atomic():
        entry = advance(owner_of(office, kind, body), kind, by, **written)
        print_number(entry, office, kind)
        summary = f"ออกเลข {entry.number} ใน{entry.register} ให้หนังสือนอกระบบ เรื่อง {entry.subject_line}"
        record(by=by, verb="letters.number_outside", of=entry, summary=summary, secret=line.secret)
    return entry


def words_of(line: PaperLine, kind: RegisterKind, office: Office) -> dict[str, object]:
    """The columns of a line for a paper outside Saan, checked."""
    subject = SECRET_SUBJECT if line.secret else line.subject.strip()
    if not subject:
        raise Refused("กรอกเรื่องของหนังสือ เพราะเลขในทะเบียนต้องบอกได้ว่าเป็นหนังสือเรื่องใด", field="subject")
    incoming = kind == RegisterKind.INCOMING
    if incoming and not line.sender.strip():
        raise Refused("กรอกว่าหนังสือมาจากหน่วยงานใด", field="sender")
    if not incoming and kind != RegisterKind.ORDER and not line.to.strip():
        raise Refused("กรอกว่าหนังสือถึงใคร", field="to")
    return {
        "subject_line": subject[:500],
        "to_line": (line.to.strip() or (office.name if incoming else ""))[:300],
        "from_line": (line.sender.strip() or office.name)[:300],
        **({"paper_number": " ".join(line.number.split())[:80]} if incoming else {}),
        "paper_dated": line.dated if incoming else line.dated or today(),
        "remark": line.remark.strip()[:300],
    }


def cancel_number(
    *, entry: RegisterEntry, remark: str, by: Actor, keeps_paper: bool = False
) -> RegisterEntry:
    """Burn a number: its line and the remark stay for ever, the number is not given again.

    An outgoing letter is cancelled with it unless it was sent; a received one waits to be registered anew, unless
    `keeps_paper`: the caller then gives it another number at once.
    """
    with transaction.atomic():
        _hold_receipt(entry)
        rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related(
            "register__office", "letter"
        )
        entry = rows.get(pk=entry.pk)
        require_at_register(by, entry.register)
        if entry.cancelled_at:
            raise Stale(f"เลข {entry.number} ถูกยกเลิกไปแล้วโดย{entry.cancelled_by} ด้วยเหตุผล “{entry.remark}”")
        if SecretPaper.objects.filter(entry=entry).exists():
            raise Refused(
                f"เลข {entry.number} เป็นของหนังสือลับที่เก็บไว้แบบปิดผนึก จึงยกเลิกไม่ได้ แจ้งนายทะเบียนข้อมูลข่าวสารลับ"
            )
        if not remark.strip():
            raise Refused("กรอกเหตุผลที่ยกเลิกเลข เพราะเลขที่ยกเลิกต้องมีหมายเหตุในทะเบียน", field="remark")
        if not keeps_paper:
            _release(entry, remark, by)
        entry.cancelled_at, entry.cancelled_by, entry.remark = now(), by.user, remark.strip()
        entry.save(update_fields=["cancelled_at", "cancelled_by", "remark"])
        summary = f"ยกเลิกเลข {entry.number} ใน{entry.register} เพราะ{entry.remark}"
        record(by=by, verb="letters.cancel_number", of=entry, summary=summary)
    return entry


def require_at_register(by: Actor, register: Register) -> None:
    """An office may act on its issuing body's register as on its own."""
    permission = permission_of(RegisterKind(register.kind))
    own = register.office_id in (by.office.pk, by.office.issuing_body.pk)
    require(by, permission, at=None if own else register.office)


def _hold_receipt(entry: RegisterEntry) -> Receipt | None:
    """Lock the paper before its number, as every act on a paper does, so that two hands never wait for each other."""
    if entry.register.kind != RegisterKind.INCOMING or entry.letter_id is None:
        return None
    register = entry.register
    held = Receipt.objects.select_for_update(of=("self",)).select_related("letter", "office")
    return held.filter(office=register.office, year_be=register.year_be, number=entry.number).first()


def _release(entry: RegisterEntry, remark: str, by: Actor) -> None:
    """Take the burned number off the paper that carried it."""
    if entry.letter is None:
        return
    if entry.register.kind == RegisterKind.INCOMING:
        _unregister(entry, by)
    else:
        _withdraw(Letter.objects.select_for_update().get(pk=entry.letter_id), remark, by)


def _unregister(entry: RegisterEntry, by: Actor) -> None:
    receipt = _hold_receipt(entry)
    if receipt is None:
        return
    before = ReceiptState(receipt.state)
    if not may_happen(Event.UNREGISTER, before):
        raise Refused(f"เลขรับ {entry.number} ยกเลิกไม่ได้ เพราะหนังสือฉบับนี้{receipt.get_state_display()}")
    receipt.letter.files.filter(role=FileRole.STAMPED, office=receipt.office).delete()
    receipt.state, receipt.number, receipt.year_be = ReceiptState.ARRIVED, None, None
    receipt.registered_at = receipt.registered_by = None
    receipt.save()
    write(receipt=receipt, event=Event.UNREGISTER, before=before, by=by, said=Said(f"เลข {entry.number}"))


def _withdraw(letter: Letter, remark: str, by: Actor) -> None:
    if not may_follow(LETTER_STEPS, LetterState(letter.state), LetterState.CANCELLED):
        state = letter.get_state_display()
        raise Refused(f"ยกเลิกเลข {letter.number} ไม่ได้ เพราะหนังสือ{state} ให้ออกหนังสือฉบับใหม่แจ้งยกเลิกแทน")
    step(letter=letter, event="cancel", by=by, note=remark)
    letter.save(update_fields=["state"])


def start_after_paper(
    *, office: Office, kind: RegisterKind, last_number: int, by: Actor, body: Office | None = None
) -> Register:
    """Go on after the last number of this year's paper book; only before the first number is taken here."""
    require(by, permission_of(kind), at=office)
    if last_number < 1:
        raise Refused("เลขสุดท้ายในสมุดต้องเป็นจำนวนตั้งแต่ 1 ขึ้นไป", field="last_number")
    with transaction.atomic():
        owner, year = owner_of(office, kind, body), be_year(today())
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
