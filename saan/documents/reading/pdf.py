"""Text and positions of PDF files; pages that are pictures are read like scans, or refused with what to do."""

import pypdfium2
import pypdfium2.raw as pdfium_c

from saan.documents.reading.document import PDF, Box, DocumentText, UnreadableDocument
from saan.documents.reading.laying import Printed, lay_out
from saan.documents.reading.repair import repair_line

PAGE_LIMIT = 300
_LETTERS_A_PAGE = 15


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
        scanned = [
            i for i in range(count) if _letters(pages[i]) < _LETTERS_A_PAGE and _has_picture(document[i])
        ]
        told, lacking = _read_off(document, pages, scanned) if scanned else ((), "")
    except pypdfium2.PdfiumError:
        raise _damaged(name) from None
    finally:
        document.close()
    if sum(map(_letters, pages)) < _LETTERS_A_PAGE:
        raise _scanned(name, lacking)
    empty = [i + 1 for i, page in enumerate(pages) if _letters(page) < _LETTERS_A_PAGE]
    return lay_out(pages, PDF, _warnings(empty) + told)


def _read_off(
    document: pypdfium2.PdfDocument, pages: list[list[Printed]], scanned: list[int]
) -> tuple[tuple[str, ...], str]:
    """Fill in the pages that are pictures; (warnings, what this machine lacks for reading scans)."""
    from saan.documents.reading import scans

    lacking = scans.missing()
    if lacking:
        return (), lacking
    found = []
    for i in scanned[: scans.PAGE_LIMIT]:
        seen = scans.read_page_of_pdf(document[i])
        if _letters(seen) > _letters(pages[i]):
            pages[i] = seen
            found.append(seen)
    return scans.warnings_of(found) if found else (), ""


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    """Anything drawn at all: a picture, or letters turned into outlines."""
    drawn = next(iter(page.get_objects(max_depth=2)), None) is not None
    page.close()
    return drawn


def _letters(page: list[Printed]) -> int:
    return sum(len(line.text) for line in page)


def _scanned(name: str, lacking: str) -> UnreadableDocument:
    why = lacking or "และในภาพไม่มีตัวหนังสือที่อ่านได้"
    return UnreadableDocument(
        "scanned",
        f"ไฟล์ {name} เป็นภาพสแกน ไม่มีตัวอักษรให้อ่าน {why} "
        "โปรดขอไฟล์ต้นฉบับจากหน่วยงานเจ้าของหนังสือ หรือพิมพ์ข้อความลงในระบบ",
    )


def _open(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise UnreadableDocument(
                "encrypted", f"ไฟล์ {name} ตั้งรหัสผ่านไว้ ระบบเปิดไม่ได้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่านแล้วส่งอีกครั้ง"
            ) from None
        raise _damaged(name) from None


def _damaged(name: str) -> UnreadableDocument:
    return UnreadableDocument("damaged", f"ไฟล์ {name} เสียหายหรือไม่ใช่ PDF ที่ถูกต้อง โปรดบันทึกหรือขอไฟล์ใหม่")


def _page(page: pypdfium2.PdfPage) -> list[Printed]:
    layer = page.get_textpage()
    text = layer.get_text_range()
    found, at = [], 0
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        if line.strip():
            found.append(Printed(repair_line(line), _box(layer, at, len(line))))
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


def _warnings(empty: list[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    pages = ", ".join(map(str, empty))
    return (f"หน้า {pages} ไม่มีตัวอักษรให้อ่าน อาจเป็นภาพสแกนหรือหน้าว่าง",)
