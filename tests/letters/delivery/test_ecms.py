"""Exchange with a node that is sometimes down: every letter arrives once, every notifier moves what it speaks of."""

import pytest

from saan.kernel.refusals import Refused
from saan.letters.actions import register
from saan.letters.actions.delivery import (
    consign,
    dispute_number,
    poll_ecms,
    queue_answers,
    refuse_message,
    send_due,
    take_again,
    tell_due,
)
from saan.letters.actions.delivery import ecms as exchange
from saan.letters.models import Consignment, IncomingMessage, Letter, Notice, Receipt
from saan.letters.queries import original_of
from saan.letters.rules import Channel, ConsignmentState, IncomingState, NoticeKind
from saan.letters.transport import Unreachable
from tests.factories.letters import letter_text
from tests.fakes.ecms_node import document
from tests.letters.delivery.conftest import OURS, THEIRS

S = ConsignmentState


def soon(model=Consignment) -> None:
    """Waiting times are over."""
    model.objects.filter(state="queued").update(next_try="2020-01-01T00:00:00Z")


@pytest.fixture
def send(issued, actor, node):
    def going(number: int = 1, *to: str) -> list[Consignment]:
        letter = issued(number)
        consign(letter=letter, channel=Channel.ECMS, to=to or [THEIRS], by=actor("province24"))
        send_due()
        return list(letter.consignments.order_by("pk"))

    return going


def state_of(held: Consignment) -> str:
    return Consignment.objects.get(pk=held.pk).state


def incoming(number: str = "ฉช ๐๐๑๙/ว ๔๑๐๑", **more) -> str:
    return document(number=number, main=letter_text(number=number).encode(), **more)


def test_a_letter_goes_to_its_receiver_under_the_id_of_its_sending(node, send):
    [sent] = send()
    [letter] = node.sent[THEIRS]
    assert (letter.number, letter.sender.department, sent.state) == ("ฉช 0019/1", OURS, S.SENT)
    assert letter.main.data.startswith(b"%PDF")
    assert node.message_ids == [str(sent.consignment_id)]


def test_a_circular_is_a_message_for_each(node, send):
    sent = send(1, "11002", "11003", "11004")
    assert [len(node.sent[code]) for code in ("11002", "11003", "11004")] == [1, 1, 1]
    assert len({each.consignment_id for each in sent}) == 3


@pytest.mark.parametrize("mood", ["down", "garbage"])
def test_a_node_in_trouble_gets_the_same_message_later(node, send, mood):
    node.moods.next.extend(["", mood])
    [sent] = send()
    assert (sent.state, sent.fault, node.sent[THEIRS]) == (S.QUEUED, "Unreachable", [])
    soon()
    send_due()
    assert state_of(sent) == S.SENT


@pytest.mark.slow
def test_a_slow_node_is_not_waited_for(node, send, settings):
    from saan.letters.actions.delivery import roads

    node.moods.next.extend(["slow", "slow"])
    place = roads.ecms_road(settings.SAAN_ECMS_URL).node.place
    object.__setattr__(place, "timeout", 0.2)
    [sent] = send()
    assert sent.fault == "Unreachable"


def test_an_answer_lost_on_the_way_makes_no_second_letter(node, send):
    node.moods.next.extend(["", "lost"])
    [sent] = send()
    assert sent.state == S.QUEUED
    soon()
    send_due()
    assert state_of(sent) == S.SENT
    assert (len(node.sent[THEIRS]), len(set(node.message_ids)), len(node.message_ids)) == (1, 1, 2)


def test_an_error_of_the_node_is_told_and_not_tried_again(node, send):
    node.moods.next.extend(["", "error:E9:ไม่พบหน่วยงานผู้รับ"])
    [sent] = send()
    assert (sent.state, sent.fault) == (S.UNDELIVERED, "InvalidAddressee")
    assert "E9" in sent.fault_says


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (NoticeKind.RECEIVED, S.DELIVERED),
        (NoticeKind.ACCEPTED, S.ACCEPTED),
        (NoticeKind.REJECTED, S.REJECTED),
        (NoticeKind.INVALID, S.INVALID),
    ],
)
def test_notifiers_of_the_receiver_move_our_sending(node, send, kind, state):
    [sent] = send()
    node.notifies(kind, "ฉช ๐๐๑๙/๑", dated="2023-09-20", accepted="๑๒/๒๕๖๙", department=THEIRS)
    assert poll_ecms().seen == 1
    assert (state_of(sent), len(node.queue)) == (state, 0)
    message = IncomingMessage.objects.get()
    assert (message.state, message.consignment) == (IncomingState.ANSWER, sent)


