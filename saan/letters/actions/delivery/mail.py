"""Mail of the office's box: each becomes an arrival, an answer to a letter of ours, or is put aside with its reason.

Nothing is deleted: what was taken is moved to one folder of the mailbox, what was refused to another. A person who
moves a refused message back has it tried again.
"""

from dataclasses import dataclass

from saan.accounts.policy import Actor
from saan.documents.reading import SIZE_LIMIT
from saan.kernel.refusals import Refused
from saan.letters.actions.delivery.outcome import answered, failed
from saan.letters.actions.delivery.roads import alone, machine_at, mailbox_place, office_of
from saan.letters.actions.delivery.taking import arrived, known, take
from saan.letters.actions.papers import SecretPaper, bring_in
from saan.letters.models import Consignment, IncomingMessage, Notice
from saan.letters.numbering import SECRET_SUBJECT
from saan.letters.rules import Channel, ConsignmentState, IncomingState
from saan.letters.transport.answers import Mail, MailKind, read_mail
from saan.letters.transport.faults import InvalidAddressee
from saan.letters.transport.mailbox import Mailbox, opened_mailbox

MOST_A_ROUND = 200
BIGGEST = SIZE_LIMIT * 2
"""Of a mail as it travels; base64 makes a file a third larger."""


@dataclass(frozen=True)
class Fetched:
    """What a round brought: messages dealt with, and how many of them could not be taken in."""

    seen: int = 0
    refused: int = 0


def fetch_mail(*, most: int = MOST_A_ROUND) -> Fetched:
    """Take in what lies in the mailbox, oldest first. Unreachable or Misconfigured when the box cannot be opened."""
    place = mailbox_place()
    if place is None:
        return Fetched()
    office = office_of(place.office, "SAAN_IMAP_URL")
    by, seen, refused = machine_at(office), 0, 0
    with alone(f"mail.{place.host}.{place.user}") as mine:
        if not mine:
            return Fetched()
        with opened_mailbox(place) as box:
            for uid in box.waiting()[:most]:
                message = _take_one(box, uid, by)
                if message is not None:
                    bad = message.state == IncomingState.REFUSED
                    box.move(uid, place.refused if bad else place.taken)
                    seen, refused = seen + 1, refused + bad
    return Fetched(seen, refused)


def _take_one(box: Mailbox, uid: str, by: Actor) -> IncomingMessage | None:
    """None when somebody took the message out of the box meanwhile."""
    big = box.size(uid) > BIGGEST
    raw = box.raw(uid, headers_only=big)
    return take_mail(raw=raw, by=by, whole=not big) if raw else None


def take_mail(*, raw: bytes, by: Actor, whole: bool = True) -> IncomingMessage:
    """Deal with one mail for the actor's office. `whole` is False of a mail too big to be read beyond its headers.

    Known by its Message-ID and its content: the same again is not taken twice, another under the same id is not lost.
    """
    mail = read_mail(raw)
    key = mail.key
    before = IncomingMessage.objects.filter(channel=Channel.EMAIL, office=by.office, message_key=key).first()
    if before is not None and before.envelope.get("content") != mail.content:
        key = f"{mail.key[:230]} {mail.content[:16]}"
    done = known(Channel.EMAIL, by.office, key)
    if done is not None:
        return done
    message = IncomingMessage(
        channel=Channel.EMAIL,
        office=by.office,
        message_key=key,
        sender=mail.sender,
        subject=mail.subject,
        envelope=_envelope(mail),
    )

    def deal(held: IncomingMessage) -> None:
        if not whole:
            most = BIGGEST // (1024 * 1024)
            raise Refused(f"อีเมลใหญ่เกิน {most} เมกะไบต์ ให้บันทึกไฟล์แนบแล้วนำเข้าเอง หรือขอให้ผู้ส่งลดขนาด")
        _deal(held, mail, raw, by)

    return take(message, by=by, deal=deal, keep=lambda: None)


