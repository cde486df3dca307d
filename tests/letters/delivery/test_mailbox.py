"""The office's box on a real IMAP server: what comes is taken in once, what cannot be is put aside, nothing is lost."""

from email.message import EmailMessage

import pytest

from saan.letters.actions import register
from saan.letters.actions.delivery import consign, fetch_mail, mail, queue_answers, send_due, tell_due
from saan.letters.models import Consignment, IncomingMessage, Letter, Receipt
from saan.letters.rules import Channel, ConsignmentState, IncomingState
from saan.letters.transport import Unreachable
from tests.factories.letters import letter_text

pytestmark = pytest.mark.slow
S = ConsignmentState


def written(number: str = "ฉช ๐๐๑๙/ว ๔๑๐๑", *, key: str = "<one@other.example>", **headers: str) -> bytes:
    """A mail that brings an invented circular."""
    message = EmailMessage()
    message["From"] = "สำนักงานจังหวัด <saraban@other.example>"
    message["Subject"], message["Message-ID"] = "ส่งหนังสือ", key
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("ส่งตามแนบ")
    data = letter_text(number=number).encode()
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename="หนังสือ.txt")
    return message.as_bytes()


def mail_of_secret() -> bytes:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@b.example", "<secret@x>"
    message["Subject"] = "ลับ เรื่องขมิ้นเหลือง"
    message.set_content("ลับ\n\n" + letter_text(number="ฉช ๐๐๑๙/๙"))
    return message.as_bytes()