def test_of_a_circular_the_department_that_answers_is_meant(node, send):
    sent = send(1, "11002", "11003")
    node.notifies(NoticeKind.ACCEPTED, "ฉช 0019/1", accepted="1/2569", department="11003")
    node.notifies(NoticeKind.RECEIVED, "ฉช 0019/1")
    assert poll_ecms().refused == 1
    assert [state_of(each) for each in sent] == [S.SENT, S.ACCEPTED]
    assert "หลายหน่วยงาน" in IncomingMessage.objects.get(state=IncomingState.REFUSED).says


def test_a_notifier_of_nothing_we_sent_is_put_aside_and_the_queue_goes_on(node, send):
    [sent] = send()
    node.notifies(NoticeKind.ACCEPTED, "กท 1/1", accepted="1")
    node.puts("<Nonsense/>")
    node.notifies(NoticeKind.RECEIVED, "ฉช 0019/1", department=THEIRS)
    polled = poll_ecms()
    assert (polled.seen, polled.refused, len(node.queue)) == (3, 2, 0)
    assert state_of(sent) == S.DELIVERED


def test_after_a_rejection_the_letter_is_withdrawn_before_its_next_version_goes(node, send, actor):
    [sent] = send()
    node.notifies(NoticeKind.INVALID, "ฉช 0019/1", department=THEIRS)
    poll_ecms()
    [again] = consign(letter=sent.letter, channel=Channel.ECMS, to=[THEIRS], by=actor("province24"))
    assert send_due() == 0
    assert tell_due() == 1
    assert (node.withdrawn, send_due()) == (["ฉช 0019/1"], 1)
    assert (state_of(again), again.version, len(node.sent[THEIRS])) == (S.SENT, 2, 1)


def test_a_wrong_receive_number_is_disputed_and_corrected(node, send, actor):
    [sent] = send()
    node.notifies(NoticeKind.ACCEPTED, "ฉช 0019/1", accepted="1/2569", department=THEIRS)
    poll_ecms()
    dispute_number(consignment=Consignment.objects.get(pk=sent.pk), by=actor("province24"))
    tell_due()
    assert [(each.kind, each.accepted_number) for each in node.told] == [(NoticeKind.NUMBER_WRONG, "1/2569")]
    node.notifies(NoticeKind.ACCEPTED, "ฉช 0019/1", accepted="2/2569", department=THEIRS)
    poll_ecms()
    assert Consignment.objects.get().accepted_number == "2/2569"


def test_a_letter_from_the_queue_arrives_and_is_confirmed(node, office, actor):
    node.puts(incoming(attachments=(("application/pdf", b"%PDF-1.7 nothing"), ("zip", b"PK"))))
    assert poll_ecms().seen == 1
    receipt = Receipt.objects.get()
    letter = receipt.letter
    assert (receipt.office, receipt.via, letter.number) == (office, "ecms", "ฉช 0019/ว 4101")
    assert original_of(letter).name == "หนังสือ ฉช ๐๐๑๙-ว ๔๑๐๑.txt"
    kept = sorted(held.file.name for held in letter.files.all())
    assert kept[1:] == ["สิ่งที่ส่งมาด้วย 2.zip", "หนังสือ ฉช ๐๐๑๙-ว ๔๑๐๑.txt"] or len(kept) == 3
    assert tell_due() == 1
    register(receipt=receipt, by=actor("clerk24"))
    assert (queue_answers(), tell_due(), queue_answers()) == (1, 1, 0)
    assert [(each.kind, each.number) for each in node.told] == [
        (NoticeKind.RECEIVED, "ฉช ๐๐๑๙/ว ๔๑๐๑"),
        (NoticeKind.ACCEPTED, "ฉช ๐๐๑๙/ว ๔๑๐๑"),
    ]
    receipt.refresh_from_db()
    assert node.told[1].accepted_number == f"{receipt.number}/{receipt.year_be}"


def test_dying_between_taking_in_and_deleting_makes_one_arrival(node, office, monkeypatch):
    node.puts(incoming())
    node.moods.next.extend(["", "down"])
    with pytest.raises(Unreachable):
        poll_ecms()
    assert (Letter.objects.count(), len(node.queue)) == (1, 1)
    assert poll_ecms().seen == 1
    assert (Letter.objects.count(), Receipt.objects.count(), IncomingMessage.objects.count()) == (1, 1, 1)
    assert (Notice.objects.count(), len(node.queue)) == (1, 0)


