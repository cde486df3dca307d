"""Sending on the letter's page, and the page of the exchange: each visitor gets what is theirs."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup, Tag
from django.urls import reverse

from saan.letters.models import Consignment, IncomingMessage, Letter, LetterFile
from saan.letters.rules import (
    Channel,
    ConsignmentState,
    Direction,
    FileRole,
    IncomingState,
    LetterKind,
    LetterState,
)

S = ConsignmentState


@pytest.fixture(autouse=True)
def _roads(settings) -> None:
    settings.SAAN_EMAIL_URL = "smtp://127.0.0.1:9?from=saraban@example.go.th"
    settings.SAAN_ECMS_URL = settings.SAAN_IMAP_URL = ""


@pytest.fixture
def letter(actor) -> Letter:
    from saan.documents.actions import keep

    by = actor("province24")
    held = Letter.objects.create(
        direction=Direction.OUTGOING, state=LetterState.SENT, kind=LetterKind.EXTERNAL, issuer=by.office,
        issuer_name=by.office.name, number="ฉช 0019/1", number_key="ฉช0019/1", dated=dt.date(2023, 9, 20),
        subject="ขอเชิญประชุม", addressees=["อธิบดี"], created_by=by.user,
    )  # fmt: skip
    file = keep(data=b"%PDF-1.7", name="หนังสือ.pdf", media_type="application/pdf", by=by)
    LetterFile.objects.create(letter=held, file=file, role=FileRole.ISSUED)
    return held


@pytest.fixture
def sent(letter, actor) -> Consignment:
    return Consignment.objects.create(
        letter=letter, channel=Channel.EMAIL, address="a@example.go.th", queued_by=actor("province24").user
    )


@pytest.fixture
def refused(actor) -> IncomingMessage:
    return IncomingMessage.objects.create(
        channel=Channel.ECMS, office=actor("province24").office, message_key="1 x", sender="กรมตัวอย่าง",
        subject="ส่งผิดที่", state=IncomingState.REFUSED, says="ไม่มีแฟ้มหนังสือ", envelope={"answerable": True, "code": "1"},
    )  # fmt: skip


def plain(part: Tag) -> str:
    """Its words without the joints at which lines of Thai may break."""
    return "".join(part.get_text().replace("\u2060", "").replace("\u200b", "").split())


def act(letter: Letter, sent: Consignment, what: str) -> str:
    return reverse("letter-consignment", args=[letter.pk, sent.pk, what])


def test_the_letter_is_sent_from_its_page(as_user, letter):
    client = as_user("province24")
    page = BeautifulSoup(client.get(reverse("letter", args=[letter.pk])).content, "html.parser")
    form = page.find("form", action=reverse("letter-send", args=[letter.pk]))
    assert [each["value"] for each in form.find_all("input", type="radio")] == ["email"]
    answer = client.post(form["action"], {"channel": "email", "to": "a@example.go.th\nb@example.go.th"})
    assert answer.url == reverse("letter", args=[letter.pk]) + "#sending"
    page = client.get(reverse("letter", args=[letter.pk])).content.decode()
    assert "a@example.go.th" in page
    assert "รอส่ง" in page
    assert letter.consignments.count() == 2


def test_a_wrong_addressee_is_told(as_user, letter):
    answer = as_user("province24").post(
        reverse("letter-send", args=[letter.pk]), {"channel": "email", "to": "ไม่มีที่นี่"}
    )
    assert (answer.status_code, letter.consignments.count()) == (422, 0)
    assert "ไม่พบหน่วยงาน" in plain(BeautifulSoup(answer.content, "html.parser"))


def test_a_bad_address_stands_at_its_field_with_what_was_typed(as_user, letter):
    typed = "a@example.go.th\nผิด@@example"
    address = reverse("letter-send", args=[letter.pk])
    answer = as_user("province24").post(address, {"channel": "email", "to": typed})
    assert (answer.status_code, letter.consignments.count()) == (422, 0)
    page = BeautifulSoup(answer.content, "html.parser")
    field = page.find("textarea", id="send-to")
    assert (field.string.strip(), field["aria-invalid"]) == (typed, "true")
    assert "ไม่ใช่ที่อยู่อีเมล" in plain(page.find(id="send-to-e"))
    assert field.find_parent("details").has_attr("open")
    assert page.select_one("[data-errors] a")["href"] == "#send-to"
    assert page.select_one("[data-errors] h2").text == "ยังไม่ได้ส่ง"


def test_a_road_that_is_not_chosen_is_told_at_the_roads(as_user, letter):
    answer = as_user("province24").post(reverse("letter-send", args=[letter.pk]), {"to": "a@example.go.th"})
    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, page.find(id="send-to").string.strip()) == (422, "a@example.go.th")
    assert "เลือกทางส่ง" in plain(page.select_one("fieldset.err")).replace("\u2060", "").replace("\u200b", "")


def test_each_state_offers_what_may_be_done(as_user, letter, sent):
    client = as_user("province24")
    offered = {
        S.QUEUED: {"again"},
        S.SENT: {"again", "number"},
        S.UNDELIVERED: {"again", "manual", "number"},
        S.REJECTED: {"resend"},
        S.MANUAL: {"number"},
        S.ACCEPTED: {"dispute"},
    }
    for state, wanted in offered.items():
        Consignment.objects.update(state=state, accepted_number="1/2569" if state == S.ACCEPTED else "")
        page = BeautifulSoup(client.get(reverse("letter", args=[letter.pk])).content, "html.parser")
        forms = page.find(id="sending").find_all("form")
        found = {form["action"].rstrip("/").rpartition("/")[2] for form in forms} - {"send"}
        assert found == wanted, state


def test_a_person_takes_it_from_failing_to_a_number(as_user, letter, sent):
    Consignment.objects.update(state=S.UNDELIVERED, fault="Unreachable", fault_says="ติดต่อปลายทางไม่ได้")
    client = as_user("province24")
    page = client.get(reverse("letters-exchange")).content.decode()
    assert "ติดต่อปลายทางไม่ได้" in page
    assert client.post(act(letter, sent, "manual"), {"remark": ""}).status_code == 422
    client.post(act(letter, sent, "manual"), {"remark": "ส่งไปรษณีย์"})
    client.post(act(letter, sent, "number"), {"number": "9/2569"})
    sent.refresh_from_db()
    assert (sent.state, sent.accepted_number) == (S.ACCEPTED, "9/2569")
    assert client.post(act(letter, sent, "manual"), {"remark": "อีก"}).status_code == 409
    assert client.post(act(letter, sent, "dispute")).status_code == 302
    assert client.post(act(letter, sent, "nonsense")).status_code == 404


def test_a_rejected_one_goes_anew(as_user, letter, sent):
    Consignment.objects.update(state=S.REJECTED)
    as_user("province24").post(act(letter, sent, "resend"))
    assert list(letter.consignments.order_by("pk").values_list("version", "state")) == [
        (1, "rejected"),
        (2, "queued"),
    ]


def test_messages_that_could_not_come_in_are_shown_with_what_to_do(as_user, refused):
    client = as_user("clerk24")
    page = client.get(reverse("letters-exchange")).content.decode()
    assert "ไม่มีแฟ้มหนังสือ" in page
    assert client.post(reverse("letters-message", args=[refused.pk, "invalid"])).status_code == 302
    assert [each.kind for each in refused.notices.all()] == ["invalid"]
    assert client.post(reverse("letters-message", args=[refused.pk, "reject"])).status_code == 409
    assert client.post(reverse("letters-message", args=[refused.pk, "again"])).status_code == 422
    assert client.post(reverse("letters-message", args=[refused.pk, "burn"])).status_code == 404


def test_strangers_find_nothing(as_user, letter, sent, refused):
    client = as_user("district2402")
    assert (
        client.post(reverse("letter-send", args=[letter.pk]), {"channel": "email", "to": "x"}).status_code
        == 404
    )
    assert client.post(act(letter, sent, "again")).status_code == 404
    assert client.post(reverse("letters-message", args=[refused.pk, "invalid"])).status_code == 404
    page = client.get(reverse("letters-exchange")).content.decode()
    assert "a@example.go.th" not in page
    assert "ส่งผิดที่" not in page


def test_a_receiver_does_not_see_our_other_sendings(as_user, letter, sent, actor):
    from saan.letters.actions import deliver

    deliver(letter=letter, to=[actor("district2402").office], by=actor("province24"))
    page = as_user("district2402").get(reverse("letter", args=[letter.pk])).content.decode()
    assert "a@example.go.th" not in page


def test_without_permission_refused_and_signed_out_sent_to_the_door(as_user, client, letter, sent):
    assert client.get(reverse("letters-exchange")).status_code == 302
    assert client.post(act(letter, sent, "again")).status_code in (302, 401, 403)
    for user in ("auditor", "producer"):
        assert as_user(user).get(reverse("letters-exchange")).status_code == 403
        assert as_user(user).post(act(letter, sent, "again")).status_code == 403
