from datetime import UTC, date, datetime, time

import time_machine

from saan.kernel import dates

FRIDAY = date(2023, 9, 29)


def test_every_form_of_one_friday() -> None:
    assert dates.format_long(FRIDAY) == "29 กันยายน 2566"
    assert dates.format_long(FRIDAY, thai_digits=True) == "๒๙ กันยายน ๒๕๖๖"
    assert dates.format_short(FRIDAY) == "29 ก.ย. 2566"
    assert dates.format_deadline(FRIDAY) == "ศ. 29 ก.ย. 2566"
    assert dates.format_month(FRIDAY) == "กันยายน 2566"
    assert dates.be_year(FRIDAY) == 2566


def test_hours_have_two_figures_and_a_full_stop() -> None:
    assert dates.format_time(time(14, 5)) == "14.05 น."
    assert dates.format_time(time(9, 30), thai_digits=True) == "๐๙.๓๐ น."


def test_the_names_begin_in_january_and_on_monday() -> None:
    assert len(dates.MONTHS) == len(dates.SHORT_MONTHS) == 12
    assert (dates.MONTHS[0], dates.MONTHS[11]) == ("มกราคม", "ธันวาคม")
    assert (dates.WEEKDAYS[0], dates.WEEKDAYS[6]) == ("จันทร์", "อาทิตย์")
    assert len(dates.WEEKDAYS) == len(dates.SHORT_WEEKDAYS) == 7


def test_known_weekdays() -> None:
    assert dates.format_deadline(date(2025, 1, 25)).startswith("ส.")
    assert dates.format_deadline(date(2025, 5, 25)).startswith("อา.")
    assert dates.format_deadline(date(2023, 10, 1)).startswith("อา.")


def test_today_is_bangkoks_today() -> None:
    with time_machine.travel(datetime(2026, 9, 30, 17, 30, tzinfo=UTC), tick=False):
        assert dates.today() == date(2026, 10, 1)


def test_a_moment_of_the_database_is_told_by_its_day_in_bangkok() -> None:
    early = datetime(2022, 12, 31, 18, 30, tzinfo=UTC)
    assert dates.day_of(early) == date(2023, 1, 1)
    assert dates.format_short(early) == "1 ม.ค. 2566"
    assert dates.format_deadline(early).startswith("อา.")
    assert dates.format_month(early) == "มกราคม 2566"
    assert dates.be_year(early) == 2566
    assert dates.day_of(date(2023, 1, 1)) == date(2023, 1, 1)
