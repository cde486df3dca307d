"""Sales: figures that are never changed, months that close, and what five kinds of cell mean."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.refusals import Refused, Stale
from saan.registry.actions.sales import Entry, ask_to_reopen, close_month, record_sales, reopen_month
from saan.registry.models import ProducerAccount, SalesFact
from saan.registry.queries.sales import grid, months_of, producers_to_enter, selling_in
from saan.registry.queries.sales_months import matrix
from saan.registry.selling import Figure, SalesState, due_on, refuse_figure, state_of, state_of_all

AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)
_figures = st.builds(Figure, st.integers(0, 10**9), st.integers(0, 10**9))


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)))
def test_a_month_is_due_early_in_the_next(day: date) -> None:
    month = day.replace(day=1)
    assert 28 + 5 <= (due_on(month) - month).days + 1 <= 31 + 5
    assert due_on(month).day == 5


@given(_figures, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_nought_and_silence_are_not_the_same(figure: Figure, day: date) -> None:
    month = day.replace(day=1)
    said = state_of(figure, month, day)
    assert said == (SalesState.VALUE if figure.sales + figure.orders else SalesState.ZERO)
    assert state_of(None, month, due_on(month)) == SalesState.NOT_YET_DUE
    assert state_of(None, month, due_on(month) + timedelta(1)) == SalesState.MISSING
    assert state_of(Figure(not_applicable=True), month, day) == SalesState.NOT_APPLICABLE


def test_one_figure_is_enough_for_the_month() -> None:
    assert state_of_all([SalesState.MISSING, SalesState.VALUE]) == SalesState.VALUE
    assert state_of_all([SalesState.MISSING, SalesState.ZERO]) == SalesState.ZERO
    assert state_of_all([SalesState.NOT_YET_DUE] * 3) == SalesState.NOT_YET_DUE


@pytest.mark.parametrize(
    "figure", [Figure(-1), Figure(orders=-1), Figure(10**14), Figure(1, not_applicable=True)]
)
def test_figures_that_cannot_be(figure: Figure) -> None:
    with pytest.raises(Refused):
        refuse_figure(figure, "1-fair")


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10T03:00:00Z", tick=False):
        yield


@pytest.fixture
def group(registered):
    return registered("กลุ่มจักสานบ้านไผ่ล้อม", members=9)


def _say(producer, sales: int, *, by, month=OCTOBER, channel="fair", seen=None, reason="", **more):
    entry = Entry(producer.pk, channel, Figure(sales, **more), seen)
    return record_sales(month=month, entries=[entry], method="declared", reason=reason, by=by)


def test_a_figure_keeps_place_and_kind_of_its_day(group, officer) -> None:
    (fact,) = _say(group, 125_000_00, by=officer)
    assert (fact.tambon_id, fact.producer_kind, fact.sales, fact.orders) == (240201, "group", 12_500_000, 0)
    assert fact.recorded_by == officer.user


def _told(group) -> list[int]:
    """Every figure ever said in October's cell of the fair, oldest first."""
    facts = SalesFact.objects.filter(producer=group, month=OCTOBER, channel="fair")
    return list(facts.order_by("pk").values_list("sales", flat=True))


def _whole(officer):
    """October of the officer's district."""
    return matrix(officer, officer.office.area, [OCTOBER]).total[0]


def test_a_correction_is_a_new_row_and_the_old_one_stays(group, officer) -> None:
    (first,) = _say(group, 100_00, by=officer)
    (second,) = _say(group, 200_00, by=officer, seen=first.pk)
    first.refresh_from_db()
    assert (first.sales, first.replaced_by_id) == (100_00, second.pk)
    assert _told(group) == [100_00, 200_00]
    assert _whole(officer).sales == 200_00


def test_saying_the_same_twice_writes_nothing(group, officer) -> None:
    (first,) = _say(group, 100_00, by=officer)
    assert _say(group, 100_00, by=officer, seen=first.pk) == []
    assert _say(group, 100_00, by=officer, seen=None) == []
    assert SalesFact.objects.count() == 1


def test_who_did_not_see_the_last_figure_is_stopped(group, officer) -> None:
    _say(group, 100_00, by=officer)
    with pytest.raises(Stale, match="เปลี่ยนไปหลังจากท่านเปิดหน้า"):
        _say(group, 300_00, by=officer, seen=None)
    assert SalesFact.objects.get().sales == 100_00


def test_an_earlier_days_figure_is_corrected_with_a_reason(group, officer) -> None:
    with time_machine.travel("2026-11-08T03:00:00Z", tick=False):
        (first,) = _say(group, 100_00, by=officer)
    with pytest.raises(Refused) as refused:
        _say(group, 200_00, by=officer, seen=first.pk)
    assert refused.value.field == "reason"
    (second,) = _say(group, 200_00, by=officer, seen=first.pk, reason="ผู้ผลิตส่งใบเสร็จเพิ่ม")
    assert second.reason == "ผู้ผลิตส่งใบเสร็จเพิ่ม"


