"""A sheet or text table of any size as columns of text, with what its looks tell: hidden, merged, which code page."""

import io
import re
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import fastexcel
import polars as pl

from saan.documents.sheets.parts import Part, Shape, shape_of, sheet_parts
from saan.documents.sheets.safety import CELL_LIMIT, SIZE_LIMIT, SheetError, check_workbook

MOST_MERGES = 20_000
_SEPARATORS = "\t;,|"
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class SheetName:
    """A sheet to choose: its size, and whether it is hidden."""

    name: str
    rows: int
    hidden: bool = False


@dataclass(frozen=True)
class Table:
    """One sheet as text. Row `i` of `frame` is row `i + 1` of the sheet; its columns are named "0", "1", … from A.

    Dates stand as `2023-09-27 00:00:00`, numbers as they are computed, blank cells as null. A formula without a result
    stands as what is wrong with it (`#REF!`), or as itself (`=A1+B1`). Merged cells all hold the value of the first.
    `origin` says how a text file was read.
    """

    file: str
    sheet: str
    frame: pl.DataFrame
    shape: Shape = field(default_factory=Shape)
    origin: str = ""


def sheets_of(data: bytes, name: str) -> list[SheetName]:
    """The sheets that hold anything, visible ones first. ``SheetError`` for files that cannot be read."""
    if not is_workbook(data):
        return [SheetName(name, _text_table(data, name).frame.height)]
    reader, parts = _open(data, name)
    found = []
    for part in sorted(parts, key=lambda part: part.hidden):
        one = reader.load_sheet(part.name, header_row=None, skip_rows=0, n_rows=1, dtypes="string")
        if rows := one.total_height:
            found.append(SheetName(part.name, rows, part.hidden))
    if not found:
        raise SheetError("empty", f"ไฟล์ {name} ไม่มีข้อมูลในแผ่นงานใดเลย โปรดตรวจว่าบันทึกไฟล์แล้วและส่งใหม่")
    return found


def read_table(data: bytes, name: str, *, sheet: str | None = None) -> Table:
    """One sheet, the first visible one with anything in it unless named. ``SheetError`` says what to do in Thai."""
    if not is_workbook(data):
        return _text_table(data, name)
    reader, parts = _open(data, name)
    if sheet is None and len(parts) > 1:
        sheet = sheets_of(data, name)[0].name
    part = next((each for each in parts if sheet in (None, each.name)), None)
    if part is None:
        raise SheetError("no_sheet", f"ไฟล์ {name} ไม่มีแผ่นงานชื่อ {sheet} โปรดเลือกแผ่นงานใหม่")
    with ThreadPoolExecutor(1) as beside:
        looks = beside.submit(_shape, data, part.path)
        frame = _columns(reader, part.name, name)
        shape = looks.result()
    told = _put(frame, shape.broken)
    return Table(name, part.name, _spread(told, shape.merges), replace(shape, broken={}))


def _shape(data: bytes, path: str) -> Shape:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return shape_of(archive, path)


def read_sheets(data: bytes, name: str) -> tuple[list[SheetName], Table]:
    """The sheets to choose from, and the first visible one that holds anything, already read."""
    table = read_table(data, name)
    if not is_workbook(data) or len(_open(data, name, safe=True)[1]) == 1:
        return [SheetName(table.sheet, table.frame.height)], table
    return sheets_of(data, name), table


