"""The parts of a file on the screen."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.kernel import citizen_id
from saan.kernel.dates import format_short, today
from saan.registry.actions import sign_up
from saan.registry.models import Application, IdentityLook, Producer

NUMBER = citizen_id.generate(5)
DAY = format_short(today())


def page(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def client_(as_user):
    return as_user("district2402")


def do(client, producer, act, **fields):
    version = Producer.objects.get(pk=producer.pk).version
    url = reverse("registry-file", args=[producer.pk])
    return client.post(url, {"act": act, "version": version, **fields})


GOOD = {
    "confirm": {"method": "phone"},
    "chair": {"chair": "นายคล้า", "starts": DAY},
    "members": {"member_names": "นางกก, ประธาน\nนายไผ่", "thai": "on"},
    "point": {"latitude": "13.7", "longitude": "101.2"},
    "verify": {"what": "nationality", "method": "seen", "verified_on": DAY},
    "identity": {"identity_kind": "citizen", "identity_number": NUMBER},
    "certificate": {},
    "transfer": {"transfer_tambon": "240301", "transfer_reason": "ย้ายโรงทอ"},
}
BAD = {
    "chair": ({"chair": "นายคล้า", "starts": "1 ม.ค. 2600"}, "chair_starts"),
    "members": ({"member_names": " "}, "members_member_names"),
    "point": ({"latitude": "13.7"}, "point_latitude"),
    "identity": ({"identity_kind": "citizen", "identity_number": "123"}, "identity_identity_number"),
    "link": ({"username": "nobody", "link_reason": "บัตร"}, "link_username"),
    "transfer": ({"transfer_tambon": "ไม่มีตำบลนี้", "transfer_reason": "ย้าย"}, "transfer_transfer_tambon"),
}


@pytest.mark.parametrize("act", list(GOOD))
def test_each_part_is_written(client_, producer, act):
    answer = do(client_, producer, act, **GOOD[act])
    assert answer.status_code == 302
    assert client_.get(answer.url).status_code == 200


@pytest.mark.parametrize("act", list(BAD))
def test_a_refusal_stands_at_its_field(client_, producer, act):
    fields, at = BAD[act]
    answer = do(client_, producer, act, **fields)
    assert answer.status_code == 422
    assert page(answer).find(id=f"{at}_error")


@pytest.mark.parametrize("act", list(GOOD))
def test_others_write_nothing(as_user, producer, act):
    for who, status in (("province24", 403), ("district2403", 404), ("auditor", 403)):
        assert do(as_user(who), producer, act, **GOOD[act]).status_code == status


def test_the_province_sees_no_person(as_user, client_, producer):
    do(client_, producer, "members", **GOOD["members"])
    do(client_, producer, "identity", **GOOD["identity"])
    url = reverse("registry-file", args=[producer.pk])
    text = as_user("province24").get(url).content.decode()
    assert not [word for word in ("นางกก", "นายไผ่", NUMBER[-3:]) if word in text]
    assert "นางกก" in as_user("district2402").get(url).content.decode()


def test_a_number_is_shown_once_after_a_reason(as_user, client_, producer):
    do(client_, producer, "identity", **GOOD["identity"])
    url = reverse("registry-identity", args=[producer.pk, producer.identities.get().pk])
    assert NUMBER not in client_.get(url).content.decode()
    assert client_.post(url, {"look_reason": ""}).status_code == 422
    answer = client_.post(url, {"look_reason": "ตรวจสิทธิกับธนาคาร"})
    assert NUMBER in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert IdentityLook.objects.count() == 1
    assert NUMBER not in client_.get(url).content.decode()
    assert as_user("province24").get(url).status_code == 403
    assert as_user("district2403").get(url).status_code == 404


def test_one_press_confirms_and_an_old_page_is_told(client_, producer):
    url = reverse("registry-confirm", args=[producer.pk])
    assert client_.post(url, {"version": "1", "method": "phone"}).status_code == 302
    assert client_.post(url, {"version": "1", "method": "phone"}).status_code == 409
    assert client_.post(url, {"version": "2", "method": "x"}).status_code == 422


def test_revoking_linking_and_unlinking(client_, producer):
    do(client_, producer, "certificate")
    row = producer.certificates.get()
    assert do(client_, producer, "revoke", certificate=row.pk, reason="").status_code == 422
    assert do(client_, producer, "revoke", certificate=row.pk, reason="ออกผิด").status_code == 302
    sign_up(
        full_name="นางกก ริมคลอง", username="kok.rim", password="กกริมคลอง2567", tambon=240210, notice_read=True
    )
    assert do(client_, producer, "link", username="kok.rim", link_reason="แสดงบัตร").status_code == 302
    account = producer.accounts.get()
    assert do(client_, producer, "unlink", account=account.pk, unlink_reason="เปลี่ยนประธาน").status_code == 302
    assert not producer.accounts.exists()


def test_a_move_is_answered_by_the_other_district(as_user, client_, producer):
    do(client_, producer, "transfer", **GOOD["transfer"])
    asked = Application.objects.get()
    url = reverse("registry-application", args=[asked.pk])
    assert client_.get(url).status_code == 200
    assert client_.post(url, {"act": "accept", "version": asked.version}).status_code == 403
    other = as_user("district2403")
    assert "ย้ายโรงทอ" in other.get(url).content.decode()
    answer = other.post(url, {"act": "accept", "version": asked.version})
    assert answer.url == reverse("registry-producer", args=[producer.pk])
    assert Producer.objects.get(pk=producer.pk).tambon_id == 240301


def test_what_is_asked_for_is_not_called_optional(client_, producer):
    do(client_, producer, "identity", **GOOD["identity"])
    identity = reverse("registry-identity", args=[producer.pk, producer.identities.get().pk])
    for url, ends in (
        (reverse("registry-file", args=[producer.pk]), ("transfer_reason", "member_names", "link_reason")),
        (identity, ("look_reason",)),
    ):
        shown = page(client_.get(url))
        for end in ends:
            field = shown.select_one(f"[name={end}]")
            assert "ไม่บังคับ" not in shown.select_one(f"label[for={field['id']}]").text
