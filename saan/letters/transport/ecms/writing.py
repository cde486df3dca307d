"""Messages of e-CMS as we write them: one strict form (namespaces with www, wsa:To, fields in the manual's order)."""

import base64
import re
from uuid import UUID
from xml.etree import ElementTree as ET

from saan.kernel.dates import BANGKOK
from saan.letters.rules import NoticeKind
from saan.letters.transport.ecms.codes import ORDINARY_SECRECY, SPEED, mime_of
from saan.letters.transport.ecms.messages import NOTIFIERS
from saan.letters.transport.faults import InvalidAddressee, Validation
from saan.letters.transport.parcel import Enclosed, Parcel, Party, Word

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSA = "http://www.w3.org/2005/08/addressing"
RAM = "urn:th:gov:egif:data:standard:ReusableAggregateBusinessInformationEntity:1"
RSM = "urn:th:gov:egif:data:standard:GovernmentDocument:1.0"
for _prefix, _uri in (("SOAP-ENV", SOAP), ("wsa", WSA), ("ram", RAM), ("rsm", RSM)):
    ET.register_namespace(_prefix, _uri)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def letter(parcel: Parcel, *, to: str) -> bytes:
    """3.2.1: the letter for its receiver. Validation when it lacks something the exchange asks for."""
    _check(parcel)
    envelope, body = _envelope(parcel.consignment_id, to)
    body.set("ID", "Body")
    document = ET.SubElement(
        ET.SubElement(body, "CorrespondenceLetterOutboundRequest"), f"{{{RSM}}}GovernmentDocument"
    )
    held = ET.SubElement(document, f"{{{RAM}}}CorrespondenceLetter", ID="Letter")
    _put(held, "ID", parcel.number)
    _put(held, "CorrespondenceDate", parcel.dated.isoformat())
    _put(held, "Subject", parcel.subject)
    _put(held, "SecretCode", ORDINARY_SECRECY)
    _put(held, "SpeedCode", SPEED[parcel.urgency])
    _party(held, "SenderParty", parcel.sender)
    _party(held, "ReceiverParty", parcel.receiver)
    for cited in parcel.references:
        reference = _put(held, "ReferenceCorrespondence")
        _put(reference, "ID", cited.number)
        _put(reference, "CorrespondenceDate", cited.dated.isoformat() if cited.dated else "")
        _put(reference, "Subject", cited.subject)
    _put(
        held,
        "Attachment",
        " ".join(f"{at}. {file.name}" for at, file in enumerate(parcel.enclosures, 1)) or "-",
    )
    _put(held, "SendDate", f"{parcel.sent.astimezone(BANGKOK):%Y-%m-%dT%H:%M:%S}" if parcel.sent else "")
    _put(held, "Description", "")
    _file(held, "MainLetterBinaryObject", parcel.main)
    for file in parcel.enclosures:
        _file(held, "AttachmentBinaryObject", file)
    return _bytes(envelope)


def _check(parcel: Parcel) -> None:
    if not parcel.sender.code:
        raise Validation("หน่วยงานของท่านยังไม่มีรหัสหน่วยงานใน e-CMS")
    if not parcel.receiver.code:
        raise InvalidAddressee("ผู้รับไม่มีรหัสหน่วยงานใน e-CMS")
    if parcel.urgency not in SPEED:
        raise Validation(f"ไม่มีรหัสชั้นความเร็ว {parcel.urgency}")
    for file in (parcel.main, *parcel.enclosures):
        if mime_of(file.name) is None:
            raise Validation(f"e-CMS ไม่รับแฟ้มชนิดของ {file.name}")


def notifier(word: Word, *, to: str) -> bytes:
    """3.2.2 to 3.2.6: what became of a letter."""
    envelope, body = _envelope(word.notice_id, to)
    held = ET.SubElement(ET.SubElement(body, "CorrespondenceLetterOutboundRequest"), NOTIFIERS[word.kind])
    _plain(held, "LetterID", word.letter_number)
    if word.kind in (NoticeKind.ACCEPTED, NoticeKind.NUMBER_WRONG):
        _plain(held, "AcceptID", word.accepted_number)
    _plain(held, "CorrespondenceDate", word.dated.isoformat() if word.dated else "")
    _plain(held, "Subject", word.subject)
    return _bytes(envelope)