def _envelope(mail: Mail) -> dict:
    """What an answer to this mail needs; machines are never answered."""
    answerable = not mail.automatic and bool(mail.address) and mail.kind == MailKind.LETTER
    return {
        "content": mail.content,
        "message_id": mail.key if mail.key.startswith("<") else "",
        "address": mail.wants_receipt or mail.address,
        "wants_receipt": bool(mail.wants_receipt),
        "answerable": answerable,
    }


def _deal(message: IncomingMessage, mail: Mail, raw: bytes, by: Actor) -> None:
    sent = _ours(mail)
    if mail.kind in (MailKind.RECEIPT, MailKind.BOUNCE, MailKind.DELAY):
        if sent is None and not Notice.objects.filter(notice_id=mail.about).exists():
            raise Refused("รายงานผลการส่งอีเมลที่ไม่ใช่ของหนังสือในระบบ เปิดดูในกล่องจดหมาย")
        return _report(message, mail, sent, by)
    if mail.kind == MailKind.ANSWER and sent is not None:
        _reply(message, mail, sent, by)
        if not mail.has_paper:
            return None
    elif mail.kind == MailKind.MACHINE and not mail.has_paper:
        raise Refused("ข้อความอัตโนมัติที่ไม่มีหนังสือแนบ ไม่ต้องทำอะไร หากเป็นหนังสือให้นำเข้าเอง")
    return _letter(message, raw, by, also_answers=sent is not None)


def _ours(mail: Mail) -> Consignment | None:
    if mail.about is None:
        return None
    return Consignment.objects.filter(consignment_id=mail.about).select_related("letter__issuer").first()


def _report(message: IncomingMessage, mail: Mail, sent: Consignment | None, by: Actor) -> None:
    """A delivery report or a read receipt: the letter has arrived, or has bounced."""
    message.state, message.consignment = IncomingState.ANSWER, sent
    message.letter = sent.letter if sent else None
    if sent is None:
        message.says = "รายงานผลของคำตอบรับที่ระบบส่งไป"
    elif mail.kind == MailKind.RECEIPT:
        answered(consignment=sent, state=ConsignmentState.DELIVERED, by=by)
        message.says = "ปลายทางได้รับแล้ว"
    elif mail.kind == MailKind.BOUNCE:
        fault = InvalidAddressee("เซิร์ฟเวอร์อีเมลส่งกลับ")
        failed(consignment=sent, code=fault.code, says=fault.says, by=by)
        message.says = "อีเมลถูกส่งกลับ ไม่ถึงผู้รับ"
    else:
        message.says = "เซิร์ฟเวอร์อีเมลแจ้งว่ายังส่งไม่ถึง กำลังพยายามต่อ"


def _reply(message: IncomingMessage, mail: Mail, sent: Consignment, by: Actor) -> None:
    """An answer to our letter: with a receive number it is accepted; of a person's plain answer it has arrived."""
    message.state, message.consignment, message.letter = IncomingState.ANSWER, sent, sent.letter
    if mail.number:
        answered(consignment=sent, state=ConsignmentState.ACCEPTED, number=mail.number, by=by)
        message.says = f"ปลายทางแจ้งเลขรับ {mail.number}"
    elif not mail.automatic:
        answered(consignment=sent, state=ConsignmentState.DELIVERED, by=by)
        message.says = "ปลายทางตอบกลับ ไม่พบเลขรับในข้อความ เปิดอ่านในกล่องจดหมาย"
    else:
        message.says = "คำตอบอัตโนมัติ ยังไม่ใช่การตอบรับ"


def _letter(message: IncomingMessage, raw: bytes, by: Actor, *, also_answers: bool) -> None:
    try:
        arrival = bring_in(data=raw, name=f"{message.subject or 'อีเมล'}.eml"[:120], by=by)
    except Refused as refusal:
        if not also_answers:
            raise
        if isinstance(refusal, SecretPaper):
            message.subject = SECRET_SUBJECT
        message.says = f"{message.says} ไฟล์ที่แนบมานำเข้าไม่ได้: {refusal.message}"
        return
    told = message.says
    arrived(message, arrival, by)
    message.says = f"{told} {message.says}".strip()
