"""Hashtags as the letter asks."""

import unicodedata

import geothai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.hashtags import check_hashtags, hashtags, with_hashtags

PLACE = ("ฉะเชิงเทรา", "บางคล้า")
FOUR = ("#เที่ยวท้องถิ่น", "#ของดีบ้านเรา", "#จังหวัดฉะเชิงเทรา", "#อำเภอบางคล้า")
PROVINCES = [province.name_th for province in geothai.provinces()]
DISTRICTS = [
    district.name_th for province in geothai.provinces() for district in geothai.districts(province.code)
]


def test_the_four_tags_of_a_place() -> None:
    assert hashtags(*PLACE) == FOUR
    assert hashtags("จังหวัดฉะเชิงเทรา", " อำเภอบางคล้า ") == FOUR


def test_the_patterns_stand_in_the_letter(shared_letters) -> None:
    letter = (shared_letters / "dev" / "seed-001.txt").read_text(encoding="utf-8").replace("ํา", "ำ")
    made = [tag.replace("ชื่อ", "...(ชื่อ)...") for tag in hashtags("ชื่อ", "ชื่อ")]
    assert " ".join(made) in letter


@given(st.sampled_from(PROVINCES), st.sampled_from(DISTRICTS))
def test_tags_hold_no_blank_and_are_found_in_what_carries_them(province: str, district: str) -> None:
    tags = hashtags(province, district)
    assert all(tag.startswith("#") and len(tag.split()) == 1 for tag in tags)
    check = check_hashtags(f"มาเที่ยวกัน {' '.join(tags)} นะ", province, district)
    assert check.found == tags
    assert check.complete


def test_a_hyphen_in_a_name_would_cut_the_tag() -> None:
    tags = hashtags("นราธิวาส", "สุไหงโก-ลก")
    assert tags[3] == "#อำเภอสุไหงโกลก"
    (wrong,) = check_hashtags(f"{' '.join(tags[:3])} #อำเภอสุไหงโก-ลก", "นราธิวาส", "สุไหงโก-ลก").wrong
    assert (wrong.written, wrong.wanted) == ("#อำเภอสุไหงโก-ลก", tags[3])


@given(st.text(st.sampled_from("#＃กขจังหวัดอำเภอ ฉะเชิงเทราบางคล้า\nเที่ยวท้องถิ่นของดีบ้านเรา"), max_size=80))
def test_each_tag_is_in_exactly_one_of_the_three(text: str) -> None:
    check = check_hashtags(text, *PLACE)
    told = [*check.found, *check.missing, *(wrong.wanted for wrong in check.wrong)]
    assert sorted(told) == sorted(FOUR)
    assert check_hashtags(with_hashtags(text, *PLACE), *PLACE).complete


def test_what_is_missing_is_named() -> None:
    check = check_hashtags("ชวนเที่ยว #เที่ยวท้องถิ่น #จังหวัดฉะเชิงเทรา", *PLACE)
    assert check.missing == ("#ของดีบ้านเรา", "#อำเภอบางคล้า")
    assert not check.complete
    assert check.lacking == check.missing


@pytest.mark.parametrize(
    "written",
    [
        "#อําเภอบางคล้า",
        unicodedata.normalize("NFKD", "#อำเภอบางคล้า"),
        "＃อำเภอบางคล้า",
        "#อำเภอบาง\u200bคล้า",
        "#เที่ยวท้องถิ่น#อำเภอบางคล้า",
        "(#อำเภอบางคล้า)",
    ],
)
def test_codings_that_look_alike_are_forgiven(written: str) -> None:
    assert "#อำเภอบางคล้า" in check_hashtags(written, *PLACE).found


def test_letter_case_is_forgiven() -> None:
    assert "#จังหวัดChonBuri" in check_hashtags("#จังหวัดchonburi", "Chon Buri", "x").found


@pytest.mark.parametrize(
    "written",
    ["#อำเภอ บางคล้า", "# อำเภอบางคล้า", "#อ.บางคล้า", "#บางคล้า", "#อำเภอพนมสารคาม", "#อำเภอบางคล้าน่าเที่ยว"],
)
def test_a_tag_that_was_meant_but_does_not_count_is_wrong(written: str) -> None:
    check = check_hashtags(written, *PLACE)
    assert [wrong.wanted for wrong in check.wrong] == ["#อำเภอบางคล้า"]
    assert "#อำเภอบางคล้า" not in check.missing
