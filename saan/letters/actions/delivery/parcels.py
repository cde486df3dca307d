"""From rows to what travels."""

from datetime import date
from typing import Any

from saan.documents.models import StoredFile
from saan.documents.queries import read_bytes
from saan.kernel.dates import now
from saan.letters.models import Consignment, Letter, Notice
from saan.letters.rules import Channel, FileRole, NoticeKind
from saan.letters.transport import Cited, Enclosed, Parcel, Party, Validation, Word
from saan.letters.transport.email import message_id
from saan.letters.transport.places import EmailPlace
from saan.organisations.models import Office

GOES_ALONG = (FileRole.ENCLOSURE, FileRole.FORM)


def parcel_of(consignment: Consignment) -> Parcel:
    """The letter with everything that goes along. Validation when a file is lost or the letter lacks its day."""
    letter = consignment.letter
    if letter.dated is None or letter.issuer is None:
        raise Validation("หนังสือไม่มีวันที่หรือหน่วยงานผู้ออก")
    held = list(letter.files.select_related("file").order_by("pk"))
    main = next((each for each in held if each.role == FileRole.ISSUED), None) or next(
        (each for each in held if each.role == FileRole.ORIGINAL), None
    )
    if main is None:
        raise Validation("ไม่มีแฟ้มฉบับลงเลข")
    return Parcel(
        consignment_id=consignment.consignment_id,
        address=consignment.address,
        number=letter.number,
        dated=letter.dated,
        subject=letter.subject,
        sender=_party(letter.issuer),
        receiver=_receiver(consignment),
        main=_enclosed(main.file),
        enclosures=tuple(_enclosed(each.file) for each in held if each.role in GOES_ALONG),
        urgency=letter.urgency,
        references=tuple(_cited(letter)),
        sent=now(),
    )


def _enclosed(file: StoredFile) -> Enclosed:
    try:
        return Enclosed(file.name, file.media_type, read_bytes(file))
    except FileNotFoundError as lost:
        raise Validation(f"แฟ้ม {file.name} หายจากที่เก็บ แจ้งผู้ดูแลระบบ") from lost


def _party(office: Office) -> Party:
    return Party(office=office.name, code=office.ecms_code, title=office.head_title)


def _receiver(consignment: Consignment) -> Party:
    code = consignment.address if consignment.channel == Channel.ECMS else ""
    office = consignment.office
    return Party(office.name, code, office.head_title) if office else Party("", code)


def _cited(letter: Letter) -> list[Cited]:
    return [
        Cited(each.number, each.dated, each.resolved.subject if each.resolved else "")
        for each in letter.references.select_related("resolved").order_by("pk")
    ]


def word_of(notice: Notice, place: EmailPlace | None) -> Word:
    """The notice as it is told; of mail in the thread of the letter it speaks of."""
    return _of_consignment(notice, place) if notice.consignment else _of_message(notice)


def _of_consignment(notice: Notice, place: EmailPlace | None) -> Word:
    sent = notice.consignment
    return Word(
        notice_id=notice.notice_id,
        kind=NoticeKind(notice.kind),
        address=sent.address,
        letter_number=sent.letter.number,
        dated=sent.letter.dated,
        subject=sent.letter.subject,
        sender=_party(notice.office),
        receiver=_receiver(sent),
        accepted_number=notice.number,
        answers=message_id(sent.consignment_id, place) if place else "",
    )


def _of_message(notice: Notice) -> Word:
    message = notice.message
    envelope: dict[str, Any] = message.envelope
    return Word(
        notice_id=notice.notice_id,
        kind=NoticeKind(notice.kind),
        address=envelope.get("address", ""),
        letter_number=envelope.get("number") or (message.letter.number if message.letter else ""),
        dated=_day(envelope.get("dated", "")) or (message.letter.dated if message.letter else None),
        subject=message.subject,
        sender=_party(notice.office),
        receiver=Party(message.sender, envelope.get("code", "")),
        accepted_number=notice.number,
        answers=envelope.get("message_id", ""),
        reason=message.says if notice.kind in (NoticeKind.REJECTED, NoticeKind.INVALID) else "",
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