def reply(to: Consignment, words: str, **headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@other.example", f"<r{len(words)}@other.example>"
    message["In-Reply-To"] = f"<{to.consignment_id}@example.go.th>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message.as_bytes()


@pytest.fixture
def sent(issued, actor, post) -> Consignment:
    by = actor("province24")
    [held] = consign(letter=issued(), channel=Channel.EMAIL, to=["a@other.example"], by=by)
    send_due()
    return Consignment.objects.get(pk=held.pk)


def states() -> list[str]:
    return list(IncomingMessage.objects.order_by("pk").values_list("state", flat=True))


def test_a_mail_becomes_an_arrival_of_the_office(box, office):
    box.put(written())
    assert fetch_mail().seen == 1
    receipt = Receipt.objects.get()
    assert (receipt.office, receipt.via, receipt.state) == (office, "email", "arrived")
    assert receipt.letter.number == "ฉช 0019/ว 4101"
    assert receipt.arrived_by.full_name == "ระบบรับส่งหนังสือ"
    assert not receipt.arrived_by.has_usable_password()
    message = IncomingMessage.objects.get()
    assert (message.letter, message.state) == (receipt.letter, IncomingState.TAKEN)
    assert box.counts() == {"new": 0, "taken": 1, "refused": 0}


def test_fetching_again_brings_nothing_new(box):
    box.put(written())
    fetch_mail()
    assert (fetch_mail().seen, Letter.objects.count()) == (0, 1)


def test_the_same_mail_delivered_twice_is_one_letter(box):
    raw = written()
    box.put(raw, raw)
    assert fetch_mail().seen == 2
    assert (Letter.objects.count(), IncomingMessage.objects.count()) == (1, 1)
    assert box.counts()["taken"] == 2


def test_another_mail_under_the_same_id_is_not_lost(box):
    box.put(written(), written("ฉช ๐๐๑๙/ว ๔๑๐๒"))
    fetch_mail()
    assert sorted(Letter.objects.values_list("number", flat=True)) == ["ฉช 0019/ว 4101", "ฉช 0019/ว 4102"]


def test_the_same_letter_in_another_mail_is_noticed(box):
    box.put(written(), written(key="<two@other.example>"))
    fetch_mail()
    assert states() == [IncomingState.TAKEN, IncomingState.DUPLICATE]
    assert Letter.objects.count() == 1


def test_a_machine_that_dies_before_moving_the_mail_takes_it_in_once(box, monkeypatch):
    box.put(written())

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(mail.Mailbox, "move", dies)
        with pytest.raises(KeyboardInterrupt):
            fetch_mail()
    assert box.counts()["new"] == 1
    assert fetch_mail().seen == 1
    assert (Letter.objects.count(), Receipt.objects.count(), states()) == (1, 1, [IncomingState.TAKEN])
    assert box.counts() == {"new": 0, "taken": 1, "refused": 0}


def test_one_bad_mail_stops_none_and_stays_in_the_mailbox(box):
    empty = EmailMessage()
    empty["From"], empty["Subject"] = "a@b.example", "รูปภาพ"
    empty.add_attachment(b"MZ\x00", maintype="application", subtype="octet-stream", filename="ของ.exe")
    secret = mail_of_secret()
    box.put(b"\xff\xfe no mail at all", empty.as_bytes(), secret, written("ฉช ๐๐๑๙/ว ๙๙", key="<ok@x>"))
    fetched = fetch_mail()
    assert fetched.seen == 4
    assert fetched.refused >= 1
    assert Letter.objects.filter(number="ฉช 0019/ว 99").exists()
    refused = IncomingMessage.objects.filter(state=IncomingState.REFUSED)
    assert all(any("ก" <= letter <= "๛" for letter in each.says) for each in refused)
    assert box.counts()["refused"] == refused.count()
    assert box.counts()["new"] == 0
    assert refused.get(message_key="<secret@x>").subject == "เรื่องลับ"


def test_a_defect_of_ours_puts_the_mail_aside_and_moving_it_back_tries_again(box, monkeypatch):
    box.put(written(), written("ฉช ๐๐๑๙/ว ๔๒", key="<two@x>"))
    real = mail.bring_in

    def broken(**asked: object) -> object:
        if b"<one@" in asked["data"]:
            raise ZeroDivisionError
        return real(**asked)

    with monkeypatch.context() as patch:
        patch.setattr(mail, "bring_in", broken)
        assert (fetch_mail().refused, Letter.objects.count()) == (1, 1)
    held = IncomingMessage.objects.get(state=IncomingState.REFUSED)
    assert "รูปแบบผิดปกติ" in held.says
    box.back()
    assert fetch_mail().seen == 1
    held.refresh_from_db()
    assert (held.state, Letter.objects.count(), IncomingMessage.objects.count()) == (
        IncomingState.TAKEN,
        2,
        2,
    )


def test_a_mail_too_big_is_not_read_but_told(box, monkeypatch):
    monkeypatch.setattr(mail, "BIGGEST", 500)
    box.put(written())
    assert fetch_mail().refused == 1
    message = IncomingMessage.objects.get()
    assert (message.sender, message.state) == ("สำนักงานจังหวัด <saraban@other.example>", IncomingState.REFUSED)
    assert "ใหญ่เกิน" in message.says


def test_a_receipt_is_given_to_who_asked_and_the_number_follows_registering(box, post, actor):
    box.put(written(Disposition_Notification_To="saraban@other.example"))
    fetch_mail()
    assert tell_due() == 1
    [told] = post.taken
    assert told.message.get_content_type() == "multipart/report"
    assert told.message.get_param("report-type") == "disposition-notification"
    assert b"Original-Message-ID: <one@other.example>" in told.raw
    assert (queue_answers(), tell_due()) == (0, 0)
    register(receipt=Receipt.objects.get(), by=actor("clerk24"))
    assert (queue_answers(), queue_answers(), tell_due()) == (1, 0, 1)
    number = Receipt.objects.get()
    assert f"เลขรับ {number.number}/{number.year_be}" in post.taken[-1].message.get_body().get_content()
    assert {each.message["In-Reply-To"] for each in post.taken} == {"<one@other.example>"}


@pytest.mark.parametrize(
    "headers",
    [{}, {"Disposition_Notification_To": "saraban@other.example", "Auto_Submitted": "auto-generated"}],
)
def test_who_did_not_ask_and_machines_get_no_receipt(box, post, actor, headers):
    box.put(written(**headers))
    fetch_mail()
    register(receipt=Receipt.objects.get(), by=actor("clerk24"))
    assert (queue_answers(), tell_due(), post.taken) == (0, 0, [])


@pytest.mark.parametrize(
    ("words", "headers", "state", "number"),
    [
        ("ลงรับแล้ว เลขรับ ๑๒๓/๒๕๖๙", {}, S.ACCEPTED, "123/2569"),
        ("ได้รับแล้วครับ", {}, S.DELIVERED, ""),
        ("ไม่อยู่จนถึงวันจันทร์", {"Auto_Submitted": "auto-replied"}, S.SENT, ""),
    ],
)
def test_an_answer_to_our_letter_moves_its_sending(box, sent, words, headers, state, number):
    box.put(reply(sent, words, **headers))
    fetch_mail()
    sent.refresh_from_db()
    assert (sent.state, sent.accepted_number) == (state, number)
    message = IncomingMessage.objects.get()
    assert (message.state, message.consignment) == (IncomingState.ANSWER, sent)
    assert Letter.objects.count() == 1
    assert box.counts()["taken"] == 1


def test_our_own_receipt_is_understood_by_ourselves(box, sent, post):
    """What Saan answers to a mail of Saan, read by the other Saan."""
    from saan.letters.rules import NoticeKind
    from saan.letters.transport import Party, Word
    from saan.letters.transport.email import Email, EmailPlace

    word = Word(
        sent.consignment_id, NoticeKind.RECEIVED, "saraban@example.go.th", "ฉช 0019/1", None, "เรื่อง",
        Party("เขา"), Party("เรา"), answers=post.taken[0].message["Message-ID"],
    )  # fmt: skip
    Email(EmailPlace.of(post.url())).tell(word)
    box.put(post.taken[-1].raw)
    fetch_mail()
    sent.refresh_from_db()
    assert sent.state == S.DELIVERED


def test_a_bounce_gives_the_sending_to_a_person(box, sent):
    from tests.letters.delivery.test_answers import DSN

    thread = f"<{sent.consignment_id}@example.go.th>"
    box.put(DSN.format(action="failed", kind="message/rfc822", thread=thread).encode())
    fetch_mail()
    sent.refresh_from_db()
    assert (sent.state, sent.fault) == (S.UNDELIVERED, "InvalidAddressee")


def test_an_answer_that_brings_a_letter_is_both(box, sent):
    raw = written(In_Reply_To=f"<{sent.consignment_id}@example.go.th>")
    box.put(raw)
    fetch_mail()
    sent.refresh_from_db()
    assert (sent.state, Letter.objects.count()) == (S.DELIVERED, 2)
    assert IncomingMessage.objects.get().letter.number == "ฉช 0019/ว 4101"


def test_a_box_that_does_not_answer_is_unreachable(settings, office):
    settings.SAAN_IMAP_URL = f"imap://x:y@127.0.0.1:9/INBOX?office={office.code}"
    with pytest.raises(Unreachable):
        fetch_mail()


def test_a_wrong_password_is_told_and_a_guarded_server_is_entered(mail_house, settings, office):
    settings.SAAN_IMAP_URL = mail_house.url("guarded", office.code, tls=True)
    assert fetch_mail().seen == 0
    settings.SAAN_IMAP_URL = f"imap://guarded:wrong@127.0.0.1:{mail_house.port}/INBOX?office={office.code}"
    with pytest.raises(Unreachable):
        fetch_mail()
