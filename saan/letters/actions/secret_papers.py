"""Secret papers: kept, written, numbered, sent and opened by cleared persons of one office, under seal at rest.

Whatever opens a seal goes through `_opened`, which asks the clearance anew and writes who, when and why into the
ledger in the same transaction. No summary says more than the number: the ledger is read by people who are not cleared.
Secret papers go from office to office inside Saan alone; no road of `delivery` knows them.
"""

import json
from dataclasses import dataclass
from datetime import date

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.typesetting.letter import LetterKind as SheetKind
from saan.documents.typesetting.letter import LetterSheet, Signature, render_letter
from saan.documents.word.letter import letter_docx
from saan.kernel.refusals import Refused, Stale
from saan.kernel.seals import seal_for
from saan.ledger.actions import record
from saan.letters.actions.registers import PaperLine, number_outside
from saan.letters.capacity import fault_of, links_of
from saan.letters.drafting.body import paragraphs_of
from saan.letters.drafting.phrases import pair_for
from saan.letters.models import RegisterEntry, SecretPaper
from saan.letters.queries.secrecy import clearance_of, why_not_sent
from saan.letters.queries.signers import body_of
from saan.letters.queries.signing import agency_of, owner_of, with_marks
from saan.letters.rules import Direction, RegisterKind, may_follow
from saan.letters.secrecy import (
    LARGEST_FILE,
    LEAST_REASON,
    SECRET_STEPS,
    Secrecy,
    SecretState,
    SecretWords,
)
from saan.organisations.models import Office

_PURPOSE = b"saan.letters.secret"
_PDF = "application/pdf"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Party:
    """With whom a paper is exchanged, and how a received one is numbered and dated by its sender."""

    name: str
    number: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class OpenedFile:
    """A file of a secret paper, unsealed for one answer; it is never laid on a disk."""

    name: str
    data: bytes
    media_type: str


def receive_secret(*, party: Party, words: SecretWords, scan: bytes, by: Actor) -> SecretPaper:
    """Keep a secret paper that came on paper, with its scan if there is one, and give it a receive number."""
    require(by, Permission.LETTERS_RECEIVE)
    require_cleared(by)
    told = _told(words)
    with transaction.atomic():
        line = PaperLine(sender=party.name, number=party.number, dated=party.dated, secret=True)
        entry = number_outside(office=by.office, kind=RegisterKind.INCOMING, line=line, by=by)
        paper = SecretPaper.objects.create(
            office=by.office, direction=Direction.INCOMING, state=SecretState.REGISTERED, party=entry.from_line,
            number=entry.paper_number, dated=entry.paper_dated, entry=entry, sealed=_seal(told),
            scan=_seal_scan(scan) if scan else None, created_by=by.user,
        )  # fmt: skip
        _record("letters.secret_receive", paper, f"เก็บหนังสือลับ เลขรับ {_entry_number(entry)}", by)
    return paper


def draft_secret(*, party: str, words: SecretWords, by: Actor) -> SecretPaper:
    """Begin a secret letter of the actor's office."""
    require(by, Permission.LETTERS_PREPARE)
    require_cleared(by)
    told, to = _told(words), _addressee(party)
    with transaction.atomic():
        paper = SecretPaper.objects.create(
            office=by.office, direction=Direction.OUTGOING, state=SecretState.DRAFT, party=to, sealed=_seal(told),
            created_by=by.user,
        )  # fmt: skip
        _record("letters.secret_draft", paper, "เริ่มร่างหนังสือลับ", by)
    return paper


def save_secret(
    *, paper: SecretPaper, version: int, party: str, words: SecretWords, by: Actor
) -> SecretPaper:
    """Keep the words of a draft. Stale: somebody saved meanwhile, or it is numbered."""
    require(by, Permission.LETTERS_PREPARE)
    told, to = _told(words), _addressee(party)
    with transaction.atomic():
        held = _held(paper, by)
        if held.state != SecretState.DRAFT:
            raise Stale(f"หนังสือลับฉบับนี้{held.get_state_display()} จึงแก้ข้อความไม่ได้")
        if held.version != version:
            raise Stale("มีผู้บันทึกร่างนี้หลังจากท่านเปิด คัดลอกข้อความของท่านไว้ แล้วเปิดร่างล่าสุด")
        held.sealed, held.party, held.version = _seal(told), to, version + 1
        held.save(update_fields=["sealed", "party", "version"])
        _record("letters.secret_save", held, f"บันทึกร่างหนังสือลับ ครั้งที่ {held.version}", by)
    return held


