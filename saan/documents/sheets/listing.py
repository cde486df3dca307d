"""Long lists as workbooks: rows become XML column by column and leave piece by piece, so that memory stays small.

Text is text, never a formula; days are days that a program can sort and count, shown in the Buddhist era.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

import polars as pl

from saan.documents.sheets.reading import column_letters
from saan.documents.sheets.writing import FONT, SIZE, sheet_name

MOST_ROWS = 1_048_576
PIECE = 20_000
DAY = "[$-107041E]d mmm yyyy;@"
_PLAIN, _BOLD, _HEAD, _DAY, _COUNT, _MONEY = range(6)
_EXCEL_ZERO = pl.date(1899, 12, 30)
_ILLEGAL = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class ListColumn:
    """A column's head, its width in characters, and whether its figures are baht, or years that take no comma."""

    title: str
    width: int = 16
    money: bool = False
    year: bool = False


@dataclass(frozen=True)
class Listing:
    """The name of the sheet, the lines above the heads (the first one bold), and the columns."""

    name: str
    above: tuple[str, ...]
    columns: tuple[ListColumn, ...]


def write_listing(into: BinaryIO, listing: Listing, frames: Iterable[pl.DataFrame]) -> int:
    """Write the rows of all frames beneath the heads; how many. Columns of text, whole numbers, decimals or days.

    ``ValueError`` when a frame has another number of columns, or there are more rows than a sheet can hold.
    """
    first = len(listing.above) + 2
    row = first
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_top(listing, first).encode())
            for frame in frames:
                if frame.width != len(listing.columns) or row + frame.height > MOST_ROWS + 1:
                    raise ValueError(f"{frame.width} คอลัมน์ ถึงแถว {row + frame.height:,}: เกินที่แผ่นงานนี้รับได้")
                for piece in frame.iter_slices(PIECE):
                    sheet.write(_rows_xml(piece, listing.columns, row))
                    row += piece.height
            last = f"A{first - 1}:{column_letters(len(listing.columns) - 1)}{max(row - 1, first - 1)}"
            sheet.write(f'</sheetData><autoFilter ref="{last}"/>{_PRINT}</worksheet>'.encode())
        for path, content in _parts(listing, last).items():
            book.writestr(path, _XML + content)
    return row - first


def _rows_xml(frame: pl.DataFrame, columns: Sequence[ListColumn], first: int) -> bytes:
    number = pl.int_range(first, first + pl.len()).cast(pl.String)
    cells = [
        _cell(pl.col(name), kind, column_letters(place), column, number)
        for place, ((name, kind), column) in enumerate(zip(frame.schema.items(), columns, strict=True))
    ]
    line = pl.concat_str(pl.lit('<row r="'), number, pl.lit('">'), *cells, pl.lit("</row>"))
    return frame.select(line.str.join("").alias("xml")).item().encode() if frame.height else b""


def _cell(value: pl.Expr, kind: pl.DataType, letter: str, column: ListColumn, number: pl.Expr) -> pl.Expr:
    """The XML of a column of cells, nothing where there is no value."""
    if kind == pl.String:
        head, tail = '" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
        text, blank = _escaped(value), value.is_null() | (value == "")
    else:
        look = _DAY if kind == pl.Date else _MONEY if column.money else _PLAIN if column.year else _COUNT
        head, tail = f'" s="{look}"><v>', "</v></c>"
        value = (value - _EXCEL_ZERO).dt.total_days() if kind == pl.Date else value
        text, blank = value.cast(pl.String), value.is_null()
    whole = pl.concat_str(pl.lit(f'<c r="{letter}'), number, pl.lit(head), text, pl.lit(tail))
    return pl.when(blank).then(pl.lit("")).otherwise(whole)


def _escaped(text: pl.Expr) -> pl.Expr:
    """As XML wants it, and as workbooks do, where _x0041_ would be read as A."""
    told = text.str.replace_all("&", "&amp;", literal=True).str.replace_all("<", "&lt;", literal=True)
    told = told.str.replace_all(">", "&gt;", literal=True).str.replace_all(_ILLEGAL, "")
    return told.str.replace_all("_(x[0-9A-Fa-f]{4}_)", "_x005F_$1")


def _text(text: str) -> str:
    return escape(re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", re.sub(_ILLEGAL, "", text)))


def _top(listing: Listing, first: int) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{column.width}" customWidth="1"/>'
        for n, column in enumerate(listing.columns, 1)
    )
    lines = [
        _line(number, [text], _BOLD if number == 1 else _PLAIN)
        for number, text in enumerate(listing.above, 1)
    ]
    lines.append(_line(first - 1, [column.title for column in listing.columns], _HEAD))
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        f'<sheetView workbookViewId="0"><pane xSplit="1" ySplit="{first - 1}" topLeftCell="B{first}" '
        'activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{''.join(lines)}"
    )


def _line(number: int, texts: Sequence[str], look: int) -> str:
    cells = "".join(
        f'<c r="{column_letters(place)}{number}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{_text(text)}'
        "</t></is></c>"
        for place, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


_PRINT = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
_FACE = f'<sz val="{SIZE}"/><name val="{FONT}"/>'
_LOOKS = ((0, 0, 0), (0, 1, 0), (0, 1, 2), (164, 0, 0), (3, 0, 0), (4, 0, 0))
"""Number format, font and fill of the six looks, in their order."""
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode={quoteattr(DAY)}/></numFmts>'
    f'<fonts count="2"><font>{_FACE}</font><font><b/>{_FACE}</font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1" '
        'applyFont="1" applyFill="1"/>'
        for number, font, fill in _LOOKS
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _parts(listing: Listing, filtered: str) -> dict[str, str]:
    """Everything besides the sheet; the hidden name is how programs remember what is filtered."""
    name = sheet_name(listing.name)
    heads = len(listing.above) + 1
    quoted = "'" + _text(name).replace("'", "''") + "'"
    where = f"{quoted}!{re.sub(r'([A-Z]+)([0-9]+)', r'$\1$\2', filtered)}"
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_OFFICE}/styles" '
        'Target="styles.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name={quoteattr(name)} '
        'sheetId="1" r:id="rId1"/></sheets><definedNames>'
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{where}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{quoted}!$1:${heads}</definedName>'
        "</definedNames></workbook>",
        "xl/styles.xml": _STYLES,
    }  # fmt: skip
