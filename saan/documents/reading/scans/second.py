"""Second readings: words that the two models together read doubtfully are read again by the one that knows them.

With Thai and English together Tesseract takes short Thai words for Latin ("ฉช" for "AY") and Latin capitals for figures
("OTOP" for "0100"). A second reading of the same line replaces such a word where it is surer.
"""

import re
from collections.abc import Callable
from itertools import groupby

from saan.documents.reading.scans.digits import Symbol

Again = Callable[[str], list[Symbol]]
"""Reads the line again with the models named, painted digits put back."""

_DOUBTFUL = 0.9
_LATIN = re.compile(r"[A-Za-z0-9]")
_WRITTEN_LATIN = re.compile(r"[@_]|[A-Za-z]{4}|\w\.[a-z]{2}")
_FIGURES_OR_CAPITALS = re.compile(r"(?=.*\d)[0O][1TI7][0O][0P]", re.IGNORECASE)


def amended(symbols: list[Symbol], again: Again) -> list[Symbol]:
    """The line with doubtful words in their second reading."""
    words = [list(group) for blank, group in groupby(symbols, key=lambda one: one.text == " ") if not blank]
    thai = [word for word in words if _may_be_thai(word)]
    capitals = [word for word in words if _FIGURES_OR_CAPITALS.fullmatch(_text(word))]
    for language, doubtful in (("eng", capitals), ("tha", thai)):
        if doubtful:
            other = again(language)
            for word in doubtful:
                symbols = _exchanged(symbols, word, other, language)
    return symbols


def _may_be_thai(word: list[Symbol]) -> bool:
    text = _text(word)
    unsure = any(_LATIN.match(one.text) and one.certainty < _DOUBTFUL for one in word)
    return unsure and not _WRITTEN_LATIN.search(text)


def _exchanged(symbols: list[Symbol], word: list[Symbol], other: list[Symbol], language: str) -> list[Symbol]:
    left, right = word[0].left, word[-1].right
    room = 0.3 * (right - left) / len(word)
    found = [one for one in other if left - room <= one.middle <= right + room and one.text != " "]
    if not found or len(found) > 2 * len(word) + 2 or not _better(word, found, language):
        return symbols
    at = symbols.index(word[0])
    return [*symbols[:at], *found, *symbols[at + len(word) :]]


def _better(word: list[Symbol], found: list[Symbol], language: str) -> bool:
    if language == "eng":
        return _text(found).isalpha()
    return not _LATIN.search(_text(found)) and _mean(found) > _mean(word)


def _mean(word: list[Symbol]) -> float:
    return sum(one.certainty for one in word) / len(word)


def _text(word: list[Symbol]) -> str:
    return "".join(one.text for one in word)
