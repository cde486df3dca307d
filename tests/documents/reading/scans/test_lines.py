"""Lines of drawn pages: marks stay with their letters, wide gaps part columns, pictures and rules are left out."""

import numpy as np
import pytest
from PIL import ImageDraw

from saan.documents.reading.scans.ink import ink_of, pieces_of
from saan.documents.reading.scans.lines import cut_rows, label_map, letter_height, picture_of

pytestmark = pytest.mark.slow
TEXT = "ที่ฟื้นฟูผู้ใหญ่บ้านกำนันปู่ย่าญาติ"


def cut(page):
    pieces = pieces_of(ink_of(np.asarray(page)))
    return pieces, cut_rows(pieces)


def test_three_lines_are_three_rows_and_no_mark_is_lost(page_of):
    page = page_of([(100, y, TEXT) for y in (200, 270, 340)])
    pieces, rows = cut(page)
    assert [len(row.segments) for row in rows] == [1, 1, 1]
    assert [row.base for row in rows] == pytest.approx([200, 270, 340], abs=2)
    assert sum(len(row.segments[0].pieces) for row in rows) == len(pieces)
    assert len({len(row.segments[0].pieces) for row in rows}) == 1


@pytest.mark.parametrize("pitch", [62, 75, 120])
def test_marks_go_to_their_own_line_at_any_pitch(page_of, pitch):
    alone = cut(page_of([(100, 200, TEXT)]))[1][0].segments[0]
    rows = cut(page_of([(100, 200 + i * pitch, TEXT) for i in range(4)]))[1]
    assert [len(row.segments[0].pieces) for row in rows] == [len(alone.pieces)] * 4


def test_columns_on_one_base_line_are_two_segments_of_one_row(page_of):
    rows = cut(page_of([(100, 200, "ที่ นม ๐๐๑๙"), (900, 200, "ศาลากลางจังหวัด"), (900, 280, "ถนนมหาดไทย")]))[1]
    assert [len(row.segments) for row in rows] == [2, 1]
    assert rows[0].segments[0].left < rows[0].segments[1].left


def test_columns_on_different_base_lines_are_rows_of_their_own(page_of):
    rows = cut(page_of([(100, 200, "หนังสือที่หนึ่ง"), (900, 230, "ศาลากลาง")]))[1]
    assert [len(row.segments) for row in rows] == [1, 1]


def test_pictures_rules_and_specks_are_no_writing(page_of):
    page = page_of([(100, 500, TEXT)])
    pen = ImageDraw.Draw(page)
    pen.ellipse((700, 50, 900, 250), fill=0)
    pen.line((100, 700, 1500, 700), fill=0, width=3)
    for x in range(50, 1500, 97):
        pen.point((x, 800), fill=0)
    assert len(cut(page)[1]) == 1


@pytest.mark.parametrize("letters", [20, 34, 60, 90])
def test_letter_height_follows_the_size_of_the_print(page_of, face, letters):
    page = page_of([(60, 200, "นานาบรรพบุรุษ"), (60, 350, "การพัฒนาชุมชน")], letters=letters)
    box = face(letters).getbbox("น")
    assert letter_height(pieces_of(ink_of(np.asarray(page)))) == pytest.approx(
        box[3] - box[1], rel=0.12, abs=1.5
    )


def test_a_page_without_writing_has_no_rows():
    empty = pieces_of(np.zeros((100, 100), bool))
    assert letter_height(empty) == 0.0
    assert cut_rows(empty) == []


def test_the_picture_of_a_line_holds_nothing_of_its_neighbours(page_of):
    page = page_of([(100, 200 + i * 58, TEXT) for i in range(3)])
    pieces, rows = cut(page)
    grey = np.asarray(page)
    labels = label_map(pieces, grey.shape)
    middle = rows[1].segments[0]
    picture, corner = picture_of(grey, labels, middle, 6)
    assert corner == (middle.left - 6, middle.top - 6)
    assert int((picture < 128).sum()) == int(pieces.area[list(middle.pieces)].sum()) - faint(
        grey, pieces, middle
    )
    assert (np.asarray(page) == grey).all()


def faint(grey, pieces, segment):
    """Ink of the segment's own pieces that lies between 128 and the threshold."""
    labels = label_map(pieces, grey.shape)
    own = np.isin(labels, np.array(segment.pieces) + 1)
    return int((own & (grey >= 128)).sum())
