"""Products, quadrants and stars: dated facts whose newest stands on the product."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from saan.kernel.refusals import Refused
from saan.registry.actions import add_product, assess_quadrant, award_stars, cease_producer

DAY = date(2018, 6, 1)


@pytest.fixture
def product(registered, officer):
    return add_product(
        producer=registered(), name="ผ้าขาวม้าทอมือ", kind="textile", registered_on=DAY, by=officer
    )


def test_a_product_takes_place_and_kind_from_its_producer(product):
    assert (product.tambon_id, product.producer_kind, product.cohort_be) == (240201, "group", 2561)


def test_a_product_is_entered_once(product, officer):
    with pytest.raises(Refused) as refused:
        add_product(
            producer=product.producer, name="ผ้าขาวม้า ทอมือ", kind="textile", registered_on=DAY, by=officer
        )
    assert refused.value.field == "product_name"


def test_a_ceased_producer_takes_no_products(registered, officer):
    producer = registered()
    cease_producer(producer=producer, version=1, reason="เลิก", by=officer)
    with pytest.raises(Refused, match="เลิกประกอบการ"):
        add_product(producer=producer, name="ผ้า", kind="textile", registered_on=DAY, by=officer)


def test_another_district_and_other_roles_are_kept_out(product, actor):
    with pytest.raises(Refused, match="อยู่นอกพื้นที่"):
        award_stars(product=product, round_be=2562, stars=3, by=actor("district2403"))
    with pytest.raises(PermissionDenied):
        assess_quadrant(product=product, result="D", assessed_on=DAY, by=actor("province24"))


def test_the_newest_assessment_stands_whatever_the_order_of_entry(product, officer):
    assess_quadrant(product=product, result="C", assessed_on=date(2022, 1, 1), by=officer)
    assess_quadrant(product=product, result="D", assessed_on=date(2019, 1, 1), by=officer)
    product.refresh_from_db()
    assert product.quadrant == "C"
    assert product.assessments.count() == 2


def test_answers_that_say_otherwise_need_a_reason(product, officer):
    answers = {"1": "1.3", "2": "2.1", "3": "3.1", "4": "4.1", "5": "5.1"}
    with pytest.raises(Refused) as refused:
        assess_quadrant(product=product, result="A", answers=answers, assessed_on=DAY, by=officer)
    assert refused.value.field == "reason"
    kept = assess_quadrant(
        product=product,
        result="A",
        answers=answers,
        assessed_on=DAY,
        by=officer,
        reason="ได้ มผช. หลังวันประเมิน",
    )
    assert (kept.answers, kept.computed, kept.table_version) == (answers, "D", "cdd-1")
    assert kept.overridden


def test_stars_follow_the_newest_round_and_not_passing_is_an_answer(product, officer):
    award_stars(product=product, round_be=2562, stars=4, by=officer)
    award_stars(product=product, round_be=2553, stars=3, by=officer)
    product.refresh_from_db()
    assert product.stars == 4
    award_stars(product=product, round_be=2565, stars=None, by=officer)
    product.refresh_from_db()
    assert product.stars is None


def test_a_round_is_corrected_only_with_a_reason(product, officer):
    award_stars(product=product, round_be=2562, stars=4, by=officer)
    with pytest.raises(Refused, match="ไว้เช่นนี้แล้ว"):
        award_stars(product=product, round_be=2562, stars=4, by=officer)
    with pytest.raises(Refused) as refused:
        award_stars(product=product, round_be=2562, stars=5, by=officer)
    assert refused.value.field == "reason"
    award_stars(product=product, round_be=2562, stars=5, by=officer, reason="ประกาศแก้ไขผล")
    product.refresh_from_db()
    assert product.stars == 5


@pytest.mark.parametrize(("round_be", "stars"), [(2545, 3), (2600, 3), (2562, 0), (2562, 6)])
def test_impossible_rounds_and_stars(product, officer, round_be, stars):
    with pytest.raises(Refused):
        award_stars(product=product, round_be=round_be, stars=stars, by=officer)
