"""Sending a letter: number, date and text are fixed together, and the receiver finds it among what has arrived."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.actions import keep
from saan.documents.models import StoredFile
from saan.documents.typesetting.letter import LetterKind as SheetKind
from saan.documents.typesetting.letter import LetterSheet, render_letter
from saan.kernel.dates import format_short, today
from saan.kernel.digits import to_arabic
from saan.kernel.refusals import Refused
from saan.kernel.verify_codes import new_code
from saan.ledger.actions import record
from saan.letters.actions.evidence import (
    SIGNED_HERE,
    SigningMethod,
    archive,
    evidence_at_once,
    method_at_once,
    verify_address,
)
from saan.letters.actions.receipts import answered, deliver
from saan.letters.actions.registers import take_number
from saan.letters.drafting.sheet import kind_of
from saan.letters.models import Letter, LetterFile, LetterReference
from saan.letters.queries.signers import register_body
from saan.letters.queries.signing import with_signature
from saan.letters.rules import (
    Direction,
    FileRole,
    LetterKind,
    LetterState,
    RegisterKind,
    key_of_number,
)
from saan.organisations.models import Office

PDF = "application/pdf"


@dataclass(frozen=True)
class Attachment:
    """A file that goes with the letter."""

    data: bytes
    name: str
    media_type: str
    role: FileRole = FileRole.ENCLOSURE


def send(
    *,
    sheet: LetterSheet,
    office: Office,
    to: Sequence[Office],
    by: Actor,
    attachments: Sequence[Attachment] = (),
    reply_to: Letter | None = None,
    reports: bool = False,
    circular: bool = False,
    cites: Sequence[Letter] = (),
) -> Letter:
    """Number the letter in the office's register, set it as PDF, keep it and let it arrive at its receivers.

    `sheet` comes without number, date, agency and signature: these are the office's own. A circular, the same text to
    many, takes its number from the register of circulars and bears a ว before it. `cites` are letters of Saan that it
    refers to. What `reply_to` asks of the office is answered by it, or reported on where it `reports`. All or nothing:
    a letter that cannot be set takes no number. Refused: no receiver, or one that an act has ended, named with its
    successor.
    """
    _refuse_receivers(to)
    with transaction.atomic():
        letter = issue(
            sheet=sheet, office=office, by=by, attachments=attachments, circular=circular, cites=cites,
            reply_to=reply_to,
        )  # fmt: skip
        deliver(letter=letter, to=to, by=by)
        answered(letter=letter, by=by, reports=reports)
        record(
            by=by, verb="letters.send", of=letter, summary=f"ออกหนังสือ {letter.number} เรื่อง {letter.subject}"
        )
        return letter


def issue(
    *,
    sheet: LetterSheet,
    office: Office,
    by: Actor,
    attachments: Sequence[Attachment] = (),
    circular: bool = False,
    cites: Sequence[Letter] = (),
    **fields: object,
) -> Letter:
    """Number, date and keep the letter, as `send` does, but let it arrive nowhere yet; in the caller's transaction.

    `fields` are columns of the letter that stand beside what is printed, such as `reply_to` and `reminds`. Like every
    letter made here it bears a code to verify it by, keeps who signed on what ground, and an archive copy.
    """
    require(by, Permission.LETTERS_WRITE, at=office)
    refuse_without_code(office)
    kind, mark = (RegisterKind.CIRCULAR, "ว ") if circular else (RegisterKind.OUTGOING, "")
    letter = Letter.objects.create(
        direction=Direction.OUTGOING, state=LetterState.DRAFT, kind=kind_of(sheet), issuer=office,
        subject=sheet.subject, addressees=[sheet.addressee], urgency=sheet.urgency, circular=circular,
        created_by=by.user, **fields,
    )  # fmt: skip
    body = register_body(office, by, LetterKind(letter.kind))
    entry = take_number(office=office, kind=kind, letter=letter, by=by, body=body)
    letter.verify_code = new_code()
    signed = _sign(sheet, office, f"{office.letter_prefix}/{mark}{entry.number}", by)
    signed = replace(signed, verify_url=verify_address(letter.verify_code))
    _freeze(letter, signed, entry.register.office, by)
    name = file_name(signed.number, signed.subject)
    issued = keep(data=render_letter(signed), name=name, media_type=PDF, by=by)
    attach(letter, issued, attachments, by)
    archive(letter=letter, sheet=signed, name=name, by=by)
    _cite(letter, cites)
    return letter


def refuse_without_code(office: Office) -> None:
    """Refused while nobody has said which code the office's numbers bear."""
    if not office.letter_prefix:
        raise Refused(f"{office}ยังไม่มีรหัสหนังสือ จึงออกเลขไม่ได้ โปรดให้ผู้ดูแลระบบกรอกรหัสหนังสือของหน่วยงานก่อน")