def number_secret(*, paper: SecretPaper, by: Actor) -> SecretPaper:
    """Give a secret letter its number and today's date; its words then stay as they are. Refused: nothing to send."""
    require(by, Permission.LETTERS_NUMBER)
    with transaction.atomic():
        held = _held(paper, by)
        _step(held, SecretState.NUMBERED)
        words = _unseal(held)
        if not words.body or not words.signer:
            raise Refused("ร่างยังไม่มีข้อความหรือชื่อผู้ลงนาม เปิดอ่าน กรอกให้ครบ แล้วออกเลข")
        links = links_of(words.posts)
        if fault := fault_of(links):
            raise Refused(fault)
        entry = number_outside(
            office=by.office, kind=RegisterKind.OUTGOING, line=PaperLine(to=held.party, secret=True), by=by,
            body=body_of(by.office, links),
        )  # fmt: skip
        held.entry, held.number, held.dated = entry, entry.paper_number, entry.paper_dated
        held.save(update_fields=["state", "entry", "number", "dated"])
        _record("letters.secret_number", held, f"ออกเลขหนังสือลับ {held.number}", by)
    return held


def discard_secret(*, paper: SecretPaper, reason: str, by: Actor) -> SecretPaper:
    """Give up a draft: what it said is gone for ever, its row stays."""
    require(by, Permission.LETTERS_PREPARE)
    said = _reason(reason)
    with transaction.atomic():
        held = _held(paper, by)
        _step(held, SecretState.DISCARDED)
        held.sealed = held.scan = None
        held.save(update_fields=["state", "sealed", "scan"])
        _record("letters.secret_discard", held, f"ทิ้งร่างหนังสือลับ: {said}", by)
    return held


def send_secret(*, paper: SecretPaper, to: Office, scan: bytes, by: Actor) -> SecretPaper:
    """Hand the signed paper to an office of Saan that may hold it; gives the copy that waits there to be registered.

    Refused: an office without a policy in force (with the reason), the own office, one it was sent to already, no scan
    of the signed paper. By mail or e-CMS it never goes: those roads take letters, and a secret paper is none.
    """
    require(by, Permission.LETTERS_NUMBER)
    with transaction.atomic():
        held = _held(paper, by)
        _step(held, SecretState.SENT)
        _refuse_receiver(held, to)
        if scan and held.scan is None:
            held.scan = _seal_scan(scan)
        if held.scan is None:
            raise Refused("แนบแฟ้ม PDF ของฉบับที่ลงนามแล้วก่อนส่ง", field="scan")
        held.save(update_fields=["state", "scan"])
        copy = SecretPaper.objects.create(
            office=to, direction=Direction.INCOMING, level=held.level, state=SecretState.ARRIVED, source=held,
            party=held.office.name, number=held.number, dated=held.dated, sealed=held.sealed, scan=held.scan,
            created_by=by.user,
        )  # fmt: skip
        _record("letters.secret_send", held, f"ส่งหนังสือลับ {held.number} ถึง{to}", by, to=to.code)
    return copy


def _refuse_receiver(held: SecretPaper, to: Office) -> None:
    if to.pk == held.office_id:
        raise Refused("หนังสือลับฉบับนี้อยู่ที่หน่วยงานนี้แล้ว เลือกหน่วยงานอื่น", field="to")
    if why := why_not_sent(to, held.level):
        raise Refused(why, field="to")
    if held.copies.filter(office=to).exists():
        raise Refused(f"ส่งถึง{to}ไปแล้ว", field="to")


def register_secret(*, paper: SecretPaper, by: Actor) -> SecretPaper:
    """Give a secret paper that came from another office its receive number."""
    require(by, Permission.LETTERS_RECEIVE)
    with transaction.atomic():
        held = _held(paper, by)
        _step(held, SecretState.REGISTERED)
        line = PaperLine(sender=held.party, number=held.number, dated=held.dated, secret=True)
        held.entry = number_outside(office=by.office, kind=RegisterKind.INCOMING, line=line, by=by)
        held.save(update_fields=["state", "entry"])
        _record("letters.secret_register", held, f"ลงรับหนังสือลับ เลขรับ {_entry_number(held.entry)}", by)
    return held


def open_secret(*, paper: SecretPaper, reason: str, by: Actor) -> SecretWords:
    """What a secret paper says, for a cleared person who tells why; the opening is on record."""
    with transaction.atomic():
        return _opened(paper, reason, by, "เปิดอ่าน")[1]


def file_of_secret(*, paper: SecretPaper, kind: str, reason: str, by: Actor) -> OpenedFile:
    """The paper as "pdf" or "docx" as Saan sets it, or its "scan"; the opening is on record."""
    with transaction.atomic():
        held, words = _opened(paper, reason, by, f"เปิดแฟ้ม {kind} ของ")
        name = f"secret-{held.pk}"
        if kind == "scan":
            if held.scan is None:
                raise Refused("หนังสือลับฉบับนี้ไม่มีแฟ้มสแกน")
            return OpenedFile(f"{name}.pdf", _open_bytes(held.scan), _PDF)
        if held.direction != Direction.OUTGOING:
            raise Refused("หนังสือที่รับมาเปิดได้เฉพาะแฟ้มสแกนตามที่ได้รับ")
        sheet = sheet_of_secret(held, words)
        if kind == "docx":
            return OpenedFile(f"{name}.docx", letter_docx(sheet), _WORD)
        return OpenedFile(f"{name}.pdf", render_letter(sheet), _PDF)


