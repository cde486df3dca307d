"""Eyes that read positions off a finished page."""

import ctypes
import io
import unicodedata
from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from saan.documents.typesetting.fonts import font_family

MM = 25.4 / 72


class Glyph(NamedTuple):
    """One character: where it stands on the base line, its right edge, its typeface; millimetres from the top left."""

    text: str
    x: float
    y: float
    right: float
    font: str


class Line(NamedTuple):
    """Characters on one base line, without spaces."""

    text: str
    x: float
    y: float
    right: float


class Seen:
    """A page as its reader sees it."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.height = page.get_height() * MM
        layer = page.get_textpage()
        self.glyphs = [self._glyph(layer, place) for place in range(layer.count_chars())]
        self.glyphs = [glyph for glyph in self.glyphs if glyph.text.strip()]
        self.pictures = [
            self._box(it) for it in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=5)
        ]
        self.circles = [
            self._box(it)
            for it in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=5)
            if pdfium.FPDFPath_CountSegments(it) > 3
        ]

    @property
    def lines(self) -> list[Line]:
        ordered = sorted(self.glyphs, key=lambda glyph: (round(glyph.y, 1), glyph.x))
        grouped = (list(group) for _, group in groupby(ordered, key=lambda glyph: round(glyph.y, 1)))
        return [
            Line("".join(glyph.text for glyph in row), row[0].x, row[0].y, max(glyph.right for glyph in row))
            for row in grouped
        ]

    def line(self, start: str) -> Line:
        return next(line for line in self.lines if line.text.startswith(start.replace(" ", "")))

    def x_of(self, text: str) -> float:
        """Where a text starts, wherever on its line."""
        compact = text.replace(" ", "")
        whole = "".join(glyph.text for glyph in self.glyphs)
        return self.glyphs[whole.index(compact)].x

    def _glyph(self, layer: pypdfium2.PdfTextPage, place: int) -> Glyph:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(layer, place, x, y)
        name = ctypes.create_string_buffer(80)
        pdfium.FPDFText_GetFontInfo(layer, place, name, 80, None)
        right = layer.get_charbox(place)[2] * MM
        text = chr(pdfium.FPDFText_GetUnicode(layer, place))
        return Glyph(text, x.value * MM, self.height - y.value * MM, right, name.value.decode())

    def _box(self, thing: pypdfium2.PdfObject) -> tuple[float, float, float, float]:
        left, bottom, right, top = (side * MM for side in thing.get_bounds())
        return left, self.height - top, right, self.height - bottom


@pytest.fixture(scope="session")
def see() -> Callable[[bytes], list[Seen]]:
    def pages(pdf: bytes) -> list[Seen]:
        with pypdfium2.PdfDocument(pdf) as document:
            return [Seen(page) for page in document]

    return pages


@pytest.fixture(scope="session")
def compact() -> Callable[[str], str]:
    return lambda text: "".join(unicodedata.normalize("NFC", text).split())


@pytest.fixture(scope="session")
def exact_text() -> None:
    """For tests of the text layer, which only TH Sarabun New gives back letter by letter."""
    if font_family().family != "TH Sarabun New":
        pytest.skip("ยังไม่มีฟอนต์ TH Sarabun New ในเครื่องนี้ ข้อความที่อ่านกลับจากฟอนต์สำรองอาจมีสระซ้ำ")


@pytest.fixture(scope="session")
def picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (80, 100), "black").save(target, "PNG")
    return target.getvalue()
