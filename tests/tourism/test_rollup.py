"""Sums agree from the district to the nation, whatever was recorded."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.geography.models import Area
from saan.organisations.queries import authorities_of
from saan.tourism.actions import record_coordination
from saan.tourism.models import CoordinationRecord, SupportProject
from saan.tourism.queries import cohort_size, districts_with_none, domains, rollup, standings
from saan.tourism.queries.rollup import total
from saan.tourism.rules import Budget, IdentityDomain
from tests.factories.tourism import authority, event, identity, place, project

pytestmark = pytest.mark.django_db
YEAR = 2567


def test_an_untouched_district_owes_every_authority(actor) -> None:
    found = rollup(place(2402), fiscal_year_be=YEAR).figures
    assert found.authorities == authorities_of(place(2402)).count() > 0
    assert (found.coordinated, found.excused, found.silent) == (0, 0, found.authorities)
    assert (found.domains, found.domains_missing) == (0, 4)


def test_a_reason_is_no_coordination_and_no_silence(actor) -> None:
    by, here = actor("district2402"), place(2402)
    first, second = authority(index=0), authority(index=1)
    day = date(2024, 1, 15)
    record_coordination(district=here, authority=first, coordinated_on=day, result="ยินดีสนับสนุนงบ", by=by)
    CoordinationRecord.objects.create(district=here, authority=second, fiscal_year_be=YEAR, reason="ไม่มีชุมชนท่องเที่ยว",
                                      office=by.office, recorded_by=by.user)  # fmt: skip
    found = rollup(here, fiscal_year_be=YEAR).figures
    assert (found.coordinated, found.excused) == (1, 1)
    assert found.silent == found.authorities - 2
    asked = {each.authority.pk: each.asked for each in standings(here, fiscal_year_be=YEAR)}
    assert (asked[first.pk], asked[second.pk]) == ("done", "reason")
    assert list(asked.values()).count("not-yet") == found.silent


def test_a_day_wins_over_a_later_reason(actor) -> None:
    by, here, asked = actor("district2402"), place(2402), authority()
    record_coordination(
        district=here, authority=asked, coordinated_on=date(2024, 1, 15), result="ตกลงร่วมมือ", by=by
    )
    CoordinationRecord.objects.create(district=here, authority=asked, fiscal_year_be=YEAR, reason="เลื่อนนัดครั้งที่สอง",
                                      office=by.office, recorded_by=by.user)  # fmt: skip
    assert standings(here, fiscal_year_be=YEAR)[0].asked == "done"
    assert rollup(here, fiscal_year_be=YEAR).figures.coordinated == 1


def test_records_of_another_year_do_not_count(actor) -> None:
    by = actor("district2402")
    project(by, fiscal_year_be=2566)
    assert rollup(place(2402), fiscal_year_be=YEAR).figures.projects == 0


def test_a_cancelled_project_leaves_the_sums(actor) -> None:
    by = actor("district2402")
    project(by)
    project(by, status="cancelled")
    found = rollup(place(2402), fiscal_year_be=YEAR).figures
    assert (found.projects, found.budget) == (1, Budget(10_000_00, 4_000_00, 1_000_00))


def test_the_province_is_the_sum_of_its_districts_and_the_nation_of_its_provinces(actor) -> None:
    one, two = actor("district2402"), actor("district2403")
    project(one)
    project(two, 2403, budget=Budget(5_000_00, 0, 0))
    identity(one)
    identity(two, 2403, domain="culture")
    event(two, 2403)
    record_coordination(
        district=place(2403),
        authority=authority(2403),
        coordinated_on=date(2024, 2, 1),
        result="ตกลงร่วมมือ",
        by=two,
    )
    province, nation = rollup(place(24), fiscal_year_be=YEAR), rollup(place(0), fiscal_year_be=YEAR)
    assert province.figures == total(line.figures for line in province.children)
    assert nation.figures == total(line.figures for line in nation.children)
    assert next(line.figures for line in nation.children if line.area.code == 24) == province.figures
    assert (province.figures.projects, province.figures.budget.allocated) == (2, 15_000_00)
    assert (province.figures.identities, province.figures.domains, province.figures.events) == (2, 2, 1)
    assert len(province.children) == 11


MONEY = st.tuples(*[st.integers(0, 10**10)] * 3).map(lambda parts: Budget(sum(parts), parts[0], parts[1]))


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.integers(2401, 2411), MONEY), max_size=8))
def test_whatever_is_recorded_the_parent_is_the_sum(actor, rows: list[tuple[int, Budget]]) -> None:
    by = actor("province24")
    SupportProject.objects.all().delete()
    for district, budget in rows:
        project(by, district, budget=budget)
    found = rollup(place(24), fiscal_year_be=YEAR)
    assert found.figures == total(line.figures for line in found.children)
    assert found.figures.budget == sum((budget for _, budget in rows), Budget())


def test_the_roll_up_asks_as_often_for_a_nation_as_for_a_district(
    actor, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(8):
        rollup(place(0), fiscal_year_be=YEAR)


def test_empty_domains_are_named_with_their_districts(actor) -> None:
    identity(actor("district2402"))
    without = districts_with_none(place(24), IdentityDomain.FOOD)
    assert 2402 not in {area.code for area in without}
    assert len(without) == 10
    assert len(districts_with_none(place(24), IdentityDomain.HERITAGE)) == 11
    found = domains(actor("district2402"), place(2402))
    assert [len(each.identities) for each in found] == [1, 0, 0, 0]


def test_a_cohort_tells_communities_and_provinces(actor) -> None:
    from saan.tourism.actions import join_cohort, record_community

    by = actor("district2402")
    for number, name in enumerate(("บ้านสมมติหนึ่ง", "บ้านสมมติสอง"), 1):
        made = record_community(name=name, tambon=Area.objects.get(code=240201), village_no=number, by=by)
        join_cohort(community=made, programme="ชุมชนท่องเที่ยว OTOP นวัตวิถี", fiscal_year_be=2561, by=by)
    size = cohort_size(programme="ชุมชนท่องเที่ยว OTOP นวัตวิถี", fiscal_year_be=2561)
    assert (size.communities, size.provinces) == (2, 1)
    assert cohort_size(programme="ชุมชนท่องเที่ยว OTOP นวัตวิถี", fiscal_year_be=2562).communities == 0
