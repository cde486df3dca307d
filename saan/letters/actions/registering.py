"""Checking and registering what arrived: number, time and a stamped copy, or the reason why it is not taken."""

from collections.abc import Mapping
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.actions import keep
from saan.documents.queries import read_bytes
from saan.documents.typesetting.stamp import ReceiveStamp, StampError, stamp_copy
from saan.kernel.dates import be_year, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.readings import correct_header
from saan.letters.actions.registers import cancel_number, take_number
from saan.letters.actions.steps import Said, locked, move, refuse_cancelled, refuse_illegal, write
from saan.letters.models import Letter, LetterFile, Receipt, RegisterEntry
from saan.letters.queries import original_of
from saan.letters.queries.way import shareable_by
from saan.letters.receiving import NUMBERED, Event
from saan.letters.rules import FileRole, LetterState, ReceiptState, RegisterKind


def check(*, receipt: Receipt, by: Actor) -> Receipt:
    """Say that the paper is whole and for us; it now waits for its number alone."""
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    return move(receipt=receipt, event=Event.CHECK, by=by)


def reject(*, receipt: Receipt, reason: str, by: Actor) -> Receipt:
    """Not for this office: the paper is not taken, with the reason."""
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    return move(receipt=receipt, event=Event.REJECT, by=by, said=Said(reason))


def mark_wrong(*, receipt: Receipt, reason: str, by: Actor) -> Receipt:
    """The paper itself is faulty (page missing, wrong enclosure): the issuer must send it anew."""
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    return move(receipt=receipt, event=Event.MARK_WRONG, by=by, said=Said(reason))


def mark_duplicate(*, receipt: Receipt, of: Letter, by: Actor) -> Receipt:
    """The paper is one that Saan holds already: this office holds that one instead. Refused for the paper itself."""
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    if of.pk == receipt.letter_id:
        raise Refused("เลือกหนังสืออีกฉบับที่มาก่อน ไม่ใช่ฉบับเดียวกันนี้")
    if not shareable_by(by).filter(pk=of.pk).exists():
        raise Refused("ฉบับที่เลือกไม่ใช่หนังสือที่หน่วยงานของท่านเห็นได้ โหลดหน้าใหม่แล้วเลือกอีกครั้ง")
    with transaction.atomic():
        done = move(receipt=receipt, event=Event.DUPLICATE, by=by, said=Said(f"ซ้ำกับ {of}"[:300]))
        Receipt.objects.get_or_create(
            letter=of, office=done.office, defaults={"state": ReceiptState.ARRIVED, "arrived_by": by.user}
        )
        _leave(done.letter)
    return done


def _leave(letter: Letter) -> None:
    """A paper that no office holds any more and nobody confirmed leaves the lists."""
    if (
        letter.state == LetterState.READ
        and not letter.receipts.exclude(state=ReceiptState.DUPLICATE).exists()
    ):
        letter.state = LetterState.CANCELLED
        letter.save(update_fields=["state"])


def register(*, receipt: Receipt, by: Actor) -> Receipt:
    """Give the paper this office's next receive number, the time, and a stamped copy (Regulation, clauses 36 to 38).

    A file that takes no stamp, such as Word, is registered all the same; the ledger tells why there is no copy. A
    paper routed from above bears the stamps of every level, this office's last.
    """
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    with transaction.atomic():
        held = locked(receipt)
        if held.state in NUMBERED:
            who = held.registered_by.full_name if held.registered_by else "ผู้อื่น"
            raise Stale(f"หนังสือฉบับนี้ลงรับแล้วเป็นเลขที่ {held.number} โดย{who}")
        refuse_illegal(held, Event.REGISTER)
        refuse_cancelled(held)
        before = ReceiptState(held.state)
        _number(held, by)
        held.state = ReceiptState.CASCADED if held.passed_on_at else ReceiptState.REGISTERED
        held.opened_at, held.opened_by = held.opened_at or now(), held.opened_by or by.user
        held.save()
        write(receipt=held, event=Event.REGISTER, before=before, by=by, said=Said(_number_words(held)))
        unstamped = _stamp(held, by)
        summary = f"ลงรับหนังสือ {held.letter} {_number_words(held)}"
        record(by=by, verb="letters.register", of=held, summary=summary, unstamped=unstamped)
    return held


