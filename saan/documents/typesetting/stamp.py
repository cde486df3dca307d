"""Puts receive stamps, or the number it goes out under, on a copy of a paper; the file itself is kept as it came."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import typst

from saan.documents.reading.document import PDF, TXT, UnreadableDocument
from saan.documents.reading.plain import decode
from saan.documents.typesetting.blank_places import Place, blank_places
from saan.documents.typesetting.engine import typeset, typeset_with_files
from saan.documents.typesetting.words import cut
from saan.kernel.dates import format_long, format_short, format_time
from saan.kernel.digits import to_thai

PICTURES = ("image/png", "image/jpeg")


class StampError(ValueError):
    """The file cannot be stamped; str is a Thai sentence that says why and what to do."""


@dataclass(frozen=True)
class ReceiveStamp:
    """What a receiving office notes on the paper: its name, its receive number, the day and, when kept, the time."""

    office: str
    number: str
    date: dt.date
    time: dt.time | None = None


@dataclass(frozen=True)
class NumberMark:
    """What a sending office notes on a paper that was signed before it had a number: its number and its day."""

    number: str
    date: dt.date


def stamp_copy(original: bytes, media_type: str, *stamps: ReceiveStamp | NumberMark) -> bytes:
    """A PDF copy of the original with the stamps on its first page, 50 × 25 mm each, from the top right corner.

    Each stamp takes the first blank place, so stamps of several offices never cover each other. Takes PDF, plain text
    and pictures (PNG, JPEG). ``StampError`` for other kinds, and for files that cannot be opened.
    """
    source = _as_pdf(original, media_type)
    try:
        sizes, places = _survey(source, len(stamps))
        model = {"pages": sizes, "stamps": [_model(*pair) for pair in zip(stamps, places, strict=True)]}
        return typeset_with_files("stamp.typ", model, {"original.pdf": source})
    except (pypdfium2.PdfiumError, typst.TypstError) as fault:
        raise StampError(
            "เปิดไฟล์ PDF นี้เพื่อประทับตราไม่ได้ ไฟล์อาจเสียหรือตั้งรหัสผ่านไว้ โปรดบันทึกใหม่แบบไม่มีรหัสผ่าน"
        ) from fault


def _as_pdf(original: bytes, media_type: str) -> bytes:
    if media_type == PDF:
        return original
    if media_type in PICTURES:
        return _picture_page(original)
    if media_type.startswith(TXT):
        return _text_pages(original)
    raise StampError(
        f"ประทับตราบนสำเนาได้เฉพาะไฟล์ PDF ข้อความ และภาพ PNG หรือ JPEG ไฟล์นี้เป็น {media_type} โปรดแปลงเป็น PDF ก่อน"
    )


def _text_pages(original: bytes) -> bytes:
    try:
        text, _ = decode(original)
    except UnreadableDocument as fault:
        raise StampError("ไฟล์นี้ไม่ใช่ข้อความที่อ่านได้ โปรดบันทึกเป็นข้อความแบบ UTF-8 หรือเป็น PDF แล้วลองอีกครั้ง") from fault
    lines = text.lstrip("\ufeff").expandtabs(4).replace("\f", "\n").splitlines()
    return typeset("plain.typ", {"picture": None, "lines": [line.strip("\r") for line in lines]})


def _picture_page(original: bytes) -> bytes:
    try:
        return typeset("plain.typ", {"picture": list(original), "lines": []})
    except typst.TypstError as fault:
        raise StampError("เปิดภาพนี้เพื่อประทับตราไม่ได้ ไฟล์อาจเสีย โปรดสแกนหรือบันทึกใหม่เป็น PNG JPEG หรือ PDF") from fault


def _survey(source: bytes, count: int) -> tuple[list[tuple[float, float]], Sequence[Place]]:
    """The size of every page in millimetres, and where stamps may stand on the first."""
    with pypdfium2.PdfDocument(source) as document:
        sizes = [tuple(side * 25.4 / 72 for side in page.get_size()) for page in document]
        return sizes, blank_places(document[0], count)


def _model(stamp: ReceiveStamp | NumberMark, place: Place) -> dict[str, Any]:
    if isinstance(stamp, NumberMark):
        written = {"number": to_thai(stamp.number), "date": format_long(stamp.date, thai_digits=True)}
        return {"kind": "number", "x": place.x, "y": place.y, **written}
    return {
        "kind": "received",
        "x": place.x,
        "y": place.y,
        "office": [(word.text, word.whole) for word in cut(to_thai(stamp.office))],
        "number": to_thai(stamp.number),
        "date": format_short(stamp.date, thai_digits=True),
        "time": format_time(stamp.time, thai_digits=True) if stamp.time else "",
    }
