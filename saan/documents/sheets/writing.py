"""Writes forms as workbooks that print on A4 and open without danger in any spreadsheet program."""

import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from saan.documents.sheets.forms import CellState, Column, FormSheet, Value
from saan.kernel.dates import format_short

LINE_HEIGHT = 24
FONT, SIZE = "TH SarabunPSK", 16
STATE_COLOURS = {
    CellState.NOT_REPORTED: "#fde2c8",
    CellState.NOT_APPLICABLE: "#e6e6e6",
    CellState.NOT_YET_DUE: "#dce9f7",
}
LONGEST_NAME = 31
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")


def write_form(form: FormSheet) -> bytes:
    """The form as XLSX, A4 landscape, fitted to the width, heads repeated on every printed page.

    Text is always written as text, so a cell that begins with = + - or @ stays words. ``ValueError`` when a row has
    another number of values than there are columns.
    """
    return write_forms([form])


def write_forms(forms: Sequence[FormSheet]) -> bytes:
    """As ``write_form``, each form on a sheet of its own; a name given twice is numbered."""
    for form in forms:
        _check_widths(form)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        styles = _Styles(book)
        for form, name in zip(forms, _distinct(form.name for form in forms), strict=True):
            _write_sheet(book.add_worksheet(name), styles, form)
    return target.getvalue()


def _distinct(names: Iterable[str]) -> Iterator[str]:
    """Names that differ even when capitals do not count, as workbooks demand."""
    taken: set[str] = set()
    for name in map(sheet_name, names):
        number, free = 1, name
        while free.casefold() in taken:
            number += 1
            free = f"{name[: LONGEST_NAME - len(str(number)) - 1]} {number}"
        taken.add(free.casefold())
        yield free


def sheet_name(name: str) -> str:
    """A name a workbook accepts: without its seven forbidden signs, at most 31 characters, never empty."""
    return _FORBIDDEN_IN_NAME.sub(" ", name).strip(" '")[:LONGEST_NAME].strip(" '") or "แบบรายงาน"


def _check_widths(form: FormSheet) -> None:
    for number, row in enumerate((*form.rows, *form.totals), 1):
        if len(row) != len(form.columns):
            raise ValueError(f"แถวที่ {number} มี {len(row)} ช่อง แต่แบบมี {len(form.columns)} คอลัมน์")


