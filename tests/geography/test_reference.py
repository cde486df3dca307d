"""The province sheet: complete, unambiguous, and in step with the place-name package."""

import geothai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.geography import reference as ref


def test_seventy_seven_provinces_with_distinct_codes_letters_and_names():
    assert len(ref.PROVINCES) == 77
    for field in ("code", "letters", "name_th"):
        assert len({getattr(p, field) for p in ref.PROVINCES}) == 77


def test_names_and_numbers_agree_with_the_place_name_package():
    ours = {(f"{p.code}", p.name_th) for p in ref.PROVINCES}
    assert ours == {(p.code, p.name_th) for p in geothai.provinces()}


def test_province_letters_are_never_ministry_letters():
    assert not {p.letters for p in ref.PROVINCES} & set(ref.MINISTRY_LETTERS)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("๒๔๐๐๐", ["ฉะเชิงเทรา"]),
        ("25000", ["ปราจีนบุรี"]),
        ("10270", ["สมุทรปราการ"]),
        ("36220", ["นครราชสีมา", "ชัยภูมิ"]),
        ("99999", []),
        ("2400", []),
        ("", []),
    ],
)
def test_postcode_to_provinces(code, names):
    assert [p.name_th for p in ref.provinces_by_postcode(code)] == names


def test_a_misread_code_has_its_neighbours_offered():
    assert "ฉช" in ref.nearest_letters("ฉข")
    assert ref.nearest_letters("ฉช") == ["ฉช"]
    assert ref.nearest_letters("มท") == ["มท"]


@pytest.mark.parametrize("name", ["จังหวัดลําพูน", "ลำพูน", "จ.ลำพูน", " จังหวัด ลำพูน "])
def test_a_name_is_found_however_it_is_written(name):
    assert ref.province_by_name(name).letters == "ลพ"


def test_unknown_names_and_letters_answer_none():
    assert ref.province_by_name("เมืองทอง") is None
    assert ref.province_by_letters("ฉข") is None


def test_area_code_gives_the_candidates():
    assert [p.name_th for p in ref.provinces_by_phone("๐-๓๘๕๑-๑๒๓๙")] == ["ชลบุรี", "ระยอง", "ฉะเชิงเทรา"]
    assert ref.provinces_by_phone("081 555 0101") == ()


def test_departments_of_the_interior_ministry():
    assert ref.MINISTRY_LETTERS["มท"].departments["04"] == "กรมการพัฒนาชุมชน"


words = st.text(alphabet="กขคชฉ", max_size=5)


@given(words, words, words)
def test_edit_distance_is_a_metric(a, b, c):
    d = ref.edit_distance
    assert d(a, a) == 0
    assert d(a, b) == d(b, a)
    assert d(a, c) <= d(a, b) + d(b, c)
    assert (d(a, b) == 0) == (a == b)
