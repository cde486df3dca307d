"""Deadlines as read become periods with due dates; none is legal, an impossible one is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.directives.schedule import owed_periods, phrase
from saan.kernel.refusals import Refused
from saan.kernel.workdays import is_workday

ISSUED = date(2024, 12, 9)
MONTHLY_25 = {"kind": "recurring", "rule": "monthly:25", "until": "2025-09"}


def dues(schedule, weekend="keep", issued=ISSUED):
    return [each.due for each in owed_periods(schedule, weekend, issued=issued)]


def test_the_monthly_report_of_the_ministry_falls_due_ten_times():
    owed = owed_periods(MONTHLY_25, "keep", issued=ISSUED)
    assert [each.due for each in owed] == [date(2024, 12, 25)] + [
        date(2025, month, 25) for month in range(1, 10)
    ]
    assert owed[0].label == "ธันวาคม 2567"
    assert (owed[-1].start, owed[-1].end) == (date(2025, 9, 1), date(2025, 9, 30))


@pytest.mark.parametrize(
    ("weekend", "saturday", "sunday"),
    [
        ("keep", date(2025, 1, 25), date(2025, 5, 25)),
        ("next", date(2025, 1, 27), date(2025, 5, 26)),
        ("previous", date(2025, 1, 24), date(2025, 5, 23)),
    ],
)
def test_two_of_the_ten_fall_on_a_weekend_and_the_policy_decides(weekend, saturday, sunday):
    owed = owed_periods(MONTHLY_25, weekend, issued=ISSUED)
    moved = [each for each in owed if not is_workday(each.printed)]
    assert [each.printed for each in moved] == [date(2025, 1, 25), date(2025, 5, 25)]
    assert [each.due for each in moved] == [saturday, sunday]


@pytest.mark.parametrize(
    "schedule",
    [None, {}, {"kind": "asap"}, {"kind": "once"}, {"kind": "range", "from": "2025-02-03", "date": None}],
)
def test_no_due_date_is_legal(schedule):
    assert dues(schedule) == [None]
    assert phrase(schedule)


def test_single_days_bare_months_and_spans():
    assert dues({"kind": "once", "date": "2023-09-29"}) == [date(2023, 9, 29)]
    assert dues({"kind": "once", "date": "2023-06"}) == [date(2023, 6, 30)]
    assert dues({"kind": "range", "from": "2025-02-03", "date": "2025-02-14"}) == [date(2025, 2, 14)]


@pytest.mark.parametrize(
    ("n", "unit", "due"),
    [
        (15, "day", date(2024, 12, 24)),
        (2, "week", date(2024, 12, 23)),
        (3, "workday", date(2024, 12, 13)),
        (2, "month", date(2025, 2, 9)),
    ],
)
def test_a_span_counts_from_the_day_of_issue(n, unit, due):
    assert dues({"kind": "relative", "n": n, "unit": unit, "from": "วันที่ได้รับหนังสือ"}) == [due]


def test_months_do_not_run_over_the_end_of_a_short_one():
    assert dues({"kind": "relative", "n": 1, "unit": "month"}, issued=date(2025, 1, 31)) == [
        date(2025, 2, 28)
    ]


@pytest.mark.parametrize(
    ("rule", "months"),
    [
        ("quarterly:5", [(2025, 1, 5), (2025, 4, 5), (2025, 7, 5)]),
        ("quarterly", [(2024, 12, 31), (2025, 3, 31), (2025, 6, 30), (2025, 9, 30)]),
    ],
)  # fmt: skip
def test_quarters(rule, months):
    schedule = {"kind": "recurring", "rule": rule, "until": None}
    assert dues(schedule) == [date(*each) for each in months]


def test_twice_a_month_names_each_period_by_its_day():
    owed = owed_periods(
        {"kind": "recurring", "rule": "semimonthly", "until": "2024-12"}, "keep", issued=ISSUED
    )
    assert [(each.label, each.due) for each in owed] == [
        ("15 ธ.ค. 2567", date(2024, 12, 15)),
        ("31 ธ.ค. 2567", date(2024, 12, 31)),
    ]


@pytest.mark.parametrize(
    "schedule",
    [
        {"kind": "invalid", "raw": "๓๑ กุมภาพันธ์ ๒๕๖๗", "date": None},
        {"kind": "recurring", "rule": "weekly:fri", "until": None},
        {"kind": "recurring", "rule": "monthly:25", "until": "2024-10"},
    ],
)
def test_the_impossible_is_refused_at_the_field(schedule):
    with pytest.raises(Refused) as refusal:
        owed_periods(schedule, "keep", issued=ISSUED)
    assert refusal.value.field == "schedule"
    assert phrase(schedule)


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        ({"kind": "once", "date": "2023-09-29"}, "ภายใน ศ. 29 ก.ย. 2566"),
        (MONTHLY_25, "ทุกเดือน วันที่ 25 จนถึง 30 ก.ย. 2568"),
        ({"kind": "recurring", "rule": "monthly:1,last"}, "ทุกเดือน วันที่ 1 และ วันสิ้นเดือน"),
        (
            {"kind": "range", "from": "2025-02-03", "date": "2025-02-14"},
            "ตั้งแต่ จ. 3 ก.พ. 2568 ถึง ศ. 14 ก.พ. 2568",
        ),
        (None, "ไม่มีกำหนด"),
        ({"kind": "asap"}, "โดยเร็ว"),
    ],
)
def test_the_phrase_says_what_the_letter_printed(schedule, said):
    assert phrase(schedule) == said


@given(
    st.integers(1, 31), st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.sampled_from(["next", "previous"])
)
def test_a_rolled_due_date_is_always_a_working_day(day, issued, weekend):
    schedule = {"kind": "recurring", "rule": f"monthly:{day}", "from": issued.isoformat(), "until": "2026-12"}
    owed = owed_periods(schedule, weekend, issued=issued)
    assert all(is_workday(each.due) for each in owed)
    assert [each.printed for each in owed] == sorted(each.printed for each in owed)
