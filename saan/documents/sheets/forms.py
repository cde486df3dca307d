"""The parts of a form in a spreadsheet, so that a report says what it counts, as of when, and in which unit."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class CellState(StrEnum):
    """Why a cell holds no figure; a reported zero is the number 0 and none of these."""

    NOT_REPORTED = "ยังไม่รายงาน"
    NOT_APPLICABLE = "ไม่เกี่ยวข้อง"
    NOT_YET_DUE = "ยังไม่ถึงกำหนด"


Value = str | int | float | Decimal | dt.date | CellState


@dataclass(frozen=True)
class Column:
    """One column: its head, the unit printed beneath it, the width in characters, and the head it shares with others.

    Neighbours with the same ``group`` stand under one merged head. ``decimals`` is for figures.
    """

    title: str
    unit: str = ""
    width: float = 14
    group: str = ""
    decimals: int = 0


@dataclass(frozen=True)
class FormSheet:
    """A form or report: titles, what it rests on, columns, rows and totals.

    ``rows`` and ``totals`` hold one value per column. ``definitions`` are (term, meaning); ``remarks``, which stand
    beneath the rows, ``filters`` and ``as_of`` are printed as given.
    """

    name: str
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[tuple[Value, ...], ...] = ()
    as_of: str = ""
    filters: tuple[str, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
