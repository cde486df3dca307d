"""Opens pictures and PDF pages as grey pages of bearable size, whatever their kind, and refuses bombs unopened."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageOps

from saan.documents.reading.document import UnreadableDocument
from saan.documents.reading.scans.ink import Grey

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff"}
"""Kinds of picture that are read, and their media types."""

DOTS_LIMIT = 45_000_000
"""Most pixels of one page that are unpacked; A4 at 600 dpi has 35 million."""

PAGE_LIMIT = 60
"""Most pages of one scan; each takes seconds."""

LONG_SIDE = 3600
"""Pages are reduced to this many pixels on their long side; A4 at 300 dpi has 3508."""

_A4_LONG = 11.69
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    UserWarning,
)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Scan:
    """One page: grey pixels, and how many of them make a point (1/72 inch) of the page as handed in."""

    grey: Grey
    per_point: float

    @property
    def height(self) -> float:
        """Height of the page in points."""
        return self.grey.shape[0] / self.per_point


def media_type(content: bytes, name: str = "") -> str:
    """The media type of a picture; raises UnreadableDocument for a kind that is not read, or a damaged file."""
    return FORMATS[str(_open(content, name).format)]


def pages_of_picture(content: bytes, name: str = "") -> Iterator[Scan]:
    """The pages of a picture one after another; a TIFF may hold many."""
    picture = _open(content, name)
    count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    if count > PAGE_LIMIT:
        raise UnreadableDocument(
            "too_long",
            f"ไฟล์ {name} มีภาพ {count} หน้า เกินที่อ่านได้ {PAGE_LIMIT} หน้า โปรดแยกหนังสือนำส่งออกจากเอกสารแนบ",
        )
    for number in range(count):
        try:
            picture.seek(number)
            _check_dots(picture.size, name)
            yield _scan(picture)
        except UnreadableDocument:
            raise
        except (*_DAMAGED, *_BOMB):
            raise _damaged(name) from None


def page_of_pdf(page: pypdfium2.PdfPage) -> Scan:
    """A PDF page drawn at 300 dpi, less where it is larger than A4."""
    width, height = page.get_size()
    per_point = min(300 / 72, LONG_SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=per_point, grayscale=True)
    grey = np.ascontiguousarray(bitmap.to_numpy().reshape(bitmap.height, bitmap.width))
    return Scan(grey.copy(), per_point)


def _open(content: bytes, name: str) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=list(FORMATS))
    except Image.UnidentifiedImageError:
        raise _damaged(name) from None
    except _BOMB:
        raise _too_many_dots(name, "") from None
    except _DAMAGED:
        raise _damaged(name) from None
    _check_dots(picture.size, name)
    return picture


def _check_dots(size: tuple[int, int], name: str) -> None:
    if size[0] * size[1] > DOTS_LIMIT:
        raise _too_many_dots(name, f" {size[0]:,} × {size[1]:,} จุด")


def _too_many_dots(name: str, size: str) -> UnreadableDocument:
    return UnreadableDocument(
        "too_large",
        f"ภาพ {name} มีขนาด{size} ใหญ่เกินที่เปิดได้ ({DOTS_LIMIT // 1_000_000} ล้านจุดต่อหน้า) "
        "โปรดสแกนใหม่ที่ 300 dpi หรือย่อภาพแล้วส่งอีกครั้ง",
    )


def _damaged(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        "damaged", f"ภาพ {name} เสียหาย เปิดไม่ได้หรือไม่ครบ โปรดสแกนใหม่หรือขอไฟล์ใหม่ (อ่านได้: .png .jpg .tif)"
    )


def _scan(picture: Image.Image) -> Scan:
    resolution = _resolution(picture)
    grey = _grey(picture)
    if resolution is None:
        resolution = max(grey.size) / _A4_LONG
    long = max(grey.size)
    if long > LONG_SIDE:
        grey = grey.resize(
            tuple(max(1, round(side * LONG_SIDE / long)) for side in grey.size), Image.Resampling.BOX
        )
        resolution *= LONG_SIDE / long
    return Scan(np.array(grey), resolution / 72)


def _grey(picture: Image.Image) -> Image.Image:
    """Eight-bit grey, upright, on white where it was transparent."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I") or upright.mode == "F":
        values = np.asarray(upright, dtype=np.float64)
        return Image.fromarray((values * (255 / max(values.max(), 1.0))).clip(0, 255).astype(np.uint8))
    if upright.has_transparency_data:
        clear = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    return upright.convert("L")


def _resolution(picture: Image.Image) -> float | None:
    """Dots to the inch as the file states them; None where it is silent or states what no scanner does."""
    try:
        stated = float(picture.info["dpi"][0])
    except (KeyError, IndexError, TypeError, ValueError, ZeroDivisionError):
        return None
    return stated if 100 <= stated <= 1300 else None
