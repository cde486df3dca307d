"""Pictures as they come from a telephone, made fit to keep: upright, small, and silent about where they were taken.

Pure, like `rules`. Everything a camera writes beside the picture is left behind; of the place only latitude and
longitude are written back, and only where that is wanted.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from saan.kernel.refusals import Refused

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = {"JPEG": 60_000_000, "MPO": 60_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""JPEG is read at the size wanted; the others fill the memory with every point they have."""
LEAST_SIDE = 200
FULL, THUMBNAIL = 1600, 400
QUALITY = 84
MEDIA_TYPE = "image/jpeg"
_GPS = 0x8825
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = 1, 2, 3, 4
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True)
class Picture:
    """A picture and its small copy, both JPEG; `place` is latitude and longitude in degrees, if kept."""

    full: bytes
    thumbnail: bytes
    width: int
    height: int
    place: tuple[float, float] | None


def prepared(data: bytes, *, keep_place: bool) -> Picture:
    """The picture as it will be kept. Refused at `photo`: other formats, too large or too small, or broken."""
    if len(data) > MOST_BYTES:
        raise Refused(
            f"ภาพใหญ่เกิน {MOST_BYTES // 1024 // 1024} เมกะไบต์ ตั้งกล้องให้ถ่ายเล็กลง หรือย่อภาพก่อนแล้วส่งใหม่",
            field="photo",
        )
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise Refused(
            "ภาพนี้เป็นชนิด HEIC ของโทรศัพท์ ระบบยังอ่านไม่ได้ ในโทรศัพท์ให้ตั้งค่ากล้องเป็น “รองรับได้มากที่สุด” หรือบันทึกภาพเป็น JPG แล้วส่งใหม่",
            field="photo",
        )
    try:
        return _made(data, keep_place)
    except (UnidentifiedImageError, Image.DecompressionBombError) as odd:
        raise Refused("แฟ้มนี้ไม่ใช่ภาพ JPG PNG หรือ WebP โปรดเลือกภาพใหม่", field="photo") from odd
    except (OSError, ValueError, SyntaxError) as broken:
        raise Refused("ภาพนี้เสียหาย เปิดได้ไม่ครบ โปรดเลือกภาพใหม่", field="photo") from broken


def _made(data: bytes, keep_place: bool) -> Picture:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as came:
        _refuse_size(*came.size, MOST_PIXELS[came.format or ""])
        place = place_of(came) if keep_place else None
        came.draft("RGB", (FULL * 2, FULL * 2))
        full = _fitted(_plain(ImageOps.exif_transpose(came)), FULL)
    return Picture(_written(full, place), _written(_fitted(full, THUMBNAIL), None), *full.size, place)


def _refuse_size(width: int, height: int, most: int) -> None:
    if width * height > most:
        raise Refused(f"ภาพละเอียดเกินไป ({width:,} × {height:,} จุด) โปรดย่อภาพก่อน", field="photo")
    if min(width, height) < LEAST_SIDE:
        raise Refused(
            f"ภาพเล็กเกินไป ({width} × {height} จุด) ต้องกว้างและสูงอย่างน้อย {LEAST_SIDE} จุด", field="photo"
        )


def _plain(came: Image.Image) -> Image.Image:
    """The picture in the colours that every screen shows, on white where it was clear."""
    profile = came.info.get("icc_profile")
    if profile and came.mode in ("RGB", "RGBA"):
        came = _in_common_colours(came, profile)
    if came.mode in ("RGBA", "LA", "PA") or "transparency" in came.info:
        clear = came.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return came.convert("RGB")


def _in_common_colours(came: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(came, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return came
    return turned if turned is not None else came


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    smaller = picture.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
    return smaller


def _written(picture: Image.Image, place: tuple[float, float] | None) -> bytes:
    picture.info.clear()
    exif = b""
    if place is not None:
        kept = Image.Exif()
        kept[_GPS] = _directory(*place)
        exif = kept.tobytes()
    into = io.BytesIO()
    picture.save(into, "JPEG", quality=QUALITY, optimize=True, progressive=True, exif=exif)
    return into.getvalue()


def _directory(latitude: float, longitude: float) -> dict[int, object]:
    return {
        _LATITUDE_REF: "N" if latitude >= 0 else "S",
        _LATITUDE: _sexagesimal(latitude),
        _LONGITUDE_REF: "E" if longitude >= 0 else "W",
        _LONGITUDE: _sexagesimal(longitude),
    }


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    """Degrees, minutes and seconds, to a hundredth of a second."""
    hundredths = round(abs(degrees) * 360_000)
    whole, rest = divmod(hundredths, 360_000)
    minutes, seconds = divmod(rest, 6_000)
    return float(whole), float(minutes), seconds / 100


def place_of(picture: Image.Image) -> tuple[float, float] | None:
    """Latitude and longitude as the camera wrote them; None where it did not, or wrote what no place has."""
    directory = picture.getexif().get_ifd(_GPS)
    try:
        latitude = _degrees(directory[_LATITUDE], directory[_LATITUDE_REF], "S")
        longitude = _degrees(directory[_LONGITUDE], directory[_LONGITUDE_REF], "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _degrees(parts: tuple[float, float, float], side: str, negative: str) -> float:
    degrees = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    return -degrees if side.strip("\x00 ").upper() == negative else degrees
