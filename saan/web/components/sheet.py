"""A letter's own text cut at its evidence, so that every field read can point at its very words."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Mark:
    """A stretch of text, `start` to `end` in its characters, that holds the evidence of the field `key`.

    `asked` marks the words that the doubt now on screen is about.
    """

    start: int
    end: int
    key: str
    asked: bool = False


@dataclass(frozen=True)
class Segment:
    """A piece of the text and the fields it is evidence of; none for plain text."""

    text: str
    keys: tuple[str, ...] = ()
    asked: bool = False


def cut(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """The text in pieces; marks may overlap or nest, and one that reaches outside the text is cut to it.

    Joined again, the pieces are the text. Keys stand in the order in which their marks were given, once each.
    """
    inside = [mark for mark in marks if max(mark.start, 0) < min(mark.end, len(text))]
    edges = {0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)}
    ends = sorted(edge for edge in edges if 0 <= edge <= len(text))
    return [_piece(text, start, end, inside) for start, end in pairwise(ends)]


def _piece(text: str, start: int, end: int, marks: list[Mark]) -> Segment:
    here = [mark for mark in marks if mark.start <= start and end <= mark.end]
    keys = tuple(dict.fromkeys(mark.key for mark in here))
    return Segment(text[start:end], keys, any(mark.asked for mark in here))
