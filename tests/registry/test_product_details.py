"""The file of a product: who writes what of it, which permit it needs, and two people at once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.registry.actions import add_product
from saan.registry.actions.product_details import cease_product, edit_product, resume_product
from saan.registry.models import ProducerAccount

DAY = date(2023, 9, 27)


@pytest.fixture
def product(registered, officer):
    return add_product(producer=registered(), name="น้ำพริกตาแดง", kind="food", registered_on=DAY, by=officer)


@pytest.fixture
def owner(product, actor):
    person = actor("producer")
    ProducerAccount.objects.create(producer=product.producer, user=person.user)
    return person


def test_details_are_written_in_satang_and_the_ledger_tells_what_changed(product, officer):
    changes = {"story": "สูตรของยาย", "price": 45_50, "unit": "กระปุก", "capacity": 300}
    kept = edit_product(product=product, version=1, changes=changes, by=officer)
    kept.refresh_from_db()
    assert (kept.price, kept.unit, kept.capacity, kept.version) == (4550, "กระปุก", 300, 2)
    act = Act.objects.filter(verb="registry.edit_product").get()
    assert act.detail["changed"]["price"] == [None, 4550]
    assert "story" not in act.detail["changed"]


def test_who_saw_an_older_file_overwrites_nothing(product, officer):
    edit_product(product=product, version=1, changes={"capacity": 5}, by=officer)
    with pytest.raises(Stale):
        edit_product(product=product, version=1, changes={"capacity": 9}, by=officer)
    product.refresh_from_db()
    assert product.capacity == 5


def test_nothing_changed_writes_nothing(product, officer):
    assert edit_product(product=product, version=1, changes={"name": product.name}, by=officer).version == 1
    assert not Act.objects.filter(verb="registry.edit_product").exists()


def test_renaming_keeps_one_name_once(product, officer):
    add_product(producer=product.producer, name="น้ำพริกเผา", kind="food", registered_on=DAY, by=officer)
    with pytest.raises(Refused) as refused:
        edit_product(product=product, version=1, changes={"name": "น้ำพริก เผา"}, by=officer)
    assert refused.value.field == "name"
    renamed = edit_product(product=product, version=1, changes={"name": "น้ำพริกนรก"}, by=officer)
    assert renamed.sort_key != product.sort_key


def test_a_regulated_product_is_taken_in_only_with_its_permit(registered, officer):
    producer = registered()
    given = {"producer": producer, "name": "ไวน์ลิ้นจี่", "kind": "beverage", "registered_on": DAY, "by": officer}
    with pytest.raises(Refused, match="ต้องมีใบอนุญาต") as refused:
        add_product(**given, regulated=True)
    assert refused.value.field == "permit_number"
    gone = today() - timedelta(1)
    with pytest.raises(Refused, match="หมดอายุ") as refused:
        add_product(**given, regulated=True, permit_number="สร 1/2566", permit_expires=gone)
    assert refused.value.field == "permit_expires"
    made = add_product(**given, regulated=True, permit_number="สร 1/2566", permit_expires=today())
    assert made.permit_number == "สร 1/2566"


def test_a_permit_that_ran_out_since_keeps_nobody_from_telling_the_story(product, officer):
    type(product).objects.filter(pk=product.pk).update(
        regulated=True, permit_number="1", permit_expires=today() - timedelta(30)
    )
    edit_product(product=product, version=1, changes={"story": "ทำมาสามรุ่น"}, by=officer)
    with pytest.raises(Refused, match="หมดอายุ"):
        edit_product(product=product, version=2, changes={"permit_number": "2"}, by=officer)


def test_a_producer_writes_its_own_fields_and_no_other(product, owner):
    kept = edit_product(product=product, version=1, changes={"story": "เรื่องของเรา"}, by=owner)
    assert kept.story == "เรื่องของเรา"
    for changes in ({"kind": "herbal"}, {"name": "อื่น"}, {"regulated": True, "permit_number": "1"}):
        with pytest.raises(PermissionDenied):
            edit_product(product=product, version=2, changes=changes, by=owner)
    with pytest.raises(PermissionDenied):
        cease_product(product=product, version=2, reason="เลิก", by=owner)


def test_others_write_nothing(product, actor):
    with pytest.raises(PermissionDenied, match="ไม่ได้ผูก"):
        edit_product(product=product, version=1, changes={"story": "x"}, by=actor("producer"))
    with pytest.raises(Refused, match="อยู่นอกพื้นที่"):
        edit_product(product=product, version=1, changes={"story": "x"}, by=actor("district2403"))
    with pytest.raises(PermissionDenied):
        edit_product(product=product, version=1, changes={"story": "x"}, by=actor("province24"))
    with pytest.raises(ValueError, match="quadrant"):
        edit_product(product=product, version=1, changes={"quadrant": "A"}, by=actor("district2402"))


def test_an_end_has_a_reason_and_can_be_taken_back(product, officer):
    with pytest.raises(Refused) as refused:
        cease_product(product=product, version=1, reason=" ", by=officer)
    assert refused.value.field == "reason"
    ended = cease_product(product=product, version=1, reason="ไม่มีวัตถุดิบ", by=officer)
    assert not ended.active
    with pytest.raises(Refused, match="เลิกผลิตแล้ว"):
        cease_product(product=product, version=2, reason="ซ้ำ", by=officer)
    with pytest.raises(Stale):
        resume_product(product=product, version=1, reason="กลับมา", by=officer)
    assert resume_product(product=product, version=2, reason="กลับมาผลิต", by=officer).active


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"price": 0, "unit": "ถุง"}, "price"),
        ({"price": 100}, "unit"),
        ({"capacity": 10_000_001}, "capacity"),
        ({"kind": "furniture"}, "kind"),
        ({"name": " "}, "name"),
        ({"unit": "ก" * 41}, "unit"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(product, officer, changes, field):
    with pytest.raises(Refused) as refused:
        edit_product(product=product, version=1, changes=changes, by=officer)
    assert refused.value.field == field
