"""What in a segment may be a digit: single pieces, broken ones put together, touching ones cut apart."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from saan.documents.reading.scans.ink import Grey, Pieces
from saan.documents.reading.scans.lines import Segment, grown

FRAME = (32, 24)
"""Rows and columns of the picture of a candidate that the net sees."""

_PER_LETTER = 16.0
_ABOVE = 26.0
_HEIGHT = (0.62, 1.85)
_WIDTH = (0.3, 1.45)
_BROKEN = 1.15
_WIDEST_TOUCHING = 4.2


@dataclass(frozen=True)
class Candidate:
    """A box in page pixels (right and bottom outside) and the pieces whose ink in it counts.

    ``whole`` tells that it is all the ink of its pieces; a part of touching letters is not.
    """

    left: int
    top: int
    right: int
    bottom: int
    pieces: tuple[int, ...]
    whole: bool = True


def candidates(pieces: Pieces, labels: NDArray[np.int32], segment: Segment) -> list[Candidate]:
    """All candidates of a segment; they overlap, whoever judges them keeps at most one for each spot."""
    found = [_candidate(pieces, (piece,)) for piece in segment.pieces]
    found += [_candidate(pieces, pair) for pair in _broken(pieces, segment)]
    singles = [one for one in found if _fits(one, segment)]
    singles = [
        one for one in singles if len(one.pieces) == 1 or one.right - one.left < _BROKEN * segment.letter
    ]
    wide = [one for one in found[: len(segment.pieces)] if _may_touch(one, segment)]
    return singles + [part for one in wide for part in _parts(one, labels, segment)]


def _candidate(pieces: Pieces, members: tuple[int, ...]) -> Candidate:
    chosen = list(members)
    return Candidate(
        int(pieces.left[chosen].min()),
        int(pieces.top[chosen].min()),
        int(pieces.right[chosen].max()),
        int(pieces.bottom[chosen].max()),
        members,
    )


def _fits(one: Candidate, segment: Segment) -> bool:
    height, width = (one.bottom - one.top) / segment.letter, (one.right - one.left) / segment.letter
    standing = abs(one.bottom - segment.base) < 0.45 * segment.letter
    return standing and _HEIGHT[0] <= height <= _HEIGHT[1] and _WIDTH[0] <= width <= _WIDTH[1]


def _broken(pieces: Pieces, segment: Segment) -> list[tuple[int, int]]:
    """Neighbours that stand so close that they may be two halves of one digit."""
    close = 0.12 * segment.letter
    pairs = []
    for one, other in pairwise(segment.pieces):
        lowest = min(pieces.bottom[one], pieces.bottom[other])
        if pieces.left[other] - pieces.right[one] < close and lowest > segment.base - 1.1 * segment.letter:
            pairs.append((one, other))
    return pairs


def _may_touch(one: Candidate, segment: Segment) -> bool:
    height, width = (one.bottom - one.top) / segment.letter, (one.right - one.left) / segment.letter
    return _HEIGHT[0] <= height <= _HEIGHT[1] + 0.3 and 1.1 <= width <= _WIDEST_TOUCHING


def _parts(one: Candidate, labels: NDArray[np.int32], segment: Segment) -> list[Candidate]:
    """Windows between the thinnest columns of a wide piece."""
    ink = labels[one.top : one.bottom, one.left : one.right] == one.pieces[0] + 1
    cuts = [0, *_thin_columns(ink, segment.letter), ink.shape[1]]
    windows = []
    for i, begin in enumerate(cuts):
        for end in cuts[i + 1 :]:
            if _WIDTH[0] * segment.letter <= end - begin <= _WIDTH[1] * segment.letter:
                windows.append((begin, end))
    made = []
    for begin, end in windows:
        rows = np.flatnonzero(ink[:, begin:end].any(axis=1))
        if len(rows):
            top, bottom = one.top + int(rows[0]), one.top + int(rows[-1]) + 1
            part = Candidate(one.left + begin, top, one.left + end, bottom, one.pieces, whole=False)
            made += [part] if _fits(part, segment) else []
    return made


def _thin_columns(ink: NDArray[np.bool_], letter: float) -> list[int]:
    """Columns where little ink joins left to right, at most six, a third of a letter apart."""
    weight = ink.sum(axis=0)
    inner = np.arange(int(0.35 * letter), max(int(0.35 * letter), len(weight) - int(0.35 * letter)))
    chosen: list[int] = []
    for column in inner[np.argsort(weight[inner], kind="stable")]:
        if weight[column] > 0.45 * letter or len(chosen) == 6:
            break
        if all(abs(int(column) - other) > 0.3 * letter for other in chosen):
            chosen.append(int(column))
    return sorted(chosen)


def frame(grey: Grey, labels: NDArray[np.int32], segment: Segment, one: Candidate) -> NDArray[np.float32]:
    """The candidate alone, dark as 1.0, at its height over the base line, a letter being half the frame high."""
    scale = segment.letter / _PER_LETTER
    top, height = segment.base - _ABOVE * scale, FRAME[0] * scale
    left, width = (one.left + one.right) / 2 - FRAME[1] / 2 * scale, FRAME[1] * scale
    y0, x0 = int(np.floor(top)) - 1, int(np.floor(left)) - 1
    y1, x1 = int(np.ceil(top + height)) + 1, int(np.ceil(left + width)) + 1
    dark = np.zeros((y1 - y0, x1 - x0), np.uint8)
    a, b = max(y0, one.top - 1, 0), min(y1, one.bottom + 1, grey.shape[0])
    c, d = max(x0, one.left - 1, 0), min(x1, one.right + 1, grey.shape[1])
    view = labels[a:b, c:d]
    own = np.isin(view, np.array(one.pieces) + 1)
    seen = np.where(grown((view > 0) & ~own) & ~own, 0, 255 - grey[a:b, c:d])
    if not one.whole:
        seen[:, : one.left - c] = 0
        seen[:, one.right - c :] = 0
    dark[a - y0 : b - y0, c - x0 : d - x0] = seen
    picture = Image.fromarray(dark).resize(
        (FRAME[1], FRAME[0]),
        Image.Resampling.BOX if scale > 1 else Image.Resampling.BILINEAR,
        box=(left - x0, top - y0, left - x0 + width, top - y0 + height),
    )
    return np.asarray(picture, dtype=np.float32) / 255
