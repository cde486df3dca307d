"""A letter of fictitious people, and eyes that read positions off a finished page."""

import ctypes
import datetime as dt
import io
import unicodedata
from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from saan.documents.typesetting.certificate import CertificateSheet
from saan.documents.typesetting.fonts import font_family
from saan.documents.typesetting.letter import Enclosure, Item, LetterKind, LetterSheet, Paragraph, Signature

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


CAUSE = (
    "ด้วยกรมการพัฒนาชุมชนได้ดำเนินการส่งเสริมผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ (OTOP) ประจำปีงบประมาณ พ.ศ. 2570 "
    "โดยมีวัตถุประสงค์เพื่อยกระดับคุณภาพผลิตภัณฑ์ของผู้ผลิต ผู้ประกอบการ OTOP ให้มีมาตรฐานและเป็นที่ยอมรับของตลาด "
    "ทั้งในประเทศและต่างประเทศ ตลอดจนสร้างรายได้ให้แก่ชุมชนอย่างยั่งยืน"
)
CHAIN = (
    "นักวิชาการพัฒนาชุมชนชำนาญการพิเศษ รักษาการแทน",
    "พัฒนาการจังหวัด ปฏิบัติราชการแทน",
    "ผู้ว่าราชการจังหวัดฉะเชิงเทรา",
)


@pytest.fixture(scope="session")
def sheet() -> LetterSheet:
    """A circular of one page, with everything a letter may carry."""
    return LetterSheet(
        kind=LetterKind.EXTERNAL,
        agency=("ศาลากลางจังหวัดฉะเชิงเทรา", "ถนนศรีสมุทร ฉช 24000"),
        number="ฉช 0019/ว 333",
        date=dt.date(2026, 11, 20),
        subject="การขึ้นทะเบียนผู้ผลิต ผู้ประกอบการ OTOP ประจำปีงบประมาณ พ.ศ. 2570",
        addressee="นายอำเภอ ทุกอำเภอ",
        references=("หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช 0019/ว 2962 ลงวันที่ 16 พฤษภาคม 2569",),
        enclosures=(Enclosure("แนวทางการขับเคลื่อนนโยบาย", "จำนวน 1 ชุด"), Enclosure("แบบรายงาน", "จำนวน 2 แผ่น")),
        paragraphs=(
            Paragraph(CAUSE),
            Paragraph(
                "จึงขอให้อำเภอดำเนินการ ดังนี้", items=(Item("คัดเลือก 6 ผลิตภัณฑ์"), Item("รายงานที่ a24@example.go.th"))
            ),
        ),
        conclusion="จึงเรียนมาเพื่อพิจารณาดำเนินการ",
        signature=Signature("นายสมมติ ตัวอย่างดี", CHAIN),
        owner=("กลุ่มงานยุทธศาสตร์การพัฒนาชุมชน", "โทร. 0-3851-1239"),
        urgency="ด่วนที่สุด",
    )


@pytest.fixture(scope="session")
def long_body() -> tuple[Paragraph, ...]:
    """Text for three pages, each paragraph opening with words of its own."""
    return tuple(
        Paragraph(f"{opening}{CAUSE[4:]} ครั้งที่ {n}")
        for n, opening in enumerate(["ด้วย", "อนึ่ง ", "ทั้งนี้ "] * 5, 1)
    )


@pytest.fixture(scope="session")
def certificate() -> CertificateSheet:
    return CertificateSheet(
        issuer=("สำนักงานพัฒนาชุมชนจังหวัดฉะเชิงเทรา", "กรมการพัฒนาชุมชน กระทรวงมหาดไทย"),
        number="240101-0007/2569",
        name="วิสาหกิจชุมชนกลุ่มทอผ้าบ้านตัวอย่าง",
        kind="กลุ่มผู้ผลิตชุมชน",
        place="เลขที่ 12 หมู่ที่ 3 ตำบลท่าทองหลาง อำเภอบางคล้า จังหวัดฉะเชิงเทรา",
        cohort="ประจำปี พ.ศ. 2569",
        issued_on=dt.date(2026, 11, 20),
        lapses_on=dt.date(2029, 11, 19),
        signature=Signature("นายสมมติ ตัวอย่างดี", ("พัฒนาการจังหวัดฉะเชิงเทรา",)),
        verify_url="https://saan.example.go.th/check/registration/ABCD2345",
    )
