"""Finds the Thai digits of a segment, paints Arabic ones over them for Tesseract, and puts them back afterwards.

Tesseract's Thai models know ๐ ๑ ๒ ๓ ๕ only, so of the digits the net alone decides; Tesseract merely shows, by the
Arabic digit it reads, between which letters each one stands.
"""

import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from saan.documents.reading.scans import net
from saan.documents.reading.scans.candidates import Candidate, candidates, frame
from saan.documents.reading.scans.ink import Grey, Pieces
from saan.documents.reading.scans.lines import Segment

THAI = "๐๑๒๓๔๕๖๗๘๙"
SURE = 0.95
"""Share of the net's answer from which a digit counts as sure."""

_ACCEPTED, _ACCEPTED_BROKEN = 0.5, 0.97
_PART = 0.5
_WORD_GAP = 0.5
_PAINTED_HEIGHT = 1.12
_LOOKS_LIKE = {"o": "0", "O": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"}


@dataclass(frozen=True)
class Digit:
    """A Thai digit on the page: its value, how sure the net is (0 to 1), and where its ink lies."""

    value: int
    share: float
    place: Candidate

    @property
    def middle(self) -> float:
        return (self.place.left + self.place.right) / 2


@dataclass(frozen=True)
class Symbol:
    """One character that Tesseract read: where it begins and ends in page pixels, and its certainty (0 to 1)."""

    text: str
    left: float
    right: float
    certainty: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def find_digits(grey: Grey, labels: NDArray[np.int32], pieces: Pieces, segment: Segment) -> list[Digit]:
    """The Thai digits of a segment from left to right, no two in one place; touching ones only when all parts are."""
    offered = candidates(pieces, labels, segment)
    if not offered:
        return []
    shares = net.judge(np.stack([frame(grey, labels, segment, one) for one in offered]))
    best = shares[:, : net.NO_DIGIT].argmax(axis=1)
    found = [
        Digit(int(value), float(share[value]), one)
        for one, value, share in zip(offered, best, shares, strict=True)
        if share[value] > (_ACCEPTED if len(one.pieces) == 1 else _ACCEPTED_BROKEN)
    ]
    touching: dict[int, list[Digit]] = {}
    for digit in found:
        if not digit.place.whole:
            touching.setdefault(digit.place.pieces[0], []).append(digit)
    whole = [digit for digit in found if digit.place.whole]
    parts = [
        part
        for piece, offers in touching.items()
        for part in _tiling(offers, int(pieces.left[piece]), int(pieces.right[piece]))
    ]
    return sorted(_apart(whole + parts), key=lambda digit: digit.place.left)


def _tiling(offers: list[Digit], left: int, right: int) -> list[Digit]:
    """The surest way to lay parts end to end over touching ink, none when no row of digits covers it.

    Each part costs something of its own, so that two digits are preferred to three.
    """
    best: dict[int, tuple[float, list[Digit]]] = {left: (0.0, [])}
    for digit in sorted(offers, key=lambda one: one.place.left):
        reached = best.get(digit.place.left)
        if reached is None:
            continue
        cost = reached[0] - math.log(digit.share) + _PART
        if cost < best.get(digit.place.right, (math.inf, []))[0]:
            best[digit.place.right] = (cost, [*reached[1], digit])
    return best.get(right, (0.0, []))[1]


def _apart(found: list[Digit]) -> list[Digit]:
    """The surest of those that lie over one another; of equals that of fewest pieces: the other may be a dot."""
    kept: list[Digit] = []
    for digit in sorted(found, key=lambda one: (-round(one.share, 2), len(one.place.pieces))):
        if all(
            digit.place.left >= other.place.right - 1 or digit.place.right <= other.place.left + 1
            for other in kept
        ):
            kept.append(digit)
    return kept


def paint(
    picture: Grey, corner: tuple[int, int], labels: NDArray[np.int32], segment: Segment, digits: list[Digit]
) -> Grey:
    """The picture of a segment (its corner at ``corner``) with each Thai digit replaced by an Arabic one."""
    painted = picture.copy()
    x0, y0 = corner
    for digit in digits:
        place = digit.place
        a, b = max(0, place.top - 1 - y0), place.bottom + 1 - y0
        c, d = max(0, place.left - 1 - x0), place.right + 1 - x0
        view = labels[a + y0 : b + y0, c + x0 : d + x0]
        own = np.isin(view, np.array(place.pieces) + 1) | (view == 0)
        painted[a:b, c:d][own] = 255
    face = _face(max(6, round(_PAINTED_HEIGHT * segment.letter)))
    canvas = Image.fromarray(painted)
    pen = ImageDraw.Draw(canvas)
    for digit in digits:
        pen.text((digit.middle - x0, segment.base - y0), str(digit.value), font=face, fill=30, anchor="ms")
    return np.asarray(canvas)


@cache
def _face(height: int) -> ImageFont.FreeTypeFont:
    """Sarabun at the size at which a zero is so many pixels high."""
    with resources.as_file(resources.files("fontpkg_sarabun") / "files" / "Sarabun-Regular.ttf") as path:
        basic = ImageFont.Layout.BASIC
        box = ImageFont.truetype(path, 200, layout_engine=basic).getbbox("0")
        return ImageFont.truetype(path, max(6, round(height * 200 / (box[3] - box[1]))), layout_engine=basic)


def put_back(symbols: list[Symbol], digits: list[Digit], letter: float) -> list[Symbol]:
    """The symbols with every painted digit Thai again, as the net saw it, whatever Tesseract made of it.

    Both run left to right, so they are laid beside each other with the least cost: a pair costs by its distance and by
    reading another figure; a symbol may stay alone (a digit printed Arabic); a digit that Tesseract dropped is set
    between the letters where it stood.
    """
    spots = [i for i, symbol in enumerate(symbols) if _figure(symbol.text) is not None]
    pairs = _lay_beside([symbols[i] for i in spots], digits, letter)
    made: list[tuple[float, Symbol]] = [(float(i), symbol) for i, symbol in enumerate(symbols)]
    for spot, at in pairs:
        digit = digits[at]
        new = Symbol(THAI[digit.value], digit.place.left, digit.place.right, digit.share)
        if spot is not None:
            made[spots[spot]] = (float(spots[spot]), new)
        else:
            made.append((_between(symbols, digit) + at / 1000, new))
    return _blanks_by_place([symbol for _, symbol in sorted(made, key=lambda one: one[0])], letter)


def _blanks_by_place(symbols: list[Symbol], letter: float) -> list[Symbol]:
    """Blanks between two Thai digits as the page has them: Tesseract saw narrower figures there."""
    made: list[Symbol] = []
    for symbol in symbols:
        before = next((one for one in reversed(made) if one.text != " "), None)
        if symbol.text in THAI and before and before.text in THAI:
            while made[-1].text == " ":
                made.pop()
            if symbol.left - before.right > _WORD_GAP * letter:
                made.append(Symbol(" ", before.right, symbol.left, 1.0))
        made.append(symbol)
    return made


def _figure(text: str) -> str | None:
    return str(int(text)) if text.isdecimal() else _LOOKS_LIKE.get(text)


def _between(symbols: list[Symbol], digit: Digit) -> float:
    """The place in the row of symbols, half-way numbered, where a digit that was dropped belongs."""
    return sum(symbol.middle < digit.middle for symbol in symbols if not symbol.text.isspace()) - 0.5


def _lay_beside(found: list[Symbol], digits: list[Digit], letter: float) -> list[tuple[int | None, int]]:
    """For each digit the symbol that shows it, or None; order kept, total cost least."""
    rows, columns = len(found) + 1, len(digits) + 1
    cost = np.zeros((rows, columns))
    cost[0] = np.arange(columns) * 3.0
    for i in range(1, rows):
        cost[i, 0] = cost[i - 1, 0] + _alone(found[i - 1])
        for j in range(1, columns):
            cost[i, j] = min(
                cost[i - 1, j - 1] + _pair(found[i - 1], digits[j - 1], letter),
                cost[i - 1, j] + _alone(found[i - 1]),
                cost[i, j - 1] + 3.0,
            )
    pairs: list[tuple[int | None, int]] = []
    i, j = rows - 1, columns - 1
    while j:
        if i and np.isclose(cost[i, j], cost[i - 1, j - 1] + _pair(found[i - 1], digits[j - 1], letter)):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and np.isclose(cost[i, j], cost[i - 1, j] + _alone(found[i - 1])):
            i -= 1
        else:
            j -= 1
            pairs.append((None, j))
    return pairs


def _alone(symbol: Symbol) -> float:
    """A digit that nobody painted may be Arabic print; a letter that looks like one mostly is a letter."""
    return 1.2 if symbol.text.isdecimal() else 0.0


def _pair(symbol: Symbol, digit: Digit, letter: float) -> float:
    apart = max(0.0, abs(symbol.middle - digit.middle) / letter - 0.7)
    other = 0.0 if _figure(symbol.text) == str(digit.value) else 0.8
    doubtful = 0.0 if symbol.text.isdecimal() else 0.4
    return apart + other + doubtful
