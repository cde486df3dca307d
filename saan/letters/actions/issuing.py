"""From a signed letter to one that is out: number and date in one act, files for keeping, its addressees; or cancelled.

The number is that of the legal body of the last post of the signature (V10); number and date are one act (Regulation,
clause 43). What was signed is compared with its fingerprint before a number is spent on it.
"""

from dataclasses import replace

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.actions import keep
from saan.documents.queries import marks_of
from saan.documents.typesetting.letter import LetterSheet, from_record, render_letter
from saan.documents.word.letter import letter_docx
from saan.kernel.dates import be_year, today
from saan.kernel.digits import to_arabic
from saan.kernel.refusals import Refused
from saan.kernel.verify_codes import new_code
from saan.letters.actions.dispatching import lay_before
from saan.letters.actions.evidence import archive, verify_address
from saan.letters.actions.making import held, reason, refuse_unless, step
from saan.letters.actions.outgoing import PDF, file_name, refuse_without_code
from saan.letters.actions.registers import cancel_number, take_number
from saan.letters.actions.reserving import use_reserved
from saan.letters.actions.signing import sign
from saan.letters.actions.writing import draft_of
from saan.letters.drafting import RULINGS, fingerprint
from saan.letters.drafting.sheet import printed
from saan.letters.models import Letter, LetterFile, LetterReference, RegisterEntry
from saan.letters.numbering import printed_number, runs_in_own_register
from saan.letters.queries.papers import original_of
from saan.letters.rules import FileRole, LetterKind, LetterState, RegisterKind, key_of_number
from saan.organisations.models import Office

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def number(*, letter: Letter, by: Actor, reserved: RegisterEntry | None = None) -> Letter:
    """Number and date a signed letter, keep it as PDF. `reserved` is a number kept for it; its day is today alike.

    Refused: not signed, or not as it was signed. A letter that cannot be set takes no number.
    """
    require(by, Permission.LETTERS_NUMBER, at=letter.issuer)
    with transaction.atomic():
        letter = held(letter)
        refuse_unless(letter, "number")
        _refuse_unsigned(letter)
        entry = _entry(letter, by, reserved)
        _print_number(letter, entry)
        step(letter=letter, event="number", by=by, register=str(entry.register), number=entry.number)
        letter.save()
        data = render_letter(sheet_in(letter))
        _file(letter, data, file_name(letter.number, letter.subject), FileRole.ISSUED, by)
        _cite(letter)
        _enclose(letter)
    return letter


def dispatch(*, letter: Letter, by: Actor) -> Letter:
    """Let a numbered letter arrive at its addressees; keep it as PDF/A-3 with its record inside, and as Word."""
    require(by, Permission.LETTERS_NUMBER, at=letter.issuer)
    with transaction.atomic():
        letter = held(letter)
        refuse_unless(letter, "dispatch")
        _archive(letter, by)
        lay_before(letter=letter, told=draft_of(letter), by=by)
    return letter


def issue_at_once(*, letter: Letter, by: Actor) -> Letter:
    """The short way of a head who writes alone: sign, number and send in one act, or nothing of it."""
    with transaction.atomic():
        signed = sign(letter=letter, by=by)
        numbered = number(letter=signed, by=by)
        return dispatch(letter=numbered, by=by)


def cancel(*, letter: Letter, note: str, by: Actor) -> Letter:
    """End a letter that was not sent. A number it has is burned with the reason as its remark."""
    permission = Permission.LETTERS_NUMBER if letter.number else Permission.LETTERS_PREPARE
    require(by, permission, at=letter.issuer)
    because = reason(note, "ยกเลิก")
    with transaction.atomic():
        letter = held(letter)
        refuse_unless(letter, "cancel")
        for entry in letter.register_entries.filter(cancelled_at__isnull=True):
            cancel_number(entry=entry, remark=because, by=by)
            letter.refresh_from_db()
        if letter.state != LetterState.CANCELLED:
            step(letter=letter, event="cancel", by=by, note=because)
            letter.save(update_fields=["state"])
    return letter


def sheet_in(letter: Letter) -> LetterSheet:
    """The sheet a letter made here holds, with the pictures of its office."""
    assert letter.issuer is not None
    marks = marks_of(letter.issuer)
    return replace(from_record(printed(letter.content)), garuda=marks.garuda, seal=marks.seal)


