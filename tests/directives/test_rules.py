"""What a due date means on a day, and which state may follow which."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.directives.rules import CLOSED, OBLIGATION_STEPS, ObligationState, due_standing

FRIDAY = date(2023, 9, 29)
DAYS = st.dates(date(2018, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "left", "near", "late"),
    [
        (date(2023, 9, 27), 2, True, False),
        (date(2023, 9, 26), 3, False, False),
        (FRIDAY, 0, True, False),
        (date(2023, 9, 30), -1, False, True),
        (date(2023, 10, 3), -2, False, True),
    ],
)
def test_a_due_date_is_counted_in_working_days(day, left, near, late):
    due = due_standing(FRIDAY, day)
    assert (due.workdays, due.near, due.late) == (left, near, late)


@given(DAYS)
def test_without_a_due_date_nothing_is_ever_late_or_near(day):
    due = due_standing(None, day)
    assert not due.late
    assert not due.near


@given(DAYS, st.integers(-400, 400))
def test_late_exactly_from_the_day_after(on, shift):
    assert due_standing(on, on + timedelta(days=shift)).late == (shift > 0)


def test_every_state_has_its_steps_and_the_closed_lead_nowhere_but_back():
    assert set(OBLIGATION_STEPS) == set(ObligationState)
    for state in CLOSED:
        assert not OBLIGATION_STEPS[state] & CLOSED
