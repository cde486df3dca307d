"""Messages of e-CMS as others write them: namespaces right, swapped, misspelt or absent, names in any case.

Only local names count. Entities and document types are refused before anything is built, as are documents too big or
too deep: what comes from a queue is not trusted.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.parsers import expat

from saan.letters.rules import NoticeKind
from saan.letters.transport.ecms.messages import (
    NOTIFIERS,
    Binary,
    Inbound,
    Letter,
    Notifier,
    Organisation,
    Reference,
    Side,
    Status,
)
from saan.letters.transport.faults import (
    Duplicate,
    Fault,
    InvalidAddressee,
    SizeLimitExceeded,
    Unreachable,
    UnsupportedVersion,
    Validation,
)

MOST_BYTES = 60 * 1024 * 1024
DEEPEST = 40
_KINDS = {name.lower(): kind for kind, name in NOTIFIERS.items()}
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_UNPREFIXED = re.compile(r"<(/?)[A-Za-z_][\w.-]*:")
_XMLNS = re.compile(r"""\s(?:xmlns(?::[\w.-]+)?|[\w.-]+:[\w.-]+)\s*=\s*(?:"[^"]*"|'[^']*')""")


class Unreadable(Exception):
    """Not a message of the exchange, or not a safe one; the sentence says why."""


def tree(data: bytes) -> ET.Element:
    """The document as elements. Unreadable for anything but well-formed XML without document type, within bounds."""
    if len(data) > MOST_BYTES:
        raise Unreadable("ข้อความใหญ่เกินกำหนด")
    _refuse_dangerous(data)
    try:
        return ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Unreadable("ข้อความไม่ใช่ XML ที่อ่านได้") from error


def _refuse_dangerous(data: bytes) -> None:
    depth = 0

    def opened(name: str, attributes: dict) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Unreadable("ข้อความซ้อนลึกเกินกำหนด")

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1

    def refused(*_: object) -> None:
        raise Unreadable("ข้อความมีเอนทิตีหรือชนิดเอกสาร ซึ่งระบบไม่รับ")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refused
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable("ข้อความไม่ใช่ XML ที่อ่านได้") from error


def inbound(data: bytes) -> Inbound | None:
    """The head of the queue, None when the queue is empty. Raises the typed fault of an error answer, or Unreadable.

    A head that has a process id but makes no sense is given with its `problem`, so that it can be put away and does
    not stand before all that follows.
    """
    try:
        root = _answered(data)
    except Unreadable as error:
        return _unusable(data, str(error))
    except Fault as error:
        if any(sign in error.detail.lower() for sign in _EMPTY):
            return None
        raise
    process_id = _text(root, "ProcessID")
    if not process_id:
        return None
    when = _text(root, "ProcessTime")
    try:
        content = _content(root)
    except Unreadable as error:
        return Inbound(process_id, when, None, str(error), data)
    return Inbound(process_id, when, content, "" if content else "ข้อความในคิวไม่มีหนังสือหรือหนังสือแจ้ง", data)


_EMPTY = ("ไม่มีหนังสือ", "no letter", "no document", "queue is empty", "not found any")
_PROCESS = re.compile(rb"<(?:[\w.-]+:)?ProcessID[^>]*>\s*([^<>\s]{1,100})\s*<", re.IGNORECASE)
_END = re.compile(rb"</(?:[\w.-]+:)?Envelope\s*>\s*$", re.IGNORECASE)


def _unusable(data: bytes, problem: str) -> Inbound:
    """A head that is no sound XML, when it has come whole; a broken transfer is Unreadable and asked for again."""
    named = _PROCESS.search(data)
    if named is None or not _END.search(data):
        raise Unreadable(problem)
    return Inbound(named[1].decode("utf-8", "replace"), "", None, problem, data)


def receipt(data: bytes) -> str:
    """The process id by which a node confirms that it took a message. Raises the typed fault of an error answer."""
    process_id = _text(_answered(data), "ProcessID")
    if not process_id:
        raise Unreachable("สถานี e-CMS ตอบกลับโดยไม่มีรหัสรับเรื่อง")
    return process_id


