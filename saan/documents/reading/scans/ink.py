"""From a grey page to ink: even white paper, straight rows, and the connected pieces that letters are made of.

Everything here is NumPy on whole arrays; nothing knows Thai. Grey pages are ``uint8`` arrays (rows × columns, 255 is
white), ink is the ``bool`` array of dark pixels.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[np.uint8]
Ink = NDArray[np.bool_]

STEEPEST = 5.0
"""Largest tilt looked for, in degrees; a page that lies worse was not laid in a scanner."""

_PAPER_CELL = 16
_DARKEST_PAPER = 60


@dataclass(frozen=True)
class Pieces:
    """Connected pieces of ink as parallel columns; ``right`` and ``bottom`` lie just outside.

    ``label`` gives for each run of ink its piece, ``run_row``/``run_start``/``run_end`` where that run lies, so that
    one piece can be drawn alone without a label for every pixel.
    """

    left: NDArray[np.int64]
    top: NDArray[np.int64]
    right: NDArray[np.int64]
    bottom: NDArray[np.int64]
    area: NDArray[np.int64]
    label: NDArray[np.int64]
    run_row: NDArray[np.int64]
    run_start: NDArray[np.int64]
    run_end: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.left)

    @property
    def height(self) -> NDArray[np.int64]:
        return self.bottom - self.top

    @property
    def width(self) -> NDArray[np.int64]:
        return self.right - self.left


def even_out(grey: Grey) -> Grey:
    """The page on white paper: each spot divided by the paper round it, so that shadows and yellow paper vanish."""
    rows, columns = grey.shape
    small_size = (max(1, columns // _PAPER_CELL), max(1, rows // _PAPER_CELL))
    cells = Image.fromarray(grey).resize(small_size, Image.Resampling.BOX)
    paper = cells.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(3))
    ground = np.asarray(paper.resize((columns, rows), Image.Resampling.BILINEAR), dtype=np.uint16)
    lit = grey.astype(np.uint16) * 255 // np.maximum(ground, _DARKEST_PAPER)
    return np.minimum(lit, 255).astype(np.uint8)


def ink_of(grey: Grey) -> Ink:
    """The dark pixels of an evened page, parted by Otsu's threshold."""
    return grey < threshold(grey)


def threshold(grey: Grey) -> int:
    """The grey value that parts ink from paper best (Otsu), kept off both ends so that a blank page stays blank."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    values = np.arange(256)
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * values)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.clip(np.nanargmax(np.nan_to_num(spread)) + 1, 90, 190))


def tilt(ink: Ink) -> float:
    """Degrees by which the rows fall to the right; 0.0 when the page holds too little to tell.

    Rows of text give a profile of sharp steps only when looked at along their own direction, so the angle whose profile
    has the largest sum of squared steps is the tilt. Searched coarse to fine.
    """
    row, column = _sample(ink)
    if len(row) < 200:
        return 0.0
    best, step = 0.0, 0.5
    for step, reach in ((0.5, STEEPEST), (0.1, 0.5), (0.02, 0.1)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = max(angles, key=lambda angle: _sharpness(row, column, float(angle)))
    return round(float(best), 2)


def _sample(ink: Ink) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lower edges of ink, at most about 60,000 of them: the feet of letters line up best."""
    row, column = np.nonzero(ink[:-1] & ~ink[1:])
    stride = max(1, len(row) // 60_000)
    return row[::stride].astype(np.float64), column[::stride].astype(np.float64)


def _sharpness(row: NDArray[np.float64], column: NDArray[np.float64], angle: float) -> float:
    height = row - column * math.tan(math.radians(angle))
    profile = np.bincount(np.round(height - height.min()).astype(np.int64))
    return float((profile.astype(np.float64) ** 2).sum())


def straighten(grey: Grey, angle: float) -> Grey:
    """The page turned so that rows falling by ``angle`` degrees lie level; size stays, corners become white."""
    if abs(angle) < 0.04:
        return grey
    return np.asarray(Image.fromarray(grey).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255))


def turned_back(x: float, y: float, *, angle: float, size: tuple[int, int]) -> tuple[float, float]:
    """Where a point of the straightened page lies on the page as it was handed in; ``size`` is (width, height)."""
    middle_x, middle_y = size[0] / 2, size[1] / 2
    turn = math.radians(angle)
    dx, dy = x - middle_x, y - middle_y
    return (
        middle_x + dx * math.cos(turn) - dy * math.sin(turn),
        middle_y + dx * math.sin(turn) + dy * math.cos(turn),
    )


def pieces_of(ink: Ink) -> Pieces:
    """Connected pieces (eight neighbours), found by joining runs of ink that touch from row to row."""
    row, start, end = _runs(ink)
    label = _join(len(row), *_touching(row, start, end, ink.shape[1]))
    count = int(label.max()) + 1 if len(label) else 0
    left = np.full(count, ink.shape[1])
    top = np.full(count, ink.shape[0])
    right, bottom = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.minimum.at(left, label, start)
    np.minimum.at(top, label, row)
    np.maximum.at(right, label, end)
    np.maximum.at(bottom, label, row + 1)
    area = np.bincount(label, weights=end - start, minlength=count).astype(np.int64)
    return Pieces(left, top, right, bottom, area, label, row, start, end)


def _runs(ink: Ink) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """(row, start, end) of every run of ink in a row, in reading order of the raster."""
    edge = np.zeros((ink.shape[0], ink.shape[1] + 2), np.int8)
    edge[:, 1:-1] = ink
    step = np.diff(edge, axis=1)
    row, start = np.nonzero(step == 1)
    _, end = np.nonzero(step == -1)
    return row, start, end


def _touching(
    row: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64], width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of runs in neighbouring rows that touch, also corner to corner.

    Rows are laid end to end with room between them; the runs below one run are then a slice between two searches.
    """
    stretch = width + 4
    begin, finish = row * stretch + start, row * stretch + end
    first = np.searchsorted(finish, begin + stretch, side="left")
    last = np.searchsorted(begin, finish + stretch, side="right")
    many = np.maximum(last - first, 0)
    above = np.repeat(np.arange(len(row)), many)
    below = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
    return above, below


def _join(count: int, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers 0… of the groups that the pairs tie together: the smallest name spreads, halving paths as it goes."""
    name = np.arange(count)
    while True:
        low = np.minimum(name[one], name[other])
        before = name.copy()
        np.minimum.at(name, name[one], low)
        np.minimum.at(name, name[other], low)
        name = name[name]
        if np.array_equal(before, name):
            return np.unique(name, return_inverse=True)[1]
