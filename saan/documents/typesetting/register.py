"""Registers and lists on paper: the saraban regulation gives each its columns, this page gives them their place."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

from saan.documents.typesetting.engine import Archive, typeset
from saan.documents.typesetting.letter_model import as_printed
from saan.documents.typesetting.widths import text_width
from saan.documents.typesetting.words import cut

TABLE_WIDTH = 267
CELL_EDGES = 3
"""Millimetres of A4 across between its margins, and of white left and right inside one cell."""
SIZE = 14
LINES_KEPT_WHOLE = 10
"""A row up to about this many lines goes to the next page whole; a taller one may be broken."""
BIT = 2
"""Letters of a bit: typed nonsense is cut into such, and the typesetter finds no place to break it."""
ZERO_WIDTH_SPACE = "\u200b"

Runs = list[tuple[str, bool]]


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in millimetres (None: an equal share of what is left), its side."""

    heading: str
    width: float | None = None
    side: Literal["left", "center", "right"] = "left"


def render_register(
    *,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    head: Sequence[str] = (),
    corner: str = "",
    foot: Sequence[Sequence[str]] = (),
    archive: Archive | None = None,
) -> bytes:
    """A register as PDF, A4 across: title, head and headings stand on every page, rows break between words.

    ``head`` is lines under the title (the day, the office), ``corner`` a short text at the top left of each page,
    ``foot`` blocks of lines side by side after the last row (signatures). Every row has one text per column; digits
    become Thai outside codes and addresses. ValueError for a row of another length, or columns wider than the paper.
    """
    widths = _widths(columns)
    model = {
        "title": as_printed(title),
        "head": [_runs(line, TABLE_WIDTH) for line in head],
        "corner": as_printed(corner),
        "widths": widths,
        "sides": [column.side for column in columns],
        "headings": [_runs(column.heading, width) for column, width in zip(columns, widths, strict=True)],
        "cells": [cell for row in rows for cell in _row(row, widths)],
        "foot": [[_runs(line, TABLE_WIDTH / len(foot)) for line in block] for block in foot],
    }
    return typeset("register.typ", model, archive=archive)


def _widths(columns: Sequence[Column]) -> list[float]:
    left = TABLE_WIDTH - sum(column.width or 0 for column in columns)
    sharing = sum(column.width is None for column in columns)
    if left < 0 or (sharing and left / sharing < 2 * CELL_EDGES):
        raise ValueError(f"the columns are wider than the {TABLE_WIDTH} mm of the page")
    return [left / sharing if column.width is None else column.width for column in columns]


def _row(row: Sequence[str], widths: Sequence[float]) -> list[tuple[Runs, bool]]:
    """The cells of a row, each with its "stays on one page" mark, which a row taller than a page must not have."""
    if len(row) != len(widths):
        raise ValueError(f"a row of {len(row)} texts for {len(widths)} columns: {row!r}")
    pairs = list(zip(row, widths, strict=True))
    whole = all(text_width(text, SIZE) <= LINES_KEPT_WHOLE * (width - CELL_EDGES) for text, width in pairs)
    return [(_runs(text, width), whole) for text, width in pairs]


def _runs(text: str, width: float) -> Runs:
    """The words of a cell: kept whole where they fit its width, else broken where the cell ends."""
    room = width - CELL_EDGES
    return list(_cut(" ".join(_loosened(part, room) for part in as_printed(text).split(" ")), room))


def _loosened(part: str, room: float) -> str:
    """A Thai number too long for its cell may go on after its stroke: ๑๒๐๐๑/ and ๒๕๖๙ beneath it."""
    if part.isascii() or text_width(part, SIZE) <= room:
        return part
    return part.replace("/", f"/{ZERO_WIDTH_SPACE}")


@lru_cache(maxsize=4096)
def _cut(text: str, room: float) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (word, whole) if text_width(word, SIZE) <= room else (_breakable(word, room), False)
        for word, whole in _words(text)
    )


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """The words, each with its "keep whole" mark; bits in a row, which hardly are words, are one word together."""
    for bits, words in groupby(cut(text), key=lambda word: len(word.text) <= BIT and word.text.isalpha()):
        if bits:
            yield "".join(word.text for word in words), False
        else:
            yield from ((word.text, word.whole) for word in words)


def _breakable(word: str, room: float) -> str:
    """A word too long for its cell, with a place to break wherever the cell is full; marks stay with their letters."""
    made = line = ""
    for letter in word:
        if text_width(line + letter, SIZE) > room and not _is_mark(letter):
            made, line = f"{made}{line}{ZERO_WIDTH_SPACE}", ""
        line += letter
    return made + line


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn" or letter in "ะาำ"
