"""Messages of e-CMS: written in one strict form, read in every form that other clients write."""

import dataclasses
import datetime as dt
import re
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from saan.letters.rules import NoticeKind
from saan.letters.transport import (
    Cited,
    Duplicate,
    Enclosed,
    InvalidAddressee,
    Parcel,
    Party,
    SizeLimitExceeded,
    Unreachable,
    UnsupportedVersion,
    Validation,
    Word,
)
from saan.letters.transport.ecms import reading, writing
from saan.letters.transport.ecms.codes import MIME, ending_of, mime_of
from saan.letters.transport.ecms.messages import Letter, Notifier
from saan.letters.transport.ecms.reading import Unreadable

NODE = "http://node.example/ecms-ws01/service2"
IDENTITY = UUID("11111111-2222-4333-8444-555555555555")
PDF = b"%PDF-1.7 letter"


def canonical(data: bytes) -> str:
    """The message without what XML does not mean: prefixes of namespaces, blanks between elements, order of names."""
    return ET.canonicalize(data.decode(), strip_text=True, rewrite_prefixes=True)


def word(kind: NoticeKind) -> Word:
    return Word(
        IDENTITY, kind, "11002", "ฉช 0019/ว 4101", dt.date(2023, 9, 20), "การขึ้นทะเบียน",
        sender=Party("เรา", "11008"), receiver=Party("เขา", "11002"), accepted_number="123/2566",
    )  # fmt: skip


def test_a_letter_is_written_as_the_golden_one(parcel, golden):
    assert canonical(writing.letter(parcel, to=NODE)) == canonical(golden("letter"))


def test_send_date_is_bangkok_time(parcel):
    written = writing.letter(parcel, to=NODE).decode()
    assert "<ram:SendDate>2023-09-21T17:30:00</ram:SendDate>" in written


@pytest.mark.parametrize("kind", [kind for kind in NoticeKind if kind != NoticeKind.WITHDRAWN])
def test_notifiers_are_written_as_the_golden_ones(kind, golden):
    assert canonical(writing.notifier(word(kind), to=NODE)) == canonical(golden(kind.value))


def test_the_other_requests_are_written_as_the_golden_ones(golden):
    written = {
        "withdrawn": writing.withdrawal(word(NoticeKind.WITHDRAWN), to=NODE),
        "asked-again": writing.asked_again(word(NoticeKind.ACCEPTED), to=NODE),
        "poll": writing.poll(IDENTITY, to=NODE),
        "taken": writing.taken(IDENTITY, "1001", to=NODE),
        "status": writing.question("OutboundStatusRequest", IDENTITY, to=NODE),
    }
    assert {name: canonical(data) for name, data in written.items()} == {
        name: canonical(golden(name)) for name in written
    }


def test_only_known_questions_are_asked():
    with pytest.raises(ValueError, match="Drop"):
        writing.question("DropEverything", IDENTITY, to=NODE)


@pytest.mark.parametrize(
    ("change", "fault", "says"),
    [
        ({"sender": Party("เรา")}, Validation, "ยังไม่มีรหัสหน่วยงาน"),
        ({"receiver": Party("เขา")}, InvalidAddressee, "ผู้รับไม่มีรหัส"),
        ({"urgency": "เร็ว ๆ"}, Validation, "ชั้นความเร็ว"),
        ({"enclosures": (Enclosed("ของ.exe", "application/x-dosexec", b"MZ"),)}, Validation, r"ของ\.exe"),
    ],
)
def test_what_the_exchange_would_not_take_is_not_written(parcel, change, fault, says):
    with pytest.raises(fault) as caught:
        writing.letter(dataclasses.replace(parcel, **change), to=NODE)
    assert re.search(says, caught.value.says)


def test_the_visual_basic_dialect_is_read(golden):
    head = reading.inbound(golden("others-visual-basic"))
    letter = head.content
    assert (head.process_id, letter.number, letter.subject) == ("7001", "อก 0905/0007", "ขอเชิญประชุม & แจ้งผล")
    assert (letter.receiver.ministry, letter.receiver.department) == ("11", "11008")
    assert (letter.main.data, [each.data for each in letter.attachments]) == (PDF, [b"word"])


def test_the_c_sharp_dialect_is_read(golden):
    letter = reading.inbound(golden("others-c-sharp")).content
    assert (letter.number, letter.sender.department, letter.receiver.department) == (
        "กห 0201/88",
        "02001",
        "11008",
    )
    assert (letter.references, letter.attachments, letter.main.data) == ((), (), PDF)
    assert ending_of(letter.main.mime) == ".pdf"


def test_content_escaped_as_a_whole_is_read(golden):
    letter = reading.inbound(golden("others-escaped")).content
    assert (letter.number, letter.subject, letter.main.data) == ("มท 0810.6/5", "ก & ข", PDF)


def test_notifiers_from_the_queue_say_who_and_when(golden):
    notifier = reading.inbound(golden("others-accepted")).content
    assert notifier == Notifier(
        NoticeKind.ACCEPTED,
        "ฉช 0019/ว 4101",
        "2023-09-20",
        "การขึ้นทะเบียน",
        "๑๒๓/๒๕๖๖",
        "2023-09-22T09:00:00",
        "11002",
    )


