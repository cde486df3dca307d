"""What a mail in the office's box is: a letter, or an answer to one of ours. It reads, and decides nothing."""

import hashlib
import re
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.utils import getaddresses, parseaddr
from enum import StrEnum
from uuid import UUID

from saan.documents.reading.mail import attachments, header, parse, raw_header
from saan.kernel.digits import to_arabic

_OURS = re.compile(r"<\s*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]+\s*>", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:เลข(?:ที่)?(?:ทะเบียน)?(?:หนังสือ)?รับ|ลง(?:ทะเบียน)?รับ(?:แล้ว)?(?:ที่|เลขที่|เลข)|รับที่)(?:ที่)?\s*[:：.]?\s*"
    r"(\d{1,7}(?:\s*/\s*\d{2,4})?)(?![\d-])"
    r"(?!\s*(?:เดือน|[ก-ฮ][ก-๛.]*\s*(?:พ\.ศ\.\s*)?2[56]\d\d))"
)
_QUOTED = re.compile(
    r"^\s*(?:>|-{2,}\s*(?:Original|Forwarded|ข้อความ)|On .{5,200} wrote:|From:\s|จาก:\s|เมื่อ .{5,200}(?:เขียน|wrote)\s*:?)"
)
_PAPERS = (".pdf", ".docx", ".doc", ".tif", ".tiff", ".txt", ".eml")


class MailKind(StrEnum):
    LETTER = "letter"
    ANSWER = "answer"
    RECEIPT = "receipt"
    BOUNCE = "bounce"
    DELAY = "delay"
    MACHINE = "machine"


@dataclass(frozen=True)
class Mail:
    """One message as far as delivery cares.

    `key` is its Message-ID, or its content where it has none; `content` is a hash of everything below its headers.
    `about` is the consignment or notice of ours that it answers; `wants_receipt` the address to confirm to, if any;
    `address` the sender's own.
    """

    key: str
    content: str
    kind: MailKind
    sender: str
    subject: str
    about: UUID | None = None
    number: str = ""
    wants_receipt: str = ""
    has_paper: bool = False
    automatic: bool = False
    address: str = ""


def read_mail(raw: bytes) -> Mail:
    """Never raises, whatever came: what cannot be read stays empty; a mail of which nothing can is named by itself."""
    try:
        return _read(raw)
    except Exception:
        whole = hashlib.sha256(raw).hexdigest()
        return Mail(f"sha256:{whole}", whole, MailKind.LETTER, sender="", subject="", automatic=True)


def _read(raw: bytes) -> Mail:
    message = parse(raw)
    automatic = _automatic(message)
    kind, about = _kind_of(message, automatic)
    named = _name_of(message)
    content = hashlib.sha256(
        re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[-1].replace(b"\r\n", b"\n")
    ).hexdigest()
    return Mail(
        key=named or f"sha256:{hashlib.sha256(raw).hexdigest()}",
        content=content,
        kind=kind,
        sender=header(message, "From")[:300],
        subject=header(message, "Subject")[:500],
        about=about,
        number=_number_in(message) if kind == MailKind.ANSWER else "",
        wants_receipt="" if automatic else _receipt_address(message),
        has_paper=any(name.lower().endswith(_PAPERS) for name, _ in attachments(message)),
        automatic=automatic,
        address=parseaddr(raw_header(message, "From"))[1][:254],
    )


def _kind_of(message: EmailMessage, automatic: bool) -> tuple[MailKind, UUID | None]:
    report = str(message.get_param("report-type", "") or "").lower()
    if message.get_content_type() == "multipart/report" or report:
        return _report(message, report)
    about = _ours(header(message, "In-Reply-To")) or _ours(header(message, "References"))
    if about:
        return MailKind.ANSWER, about
    return (MailKind.MACHINE if automatic else MailKind.LETTER), None


def _report(message: EmailMessage, report: str) -> tuple[MailKind, UUID | None]:
    """A delivery report or read receipt, and which of ours it speaks of: the message it names or carries."""
    said, about = "", None
    for part in message.walk():
        kind = part.get_content_type()
        if kind in ("message/delivery-status", "message/disposition-notification"):
            said += _flat(part)
        if kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            about = about or _ours(_flat(part))
    about = _ours(said) or about or _ours(header(message, "In-Reply-To"))
    if report == "disposition-notification":
        return MailKind.RECEIPT, about
    actions = re.findall(r"^Action:\s*(\w+)", said, re.IGNORECASE | re.MULTILINE)
    kinds = {"failed": MailKind.BOUNCE, "delivered": MailKind.RECEIPT}
    return next((kinds[each.lower()] for each in actions if each.lower() in kinds), MailKind.DELAY), about


def _flat(part: Message) -> str:
    """Everything a part holds as one text, whichever way the parser took it apart."""
    try:
        return part.as_bytes().decode("utf-8", "replace")
    except (ValueError, LookupError, TypeError, AttributeError, KeyError):
        return str(part.get_payload())


def _ours(text: str) -> UUID | None:
    found = _OURS.search(text)
    return UUID(found[1]) if found else None


def _automatic(message: EmailMessage) -> bool:
    """Sent by a machine (RFC 3834): such mail is never answered."""
    submitted = header(message, "Auto-Submitted").lower().split(";")[0].strip()
    bulk = header(message, "Precedence").lower() in ("bulk", "list", "junk")
    nobody = header(message, "Return-Path").replace(" ", "") == "<>"
    return submitted not in ("", "no") or bulk or nobody or bool(header(message, "List-Id"))


def _receipt_address(message: EmailMessage) -> str:
    """Whom a receipt is asked for, only where that is the sender: else anybody could be sent mail through us."""
    asked = raw_header(message, "Disposition-Notification-To") or raw_header(message, "Return-Receipt-To")
    sender = parseaddr(raw_header(message, "From"))[1].lower()
    addresses = [address for _, address in getaddresses([asked]) if address]
    return addresses[0] if len(addresses) == 1 and addresses[0].lower() == sender else ""


def _number_in(message: EmailMessage) -> str:
    """The receive number in what the sender wrote, not in what they quote; digits made Arabic, blanks taken out."""
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    try:
        text = part.get_content()
    except (LookupError, ValueError, KeyError):
        text = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    if part.get_content_subtype() == "html":
        text = re.sub(r"<blockquote.*|<[^>]+>", "\n", text, flags=re.DOTALL | re.IGNORECASE)
    return receive_number(text)


def receive_number(text: str) -> str:
    """The first receive number in the unquoted lines of an answer: "123/2569", or nothing."""
    own: list[str] = []
    for line in text.splitlines():
        if _QUOTED.match(line):
            if not line.lstrip().startswith(">"):
                break
            continue
        own.append(line)
    found = _NUMBER.search(to_arabic("\n".join(own)))
    return re.sub(r"\s+", "", found[1]) if found else ""


def _name_of(message: EmailMessage) -> str:
    return "".join(header(message, "Message-ID").split())[:240]
