"""Cuts a straightened page into lines of its own, because Tesseract's layout loses Thai tone marks and upper vowels.

Letters of body height are chained to their right-hand neighbours; what is smaller or taller (marks, vowels above and
below, dots, joined letters) then goes to the chain whose base line it belongs to. A wide gap ends a chain, so two
columns are two segments, and segments on one base line make a row.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saan.documents.reading.scans.ink import Grey, Pieces

COLUMN_GAP = 3.2
"""White between letters that ends a segment, in letter heights; a blank between Thai phrases is about one."""

_SMALLEST_LETTER = 7
_BODY = (0.62, 2.1)
_MARK_ROOM = 2.6
_FOOT_ROOM = 0.62
_LEAST_PITCH = 1.6
_LEADER_DOTS = 6


@dataclass(frozen=True)
class Segment:
    """A stretch of letters on one base line: its box in pixels, base line, letter height, and pieces left to right."""

    left: int
    top: int
    right: int
    bottom: int
    base: float
    letter: float
    pieces: tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """Segments that stand on one base line, left to right."""

    segments: tuple[Segment, ...]

    @property
    def base(self) -> float:
        return float(np.median([segment.base for segment in self.segments]))

    @property
    def letter(self) -> float:
        return max(segment.letter for segment in self.segments)


def letter_height(pieces: Pieces) -> float:
    """The commonest height of letter-like pieces, in pixels; 0.0 on a page without letters."""
    height, width = pieces.height, pieces.width
    like = (height >= _SMALLEST_LETTER) & (width >= 3) & (width < 4 * height) & (height < 4 * width + 12)
    found = height[like & (height < 400)]
    if len(found) < 3:
        return 0.0
    votes = np.bincount(found, minlength=401).astype(np.float64) * np.arange(
        len(np.bincount(found, minlength=401))
    )
    near = [votes[int(h * 0.92) : int(h * 1.08) + 1].sum() for h in range(len(votes))]
    best = int(np.argmax(near))
    close = found[(found >= best * 0.9) & (found <= best * 1.1)]
    return float(np.median(close))


def cut_rows(pieces: Pieces) -> list[Row]:
    """The rows of a page from top to bottom; an empty list when there is nothing like writing."""
    letter = letter_height(pieces)
    if not letter:
        return []
    usable = _usable(pieces, letter)
    body = np.flatnonzero(
        usable & (pieces.height >= _BODY[0] * letter) & (pieces.height <= _BODY[1] * letter)
    )
    chains = _without_marks(pieces, _chains(pieces, body, letter), letter)
    if not chains:
        return []
    bases = np.array([_base(pieces, chain) for chain in chains])
    letters = np.array([_own_letter(pieces, chain, letter) for chain in chains])
    rest = np.setdiff1d(np.flatnonzero(usable & ~_leaders(pieces, letter)), np.concatenate(chains))
    _adopt(pieces, chains, bases, rest, letters)
    segments = [
        _segment(pieces, chain, base, own) for chain, base, own in zip(chains, bases, letters, strict=True)
    ]
    return _rows([segment for segment in segments if _writing(pieces, segment, letter)], letter)


def _usable(pieces: Pieces, letter: float) -> NDArray[np.bool_]:
    """Not specks, not rules, not pictures, seals or frames."""
    height, width = pieces.height, pieces.width
    speck = pieces.area < max(3.0, 0.006 * letter * letter)
    rule = (width > 5 * letter) & (height < 0.5 * letter)
    picture = (height > 4.2 * letter) | (width > 14 * letter)
    return ~(speck | rule | picture)


def _chains(pieces: Pieces, body: NDArray[np.int64], letter: float) -> list[list[int]]:
    """Letters joined to every right-hand neighbour that stands level and near."""
    order = body[np.argsort(pieces.left[body], kind="stable")]
    left, right = pieces.left[order], pieces.right[order]
    top, bottom = pieces.top[order], pieces.bottom[order]
    reach = np.searchsorted(left, right + COLUMN_GAP * letter)
    parent = list(range(len(order)))
    for i in range(len(order)):
        near = slice(i + 1, reach[i])
        overlap = np.minimum(bottom[near], bottom[i]) - np.maximum(top[near], top[i])
        least = np.minimum(bottom[near] - top[near], bottom[i] - top[i])
        for j in np.flatnonzero(overlap > 0.5 * least) + i + 1:
            parent[_root(parent, int(j))] = _root(parent, i)
    chains: dict[int, list[int]] = {}
    for i, piece in enumerate(order):
        chains.setdefault(_root(parent, i), []).append(int(piece))
    return list(chains.values())


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _base(pieces: Pieces, chain: list[int]) -> float:
    """Where the feet stand: the median bottom, unmoved by the few letters that reach below."""
    return float(np.median(pieces.bottom[chain]))


def _without_marks(pieces: Pieces, chains: list[list[int]], letter: float) -> list[list[int]]:
    """Chains but those that are marks run together: they stand closer above or below a longer chain than a line can."""
    spans = [(pieces.left[chain].min(), pieces.right[chain].max(), _base(pieces, chain)) for chain in chains]
    kept = []
    for i, (left, right, base) in enumerate(spans):
        crowded = any(
            j != i
            and len(chains[j]) > len(chains[i])
            and abs(other - base) < _LEAST_PITCH * _own_letter(pieces, chains[j], letter)
            and min(right, end) > max(left, begin)
            for j, (begin, end, other) in enumerate(spans)
        )
        if not crowded:
            kept.append(chains[i])
    return kept


def _own_letter(pieces: Pieces, chain: list[int], letter: float) -> float:
    """The letter height of one chain: headings are larger than the page's, footnotes smaller."""
    return float(np.percentile(pieces.height[chain], 40)) if len(chain) >= 5 else letter


