"""Letters out by mail: one message an addressee, its Message-ID the consignment id, so that a retry is recognisable."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from saan.kernel.dates import format_long, now
from saan.letters.rules import NoticeKind
from saan.letters.transport.faults import Fault, InvalidAddressee, Refused, SizeLimitExceeded, Unreachable
from saan.letters.transport.parcel import Parcel, Word
from saan.letters.transport.places import MEGABYTE, EmailPlace

TOO_BIG = frozenset({523, 552})
NO_SUCH_BOX = frozenset({550, 551, 553})


class Email:
    """The road by SMTP."""

    def __init__(self, place: EmailPlace) -> None:
        self.place = place

    def send(self, parcel: Parcel) -> None:
        self._post(letter_mail(parcel, self.place), parcel.address, envelope_from=self.place.sender)

    def tell(self, word: Word) -> None:
        """An answer goes out with an empty envelope sender, so that it can start no exchange of machines."""
        self._post(word_mail(word, self.place), word.address, envelope_from="")

    def _post(self, message: EmailMessage, address: str, *, envelope_from: str) -> None:
        data = message.as_bytes(policy=SMTP)
        if len(data) > self.place.most_bytes:
            most = self.place.most_bytes // MEGABYTE
            raise SizeLimitExceeded(f"{len(data) / MEGABYTE:.1f} จากที่ส่งได้ {most} เมกะไบต์")
        with _faults(), self._connected() as server:
            server.sendmail(envelope_from, [address], data)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        place = self.place
        trust = ssl.create_default_context(cafile=place.ca or None)
        server: smtplib.SMTP
        if place.security == "tls":
            server = smtplib.SMTP_SSL(place.host, place.port, timeout=place.timeout, context=trust)
        else:
            server = smtplib.SMTP(place.host, place.port, timeout=place.timeout)
        with server:
            if place.security == "starttls":
                server.starttls(context=trust)
            if place.user:
                server.login(place.user, place.password)
            yield server


@contextmanager
def _faults() -> Iterator[None]:
    """What the mail server says, as typed faults. Our own sign-in failing passes: an administrator can mend it."""
    try:
        yield
    except Fault:
        raise
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _fault(code, said, at_box=True) from error
    except smtplib.SMTPResponseException as error:
        raise _fault(error.smtp_code, error.smtp_error) from error
    except UnicodeEncodeError as error:
        raise Unreachable("ชื่อหรือรหัสผ่านใน SAAN_EMAIL_URL มีอักษรที่เซิร์ฟเวอร์อีเมลไม่รับ") from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(str(error) or type(error).__name__) from error


def _fault(code: int, said: bytes | str, *, at_box: bool = False) -> Fault:
    told = f"{code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    if code in TOO_BIG:
        return SizeLimitExceeded(told)
    if code in (530, 534, 535) or code < 500:
        return Unreachable(told)
    return InvalidAddressee(told) if at_box and code in NO_SUCH_BOX else Refused(told)


def message_id(identity: UUID, place: EmailPlace) -> str:
    return f"<{identity}@{place.sender.rpartition('@')[2]}>"


def letter_subject(parcel: Parcel) -> str:
    """As the field writes it: speed class, number, subject."""
    return f"{parcel.urgency} ที่ {parcel.number} เรื่อง {parcel.subject}".strip()


def letter_mail(parcel: Parcel, place: EmailPlace) -> EmailMessage:
    """The letter and its enclosures as attachments, with the cover words and the wish for a receipt."""
    message = _message(
        place, parcel.address, parcel.sender.office, letter_subject(parcel), parcel.consignment_id
    )
    if parcel.sent:
        message.replace_header("Date", format_datetime(parcel.sent))
    message["Disposition-Notification-To"] = place.sender
    message.set_content(_cover(parcel), charset="utf-8", cte="base64")
    for file in (parcel.main, *parcel.enclosures):
        kind, _, sub = file.media_type.partition("/")
        binary = kind if sub and kind not in ("text", "message", "multipart") else "application"
        message.add_attachment(
            file.data, maintype=binary, subtype=sub if binary == kind else "octet-stream", filename=file.name
        )
    return message


def _cover(parcel: Parcel) -> str:
    listed = [f"{index}. {file.name}" for index, file in enumerate((parcel.main, *parcel.enclosures), 1)]
    return "\n".join(
        [
            f"เรียน {parcel.receiver.title or parcel.receiver.office or parcel.address}",
            "",
            f"{parcel.sender.office} ขอส่งหนังสือ ที่ {parcel.number} ลงวันที่ {format_long(parcel.dated)}",
            f"เรื่อง {parcel.subject}",
            "",
            "ไฟล์ที่แนบ",
            *listed,
            "",
            "เมื่อลงรับแล้ว โปรดตอบกลับอีเมลฉบับนี้พร้อมเลขรับ เช่น “เลขรับ 123/2569” ระบบจะบันทึกให้โดยอัตโนมัติ",
            "ส่งทางระบบสารบรรณอิเล็กทรอนิกส์แล้ว จึงไม่ส่งหนังสือฉบับกระดาษตามไปอีก",
            "",
        ]
    )


SAYS = {
    NoticeKind.RECEIVED: "ได้รับหนังสือฉบับนี้แล้ว กำลังรอลงรับ",
    NoticeKind.ACCEPTED: "ลงรับหนังสือฉบับนี้แล้ว เลขรับ {number}",
    NoticeKind.REJECTED: "ไม่รับหนังสือฉบับนี้",
    NoticeKind.INVALID: "หนังสือฉบับนี้ไม่ถูกต้อง โปรดตรวจแล้วส่งใหม่",
    NoticeKind.NUMBER_WRONG: "เลขรับ {number} ที่แจ้งมาไม่ตรงกับหนังสือฉบับนี้ โปรดตรวจแล้วแจ้งเลขรับใหม่",
    NoticeKind.WITHDRAWN: "ขอยกเลิกการส่งหนังสือฉบับนี้ จะส่งฉบับที่แก้ไขแล้วให้ใหม่",
}


def word_mail(word: Word, place: EmailPlace) -> EmailMessage:
    """An answer in the thread of the letter; the technical receipt in the form that mail programs know (RFC 8098)."""
    subject = f"{word.kind.label} ที่ {word.letter_number} เรื่อง {word.subject}"
    message = _message(place, word.address, word.sender.office, subject, word.notice_id)
    message["Auto-Submitted"] = "auto-replied"
    if word.answers:
        message["In-Reply-To"] = message["References"] = word.answers
    said = f"{word.sender.office} {SAYS[word.kind].format(number=word.accepted_number)}"
    about = f"ที่ {word.letter_number} เรื่อง {word.subject}".strip()
    message.set_content(
        "\n".join(filter(None, [said, about, word.reason, ""])), charset="utf-8", cte="base64"
    )
    if word.kind == NoticeKind.RECEIVED and word.answers:
        _as_receipt(message, word, place)
    return message


def _as_receipt(message: EmailMessage, word: Word, place: EmailPlace) -> None:
    message.make_mixed()
    fields = EmailMessage()
    del fields["MIME-Version"]
    fields["Content-Type"] = "message/disposition-notification"
    fields.set_payload(
        f"Reporting-UA: saan\r\nFinal-Recipient: rfc822;{place.sender}\r\nOriginal-Message-ID: {word.answers}\r\n"
        "Disposition: automatic-action/MDN-sent-automatically; displayed\r\n"
    )
    message.attach(fields)
    message.replace_header("Content-Type", 'multipart/report; report-type="disposition-notification"')


def _message(place: EmailPlace, address: str, office: str, subject: str, identity: UUID) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    user, _, domain = place.sender.rpartition("@")
    message["From"] = Address(office, user, domain)
    message["To"] = address
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(now())
    message["Message-ID"] = message_id(identity, place)
    return message
