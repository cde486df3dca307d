"""Text of Word files: paragraphs and tables in their order."""

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from saan.documents.reading.document import DOCX, DocumentText, Line, UnreadableDocument

UNPACKED_LIMIT = 200 * 1024 * 1024
_RATIO_LIMIT = 200
_RATIO_FROM = 5 * 1024 * 1024
_DEPTH = 5


def read(content: bytes, name: str) -> DocumentText:
    """Paragraphs as lines, table rows as tab-separated lines; raises UnreadableDocument for spoilt packages."""
    _check_package(content, name)
    try:
        document = docx.Document(io.BytesIO(content))
        rows = list(_rows(document, 0))
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        zipfile.BadZipFile,
        SyntaxError,
        zlib.error,
        OSError,
        RuntimeError,
    ):
        raise UnreadableDocument(
            "damaged", f"ไฟล์ {name} เสียหาย เปิดเป็นเอกสาร Word ไม่ได้ โปรดบันทึกใหม่แล้วส่งอีกครั้ง"
        ) from None
    text = "\n".join(rows)
    if not text.strip():
        raise UnreadableDocument(
            "empty", f"ไฟล์ {name} ไม่มีข้อความ อาจวางหนังสือเป็นรูปภาพไว้ในเอกสาร โปรดส่งไฟล์ที่พิมพ์เป็นตัวอักษร"
        )
    lines, at = [], 0
    for row in rows:
        lines.append(Line(at, at + len(row)))
        at += len(row) + 1
    return DocumentText(text, ((0, len(text)),), tuple(lines), DOCX, _numbering(document))


def _check_package(content: bytes, name: str) -> None:
    """A small file that unpacks to a huge one is refused before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sizes = [(info.file_size, info.compress_size) for info in archive.infolist()]
    total = sum(size for size, _ in sizes)
    bomb = any(size > _RATIO_FROM and size > _RATIO_LIMIT * max(packed, 1) for size, packed in sizes)
    if total > UNPACKED_LIMIT or bomb:
        raise UnreadableDocument(
            "bomb",
            f"ไฟล์ {name} บีบอัดผิดปกติ เมื่อคลายแล้วใหญ่ {total // 1024 // 1024} MB ระบบไม่เปิดเพื่อความปลอดภัย "
            "โปรดบันทึกเอกสารใหม่แล้วส่งอีกครั้ง",
        )


def _rows(holder: Document | _Cell, depth: int) -> Iterator[str]:
    for block in holder.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from block.text.replace("\r", "").split("\n")
        elif isinstance(block, Table) and depth < _DEPTH:
            yield from _table(block, depth)


def _table(table: Table, depth: int) -> Iterator[str]:
    for row in table.rows:
        seen, cells = set(), []
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                cells.append(" ".join(part for part in _rows(cell, depth + 1) if part.strip()))
        yield "\t".join(cells)


def _numbering(document: Document) -> tuple[str, ...]:
    """Automatic list numbers are not text; their reader should know they are missing."""
    numbered = any(p._p.pPr is not None and p._p.pPr.numPr is not None for p in document.paragraphs)
    return ("เลขข้ออัตโนมัติของ Word ไม่ติดมากับข้อความ โปรดตรวจลำดับข้อ",) if numbered else ()