class _Styles:
    """Cell formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple, Format] = {}

    def __call__(self, **wanted: object) -> Format:
        properties = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", **wanted}
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def cell(self, value: Value, column: Column, *, total: bool) -> Format:
        wanted: dict[str, object] = {"border": 1, "text_wrap": True, "bold": total}
        if isinstance(value, CellState):
            return self(**wanted, align="center", italic=True, bg_color=STATE_COLOURS[value])
        if isinstance(value, int | float | Decimal):
            return self(**wanted, align="right", num_format=_number_format(column.decimals))
        return self(**wanted, align="left" if isinstance(value, str) else "center")


def _write_sheet(sheet: Worksheet, styles: _Styles, form: FormSheet) -> None:
    head = _write_top(sheet, styles, form)
    body = _write_heads(sheet, styles, form.columns, head)
    after = _write_rows(sheet, styles, form, body)
    _write_notes(sheet, styles, form, after + 1)
    _set_up_print(sheet, form, head, body)


def _number_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _write_top(sheet: Worksheet, styles: _Styles, form: FormSheet) -> int:
    """Titles, then what the figures rest on; gives the row where the heads begin."""
    last = len(form.columns) - 1
    row = 0
    for title in form.titles:
        _write_across(sheet, row, 0, last, title, styles(bold=True, align="center", font_size=SIZE + 2))
        row += 1
    for line in _basis(form):
        _write_wrapped(sheet, row, form, line, styles(align="left", text_wrap=True))
        row += 1
    return row


def _basis(form: FormSheet) -> Iterator[str]:
    if form.as_of:
        yield f"ข้อมูล ณ {form.as_of}"
    if form.filters:
        yield f"เงื่อนไข: {' · '.join(form.filters)}"


def _write_across(sheet: Worksheet, row: int, first: int, last: int, text: str, style: Format) -> None:
    if first == last:
        sheet.write_string(row, first, text, style)
    else:
        sheet.merge_range(row, first, row, last, "", style)
        sheet.write_string(row, first, text, style)


def _write_wrapped(sheet: Worksheet, row: int, form: FormSheet, text: str, style: Format) -> None:
    """Text over the whole width; the height is set here, since programs do not fit merged rows to their text."""
    lines = math.ceil(len(text) / sum(column.width for column in form.columns))
    sheet.set_row(row, lines * LINE_HEIGHT)
    _write_across(sheet, row, 0, len(form.columns) - 1, text, style)


def _write_heads(sheet: Worksheet, styles: _Styles, columns: tuple[Column, ...], row: int) -> int:
    """Group heads when there are any, then titles with their units; gives the first row beneath."""
    style = styles(bold=True, align="center", border=1, text_wrap=True, bg_color="#f2f2f2")
    grouped = any(column.group for column in columns)
    for group, members in groupby(enumerate(columns), key=lambda pair: pair[1].group):
        places = [place for place, _ in members]
        if group:
            _write_across(sheet, row, places[0], places[-1], group, style)
    sheet.set_row(row + grouped, _lines_of_heads(columns) * LINE_HEIGHT)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        _write_head(sheet, row, place, column, style, grouped=grouped)
    return row + 1 + grouped


def _lines_of_heads(columns: tuple[Column, ...]) -> int:
    return max(math.ceil(len(column.title) / column.width) + bool(column.unit) for column in columns)


def _write_head(
    sheet: Worksheet, row: int, place: int, column: Column, style: Format, *, grouped: bool
) -> None:
    text = f"{column.title}\n({column.unit})" if column.unit else column.title
    if grouped and not column.group:
        sheet.merge_range(row, place, row + 1, place, "", style)
        sheet.write_string(row, place, text, style)
    else:
        sheet.write_string(row + grouped, place, text, style)


def _write_rows(sheet: Worksheet, styles: _Styles, form: FormSheet, row: int) -> int:
    kinds = [(values, False) for values in form.rows] + [(values, True) for values in form.totals]
    for offset, (values, total) in enumerate(kinds):
        for place, (value, column) in enumerate(zip(values, form.columns, strict=True)):
            _write_value(sheet, row + offset, place, value, styles.cell(value, column, total=total))
    return row + len(kinds)


def _write_value(sheet: Worksheet, row: int, place: int, value: Value, style: Format) -> None:
    if isinstance(value, int | float | Decimal):
        sheet.write_number(row, place, value, style)
    elif isinstance(value, dt.date):
        sheet.write_string(row, place, format_short(value), style)
    else:
        sheet.write_string(row, place, str(value), style)


def _write_notes(sheet: Worksheet, styles: _Styles, form: FormSheet, row: int) -> None:
    """Remarks, what words mean, and what the coloured cells mean when the form holds any."""
    last = len(form.columns) - 1
    meanings = (f"{term} หมายถึง {meaning}" for term, meaning in form.definitions)
    for line in (*form.remarks, *meanings):
        _write_wrapped(sheet, row, form, line, styles(align="left", text_wrap=True))
        row += 1
    used = {
        value for values in (*form.rows, *form.totals) for value in values if isinstance(value, CellState)
    }
    for state in (state for state in CellState if state in used):
        sheet.write_string(
            row, 0, state.value, styles(align="center", italic=True, border=1, bg_color=STATE_COLOURS[state])
        )
        if last:
            _write_across(sheet, row, 1, last, _STATE_MEANINGS[state], styles(align="left"))
        row += 1


_STATE_MEANINGS = {
    CellState.NOT_REPORTED: "ถึงกำหนดแล้วแต่ยังไม่ได้รับรายงาน ไม่ใช่ศูนย์",
    CellState.NOT_APPLICABLE: "หน่วยงานนี้ไม่ต้องรายงานช่องนี้",
    CellState.NOT_YET_DUE: "ยังไม่ถึงวันที่ต้องรายงาน",
}


def _set_up_print(sheet: Worksheet, form: FormSheet, head: int, body: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.repeat_rows(head, body - 1)
    sheet.freeze_panes(body, 1 if len(form.columns) > 1 else 0)
    sheet.set_default_row(LINE_HEIGHT)
    sheet.set_footer("&R&P / &N")