def test_dying_while_taking_in_leaves_the_letter_in_the_queue(node, office, monkeypatch):
    node.puts(incoming())
    with monkeypatch.context() as patch:
        patch.setattr(exchange, "arrived", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            poll_ecms()
    assert (Letter.objects.count(), len(node.queue)) == (0, 1)
    assert (poll_ecms().seen, Letter.objects.count()) == (1, 1)


def test_a_node_that_repeats_itself_is_noticed(node, office):
    node.puts(incoming(), "77")
    node.repeats = True
    poll_ecms()
    poll_ecms()
    assert (Letter.objects.count(), IncomingMessage.objects.count(), len(node.queue)) == (1, 1, 0)


def test_another_letter_under_a_used_process_id_is_not_lost(node, office):
    node.puts(incoming(), "77")
    poll_ecms()
    node.puts(incoming("ฉช ๐๐๑๙/ว ๔๒"), "77")
    poll_ecms()
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("mood", ["down", "garbage", "error:E1:ระบบขัดข้อง"])
def test_a_queue_that_cannot_be_asked_loses_nothing(node, office, mood):
    from saan.letters.transport import Fault

    node.puts(incoming())
    node.moods.next.append(mood)
    with pytest.raises(Fault):
        poll_ecms()
    assert (poll_ecms().seen, Letter.objects.count()) == (1, 1)


def test_a_letter_for_somebody_else_can_be_told_wrong(node, office, actor):
    node.puts(incoming(to="99999"))
    assert poll_ecms().refused == 1
    message = IncomingMessage.objects.get()
    assert "99999" in message.says
    refuse_message(message=message, kind=NoticeKind.INVALID, by=actor("clerk24"))
    tell_due()
    assert [each.kind for each in node.told] == [NoticeKind.INVALID]
    with pytest.raises(Refused):
        refuse_message(message=message, kind=NoticeKind.REJECTED, by=actor("clerk24"))


def test_what_cannot_be_taken_in_is_kept_as_it_came_and_tried_again(node, office, actor, monkeypatch):
    node.puts(incoming())
    with monkeypatch.context() as patch:
        patch.setattr(exchange, "take_in", lambda **_: (_ for _ in ()).throw(Refused("เครื่องอ่านไม่พร้อม")))
        assert poll_ecms().refused == 1
        message = IncomingMessage.objects.get()
        with pytest.raises(Refused, match="เครื่องอ่านไม่พร้อม"):
            take_again(message=message, by=actor("clerk24"))
    assert (message.kept is not None, len(node.queue)) == (True, 0)
    again = take_again(message=message, by=actor("clerk24"))
    assert (again.pk, again.state, Letter.objects.count()) == (message.pk, IncomingState.TAKEN, 1)


@pytest.mark.parametrize("how", ["code", "words"])
def test_a_secret_letter_is_rejected_and_its_content_not_kept(node, office, how):
    secret = incoming(secret="002") if how == "code" else document(main=("ลับ\n\n" + letter_text()).encode())
    node.puts(secret)
    assert poll_ecms().refused == 1
    message = IncomingMessage.objects.get()
    assert (message.kept, Letter.objects.count()) == (None, 0)
    assert message.subject == "เรื่องลับ"
    tell_due()
    assert [each.kind for each in node.told] == [NoticeKind.REJECTED]


def test_the_sender_says_our_number_is_wrong(node, office, actor):
    node.puts(incoming())
    poll_ecms()
    receipt = register(receipt=Receipt.objects.get(), by=actor("clerk24"))
    queue_answers()
    tell_due()
    wrong = f"{receipt.number}/{receipt.year_be}"
    node.notifies(NoticeKind.NUMBER_WRONG, "ฉช ๐๐๑๙/ว ๔๑๐๑", accepted=wrong)
    poll_ecms()
    said = IncomingMessage.objects.get(state=IncomingState.ANSWER)
    assert wrong in said.says
    assert said.letter == receipt.letter
    assert queue_answers() == 0


def test_one_round_of_everything_goes_on_past_a_road_in_trouble(node, send, settings, office):
    from saan.letters.jobs import exchange as one_round

    settings.SAAN_IMAP_URL = f"imap://x:y@127.0.0.1:9/INBOX?office={office.code}"
    node.puts(incoming())
    done = one_round()
    assert (done["mail_trouble"], done["ecms"], done["told"]) == (1, 1, 1)
    settings.SAAN_ECMS_URL = "nonsense"
    assert one_round()["ecms_trouble"] == 1