def register_for(kind: LetterKind, *, circular: bool) -> RegisterKind:
    """In which register a paper of the kind is numbered."""
    own = {
        LetterKind.MEMO: RegisterKind.MEMO,
        LetterKind.ORDER: RegisterKind.ORDER,
        LetterKind.ANNOUNCEMENT: RegisterKind.NOTICE,
    }
    return own.get(kind, RegisterKind.CIRCULAR if circular else RegisterKind.OUTGOING)


def _refuse_unsigned(letter: Letter) -> None:
    if not letter.signature:
        raise Refused("หนังสือฉบับนี้ยังไม่ได้ลงนาม ลงนามก่อนแล้วจึงออกเลขและลงวันที่พร้อมกัน")
    if fingerprint(letter.content) != letter.signature["sha256"]:
        raise Refused("เนื้อหาไม่ตรงกับที่ลงนามไว้ ส่งกลับแก้แล้วลงนามใหม่ก่อนออกเลข")


def _entry(letter: Letter, by: Actor, reserved: RegisterEntry | None) -> RegisterEntry:
    office, kind = letter.issuer, register_for(LetterKind(letter.kind), circular=letter.circular)
    assert office is not None
    assert letter.signature is not None
    if letter.kind not in RULINGS:
        refuse_without_code(office)
    body = None if runs_in_own_register(kind) else Office.objects.get(code=letter.signature["body"])
    if reserved is None:
        return take_number(office=office, kind=kind, letter=letter, by=by, body=body)
    register = reserved.register
    if (
        register.kind != kind
        or register.office_id != (body or office).pk
        or register.year_be != be_year(today())
    ):
        raise Refused(f"เลข {reserved.number} จองไว้ใน{register} ใช้กับหนังสือฉบับนี้ไม่ได้", field="reserved")
    return use_reserved(entry=reserved, letter=letter, by=by)


def _print_number(letter: Letter, entry: RegisterEntry) -> None:
    office, kind = letter.issuer, RegisterKind(entry.register.kind)
    assert office is not None
    given = printed_number(
        kind, prefix=office.letter_prefix, number=entry.number, year_be=entry.register.year_be
    )
    letter.number, letter.dated = to_arabic(given), today()
    letter.number_key, letter.verify_code = key_of_number(letter.number), new_code()
    letter.content = {
        **letter.content,
        "number": "" if letter.kind == LetterKind.ANNOUNCEMENT else given,
        "date": letter.dated.isoformat(),
        "draft": False,
        "verify_url": verify_address(letter.verify_code),
    }


def _cite(letter: Letter) -> None:
    """What the letter refers to, with the papers themselves where the writer picked them."""
    keys = {each.letter for each in draft_of(letter).references if each.letter}
    LetterReference.objects.bulk_create(
        LetterReference(
            letter=letter, number=cited.number, number_key=cited.number_key, dated=cited.dated, resolved=cited
        )
        for cited in Letter.objects.filter(pk__in=keys).order_by("pk")
    )


def _enclose(letter: Letter) -> None:
    """What goes along: files the draft still names, and the papers of letters it encloses."""
    told = draft_of(letter).enclosures
    named = [each.file for each in told if each.file]
    letter.files.filter(role=FileRole.ENCLOSURE).exclude(file__in=named).delete()
    for each in Letter.objects.filter(pk__in=[item.letter for item in told if item.letter]):
        paper = original_of(each)
        if paper is not None:
            LetterFile.objects.create(letter=letter, file=paper, role=FileRole.ENCLOSURE)


def _archive(letter: Letter, by: Actor) -> None:
    sheet, name = sheet_in(letter), file_name(letter.number, letter.subject)
    archive(letter=letter, sheet=sheet, name=name, by=by)
    _file(letter, letter_docx(sheet), f"{name.removesuffix('.pdf')}.docx", FileRole.DOCX, by, DOCX)


def _file(letter: Letter, data: bytes, name: str, role: FileRole, by: Actor, media_type: str = PDF) -> None:
    file = keep(data=data, name=name, media_type=media_type, by=by)
    LetterFile.objects.create(letter=letter, file=file, role=role)
