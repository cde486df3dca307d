"""The generated offices: how many, under whom, with which numbers; and a second run that writes nothing."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from saan.geography.models import Area
from saan.organisations import queries
from saan.organisations.actions import load_offices
from saan.organisations.generation import plans, tiers
from saan.organisations.models import AuthorityCoverage, Office
from saan.organisations.rules import Line, OfficeLevel

pytestmark = pytest.mark.django_db


def area(code: int) -> Area:
    return Area.objects.get(code=code)


def test_three_lines_stand_in_every_province_and_district_but_bangkok() -> None:
    generated = Office.objects.exclude(line=Line.LOCAL)
    count = {
        (line, level): generated.filter(line=line, level=level).count()
        for line in (Line.GOVERNOR, Line.CDD, Line.DLA)
        for level in (OfficeLevel.DEPARTMENT, OfficeLevel.PROVINCE, OfficeLevel.DISTRICT)
    }
    for line, departments in ((Line.GOVERNOR, 0), (Line.CDD, 1), (Line.DLA, 1)):
        assert [
            count[line, level]
            for level in (OfficeLevel.DEPARTMENT, OfficeLevel.PROVINCE, OfficeLevel.DISTRICT)
        ] == [
            departments,
            76,
            878,
        ]
    assert not Office.objects.in_area(area(10)).exists()


def test_each_tambon_has_one_marked_stand_in_that_covers_it() -> None:
    stand_ins = Office.objects.in_force().filter(provisional=True)
    assert stand_ins.count() == 7256
    assert not stand_ins.exclude(name__contains="ชั่วคราว").exists()
    assert AuthorityCoverage.objects.filter(office__in=stand_ins, valid_to__isnull=True).count() == 7256


@pytest.mark.slow
def test_a_second_run_writes_nothing() -> None:
    total = Office.objects.count()
    done = load_offices()
    assert (done.created, done.updated, done.ended) == (0, 0, 0)
    assert (done.unchanged, Office.objects.count()) == (total, total)


@pytest.mark.slow
def test_what_people_wrote_survives_a_second_run() -> None:
    Office.objects.filter(code="cdd-2402").update(phone="0 3854 1000", letter_prefix="ฉช 0319", name="เก่า")
    assert load_offices().updated == 1
    office = queries.office("cdd-2402")
    assert (office.phone, office.letter_prefix) == ("0 3854 1000", "ฉช 0319")
    assert office.name == "สำนักงานพัฒนาชุมชนอำเภอบางคล้า"


@pytest.mark.slow
def test_offices_end_with_their_place_and_are_kept() -> None:
    day = datetime.date(2026, 12, 1)
    Area.objects.filter(code=240214).update(valid_to=day)
    assert load_offices().ended == 1
    office = queries.office("lao-p-240214")
    assert office.valid_to == day
    assert office.coverage.get().valid_to == day
    assert load_offices().ended == 0


def test_names_titles_and_numbers_of_one_province() -> None:
    office = queries.office("cdd-24")
    assert office.name == "สำนักงานพัฒนาชุมชนจังหวัดฉะเชิงเทรา"
    assert office.short_name == "สพจ.ฉะเชิงเทรา"
    assert office.head_title == "พัฒนาการจังหวัดฉะเชิงเทรา"
    assert (office.letter_prefix, office.prefix_verified) == ("ฉช 0019", True)
    assert office.issuing_body.name == "จังหวัดฉะเชิงเทรา"
    chief = queries.office("chief-2402")
    assert (chief.head_title, chief.letter_prefix, chief.prefix_verified) == (
        "นายอำเภอบางคล้า",
        "ฉช 0218",
        False,
    )
    assert queries.office("dla-24").letter_prefix == "ฉช 0023"


def test_each_line_runs_up_to_the_ministry() -> None:
    path = [queries.office("lao-p-240214")]
    while above := queries.superior(path[-1]):
        path.append(above)
    assert [office.code for office in path] == ["lao-p-240214", "dla-2402", "dla-24", "dla", "moi"]
    assert queries.superior(queries.office("cdd-2402")).code == "cdd-24"
    assert queries.superior(queries.office("moi")) is None


@pytest.mark.slow
def test_a_departments_reach_by_range_is_the_same_as_by_superiors() -> None:
    superior = dict(Office.objects.values_list("pk", "parent_id"))

    def commanded_by(top: int) -> set[int]:
        found = set()
        for pk in superior:
            above = superior[pk]
            while above is not None:
                if above == top:
                    found.add(pk)
                    break
                above = superior[above]
        return found

    for code in ("moi", "cdd", "cdd-24", "dla", "dla-24", "dla-2402"):
        office = queries.office(code)
        assert set(queries.offices_under(office).values_list("pk", flat=True)) == commanded_by(office.pk), (
            code
        )


def test_a_governor_reaches_all_lines_of_the_districts_and_no_other_province() -> None:
    governor = queries.office("governor-24")
    under = queries.offices_under(governor)
    assert under.count() == 11 * 3 + 93
    assert queries.offices_under(governor, line=Line.CDD).count() == 11
    assert queries.offices_under(governor, level=OfficeLevel.LOCAL).count() == 93
    assert not under.exclude(code__regex=r"-24\d\d").exists()
    assert not queries.offices_under(queries.office("cdd"), line=Line.DLA).exists()


@pytest.mark.parametrize(
    ("line", "place", "code"),
    [
        (Line.CDD, 240214, "cdd-2402"),
        (Line.CDD, 2402, "cdd-2402"),
        (Line.CDD, 24, "cdd-24"),
        (Line.CDD, 0, "cdd"),
        (Line.GOVERNOR, 240214, "chief-2402"),
        (Line.GOVERNOR, 0, "moi"),
        (Line.LOCAL, 240214, "lao-p-240214"),
        (Line.CDD, 1001, None),
        (Line.DLA, 10, None),
    ],
)
def test_the_office_that_answers_for_a_place(line: Line, place: int, code: str | None) -> None:
    office = queries.office_for(line, area(place))
    assert (office and office.code) == code


def test_offices_in_a_place_by_line_and_level() -> None:
    assert queries.offices_in(area(24), Line.CDD).count() == 12
    assert queries.offices_in(area(24), Line.CDD, OfficeLevel.DISTRICT).count() == 11
    assert queries.offices_in(area(0), level=OfficeLevel.PROVINCE).count() == 76 * 3


def test_ended_offices_stand_on_their_days_only() -> None:
    day = datetime.date(2026, 10, 1)
    Office.objects.filter(code="cdd-2402").update(valid_to=day)
    assert queries.offices_in(area(2402), Line.CDD).count() == 0
    assert queries.offices_in(area(2402), Line.CDD, on=day - datetime.timedelta(days=1)).count() == 1
    assert queries.offices_in(area(2402), Line.CDD, on=day).count() == 0


def test_tiers_put_superiors_first() -> None:
    places = Area.objects.in_force().within(area(24))
    seen: set[str] = set()
    for tier in tiers(list(plans(places)), ()):
        for plan in tier:
            assert {plan.parent, plan.registry_body} - {None} <= seen
        seen |= {plan.code for plan in tier}
    assert len(seen) == 3 + 3 + 33 + 93


def test_the_database_refuses_a_kind_outside_the_local_line() -> None:
    with pytest.raises(IntegrityError, match="office_local_has_kind"), transaction.atomic():
        Office.objects.filter(code="cdd-24").update(authority_kind="tao")


def test_the_database_refuses_covering_a_tambon_twice_at_a_time() -> None:
    office = queries.office("lao-p-240214")
    with pytest.raises(IntegrityError, match="coverage_once_at_a_time"), transaction.atomic():
        AuthorityCoverage.objects.create(office=office, area_id=240214)
    AuthorityCoverage.objects.create(office=office, area_id=240214, valid_to=datetime.date(2020, 1, 1))
