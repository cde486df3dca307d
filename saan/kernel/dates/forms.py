"""Dates as officers write them: Buddhist years, Thai months, a full stop between hours and minutes."""

import os
from datetime import date, datetime, time

from saan.kernel.dates.names import BANGKOK, MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS
from saan.kernel.digits import to_thai

BE_OFFSET = 543


def now() -> datetime:
    """The moment it is in Bangkok, wherever the machine stands.

    A demonstration or a test may live on another day: SAAN_TODAY=2023-09-27 keeps the time of day and changes the date.
    """
    real = datetime.now(BANGKOK)
    pretended = os.environ.get("SAAN_TODAY")
    return datetime.combine(date.fromisoformat(pretended), real.timetz()) if pretended else real


def today() -> date:
    """The day it is in Bangkok."""
    return now().date()


def day_of(moment: date) -> date:
    """The day it was in Bangkok at a moment as a database gives it; a day stays the day it is."""
    return moment.astimezone(BANGKOK).date() if isinstance(moment, datetime) and moment.tzinfo else moment


def be_year(day: date) -> int:
    """The Buddhist year of the day; the years before 2484, which began in April, are not treated apart."""
    return day_of(day).year + BE_OFFSET


def _in_digits(text: str, thai_digits: bool) -> str:
    return to_thai(text) if thai_digits else text


def format_long(day: date, thai_digits: bool = False) -> str:
    """For letters and pages: 26 กันยายน 2566."""
    day = day_of(day)
    return _in_digits(f"{day.day} {MONTHS[day.month - 1]} {be_year(day)}", thai_digits)


def format_short(day: date, thai_digits: bool = False) -> str:
    """For tables: 26 ก.ย. 2566."""
    day = day_of(day)
    return _in_digits(f"{day.day} {SHORT_MONTHS[day.month - 1]} {be_year(day)}", thai_digits)


def format_deadline(day: date, thai_digits: bool = False) -> str:
    """With the weekday, since an officer plans by it: ศ. 29 ก.ย. 2566."""
    return f"{SHORT_WEEKDAYS[day_of(day).weekday()]} {format_short(day, thai_digits)}"


def format_month(day: date, thai_digits: bool = False) -> str:
    """The month that the day lies in: กันยายน 2566."""
    return _in_digits(f"{MONTHS[day_of(day).month - 1]} {be_year(day)}", thai_digits)


def format_time(moment: time, thai_digits: bool = False) -> str:
    """Hours and minutes as letters print them: 14.05 น."""
    return _in_digits(f"{moment.hour:02}.{moment.minute:02} น.", thai_digits)
