"""Parent = sum of children at every level, and with whom what lies, since when."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.directives.actions import acknowledge, exempt, mark_done, move
from saan.directives.queries import progress
from saan.directives.rules import ObligationState
from saan.geography.models import Area
from saan.policy.judgement import sum_judgements
from saan.registry.models import Producer
from tests.factories.directives import CHOOSE, DEED, MONTHLY, REGISTER, REPORT, issued, producers, products

pytestmark = pytest.mark.django_db

TAMBONS = st.sampled_from([240101, 240102, 240201, 240209, 240301, 240401, 241101])
ENTRIES = st.lists(st.tuples(TAMBONS, st.sampled_from(["group", "sole", "sme", "public"])), max_size=25)


@pytest.fixture
def chachoengsao(db):
    return Area.objects.get(pk=24)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=ENTRIES, eased=st.dictionaries(TAMBONS, st.integers(0, 1), max_size=3))
def test_every_parent_is_the_sum_of_its_children(province, chachoengsao, entries, eased):
    from django.db import transaction

    with transaction.atomic():
        (directive,) = issued(REGISTER, by=province)
        for tambon, kind in entries:
            producers(tambon, kind, 1, by=province)
        for tambon, floor in eased.items():
            exempt(
                directive=directive,
                area=Area.objects.get(pk=tambon),
                floor=floor,
                reason="ทดสอบ",
                by=province,
            )
        at_province = progress(directive, chachoengsao, province)
        assert at_province.adds_up
        districts = [progress(directive, row.area, province) for row in at_province.rows]
        assert all(each.adds_up for each in districts)
        leaves = [row.judgement for each in districts for row in each.rows]
        assert sum_judgements(leaves) == at_province.total.judgement
        assert at_province.total.needed == 186 - sum(2 - floor for floor in eased.values())
        assert [each.total.judgement for each in districts] == [row.judgement for row in at_province.rows]
        transaction.set_rollback(True)
    assert not Producer.objects.exists()


def test_an_entry_moves_the_figure_of_every_level_at_once(province, chachoengsao):
    (directive,) = issued(REGISTER, by=province)
    producers(240201, "group", 1, by=province)
    found = progress(directive, chachoengsao, province)
    assert (found.total.done, found.total.needed, found.total.owed) == (1, 186, 11)
    row = next(row for row in found.rows if row.area.code == 2402)
    assert (row.done, row.missing, row.drills) == (1, 17, True)
    below = progress(directive, Area.objects.get(pk=2402), province)
    assert [(each.done, each.needed, each.drills) for each in below.rows[:2]] == [
        (1, 2, False),
        (0, 2, False),
    ]


def test_reports_and_deeds_are_counted_by_office(province, district, chachoengsao):
    (deed,) = issued(DEED, by=province)
    mark_done(obligation=deed.obligations.get(office=district.office), remark="ทำแล้ว", by=district)
    found = progress(deed, chachoengsao, province)
    assert (found.total.done, found.total.needed, found.total.judgement) == (1, 11, None)
    assert found.adds_up
    assert {row.area.code for row in found.rows if row.complete} == {2402}


def test_a_choice_is_done_by_its_office_not_by_the_pool(province, chachoengsao):
    (choice,) = issued(CHOOSE, by=province)
    products(2402, 9, by=province)
    assert progress(choice, chachoengsao, province).total.done == 0


def test_custody_names_the_holder_and_the_working_days(province, district, chachoengsao, on_day):
    (report,) = issued(REPORT, by=province)
    mine = report.obligations.get(office=district.office)
    acknowledge(obligation=mine, by=district)
    report.obligations.update(delivered_at="2023-09-26T14:20:00+07:00")
    report.obligations.filter(pk=mine.pk).update(
        changed_at="2023-09-28T10:00:00+07:00", state=ObligationState.SUBMITTED
    )
    on_day("2023-10-02")
    found = progress(report, chachoengsao, province)
    assert len(found.custody) == 11
    assert (found.custody[0].stage, found.custody[0].workdays) == ("ยังไม่รับทราบ", 4)
    last = found.custody[-1]
    assert (last.holder, last.stage, last.workdays) == (province.office, "รอตรวจรายงาน", 2)
    assert (found.total.unseen, found.total.late) == (10, 10)


def test_one_period_of_a_series_and_the_district_own_share(actor, on_day, chachoengsao):
    on_day("2024-12-09")
    by = actor("local24")
    (series,) = issued(MONTHLY, by=by)
    assert progress(series, chachoengsao, by).total.owed == 110
    assert progress(series, chachoengsao, by, period="มกราคม 2568").total.owed == 11
    assert progress(series, chachoengsao, actor("province24")).total.owed == 0


def test_work_moves_from_one_hand_to_the_other(province, district, chachoengsao):
    (report,) = issued(REPORT, by=province)
    mine = report.obligations.get(office=district.office)
    move(obligation=mine, to=ObligationState.SUBMITTED, by=district)
    move(obligation=mine, to=ObligationState.ACCEPTED, by=district)
    found = progress(report, chachoengsao, province)
    assert found.total.done == 1
    assert district.office not in {each.holder for each in found.custody}


@pytest.mark.slow
def test_the_country_takes_no_more_statements_than_a_province(actor, on_day, chachoengsao):
    by = actor("cdd")
    (directive,) = issued({**REGISTER, "actor": "สำนักงานพัฒนาชุมชนอำเภอ"}, by=by)
    with CaptureQueriesContext(connection) as one:
        progress(directive, chachoengsao, by)
    country = Area.objects.get(pk=0)
    with CaptureQueriesContext(connection) as all_of_them:
        found = progress(directive, country, by)
    assert len(all_of_them) == len(one)
    assert (found.total.owed, len(found.rows)) == (878, 77)
    assert found.adds_up
