"""Periods by offices: every kind of cell, sums that name what they leave out, custody, and quarters as then."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.directives.actions import excuse
from saan.geography.models import Area
from saan.kernel.dates import BANGKOK
from saan.reporting.actions import accept, send_back
from saan.reporting.completeness import completeness, family_of
from saan.reporting.rules import CellState, ReportState, Stand, Version, late_by, stood
from tests.factories.identity_reports import begun, ordered, owed, passed_on, sent

DECEMBER, JANUARY = "ธันวาคม 2567", "มกราคม 2568"
NONE = {"2402": {f"{code}.none": "on" for code in ("food", "heritage", "culture", "product")}}


@pytest.fixture
def day(monkeypatch):
    def pretend(text: str) -> None:
        monkeypatch.setenv("SAAN_TODAY", text)

    pretend("2024-12-16")
    return pretend


@pytest.fixture
def order(actor, day):
    return ordered(actor("ministry"))


@pytest.fixture
def child(order, actor):
    return passed_on(order, actor("local24"))


@pytest.fixture
def chachoengsao(db):
    return Area.objects.get(code=24)


@pytest.fixture
def seen(child, actor, chachoengsao):
    return lambda who="local24", area=chachoengsao: completeness(child, area, actor(who))


def line(matrix, name):
    return next(each for each in matrix.lines if each.name == name)


def box(matrix, name, period=DECEMBER):
    return line(matrix, name).boxes[matrix.periods.index(period)]


@pytest.mark.slow
def test_each_kind_of_cell(child, seen, actor, day):
    province, first, second, third = (
        actor(who) for who in ("local24", "local2401", "local2402", "local2403")
    )
    accept(report=sent(begun(child, first), first), by=province)
    sent(begun(child, second), second, identities=NONE)
    send_back(report=sent(begun(child, third), third), reason="แก้", by=province)
    excused = child.obligations.get(office__code="dla-2404", period=DECEMBER)
    excuse(obligation=excused, reason="น้ำท่วม", by=province)
    day("2024-12-24")
    matrix = seen()
    states = {each.name: each.boxes[0].state for each in matrix.lines}
    assert states["สถอ.เมืองฉะเชิงเทรา"] == CellState.VALUE
    assert states["สถอ.บางคล้า"] == CellState.ZERO
    assert states["สถอ.บางน้ำเปรี้ยว"] == CellState.MISSING
    assert box(matrix, "สถอ.บางน้ำเปรี้ยว").stand == Stand.RETURNED
    assert list(states.values()).count(CellState.NOT_APPLICABLE) == 1
    assert list(states.values()).count(CellState.MISSING) == 8
    assert {each.boxes[1].state for each in matrix.lines} == {CellState.NOT_YET_DUE}
    total = matrix.sums[0]
    assert (total.reported, total.owed, total.figure, len(total.absent)) == (2, 10, 4, 8)
    assert "สถอ.บางคล้า" not in total.absent
    assert (matrix.reported, matrix.owed, matrix.unit) == (2, 10, "รายการ")


@pytest.mark.slow
def test_with_whom_it_lies_is_said_longest_first(child, seen, actor, day):
    second = actor("local2402")
    sent(begun(child, second), second)
    day("2024-12-26")
    holdings = seen().holdings
    assert len(holdings) == 11
    assert [each.workdays for each in holdings] == sorted((each.workdays for each in holdings), reverse=True)
    waiting = next(each for each in holdings if each.stage == Stand.REVIEW)
    assert waiting.holder.code == "dla-24"
    late = next(each for each in holdings if each.stage == Stand.MISSING)
    assert (late.holder, late.since, late.workdays) == (late.slot.office, date(2024, 12, 20), 4)


@pytest.mark.slow
def test_the_nation_opens_into_the_districts_of_a_letter_passed_on(order, child, actor, chachoengsao, day):
    second = actor("local2402")
    sent(begun(child, second), second)
    country = Area.objects.get(code=0)
    nation = completeness(order, country, actor("dla"))
    assert len(nation.lines) == 76
    opens = [each for each in nation.lines if each.opens]
    assert [each.name for each in opens] == ["สถจ.ฉะเชิงเทรา"]
    assert nation.sums[0].owed == 76
    assert nation.sums[0].reported == 0
    inside = completeness(order, chachoengsao, actor("dla"))
    assert len(inside.lines) == 11
    assert [each.name for each in inside.own] == ["สถจ.ฉะเชิงเทรา"]
    assert (inside.sums[0].owed, inside.sums[0].reported) == (11, 1)
    assert set(family_of(order)) == {order.pk, child.pk}


@pytest.mark.slow
def test_a_place_without_an_office_of_its_own_sums_those_beneath(child, actor, day):
    country = completeness(child, Area.objects.get(code=0), actor("ministry"))
    (only,) = country.lines
    assert (only.name, only.opens, only.boxes[0].owed) == ("จ.ฉะเชิงเทรา", 24, 11)


@pytest.mark.slow
def test_an_office_sees_its_own_alone(child, actor, day):
    district = actor("local2402")
    matrix = completeness(child, district.office.area, district)
    assert [each.name for each in matrix.own] == ["สถอ.บางคล้า"]
    assert matrix.sums[0].owed == 1
    assert completeness(child, district.office.area, actor("local2403")).own == ()


@pytest.mark.slow
def test_a_quarter_stays_as_it_was_at_its_end(child, seen, actor, day):
    province, first, second = (actor(who) for who in ("local24", "local2401", "local2402"))
    sent(begun(child, first), first)
    day("2024-12-27")
    sent(begun(child, second), second)
    day("2025-01-02")
    (closed, running) = seen().quarters
    assert (closed.number, closed.year.be, closed.over, closed.owed) == (1, 2568, True, 11)
    assert (closed.answered, closed.late, closed.stands[Stand.MISSING]) == (2, 1, 9)
    assert not running.over
    accept(report=begun_sent(first), by=province)
    third = actor("local2403")
    sent(begun(child, third), third)
    again = seen().quarters[0]
    assert again == closed
    assert seen().sums[0].reported == 3


def begun_sent(actor):
    return actor.office.reports.get(state=ReportState.SUBMITTED)


@pytest.mark.slow
def test_late_answers_are_marked_in_their_cell(child, seen, actor, day):
    second = actor("local2402")
    day("2024-12-23")
    sent(begun(child, second), second)
    found = box(seen(), "สถอ.บางคล้า")
    assert (found.state, found.late) == (CellState.VALUE, 1)
    assert owed(child, second).period == DECEMBER


@pytest.mark.slow
def test_the_matrix_of_the_nation_takes_few_queries(order, child, actor, day, django_assert_max_num_queries):
    country, ministry = Area.objects.get(code=0), actor("ministry")
    with django_assert_max_num_queries(14):
        completeness(order, country, ministry)


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2025, 3, 1), timezones=st.just(UTC))


@st.composite
def histories(draw):
    """Versions as they can happen: each sent after the one before was sent back."""
    at, found = draw(MOMENTS), []
    for _ in range(draw(st.integers(0, 4))):
        decided = draw(st.booleans())
        state = ReportState.RETURNED if decided else ReportState.SUBMITTED
        done = at + timedelta(hours=draw(st.integers(1, 90))) if decided else None
        found.append(Version(state, at, done))
        if not decided:
            break
        at = done + timedelta(hours=draw(st.integers(1, 90)))
    return found


@given(histories(), st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2025, 3, 1))), MOMENTS)
def test_what_comes_later_changes_nothing_earlier(versions, due, moment):
    before = stood(versions, due, moment)
    known = [
        Version(each.state if each.decided_at and each.decided_at <= moment else "submitted",
                each.submitted_at, each.decided_at if each.decided_at and each.decided_at <= moment else None)
        for each in versions
        if each.submitted_at <= moment
    ]  # fmt: skip
    assert stood(known, due, moment) == before
    if not known:
        over = due is not None and moment.astimezone(BANGKOK).date() > due
        assert before == (Stand.MISSING if over else Stand.WAITING)


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(-40, 40))
def test_late_is_nought_in_time_and_at_least_one_after(due, days):
    late = late_by(due, due + timedelta(days=days))
    assert (late == 0) == (days <= 0)
    assert late <= max(days, 0)
    assert late_by(None, due) == 0


def test_an_excuse_after_an_answer_does_not_unsay_it():
    moment = datetime(2025, 1, 2, tzinfo=UTC)
    answered = [Version(ReportState.ACCEPTED, moment, moment)]
    assert stood(answered, None, moment, let_off=True) == Stand.ACCEPTED
    assert stood([], None, moment, let_off=True) == Stand.EXCUSED
    assert stood([], None, moment) == Stand.WAITING
