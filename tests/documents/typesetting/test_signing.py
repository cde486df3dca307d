"""What stands where a hand would sign, and the pictures that an office supplies."""

import io
from dataclasses import replace

import pytest
import typst
from PIL import Image

from saan.documents.typesetting.letter import render_letter
from saan.documents.typesetting.pictures import DOTS_PER_INCH, as_png

PITCH = 21 * 25.4 / 72
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="72" height="36"><rect width="72" height="36"/></svg>'

pytestmark = pytest.mark.slow


def test_a_written_signature_stands_between_closing_and_name(sheet, see, picture):
    [page] = see(render_letter(replace(sheet, signed=picture)))
    [(left, top, right, bottom)] = page.pictures
    closing, name = page.line("ขอแสดง"), page.line("(นายสมมติ")
    assert closing.y < top < bottom < name.y - 4
    assert bottom - top == pytest.approx(2 * PITCH, abs=0.2)
    assert (left + right) / 2 == pytest.approx((name.x + name.right) / 2, abs=1)


@pytest.mark.parametrize("signed", [{"signed_note": "ลงนามทางอิเล็กทรอนิกส์ 20 พ.ย. 2569"}, {"signed": SVG}])
def test_signing_moves_no_line_of_the_letter(sheet, see, signed):
    [before], [after] = (see(render_letter(each)) for each in (sheet, replace(sheet, **signed)))
    for start in ("ขอแสดง", "(นายสมมติ", "กลุ่มงาน"):
        assert after.line(start).y == pytest.approx(before.line(start).y, abs=0.1)


def test_a_note_is_printed_in_thai_digits(sheet, see, exact_text):
    [page] = see(render_letter(replace(sheet, signed_note="ลงนามเวลา 14.05 น.")))
    note = page.line("ลงนามเวลา")
    assert note.text == "ลงนามเวลา๑๔.๐๕น."
    assert page.line("ขอแสดง").y < note.y < page.line("(นายสมมติ").y


def test_an_svg_is_drawn_at_three_hundred_dots_an_inch():
    with Image.open(io.BytesIO(as_png(SVG))) as drawn:
        assert drawn.width / drawn.height == pytest.approx(2, abs=0.02)
        assert drawn.height >= DOTS_PER_INCH * 36 / 96 - 1


def test_png_and_jpeg_stay_as_they_are(picture):
    assert as_png(picture) is picture


@pytest.mark.parametrize("content", [b"<html>", b"\xff\xfe\x00", b""])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(typst.TypstError):
        as_png(content)
