"""Months of areas: one statement that agrees with the slow sum, and names of a pasted block."""

from collections import Counter
from datetime import date

import pytest
import time_machine

from saan.geography.models import Area
from saan.kernel.refusals import Refused, Stale
from saan.ledger.queries import acts_on
from saan.registry.actions.sales import (
    Entry,
    ask_to_reopen,
    close_month,
    record_sales,
    refuse_reopening,
    reopen_month,
)
from saan.registry.models import Producer
from saan.registry.queries.sales import grid, producers_to_enter, selling_in
from saan.registry.queries.sales_entry import expected, match, owing, tambons_due
from saan.registry.queries.sales_months import matrix, producers_of_month
from saan.registry.selling import Figure, SalesState

AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10T03:00:00Z", tick=False):
        yield


@pytest.fixture
def village(registered, officer):
    """Five producers: sold, sold nothing, out of season, silent, and silent since it is new."""
    made = [registered(f"กลุ่มที่ {n}", members=5, tambon=240210 if n % 2 else 240201) for n in range(4)]
    new = registered("กลุ่มใหม่", members=5, registered_on=date(2026, 10, 20))
    for producer, figure in zip(made, [Figure(500, 70), Figure(), Figure(not_applicable=True)], strict=False):
        _say(producer, figure, officer)
    return [*made, new]


def _say(producer, figure, by, *, month=OCTOBER, channel="fair"):
    record_sales(month=month, entries=[Entry(producer.pk, channel, figure)], method="declared", by=by)


def _area(code: int) -> Area:
    return Area.objects.get(code=code)


def test_the_matrix_agrees_with_the_sum_of_each_tambon(village, officer) -> None:
    found = matrix(officer, _area(2402), [OCTOBER, SEPTEMBER])
    for line in found.lines:
        rows = grid(selling_in(producers_to_enter(officer).filter(tambon=line.area), OCTOBER), OCTOBER)
        facts = [cell.fact for row in rows for cell in row.cells if cell.fact]
        states = Counter(row.state for row in rows)
        told = line.months[0]
        assert (told.sales, told.orders) == (sum(f.sales for f in facts), sum(f.orders for f in facts))
        assert (told.value, told.zero, told.shut, told.silent) == (
            states[SalesState.VALUE], states[SalesState.ZERO], states[SalesState.NOT_APPLICABLE],
            states[SalesState.MISSING],
        )  # fmt: skip


def test_every_level_has_the_same_sum(village, actor) -> None:
    sums = [
        matrix(actor(who), _area(code), [OCTOBER]).total[0]
        for who, code in (("district2402", 2402), ("province24", 24), ("ministry", 0))
    ]
    assert sums[0] == sums[1] == sums[2]
    assert (sums[0].sales, sums[0].value, sums[0].zero, sums[0].shut, sums[0].silent) == (500, 1, 1, 1, 2)


def test_a_month_before_the_registration_owes_nothing(village, officer) -> None:
    found = matrix(officer, _area(2402), [OCTOBER, SEPTEMBER])
    assert [told.owed for told in found.total] == [4, 4]
    assert found.total[1].silent == 4
    assert found.total[1].state(SEPTEMBER) == SalesState.MISSING


def test_a_producer_who_moved_counts_where_the_figure_was_said(village, officer) -> None:
    Producer.objects.filter(pk=village[0].pk).update(tambon=240301)
    found = matrix(officer, _area(2402), [OCTOBER])
    assert found.total[0].sales == 500
    with time_machine.travel("2026-11-10T03:00:00Z", tick=False):
        elsewhere = matrix(officer, _area(2403), [OCTOBER])
    assert elsewhere.total[0].silent == 0


def test_a_district_sees_no_other(village, actor) -> None:
    assert matrix(actor("district2403"), _area(2402), [OCTOBER]).total[0].sales == 0
    assert matrix(actor("producer"), _area(2402), [OCTOBER]).total[0].owed == 0


def test_the_list_of_a_tambon_says_the_same(village, officer) -> None:
    lines = producers_of_month(expected(officer, OCTOBER), OCTOBER)
    states = {line.producer.name: line.state for line in lines}
    assert states == {
        "กลุ่มที่ 0": SalesState.VALUE, "กลุ่มที่ 1": SalesState.ZERO, "กลุ่มที่ 2": SalesState.NOT_APPLICABLE,
        "กลุ่มที่ 3": SalesState.MISSING, "กลุ่มใหม่": SalesState.MISSING,
    }  # fmt: skip


def test_who_still_owes(village, officer) -> None:
    everyone = expected(officer, OCTOBER)
    assert {each.name for each in owing(everyone, OCTOBER)} == {"กลุ่มที่ 3", "กลุ่มใหม่"}
    due = {each.area.code: (each.producers, each.owing) for each in tambons_due(everyone, OCTOBER)}
    assert due == {240201: (3, 1), 240210: (2, 1)}


def test_names_of_a_block_are_matched_by_name_kind_word_or_code(registered, officer) -> None:
    one = registered("กลุ่มจักสานบ้านไผ่", members=5)
    other = registered("ร้านน้ำตาลสด", kind="sole")
    twin = registered("ร้านป้าสาย", kind="sole")
    registered("ร้านป้าสาย", kind="sole", tambon=240210)
    Producer.objects.filter(pk=other.pk).update(legacy_code="24-0017")
    found = match(expected(officer, OCTOBER), ["จักสานบ้านไผ่", "24-0017", "ร้านป้าสาย", "ไม่รู้จัก", ""])
    assert found.found == {"จักสานบ้านไผ่": one.pk, "24-0017": other.pk}
    assert found.doubtful == [twin.name]
    assert found.unknown == ["ไม่รู้จัก", ""]


def test_a_reopening_is_refused_with_a_reason_and_may_be_asked_again(officer, actor) -> None:
    period = close_month(office=officer.office, month=OCTOBER, by=officer)
    province = actor("province24")
    with pytest.raises(Stale):
        refuse_reopening(period=period, reason="ไม่มีคำขอ", by=province)
    ask_to_reopen(office=officer.office, month=OCTOBER, reason="มีใบเสร็จเพิ่ม", by=officer)
    with pytest.raises(Refused) as refused:
        refuse_reopening(period=period, reason=" ", by=province)
    assert refused.value.field == "reason"
    refuse_reopening(period=period, reason="แนบใบเสร็จก่อน", by=province)
    assert acts_on(period).first().detail["reason"] == "แนบใบเสร็จก่อน"
    with pytest.raises(Stale):
        reopen_month(period=period, by=province)
    ask_to_reopen(office=officer.office, month=OCTOBER, reason="แนบแล้ว", by=officer)
    assert reopen_month(period=period, by=province).reopened_at