def request(data: bytes) -> tuple[str, str, str, Letter | Notifier | None]:
    """A request as a node gets it: (operation, MessageID, To, content)."""
    root = tree(data)
    body = _find(root, "Body")
    operation = next(iter(body), None) if body is not None else None
    if operation is None:
        raise Unreadable("ข้อความไม่มีเนื้อหา")
    return _local(operation), _text(root, "MessageID"), _text(root, "To"), _content(operation)


def statuses(data: bytes) -> tuple[Status, ...]:
    """3.3.6: every element that tells a letter's number and status."""
    root = _answered(data)
    rows = [each for each in root.iter() if _find(each, "ProcessStatus", direct=True) is not None]
    return tuple(
        Status(_text(each, "ProcessID"), _text(each, "LetterID"), _text(each, "ProcessStatus"))
        for each in rows
    )


def organisations(data: bytes) -> tuple[Organisation, ...]:
    """3.3.1 and 3.3.2, read loosely: any element with an ID or a code, its name and node address where told."""
    found = []
    for each in _answered(data).iter():
        told = {_local(child).lower(): _said(child) for child in each if not len(child)}
        code = next(
            (said for name, said in told.items() if name in ("id", "code") or name.endswith("code")), ""
        )
        if code:
            name = next((said for name, said in told.items() if "name" in name), "")
            url = next(
                (said for said in told.values() if said.lower().startswith(("http://", "https://"))), ""
            )
            found.append(Organisation(code, name, url))
    return tuple(found)


def _answered(data: bytes) -> ET.Element:
    """The envelope of an answer. Any other document, such as a proxy's page, is no answer and no empty queue."""
    root = tree(data)
    if _local(root).lower() != "envelope":
        raise Unreadable("สถานี e-CMS ตอบกลับด้วยเอกสารที่ไม่ใช่ซองข้อความ SOAP")
    problem = _find(root, "ErrorDetail")
    if problem is not None:
        raise fault_of(_text(problem, "ErrorCode"), _text(problem, "ErrorDescription"))
    refused = _find(root, "Fault")
    if refused is not None:
        raise fault_of(_text(refused, "faultcode"), _text(refused, "faultstring"))
    return root


_SIGNS: tuple[tuple[type[Fault], tuple[str, ...]], ...] = (
    (Duplicate, ("ซ้ำ", "duplicate", "already exist")),
    (SizeLimitExceeded, ("ขนาด", "too large", "size limit", "exceed")),
    (InvalidAddressee, ("ไม่พบหน่วยงาน", "unknown organi", "invalid receiver", "receiver not found")),
    (UnsupportedVersion, ("version", "unsupported", "mustunderstand")),
    (Unreachable, ("timeout", "time out", "unavailable", "busy", "ไม่พร้อม", "server error", "internal error")),
)


def fault_of(code: str, description: str) -> Fault:
    """The typed fault for an error of a node. Its codes are not published, so its words decide; else Validation."""
    said = f"{code} {description}".lower()
    kind = next((kind for kind, signs in _SIGNS if any(sign in said for sign in signs)), Validation)
    return kind(f"{code} {description}".strip())


def _content(root: ET.Element) -> Letter | Notifier | None:
    for each in root.iter():
        name = _local(each).lower()
        if name in _KINDS:
            return _notifier(_KINDS[name], _whole(each))
        if name == "governmentdocument":
            return _letter(_whole(each))
    return None


def _whole(element: ET.Element) -> ET.Element:
    """The element, or what its text holds where a client escaped the whole content once more."""
    text = (element.text or "").strip()
    if len(element) or not text.startswith(("<", "&lt;")):
        return element
    inner = _XMLNS.sub("", _UNPREFIXED.sub(r"<\1", _unescaped(text, markup=True)))
    return tree(f"<whole>{re.sub(r'<[?].*?[?]>', '', inner)}</whole>".encode())


