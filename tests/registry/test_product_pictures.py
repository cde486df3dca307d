"""Pictures: upright, small, and silent about where they were taken unless that is wanted."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from saan.kernel.refusals import Refused
from saan.registry.product_pictures import (
    FULL,
    MOST_BYTES,
    THUMBNAIL,
    place_of,
    prepared,
)  # fmt: skip

_GPS, _ORIENTATION, _MAKE, _CAMERA_TIME = 0x8825, 0x0112, 0x010F, 0x0132
BANG_KHLA = {1: "N", 2: (13.0, 43.0, 12.34), 3: "E", 4: (101.0, 12.0, 30.5), 6: 12.0, 29: "2026:11:22"}


def photo(
    width=640, height=480, kind="JPEG", *, orientation=None, gps=None, mode="RGB", colour=None, **saved
) -> bytes:
    """A picture as a telephone gives it; the top left corner is red, so that turning shows."""
    picture = Image.new(mode, (width, height), colour or ("navy" if mode == "RGB" else (0, 0, 0, 0)))
    if mode == "RGB":
        picture.paste("red", (0, 0, width // 2, height // 2))
    exif = Image.Exif()
    exif[_MAKE], exif[_CAMERA_TIME] = "กล้องสมมติ", "2026:11:22 08:00:00"
    if orientation:
        exif[_ORIENTATION] = orientation
    if gps:
        exif[_GPS] = gps
    into = io.BytesIO()
    picture.save(into, kind, exif=exif, **saved)
    return into.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_the_camera_wrote_stays(kind: str) -> None:
    made = prepared(photo(kind=kind, gps=BANG_KHLA), keep_place=False)
    for data in (made.full, made.thumbnail):
        kept = opened(data)
        assert kept.format == "JPEG"
        assert not kept.getexif()
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(kept.info)
    assert made.place is None


def test_comments_and_packets_of_words_are_left_behind() -> None:
    data = photo(comment="ถ่ายที่บ้านเลขที่ 88", xmp=b"<x:xmpmeta>secret</x:xmpmeta>")
    made = prepared(data, keep_place=False)
    assert b"88" not in made.full[:600]
    assert b"secret" not in made.full


def test_of_a_wanted_place_only_latitude_and_longitude_stay() -> None:
    made = prepared(photo(gps=BANG_KHLA), keep_place=True)
    directory = opened(made.full).getexif().get_ifd(_GPS)
    assert set(directory) == {1, 2, 3, 4}
    assert set(opened(made.full).getexif()) == {_GPS}
    assert place_of(opened(made.full)) == pytest.approx((13.720094, 101.208472), abs=1e-5)
    assert not opened(made.thumbnail).getexif()


def test_a_picture_without_place_keeps_none_though_wanted() -> None:
    assert prepared(photo(), keep_place=True).place is None
    assert prepared(photo(gps={1: "N", 2: (1.0, 1.0, 1.0)}), keep_place=True).place is None


@settings(max_examples=25, deadline=None)
@given(
    st.tuples(st.integers(0, 89), st.integers(0, 59), st.integers(0, 5999)),
    st.tuples(st.integers(0, 179), st.integers(0, 59), st.integers(0, 5999)),
    st.sampled_from("NS"),
    st.sampled_from("EW"),
)
def test_a_place_comes_back_to_a_hundredth_of_a_second(lat, lon, north, east) -> None:
    def said(parts):
        return (float(parts[0]), float(parts[1]), parts[2] / 100)

    gps = {1: north, 2: said(lat), 3: east, 4: said(lon)}
    made = prepared(photo(300, 220, gps=gps), keep_place=True)
    assert place_of(opened(made.full)) == pytest.approx(made.place, abs=1 / 360_000)


def test_what_the_camera_held_sideways_stands_upright() -> None:
    """Orientation 6 is turned clockwise by a quarter: the red corner goes to the top right."""
    made = prepared(photo(600, 400, orientation=6), keep_place=False)
    assert (made.width, made.height) == (400, 600)
    red, *_ = opened(made.full).getpixel((390, 10))
    assert red > 200


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(4000, 3000), (1000, 4200), (1600, 900)])
def test_sizes_are_kept_in_shape_and_never_made_larger(width: int, height: int) -> None:
    made = prepared(photo(width, height), keep_place=False)
    assert max(made.width, made.height) == min(FULL, max(width, height))
    assert made.width / made.height == pytest.approx(width / height, rel=0.01)
    assert max(opened(made.thumbnail).size) == THUMBNAIL
    assert len(made.thumbnail) < 60_000


def test_what_is_clear_lies_on_white() -> None:
    made = prepared(photo(300, 300, "PNG", mode="RGBA"), keep_place=False)
    assert opened(made.full).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "LA", "1"])
def test_every_way_of_colour_is_read(mode: str) -> None:
    into = io.BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    Image.new("RGB", (300, 300), "olive").convert("L" if mode == "LA" else mode).convert(mode).save(
        into, kind
    )
    assert opened(prepared(into.getvalue(), keep_place=False).full).mode == "RGB"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 300, "HEIC"),
        (b"%PDF-1.7 not a picture", "ไม่ใช่ภาพ"),
        (b"GIF89a" + b"\x00" * 40, "ไม่ใช่ภาพ"),
        (b"", "ไม่ใช่ภาพ"),
        (photo()[:2000], "เสียหาย"),
        (photo(150, 400), "เล็กเกินไป"),
        (b"\xff\xd8\xff" + b"\x00" * MOST_BYTES, "ใหญ่เกิน"),
    ],
)
def test_what_cannot_be_taken_is_refused_kindly(data: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        prepared(data, keep_place=False)
    assert refused.value.field == "photo"


@pytest.mark.slow
def test_a_bomb_is_refused_by_its_head_before_it_is_opened() -> None:
    """A small file that would fill the memory: its size is in the first bytes."""
    into = io.BytesIO()
    Image.new("1", (6000, 6000)).save(into, "PNG", optimize=True)
    assert len(into.getvalue()) < 100_000
    with pytest.raises(Refused, match="ละเอียดเกินไป"):
        prepared(into.getvalue(), keep_place=False)