def is_workbook(data: bytes) -> bool:
    """Whether the bytes claim to be a workbook, old, new or encrypted; everything else is read as text."""
    return data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def _open(data: bytes, name: str, *, safe: bool = False) -> tuple[fastexcel.ExcelReader, list[Part]]:
    """A reader and the sheets; `safe` where the bytes have been looked through before."""
    if not safe:
        check_workbook(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = sheet_parts(archive)
        return fastexcel.read_excel(data), parts
    except (fastexcel.FastExcelError, KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise SheetError("broken", f"เปิดไฟล์ {name} ไม่ได้ ไฟล์อาจเสีย โปรดบันทึกเป็น .xlsx ใหม่แล้วส่งอีกครั้ง") from fault


def _columns(reader: fastexcel.ExcelReader, sheet: str, name: str) -> pl.DataFrame:
    try:
        loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
        places = {column.name: str(column.absolute_index) for column in loaded.available_columns()}
        frame = loaded.to_polars().rename(places)
    except fastexcel.FastExcelError as fault:
        raise SheetError(
            "broken_sheet", f"อ่านแผ่นงาน {sheet} ในไฟล์ {name} ไม่ได้ โปรดบันทึกไฟล์ใหม่แล้วส่งอีกครั้ง"
        ) from fault
    if frame.is_empty():
        raise SheetError("empty", f"แผ่นงาน {sheet} ในไฟล์ {name} ไม่มีข้อมูล โปรดเลือกแผ่นงานอื่น")
    return _blank_to_null(frame)


def _blank_to_null(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells of blanks and invisible signs alone hold nothing."""
    trimmed = pl.all().str.strip_chars(" \t\r\n\u00a0\u200b\ufeff")
    return frame.select(pl.when(trimmed.str.len_bytes() > 0).then(trimmed).name.keep())


def _put(frame: pl.DataFrame, broken: Mapping[tuple[int, int], str]) -> pl.DataFrame:
    """The frame with these texts in their cells, which the reader leaves blank."""
    cells: dict[str, dict[int, str | None]] = {}
    for (row, column), text in broken.items():
        if row <= frame.height:
            cells.setdefault(str(column), {})[row - 1] = text
    return _scattered(frame, cells)


def _scattered(frame: pl.DataFrame, cells: Mapping[str, Mapping[int, str | None]]) -> pl.DataFrame:
    for column, rows in cells.items():
        if column in frame.columns:
            values = frame[column].scatter(list(rows), list(rows.values()))
            frame = frame.with_columns(values.alias(column))
    return frame


def _spread(frame: pl.DataFrame, merges: tuple[tuple[int, int, int, int], ...]) -> pl.DataFrame:
    """Every cell of a merged range holds what its first cell holds."""
    cells: dict[str, dict[int, str | None]] = {}
    height = frame.height
    for top, left, bottom, right in merges[:MOST_MERGES]:
        if str(left) not in frame.columns or top > height or (bottom - top) * (right - left) > CELL_LIMIT:
            continue
        value = frame[str(left)][top - 1]
        for column in range(left, right + 1):
            rows = cells.setdefault(str(column), {})
            rows.update((row - 1, value) for row in range(top, min(bottom, height) + 1))
    return _scattered(frame, cells)


def _text_table(data: bytes, name: str) -> Table:
    """Text whose cells are apart by tab, semicolon, comma or bar; UTF-8, UTF-16, or the code page of Thai Windows."""
    if len(data) > SIZE_LIMIT * 2:
        raise SheetError("too_large", f"ไฟล์ {name} ใหญ่เกินไป โปรดแบ่งเป็นหลายไฟล์ แล้วส่งใหม่")
    text, coding = _decoded(data, name)
    lines = text.splitlines()[:200]
    if not lines or _NOT_TEXT.search("".join(lines)):
        raise _no_table(name)
    separator = _separator(lines)
    width = max(line.count(separator) for line in lines) + 1
    if width < 2 or width > 500:
        raise _no_table(name)
    try:
        heads = separator.join(str(column) for column in range(width))
        frame = pl.read_csv(
            f"{heads}\n{text}".encode(), separator=separator, infer_schema=False, truncate_ragged_lines=True
        )
    except pl.exceptions.PolarsError as fault:
        raise _no_table(name) from fault
    said = {"\t": "แท็บ", ";": "อัฒภาค ;", ",": "จุลภาค ,", "|": "ขีดตั้ง |"}[separator]
    return Table(name, name, _blank_to_null(frame), origin=f"ข้อความ {coding} คั่นด้วย{said}")


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    codings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp874")
    for coding in codings:
        try:
            return data.decode(coding), {"utf-8-sig": "UTF-8", "cp874": "TIS-620"}.get(coding, "UTF-16")
        except UnicodeDecodeError:
            continue
    raise _no_table(name)


def _separator(lines: list[str]) -> str:
    """The sign that most lines hold; tab and semicolon before the comma of figures."""
    return max(_SEPARATORS, key=lambda sign: sum(sign in line for line in lines))


def _no_table(name: str) -> SheetError:
    return SheetError(
        "not_table", f"ไฟล์ {name} ไม่ใช่ตาราง Excel หรือไฟล์เสีย โปรดบันทึกเป็น .xlsx หรือ .csv (UTF-8) แล้วส่งใหม่"
    )