def _letter(document: ET.Element) -> Letter:
    held = _find(document, "CorrespondenceLetter")
    held = document if held is None else held
    number = _text(held, "ID", direct=True) or _text(held, "LetterID", direct=True)
    if not number:
        raise Unreadable("หนังสือในคิวไม่มีเลขที่")
    main = _find(held, "MainLetterBinaryObject")
    return Letter(
        number=number,
        dated=_text(held, "CorrespondenceDate", direct=True),
        subject=_text(held, "Subject", direct=True),
        sender=_side(_find(held, "SenderParty")),
        receiver=_side(_find(held, "ReceiverParty")),
        main=_binary(main) if main is not None else None,
        attachments=tuple(
            binary
            for each in _all(held, "AttachmentBinaryObject")
            for binary in [_binary(each)]
            if binary.data
        ),
        secrecy=_text(held, "SecretCode"),
        speed=_text(held, "SpeedCode"),
        references=tuple(
            Reference(_text(each, "ID"), _text(each, "CorrespondenceDate"), _text(each, "Subject"))
            for each in _all(held, "ReferenceCorrespondence")
            if _text(each, "ID")
        ),
        attachment_note=_text(held, "Attachment", direct=True),
        sent=_text(held, "SendDate"),
        description=_text(held, "Description", direct=True),
    )


def _side(held: ET.Element | None) -> Side:
    """One client writes the department's id into the ministry's field: the ministry is its first two figures."""
    if held is None:
        return Side()
    ministry, department = (
        _text(found, "ID") if (found := _find(held, name)) is not None else ""
        for name in ("MinistryOrganization", "DepartmentOrganization")
    )
    department = department or (ministry if len(ministry) > 2 else "")
    return Side(
        given_name=_text(held, "GivenName"),
        family_name=_text(held, "FamilyName"),
        title=_text(held, "JobTitle"),
        ministry=(ministry or department)[:2],
        department=department,
    )


def _binary(element: ET.Element) -> Binary:
    mime = next((value for key, value in element.attrib.items() if key.lower().endswith("mimecode")), "")
    try:
        return Binary(mime, base64.b64decode("".join((element.text or "").split()), validate=True))
    except (binascii.Error, ValueError) as error:
        raise Unreadable("แฟ้มในหนังสือถอดรหัส base64 ไม่ได้") from error


def _notifier(kind: NoticeKind, held: ET.Element) -> Notifier:
    number = _text(held, "LetterID") or _text(held, "ID")
    if not number:
        raise Unreadable("หนังสือแจ้งในคิวไม่ได้บอกว่าเป็นเรื่องของหนังสือเลขที่ใด")
    by = _find(held, "AcceptDepartment")
    return Notifier(
        kind=kind,
        number=number,
        dated=_text(held, "CorrespondenceDate"),
        subject=_text(held, "Subject"),
        accepted_number=_text(held, "AcceptID"),
        accepted=_text(held, "AcceptDate"),
        department=(_text(by, "Code") or _text(by, "ID") or _said(by)) if by is not None else "",
    )


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _all(held: ET.Element, name: str) -> Iterator[ET.Element]:
    wanted = name.lower()
    return (each for each in held.iter() if each is not held and _local(each).lower() == wanted)


def _find(held: ET.Element, name: str, *, direct: bool = False) -> ET.Element | None:
    if direct:
        return next((child for child in held if _local(child).lower() == name.lower()), None)
    return next(_all(held, name), None)


def _text(held: ET.Element, name: str, *, direct: bool = False) -> str:
    found = _find(held, name, direct=direct)
    return _said(found) if found is not None else ""


def _said(element: ET.Element) -> str:
    return " ".join(_unescaped(element.text or "").split())


def _unescaped(text: str, *, markup: bool = False) -> str:
    """Text that was escaped more than once, as it was meant; at most three times over."""
    for _ in range(3):
        if not _ENTITY.search(text) or (markup and text.startswith("<")):
            break
        text = html.unescape(text)
    return text.replace("\x00", "")
