"""The parts of a producer's file: numbers, people, checks, accounts, moving, certificates."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from saan.accounts.models import Appointment
from saan.kernel import citizen_id
from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.registry import sealing
from saan.registry.actions import (
    accept_application,
    accept_transfer,
    add_members,
    add_product,
    ask_transfer,
    cease_producer,
    change_chair,
    confirm_operating,
    edit_producer,
    end_membership,
    give_consent,
    issue_certificate,
    link_account,
    look_at_identity,
    own_application,
    place_point,
    record_identity,
    register_producer,
    return_application,
    revoke_certificate,
    say_operating,
    sign_up,
    submit_application,
    unlink_account,
    verify,
)
from saan.registry.models import ChairTerm, IdentityLook, Producer, ProducerAccount, SalesFact
from saan.registry.queries import (
    CertificateStanding,
    certificate_by_code,
    files_with,
    own_producers,
    standing_of,
    waiting_applications,
)
from tests.factories.registration import told

NUMBER = citizen_id.generate(11)


@given(st.integers(0, 10**9 - 1), st.sampled_from(["citizen", "juristic", "community"]))
def test_sealing_gives_the_number_back_and_shows_only_its_end(seed, kind):
    number = citizen_id.generate(seed)
    seal = sealing.sealed(number)
    assert sealing.unsealed(seal) == number
    assert seal != sealing.sealed(number)
    shown = sealing.masked(kind, sealing.tail_of(kind, number))
    assert number not in shown
    assert sum(char.isdigit() for char in shown) <= 4


@given(st.integers(0, 10**9 - 1), st.integers(0, 10**9 - 1))
def test_fingerprints_are_equal_for_equal_numbers_alone(one, other):
    first, second = citizen_id.generate(one), citizen_id.generate(other)
    prints = [sealing.fingerprint("citizen", number) for number in (first, second)]
    assert (prints[0] == prints[1]) == (first == second)
    assert prints[0] != sealing.fingerprint("juristic", first)


def test_another_key_opens_nothing(settings):
    seal = sealing.sealed(NUMBER)
    settings.SAAN_DATA_KEY = "another"
    with pytest.raises(Refused, match="กุญแจข้อมูล"):
        sealing.unsealed(seal)


@pytest.fixture
def group(registered):
    return registered(
        "กลุ่มทอผ้าบ้านท่าทองหลาง", tambon=240210, chair_name="นางกก ริมคลอง", phone="0812345678", members=12
    )


@pytest.fixture
def product(group, officer):
    return add_product(
        producer=group, name="ผ้าขาวม้าทอมือ", kind="textile", registered_on=date(2023, 9, 27), by=officer
    )


def version_of(producer):
    return Producer.objects.get(pk=producer.pk).version


def test_a_number_is_masked_and_the_look_is_kept(group, officer, actor):
    written = f"{NUMBER[0]}-{NUMBER[1:5]}-{NUMBER[5:10]}-{NUMBER[10:12]}-{NUMBER[12]}"
    identity = record_identity(producer=group, version=1, kind="citizen", number=written, by=officer)
    assert sealing.masked("citizen", identity.tail) == citizen_id.mask(NUMBER)
    with pytest.raises(Refused):
        look_at_identity(identity=identity, reason="ดู", by=officer)
    for stranger in ("district2403", "province24", "producer"):
        with pytest.raises(PermissionDenied):
            look_at_identity(identity=identity, reason="ตรวจสิทธิกับธนาคาร", by=actor(stranger))
    assert look_at_identity(identity=identity, reason="ตรวจสิทธิกับธนาคาร", by=officer) == NUMBER
    assert IdentityLook.objects.get().looked_by == officer.user
    assert NUMBER not in str(list(Act.objects.values_list("summary", "detail")))


def test_the_same_number_in_another_district_is_told_by_name(group, officer, actor):
    first = record_identity(producer=group, version=1, kind="citizen", number=NUMBER, by=officer)
    other = actor("district2403")
    twin = register_producer(name="ร้านป้ากก", kind="sole", tambon=240301, registered_on=today(), by=other)
    record_identity(producer=twin, version=1, kind="citizen", number=NUMBER, by=other)
    assert files_with([first.fingerprint], other_than=group.pk) == [twin]


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("citizen", "1" * 13),
        ("citizen", "12"),
        ("juristic", "1" * 13),
        ("community", "123"),
        ("citizen", "ก" * 13),
    ],
)
def test_a_number_that_cannot_be_is_refused(group, officer, kind, number):
    with pytest.raises(Refused) as refused:
        record_identity(producer=group, version=1, kind=kind, number=number, by=officer)
    assert refused.value.field == "identity_number"


def test_a_new_chair_closes_the_old_term(group, officer):
    change_chair(producer=group, version=1, name="นางหวาย", starts=date(2024, 1, 1), by=officer)
    change_chair(producer=group, version=2, name="นายคล้า", starts=date(2025, 1, 1), by=officer)
    terms = [(term.name, term.starts, term.ends) for term in ChairTerm.objects.order_by("pk")]
    assert terms == [
        ("นางกก ริมคลอง", None, date(2023, 12, 31)),
        ("นางหวาย", date(2024, 1, 1), date(2024, 12, 31)),
        ("นายคล้า", date(2025, 1, 1), None),
    ]
    group.refresh_from_db()
    assert group.chair_name == "นายคล้า"
    with pytest.raises(Refused) as refused:
        change_chair(producer=group, version=3, name="นางใหม่", starts=date(2024, 6, 1), by=officer)
    assert refused.value.field == "starts"
    edit_producer(producer=group, version=3, changes={"chair_name": "นายคล้า อ่อน"}, by=officer)
    assert ChairTerm.objects.get(ends=None).name == "นายคล้า อ่อน"


def test_members_are_a_list_with_history(group, officer):
    made = add_members(
        producer=group, version=1, names=[("นางกก", "ประธาน"), ("นายไผ่", ""), ("นางคล้า", "")], by=officer
    )
    group.refresh_from_db()
    assert (group.members, group.all_thai_on) == (12, None)
    verify(
        producer=group,
        version=group.version,
        what="nationality",
        method="seen",
        verified_on=today(),
        by=officer,
    )
    group.refresh_from_db()
    assert group.all_thai_on == today()
    assert group.member_rows.filter(thai=True).count() == 3
    end_membership(member=made[2], version=group.version, left_on=today(), by=officer)
    with pytest.raises(Refused, match="อย่างน้อย 2 คน"):
        end_membership(member=made[1], version=version_of(group), left_on=today(), by=officer)
    add_members(producer=group, version=version_of(group), names=[("นายใหม่", "")], by=officer)
    group.refresh_from_db()
    assert group.all_thai_on is None
    with pytest.raises(Refused, match="เป็นสมาชิกอยู่แล้ว"):
        add_members(producer=group, version=group.version, names=[("นายใหม่", "")], by=officer)


def test_the_point_lies_in_thailand(group, officer):
    place_point(
        producer=group, version=1, latitude=Decimal("13.721234"), longitude=Decimal("101.2"), by=officer
    )
    group.refresh_from_db()
    assert str(group.latitude) == "13.72123"
    with pytest.raises(Refused):
        place_point(producer=group, version=2, latitude=Decimal(35), longitude=Decimal(139), by=officer)
    place_point(producer=group, version=2, latitude=None, longitude=None, by=officer)


def test_confirming_and_stale(group, officer, actor):
    confirm_operating(producer=group, version=1, method="phone", by=officer)
    group.refresh_from_db()
    assert group.confirmed_on == today()
    with pytest.raises(Stale):
        confirm_operating(producer=group, version=1, method="phone", by=officer)
    with pytest.raises(Refused, match="นอกพื้นที่"):
        confirm_operating(producer=group, version=2, method="phone", by=actor("district2403"))


def test_a_certificate_says_what_became_of_it(group, officer):
    given = issue_certificate(producer=group, version=1, by=officer)
    assert certificate_by_code(f" {given.verify_code.upper()} ").standing == CertificateStanding.VALID
    assert certificate_by_code("nonsense") is None
    with pytest.raises(Refused) as refused:
        issue_certificate(producer=group, version=1, by=officer)
    assert refused.value.field == "reason"
    given.lapses_on = today() - timedelta(days=1)
    assert standing_of(given) == CertificateStanding.LAPSED
    again = issue_certificate(producer=group, version=1, by=officer, reason="ชื่อเปลี่ยน")
    assert certificate_by_code(given.verify_code).standing == CertificateStanding.REVOKED
    cease_producer(producer=group, version=1, reason="เลิกแล้ว", by=officer)
    assert certificate_by_code(again.verify_code).standing == CertificateStanding.CEASED
    revoke_certificate(certificate=again, reason="เลิกกิจการ", by=officer)
    assert [int(each.number[5:9]) for each in group.certificates.order_by("pk")] == [1, 2]


def test_moving_to_another_district_keeps_what_was_sold(group, product, officer, actor):
    other = actor("district2403")
    asked = ask_transfer(producer=group, version=1, tambon=240301, reason="ย้ายโรงทอ", by=officer)
    with pytest.raises(Refused, match="ยังไม่ตอบ"):
        ask_transfer(producer=group, version=1, tambon=240301, reason="ย้ายโรงทอ", by=officer)
    assert list(waiting_applications(other)) == [asked]
    with pytest.raises(PermissionDenied):
        accept_transfer(application=asked, version=asked.version, by=officer)
    sold = SalesFact.objects.create(
        producer=group, month=today().replace(day=1), channel="shop", sales=100, method="declared", tambon_id=240210,
        producer_kind="group", recorded_by=officer.user,
    )  # fmt: skip
    moved = accept_transfer(application=asked, version=asked.version, by=other)
    sold.refresh_from_db()
    assert sold.tambon_id == 240210
    assert (moved.tambon_id, moved.office.code) == (240301, "cdd-2403")
    product.refresh_from_db()
    assert product.tambon_id == 240301
    with pytest.raises(Stale):
        accept_transfer(application=asked, version=asked.version, by=other)


def test_a_move_can_be_declined_and_asked_again(group, officer, actor):
    asked = ask_transfer(producer=group, version=1, tambon=240301, reason="ย้าย", by=officer)
    return_application(application=asked, version=asked.version, reason="ไม่พบที่ผลิต", by=actor("district2403"))
    group.refresh_from_db()
    assert group.tambon_id == 240210
    with pytest.raises(Refused, match="อำเภอเดียวกัน"):
        ask_transfer(producer=group, version=1, tambon=240201, reason="ย้าย", by=officer)


def new_account(username="somsri.weave"):
    return sign_up(
        full_name="นางกก ริมคลอง", username=username, password="กกริมคลอง2567", tambon=240210, notice_read=True
    )


def test_a_new_account_may_do_nothing_but_its_own(group, officer):
    person = new_account()
    assert (person.office.code, person.role.code) == ("cdd-2402", "producer")
    assert not own_producers(person.user).exists()
    with pytest.raises(PermissionDenied):
        give_consent(producer=group, fields=["phone"], by=person)
    link_account(producer=group, version=1, username="Somsri.Weave", reason="แสดงบัตร", by=officer)
    assert own_producers(person.user).get() == group
    give_consent(producer=group, fields=["phone", "members"], by=person)
    group.refresh_from_db()
    assert group.consent == ["phone"]
    unlink_account(
        account=ProducerAccount.objects.get(), version=group.version, reason="เปลี่ยนประธาน", by=officer
    )
    assert not own_producers(person.user).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "กก"}, "username"),
        ({"username": "producer"}, "username"),
        ({"password": "short"}, "password"),
        ({"full_name": " "}, "full_name"),
        ({"tambon": 999999}, "tambon"),
        ({"notice_read": False}, "notice_read"),
    ],
)
def test_signing_up_is_refused_at_its_field(db, change, field):
    values = {"full_name": "นางกก ริมคลอง", "username": "kok.rimkhlong", "password": "กกริมคลอง2567", "tambon": 240210,
              "notice_read": True}  # fmt: skip
    with pytest.raises(Refused) as refused:
        sign_up(**values | change)
    assert refused.value.field == field


def test_an_office_is_not_filled_with_accounts(db, monkeypatch):
    monkeypatch.setattr("saan.accounts.actions.MOST_AN_HOUR", 2)  # one is the cast's own
    new_account()
    with pytest.raises(Refused, match="มากผิดปกติ"):
        new_account("another.one")
    assert Appointment.objects.filter(user__username="another.one").count() == 0


def test_an_account_of_another_district_is_not_found(group, officer):
    sign_up(
        full_name="นายไผ่ เหลา", username="phai.lao", password="ไผ่สีสุก-2567", tambon=240301, notice_read=True
    )
    with pytest.raises(Refused) as refused:
        link_account(producer=group, version=1, username="phai.lao", reason="แสดงบัตร", by=officer)
    assert refused.value.field == "username"


def test_a_producers_own_word_and_own_correction_wait_for_the_officer(group, officer):
    person = new_account()
    link_account(producer=group, version=1, username=person.username, reason="แสดงบัตร", by=officer)
    asked = say_operating(producer=group, by=person)
    with pytest.raises(Stale):
        say_operating(producer=group, by=person)
    accept_application(application=asked, version=asked.version, method="declared", by=officer)
    group.refresh_from_db()
    assert group.confirmed_on == today()
    change = own_application(
        told=told(name=group.name, tambon=240210, phone="0899999999", products=[]), by=person, producer=group
    )
    change = submit_application(application=change, version=change.version, by=person)
    group.refresh_from_db()
    assert group.phone == "0812345678"
    accept_application(application=change, version=change.version, by=officer)
    group.refresh_from_db()
    assert (group.phone, group.products.count()) == ("0899999999", 0)