def _leaders(pieces: Pieces, letter: float) -> NDArray[np.bool_]:
    """Dots that only rule a line to write on: many small ones, level and close."""
    small = np.flatnonzero((pieces.height < 0.3 * letter) & (pieces.width < 0.3 * letter))
    found = np.zeros(len(pieces), bool)
    if len(small) < _LEADER_DOTS:
        return found
    left, middle = pieces.left[small], (pieces.top[small] + pieces.bottom[small]) / 2
    near = np.abs(left[:, None] - left) < 2.2 * letter
    level = np.abs(middle[:, None] - middle) < 0.12 * letter
    found[small] = (near & level).sum(axis=1) >= _LEADER_DOTS
    return found


def _adopt(
    pieces: Pieces,
    chains: list[list[int]],
    bases: NDArray[np.float64],
    rest: NDArray[np.int64],
    letters: NDArray[np.float64],
) -> None:
    """Give each mark, vowel, dot and joined letter to the chain it belongs to; far ones are left out.

    Marks stand over letters; what stands low may also come beside them, and then carry others further out.
    """
    left = np.array([pieces.left[chain].min() for chain in chains])
    right = np.array([pieces.right[chain].max() for chain in chains])
    waiting = list(rest[np.argsort(pieces.left[rest], kind="stable")])
    before = -1
    while len(waiting) != before:
        before, passed = len(waiting), []
        for piece in waiting:
            top, bottom = pieces.top[piece], pieces.bottom[piece]
            beside = np.maximum(left - pieces.right[piece], pieces.left[piece] - right) / letters
            above = np.maximum(bases - bottom, 0.0) / letters
            below = np.maximum(top - bases, 0.0) / letters
            fits = (beside < np.where(above < 1.0, 1.5, 0.3)) & (above < _MARK_ROOM) & (below < _FOOT_ROOM)
            if not fits.any():
                passed.append(piece)
                continue
            cost = 0.8 * above + 4.0 * below + np.maximum(beside, 0) * 0.5
            home = int(np.argmin(np.where(fits, cost, np.inf)))
            chains[home].append(int(piece))
            left[home] = min(left[home], pieces.left[piece])
            right[home] = max(right[home], pieces.right[piece])
        waiting = passed


def _segment(pieces: Pieces, chain: list[int], base: float, letter: float) -> Segment:
    ordered = sorted(chain, key=lambda piece: pieces.left[piece])
    return Segment(
        int(pieces.left[chain].min()),
        int(pieces.top[chain].min()),
        int(pieces.right[chain].max()),
        int(pieces.bottom[chain].max()),
        base,
        letter,
        tuple(ordered),
    )


def _writing(pieces: Pieces, segment: Segment, letter: float) -> bool:
    """Not a lone spot or stroke of dirt: at least one piece as wide as half a letter, and ink that fills little."""
    members = list(segment.pieces)
    return bool((pieces.width[members] > 0.3 * letter).any())


def _rows(segments: list[Segment], letter: float) -> list[Row]:
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda one: one.base):
        home = next((row for row in rows[-4:] if _level(row, segment, letter)), None)
        if home is None:
            rows.append([segment])
        else:
            home.append(segment)
    made = [Row(tuple(sorted(row, key=lambda one: one.left))) for row in rows]
    return sorted(made, key=lambda row: row.base)


def _level(row: list[Segment], segment: Segment, letter: float) -> bool:
    """On the base line of the row, and not above or below one of its segments."""
    if abs(row[0].base - segment.base) > 0.55 * letter:
        return False
    return all(segment.left >= other.right or segment.right <= other.left for other in row)


def picture_of(
    grey: Grey, labels: NDArray[np.int32], segment: Segment, margin: int
) -> tuple[Grey, tuple[int, int]]:
    """The segment alone on white with ``margin`` pixels round it, and where its corner lies on the page (x, y).

    ``labels`` names for each pixel its piece plus one, 0 for paper; ink of other pieces, with one pixel round it, is
    painted over.
    """
    rows, columns = grey.shape
    y0, y1 = max(0, segment.top - margin), min(rows, segment.bottom + margin)
    x0, x1 = max(0, segment.left - margin), min(columns, segment.right + margin)
    view = labels[y0:y1, x0:x1]
    foreign = (view > 0) & ~np.isin(view, np.array(segment.pieces) + 1)
    picture = grey[y0:y1, x0:x1].copy()
    picture[grown(foreign) & ~((view > 0) & ~foreign)] = 255
    return picture, (x0, y0)


def grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask with one more pixel on each of its four sides."""
    grown = mask.copy()
    grown[1:] |= mask[:-1]
    grown[:-1] |= mask[1:]
    grown[:, 1:] |= mask[:, :-1]
    grown[:, :-1] |= mask[:, 1:]
    return grown


def label_map(pieces: Pieces, shape: tuple[int, int]) -> NDArray[np.int32]:
    """For each pixel the number of its piece plus one, 0 for paper."""
    labels = np.zeros(shape[0] * shape[1], np.int32)
    length = pieces.run_end - pieces.run_start
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    where = np.repeat(pieces.run_row * shape[1] + pieces.run_start, length) + offset
    labels[where] = np.repeat(pieces.label + 1, length)
    return labels.reshape(shape)
