import datetime as dt
import hashlib

import pypdfium2
import pytest

from saan.documents.typesetting.blank_places import blank_places
from saan.documents.typesetting.letter import render_letter
from saan.documents.typesetting.pages import text_of_pages
from saan.documents.typesetting.stamp import ReceiveStamp, StampError, stamp_copy

pytestmark = pytest.mark.slow

FIRST = ReceiveStamp(
    "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดฉะเชิงเทรา", "3568", dt.date(2026, 11, 20), dt.time(13, 4)
)
SECOND = ReceiveStamp("อำเภอบางคล้า", "195", dt.date(2026, 11, 21))


@pytest.fixture(scope="module")
def original(sheet) -> bytes:
    return render_letter(sheet)


def test_a_stamp_says_who_when_and_under_which_number(original, compact, exact_text):
    text = compact("".join(text_of_pages(stamp_copy(original, "application/pdf", FIRST))))
    assert compact(FIRST.office) in text
    for words in ("เลขรับ๓๕๖๘", "วันที่๒๐พ.ย.๒๕๖๙", "เวลา๑๓.๐๔น."):
        assert words in text


def test_the_letter_beneath_is_still_all_there_and_the_original_untouched(original, compact):
    before = hashlib.sha256(original).hexdigest()
    copy = stamp_copy(original, "application/pdf", FIRST)
    assert compact(text_of_pages(original)[0]) in compact(text_of_pages(copy)[0])
    assert hashlib.sha256(original).hexdigest() == before


def test_the_first_stamp_stands_in_the_top_right_corner(original):
    with pypdfium2.PdfDocument(original) as document:
        [place] = blank_places(document[0], 1)
    assert place == (155, 5)


@pytest.mark.parametrize("count", [2, 4, 9])
def test_stamps_never_cover_each_other(original, count):
    with pypdfium2.PdfDocument(original) as document:
        places = blank_places(document[0], count)
    assert all(a.is_clear_of(b) for n, a in enumerate(places) for b in places[n + 1 :])


def test_stamps_keep_off_print_where_there_is_room(sheet, original, see):
    with pypdfium2.PdfDocument(original) as document:
        places = blank_places(document[0], 2)
    for glyph in see(original)[0].glyphs:
        assert not any(x < glyph.x < x + 50 and y < glyph.y - 1 < y + 25 for x, y in places), glyph


def test_a_blank_page_is_filled_from_the_right():
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(595.28, 841.89)
    first, second = blank_places(page, 2)
    assert first == pytest.approx((155, 5), abs=2)
    assert second == pytest.approx((103, 5), abs=2)
    document.close()


def test_plain_text_is_set_on_paper_first(compact, exact_text):
    copy = stamp_copy("ที่ ฉช ๐๐๑๙/ว ๓๓๓\n\nเรียน นายอำเภอ #hash *star*".encode(), "text/plain", SECOND)
    text = compact("".join(text_of_pages(copy)))
    assert "เรียนนายอำเภอ#hash*star*" in text
    assert "เลขรับ๑๙๕" in text


def test_a_picture_is_set_on_paper_first(picture, see):
    page = see(stamp_copy(picture, "image/png", SECOND))[0]
    assert page.pictures
    assert any("เลขรับ" in line.text for line in page.lines)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7 broken", "application/pdf"),
        (b"x", "application/zip"),
        (b"no picture", "image/png"),
        (b"\x00" * 40, "text/plain"),
    ],
)
def test_what_cannot_be_stamped_says_so_in_thai(data, media_type):
    with pytest.raises(StampError, match="โปรด"):
        stamp_copy(data, media_type, FIRST)
