"""Which days government offices are closed: the published calendar, put right by cabinet resolutions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import holidays
import yaml

_SPECIAL_DAYS = "special_days.yaml"
_OFFICES_OPEN = ("วันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ")
_BRIDGE, _BRIDGE_NAME = "วันหยุดพิเศษ (เพิ่มเติม)", "วันหยุดราชการเพิ่มเป็นกรณีพิเศษ"
_IN_LIEU, _IN_LIEU_NAME = "ชดเชย", "วันหยุดชดเชย"


class SpecialKind(StrEnum):
    """What a cabinet resolution does to a day; a regional note is shown and never counted."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"
    REGIONAL_NOTE = "regional note"


@dataclass(frozen=True)
class SpecialDay:
    """A day set by the cabinet; `check` is true until it has been held against the resolution itself."""

    day: date
    name: str
    kind: SpecialKind
    source: str
    resolved: date | None = None
    check: bool = False


def _special_day(*, date: date, kind: str, **details: Any) -> SpecialDay:
    return SpecialDay(day=date, kind=SpecialKind(kind), **details)


@cache
def special_days() -> dict[date, SpecialDay]:
    """Every special day of the data file by its date; raises ValueError if a day is given twice."""
    text = (files("saan.kernel") / "data" / _SPECIAL_DAYS).read_text(encoding="utf-8")
    rows = [_special_day(**row) for row in yaml.safe_load(text)]
    by_date = {row.day: row for row in rows}
    if len(by_date) != len(rows):
        raise ValueError(f"{_SPECIAL_DAYS} มีวันที่ซ้ำกัน โปรดเหลือวันละหนึ่งรายการ")
    return by_date


@cache
def holidays_of(year: int) -> dict[date, str]:
    """Closed days of government offices in a Christian year, with their Thai names, weekends included.

    Labour Day is left out: it closes banks and firms, not government offices.
    """
    published = holidays.country_holidays(
        "TH", years=year, language="th", categories=("public", "government"), observed=True
    )
    names = {day: _office_name(name) for day, name in published.items() if day.year == year}
    for special in special_days().values():
        if special.day.year == year and special.kind is not SpecialKind.REGIONAL_NOTE:
            names[special.day] = special.name if special.kind is SpecialKind.HOLIDAY else ""
    return {day: name for day, name in sorted(names.items()) if name}


def _office_name(published: str) -> str:
    parts = [part for part in published.split("; ") if not part.endswith(_OFFICES_OPEN)]
    if any(part.startswith(_IN_LIEU) for part in parts):
        return _IN_LIEU_NAME + " และ".join(part.removeprefix(_IN_LIEU) for part in parts)
    return " และ".join(_BRIDGE_NAME if part == _BRIDGE else part for part in parts)
