"""Indicator definitions: dated data, shipped as YAML and checked when read."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "data" / "indicators.yaml"


@dataclass(frozen=True)
class Indicator:
    """One measure with its definition, owner and source. `unit` "satang" is money; figures are shown in baht."""

    code: str
    name: str
    unit: str
    definition: str
    baseline: str | None
    owner: str
    source: str
    author: str
    checked_by: str | None
    valid_from: date
    next_review: date


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by code. TypeError names a key too many or too few."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {row["code"]: Indicator(**row) for row in rows}
