"""Star rounds as rows: loaded, corrected by the department, and the stars that follow from points."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.refusals import Refused
from saan.registry.actions import add_product, award_stars
from saan.registry.actions.scale_rounds import load_rounds, refuse_parts, set_round
from saan.registry.models import StarAward, StarRound

DAY = date(2020, 6, 1)
PARTS = [{"code": "a", "label": "ส่วน ก", "most": 30}, {"code": "b", "label": "ส่วน ข", "most": 70}]
BANDS = {"*": [[90, 5], [80, 4], [70, 3]]}
SOUND = {"round_be": 2565, "name": "รอบ 2565", "parts": PARTS, "bands": BANDS}


@pytest.fixture
def department(actor):
    return actor("cdd")


@pytest.fixture
def product(registered, officer):
    return add_product(
        producer=registered(), name="ผ้าขาวม้าทอมือ", kind="textile", registered_on=DAY, by=officer
    )


def scored(product, officer, first, second, **more):
    points = {"a": Decimal(first), "b": Decimal(second)}
    return award_stars(product=product, round_be=2565, scores=points, by=officer, **more)


def test_shipped_rounds_are_loaded_once_and_corrections_stay(department):
    assert load_rounds() == 3
    set_round(**SOUND, reason="ตามประกาศสมมติ", by=department)
    assert load_rounds() == 0
    assert StarRound.objects.get(round_be=2565).name == "รอบ 2565"


@pytest.mark.parametrize("who", ["province24", "district2402", "dla", "ministry"])
def test_rounds_are_the_departments(actor, who):
    with pytest.raises(PermissionDenied):
        set_round(**SOUND, by=actor(who))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"round_be": 2500}, "round_be"),
        ({"name": " "}, "name"),
        ({"parts": PARTS[:1]}, "parts"),
        ({"bands": {"food": [[90, 5]]}}, "bands"),
        ({"bands": {"*": [[80, 5], [90, 4]]}}, "bands"),
        ({"bands": {"*": [[101, 5]]}}, "bands"),
        ({"verified": True}, "source"),
    ],
)
def test_what_is_no_round(department, wrong, field):
    with pytest.raises(Refused) as refused:
        set_round(**{**SOUND, **wrong}, by=department)
    assert refused.value.field == field


@given(st.lists(st.integers(-5, 120), max_size=8))
def test_parts_make_a_hundred(points):
    parts = [{"code": str(n), "label": "ก", "most": most} for n, most in enumerate(points)]
    if 1 <= len(points) <= 6 and all(most > 0 for most in points) and sum(points) == 100:
        refuse_parts(parts)
    else:
        with pytest.raises(Refused):
            refuse_parts(parts)


def test_points_give_total_and_stars_and_stand_on_the_product(product, officer, department):
    set_round(**SOUND, by=department)
    award = scored(product, officer, "25.5", "60")
    product.refresh_from_db()
    assert (award.total, award.stars, product.stars) == (Decimal("85.5"), 4, 4)
    assert award.scores == {"a": "25.5", "b": "60"}


def test_below_every_band_is_not_passed_which_is_a_result(product, officer, department):
    set_round(**SOUND, by=department)
    assert scored(product, officer, 10, 20).stars is None
    assert StarAward.objects.get().total == 30


def test_points_without_a_round_and_beyond_a_part_are_refused(product, officer, department):
    with pytest.raises(Refused) as refused:
        scored(product, officer, 10, 20)
    assert refused.value.field == "round_be"
    set_round(**SOUND, by=department)
    with pytest.raises(Refused) as refused:
        scored(product, officer, 31, 20)
    assert refused.value.field == "score-a"


def test_corrected_points_need_a_reason_and_both_stay_in_the_ledger(product, officer, department):
    set_round(**SOUND, by=department)
    scored(product, officer, 20, 60)
    with pytest.raises(Refused) as refused:
        scored(product, officer, 20, 61)
    assert refused.value.field == "reason"
    with pytest.raises(Refused, match="ไว้เช่นนี้แล้ว"):
        scored(product, officer, 20, 60)
    scored(product, officer, 20, 61, reason="กรอกผิด")
    assert StarAward.objects.get().total == 81


def test_a_corrected_band_judges_points_anew_and_leaves_results_without_points(
    registered, product, officer, department
):
    set_round(**SOUND, by=department)
    scored(product, officer, 20, 62)
    old = add_product(producer=product.producer, name="ผ้าพันคอ", kind="textile", registered_on=DAY, by=officer)
    award_stars(product=old, round_be=2565, stars=3, by=officer)
    with pytest.raises(Refused) as refused:
        set_round(**{**SOUND, "bands": {"*": [[81, 5]]}}, by=department)
    assert refused.value.field == "reason"
    _, changed = set_round(**{**SOUND, "bands": {"*": [[81, 5]]}}, reason="แก้ตามประกาศ", by=department)
    product.refresh_from_db()
    old.refresh_from_db()
    assert (changed, product.stars, old.stars) == (1, 5, 3)


def test_parts_stay_once_points_were_entered(product, officer, department):
    set_round(**SOUND, by=department)
    scored(product, officer, 20, 60)
    other = [{**PARTS[0], "most": 40}, {**PARTS[1], "most": 60}]
    with pytest.raises(Refused, match="เปลี่ยนส่วนคะแนนไม่ได้"):
        set_round(**{**SOUND, "parts": other}, reason="ลอง", by=department)
