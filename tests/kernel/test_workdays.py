from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.holiday_calendar import SpecialKind, holidays_of, special_days
from saan.kernel.workdays import (
    WeekendPolicy,
    add_workdays,
    explain,
    holiday_name,
    is_workday,
    next_workday,
    previous_workday,
    roll,
    workdays_between,
)

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2032, 12, 31))
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2018, 11, 6), date(2018, 11, 12), 4),
        (date(2023, 9, 26), date(2023, 9, 29), 3),
        (date(2023, 9, 29), date(2023, 9, 26), -3),
        (date(2023, 9, 29), date(2023, 10, 1), 0),
        (date(2024, 4, 11), date(2024, 4, 17), 1),
        (date(2025, 12, 30), date(2026, 1, 5), 1),
    ],
)
def test_known_counts(start: date, end: date, count: int) -> None:
    assert workdays_between(start, end) == count


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 10, 13), "วันนวมินทรมหาราช"),
        (date(2023, 10, 23), "วันปิยมหาราช"),
        (date(2026, 1, 2), "วันหยุดราชการเพิ่มเป็นกรณีพิเศษ"),
        (date(2024, 12, 30), "วันหยุดราชการเพิ่มเป็นกรณีพิเศษ"),
        (date(2024, 10, 14), "วันหยุดชดเชยวันนวมินทรมหาราช"),
        (date(2026, 5, 13), "วันพืชมงคล"),
        (date(2026, 11, 20), None),
    ],
)
def test_known_names(day: date, name: str | None) -> None:
    assert holiday_name(day) == name


def test_offices_are_open_on_labour_day_and_on_the_day_in_lieu_of_it() -> None:
    assert is_workday(date(2024, 5, 1))
    assert is_workday(date(2022, 5, 2))


def test_a_day_in_lieu_that_the_cabinet_moved() -> None:
    assert not is_workday(date(2021, 10, 22))
    assert is_workday(date(2021, 10, 25))
    assert explain(date(2021, 10, 25)) == "25 ต.ค. 2564 เป็นวันทำการ (เลื่อนวันหยุดชดเชยไปวันที่ 22 ตุลาคม 2564)"


def test_a_regional_holiday_is_told_and_not_counted() -> None:
    day = date(2021, 10, 6)
    assert is_workday(day)
    assert holiday_name(day) is None
    assert explain(day) == "6 ต.ค. 2564 เป็นวันหยุดราชการประจำภาคใต้ (สารทเดือนสิบ)"


def test_the_sentence_on_a_closed_day() -> None:
    assert explain(date(2023, 10, 1)) == "1 ต.ค. 2566 เป็นวันอาทิตย์"
    assert explain(date(2024, 10, 13)) == "13 ต.ค. 2567 เป็นวันอาทิตย์ และวันนวมินทรมหาราช"
    assert explain(date(2023, 9, 29)) == ""


def test_every_special_day_names_its_source() -> None:
    for special in special_days().values():
        assert special.name
        assert special.source == "มติคณะรัฐมนตรี"
        if special.kind is SpecialKind.HOLIDAY:
            assert special.day.weekday() < 5, special
            assert holiday_name(special.day) == special.name


def test_policies_on_a_sunday() -> None:
    sunday = date(2023, 10, 1)
    assert roll(sunday, WeekendPolicy.KEEP) == sunday
    assert roll(sunday, WeekendPolicy.NEXT) == date(2023, 10, 2)
    assert roll(sunday, WeekendPolicy.PREVIOUS) == date(2023, 9, 29)
    assert [policy.label for policy in WeekendPolicy] == [
        "คงวันเดิม",
        "เลื่อนไปวันทำการถัดไป",
        "เลื่อนขึ้นมาวันทำการก่อนหน้า",
    ]


def test_thirty_years_of_holidays_all_have_thai_names() -> None:
    for year in range(2010, 2040):
        days = holidays_of(year)
        assert len(days) > 12
        assert all("วัน" in name or "พระราชพิธี" in name for name in days.values())


@given(DAYS, DAYS)
def test_counting_is_the_sum_of_the_days(start: date, end: date) -> None:
    end = min(end, start + timedelta(days=400)) if end > start else max(end, start - timedelta(days=400))
    low, high = min(start, end), max(start, end)
    by_hand = sum(is_workday(low + timedelta(days=n)) for n in range(1, (high - low).days + 1))
    assert workdays_between(start, end) == (by_hand if end >= start else -by_hand)


@given(DAYS, st.integers(-300, 300))
def test_adding_lands_on_a_workday_at_the_right_distance(day: date, count: int) -> None:
    landed = add_workdays(day, count)
    if count == 0:
        assert landed == day
        return
    assert is_workday(landed)
    if count > 0:
        assert workdays_between(day, landed) == count
    else:
        assert workdays_between(landed - ONE_DAY, day - ONE_DAY) == -count


@given(DAYS, st.integers(1, 300))
def test_from_a_workday_there_and_back(day: date, count: int) -> None:
    start = next_workday(day)
    assert add_workdays(add_workdays(start, count), -count) == start
    assert workdays_between(start, add_workdays(start, -count)) == -count


@given(DAYS)
def test_neighbours_are_the_nearest_workdays(day: date) -> None:
    after, before = next_workday(day), previous_workday(day)
    assert before < day < after
    assert not any(is_workday(day + timedelta(days=n)) for n in range(1, (after - day).days))
    assert not any(is_workday(day - timedelta(days=n)) for n in range(1, (day - before).days))


@given(DAYS, st.sampled_from(WeekendPolicy))
def test_a_rolled_day_is_open_unless_kept(day: date, policy: WeekendPolicy) -> None:
    rolled = roll(day, policy)
    assert roll(rolled, policy) == rolled
    assert policy is WeekendPolicy.KEEP or is_workday(rolled)
    assert is_workday(day) == (explain(day) == "") or special_days().get(day) is not None
