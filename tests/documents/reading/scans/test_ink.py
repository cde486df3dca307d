"""Tilt is found and undone, pieces are what is connected, shadows vanish."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from saan.documents.reading.scans.ink import (
    even_out,
    ink_of,
    pieces_of,
    straighten,
    threshold,
    tilt,
    turned_back,
)

DENSE = settings(max_examples=20, deadline=None)


def rows_of_blocks(size=(1200, 1500)):
    """Something like text: rows of upright blocks of uneven width."""
    page, dice = Image.new("L", size, 255), np.random.default_rng(5)
    pen = ImageDraw.Draw(page)
    for y in range(150, size[1] - 150, 60):
        x = 120
        while x < size[0] - 160:
            wide = int(dice.integers(8, 24))
            pen.rectangle((x, y - 22, x + wide, y), fill=0)
            x += wide + int(dice.integers(4, 20))
    return page


BLOCKS = rows_of_blocks()


@pytest.mark.slow
@DENSE
@given(st.floats(-4.5, 4.5))
def test_tilt_is_found_to_a_tenth_of_a_degree(angle):
    turned = np.asarray(BLOCKS.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255))
    assert tilt(ink_of(turned)) == pytest.approx(angle, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("angle", [-2.0, 0.6, 3.0])
def test_a_straightened_page_has_no_tilt_left(angle):
    turned = np.asarray(BLOCKS.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255))
    level = straighten(turned, tilt(ink_of(turned)))
    assert tilt(ink_of(level)) == pytest.approx(0, abs=0.06)
    assert level.shape == turned.shape


def test_a_blank_page_has_neither_tilt_nor_ink():
    page = np.full((400, 300), 255, np.uint8)
    assert tilt(ink_of(page)) == 0.0
    assert not ink_of(page).any()
    assert len(pieces_of(ink_of(page))) == 0


@DENSE
@given(st.floats(-4, 4), st.integers(80, 220), st.integers(80, 320))
def test_a_point_goes_back_to_where_it_was_handed_in(angle, x, y):
    page = np.full((400, 300), 255, np.uint8)
    page[y - 3 : y + 4, x - 3 : x + 4] = 0
    row, column = np.nonzero(straighten(page, angle) < 128)
    back = turned_back(
        column.mean() + 0.5, row.mean() + 0.5, angle=angle if abs(angle) >= 0.04 else 0, size=(300, 400)
    )
    assert back == pytest.approx((x + 0.5, y + 0.5), abs=1.0)


@DENSE
@given(st.lists(st.text("#.", min_size=9, max_size=9), min_size=1, max_size=9))
def test_pieces_are_those_that_a_flood_finds(drawn):
    ink = np.array([[char == "#" for char in row] for row in drawn])
    found = pieces_of(ink)
    assert sorted(zip(found.left, found.top, found.right, found.bottom, found.area, strict=True)) == flooded(
        ink
    )


def flooded(ink):
    left = {tuple(spot) for spot in np.argwhere(ink)}
    boxes = []
    while left:
        waiting, piece = [left.pop()], []
        while waiting:
            y, x = waiting.pop()
            piece.append((y, x))
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            waiting += near
        ys, xs = zip(*piece, strict=True)
        boxes.append((min(xs), min(ys), max(xs) + 1, max(ys) + 1, len(piece)))
    return sorted(boxes)


def test_a_shadow_across_the_page_is_evened_out():
    shadow = np.linspace(255, 120, 800)[None, :].repeat(600, axis=0)
    page = shadow.copy()
    page[300:320, 100:110] = shadow[300:320, 100:110] * 0.2
    page[300:320, 700:710] = shadow[300:320, 700:710] * 0.2
    ink = ink_of(even_out(page.astype(np.uint8)))
    assert ink[300:320, 100:110].all()
    assert ink[300:320, 700:710].all()
    assert ink.sum() == 400


def test_the_threshold_lies_between_ink_and_paper():
    assert 60 < threshold(np.array([[30] * 50 + [60] * 50 + [220] * 500], np.uint8)) <= 220
