"""Finds where a page is still blank, so that a stamp covers neither words nor another stamp."""

from collections.abc import Iterator
from itertools import accumulate
from operator import add
from typing import NamedTuple

import pypdfium2

STAMP_WIDTH, STAMP_HEIGHT = 50, 25
EDGE, GAP, STEP = 5, 2, 2
DARKER_THAN_PAPER = 15
"""How much darker than the commonest grey of the page a dot must be to count as ink."""


class Place(NamedTuple):
    """Top left corner in whole millimetres from the page's top left corner."""

    x: int
    y: int

    def is_clear_of(self, other: "Place") -> bool:
        """True when stamps at both places would not touch."""
        return abs(self.x - other.x) >= STAMP_WIDTH + GAP or abs(self.y - other.y) >= STAMP_HEIGHT + GAP


def blank_places(page: pypdfium2.PdfPage, count: int) -> list[Place]:
    """``count`` places for stamps that touch neither each other nor print, searched from the top right, row by row.

    On a page with no blank place left, the place with the least print is taken.
    """
    inked = dict(_ink_of_places(page))
    taken: list[Place] = []
    for _ in range(count):
        free = [place for place in inked if all(place.is_clear_of(other) for other in taken)] or list(inked)
        taken.append(min(free, key=inked.__getitem__))
    return taken


def _ink_of_places(page: pypdfium2.PdfPage) -> Iterator[tuple[Place, int]]:
    """Every place with the number of its dots that hold ink, one dot a millimetre; from the top right, row by row."""
    sums = _ink_sums(page)
    height, width = len(sums) - 1, len(sums[0]) - 1
    for y in range(EDGE, max(EDGE, height - EDGE - STAMP_HEIGHT) + 1, STEP):
        for x in range(max(0, width - EDGE - STAMP_WIDTH), -1, -STEP):
            top, bottom = sums[min(y, height)], sums[min(y + STAMP_HEIGHT, height)]
            right = min(x + STAMP_WIDTH, width)
            yield Place(x, y), bottom[right] - bottom[x] - top[right] + top[x]


def _ink_sums(page: pypdfium2.PdfPage) -> list[list[int]]:
    """Counts of inked dots above and left of each dot, so that any rectangle's ink is four look-ups."""
    picture = page.render(scale=25.4 / 72, grayscale=True)
    dots = bytes(picture.buffer)
    ink = dots.translate(_ink_table(dots))
    sums = [[0] * (picture.width + 1)]
    for start in range(0, picture.height * picture.stride, picture.stride):
        row = accumulate(ink[start : start + picture.width], initial=0)
        sums.append(list(map(add, sums[-1], row)))
    return sums


def _ink_table(dots: bytes) -> bytes:
    paper = max(range(128, 256), key=dots.count)
    return bytes(grey < paper - DARKER_THAN_PAPER for grey in range(256))
