"""Money, capacity and permits of a product; the ways through PSO and KBO."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.refusals import Refused
from saan.registry import product_rules as rules
from saan.registry.rules import DistinctionOutcome, Scale
from saan.registry.scale_steps import limits, may_step, refuse_step

DAY = date(2026, 11, 22)
_outcomes = st.sampled_from(list(DistinctionOutcome))
_scales = st.sampled_from(list(Scale))


@given(st.integers(-10, rules.MOST_PRICE + 10), st.sampled_from(["", "ผืน"]))
def test_a_price_is_positive_bounded_and_of_one_of_something(price: int, unit: str) -> None:
    sound = 0 < price <= rules.MOST_PRICE
    if sound and unit:
        rules.refuse_price(price, unit)
    else:
        with pytest.raises(Refused) as refused:
            rules.refuse_price(price, unit)
        assert refused.value.field == ("unit" if sound else "price")


@given(st.integers(-400, 400), st.booleans(), st.sampled_from(["", "10-1-12345"]))
def test_a_needed_permit_is_there_and_holds_on_the_day(days: int, regulated: bool, number: str) -> None:
    expires = DAY + timedelta(days)
    good = not regulated or (number and expires >= DAY)
    if good:
        rules.refuse_permit(regulated, number, expires, on=DAY)
    else:
        with pytest.raises(Refused) as refused:
            rules.refuse_permit(regulated, number, expires, on=DAY)
        assert refused.value.field == ("permit_expires" if number else "permit_number")
    assert rules.permit_lapsed(regulated, expires, on=DAY) == (regulated and expires < DAY)


def test_a_permit_without_end_holds() -> None:
    rules.refuse_permit(True, "1", None, on=DAY)


def test_texts_fit_and_hold_no_persons_number() -> None:
    with pytest.raises(Refused, match="ยาวเกิน 40"):
        rules.refuse_texts({"unit": "ก" * 41})
    with pytest.raises(Refused, match="เลขประจำตัวประชาชน"):
        rules.refuse_texts({"story": "ติดต่อ 1-1018-00000-00-3"})


@given(_scales, st.lists(_outcomes, max_size=6))
def test_without_a_reason_only_the_way_forward_is_open(
    scale: Scale, wanted: list[DistinctionOutcome]
) -> None:
    """Whatever is tried in turn, what stands was reached step by step; and no way is longer than its steps."""
    stands: list[DistinctionOutcome] = []
    for then in wanted:
        before = stands[-1] if stands else None
        if may_step(scale, before, then):
            refuse_step(scale, before, then, reason="")
            stands.append(then)
            continue
        with pytest.raises(Refused) as refused:
            refuse_step(scale, before, then, reason="")
        assert refused.value.field in ("outcome", "note")
    assert len(stands) <= 3
    assert len(set(stands)) == len(stands)


def test_kbo_begins_with_a_nomination_even_with_a_reason() -> None:
    with pytest.raises(Refused, match="เสนอชื่อ"):
        refuse_step(Scale.KBO, None, DistinctionOutcome.WINNER, reason="รีบ")
    refuse_step(Scale.PSO, None, DistinctionOutcome.WINNER, reason="")


def test_going_back_is_a_correction_with_its_reason() -> None:
    with pytest.raises(Refused) as refused:
        refuse_step(Scale.KBO, DistinctionOutcome.WINNER, DistinctionOutcome.SELECTED, reason=" ")
    assert refused.value.field == "note"
    refuse_step(Scale.KBO, DistinctionOutcome.WINNER, DistinctionOutcome.SELECTED, reason="บันทึกผิดรายการ")


def test_limits_are_data() -> None:
    assert limits()["certificates"]["soon_days"] == 60
    assert limits()["KBO"]["selected_most"] == 20
