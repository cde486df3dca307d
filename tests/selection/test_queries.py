"""Who may be chosen and why another may not; what each office sees; numbers that agree with one another."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.directives.queries import judgements
from saan.kernel.refusals import Refused
from saan.policy.conditions import Is, Not
from saan.policy.rules import Part, Per, Rule
from saan.registry.models import Producer, Product
from saan.selection.actions import decide, withdraw
from saan.selection.models import Nomination
from saan.selection.queries import (
    eligible_ids,
    followed,
    may_nominate,
    may_review,
    nominations_of,
    nominations_visible_to,
    not_eligible,
    obligations_to_choose,
    places,
    pool_ids,
    pool_of,
    replays,
    selections_of,
)
from saan.selection.rules import LIVE, NOMINATION_STEPS, NominationState, may_follow
from tests.factories.directives import producers, products
from tests.selection.conftest import SIX_PRODUCTS, TWO_GROUPS

pytestmark = pytest.mark.django_db


def test_the_pool_is_what_the_rule_lets_in_without_what_is_nominated(six, district, put):
    first, second = products(2402, 2, by=district)
    products(2402, 1, by=district, quadrant="A")
    assert set(pool_ids(six, district)) == {first.pk, second.pk}
    put(six, first)
    assert pool_ids(six, district) == [second.pk]
    assert len(eligible_ids(six, district)) == 2
    (candidate,) = pool_of(six, district)
    assert (candidate.eligible, candidate.reasons) == (True, ())


def test_the_pool_is_searched_by_product_and_by_producer(six, district):
    (product, other) = products(2402, 2, by=district)
    Product.objects.filter(pk=product.pk).update(name="ข้าวหลามบางคล้า")
    Producer.objects.filter(pk=product.producer_id).update(name="กลุ่มแม่บ้านปากน้ำ")
    assert pool_ids(six, district, words="ข้าวหลาม") == [product.pk]
    assert set(pool_ids(six, district, words="ปากน้ำ")) == {product.pk, other.pk}
    assert pool_ids(six, district, words="ไม่มี") == []


def test_why_not_names_every_failing_clause(six, district):
    (product,) = products(2402, 1, by=district, cohort_be=2562, quadrant="B")
    Product.objects.filter(pk=product.pk).update(name="ผ้าทอ")
    products(2402, 1, by=district)
    (found,) = not_eligible(six, "ผ้าทอ", district)
    assert found.reasons[0] == "ลงทะเบียนปี 2557 ถึง 2561 (ลงทะเบียนปี 2562)"
    assert found.reasons[1].startswith("อยู่ในกลุ่ม D ปรับตัวสู่การพัฒนา (อยู่ในกลุ่ม B")
    assert not found.eligible
    assert not_eligible(six, "", district) == []
    assert not_eligible(six, "ผลิตภัณฑ์สมมติ", district) == []


def test_why_not_stays_in_the_area(six, district, actor):
    (product,) = products(2403, 1, by=district, quadrant="A")
    Product.objects.filter(pk=product.pk).update(name="ผ้าทอ")
    assert not_eligible(six, "ผ้าทอ", district) == []


def test_a_producer_of_another_sort_or_state_is_told_apart(choice, district):
    (two,) = choice(TWO_GROUPS)
    (owner,) = producers(240201, "sole", 1, by=district)
    (ceased,) = producers(240201, "group", 1, by=district)
    Producer.objects.filter(pk=ceased.pk).update(status="ceased")
    said = {found.id: found.reasons for found in not_eligible(two, "สมมติ", district)}
    assert said[owner.pk] == ("นับเฉพาะกลุ่มผู้ผลิตชุมชน OTOP (เป็นผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว)",)
    assert said[ceased.pk][0].startswith("นับเฉพาะผู้ผลิตที่ขึ้นทะเบียนแล้ว")


def test_offices_see_their_own_and_the_province_sees_all(six, district, province, actor, put):
    made = put(six, *products(2402, 1, by=district))
    assert list(nominations_of(six, province)) == [made]
    assert list(nominations_visible_to(district)) == [made]
    for who in ("district2403", "local24", "producer"):
        assert not nominations_visible_to(actor(who)).exists()
        assert not obligations_to_choose(actor(who)).filter(pk=six.pk).exists()


def test_who_may_do_what(six, district, province, actor):
    assert may_nominate(district, six)
    assert not may_nominate(province, six)
    assert not may_nominate(actor("district2403"), six)
    assert may_review(province, six)
    assert not may_review(district, six)


def test_the_list_of_a_district_and_of_its_province(choice, district, province, put):
    six, two = choice(SIX_PRODUCTS, TWO_GROUPS)
    (product,) = products(2402, 1, by=district)
    made = put(six, product)
    decide(nominations=[made], verdict=NominationState.ACCEPTED, by=province)
    put(two, product.producer)
    assert [task.directive.pk for task in selections_of(district)] == [
        two.directive_id,
        six.directive_id,
    ] or [
        six.directive_id,
        two.directive_id,
    ]
    assert selections_of(province) == []
    assert followed(district) == []
    first, second = followed(province)
    assert [first.directive.pk, second.directive.pk] == [six.directive_id, two.directive_id]
    assert (len(first.lines), first.total.needed, first.total.total) == (11, 66, 1)
    assert (first.waiting, first.accepted, second.waiting) == (0, 1, 1)
    mine = next(line for line in first.lines if line.office == district.office)
    assert (mine.judgement.total, mine.accepted) == (1, 1)


def test_every_parent_is_the_sum_of_its_children(six, province, district, put):
    for product in products(2402, 4, by=district):
        put(six, product)
    whole = judgements(six.directive, (province.office.lo, province.office.hi))
    assert sum(each.total for each in whole.values()) == places(six).used == 4


def test_a_directive_that_is_no_choice_has_no_pool(choice, district):
    (six,) = choice(SIX_PRODUCTS)
    six.directive.rule = None
    with pytest.raises(Refused, match="ไม่มีกติกา"):
        eligible_ids(six, district)


def test_states_that_hold_a_place_end_only_by_a_step():
    assert set(NOMINATION_STEPS) == set(NominationState)
    for state in NominationState:
        assert bool(NOMINATION_STEPS[state]) is (state in LIVE)
    assert may_follow("accepted", NominationState.RETURNED)
    assert not may_follow("accepted", NominationState.WITHDRAWN)


GROUP_PART = Part(label_th="กลุ่ม", where=Is("kind", "group"), minimum=1, maximum=2)
OTHER_PART = Part(label_th="ประเภทอื่น", where=Not(Is("kind", "group")), minimum=1)
MIXED = Rule(entity="producer", per=Per.DISTRICT, maximum=4, parts=(GROUP_PART, OTHER_PART))


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["group", "sole", "sme", "withdraw", "return"]), min_size=1, max_size=9))
def test_whatever_is_tried_no_place_is_overrun_and_none_is_lost(choice, district, province, put, tries):
    """Against a model: at most two groups, at most four in all, and one place kept for each sort still missing."""
    Nomination.objects.all().delete()
    (owed,) = choice(MIXED)
    held: list[tuple[str, Nomination]] = []
    for each in tries:
        kinds = ["group" if kind == "group" else "other" for kind, _ in held]
        if each in ("withdraw", "return"):
            if held:
                _, last = held.pop()
                if each == "withdraw":
                    withdraw(nomination=last, reason="ขอถอน", by=district)
                else:
                    decide(nominations=[last], verdict=NominationState.RETURNED, reason="ซ้ำ", by=province)
            continue
        after = [*kinds, "group" if each == "group" else "other"]
        kept = sum(sort not in after for sort in ("group", "other"))
        fits = after.count("group") <= 2 and len(after) + kept <= 4
        (row,) = producers(240201, each, 1, by=district)
        if fits:
            held.append((each, put(owed, row)))
        else:
            with pytest.raises(Refused):
                put(owed, row)
        assert places(owed).used == len(held)
    assert places(owed).total.over == 0
    assert all(replays(nomination) for _, nomination in held)
