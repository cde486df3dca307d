"""Thai dates: their names, their written forms, and how to read them from a field or a letter."""

from saan.kernel.dates.calendar import ThaiDateError
from saan.kernel.dates.finding import Found, FoundDate, FoundRange, Precision, find_dates
from saan.kernel.dates.forms import (
    be_year,
    day_of,
    format_deadline,
    format_long,
    format_month,
    format_short,
    format_time,
    now,
    today,
)
from saan.kernel.dates.names import BANGKOK, MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from saan.kernel.dates.parsing import parse_date

__all__ = [
    "BANGKOK",
    "MONTHS",
    "SHORT_MONTHS",
    "SHORT_WEEKDAYS",
    "WEEKDAYS",
    "Found",
    "FoundDate",
    "FoundRange",
    "Precision",
    "ThaiDateError",
    "be_year",
    "day_of",
    "find_dates",
    "format_deadline",
    "format_long",
    "format_month",
    "format_short",
    "format_time",
    "now",
    "parse_date",
    "today",
]
