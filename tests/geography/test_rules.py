"""Arithmetic of codes: every child lies in its parent, brothers never overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.geography import rules
from saan.geography.rules import AreaLevel

PROVINCES = st.integers(10, 99)
DISTRICTS = st.integers(1_000, 9_999)
TAMBONS = st.integers(100_000, 999_999)
CODES = st.one_of(st.just(0), PROVINCES, DISTRICTS, TAMBONS)


@given(CODES)
def test_a_child_lies_within_its_parent(code: int) -> None:
    parent = rules.parent_code(code)
    if parent is None:
        assert rules.level_of(code) is AreaLevel.COUNTRY
        return
    assert rules.is_within(code, parent)
    assert not rules.is_within(parent, code)


@given(CODES, CODES)
def test_two_ranges_are_apart_or_one_holds_the_other(one: int, other: int) -> None:
    (a_lo, a_hi), (b_lo, b_hi) = rules.leaf_range(one), rules.leaf_range(other)
    apart = a_hi < b_lo or b_hi < a_lo
    assert apart or rules.is_within(one, other) or rules.is_within(other, one)


@given(DISTRICTS)
def test_a_district_spans_exactly_its_hundred_codes(code: int) -> None:
    lo, hi = rules.leaf_range(code)
    assert (lo // 100, hi // 100, hi - lo) == (code, code, 99)


@given(TAMBONS)
def test_every_tambon_is_its_own_range_and_knows_its_province(code: int) -> None:
    assert rules.leaf_range(code) == (code, code)
    assert rules.province_code(code) == int(str(code)[:2])


@given(
    st.one_of(
        st.integers(max_value=-1),
        st.integers(1, 9),
        st.integers(100, 999),
        st.integers(10_000, 99_999),
        st.integers(min_value=1_000_000),
    )
)
def test_a_code_of_other_length_is_refused_in_thai(code: int) -> None:
    with pytest.raises(ValueError, match="รหัสพื้นที่"):
        rules.level_of(code)


@pytest.mark.parametrize(
    ("code", "name", "title", "short"),
    [
        (0, "ประเทศไทย", "ประเทศไทย", "ประเทศไทย"),
        (10, "กรุงเทพมหานคร", "กรุงเทพมหานคร", "กรุงเทพมหานคร"),
        (24, "ฉะเชิงเทรา", "จังหวัดฉะเชิงเทรา", "จ.ฉะเชิงเทรา"),
        (1002, "ดุสิต", "เขตดุสิต", "เขตดุสิต"),
        (2402, "บางคล้า", "อำเภอบางคล้า", "อ.บางคล้า"),
        (100201, "ดุสิต", "แขวงดุสิต", "แขวงดุสิต"),
        (240214, "หัวไทร", "ตำบลหัวไทร", "ต.หัวไทร"),
    ],
)
def test_names_carry_their_word_and_bangkok_its_own(code: int, name: str, title: str, short: str) -> None:
    assert (rules.title(code, name), rules.short_title(code, name)) == (title, short)
