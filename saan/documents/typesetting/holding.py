"""Decides which last lines of a letter go over to its last page, since a closing phrase may not stand there alone."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

FEWEST_LINES = 2


class Line(NamedTuple):
    """A printed line of the body: its part (paragraph or point), and the place of its first word in that part."""

    part: int
    word: int


def hold_back(words: Sequence[tuple[int, int, int, float]]) -> Line:
    """The line from which the body is held together with the signature.

    ``words`` are (part, place in the part, page, height on the page) in reading order. Two lines are held, or more so
    that no paragraph leaves a single line behind or sends one ahead.
    """
    lines = [Line(*next(group)[:2]) for _, group in groupby(words, key=lambda word: (word[0], *word[2:]))]
    starts = [place for place in range(len(lines)) if _may_break_before(lines, place)]
    fitting = [place for place in starts if len(lines) - place >= FEWEST_LINES]
    return lines[fitting[-1]] if fitting else Line(0, 0)


def _may_break_before(lines: list[Line], place: int) -> bool:
    """True where a page may end: between parts, or inside one with two of its lines on either side."""
    of_part = [at for at, line in enumerate(lines) if line.part == lines[place].part]
    before, after = place - of_part[0], of_part[-1] + 1 - place
    return before == 0 or (before >= FEWEST_LINES and after >= FEWEST_LINES)
