"""What a mail in the box is: a letter, an answer with or without a number, a receipt, a bounce, a machine."""

from email.message import EmailMessage
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.letters.transport.answers import MailKind, read_mail, receive_number

OURS = UUID("11111111-2222-4333-8444-555555555555")
THREAD = f"<{OURS}@example.go.th>"


def mail(words: str = "เรียนท่าน", **headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = headers.pop("From", "ผู้ส่ง <saraban@other.example.go.th>")
    message["Message-ID"] = "<one@other.example.go.th>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message.as_bytes()


def test_a_plain_mail_is_a_letter():
    read = read_mail(mail(Subject="ส่งหนังสือ"))
    assert (read.kind, read.subject, read.key) == (MailKind.LETTER, "ส่งหนังสือ", "<one@other.example.go.th>")
    assert read.address == "saraban@other.example.go.th"
    assert not read.automatic


def test_a_reply_in_our_thread_is_an_answer():
    read = read_mail(mail("ได้รับแล้ว เลขรับ ๑๒๓/๒๕๖๙", In_Reply_To=THREAD))
    assert (read.kind, read.about, read.number) == (MailKind.ANSWER, OURS, "123/2569")
    assert read_mail(mail(References=f"<x@y> {THREAD}")).about == OURS


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("เลขรับ 123/2569", "123/2569"),
        ("เลขรับที่ ๔๕ / ๒๕๖๙", "45/2569"),
        ("เลขทะเบียนรับ: 77", "77"),
        ("ลงรับแล้วที่ 1234", "1234"),
        ("ลงทะเบียนรับเลขที่ 9", "9"),
        ("รับที่ 88 ลงวันที่ 5 พฤศจิกายน 2569", "88"),
        ("ลงรับที่ 5 พฤศจิกายน 2569", ""),
        ("โทรศัพท์ 0-3800-0000", ""),
        ("ได้รับแล้ว", ""),
        ("ได้รับแล้ว\n> เลขรับ 1/2569", ""),
        ("ได้รับแล้ว\n\nOn Mon, 1 Jan 2026 saraban@x wrote:\nเลขรับ “123/2569”", ""),
        ("เลขรับ 5\n-----Original Message-----\nเลขรับ 6", "5"),
    ],
)
def test_the_receive_number_is_read_in_the_senders_own_words(words, number):
    assert receive_number(words) == number


def test_our_own_cover_words_quoted_back_are_no_number():
    html = "<p>ได้รับแล้ว</p><blockquote>เช่น “เลขรับ 123/2569”</blockquote>"
    message = EmailMessage()
    message["From"], message["In-Reply-To"] = "a@b.example", THREAD
    message.set_content(html, subtype="html")
    assert read_mail(message.as_bytes()).number == ""


DSN = """From: MAILER-DAEMON@other.example.go.th
Message-ID: <bounce@other.example.go.th>
Return-Path: <>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

gone
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; a@b.example
Action: {action}
Status: 5.1.1

--b
Content-Type: {kind}

Message-ID: {thread}
Subject: x

--b--
"""


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
@pytest.mark.parametrize(
    ("action", "is_a"),
    [("failed", MailKind.BOUNCE), ("delivered", MailKind.RECEIPT), ("delayed", MailKind.DELAY)],
)
def test_delivery_reports_are_told_apart(action, is_a, kind):
    read = read_mail(DSN.format(action=action, kind=kind, thread=THREAD).encode())
    assert (read.kind, read.about, read.automatic) == (is_a, OURS, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<news.example>"},
        {"Return_Path": "<>"},
    ],
)
def test_machines_are_known_and_never_asked_back(headers):
    read = read_mail(mail(Disposition_Notification_To="saraban@other.example.go.th", **headers))
    assert (read.kind, read.automatic, read.wants_receipt) == (MailKind.MACHINE, True, "")


def test_a_receipt_goes_to_the_sender_alone():
    asked = {"Disposition_Notification_To": "saraban@other.example.go.th"}
    assert read_mail(mail(**asked)).wants_receipt == "saraban@other.example.go.th"
    assert read_mail(mail(Disposition_Notification_To="victim@example.com")).wants_receipt == ""
    assert (
        read_mail(mail(Disposition_Notification_To="a@b.example, saraban@other.example.go.th")).wants_receipt
        == ""
    )
    assert read_mail(mail()).wants_receipt == ""


@given(st.binary(max_size=300))
def test_whatever_comes_is_read_without_raising(data):
    read = read_mail(data)
    assert read.key
    assert "\x00" not in read.sender + read.subject


@given(st.text(max_size=80))
def test_numbers_are_numbers(words):
    assert receive_number(words).replace("/", "").isdecimal() or receive_number(words) == ""
