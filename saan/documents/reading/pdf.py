"""Text and positions of born-digital PDF files; scans are refused with a word on what to do."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium_c

from saan.documents.reading.document import PDF, Box, DocumentText, Line, UnreadableDocument
from saan.documents.reading.repair import repair_line

PAGE_LIMIT = 300
_LETTERS_A_PAGE = 15
_CHARACTER = 6.0


@dataclass(frozen=True, slots=True)
class _Printed:
    text: str
    box: Box | None


def read(content: bytes, name: str) -> DocumentText:
    """The text layer, repaired; gaps between paragraphs become blank lines, indents become blanks."""
    document = _open(content, name)
    try:
        count = len(document)
        if count > PAGE_LIMIT:
            raise UnreadableDocument(
                "too_long",
                f"ไฟล์ {name} มี {count} หน้า เกินที่รับได้ {PAGE_LIMIT} หน้า โปรดแยกหนังสือนำส่งออกจากเอกสารแนบ",
            )
        pages = [_page(document[i]) for i in range(count)]
    finally:
        document.close()
    letters = [sum(len(p.text) for p in page) for page in pages]
    if sum(letters) < _LETTERS_A_PAGE:
        raise UnreadableDocument(
            "scanned",
            f"ไฟล์ {name} เป็นภาพสแกน ไม่มีตัวอักษรให้อ่าน เอกสารเป็นภาพสแกนต้องผ่านการอ่านภาพเป็นขั้นตอนแยก "
            "โปรดขอไฟล์ต้นฉบับจากหน่วยงานเจ้าของหนังสือ หรือพิมพ์ข้อความลงในระบบ",
        )
    empty = [i + 1 for i, n in enumerate(letters) if n < _LETTERS_A_PAGE]
    return _assemble(pages, _warnings(empty))


def _open(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise UnreadableDocument(
                "encrypted", f"ไฟล์ {name} ตั้งรหัสผ่านไว้ ระบบเปิดไม่ได้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่านแล้วส่งอีกครั้ง"
            ) from None
        raise UnreadableDocument(
            "damaged", f"ไฟล์ {name} เสียหายหรือไม่ใช่ PDF ที่ถูกต้อง โปรดบันทึกหรือขอไฟล์ใหม่"
        ) from None


def _page(page: pypdfium2.PdfPage) -> list[_Printed]:
    layer = page.get_textpage()
    text = layer.get_text_range()
    found, at = [], 0
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        if line.strip():
            found.append(_Printed(repair_line(line), _box(layer, at, len(line))))
        at += len(raw) + 1
    layer.close()
    page.close()
    return found


def _box(layer: pypdfium2.PdfTextPage, start: int, length: int) -> Box | None:
    count = layer.count_rects(start, length)
    boxes = [layer.get_rect(i) for i in range(min(count, 60))]
    if not boxes:
        return None
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _assemble(pages: list[list[_Printed]], warnings: tuple[str, ...]) -> DocumentText:
    pieces: list[str] = []
    lines: list[Line] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for number, page in enumerate(pages, start=1):
        start = at
        edge = min((p.box[0] for p in page if p.box), default=0.0)
        pitch = _pitch(page)
        previous: Box | None = None
        for printed in page:
            lead = "\n" if _apart(previous, printed.box, pitch) else ""
            indent = " " * min(60, round((printed.box[0] - edge) / _CHARACTER)) if printed.box else ""
            pieces.append(f"{lead}{indent}{printed.text}\n")
            begin = at + len(lead)
            lines.append(Line(begin, begin + len(indent) + len(printed.text), number, printed.box))
            at += len(pieces[-1])
            previous = printed.box
        spans.append((start, at))
        pieces.append("\f" if number < len(pages) else "")
        at += len(pieces[-1])
    return DocumentText("".join(pieces), tuple(spans), tuple(lines), PDF, warnings)


def _pitch(page: list[_Printed]) -> float:
    tops = [p.box[3] for p in page if p.box]
    steps = [a - b for a, b in pairwise(tops) if a - b > 1]
    return median(steps) if steps else 0.0


def _apart(previous: Box | None, box: Box | None, pitch: float) -> bool:
    """White of a third of a line above tells a new paragraph; less can come from stacked marks."""
    return bool(previous and box and pitch and previous[3] - box[3] > 1.33 * pitch)


def _warnings(empty: list[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    pages = ", ".join(map(str, empty))
    return (f"หน้า {pages} ไม่มีตัวอักษรให้อ่าน อาจเป็นภาพสแกนหรือหน้าว่าง",)