def _refuse_receivers(to: Sequence[Office]) -> None:
    if not to:
        raise Refused("ยังไม่มีผู้รับ เลือกหน่วยงานผู้รับอย่างน้อยหนึ่งแห่งก่อนออกเลข", field="to")
    refuse_ended(to)


def refuse_ended(to: Sequence[Office]) -> None:
    """Refused where an act has ended one of the offices, with who took over."""
    for office in to:
        if office.valid_to is not None and office.valid_to <= today():
            instead = f" ให้ส่งถึง{office.successor}แทน" if office.successor else " ให้นำออกจากผู้รับ"
            ended = format_short(office.valid_to)
            raise Refused(f"{office}สิ้นสุดเมื่อ {ended} ส่งหนังสือถึงไม่ได้{instead}", field="to")


def _sign(sheet: LetterSheet, office: Office, number: str, by: Actor) -> LetterSheet:
    """A stamped letter bears the office's name over its seal, and no signature (Regulation, clause 14)."""
    signed = replace(with_signature(sheet, office, by), number=number, date=today())
    if sheet.kind is SheetKind.STAMPED:
        return replace(signed, agency=(office.name,))
    own = method_at_once(office, kind_of(sheet), by) == SigningMethod.TYPED
    return replace(signed, signed_note=SIGNED_HERE if own else "")


def _freeze(letter: Letter, sheet: LetterSheet, body: Office, by: Actor) -> None:
    """Everything printed is copied into the row, so that a later change of post or name rewrites nothing.

    The letter is known by the office in its head, as a letter read from paper is.
    """
    printed = asdict(replace(sheet, garuda=None, seal=None))
    letter.content = {**printed, "date": sheet.date.isoformat() if sheet.date else None}
    letter.number, letter.number_key = to_arabic(sheet.number), key_of_number(sheet.number)
    letter.dated, letter.state, letter.issuer_name = sheet.date, LetterState.SENT, sheet.agency[0]
    letter.signature = evidence_at_once(letter=letter, sheet=sheet, body=body, by=by)
    letter.save()


def file_name(number: str, subject: str) -> str:
    """What the PDF of a letter is called when it is taken out."""
    return f"{to_arabic(number)} {subject}".strip().replace("/", "-")[:200] + ".pdf"


def _cite(letter: Letter, cites: Sequence[Letter]) -> None:
    LetterReference.objects.bulk_create(
        LetterReference(
            letter=letter, number=held.number, number_key=held.number_key, dated=held.dated, resolved=held
        )
        for held in cites
    )


def attach(letter: Letter, issued: StoredFile, attachments: Sequence[Attachment], by: Actor) -> None:
    """Keep the letter's own file as issued, and what goes with it."""
    LetterFile.objects.create(letter=letter, file=issued, role=FileRole.ISSUED)
    for each in attachments:
        file = keep(data=each.data, name=each.name, media_type=each.media_type, by=by)
        LetterFile.objects.create(letter=letter, file=file, role=each.role)
