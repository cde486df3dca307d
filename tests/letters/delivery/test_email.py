"""Letters out by a real SMTP server: what arrives there, and what each kind of trouble is called."""

import email
from email.header import decode_header, make_header

import pytest

from saan.letters.actions.delivery import consign, send_due, tell_due
from saan.letters.models import Consignment, Notice
from saan.letters.rules import Channel, ConsignmentState, NoticeKind, NoticeState
from saan.letters.transport import Misconfigured
from saan.letters.transport.places import EcmsPlace, EmailPlace, MailboxPlace

S = ConsignmentState
TO = "saraban@other.example.go.th"


@pytest.fixture
def send(issued, actor):
    def going(letter=None, **more) -> Consignment:
        letter = letter or issued(**more)
        consign(letter=letter, channel=Channel.EMAIL, to=[TO], by=actor("province24"))
        send_due()
        return Consignment.objects.get(letter=letter)

    return going


def as_people_see(raw: bytes, label: str) -> str:
    """A header as mail programs show it (the standard library's newer parser leaves blanks in cut names)."""
    return str(make_header(decode_header(email.message_from_bytes(raw)[label])))


def again(held: Consignment) -> Consignment:
    """The same after its waiting time."""
    Consignment.objects.filter(pk=held.pk, state=S.QUEUED).update(next_try="2020-01-01T00:00:00Z")
    send_due()
    return Consignment.objects.get(pk=held.pk)


def test_the_letter_arrives_with_its_enclosures_under_its_number_and_id(post, send):
    sent = send(enclosed=True, urgency="ด่วนที่สุด")
    [taken] = post.taken
    message = taken.message
    assert (taken.sender, taken.receivers) == ("saraban@example.go.th", [TO])
    assert message["Subject"] == "ด่วนที่สุด ที่ ฉช 0019/1 เรื่อง ขอเชิญประชุมคณะทำงาน"
    assert message["Message-ID"] == f"<{sent.consignment_id}@example.go.th>"
    assert "สำนักงานพัฒนาชุมชนจังหวัดฉะเชิงเทรา" in as_people_see(taken.raw, "From")
    assert message["Disposition-Notification-To"] == "saraban@example.go.th"
    assert [part.get_filename() for part in message.iter_attachments()] == ["หนังสือ.pdf", "แบบรายงาน.xlsx"]
    assert next(message.iter_attachments()).get_content() == "%PDF-1.7 letterฉช 0019/1".encode()
    words = message.get_body().get_content()
    assert "ลงวันที่ 20 กันยายน" in words.replace("๒๐", "20")
    assert "1. หนังสือ.pdf" in words
    assert (sent.state, sent.tries, sent.next_try) == (S.SENT, 1, None)
    assert sent.last_sent is not None


def test_lines_of_the_message_are_no_longer_than_mail_allows(post, send, issued):
    send(issued(subject="การดำเนินงานตามนโยบาย" * 20, name="ผลการ" * 14 + ".pdf"))
    [taken] = post.taken
    assert max(len(line) for line in taken.raw.split(b"\r\n")) <= 998
    assert taken.message["Subject"].endswith("การดำเนินงานตามนโยบาย" * 20)
    assert next(taken.message.iter_attachments()).get_filename() == "ผลการ" * 14 + ".pdf"


def test_a_retry_is_the_same_message(post, send):
    post.says = ["451 4.3.0 try later"]
    held = send()
    assert (held.state, held.fault, post.taken) == (S.QUEUED, "Unreachable", [])
    assert "451" in held.fault_says
    sent = again(held)
    assert (sent.state, sent.fault) == (S.SENT, "")
    assert post.taken[0].message["Message-ID"] == f"<{held.consignment_id}@example.go.th>"


def test_a_line_that_breaks_after_the_message_was_taken_sends_it_again_under_the_same_id(post, send):
    post.says = [None]
    held = send()
    assert held.state == S.QUEUED
    assert again(held).state == S.SENT
    assert len({each.message["Message-ID"] for each in post.taken}) == 1
    assert len(post.taken) == 2


@pytest.mark.parametrize(
    ("said", "state", "fault"),
    [
        ("552 5.3.4 message too big", S.UNDELIVERED, "SizeLimitExceeded"),
        ("554 5.7.1 spam", S.UNDELIVERED, "Refused"),
        ("421 4.7.0 busy", S.QUEUED, "Unreachable"),
    ],
)
def test_what_the_server_says_becomes_a_typed_fault(post, send, said, state, fault):
    post.says = [said]
    held = send()
    assert (held.state, held.fault) == (state, fault)
    assert said.split()[0] in held.fault_says


def test_an_unknown_mailbox_is_an_invalid_addressee(post, send):
    post.unknown = {TO}
    held = send()
    assert (held.state, held.fault) == (S.UNDELIVERED, "InvalidAddressee")
    assert "ไม่พบผู้รับ" in held.fault_says


