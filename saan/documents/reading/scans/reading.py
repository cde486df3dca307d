"""Reads the pages of a scan into lines of text with their places, blanks and doubts."""

import re
from dataclasses import dataclass

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from saan.documents.reading.document import Box, DocumentText, UnreadableDocument
from saan.documents.reading.laying import Printed, lay_out
from saan.documents.reading.repair import repair_line
from saan.documents.reading.scans.digits import SURE, Symbol, find_digits, paint, put_back
from saan.documents.reading.scans.engine import Engine, engine, missing
from saan.documents.reading.scans.ink import (
    Grey,
    Pieces,
    even_out,
    ink_of,
    pieces_of,
    straighten,
    tilt,
    turned_back,
)
from saan.documents.reading.scans.lines import Row, Segment, cut_rows, label_map, picture_of
from saan.documents.reading.scans.mending import mend
from saan.documents.reading.scans.pages import Scan, media_type, page_of_pdf, pages_of_picture
from saan.documents.reading.scans.second import amended

MARGIN = 6
"""White pixels round a line that Tesseract is given."""

COARSE = 190
"""Dots to the inch below which digits blur together and the person is asked for a finer scan."""

_COARSE_WARNING = "ภาพหยาบกว่า 200 dpi เลขไทยจะอ่านผิดง่าย โปรดสแกนใหม่ที่ 300 dpi หากทำได้"
_ABOVE, _BELOW = 1.75, 0.62
_BLANK = 0.55
_MONTHS = "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
_YEAR = re.compile(rf"(?:{_MONTHS}|พ\.ศ\.) *(?:พ\.ศ\. *)?(?P<year>\d{{3,5}})(?!\d)")
_LIKELY_YEARS = range(2400, 2701)


@dataclass(frozen=True)
class _Page:
    scan: Scan
    grey: Grey
    angle: float
    pieces: Pieces
    labels: NDArray[np.int32]


def read_picture(content: bytes, name: str) -> DocumentText:
    """The text of a .png, .jpg or .tif; raises UnreadableDocument, also when this machine cannot read scans."""
    kind = media_type(content, name)
    lacking = missing()
    if lacking:
        raise UnreadableDocument(
            "image",
            f"ไฟล์ {name} เป็นภาพ ไม่มีตัวอักษรให้อ่าน {lacking} โปรดส่งไฟล์ต้นฉบับ .pdf หรือ .docx หรือพิมพ์ข้อความลงในระบบ",
        )
    pages, coarse = [], False
    for scan in pages_of_picture(content, name):
        pages.append(read_page(scan))
        coarse = coarse or scan.per_point * 72 < COARSE
    if not any(pages):
        raise UnreadableDocument(
            "empty", f"ภาพ {name} ไม่มีตัวหนังสือที่อ่านได้ โปรดตรวจว่าสแกนถูกด้านและไม่กลับหัว แล้วสแกนใหม่ที่ 300 dpi"
        )
    return lay_out(pages, kind, (*warnings_of(pages), *([_COARSE_WARNING] if coarse else [])))


def read_page_of_pdf(page: pypdfium2.PdfPage) -> list[Printed]:
    """The rows of a PDF page without a text layer, drawn and then read like a scan."""
    return read_page(page_of_pdf(page))


def warnings_of(pages: list[list[Printed]]) -> tuple[str, ...]:
    """What the person who handed in a scan should know: it was read off a picture, and which figures are unsure."""
    unsure = sum(len(line.unsure) for page in pages for line in page)
    found = ["อ่านจากภาพสแกน โปรดเทียบตัวเลขและชื่อกับภาพก่อนใช้"]
    if unsure:
        found.append(f"มีตัวเลขที่เห็นไม่ชัด {unsure} แห่ง ได้ทำเครื่องหมายไว้ให้ตรวจ")
    return tuple(found)


def read_page(scan: Scan) -> list[Printed]:
    """The rows of a page from top to bottom; none on a page without writing."""
    page = _prepared(scan)
    found = [_line(page, row, _row(page, row)) for row in cut_rows(page.pieces)]
    return [line for line in found if line.text]


