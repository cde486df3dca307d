"""The desk tells the truth: counted from the registry at this moment, never from claims."""

from datetime import date

import pytest

from saan.directives.actions import acknowledge, cancel, mark_done, move
from saan.directives.queries import desk_of, open_count
from saan.directives.rules import ObligationState
from saan.geography.models import Area
from saan.geography.queries import tambons
from tests.factories.directives import CHOOSE, DEED, REGISTER, REPORT, issued, producers, products

pytestmark = pytest.mark.django_db


def fill(district, by, but=None):
    """One group and one other in every tambon of the district."""
    for tambon in tambons(Area.objects.get(pk=district)).exclude(pk=but):
        producers(tambon.code, "group", 1, by=by)
        producers(tambon.code, "sme", 1, by=by)


def test_a_quota_is_missing_by_place_until_the_registry_holds_it(province, district):
    issued(REGISTER, by=province)
    (task,) = desk_of(district)
    assert (task.judgement.counted, task.judgement.needed, len(task.shortfalls)) == (0, 18, 9)
    assert (task.due.workdays, task.late, task.open) == (2, False, True)
    producers(240201, "group", 1, by=province)
    producers(240201, "sole", 1, by=province)
    (task,) = desk_of(district)
    assert (task.judgement.counted, len(task.shortfalls)) == (2, 8)
    fill(2402, province, but=240201)
    (task,) = desk_of(district)
    assert task.closed
    assert open_count(district) == 0


def test_two_of_one_sort_do_not_make_the_pair(province, district):
    issued(REGISTER, by=province)
    producers(240201, "sole", 5, by=province)
    (task,) = desk_of(district)
    assert (task.judgement.counted, task.judgement.parts[0].missing) == (1, 9)


def test_entries_before_the_letter_do_not_count(province, district):
    issued(REGISTER, by=province)
    producers(240201, "group", 1, by=province, on=date(2023, 9, 25))
    assert desk_of(district)[0].judgement.counted == 0


def test_late_from_the_day_after_and_fulfilled_is_never_late(province, district, on_day):
    issued(REGISTER, by=province)
    on_day("2023-09-30")
    (task,) = desk_of(district)
    assert task.late
    fill(2402, province)
    assert not desk_of(district)[0].late


def test_order_by_due_then_without_due_then_closed(province, district, on_day):
    deed, register, report = issued(DEED, REGISTER, REPORT, by=province)
    (other,) = issued(DEED, by=province, number="ฉช 0019/ว 2")
    mark_done(obligation=other.obligations.get(office=district.office), remark="ทำแล้ว", by=district)
    assert [task.directive.pk for task in desk_of(district)] == [register.pk, report.pk, deed.pk, other.pk]
    assert open_count(district) == 3


def test_a_full_pool_fulfils_no_choice(province, district):
    issued(CHOOSE, by=province)
    products(2402, 9, by=province)
    (task,) = desk_of(district)
    assert (task.judgement.total, task.judgement.missing) == (0, 6)
    assert (task.pool.total, task.closed) == (9, False)


def test_a_report_sent_waits_with_others_and_is_not_late(province, district, on_day):
    issued(REPORT, by=province)
    (task,) = desk_of(district)
    acknowledge(obligation=task.obligation, by=district)
    move(obligation=task.obligation, to=ObligationState.SUBMITTED, by=district)
    on_day("2023-11-01")
    (task,) = desk_of(district)
    assert (task.waits_for_others, task.late, open_count(district)) == (True, False, 0)


def test_only_ones_own_and_not_what_is_withdrawn(province, district, actor):
    (deed,) = issued(DEED, by=province)
    assert len(desk_of(actor("district2403"))) == 1
    assert desk_of(province) == []
    cancel(directive=deed, reason="ออกผิดฉบับ", by=province)
    assert desk_of(district) == []


def test_a_period_ahead_is_known_and_nobodys_work_yet(province, district, monkeypatch):
    series = {**REPORT, "deadline": {"kind": "recurring", "rule": "monthly:25", "until": "2023-12"}}
    issued(series, by=province)
    assert [task.begun for task in desk_of(district)] == [False, False, False]
    monkeypatch.setenv("SAAN_TODAY", "2023-11-27")
    tasks = desk_of(district)
    assert [(task.open, task.late) for task in tasks] == [(True, True), (True, True), (False, False)]
    assert open_count(district) == 2
