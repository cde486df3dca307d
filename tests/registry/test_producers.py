"""Registering, correcting and ending, and who is kept from it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.queries import acts_on
from saan.registry.actions import (
    LooksAlike,
    add_product,
    cease_producer,
    edit_producer,
    register_producer,
    resume_producer,
)
from saan.registry.models import Producer


def test_registering_writes_the_file_and_the_ledger(registered, officer):
    producer = registered(
        "กลุ่มแปรรูปมะม่วงบ้านหัวไทร", members=12, village_no=4, phone="๐๘๑-๒๓๔ ๕๖๗๘", chair_name="นางกก ริมคลอง"
    )
    assert (producer.status, producer.cohort_be, producer.phone) == ("registered", 2566, "0812345678")
    assert producer.office == officer.office
    assert producer.created_by == officer.user
    act = acts_on(producer).get()
    assert act.verb == "registry.register"
    assert "กลุ่มแปรรูปมะม่วงบ้านหัวไทร" in act.summary
    assert "0812345678" not in str(act.detail) + act.summary


def test_the_cohort_is_the_calendar_year_not_the_fiscal_one(registered):
    assert registered(registered_on=date(2018, 11, 6)).cohort_be == 2561


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"tambon": 240301}, "tambon"),
        ({"tambon": 240203}, "tambon"),
        ({"tambon": 2402}, "tambon"),
        ({"tambon": 999999}, "tambon"),
        ({"village_no": 0}, "village_no"),
        ({"village_no": 119}, "village_no"),
        ({"members": 1}, "members"),
        ({"members": 0, "kind": "sole"}, "members"),
        ({"kind": "company"}, "kind"),
        ({"name": " . "}, "name"),
        ({"name": "ก" * 251}, "name"),
        ({"registered_on": None}, "registered_on"),
        ({"registered_on": date(1999, 1, 1)}, "registered_on"),
        ({"phone": "12345"}, "phone"),
    ],
)
def test_refused_at_the_field_and_nothing_written(registered, fields, field):
    with pytest.raises(Refused) as refused:
        registered(**fields)
    assert refused.value.field == field
    assert not Producer.objects.exists()


def test_a_day_to_come_is_refused_and_today_is_not(registered):
    with pytest.raises(Refused, match="ต้องไม่หลังวันนี้"):
        registered(registered_on=today() + timedelta(days=1))
    assert registered(registered_on=today())


def test_a_number_of_a_person_is_kept_out_of_free_text(registered):
    from saan.kernel.citizen_id import generate

    with pytest.raises(Refused) as refused:
        registered(address=f"บ้านเลขที่ 1 บัตร {generate(7)}")
    assert refused.value.field == "address"


@pytest.mark.parametrize(
    "who", ["province24", "cdd", "authority240101", "producer", "clerk24", "auditor", "admin"]
)
def test_others_may_not_register(actor, registered, who):
    with pytest.raises(PermissionDenied):
        registered(by=actor(who))


def test_an_exact_twin_is_refused_however_it_is_typed(registered):
    registered("กลุ่มจักสาน หมู่ 2")
    with pytest.raises(Refused, match="ในทะเบียนอยู่แล้ว"):
        registered("กลุ่มจักสานหมู่  ๒", distinct_reason="คนละกลุ่ม")


def test_a_near_twin_needs_a_reason(registered):
    twin = registered("กลุ่มจักสานบ้านไผ่ล้อม")
    with pytest.raises(LooksAlike) as alike:
        registered("วิสาหกิจชุมชนจักสานบ้านไผ่ล้อม")
    assert alike.value.twins == [twin]
    second = registered("วิสาหกิจชุมชนจักสานบ้านไผ่ล้อม", distinct_reason="แยกกลุ่มเมื่อปี 2560")
    assert acts_on(second).get().detail["distinct_reason"] == "แยกกลุ่มเมื่อปี 2560"


def test_the_same_name_in_another_tambon_is_another_producer(registered):
    registered()
    assert registered(tambon=240204)


def test_editing_moves_the_version_and_the_products(registered, officer):
    producer = registered(phone="0812345678")
    product = add_product(
        producer=producer, name="ตะกร้าไผ่", kind="decor", registered_on=date(2023, 9, 27), by=officer
    )
    changed = edit_producer(
        producer=producer,
        version=1,
        changes={"tambon": 240204, "kind": "sole", "phone": "0899999999", "registered_on": date(2018, 3, 1)},
        by=officer,
    )
    product.refresh_from_db()
    assert (changed.version, changed.cohort_be) == (2, 2561)
    assert (product.tambon_id, product.producer_kind) == (240204, "sole")
    detail = acts_on(producer).first().detail
    assert detail["changes"]["tambon"] == [240201, 240204]
    assert detail["personal_fields"] == ["phone"]
    assert "0899999999" not in str(detail)


def test_an_edit_that_changes_nothing_leaves_no_trace(registered, officer):
    producer = registered()
    edit_producer(producer=producer, version=1, changes={"name": producer.name}, by=officer)
    producer.refresh_from_db()
    assert producer.version == 1
    assert acts_on(producer).count() == 1


def test_a_stale_page_says_who_and_when_and_writes_nothing(registered, officer):
    producer = registered()
    edit_producer(producer=producer, version=1, changes={"members": 9}, by=officer)
    with pytest.raises(Stale) as stale:
        edit_producer(producer=producer, version=1, changes={"members": 5}, by=officer)
    assert officer.full_name in stale.value.message
    assert "เวลา" in stale.value.message
    producer.refresh_from_db()
    assert producer.members == 9


def test_another_district_may_not_edit(registered, actor):
    with pytest.raises(Refused, match="อยู่นอกพื้นที่"):
        edit_producer(producer=registered(), version=1, changes={"members": 5}, by=actor("district2403"))


def test_a_name_may_not_be_edited_into_a_twin(registered, officer):
    registered("กลุ่มทอผ้าบ้านท่าทองหลาง")
    other = registered("ร้านลุงทอง", kind="sole")
    with pytest.raises(Refused) as refused:
        edit_producer(producer=other, version=1, changes={"name": "กลุ่มทอผ้าบ้านท่าทองหลาง"}, by=officer)
    assert refused.value.field == "name"


def test_ceasing_takes_the_products_along_and_resuming_brings_them_back(registered, officer):
    producer = registered()
    made = add_product(
        producer=producer, name="ตะกร้า", kind="decor", registered_on=date(2023, 9, 27), by=officer
    )
    gone = add_product(
        producer=producer, name="กระบุง", kind="decor", registered_on=date(2023, 9, 27), by=officer
    )
    gone.active = False
    gone.save()
    ceased = cease_producer(producer=producer, version=1, reason="ย้ายออก", by=officer)
    assert ceased.status == "ceased"
    assert not producer.products.filter(active=True).exists()
    resumed = resume_producer(producer=producer, version=2, reason="แจ้งผิดราย", by=officer)
    assert resumed.status == "registered"
    assert list(producer.products.filter(active=True)) == [made]


def test_ceasing_needs_a_reason_and_happens_once(registered, officer):
    producer = registered()
    with pytest.raises(Refused) as refused:
        cease_producer(producer=producer, version=1, reason=" ", by=officer)
    assert refused.value.field == "reason"
    cease_producer(producer=producer, version=1, reason="เลิก", by=officer)
    with pytest.raises(Refused, match="เลิกประกอบการ"):
        cease_producer(producer=producer, version=2, reason="เลิก", by=officer)


def test_a_ceased_name_is_not_registered_anew(registered, officer):
    producer = registered()
    cease_producer(producer=producer, version=1, reason="เลิก", by=officer)
    with pytest.raises(Refused, match="เปิดทะเบียนเดิม"):
        registered(producer.name)


def test_the_acting_head_registers_only_in_the_district_of_that_post(actor):
    province = actor("province24")
    with pytest.raises(PermissionDenied):
        register_producer(
            name="กลุ่ม ก", kind="group", tambon=240101, registered_on=date(2023, 9, 1), by=province
        )


def test_an_office_of_another_line_registers_nobody(actor):
    with pytest.raises(Refused, match="สำนักงานพัฒนาชุมชนอำเภอ"):
        register_producer(
            name="ร้านของสายอื่น",
            kind="sole",
            tambon=240201,
            registered_on=date(2023, 9, 27),
            by=actor("local2402"),
        )