def sheet_of_secret(paper: SecretPaper, words: SecretWords) -> LetterSheet:
    """The paper as printed: its class in red in the middle of head and foot, no code by which anybody could verify."""
    pair = pair_for(paper.party)
    sheet = LetterSheet(
        kind=SheetKind.EXTERNAL,
        agency=agency_of(paper.office, words.posts),
        number=paper.number or f"{paper.office.letter_prefix}/",
        date=paper.dated,
        subject=words.subject,
        salutation=pair.salutation,
        addressee=paper.party,
        paragraphs=paragraphs_of(words.body),
        closing=pair.closing,
        signature=Signature(words.signer, words.posts),
        owner=owner_of(paper.office),
        secrecy=Secrecy(paper.level).label,
        draft=paper.state == SecretState.DRAFT,
    )
    return with_marks(sheet, paper.office)


def require_cleared(by: Actor) -> None:
    """PermissionDenied unless the actor is cleared at their office today."""
    if clearance_of(by) is None:
        raise PermissionDenied("หนังสือลับเปิดได้เฉพาะผู้ที่หัวหน้าหน่วยงานอนุญาตไว้ และขณะที่คำสั่งมีผลเท่านั้น")


def _held(paper: SecretPaper, by: Actor) -> SecretPaper:
    require_cleared(by)
    held = SecretPaper.objects.select_for_update(of=("self",)).select_related("office").get(pk=paper.pk)
    if held.office_id != by.office.pk:
        raise PermissionDenied("หนังสือลับฉบับนี้เป็นของหน่วยงานอื่น")
    return held


def _opened(paper: SecretPaper, reason: str, by: Actor, act: str) -> tuple[SecretPaper, SecretWords]:
    require(by, Permission.LETTERS_SEE)
    said = _reason(reason)
    held = _held(paper, by)
    if held.sealed is None:
        raise Refused("ร่างนี้ทิ้งไปแล้ว ไม่มีข้อความให้เปิด")
    _record("letters.secret_open", held, f"{act}หนังสือลับ {_called(held)}: {said}", by)
    return held, _unseal(held)


def _step(held: SecretPaper, after: SecretState) -> None:
    if not may_follow(SECRET_STEPS, SecretState(held.state), after):
        raise Stale(f"หนังสือลับฉบับนี้{held.get_state_display()} จึงทำขั้นนี้ไม่ได้")
    held.state = after


def _told(words: SecretWords) -> SecretWords:
    told = words.tidied()
    if not told.subject:
        raise Refused("กรอกเรื่องของหนังสือ เรื่องถูกปิดผนึกและไม่แสดงในทะเบียน", field="subject")
    return told


def _addressee(party: str) -> str:
    to = " ".join(party.split())
    if not to:
        raise Refused("กรอกว่าหนังสือถึงใคร", field="party")
    return to[:300]


def _reason(reason: str) -> str:
    said = " ".join(reason.split())
    if len(said) < LEAST_REASON:
        raise Refused("กรอกเหตุผลอย่างน้อย 8 ตัวอักษร โดยไม่เขียนเนื้อเรื่องของหนังสือ", field="reason")
    return said[:200]


def _called(held: SecretPaper) -> str:
    return held.number or f"ร่างที่ {held.pk}"


def _entry_number(entry: RegisterEntry) -> str:
    return f"{entry.number}/{entry.register.year_be}"


def _record(verb: str, paper: SecretPaper, summary: str, by: Actor, **detail: str) -> None:
    record(by=by, verb=verb, of=paper, summary=summary, level=str(paper.level), **detail)


def _seal(words: SecretWords) -> bytes:
    return _close(json.dumps(words.to_json(), ensure_ascii=False).encode())


def _unseal(paper: SecretPaper) -> SecretWords:
    assert paper.sealed is not None
    return SecretWords.from_json(json.loads(_open_bytes(paper.sealed)))


def _seal_scan(scan: bytes) -> bytes:
    if not scan.startswith(b"%PDF-"):
        raise Refused("แฟ้มนี้ไม่ใช่ PDF สแกนหนังสือเป็น PDF แล้วแนบใหม่", field="scan")
    if len(scan) > LARGEST_FILE:
        raise Refused("แฟ้มใหญ่เกิน 1.9 MB สแกนเป็นขาวดำหรือลดความละเอียด แล้วแนบใหม่", field="scan")
    return _close(scan)


def _close(data: bytes) -> bytes:
    return seal_for(settings.SAAN_DATA_KEY, _PURPOSE).encrypt(data)


def _open_bytes(token: bytes) -> bytes:
    try:
        return seal_for(settings.SAAN_DATA_KEY, _PURPOSE).decrypt(bytes(token))
    except InvalidToken as wrong:
        raise Refused("เปิดผนึกไม่ได้ เพราะกุญแจข้อมูลของระบบไม่ใช่ดอกที่ใช้ปิดผนึก แจ้งผู้ดูแลระบบ") from wrong