@pytest.mark.parametrize("swap", [
    ("http://www.w3.org", "http://w3.org"),
    ("wsa:To", "wsa:to"),
    ("ReusableAggregateBusinessInformationEntity:1", "ReuseableAggregateBusinessInformaionEntity:1"),
    ("urn:th:gov:egif:data:standard:GovernmentDocument:1.0", "urn:swapped"),
])  # fmt: skip
def test_our_own_letter_is_read_whatever_the_names_are_spelt_like(parcel, swap):
    data = writing.letter(parcel, to=NODE)
    changed = data.decode().replace(*swap).encode()
    assert changed != data
    assert reading.request(changed) == reading.request(data)


THAI = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=30)


@given(
    number=THAI.filter(str.strip),
    subject=THAI,
    data=st.binary(max_size=50),
    cited=st.lists(THAI.filter(str.strip), max_size=3),
)
def test_what_is_written_is_read_back(number, subject, data, cited):
    parcel = Parcel(
        IDENTITY, "11002", number, dt.date(2023, 9, 20), subject, Party("เรา", "11008"), Party("เขา", "11002"),
        Enclosed("ห.pdf", "", data or b"x"), references=tuple(Cited(each) for each in cited),
    )  # fmt: skip
    operation, identity, to, letter = reading.request(writing.letter(parcel, to=NODE))
    assert (operation, identity, to) == ("CorrespondenceLetterOutboundRequest", str(IDENTITY), NODE)
    assert isinstance(letter, Letter)
    said = reading._unescaped
    assert letter.number == " ".join(said(number).split())
    assert letter.subject == " ".join(said(subject).split())
    assert letter.main.data == (data or b"x")


@example(b"<html><body>proxy</body></html>")
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_garbage_is_unreadable_and_nothing_worse(data):
    with pytest.raises(Unreadable):
        reading.inbound(data)


def test_entities_and_document_types_are_refused_before_they_grow():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    outside = b'<!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>'
    for data in (bomb, outside):
        with pytest.raises(Unreadable, match="เอนทิตี"):
            reading.tree(data)


def test_depth_and_size_are_bounded(monkeypatch):
    with pytest.raises(Unreadable, match="ลึก"):
        reading.tree(b"<a>" * 50 + b"</a>" * 50)
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    with pytest.raises(Unreadable, match="ใหญ่"):
        reading.tree(b"<a>" + b" " * 20 + b"</a>")


def test_an_empty_queue_is_nothing(golden):
    assert (
        reading.inbound(b"<Envelope><Body><CorrespondenceLetterInboundResponse/></Body></Envelope>") is None
    )
    said = golden("others-error").decode().replace("เลขที่หนังสือซ้ำ", "ไม่มีหนังสือในคิว")
    assert reading.inbound(said.encode()) is None


def test_a_head_that_is_no_sound_xml_can_be_put_away_but_half_a_head_cannot(golden):
    data = golden("others-visual-basic").decode().replace("&amp;amp;", "&").encode()
    head = reading.inbound(data)
    assert (head.process_id, head.content, head.raw) == ("7001", None, data)
    assert head.problem
    with pytest.raises(Unreadable):
        reading.inbound(data[: len(data) // 2])


def test_a_head_with_a_broken_file_keeps_its_process_id(golden):
    data = golden("others-c-sharp").replace(b"JVBERi0x", b"***")
    head = reading.inbound(data)
    assert (head.process_id, head.content) == ("7002", None)
    assert "base64" in head.problem


@pytest.mark.parametrize(
    ("description", "fault"),
    [
        ("เลขที่หนังสือซ้ำ", Duplicate),
        ("Letter ID already exists", Duplicate),
        ("ขนาดไฟล์เกินกำหนด", SizeLimitExceeded),
        ("Unknown organization", InvalidAddressee),
        ("Version not supported", UnsupportedVersion),
        ("Service is busy", Unreachable),
        ("อะไรก็ไม่รู้", Validation),
    ],
)
def test_errors_of_a_node_become_typed_faults(golden, description, fault):
    data = golden("others-error").decode().replace("เลขที่หนังสือซ้ำ", description).encode()
    with pytest.raises(fault) as caught:
        reading.receipt(data)
    assert description in caught.value.says


def test_statuses_and_directory_are_read_loosely(golden):
    found = reading.statuses(golden("others-status"))
    assert [(each.number, each.status) for each in found] == [("ฉช 0019/1", "Sent"), ("ฉช 0019/2", "Waiting")]
    listed = reading.organisations(golden("others-directory"))
    assert [(each.code, each.name, each.url) for each in listed] == [
        ("11002", "กรมตัวอย่าง", "http://other.example/ecms-ws01/service2"),
        ("11008", "หน่วยงานของเรา", ""),
    ]


def test_every_accepted_kind_of_file_has_its_code_and_comes_back_with_its_ending():
    assert set(MIME) >= {
        ".doc", ".docx", ".pdf", ".rtf", ".xls", ".xlsx", ".ppt", ".pptx", ".zip",
        ".bmp", ".jpeg", ".png", ".tiff", ".txt",
    }  # fmt: skip
    for ending in MIME:
        assert mime_of(f"แฟ้ม{ending.upper()}") == MIME[ending]
        assert mime_of(f"x{ending_of(MIME[ending])}") == MIME[ending]
    assert ending_of("application/x-unknown") == ""
