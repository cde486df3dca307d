"""Pictures of every kind become grey pages; bombs and broken files are refused in Thai."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageDraw

from saan.documents.reading import UnreadableDocument, read_document
from saan.documents.reading.scans.pages import DOTS_LIMIT, LONG_SIDE, PAGE_LIMIT, pages_of_picture


def stored(picture, kind, **more):
    held = io.BytesIO()
    picture.save(held, kind, **more)
    return held.getvalue()


def black_square(mode, paper, ink):
    page = Image.new(mode, (200, 300), paper)
    ImageDraw.Draw(page).rectangle((50, 50, 99, 99), fill=ink)
    return page


KINDS = {
    "grey": stored(black_square("L", 255, 0), "PNG"),
    "one bit": stored(black_square("1", 1, 0), "PNG"),
    "one bit tif": stored(black_square("1", 1, 0), "TIFF", compression="group4"),
    "colour": stored(black_square("RGB", "white", "black"), "JPEG", quality=95),
    "cmyk": stored(black_square("CMYK", (0, 0, 0, 0), (0, 0, 0, 255)), "JPEG", quality=95),
    "cmyk tif": stored(black_square("CMYK", (0, 0, 0, 0), (0, 0, 0, 255)), "TIFF"),
    "palette": stored(black_square("RGB", "white", "black").convert("P"), "PNG"),
    "alpha": stored(black_square("RGBA", (0, 0, 0, 0), (0, 0, 0, 255)), "PNG"),
    "grey alpha": stored(black_square("LA", (0, 0), (0, 255)), "PNG"),
    "sixteen bit": stored(black_square("I;16", 65535, 0), "PNG"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_picture_is_black_on_white(kind):
    (scan,) = pages_of_picture(KINDS[kind])
    assert scan.grey.shape == (300, 200)
    assert scan.grey.dtype == np.uint8
    assert scan.grey[60:90, 60:90].max() < 40
    assert scan.grey[150:, :].min() > 215


def test_pages_of_a_tif_come_in_order():
    pages = [black_square("L", 255, shade) for shade in (0, 60, 120)]
    content = stored(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [int(scan.grey[75, 75]) for scan in pages_of_picture(content)] == [0, 60, 120]


def test_a_picture_on_its_side_is_turned_up_as_its_camera_says():
    page = black_square("RGB", "white", "black")
    exif = page.getexif()
    exif[0x0112] = 6
    (scan,) = pages_of_picture(stored(page, "JPEG", exif=exif, quality=95))
    assert scan.grey.shape == (200, 300)


def test_a_stated_resolution_gives_points_and_a_silent_file_is_taken_for_a4():
    (stated,) = pages_of_picture(stored(Image.new("L", (600, 900), 255), "PNG", dpi=(300, 300)))
    assert stated.height == pytest.approx(216, abs=0.1)
    (silent,) = pages_of_picture(stored(Image.new("L", (1654, 2339), 255), "PNG"))
    assert silent.height == pytest.approx(842, abs=1)


def test_a_very_fine_scan_is_reduced_but_keeps_its_size_in_points():
    (scan,) = pages_of_picture(
        stored(Image.new("1", (4960, 7016), 1), "TIFF", compression="group4", dpi=(600, 600))
    )
    assert max(scan.grey.shape) == LONG_SIDE
    assert scan.height == pytest.approx(842, abs=1)


def bomb(width, height):
    """A PNG that states a huge picture in a hundred bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(9_000, 9_000), (12_000, 12_000), (60_000, 60_000), (1, DOTS_LIMIT + 1)])
def test_a_bomb_is_refused_unopened_in_thai(size):
    with pytest.raises(UnreadableDocument, match="ใหญ่เกินที่เปิดได้") as caught:
        read_document(bomb(*size), "ใหญ่.png")
    assert caught.value.code == "too_large"


def refusal(content):
    """The code with which a spoiled picture is refused; empty when it could be read after all."""
    try:
        return "" if all(scan.grey.size for scan in pages_of_picture(content, "เสีย")) else "nothing"
    except UnreadableDocument as error:
        return error.code


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.2, 0.6, 0.9])
def test_a_cut_off_picture_is_refused_as_damaged(kind, share):
    assert refusal(KINDS[kind][: int(len(KINDS[kind]) * share)]) in ("damaged", "")


def test_noise_in_the_file_never_does_more_than_refuse():
    rng, seen = np.random.default_rng(9), set()
    for turn in range(120):
        content = bytearray(KINDS[list(KINDS)[turn % len(KINDS)]])
        for at in rng.integers(0, len(content), 6):
            content[at] = int(rng.integers(256))
        seen.add(refusal(bytes(content)))
    assert seen == {"", "damaged"} or seen == {"", "damaged", "too_large"}


def test_too_many_pages_are_refused():
    page = Image.new("1", (20, 20), 1)
    content = stored(page, "TIFF", save_all=True, append_images=[page] * PAGE_LIMIT)
    with pytest.raises(UnreadableDocument, match=f"{PAGE_LIMIT + 1} หน้า"):
        list(pages_of_picture(content, "หนา.tif"))


def test_a_name_that_lies_is_told():
    with pytest.raises(UnreadableDocument) as caught:
        read_document(KINDS["grey"], "หนังสือ.pdf")
    assert caught.value.code == "mismatch"
