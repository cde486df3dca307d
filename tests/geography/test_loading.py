"""Fetch, ingest, verify: the totals, the corrections, the past, and a second run that writes nothing."""

import datetime
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from saan.geography import queries
from saan.geography.loading import ingest as ingesting
from saan.geography.loading.fetch import Edition, Place, fetch
from saan.geography.loading.ingest import correct, ingest, read_corrections
from saan.geography.loading.verify import verify
from saan.geography.models import Area
from saan.geography.rules import AreaLevel

pytestmark = pytest.mark.django_db


def test_the_published_totals_hold_and_the_one_difference_is_explained() -> None:
    tallies = {tally.what: tally for tally in verify()}
    assert all(tally.agrees for tally in tallies.values())
    held = {what: tally.held for what, tally in tallies.items()}
    assert held["จังหวัด รวมกรุงเทพมหานคร"] == 77
    assert held["อำเภอ"] == 878
    assert held["เขตของกรุงเทพมหานคร"] == 50
    assert held["ตำบล"] == 7256
    assert [code for code, _ in tallies["ตำบล"].explained] == [801201]
    assert sum(tally.held - tally.published for tally in tallies.values()) == 1


@pytest.mark.parametrize(("codes", "ends"), [([4303], None), ([2402], datetime.date(2026, 1, 1))])
def test_one_place_too_many_or_too_few_does_not_agree(codes: list[int], ends: datetime.date | None) -> None:
    Area.objects.filter(code__in=codes).update(valid_to=ends, successor=None)
    assert "อำเภอ" in {tally.what for tally in verify() if not tally.agrees}


def test_chachoengsao_has_its_eleven_districts_and_ninety_three_tambons() -> None:
    tambons = queries.tambons(Area.objects.get(code=24)).values_list("code", flat=True)
    count = Counter(code // 100 for code in tambons)
    assert [count[code] for code in range(2401, 2412)] == [19, 9, 10, 12, 17, 8, 3, 4, 4, 2, 5]


@pytest.mark.slow
def test_a_second_run_writes_nothing() -> None:
    done = ingest(fetch())
    assert (done.created, done.updated, done.stale, done.unlisted) == (0, 0, (), ())
    assert done.unchanged == Area.objects.count()


@pytest.mark.slow
def test_a_changed_name_is_updated_and_nothing_else() -> None:
    Area.objects.filter(code=2402).update(name_th="ผิด")
    done = ingest(fetch())
    assert (done.created, done.updated) == (0, 1)
    assert Area.objects.get(code=2402).name_th == "บางคล้า"


@pytest.mark.slow
def test_every_parent_holds_its_children_and_their_dates_make_sense() -> None:
    for area in Area.objects.select_related("parent", "successor"):
        if area.parent is not None:
            assert area.parent.contains(area)
            assert not area.contains(area.parent)
        if area.successor is not None:
            assert area.valid_to is not None
            assert area.successor_codes == [area.successor_id]


def test_bueng_kan_districts_passed_from_nong_khai_on_one_day() -> None:
    old, new = Area.objects.get(code=4303), Area.objects.get(code=3801)
    day = datetime.date(2011, 3, 23)
    assert (old.valid_to, new.valid_from, old.successor_id) == (day, day, new.code)
    before, on = day - datetime.timedelta(days=1), day
    for when, standing in ((before, old), (on, new)):
        found = Area.objects.in_force(when).filter(code__in=(4303, 3801))
        assert list(found) == [standing]


def test_a_split_keeps_all_heirs_though_no_single_successor() -> None:
    old = Area.objects.get(code=104701)
    assert (old.successor_id, old.successor_codes) == (None, [104702, 104703])
    assert old.succession_basis == "notice"


def test_corrections_are_made_with_their_reason_and_stale_ones_are_named() -> None:
    area = Area.objects.get(code=450109)
    assert area.name_th == "ปอภาร"
    assert "วงเล็บ" in area.corrections[0]
    assert not Area.objects.filter(level="district", name_th__startswith="เขต").exists()
    places, reasons, stale = correct((Place(450109, "ปอภาร", ""),), read_corrections())
    assert places[0].name_th == "ปอภาร"
    assert reasons == {}
    assert any(note.startswith("450109") for note in stale)


def test_every_correction_and_total_gives_reason_and_source() -> None:
    book = read_corrections()
    for rule in (*book["prefixes"], *book["names"]):
        assert rule["reason"]
        assert rule["source"]
    for total in book["totals"]:
        assert total["source"]
        assert all(row["reason"] and row["source"] for row in total.get("differs", ()))


@pytest.mark.slow
def test_an_unexplained_difference_stops_the_command_and_saves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = fetch()
    short = Edition(whole.release, tuple(place for place in whole.places if place.code != 240214))
    Area.objects.filter(code=240214).update(valid_to=datetime.date(2026, 1, 1))
    Area.objects.filter(code=2402).update(name_en="Changed")
    monkeypatch.setattr("saan.geography.management.commands.load_places.fetch", lambda: short)
    with pytest.raises(CommandError, match="ไม่ตรง"):
        call_command("load_places", verbosity=0, stdout=StringIO())
    assert Area.objects.get(code=2402).name_en == "Changed"


def test_the_database_refuses_a_code_at_the_wrong_level() -> None:
    wrong = Area(code=2499, level="tambon", name_th="ก", parent_id=24, lo=249900, hi=249999, sort_key="ก")
    with (
        pytest.raises(IntegrityError, match=r"area_(level|range)_matches_code"),
        transaction.atomic(),
    ):
        wrong.save(force_insert=True)


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("hi", 240298, "area_range"),
        ("lo", 240100, "area_range"),
        ("parent_id", 25, "area_parent_matches_code"),
    ],
)
def test_the_database_holds_range_and_parent_to_the_code(field: str, value: int, rule: str) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Area.objects.filter(code=2402).update(**{field: value})


def test_provinces_come_in_dictionary_order() -> None:
    names = [area.name_th for area in queries.provinces()]
    assert names[:4] == ["กระบี่", "กรุงเทพมหานคร", "กาญจนบุรี", "กาฬสินธุ์"]
    assert names.index("เชียงราย") < names.index("ตรัง"), "สระหน้าไม่ทำให้ เชียงราย ไปท้ายตาราง"
    assert len(names) == 77


def test_every_area_kept_its_level() -> None:
    assert set(Area.objects.values_list("level", flat=True)) == {level.value for level in AreaLevel}
    assert ingesting.COUNTRY.name_th == Area.objects.get(code=0).name_th
