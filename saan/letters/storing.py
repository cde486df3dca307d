"""How long a paper is kept, and when an office must look through what is due. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import yaml

from saan.kernel.dates import be_year

BE_OFFSET = 543
SURVEY_DAYS = 60
"""Within which the list of papers to destroy is drawn up after the end of a calendar year (Regulation, clause 66)."""
ARCHIVES_DAYS = 60
"""After which the National Archives' silence means consent (Regulation, clause 70; not yet held against the text)."""
ARCHIVES_AGE = 20
"""Years after which papers go to the National Archives (Regulation, clause 58)."""
LEAST_MEMBERS = 2
"""Members that the committee has beside its chair (Regulation, clause 67)."""


def keep_until(year_be: int, years: int | None) -> date | None:
    """The last day of keeping: 31 December of the BE year of the number plus the years; None is for ever."""
    return None if years is None else date(year_be + years - BE_OFFSET, 12, 31)


def last_day_of(year_be: int) -> date:
    return date(year_be - BE_OFFSET, 12, 31)


def survey_due(year_be: int) -> date:
    """The last day for drawing up the list of a BE year."""
    return last_day_of(year_be) + timedelta(days=SURVEY_DAYS)


def why_kept(*, year_be: int, keep_until: date | None, historical: bool, hold_reason: str, on: date) -> str:
    """Why a paper may not be destroyed by the list of a BE year, in Thai; empty where nothing stands against it."""
    if keep_until is None:
        return "เก็บตลอดไป"
    if historical:
        return "มีคุณค่าทางประวัติศาสตร์"
    if hold_reason:
        return f"ห้ามทำลาย: {hold_reason}"
    if keep_until > last_day_of(year_be) or keep_until >= on:
        return f"ยังไม่ครบกำหนดเก็บ ครบเมื่อสิ้นปี {be_year(keep_until)}"
    return ""


def why_no_committee(committee: list[dict[str, Any]]) -> str:
    """What the committee lacks, in Thai; empty when it may sit."""
    chairs = [member for member in committee if member.get("chair")]
    if any(not member.get("name", "").strip() for member in committee):
        return "กรอกชื่อกรรมการทุกคน"
    if len(chairs) != 1:
        return "คณะกรรมการต้องมีประธานหนึ่งคน"
    if len(committee) - 1 < LEAST_MEMBERS:
        return f"นอกจากประธานแล้วต้องมีกรรมการอย่างน้อย {LEAST_MEMBERS} คน"
    names = {" ".join(member["name"].split()) for member in committee}
    return "ชื่อกรรมการซ้ำกัน" if len(names) < len(committee) else ""


def read_classes(text: str) -> list[dict[str, Any]]:
    """Retention classes as shipped: code, label, years (None for ever) and source. ValueError names what is wrong."""
    found = []
    for order, row in enumerate(yaml.safe_load(text)):
        years = row.get("years", "missing")
        if set(row) != {"code", "label", "years", "source"} or not (years is None or years in range(1, 100)):
            raise ValueError(f"retention class {order + 1}: {row}")
        found.append({**row, "order": order})
    return found


HEADER = ("kind", "number", "number_agency_code", "circular", "urgency", "secrecy", "issuing_office", "province",
          "date", "subject", "addressees", "references", "enclosures")  # fmt: skip
"""Of what was read in a paper: all that stays when it is destroyed, as a register keeps its line for ever."""


def is_header(path: str) -> bool:
    """Whether a field of the record, such as "date.iso", belongs to the header."""
    return path.partition(".")[0] in HEADER


def header_alone(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its header alone, in the same shape: lists emptied, other values null, no quotation left."""
    kept = {name: value if name in HEADER else _emptied(value) for name, value in record.items()}
    return kept | ({"evidence": {}} if "evidence" in record else {})


def _emptied(value: Any) -> Any:
    if isinstance(value, list):
        return []
    if isinstance(value, dict):
        return {name: _emptied(each) for name, each in value.items()}
    return None