def withdrawal(word: Word, *, to: str) -> bytes:
    """3.2.13: take a rejected or wrong letter back, so that it may be sent again."""
    envelope, body = _envelope(word.notice_id, to)
    held = ET.SubElement(body, "CorrespondenceDeleteGovernmentDocumentRequest")
    _about(held, word)
    return _bytes(envelope)


def asked_again(word: Word, *, to: str, letter_itself: bool = False) -> bytes:
    """Ask the node once more for a letter or a notifier (CorrespondenceLetterInboundSpecialRequest)."""
    envelope, body = _envelope(word.notice_id, to)
    held = ET.SubElement(body, "CorrespondenceLetterInboundSpecialRequest")
    _about(ET.SubElement(held, "GovernmentDocument" if letter_itself else NOTIFIERS[word.kind]), word)
    return _bytes(envelope)


def _about(held: ET.Element, word: Word) -> None:
    _plain(held, "LetterID", word.letter_number)
    _plain(held, "CorrespondenceDate", word.dated.isoformat() if word.dated else "")
    _plain(ET.SubElement(held, "SenderDepartment"), "Code", word.sender.code)
    _plain(ET.SubElement(held, "AcceptDepartment"), "Code", word.receiver.code)


def poll(identity: UUID, *, to: str) -> bytes:
    """3.2.7 to 3.2.12: the head of our queue, whatever it is."""
    return question("CorrespondenceLetterInboundRequest", identity, to=to)


def taken(identity: UUID, process_id: str, *, to: str) -> bytes:
    """3.2.14: delete from our queue what we have dealt with."""
    envelope, body = _envelope(identity, to)
    _plain(ET.SubElement(body, "CorrespondenceLetterDeleteRequest"), "ProcessID", process_id)
    return _bytes(envelope)


QUESTIONS = frozenset(
    {
        "CorrespondenceLetterInboundRequest",
        "GetMinistryOrganizationList",
        "GetOrganizationList",
        "GetSecretCodes",
        "GetSpeedCodes",
        "GetMimeCodes",
        "OutboundStatusRequest",
        "TimeCheckRequest",
    }
)
"""Requests without content of their own: the poll, the directory, code lists, states of what we sent, the clock."""


def question(name: str, identity: UUID, *, to: str) -> bytes:
    if name not in QUESTIONS:
        raise ValueError(name)
    envelope, body = _envelope(identity, to)
    ET.SubElement(body, name)
    return _bytes(envelope)


def _envelope(identity: UUID, to: str) -> tuple[ET.Element, ET.Element]:
    envelope = ET.Element(f"{{{SOAP}}}Envelope")
    header = ET.SubElement(envelope, f"{{{SOAP}}}Header")
    ET.SubElement(header, f"{{{WSA}}}MessageID").text = str(identity)
    ET.SubElement(header, f"{{{WSA}}}To").text = to
    return envelope, ET.SubElement(envelope, f"{{{SOAP}}}Body")


def _party(held: ET.Element, name: str, party: Party) -> None:
    side = _put(held, name)
    _put(side, "GivenName", party.given_name or party.office)
    _put(side, "FamilyName", party.family_name)
    _put(side, "JobTitle", party.title)
    _put(_put(side, "MinistryOrganization"), "ID", party.code[:2])
    _put(_put(side, "DepartmentOrganization"), "ID", party.code)


def _file(held: ET.Element, name: str, file: Enclosed) -> None:
    element = _put(held, name, base64.b64encode(file.data).decode("ascii"))
    element.set("mimeCode", mime_of(file.name) or "")


def _put(held: ET.Element, name: str, text: str = "") -> ET.Element:
    return _plain(held, f"{{{RAM}}}{name}", text)


def _plain(held: ET.Element, name: str, text: str = "") -> ET.Element:
    element = ET.SubElement(held, name)
    element.text = _FORBIDDEN.sub(" ", text)
    return element


def _bytes(envelope: ET.Element) -> bytes:
    return ET.tostring(envelope, encoding="UTF-8", xml_declaration=True, short_empty_elements=False)
