"""Whom a letter may be sent to, and what a person may record about a sending."""

import pytest
from django.core.exceptions import PermissionDenied

from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.actions.delivery import consign, dispute_number, record_accepted, record_manual, try_again
from saan.letters.actions.delivery.outcome import answered
from saan.letters.models import Consignment, Letter
from saan.letters.rules import Channel, ConsignmentState, LetterState
from saan.letters.transport import MOST_TRIES
from saan.organisations.models import Office

S = ConsignmentState
EMAIL_URL = "smtp://127.0.0.1:9?from=saraban@example.go.th"


@pytest.fixture
def by(actor, settings):
    settings.SAAN_EMAIL_URL = EMAIL_URL
    return actor("province24")


@pytest.fixture
def sent(issued, by) -> Consignment:
    return consign(letter=issued(), channel=Channel.EMAIL, to=["a@example.go.th"], by=by)[0]


def test_several_addressees_are_several_sendings(issued, by):
    letter = issued()
    queued = consign(
        letter=letter, channel=Channel.EMAIL, to=["a@example.go.th", " ", "b@example.go.th"], by=by
    )
    assert [each.address for each in queued] == ["a@example.go.th", "b@example.go.th"]
    assert len({each.consignment_id for each in queued}) == 2
    assert {each.state for each in queued} == {S.QUEUED}
    assert "a@example.go.th" in Act.objects.get(verb="letters.consign").summary


def test_the_same_address_twice_is_one_sending(issued, by):
    queued = consign(letter=issued(), channel=Channel.EMAIL, to=["a@example.go.th", "A@example.go.th"], by=by)
    assert len(queued) == 1


def test_an_office_is_found_by_code_name_and_address(issued, by):
    office = Office.objects.get(code="cdd-2402")
    office.email = "saraban2402@example.go.th"
    office.save(update_fields=["email"])
    for number, words in enumerate(("cdd-2402", office.name, office.email, office), 1):
        queued = consign(letter=issued(number), channel=Channel.EMAIL, to=[words], by=by)
        assert [(each.address, each.office) for each in queued] == [(office.email, office)]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("ไม่มีหน่วยงานนี้", "ไม่พบหน่วยงาน"),
        ("a@", "ไม่ใช่ที่อยู่อีเมล"),
        ("cdd-2403", "ยังไม่มีอีเมลกลาง"),
        ("", "ยังไม่มีผู้รับ"),
    ],
)
def test_an_addressee_that_cannot_be_is_refused_and_nothing_is_queued(issued, by, words, says):
    with pytest.raises(Refused, match=says) as caught:
        consign(letter=issued(), channel=Channel.EMAIL, to=["a@example.go.th" if words else "", words], by=by)
    assert caught.value.field == "to"
    assert not Consignment.objects.exists()


@pytest.mark.parametrize("state", [LetterState.DRAFT, LetterState.SIGNED, LetterState.CANCELLED])
def test_only_a_numbered_letter_goes(issued, by, state):
    with pytest.raises(Refused, match="ออกเลขแล้ว"):
        consign(letter=issued(state=state), channel=Channel.EMAIL, to=["a@example.go.th"], by=by)


def test_a_numbered_letter_counts_as_sent_once_it_is_queued(issued, by):
    letter = issued(state=LetterState.NUMBERED)
    consign(letter=letter, channel=Channel.EMAIL, to=["a@example.go.th"], by=by)
    assert Letter.objects.get(pk=letter.pk).state == LetterState.SENT


def test_a_secret_letter_does_not_go(issued, by):
    with pytest.raises(Refused, match="ชั้นความลับ"):
        consign(letter=issued(secrecy="ลับ"), channel=Channel.EMAIL, to=["a@example.go.th"], by=by)


