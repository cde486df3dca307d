"""Places found the way people write them."""

import pytest

from saan.geography import queries
from saan.geography.models import Area
from saan.geography.rules import AreaLevel

pytestmark = pytest.mark.django_db


def codes(text: str, **narrowed: object) -> list[int]:
    return [area.code for area in queries.search(text, **narrowed)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ต.หัวไทร อ.บางคล้า", 240214),
        ("ต. หัวไทร อำเภอ บางคล้า จ. ฉะเชิงเทรา", 240214),
        ("หัวไทร ฉะเชิงเทรา", 240214),
        ("แขวงวชิรพยาบาล เขตดุสิต กทม.", 100202),
        ("จ.ป.ร.", 850406),
        ("กทม.", 10),
        ("๒๔๐๒๑๔", 240214),
        ("240214", 240214),
        ("Bang Khla", 2402),
        ("เมืองฉะเชิงเทรา", 2401),
    ],
)
def test_the_first_found_is_the_one_meant(text: str, code: int) -> None:
    assert codes(text)[0] == code


def test_an_address_in_full_finds_one_place_only() -> None:
    assert codes("ตำบลหัวไทร อำเภอบางคล้า จังหวัดฉะเชิงเทรา") == [240214]


def test_exact_names_come_before_longer_ones() -> None:
    found = codes("บางคล้า")
    assert found[:2] == [2402, 240201]


def test_five_districts_share_a_name() -> None:
    assert len(codes("เฉลิมพระเกียรติ", level=AreaLevel.DISTRICT)) == 5


def test_a_code_finds_the_place_and_all_beneath_it() -> None:
    found = codes("2402")
    assert found[0] == 2402
    assert len(found) == 1 + 9
    assert codes("24")[0] == 24


@pytest.mark.parametrize("text", ["", "   ", "ไม่มีที่ชื่อนี้แน่", "24021499", "0"])
def test_what_names_no_place_finds_none(text: str) -> None:
    assert codes(text) == []


def test_abolished_places_are_found_only_on_their_days() -> None:
    import datetime

    assert 4303 not in codes("บึงกาฬ")
    assert 4303 in codes("บึงกาฬ", on=datetime.date(2010, 1, 1))
    assert queries.area(4303).name_th == "บึงกาฬ"


def test_the_path_runs_from_the_country_down(django_assert_num_queries) -> None:
    tambon = queries.area(240214)
    with django_assert_num_queries(1):
        assert [area.code for area in queries.path(tambon)] == [0, 24, 2402, 240214]


def test_full_names_in_a_list_cost_one_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        names = [area.full_name for area in queries.search("หัวไทร")]
    assert "ตำบลหัวไทร อำเภอบางคล้า จังหวัดฉะเชิงเทรา" in names


def test_full_names_of_bangkok_use_its_words() -> None:
    assert queries.area(100203).full_name == "แขวงสวนจิตรลดา เขตดุสิต กรุงเทพมหานคร"
    assert queries.area(24).full_name == "จังหวัดฉะเชิงเทรา"
    assert queries.country().full_name == "ประเทศไทย"


def test_within_counts_the_place_and_its_subtree() -> None:
    province = Area.objects.get(code=24)
    inside = Area.objects.within(province).in_force()
    assert inside.count() == 1 + 11 + 93
    assert Area.objects.within(queries.country()).count() == Area.objects.count()
    assert queries.children(province).count() == 11
    assert queries.children(Area.objects.get(code=2402)).count() == 9


def test_the_map_of_a_province_has_its_standing_districts() -> None:
    drawn = queries.district_tiles(Area.objects.get(code=24))
    assert len(drawn.tiles) == 11
    nong_khai = queries.district_tiles(Area.objects.get(code=43))
    assert len(nong_khai.tiles) == 9
