"""Our queue at the national exchange: ask for its head, deal with it, and only then delete it.

A machine that dies between dealing and deleting finds the same head again and knows it. A head that makes no sense is
kept as it came and put away, since nothing behind it could be seen otherwise.
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from saan.accounts.policy import Actor, require
from saan.documents.actions import keep
from saan.documents.models import StoredFile
from saan.documents.queries import read_bytes
from saan.kernel.dates import ThaiDateError, parse_date, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.delivery.answering import tell
from saan.letters.actions.delivery.outcome import answered
from saan.letters.actions.delivery.queueing import REGISTRY
from saan.letters.actions.delivery.roads import alone, ecms_place, ecms_road, machine_at, office_of
from saan.letters.actions.delivery.taking import arrived, known, take
from saan.letters.actions.opening import opened_with
from saan.letters.actions.papers import SecretPaper, take_in
from saan.letters.models import Consignment, IncomingMessage, Notice
from saan.letters.numbering import SECRET_SUBJECT
from saan.letters.rules import Channel, ConsignmentState, IncomingState, NoticeKind, key_of_number
from saan.letters.transport.ecms import Inbound, Letter, Notifier
from saan.letters.transport.ecms.codes import ORDINARY_SECRECY, ending_of
from saan.letters.transport.ecms.reading import inbound
from saan.organisations.models import Office

MOST_A_ROUND = 100
XML = "text/xml"
TOLD = {
    NoticeKind.RECEIVED: ConsignmentState.DELIVERED,
    NoticeKind.ACCEPTED: ConsignmentState.ACCEPTED,
    NoticeKind.REJECTED: ConsignmentState.REJECTED,
    NoticeKind.INVALID: ConsignmentState.INVALID,
}
"""What a notifier of the receiver makes of our sending (saraban.md section 12b)."""


@dataclass(frozen=True)
class Polled:
    """What a round brought: heads dealt with, and how many of them could not be taken in."""

    seen: int = 0
    refused: int = 0


def poll_ecms(*, most: int = MOST_A_ROUND) -> Polled:
    """Work off our queue. Unreachable or Misconfigured when the node cannot be asked; nothing is lost by it."""
    place = ecms_place()
    if place is None:
        return Polled()
    by = machine_at(office_of(place.office, "SAAN_ECMS_URL"))
    node, seen, refused, last = ecms_road(settings.SAAN_ECMS_URL).node, 0, 0, ""
    with alone(f"ecms.{place.url}") as mine:
        while mine and seen < most and (head := node.head()) is not None:
            if head.process_id == last:
                break
            message = take_head(head=head, by=by)
            node.delete(head.process_id)
            last, seen = head.process_id, seen + 1
            refused += message.state == IncomingState.REFUSED
    return Polled(seen, refused)


def take_head(*, head: Inbound, by: Actor) -> IncomingMessage:
    """Deal with one head of the queue, once: known by its process id and its content."""
    by = _addressed(head, by)
    key = f"{head.process_id[:100]} {hashlib.sha256(_sealed(head)).hexdigest()[:24]}"
    done = known(Channel.ECMS, by.office, key)
    if done is not None:
        return done
    message = IncomingMessage(
        channel=Channel.ECMS, office=by.office, message_key=key, **_heading(head), envelope=_envelope(head)
    )

    def deal(held: IncomingMessage) -> None:
        if isinstance(head.content, Letter):
            _letter(held, head.content, by)
        elif isinstance(head.content, Notifier):
            _notifier(held, head.content, by)
        else:
            raise Refused(f"{head.problem or 'ข้อความในคิวอ่านไม่ได้'} เก็บข้อความเดิมไว้แล้ว ติดต่อผู้ส่งให้ส่งใหม่")

    return take(message, by=by, deal=deal, keep=lambda: _kept(head, by))


def _sealed(head: Inbound) -> bytes:
    """What makes the head the same again: its content, or its bytes where it has none."""
    held = head.content
    if isinstance(held, Letter):
        files = [hashlib.sha256(each.data).hexdigest() for each in (held.main, *held.attachments) if each]
        return "|".join([held.number, held.dated, held.subject, held.sender.department, *files]).encode()
    return repr(held).encode() if held else head.raw


def _addressed(head: Inbound, by: Actor) -> Actor:
    """At the office the letter is for, where Saan has one of that code; else at the office of the node."""
    code = head.content.receiver.department if isinstance(head.content, Letter) else ""
    office = Office.objects.in_force(today()).filter(ecms_code=code).first() if code else None
    return machine_at(office) if office else by


def _heading(head: Inbound) -> dict[str, str]:
    held = head.content
    if isinstance(held, Letter):
        person = " ".join(filter(None, (held.sender.given_name, held.sender.family_name)))
        office = (
            Office.objects.filter(ecms_code=held.sender.department).first()
            if held.sender.department
            else None
        )
        told = office.name if office else f"{person} ({held.sender.department})".strip()
        return {"sender": told[:300], "subject": held.subject[:500]}
    if isinstance(held, Notifier):
        return {"sender": held.department[:300], "subject": f"{held.kind.label} {held.subject}"[:500]}
    return {"sender": "", "subject": ""}


def _envelope(head: Inbound) -> dict:
    held = head.content
    if not isinstance(held, Letter):
        return {"answerable": False}
    code = held.sender.department
    return {
        "number": held.number,
        "dated": _iso(held.dated),
        "code": code,
        "address": code,
        "answerable": bool(code),
        "wants_receipt": True,
    }


def _iso(written: str) -> str:
    """The day in CE, whichever way a client wrote it; as written when it is no day."""
    try:
        return parse_date(written.partition("T")[0]).isoformat()
    except ThaiDateError:
        return written[:40]


def _letter(message: IncomingMessage, letter: Letter, by: Actor) -> None:
    if letter.receiver.department and letter.receiver.department != by.office.ecms_code:
        raise Refused(
            f"ซองระบุผู้รับเป็นหน่วยงานรหัส {letter.receiver.department} ซึ่งไม่ใช่หน่วยงานในระบบนี้ กด “แจ้งหนังสือผิด” เพื่อบอกผู้ส่ง"
        )
    if letter.secrecy.lstrip("0") not in ("", ORDINARY_SECRECY.lstrip("0")):
        return _reject_secret(message)
    if letter.main is None or not letter.main.data:
        raise Refused("หนังสือในคิวไม่มีแฟ้มหนังสือ กด “แจ้งหนังสือผิด” เพื่อบอกผู้ส่ง")
    stem = f"หนังสือ {letter.number}".replace("/", "-")
    beside = [
        (f"สิ่งที่ส่งมาด้วย {at}{ending_of(each.mime)}", each.data) for at, each in enumerate(letter.attachments, 1)
    ]
    try:
        paper = opened_with(letter.main.data, f"{stem}{ending_of(letter.main.mime)}", beside)
        arrival = take_in(paper=paper, by=by)
    except SecretPaper:
        return _reject_secret(message)
    arrived(message, arrival, by)
    read = arrival.letter.number_key
    if read and read != key_of_number(letter.number):
        differs = f"เลขที่บนซอง {letter.number} ไม่ตรงกับที่อ่านได้ในหนังสือ {arrival.letter.number}"
        message.says = f"{differs} ตรวจก่อนลงรับ {message.says}"
    return None


def _reject_secret(message: IncomingMessage) -> None:
    """A secret paper is not kept here: its sender is told at once, and its content and subject go with the message."""
    message.subject = SECRET_SUBJECT
    message.state, message.envelope["secret"] = IncomingState.REFUSED, True
    message.says = (
        "หนังสือมีชั้นความลับ ระบบไม่เก็บเนื้อหา และแจ้งปฏิเสธการรับกลับไปยังผู้ส่งแล้ว ให้ผู้ส่งส่งถึงนายทะเบียนข้อมูลข่าวสารลับ"
    )
    message.save()
    tell(message, NoticeKind.REJECTED)


def _kept(head: Inbound, by: Actor) -> StoredFile | None:
    return (
        keep(data=head.raw, name=f"e-CMS {head.process_id}.xml", media_type=XML, by=by) if head.raw else None
    )


def _notifier(message: IncomingMessage, notifier: Notifier, by: Actor) -> None:
    if notifier.kind == NoticeKind.NUMBER_WRONG:
        return _disputed(message, notifier)
    found = list(_meant(notifier)[:2])
    if not found:
        raise Refused(
            f"{notifier.kind.label} ของหนังสือที่ {notifier.number} แต่ไม่พบว่าหน่วยงานส่งหนังสือเลขนี้ทาง e-CMS"
        )
    if len(found) > 1:
        about = f"{notifier.kind.label} ของหนังสือที่ {notifier.number}"
        raise Refused(f"{about} ไม่บอกว่ามาจากหน่วยงานใด และส่งไว้หลายหน่วยงาน บันทึกผลเองที่หน้าหนังสือ")
    sent = found[0]
    answered(consignment=sent, state=TOLD[notifier.kind], number=notifier.accepted_number, by=by)
    message.state, message.consignment, message.letter = IncomingState.ANSWER, sent, sent.letter
    told = f" {notifier.accepted_number}" if notifier.accepted_number else ""
    message.says = f"{notifier.kind.label}{told} จาก {notifier.department or sent.address}"
    return None


def _meant(notifier: Notifier) -> QuerySet[Consignment]:
    """The sending that a notifier speaks of: its newest version, by number, day and the department that answers."""
    sent = Consignment.objects.filter(
        channel=Channel.ECMS, letter__number_key=key_of_number(notifier.number)
    ).select_related("letter__issuer")
    day = _iso(notifier.dated)
    dated = sent.filter(letter__dated=day) if len(day) == 10 and day[4:5] == "-" else sent
    sent = dated if dated.exists() else sent
    if notifier.department:
        sent = sent.filter(address=notifier.department)
    return sent.order_by("letter_id", "address", "-version").distinct("letter_id", "address")


def _disputed(message: IncomingMessage, notifier: Notifier) -> None:
    """The sender says our receive number is wrong. A person looks: the number is corrected by registering anew."""
    told = Notice.objects.filter(
        kind=NoticeKind.ACCEPTED, channel=Channel.ECMS, message__envelope__number=notifier.number
    ).select_related("message__letter")
    named = told.filter(number=notifier.accepted_number) if notifier.accepted_number else told
    notice = named.order_by("-pk").first()
    if notice is None or notice.message is None:
        raise Refused(f"ผู้ส่งแจ้งว่าเลขรับ {notifier.accepted_number} ผิด แต่ไม่พบว่าหน่วยงานเคยแจ้งเลขรับนี้")
    message.state, message.letter = IncomingState.ANSWER, notice.message.letter
    message.says = (
        f"ผู้ส่งแจ้งว่าเลขรับ {notice.number} ของหนังสือที่ {notifier.number} ผิด ตรวจทะเบียนรับ หากผิดจริงให้ยกเลิกเลขรับแล้วลงรับใหม่ "
        "ระบบจะแจ้งเลขใหม่ให้เอง"
    )
    notice.message.says = message.says
    notice.message.save(update_fields=["says"])


def take_again(*, message: IncomingMessage, by: Actor) -> IncomingMessage:
    """Take in anew what was refused and kept, after its cause was mended."""
    require(by, REGISTRY, at=message.office)
    held = IncomingMessage.objects.select_related("kept", "office").get(pk=message.pk)
    if held.state != IncomingState.REFUSED:
        raise Stale("ข้อความนี้นำเข้าแล้ว")
    if held.envelope.get("secret"):
        raise Refused("หนังสือมีชั้นความลับ ระบบไม่ได้เก็บเนื้อหาไว้ จึงนำเข้าใหม่ไม่ได้")
    if held.channel != Channel.ECMS or held.kept is None:
        raise Refused("อีเมลที่นำเข้าไม่ได้ ให้ย้ายกลับไปที่กล่องขาเข้าในโปรแกรมอีเมล ระบบจะลองใหม่เองในรอบถัดไป")
    head = inbound(read_bytes(held.kept))
    assert head is not None
    again = take_head(head=head, by=machine_at(held.office))
    with transaction.atomic():
        record(by=by, verb="letters.message_again", of=again, summary=f"นำเข้าใหม่: {again.subject}")
    if again.state == IncomingState.REFUSED:
        raise Refused(f"ยังนำเข้าไม่ได้: {again.says}")
    return again
