"""Opens a file by what it is, not by what it is called, and says in Thai when that cannot be done."""

import os
from collections.abc import Callable
from pathlib import Path

from saan.documents.reading import plain
from saan.documents.reading.document import (
    DOCX,
    PDF,
    PICTURE,
    SIZE_LIMIT,
    TXT,
    DocumentText,
    UnreadableDocument,
)
from saan.documents.reading.sniffing import media_type

_SUFFIXES = {
    ".pdf": PDF,
    ".docx": DOCX,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), PICTURE),
}
_KIND = {PDF: "PDF", DOCX: "Word (.docx)", TXT: "ข้อความ", PICTURE: "ภาพ"}


def read_document(source: str | os.PathLike[str] | bytes, name: str = "") -> DocumentText:
    """The text of a .txt, .pdf or .docx file or of a scan (.png, .jpg, .tif), given as path or bytes.

    Raises UnreadableDocument for what cannot be read; a file above SIZE_LIMIT is refused unread.
    """
    name = name or ("" if isinstance(source, bytes) else Path(source).name)
    content = source if isinstance(source, bytes) else _load(Path(source), name)
    _check_size(len(content), name)
    found = media_type(content, name)
    expected = _SUFFIXES.get(Path(name).suffix.lower())
    if expected and expected != found:
        raise UnreadableDocument(
            "mismatch",
            f"ไฟล์ {name} ลงท้ายเป็น {Path(name).suffix} แต่เนื้อไฟล์ไม่ใช่ {_KIND[expected]} "
            "ไฟล์อาจเสียหรือถูกเปลี่ยนชื่อ โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่",
        )
    return _reader(found)(content, name)


def _reader(found: str) -> Callable[[bytes, str], DocumentText]:
    """The reader of a media type; the heavy ones are imported only when needed."""
    if found == PDF:
        from saan.documents.reading import pdf

        return pdf.read
    if found == DOCX:
        from saan.documents.reading import word

        return word.read
    if found == PICTURE:
        from saan.documents.reading import scans

        return scans.read_picture
    return plain.read


def _load(path: Path, name: str) -> bytes:
    try:
        _check_size(path.stat().st_size, name)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument("missing", f"ไม่พบไฟล์ {path} โปรดตรวจชื่อและที่เก็บไฟล์") from None
    except (IsADirectoryError, PermissionError):
        raise UnreadableDocument(
            "missing", f"เปิดไฟล์ {path} ไม่ได้ เป็นโฟลเดอร์หรือไม่มีสิทธิ์อ่าน โปรดเลือกไฟล์อื่น"
        ) from None


def _check_size(size: int, name: str) -> None:
    if size == 0:
        raise UnreadableDocument("empty", f"ไฟล์ {name} ว่างเปล่า (0 ไบต์) การส่งอาจขาดตอน โปรดส่งไฟล์ใหม่")
    if size > SIZE_LIMIT:
        megabytes = size / 1024 / 1024
        raise UnreadableDocument(
            "too_large",
            f"ไฟล์ {name} ใหญ่ {megabytes:.1f} MB เกินที่รับได้ {SIZE_LIMIT // 1024 // 1024} MB "
            "โปรดแยกสิ่งที่ส่งมาด้วยเป็นคนละไฟล์ หรือลดความละเอียดของภาพแล้วส่งใหม่",
        )