def test_all_cells_or_none(group, registered, officer) -> None:
    other = registered("ร้านป้าสาย", kind="sole")
    cells = [Entry(group.pk, "fair", Figure(5_00)), Entry(other.pk, "fair", Figure(-1))]
    with pytest.raises(Refused) as refused:
        record_sales(month=OCTOBER, entries=cells, method="declared", by=officer)
    assert refused.value.field == f"{other.pk}-fair"
    assert not SalesFact.objects.exists()


@pytest.mark.parametrize("month", [date(2026, 12, 1), date(2001, 9, 1), date(2023, 8, 1)])
def test_months_that_cannot_have_a_figure(group, officer, month: date) -> None:
    with pytest.raises(Refused):
        _say(group, 1_00, by=officer, month=month)


def test_a_closed_month_opens_again_only_through_the_province(group, officer, actor) -> None:
    period = close_month(office=officer.office, month=OCTOBER, by=officer)
    with pytest.raises(Refused, match="ปิดงวดแล้ว"):
        _say(group, 1_00, by=officer)
    with pytest.raises(Stale):
        reopen_month(period=period, by=actor("province24"))
    with pytest.raises(Refused) as refused:
        ask_to_reopen(office=officer.office, month=OCTOBER, reason=" ", by=officer)
    assert refused.value.field == "reason"
    ask_to_reopen(office=officer.office, month=OCTOBER, reason="มีใบเสร็จเพิ่ม", by=officer)
    with pytest.raises(PermissionDenied):
        reopen_month(period=period, by=officer)
    with pytest.raises(PermissionDenied):
        reopen_month(period=period, by=actor("district2403"))
    reopen_month(period=period, by=actor("province24"))
    assert _say(group, 1_00, by=officer)
    close_month(office=officer.office, month=OCTOBER, by=officer)
    with pytest.raises(Refused):
        _say(group, 2_00, by=officer, reason="อีกครั้ง")


def test_a_month_still_running_is_not_closed(officer) -> None:
    with pytest.raises(Refused, match="ยังไม่สิ้นเดือน"):
        close_month(office=officer.office, month=date(2026, 11, 1), by=officer)


def test_another_district_and_the_province_do_not_enter_for_it(group, actor) -> None:
    with pytest.raises(Refused, match="ไม่อยู่ในพื้นที่"):
        _say(group, 1_00, by=actor("district2403"))
    with pytest.raises(PermissionDenied):
        _say(group, 1_00, by=actor("province24"))
    assert not producers_to_enter(actor("province24")).exists()


def test_a_producer_says_their_own_and_no_other(group, registered, actor) -> None:
    owner = actor("producer")
    ProducerAccount.objects.create(producer=group, user=owner.user)
    assert _say(group, 9_00, by=owner)
    with pytest.raises(Refused):
        _say(registered("ร้านป้าสาย", kind="sole"), 9_00, by=owner)


def test_the_grid_and_the_sum_agree(group, registered, officer) -> None:
    registered("ร้านป้าสาย", kind="sole")
    shut = registered("สวนลุงเส้น", kind="sole")
    _say(group, 100_00, by=officer, channel="fair", orders=50_00)
    _say(group, 70_00, by=officer, channel="online")
    _say(shut, 0, by=officer, not_applicable=True)
    rows = grid(selling_in(producers_to_enter(officer), OCTOBER), OCTOBER)
    total = _whole(officer)
    assert total.sales == sum(cell.fact.sales for row in rows for cell in row.cells if cell.fact) == 170_00
    assert (total.orders, total.told, total.owed) == (50_00, 1, 2)
    counted = {state: sum(row.state == state for row in rows) for state in SalesState}
    states = {SalesState.VALUE: total.value, SalesState.ZERO: total.zero, SalesState.MISSING: total.silent,
              SalesState.NOT_APPLICABLE: total.shut}  # fmt: skip
    assert {state: number for state, number in counted.items() if number} == {
        state: number for state, number in states.items() if number
    }
    assert total.silent == 1


def test_figures_follow_the_producer_month_by_month(group, officer) -> None:
    _say(group, 10_00, by=officer, month=SEPTEMBER)
    months = {month: (sales, state) for month, sales, _, state in months_of(group, count=3)}
    assert months[SEPTEMBER] == (10_00, SalesState.VALUE)
    assert months[OCTOBER] == (0, SalesState.MISSING)
    assert months[date(2026, 11, 1)] == (0, SalesState.NOT_YET_DUE)


def test_two_figures_in_force_cannot_stand_in_one_cell(group, officer) -> None:
    (fact,) = _say(group, 10_00, by=officer)
    fact.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        fact.save()


@pytest.mark.slow
def test_corrections_in_any_order_leave_one_in_force(group, officer) -> None:
    seen = None
    for amount in (5, 7, 7, 0, 9):
        facts = _say(group, amount * 100, by=officer, seen=seen)
        seen = facts[0].pk if facts else seen
    assert SalesFact.objects.filter(replaced_by__isnull=True).get().sales == 900
    assert _told(group) == [500, 700, 0, 900]
