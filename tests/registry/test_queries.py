"""Who sees which rows, which fields, and what a search finds."""

import pytest
from django.db import connection

from saan.registry.models import ProducerAccount
from saan.registry.queries import (
    Filters,
    by_name,
    cohorts,
    contact_of,
    may_edit,
    narrowed,
    own_producers,
    places_to_register,
    producers_visible_to,
    sum_of,
)
from saan.registry.queries import registered as publicly_registered


@pytest.fixture
def producer(registered):
    return registered(
        "กลุ่มแปรรูปมะม่วงบ้านหัวไทร ๒", chair_name="นางกก ริมคลอง", phone="0812345678", address="88/2"
    )


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("district2402", True),
        ("district2403", False),
        ("province24", True),
        ("local24", True),
        ("cdd", True),
        ("ministry", True),
        ("auditor", True),
        ("authority240101", False),
        ("producer", False),
        ("clerk24", False),
        ("admin", False),
    ],
)
def test_the_file_is_seen_in_its_area_by_those_with_the_permission(producer, actor, who, sees):
    assert producers_visible_to(actor(who)).exists() is sees
    assert not producers_visible_to(None).exists()


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("district2402", True),
        ("district2403", False),
        ("province24", False),
        ("cdd", False),
        ("auditor", False),
        ("producer", False),
    ],
)
def test_personal_fields_only_in_the_district(producer, actor, who, sees):
    contact = contact_of(producer, actor=actor(who))
    assert (contact is not None) is sees
    assert contact_of(producer, actor=None) is None
    assert not sees or contact.phone == "0812345678"


def test_a_producer_sees_its_own(producer, actor):
    mine = actor("producer")
    assert not own_producers(mine.user).exists()
    ProducerAccount.objects.create(producer=producer, user=mine.user)
    assert own_producers(mine.user).get() == producer
    assert contact_of(producer, actor=mine).chair_name == "นางกก ริมคลอง"


def test_only_the_district_edits(producer, actor):
    assert may_edit(actor("district2402"), producer)
    assert not any(may_edit(actor(who), producer) for who in ("district2401", "province24", "cdd", "auditor"))


@pytest.mark.parametrize("text", ["มะม่", "ะม่ว", "ไทร 2", "หัวไทร ๒", "กลุ่ม มะม่วง", "  แปรรูป  "])
def test_any_letters_inside_the_name_find_it(producer, text):
    assert by_name(producers_visible_to_all(), text).get() == producer


@pytest.mark.parametrize("text", ["มะขาม", "%", "_", "\\", "\0", "มะม่วง 3"])
def test_other_letters_and_signs_do_not(producer, text):
    found = by_name(producers_visible_to_all(), text)
    assert text == "\0" or not found.exists()


def producers_visible_to_all():
    from saan.registry.models import Producer

    return Producer.objects.all()


def test_the_search_can_use_its_index(producer):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = by_name(producers_visible_to_all().order_by(), "มะม่วง").explain()
    assert "producer_search" in plan
    assert "product_search" in plan
    assert "Seq Scan" not in plan


def test_an_old_code_finds_its_file(registered):
    coded = registered("ร้านลุงทอง", kind="sole", legacy_code="240201-B007")
    assert by_name(producers_visible_to_all(), "240201-b007").get() == coded


def test_filters_and_sums_agree(registered, officer):
    registered("กลุ่มทอผ้าบ้านเหนือ")
    registered("ร้านลุงทอง", kind="sole", tambon=240204)
    seen = producers_visible_to(officer)
    assert sum_of(seen).total == 2
    assert sum_of(seen).by_kind == {"group": 1, "sole": 1, "sme": 0, "public": 0}
    assert narrowed(seen, Filters(kind="sole")).get().name == "ร้านลุงทอง"
    assert narrowed(seen, Filters(tambon=240201, status="registered", cohort=2566)).count() == 1
    assert narrowed(seen, Filters(district=2402)).count() == 2
    assert narrowed(seen, Filters(district=2403)).count() == 0
    assert cohorts(seen) == [2566]


def test_places_to_register_are_the_standing_tambons_of_the_district(officer, actor):
    assert {place.code // 100 for place in places_to_register(officer)} == {2402}
    assert all(place.valid_to is None for place in places_to_register(officer))
    assert places_to_register(actor("province24")) == []


@pytest.mark.parametrize("text", ["แปรรูปมะม่วงบ้านหัวไทร", "วิสาหกิจชุมชนแปรรูปมะม่วงบ้านหัวไทร", "ไทร 2"])
def test_the_public_finds_registered_names_with_or_without_the_kind_words(producer, text):
    assert publicly_registered(text).get() == producer


def test_the_public_query_never_reads_personal_columns(producer, officer):
    from saan.registry.actions import cease_producer

    found = publicly_registered("มะม่วง")
    assert not {"chair_name", "phone", "address"} & {
        column for column in ("chair_name", "phone", "address") if f'"{column}"' in str(found.query)
    }
    assert not publicly_registered("มะ").exists()
    cease_producer(producer=producer, version=1, reason="เลิก", by=officer)
    assert not publicly_registered("มะม่วง").exists()
