"""Mail saved as .eml: what was written in it and everything attached, each a document of its own."""

import email
import email.policy
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from saan.documents.reading.document import MAIL, DocumentText, Line, UnreadableDocument
from saan.documents.reading.html import text_of
from saan.documents.reading.plain import decode
from saan.kernel.dates import format_long

PART_LIMIT = 40
"""Attachments read of one mail; more are named in a warning."""


def parse(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)  # type: ignore[return-value]


def body(message: EmailMessage, name: str) -> DocumentText:
    """The head of the mail in four lines and its words; of mail in HTML the text that is seen."""
    head = "".join(f"{label}: {said}\n" for label, said in _head(message) if said)
    words = _words(message, name)
    text = f"{head}\n{words}".strip() + "\n"
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(at, at + len(line)))
        at += len(line) + 1
    return DocumentText(text, ((0, len(text)),), tuple(lines), MAIL)


def _head(message: EmailMessage) -> list[tuple[str, str]]:
    return [(label, header(message, label)) for label in ("From", "To", "Subject")] + [
        ("Date", _day(message))
    ]


def header(message: EmailMessage, label: str) -> str:
    """A header in words, on one line. Words that were cut to be encoded are joined again without a blank."""
    raw = raw_header(message, label)
    try:
        said = str(make_header(decode_header(raw)))
    except (ValueError, LookupError, HeaderParseError):
        said = raw
    return " ".join(said.replace("\x00", "").encode("utf-8", "replace").decode().split())


def raw_header(message: EmailMessage, label: str) -> str:
    """A header as it came; one in bare UTF-8 is taken for that."""
    for name, value in message.raw_items():
        if name.lower() == label.lower():
            return (
                str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\x00", "")
            )
    return ""


def _day(message: EmailMessage) -> str:
    try:
        return format_long(parsedate_to_datetime(header(message, "Date")).date())
    except (ValueError, TypeError, OverflowError):
        return ""


def _words(message: EmailMessage, name: str) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    content = _bytes(part)
    try:
        charset = (part.get_content_charset() or "utf-8").replace("windows-874", "cp874")
        text = content.decode("cp874" if charset.startswith("tis") else charset)
    except (UnicodeDecodeError, LookupError):
        try:
            text = decode(content, name)[0]
        except UnreadableDocument:
            return ""
    return text_of(text) if part.get_content_subtype() == "html" else text.replace("\r\n", "\n")


def attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file attached; a mail attached to a mail is one .eml file."""
    for number, part in enumerate(message.iter_attachments(), 1):
        nested = part.get_content_type() == "message/rfc822"
        name = _file_name(part) or (f"{number}.eml" if nested else f"{number}")
        if nested:
            inner = part.get_payload()
            yield name, bytes(inner[0]) if isinstance(inner, list) and inner else b""
        else:
            yield name, _bytes(part)


def _file_name(part: EmailMessage) -> str:
    try:
        return (part.get_filename() or "").replace("/", "_").replace("\\", "_").replace("\x00", "")
    except (ValueError, LookupError, TypeError):
        return ""


def _bytes(part: EmailMessage) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return content if isinstance(content, bytes) else b""
