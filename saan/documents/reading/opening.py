"""Opens a file by what it is, not by what it is called, and says in Thai when that cannot be done."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from saan.documents.reading import plain
from saan.documents.reading.document import (
    DOCX,
    HTML,
    MAIL,
    PDF,
    PICTURE,
    SIZE_LIMIT,
    TXT,
    DocumentText,
    Part,
    UnreadableDocument,
)
from saan.documents.reading.sniffing import media_type

_SUFFIXES = {
    ".pdf": PDF,
    ".docx": DOCX,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), PICTURE),
}
_KIND = {PDF: "PDF", DOCX: "Word (.docx)", TXT: "ข้อความ", PICTURE: "ภาพ"}
_MAIL_IN_MAIL = 3


def read_document(source: str | os.PathLike[str] | bytes, name: str = "") -> DocumentText:
    """The text of a .txt, .html, .pdf or .docx file or of a scan (.png, .jpg, .tif), given as path or bytes.

    Of mail (.eml) the first attachment that can be read, else what the mail itself says; ``read_documents`` gives all.
    Raises UnreadableDocument for what cannot be read; a file above SIZE_LIMIT is refused unread.
    """
    content, name = _content(source, name)
    found = _type(content, name)
    return _of_mail(content, name) if found == MAIL else _reader(found)(content, name)


def read_documents(source: str | os.PathLike[str] | bytes, name: str = "") -> tuple[Part, ...]:
    """Every document that a file holds: one, or of mail (.eml) what it says and then each attachment.

    Raises UnreadableDocument where the file itself cannot be read; an attachment that cannot is told in its part.
    """
    content, name = _content(source, name)
    found = _type(content, name)
    return (
        tuple(_mail_parts(content, name, 0))
        if found == MAIL
        else (Part(name, _reader(found)(content, name), content=content),)
    )


def _of_mail(content: bytes, name: str) -> DocumentText:
    body, *attached = _mail_parts(content, name, 0)
    readable = [part for part in attached if part.document]
    chosen = readable[0] if readable else body
    assert chosen.document
    others = [part.name for part in (body, *attached) if part is not chosen]
    told = (f"อ่านจากไฟล์ {chosen.name} ในอีเมล {name}",) if readable else ()
    left = (f"ในอีเมลยังมี {', '.join(others)} โปรดเปิดดูด้วย",) if others and readable else ()
    return replace(chosen.document, warnings=(*chosen.document.warnings, *told, *left))


def _mail_parts(content: bytes, name: str, depth: int) -> Iterator[Part]:
    from saan.documents.reading import mail

    message = mail.parse(content)
    yield Part(name, mail.body(message, name), content=content)
    for count, (inner, data) in enumerate(mail.attachments(message), 1):
        if count > mail.PART_LIMIT:
            yield Part(inner, None, f"อีเมล {name} มีไฟล์แนบมากกว่า {mail.PART_LIMIT} ไฟล์ ที่เหลือไม่ได้อ่าน โปรดส่งแยก")
            return
        try:
            _check_size(len(data), inner)
            found = _type(data, inner)
            if found != MAIL:
                yield Part(inner, _reader(found)(data, inner), content=data)
            elif depth < _MAIL_IN_MAIL:
                yield from _mail_parts(data, inner, depth + 1)
        except UnreadableDocument as error:
            yield Part(inner, None, str(error), data)


def _content(source: str | os.PathLike[str] | bytes, name: str) -> tuple[bytes, str]:
    name = name or ("" if isinstance(source, bytes) else Path(source).name)
    content = source if isinstance(source, bytes) else _load(Path(source), name)
    _check_size(len(content), name)
    return content, name


def _type(content: bytes, name: str) -> str:
    """What the file is; raises UnreadableDocument where its name says something else."""
    found = media_type(content, name)
    expected = _SUFFIXES.get(Path(name).suffix.lower())
    if expected and expected != found:
        raise UnreadableDocument(
            "mismatch",
            f"ไฟล์ {name} ลงท้ายเป็น {Path(name).suffix} แต่เนื้อไฟล์ไม่ใช่ {_KIND[expected]} "
            "ไฟล์อาจเสียหรือถูกเปลี่ยนชื่อ โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่",
        )
    return found


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
    if found == HTML:
        from saan.documents.reading import html

        return html.read
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
