"""What a file is, told by its first bytes."""

import io
import re
import zipfile
from pathlib import Path

from saan.documents.reading.document import DOCX, HTML, MAIL, PDF, PICTURE, TXT, UnreadableDocument

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
_HEAD = 1024
_PAGE_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MAIL_HEAD = re.compile(
    rb"(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|From|X-[A-Za-z-]+): [^\n]+\r?\n"
    rb"(?:[ \t][^\n]*\n|[A-Za-z-]+:[^\n]*\n)*?(?:MIME-Version|Content-Type|Message-ID|Received):",
    re.IGNORECASE,
)


def media_type(content: bytes, name: str) -> str:
    """TXT, HTML, MAIL, PDF, DOCX or PICTURE; raises UnreadableDocument, saying what the file is instead."""
    head = content[:_HEAD]
    suffix = Path(name).suffix.lower()
    if suffix == ".eml" or (suffix != ".txt" and _MAIL_HEAD.match(head)):
        return MAIL
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(content, name)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableDocument(
            "old_office",
            f"ไฟล์ {name} เป็น Word หรือ Excel รุ่นเก่า (.doc, .xls) ระบบอ่านไม่ได้ โปรดบันทึกเป็น .docx หรือ .pdf แล้วส่งใหม่",
        )
    if head.startswith(_PICTURES):
        return PICTURE
    if head.startswith(b"GIF8") or (head.startswith(b"BM") and Path(name).suffix.lower() == ".bmp"):
        raise UnreadableDocument(
            "image",
            f"ไฟล์ {name} เป็นภาพชนิดที่ระบบไม่อ่าน โปรดบันทึกเป็น .png .jpg หรือ .tif หรือส่งไฟล์ต้นฉบับ .pdf หรือ .docx",
        )
    if head.startswith(b"{\\rtf"):
        raise UnreadableDocument(
            "unknown", f"ไฟล์ {name} เป็น RTF ระบบอ่านไม่ได้ โปรดบันทึกเป็น .docx หรือ .pdf แล้วส่งใหม่"
        )
    if suffix in (".html", ".htm") or (suffix != ".txt" and _PAGE_HEAD.match(head)):
        return HTML
    return TXT


def _in_zip(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableDocument("damaged", f"ไฟล์ {name} เสียหาย เปิดไม่ได้ โปรดบันทึกหรือส่งไฟล์ใหม่") from None
    if "word/document.xml" in names:
        return DOCX
    raise UnreadableDocument(
        "unknown",
        f"ไฟล์ {name} ไม่ใช่เอกสาร Word (อาจเป็น Excel หรือไฟล์บีบอัด) "
        "ระบบอ่านหนังสือจาก .txt .pdf .docx และภาพสแกน โปรดแปลงแล้วส่งใหม่",
    )