def register_checked(*, receipt: Receipt, values: Mapping[str, str], by: Actor) -> Receipt:
    """Set the head right as the paper shows it and register, in one act; `values` by path as typed."""
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    with transaction.atomic():
        held = locked(receipt)
        refuse_illegal(held, Event.REGISTER)
        correct_header(letter=held.letter, values=values, by=by)
        return register(receipt=held, by=by)


def wrong_number(*, receipt: Receipt, reason: str, by: Actor) -> Receipt:
    """Burn the receive number with its reason, give the next one and stamp a new copy; the paper stays where it is."""
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    with transaction.atomic():
        held = locked(receipt)
        refuse_illegal(held, Event.WRONG_NUMBER, reason)
        entry = RegisterEntry.objects.get(
            register__office=held.office, register__kind=RegisterKind.INCOMING,
            register__year_be=held.year_be, number=held.number,
        )  # fmt: skip
        state, was = ReceiptState(held.state), _number_words(held)
        cancel_number(entry=entry, remark=reason, by=by, keeps_paper=True)
        _number(held, by)
        held.save()
        said = Said(f"{reason.strip()} ({was} เปลี่ยนเป็น {_number_words(held)})")
        write(receipt=held, event=Event.WRONG_NUMBER, before=state, by=by, said=said)
        _stamp_anew(held, by)
        summary = f"ออกเลขรับใหม่ {_number_words(held)} แทน {was} เพราะ{reason.strip()}"
        record(by=by, verb="letters.wrong_number", of=held, summary=summary)
    return held


def _number(receipt: Receipt, by: Actor) -> None:
    entry = take_number(office=receipt.office, kind=RegisterKind.INCOMING, letter=receipt.letter, by=by)
    receipt.number, receipt.year_be = entry.number, be_year(today())
    receipt.registered_at, receipt.registered_by = now(), by.user


def _number_words(receipt: Receipt) -> str:
    return f"เลขรับ {receipt.number}/{receipt.year_be}"


def _stamp(receipt: Receipt, by: Actor) -> str:
    """Draw the stamps of every level on a copy; why not, when the file is of a kind that takes no stamp."""
    original = original_of(receipt.letter)
    if original is None:
        return "ไม่มีแฟ้มต้นฉบับ"
    marks = [_mark(each) for each in levels_of(receipt)]
    try:
        copy = stamp_copy(read_bytes(original), original.media_type, *marks)
    except StampError as fault:
        return str(fault)
    name = f"ประทับตรารับ {receipt.number}-{receipt.year_be} {PurePath(original.name).stem}"[:200] + ".pdf"
    file = keep(data=copy, name=name, media_type="application/pdf", by=by)
    LetterFile.objects.create(letter=receipt.letter, file=file, role=FileRole.STAMPED, office=receipt.office)
    return ""


def _stamp_anew(receipt: Receipt, by: Actor) -> None:
    """New copies where the old number stands: the office's own, and those of units below, which bear its stamp too."""
    receipt.letter.files.filter(role=FileRole.STAMPED, office=receipt.office).delete()
    _stamp(receipt, by)
    for below in receipt.children.filter(registered_at__isnull=False).select_related("letter", "office"):
        below.parent = receipt
        _stamp_anew(below, by)


def levels_of(receipt: Receipt) -> list[Receipt]:
    """The registered receipts from the first level down to this one."""
    chain: list[Receipt] = []
    here: Receipt | None = receipt
    while here is not None:
        chain.append(here)
        here = here.parent
    return [each for each in reversed(chain) if each.registered_at]


def _mark(receipt: Receipt) -> ReceiveStamp:
    at = timezone.localtime(receipt.registered_at)
    return ReceiveStamp(receipt.office.name, str(receipt.number), at.date(), at.time())