def test_a_received_letter_and_a_road_that_is_not_there_are_refused(issued, by, settings, actor):
    from tests.factories.letters import brought_in

    with pytest.raises(Refused, match="ที่หน่วยงานออกเอง"):
        consign(letter=brought_in(by).letter, channel=Channel.EMAIL, to=["a@example.go.th"], by=by)
    with pytest.raises(Refused, match="ยังไม่ได้ตั้งค่า"):
        consign(letter=issued(), channel=Channel.ECMS, to=["11002"], by=by)
    settings.SAAN_EMAIL_URL = "http://x"
    with pytest.raises(Refused, match="SAAN_EMAIL_URL"):
        consign(letter=issued(2), channel=Channel.EMAIL, to=["a@example.go.th"], by=by)


def test_others_may_not_send_our_letters(issued, by, actor, sent):
    stranger = actor("district2402")
    with pytest.raises(PermissionDenied):
        consign(letter=issued(2), channel=Channel.EMAIL, to=["a@example.go.th"], by=stranger)
    for act in (
        lambda: try_again(consignment=sent, by=stranger),
        lambda: record_manual(consignment=sent, remark="ส่งมือ", by=stranger),
        lambda: record_accepted(consignment=sent, number="1/2569", by=stranger),
        lambda: dispute_number(consignment=sent, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_nobody_is_sent_the_same_letter_twice_by_the_same_road(sent, by):
    with pytest.raises(Refused, match=r"ส่งถึง a@example\.go\.th ทางนี้แล้ว"):
        consign(letter=sent.letter, channel=Channel.EMAIL, to=["A@example.go.th"], by=by)


@pytest.mark.parametrize("state", [S.REJECTED, S.INVALID])
def test_after_a_rejection_the_next_version_goes_under_its_own_id(sent, by, state):
    answered(consignment=sent, state=state, by=by)
    again = consign(letter=sent.letter, channel=Channel.EMAIL, to=["a@example.go.th"], by=by)[0]
    assert (again.version, again.state) == (2, S.QUEUED)
    assert again.consignment_id != sent.consignment_id


def test_what_did_not_arrive_goes_another_way_and_ends_with_a_number(sent, by):
    with pytest.raises(Stale):
        record_manual(consignment=sent, remark="ส่งไปรษณีย์", by=by)
    Consignment.objects.update(state=S.UNDELIVERED, tries=MOST_TRIES)
    with pytest.raises(Refused, match="เขียนว่าส่งทางใด"):
        record_manual(consignment=sent, remark=" ", by=by)
    manual = record_manual(consignment=sent, remark="ส่งไปรษณีย์ลงทะเบียน", by=by)
    assert (manual.state, manual.remark) == (S.MANUAL, "ส่งไปรษณีย์ลงทะเบียน")
    with pytest.raises(Refused, match="กรอกเลขรับ"):
        record_accepted(consignment=sent, number="", by=by)
    done = record_accepted(consignment=sent, number="77/2569", by=by)
    assert (done.state, done.accepted_number) == (S.ACCEPTED, "77/2569")
    assert set(Act.objects.values_list("verb", flat=True)) >= {
        "letters.consignment_manual",
        "letters.consignment_accepted",
    }


def test_a_person_gives_what_failed_one_try_more(sent, by):
    Consignment.objects.update(state=S.UNDELIVERED, tries=MOST_TRIES, next_try=None)
    again = try_again(consignment=sent, by=by)
    assert (again.state, again.tries, again.consignment_id) == (S.QUEUED, MOST_TRIES - 1, sent.consignment_id)
    assert again.next_try is not None


def test_a_wrong_receive_number_is_disputed_once(sent, by):
    answered(consignment=sent, state=S.ACCEPTED, number="5/2569", by=by)
    disputed = dispute_number(consignment=sent, by=by)
    assert (disputed.state, disputed.accepted_number) == (S.DELIVERED, "")
    assert [(each.kind, each.number) for each in disputed.notices.all()] == [("number-wrong", "5/2569")]
    with pytest.raises(Stale):
        dispute_number(consignment=sent, by=by)
    assert answered(consignment=sent, state=S.ACCEPTED, number="6/2569", by=by).accepted_number == "6/2569"
