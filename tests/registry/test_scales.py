"""Bands and parts of star rounds, and when a certificate holds."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.refusals import Refused
from saan.registry.rules import ProductKind
from saan.registry.scales import holds_on, refuse_bands, rounds_shipped, schemes, stars_of, total_of

PARTS = [{"code": "a", "label": "ก", "most": 30}, {"code": "b", "label": "ข", "most": 70}]
BANDS = {"*": [[90, 5], [80, 4], [70, 3]], "food": [[95, 5], [85, 4]]}
_days = st.dates(date(2015, 1, 1), date(2035, 1, 1))


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2), st.sampled_from(list(ProductKind)))
def test_more_points_never_give_fewer_stars(one: Decimal, other: Decimal, kind: str) -> None:
    low, high = sorted((one, other))
    assert (stars_of(BANDS, kind, low) or 0) <= (stars_of(BANDS, kind, high) or 0)


def test_a_type_may_have_bands_of_its_own_and_below_all_is_not_passed() -> None:
    assert stars_of(BANDS, "food", Decimal(90)) == 4
    assert stars_of(BANDS, "herbal", Decimal(90)) == 5
    assert stars_of(BANDS, "food", Decimal("84.99")) is None


@pytest.mark.parametrize("steps", [[], [[80, 4], [90, 5]], [[90, 5], [80, 5]], [[90, 6]], [[90, 4], [90, 3]]])
def test_bands_that_cannot_be(steps: list) -> None:
    with pytest.raises(Refused):
        refuse_bands({"*": steps})
    with pytest.raises(Refused):
        refuse_bands({"furniture": [[90, 5]]})


def test_the_total_is_the_sum_of_all_parts_and_no_part_overflows() -> None:
    assert total_of(PARTS, {"a": Decimal(30), "b": Decimal("60.5")}) == Decimal("90.5")
    for scores, field in (({"a": Decimal(31), "b": Decimal(1)}, "score-a"), ({"a": Decimal(1)}, "score-b")):
        with pytest.raises(Refused) as refused:
            total_of(PARTS, scores)
        assert refused.value.field == field


def test_shipped_rounds_are_sound_and_marked_unverified() -> None:
    for row in rounds_shipped():
        refuse_bands(row["bands"])
        assert sum(part["most"] for part in row["parts"]) == 100
        assert row["verified"] is False


def test_schemes_know_what_they_are_about() -> None:
    assert schemes()["fda"].is_for("food")
    assert not schemes()["fda"].is_for("textile")
    assert schemes()["tcps"].is_for("textile")


@given(_days, st.integers(0, 3000), _days)
def test_a_certificate_holds_to_its_last_day_inclusive(issued: date, days: int, day: date) -> None:
    expires = issued + timedelta(days)
    assert holds_on(issued, expires, None, day) == (issued <= day <= expires)
    assert not holds_on(issued, expires, day, day)
    assert holds_on(None, None, None, day)