def test_a_server_that_is_down_is_unreachable(send, settings):
    settings.SAAN_EMAIL_URL = "smtp://127.0.0.1:9?from=saraban@example.go.th"
    held = send()
    assert (held.state, held.fault) == (S.QUEUED, "Unreachable")


def test_what_is_too_big_for_the_road_is_not_sent_at_all(post, send, settings, issued):
    from saan.documents.actions import keep
    from tests.factories.cast import actor_named

    settings.SAAN_EMAIL_URL = post.url(most=1)
    letter = issued()
    big = keep(
        data=b"x" * 1_000_000, name="ใหญ่.pdf", media_type="application/pdf", by=actor_named("province24")
    )
    letter.files.update(file=big)
    held = send(letter)
    assert (held.state, held.fault, post.taken) == (S.UNDELIVERED, "SizeLimitExceeded", [])


def test_a_guarded_server_is_entered_with_our_name_over_starttls(guarded_post, send, settings):
    assert send().state == S.SENT
    assert guarded_post.signed_in == ["saraban"]
    settings.SAAN_EMAIL_URL = settings.SAAN_EMAIL_URL.replace("secret", "wrong")


def test_a_wrong_password_passes_since_an_administrator_can_mend_it(guarded_post, send, settings):
    settings.SAAN_EMAIL_URL = settings.SAAN_EMAIL_URL.replace("secret", "wrong")
    held = send()
    assert (held.state, held.fault) == (S.QUEUED, "Unreachable")
    assert "wrong" not in held.fault_says


def test_a_certificate_nobody_trusts_is_not_spoken_to(guarded_post, send, settings):
    settings.SAAN_EMAIL_URL = settings.SAAN_EMAIL_URL.partition("&ca=")[0]
    assert send().fault == "Unreachable"
    assert guarded_post.taken == []


def test_a_disputed_number_is_told_in_the_thread_of_the_letter(post, send, actor):
    from saan.letters.actions.delivery import dispute_number
    from saan.letters.actions.delivery.outcome import answered

    sent = send()
    answered(consignment=sent, state=S.ACCEPTED, number="5/2569", by=actor("province24"))
    dispute_number(consignment=sent, by=actor("province24"))
    assert tell_due() == 1
    told = post.taken[-1]
    assert told.sender in ("", "<>")
    assert told.message["In-Reply-To"] == f"<{sent.consignment_id}@example.go.th>"
    assert told.message["Auto-Submitted"] == "auto-replied"
    assert "เลขรับ 5/2569" in told.message.get_body().get_content()
    notice = Notice.objects.get()
    assert (notice.kind, notice.state) == (NoticeKind.NUMBER_WRONG, NoticeState.SENT)


def test_a_notice_is_tried_finitely_too(settings, send, post, actor):
    from saan.letters.actions.delivery import dispute_number
    from saan.letters.actions.delivery.outcome import answered

    sent = send()
    answered(consignment=sent, state=S.ACCEPTED, number="5/2569", by=actor("province24"))
    dispute_number(consignment=sent, by=actor("province24"))
    settings.SAAN_EMAIL_URL = "smtp://127.0.0.1:9?from=saraban@example.go.th"
    tries = 0
    while Notice.objects.filter(state=NoticeState.QUEUED).exists():
        Notice.objects.update(next_try="2020-01-01T00:00:00Z")
        tries += tell_due()
    assert tries == 4
    assert Notice.objects.get().state == NoticeState.UNDELIVERED


@pytest.mark.parametrize("url", [
    "smtp://host", "http://host?from=a@b", "smtp://?from=a@b", "smtp://host:x?from=a@b",
    "smtp://host?from=a@b&most=0", "",
])  # fmt: skip
def test_settings_that_cannot_be_are_refused_in_words_without_their_password(url):
    with pytest.raises(Misconfigured, match="SAAN_EMAIL_URL"):
        EmailPlace.of(url)


def test_settings_are_taken_apart():
    mail = EmailPlace.of("smtps://sara%40ban:p%2Fw@mail.example.go.th?from=saraban@example.go.th")
    assert (mail.port, mail.user, mail.password, mail.security) == (465, "sara@ban", "p/w", "tls")
    assert "p/w" not in repr(mail)
    box = MailboxPlace.of("imaps://sara:x@mail.example.go.th/Inbox%2FNew?office=cdd-24&taken=เสร็จ")
    assert (box.port, box.folder, box.office, box.taken, box.refused) == (
        993, "Inbox/New", "cdd-24", "เสร็จ", "Saan-refused",
    )  # fmt: skip
    node = EcmsPlace.of("https://node.example/ecms-ws01/service2?office=cdd&timeout=5")
    assert (node.url, node.timeout) == ("https://node.example/ecms-ws01/service2", 5.0)
    for place, url in (
        (MailboxPlace, "imaps://h"),
        (EcmsPlace, "https://h/"),
        (EcmsPlace, "https://someone:secret@h/?office=x"),
        (EcmsPlace, "ftp://h?office=x"),
    ):
        with pytest.raises(Misconfigured):
            place.of(url)
