"""Reads tables people send as workbooks, and keeps each value's address, so that a mistake is shown in its cell."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import python_calamine
from python_calamine import CalamineWorkbook

from saan.documents.sheets.safety import SheetError, check_workbook

ROW_LIMIT = 50_000

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


@dataclass(frozen=True)
class SheetRow:
    """One filled row: its number as the spreadsheet program shows it, and its values from column A on."""

    number: int
    values: tuple[Cell, ...]

    def address(self, column: int) -> str:
        """The address of a value, counted from 0: column 2 of row 7 is C7."""
        return f"{column_letters(column)}{self.number}"


@dataclass(frozen=True)
class SheetRows:
    """A table as read: file, sheet, filled rows in order, and the other sheets that were left unread."""

    file: str
    sheet: str
    rows: tuple[SheetRow, ...]
    unread: tuple[str, ...] = field(default=())


def read_rows(data: bytes, name: str, *, sheet: str | None = None, limit: int = ROW_LIMIT) -> SheetRows:
    """The filled rows of one sheet, the first visible one with anything in it unless named.

    Whole numbers come as int, text trimmed, empty cells as None; rows with nothing in them are left out but counted.
    ``SheetError`` for files that are no workbook, encrypted, empty, too large or longer than ``limit`` rows.
    """
    book = _open(data, name)
    names = _visible_first(book)
    if sheet is not None and sheet not in names:
        raise SheetError("no_sheet", f"ไฟล์ {name} ไม่มีแผ่นงานชื่อ {sheet} มีแผ่นงาน {', '.join(names)} โปรดเลือกใหม่")
    for candidate in [sheet] if sheet is not None else names:
        rows = tuple(_filled(book, candidate, name, limit))
        if rows:
            return SheetRows(name, candidate, rows, tuple(other for other in names if other != candidate))
    raise SheetError("empty", f"ไฟล์ {name} ไม่มีข้อมูลในแผ่นงานใดเลย โปรดตรวจว่าบันทึกไฟล์แล้วและส่งใหม่")


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 25 is Z, 26 is AA."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _open(data: bytes, name: str) -> CalamineWorkbook:
    check_workbook(data, name)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (python_calamine.CalamineError, OSError) as fault:
        raise SheetError("broken", f"เปิดไฟล์ {name} ไม่ได้ ไฟล์อาจเสีย โปรดบันทึกเป็น .xlsx ใหม่แล้วส่งอีกครั้ง") from fault


def _visible_first(book: CalamineWorkbook) -> list[str]:
    hidden = {
        it.name for it in book.sheets_metadata if it.visible is not python_calamine.SheetVisibleEnum.Visible
    }
    return sorted(book.sheet_names, key=lambda sheet: sheet in hidden)


def _filled(book: CalamineWorkbook, sheet: str, name: str, limit: int) -> Iterator[SheetRow]:
    for number, raw in _numbered(book, sheet, name):
        values = tuple(_plain(value) for value in raw)
        if all(value is None for value in values):
            continue
        if limit == 0:
            raise SheetError(
                "too_many", f"แผ่นงาน {sheet} ในไฟล์ {name} มีข้อมูลเกินจำนวนแถวที่รับได้ โปรดแบ่งเป็นหลายไฟล์"
            )
        limit -= 1
        yield SheetRow(number, values)


def _numbered(book: CalamineWorkbook, sheet: str, name: str) -> Iterator[tuple[int, list]]:
    try:
        yield from enumerate(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False), 1)
    except python_calamine.CalamineError as fault:
        raise SheetError(
            "broken_sheet", f"อ่านแผ่นงาน {sheet} ในไฟล์ {name} ไม่ได้ โปรดบันทึกไฟล์ใหม่แล้วส่งอีกครั้ง"
        ) from fault


def _plain(value: Cell) -> Cell:
    if isinstance(value, str):
        return value.strip().strip("\ufeff\u200b").strip() or None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