def _prepared(scan: Scan) -> _Page:
    even = even_out(scan.grey)
    angle = tilt(ink_of(even))
    grey = straighten(even, angle)
    pieces = pieces_of(ink_of(grey))
    return _Page(scan, grey, angle, pieces, label_map(pieces, grey.shape))


def _row(page: _Page, row: Row) -> list[Symbol]:
    """Characters of all segments of a row, white between them as blanks."""
    symbols: list[Symbol] = []
    for segment in row.segments:
        read = _segment(page, segment)
        if symbols and read:
            white = segment.left - symbols[-1].right
            blanks = max(1, round(white / (_BLANK * row.letter)))
            symbols += [Symbol(" ", symbols[-1].right, segment.left, 1.0)] * blanks
        symbols += read
    return symbols


def _segment(page: _Page, segment: Segment) -> list[Symbol]:
    picture, corner = picture_of(page.grey, page.labels, segment, MARGIN)
    digits = find_digits(page.grey, page.labels, page.pieces, segment)
    painted = paint(picture, corner, page.labels, segment, digits) if digits else picture

    def with_models(reader: Engine) -> list[Symbol]:
        read = reader.read(painted)
        symbols = [
            Symbol(text, corner[0] + left, corner[0] + right, sure) for text, left, right, sure in read
        ]
        return put_back(symbols, digits, segment.letter)

    return amended(with_models(engine()), lambda models: with_models(engine(models)))


def _line(page: _Page, row: Row, symbols: list[Symbol]) -> Printed:
    mended = mend(symbols)
    symbols = mended.symbols
    printed = "".join(symbol.text for symbol in symbols)
    text = repair_line(printed).strip()
    certainty = min((symbol.certainty for symbol in symbols if symbol.text.strip()), default=0.0)
    told = [(text.index(word), text.index(word) + len(word)) for word in mended.told if word in text]
    unsure = sorted({*_unsure_digits(text, symbols), *odd_years(text), *told})
    return Printed(text, _box(page, row), _level(page, row), round(certainty, 3), tuple(unsure))


def _unsure_digits(text: str, symbols: list[Symbol]) -> list[tuple[int, int]]:
    """Where unsure digits stand in the repaired text: repair moves marks but never changes the order of digits."""
    shown = [symbol for symbol in symbols if symbol.text.isdecimal()]
    spots = [i for i, char in enumerate(text) if char.isdecimal()]
    unsure = [symbol.certainty < SURE for symbol in shown]
    if len(spots) != len(shown):
        return [(0, len(text))] if any(unsure) else []
    return [(spot, spot + 1) for spot, doubtful in zip(spots, unsure, strict=True) if doubtful]


def odd_years(text: str) -> list[tuple[int, int]]:
    """Spans of years that no letter of our time bears: after a month or พ.ศ., not from 2400 to 2700."""
    return [match.span("year") for match in _YEAR.finditer(text) if int(match["year"]) not in _LIKELY_YEARS]


def _level(page: _Page, row: Row) -> Box:
    """Room for all marks of a row, in points from the lower left corner of the straightened page."""
    scale, height = page.scan.per_point, page.scan.height
    left, right = row.segments[0].left, max(segment.right for segment in row.segments)
    top, bottom = row.base - _ABOVE * row.letter, row.base + _BELOW * row.letter
    return left / scale, height - bottom / scale, right / scale, height - top / scale


def _box(page: _Page, row: Row) -> Box:
    """The same on the page as handed in: upright, so a little taller on a tilted page."""
    scale, height = page.scan.per_point, page.scan.height
    left, bottom, right, top = _level(page, row)
    size = (page.grey.shape[1], page.grey.shape[0])
    corners = [
        turned_back(x * scale, (height - y) * scale, angle=page.angle, size=size)
        for x in (left, right)
        for y in (bottom, top)
    ]
    xs, ys = zip(*corners, strict=True)
    return min(xs) / scale, height - max(ys) / scale, max(xs) / scale, height - min(ys) / scale
