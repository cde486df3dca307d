"""Plain text in the encodings that Thai offices use; what is returned is exactly the decoded file."""

import re

from saan.documents.reading.document import TXT, DocumentText, Line, UnreadableDocument

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_THAI_BYTES = re.compile(rb"[\xa1-\xda\xdf-\xfb]")
_ODD_C1 = re.compile(rb"[\x80-\x84\x86-\x90\x98-\x9f\xdb-\xde\xfc-\xff]")


def read(content: bytes, name: str) -> DocumentText:
    """The decoded file; raises UnreadableDocument for bytes that are no text."""
    text, warnings = decode(content, name)
    if not text.strip("\ufeff \t\r\n\f"):
        raise UnreadableDocument("empty", f"ไฟล์ {name} ไม่มีข้อความ มีแต่ช่องว่าง โปรดตรวจไฟล์แล้วส่งใหม่")
    pages = _pages(text)
    return DocumentText(text, pages, _lines(text, pages), TXT, warnings)


def decode(content: bytes, name: str = "") -> tuple[str, tuple[str, ...]]:
    """(text, warnings). Unicode first, then the Thai code page; a byte order mark stays as a character."""
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _binary(text):
            old = encoding == "cp874"
            return text, ("ไฟล์ใช้รหัสภาษาไทยแบบเก่า (TIS-620) อ่านแล้วแปลงให้ โปรดตรวจตัวอักษรพิเศษ",) if old else ()
    raise UnreadableDocument(
        "binary",
        f"ไฟล์ {name} ไม่ใช่ไฟล์ข้อความ หรือใช้รหัสอักขระที่ระบบไม่รู้จัก โปรดบันทึกเป็นข้อความแบบ UTF-8 หรือส่งเป็น .pdf หรือ .docx",
    )


def _candidates(content: bytes) -> list[str]:
    if content.startswith(b"\xff\xfe"):
        return ["utf-16-le"]
    if content.startswith(b"\xfe\xff"):
        return ["utf-16-be"]
    wide = _wide(content[:4096])
    if wide:
        return [wide]
    thai = len(_THAI_BYTES.findall(content[:65536]))
    odd = len(_ODD_C1.findall(content[:65536]))
    return ["utf-8", *(["cp874"] if thai > 20 * odd else [])]


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: Thai letters have 0x0E, Latin ones 0x00, in every other byte."""
    even, odd = head[0::2], head[1::2]
    if not odd:
        return None
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        share = sum(b in (0x00, 0x0E) for b in high) / len(high)
        other = sum(b in (0x00, 0x0E) for b in low) / max(len(low), 1)
        if share > 0.9 and other < 0.3:
            return encoding
    return None


def _binary(text: str) -> bool:
    sample = text[:65536]
    return "\x00" in sample or len(_CONTROL.findall(sample)) > len(sample) / 200


def _pages(text: str) -> tuple[tuple[int, int], ...]:
    starts = [0, *(match.end() for match in re.finditer("\f", text))]
    return tuple(zip(starts, [*(start - 1 for start in starts[1:]), len(text)], strict=True))


def _lines(text: str, pages: tuple[tuple[int, int], ...]) -> tuple[Line, ...]:
    found, page = [], 0
    for match in re.finditer(r"[^\r\n\f]*(?:\r\n|[\r\n\f]|$)", text):
        while page + 1 < len(pages) and match.start() >= pages[page + 1][0]:
            page += 1
        end = match.start() + len(match.group().rstrip("\r\n\f"))
        if match.end() > match.start():
            found.append(Line(match.start(), end, page + 1))
    return tuple(found)
