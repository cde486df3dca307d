"""The picture of one line, to be shown beside what was read there."""

import io

import pypdfium2
from PIL import Image

from saan.documents.reading.document import Box, UnreadableDocument
from saan.documents.reading.scans.pages import Scan, page_of_pdf, pages_of_picture

_AROUND = 0.15
_TALLEST = 160


def line_image(content: bytes, page: int, box: Box) -> bytes:
    """PNG of the box (``Line.box``: points from the lower left corner) on a page counted from 1, with a little more.

    Works for scans and for born-digital PDF alike. Raises UnreadableDocument for a page that the file does not have.
    """
    scan = _page(content, page)
    left, bottom, right, top = box
    room = _AROUND * (top - bottom)
    edges = (left - 2 * room, scan.height - top - room, right + 2 * room, scan.height - bottom + room)
    x0, y0, x1, y1 = (round(edge * scan.per_point) for edge in edges)
    width, height = scan.grey.shape[1], scan.grey.shape[0]
    x0, y0 = min(max(0, x0), width - 1), min(max(0, y0), height - 1)
    strip = Image.fromarray(scan.grey[y0 : max(y0 + 1, min(y1, height)), x0 : max(x0 + 1, min(x1, width))])
    if strip.height > _TALLEST:
        strip = strip.resize(
            (max(1, strip.width * _TALLEST // strip.height), _TALLEST), Image.Resampling.LANCZOS
        )
    held = io.BytesIO()
    strip.save(held, "PNG", optimize=True)
    return held.getvalue()


def _page(content: bytes, page: int) -> Scan:
    if b"%PDF-" not in content[:1024]:
        for number, scan in enumerate(pages_of_picture(content), start=1):
            if number == page:
                return scan
        raise _no_such_page(page)
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise UnreadableDocument("damaged", "ไฟล์ PDF เสียหายหรือมีรหัสผ่าน แสดงภาพของบรรทัดไม่ได้") from None
    try:
        if not 1 <= page <= len(document):
            raise _no_such_page(page)
        return page_of_pdf(document[page - 1])
    finally:
        document.close()


def _no_such_page(page: int) -> UnreadableDocument:
    return UnreadableDocument("missing", f"ไฟล์ไม่มีหน้า {page} จึงแสดงภาพของบรรทัดไม่ได้ โปรดเลือกหน้าอื่น")
