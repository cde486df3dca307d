"""Putting forward: what the rule lets in, how many places there are, and what is said when one is refused."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from saan.directives.actions import exempt
from saan.directives.models import Obligation
from saan.directives.rules import ObligationState
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.policy.conditions import Is, Not
from saan.policy.rules import Part, Per, Rule
from saan.registry.models import Producer, Product
from saan.selection.actions import decide, nominate, withdraw
from saan.selection.models import Nomination
from saan.selection.queries import double_support, places, replays
from saan.selection.rules import NominationState
from tests.factories.directives import producers, products
from tests.selection.conftest import SIX_PRODUCTS, TWO_GROUPS

pytestmark = pytest.mark.django_db


def test_a_nomination_holds_a_place_and_keeps_its_proof(six, district, put):
    (product,) = products(2402, 1, by=district)
    made = put(six, product)
    assert (made.name, made.producer_id, made.tambon_id) == (
        product.name,
        product.producer_id,
        product.tambon_id,
    )
    assert [(each["text"], each["answer"], each["found"]) for each in made.proof["clauses"]] == [
        ("ลงทะเบียนปี 2557 ถึง 2561", True, "ลงทะเบียนปี 2560"),
        ("อยู่ในกลุ่ม D ปรับตัวสู่การพัฒนา", True, "อยู่ในกลุ่ม D ปรับตัวสู่การพัฒนา"),
    ]
    assert (places(six).used, places(six).missing, places(six).left) == (1, 5, None)
    assert Act.objects.filter(verb="selection.nominate", object_id=str(made.pk)).exists()


def test_putting_forward_acknowledges_the_order(six, district, put):
    put(six, *products(2402, 1, by=district))
    owed = Obligation.objects.get(pk=six.pk)
    assert (owed.state, owed.acknowledged_by) == (ObligationState.ACKNOWLEDGED, district.user)


@pytest.mark.parametrize(
    ("changes", "clause"),
    [
        ({"cohort_be": 2562}, r"ลงทะเบียนปี 2557 ถึง 2561 \(ลงทะเบียนปี 2562\)"),
        ({"quadrant": "B"}, r"อยู่ในกลุ่ม D ปรับตัวสู่การพัฒนา \(อยู่ในกลุ่ม B"),
        ({"quadrant": ""}, r"ไม่มีข้อมูลกลุ่ม Quadrant"),
        ({"active": False}, "นับเฉพาะผลิตภัณฑ์ที่ยังผลิตอยู่"),
    ],
)
def test_outside_the_rule_is_refused_with_the_clause(six, district, put, changes, clause):
    (product,) = products(2402, 1, by=district)
    Product.objects.filter(pk=product.pk).update(**changes)
    with pytest.raises(Refused, match=clause):
        put(six, product)
    assert not Nomination.objects.exists()


def test_a_product_of_another_district_is_refused(six, province, put):
    with pytest.raises(Refused, match="ไม่พบรายการนี้ในพื้นที่"):
        put(six, *products(2403, 1, by=province))


def test_the_officer_must_say_why_it_has_potential(six, district):
    (product,) = products(2402, 1, by=district)
    with pytest.raises(Refused) as refusal:
        nominate(obligation=six, entity_id=product.pk, potential="  ", by=district)
    assert refusal.value.field == "potential"


def test_nobody_nominates_for_another_office(six, district, province, actor, put):
    (product,) = products(2402, 1, by=district)
    for who in ("district2403", "province24", "auditor", "authority240101"):
        with pytest.raises(PermissionDenied):
            put(six, product, by=actor(who))


def test_twice_is_told_who_was_first(six, district, put):
    (product,) = products(2402, 1, by=district)
    put(six, product)
    with pytest.raises(Stale, match="นายกกลม ริมน้ำ"):
        put(six, product)


def test_the_database_itself_holds_one_live_nomination(six, district, put):
    (product,) = products(2402, 1, by=district)
    made = put(six, product)
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_more_than_the_floor_may_be_put_forward_when_the_letter_says_upwards(six, district, put):
    for product in products(2402, 8, by=district):
        put(six, product)
    found = places(six)
    assert (found.used, found.missing, found.total.fulfilled, found.full) == (8, 0, True, False)


@pytest.fixture
def two(choice):
    (obligation,) = choice(TWO_GROUPS)
    return obligation


def groups(district, how_many: int) -> list[Producer]:
    """Groups that each make one product of quadrant D."""
    return [products(2402, 1, by=district)[0].producer for _ in range(how_many)]


def test_exactly_two_groups_and_the_third_is_told_who_took_the_last(two, district, put):
    first, second, third = groups(district, 3)
    put(two, first)
    put(two, second)
    assert (places(two).left, places(two).full) == (0, True)
    with pytest.raises(Stale, match=rf"เสนอครบ 2 แล้ว รายการสุดท้ายคือ {second.name} เสนอโดยนายกกลม ริมน้ำ"):
        put(two, third)


def test_a_group_comes_in_by_its_stars_or_by_its_quadrant(two, district, put):
    (starred,) = groups(district, 1)
    Product.objects.filter(producer=starred).update(quadrant="A", stars=3)
    put(two, starred)
    (neither,) = groups(district, 1)
    Product.objects.filter(producer=neither).update(quadrant="A", stars=4)
    with pytest.raises(Refused, match="ไม่มีผลิตภัณฑ์กลุ่ม D, ไม่มีผลิตภัณฑ์ระดับ 1 ถึง 3 ดาว"):
        put(two, neither)


def test_a_sole_owner_is_no_group(two, district, put):
    (owner,) = producers(240201, "sole", 1, by=district)
    with pytest.raises(Refused, match="นับเฉพาะกลุ่มผู้ผลิตชุมชน OTOP"):
        put(two, owner)


def test_a_lowered_floor_gives_no_further_place(two, district, province, put):
    exempt(directive=two.directive, area=district.office.area, floor=1, reason="มีกลุ่มเดียว", by=province)
    first, second, third = groups(district, 3)
    put(two, first)
    assert places(two).total.fulfilled
    put(two, second)
    with pytest.raises(Stale):
        put(two, third)


def test_the_last_place_is_kept_for_the_sort_that_is_missing(choice, district, put):
    group = Part(label_th="กลุ่ม", where=Is("kind", "group"), minimum=1)
    other = Part(label_th="ประเภทอื่น", where=Not(Is("kind", "group")), minimum=1)
    (mixed,) = choice(Rule(entity="producer", per=Per.DISTRICT, exact=2, parts=(group, other)))
    first, second = producers(240201, "group", 2, by=district)
    (owner,) = producers(240202, "sole", 1, by=district)
    put(mixed, first)
    with pytest.raises(Refused, match="ต้องเก็บไว้ให้ประเภทที่ยังขาด"):
        put(mixed, second)
    put(mixed, owner)
    assert places(mixed).total.fulfilled


def test_what_is_withdrawn_frees_its_place_and_may_come_again(two, district, put):
    first, second, third = groups(district, 3)
    put(two, first)
    made = put(two, second)
    with pytest.raises(Refused) as refusal:
        withdraw(nomination=made, reason=" ", by=district)
    assert refusal.value.field == "reason"
    withdraw(nomination=made, reason="กลุ่มขอถอนตัว", by=district)
    other = put(two, third)
    withdraw(nomination=other, reason="เปลี่ยนใจ", by=district)
    put(two, second)
    with pytest.raises(Stale):
        withdraw(nomination=made, reason="อีกครั้ง", by=district)


def test_a_closed_obligation_takes_no_nomination(six, district, put):
    Obligation.objects.filter(pk=six.pk).update(state=ObligationState.EXCUSED)
    with pytest.raises(Stale, match="ได้รับยกเว้น"):
        put(six, *products(2402, 1, by=district))


def test_what_was_chosen_stays_chosen_when_the_registry_changes(six, district, put):
    (product,) = products(2402, 1, by=district)
    made = put(six, product)
    Product.objects.filter(pk=product.pk).update(quadrant="A", cohort_be=2562, active=False, tambon=240205)
    assert places(six).used == 1
    assert replays(made)


def test_a_proof_that_was_touched_no_longer_replays(six, district, put):
    made = put(six, *products(2402, 1, by=district))
    made.proof["values"]["quadrant"] = "A"
    assert not replays(made)


def test_support_given_twice_in_one_letter_is_allowed_and_seen(choice, district, put):
    six, two = choice(SIX_PRODUCTS, TWO_GROUPS)
    (product,) = products(2402, 1, by=district)
    put(six, product)
    (seen,) = double_support(two.directive, [product.producer_id])[product.producer_id]
    assert seen.words == f"เสนอแล้วในข้อ 1: {product.name}"
    put(two, product.producer)
    assert double_support(six.directive, [product.producer_id])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_hundred_tries_for_six_places_fill_six(choice, district, put):
    (obligation,) = choice(Rule(entity="product", per=Per.DISTRICT, maximum=6, where=SIX_PRODUCTS.where))
    rows = products(2402, 200, by=district)
    said: list[str] = []
    waiting, start = iter(rows), threading.Barrier(8)

    def race() -> None:
        start.wait()
        try:
            for row in waiting_rows():
                try:
                    put(obligation, row)
                except Stale as stale:
                    said.append(stale.message)
        finally:
            connection.close()

    taking = threading.Lock()

    def waiting_rows():
        while True:
            with taking:
                row = next(waiting, None)
            if row is None:
                return
            yield row

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Nomination.objects.filter(state=NominationState.NOMINATED).count() == 6
    assert len(said) == 194
    assert all("รายการสุดท้ายคือ" in message for message in said)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_officers_and_one_thing_one_wins(choice, district, put):
    (obligation,) = choice(SIX_PRODUCTS)
    (product,) = products(2402, 1, by=district)
    outcome: list[str] = []
    start = threading.Barrier(2)

    def one() -> None:
        start.wait()
        try:
            put(obligation, product)
            outcome.append("won")
        except Stale as stale:
            outcome.append(stale.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcome.count("won") == 1
    assert any("เสนอไว้แล้วโดย" in words for words in outcome)


def test_a_verdict_is_for_the_office_that_ordered(six, district, province, actor, put):
    made = put(six, *products(2402, 1, by=district))
    for who in ("district2402", "district2403", "local24", "auditor"):
        with pytest.raises(PermissionDenied):
            decide(nominations=[made], verdict=NominationState.ACCEPTED, by=actor(who))
    (accepted,) = decide(nominations=[made], verdict=NominationState.ACCEPTED, by=province)
    assert (accepted.state, accepted.decided_by) == (NominationState.ACCEPTED, province.user)
    with pytest.raises(Stale, match="รับแล้ว"):
        withdraw(nomination=made, reason="ขอถอน", by=district)


def test_a_return_needs_a_reason_and_frees_the_place(two, district, province, put):
    first, second, third = groups(district, 3)
    kept, sent_back = put(two, first), put(two, second)
    with pytest.raises(Refused) as refusal:
        decide(nominations=[sent_back], verdict=NominationState.RETURNED, reason="", by=province)
    assert refusal.value.field == "reason"
    decide(nominations=[sent_back], verdict=NominationState.RETURNED, reason="ซ้ำกับปีก่อน", by=province)
    assert places(two).left == 1
    put(two, third)
    with pytest.raises(Stale):
        decide(nominations=[kept, sent_back], verdict=NominationState.ACCEPTED, by=province)
    assert Nomination.objects.get(pk=kept.pk).state == NominationState.NOMINATED
