"""Misreadings that cannot be what the paper says, put right: a known few, each with its reason.

Whatever touches a number is told, so that it becomes a doubt; a word that exists is never touched.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from pythainlp.corpus import thai_words

from saan.documents.reading.scans.digits import THAI, Symbol
from saan.geography.reference import edit_distance, nearest_letters

_CODE = re.compile(
    r" *(?P<head>ท[\u0e34-\u0e37]?[่้]?) *(?P<code>[ก-ฮ][ก-ฮ\u0e34-\u0e39]{0,3}) *"
    + rf"(?=[{THAI}\d]{{4}}[./])"
)
_HEADINGS = ("เรื่อง", "เรียน", "อ้างถึง", "สิ่งที่ส่งมาด้วย", "ส่วนราชการ", "บันทึกข้อความ", "ด่วนที่สุด", "ด่วนมาก", "วันที่")
_NEVER_FIRST = {"เรื่อ"}
_MARK = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")
# The models hardly know ฎ: they answer its neighbours ฏ and ภ, with a mark where its foot turns.
_LIKE_DO_CHADA = re.compile("ภ?[ฏฎ][\u0e38\u0e39]?|ภ[\u0e38\u0e39]")


@dataclass(frozen=True)
class Mended:
    """The symbols of a line, and what was set in a number and should be compared with the picture."""

    symbols: list[Symbol]
    told: tuple[str, ...]


def mend(symbols: list[Symbol]) -> Mended:
    """A line put right; each symbol is one character."""
    symbols, told = _circular_letter(_marks_joined(symbols))
    mended = _code(_heading(_words(symbols)))
    return Mended(mended.symbols, told + mended.told)


def _marks_joined(symbols: list[Symbol]) -> list[Symbol]:
    """No blank stands before a mark or vowel that needs a letter to stand on."""
    kept = [
        symbol for symbol, after in pairwise(symbols) if not (symbol.text == " " and _MARK.match(after.text))
    ]
    return [*kept, *symbols[-1:]]


def _circular_letter(symbols: list[Symbol]) -> tuple[list[Symbol], tuple[str, ...]]:
    """ว of a circular, between the stroke and Thai digits: read as an Arabic 2, or with a letter that cannot follow it.

    To the net neither is a digit, and nothing but ว and blanks stands there in any number.
    """
    text = "".join(symbol.text for symbol in symbols)
    match = re.search(rf"(?<=[{THAI}]/)(?:2|ว[ก-ฮ])(?= *[{THAI}])", text)
    if not match:
        return symbols, ()
    return _exchanged(symbols, *match.span(), "ว"), ("/ว",)


def _words(symbols: list[Symbol]) -> list[Symbol]:
    """Words that are none, but that Tesseract often makes of common ones."""
    text = "".join(symbol.text for symbol in symbols)
    for match in reversed(list(_misread().finditer(text))):
        symbols = _exchanged(symbols, match.start(), match.end(), _table()[match.group()])
    return symbols


def _heading(symbols: list[Symbol]) -> list[Symbol]:
    """The first word of a line, one letter away from a heading and itself no word, is that heading."""
    first = "".join(symbol.text for symbol in symbols).split(" ")[0]
    if first in _HEADINGS or not 4 <= len(first) <= 18:
        return symbols
    near = [heading for heading in _HEADINGS if edit_distance(first, heading) == 1]
    if len(near) != 1 or (first in thai_words() and first not in _NEVER_FIRST):
        return symbols
    return _exchanged(symbols, 0, len(first), near[0])


def _code(symbols: list[Symbol]) -> Mended:
    """ที่ and the letters of an office before its number: a closed set, so the nearest is taken where only one is."""
    text = "".join(symbol.text for symbol in symbols)
    match = _CODE.match(text)
    known = nearest_letters(_LIKE_DO_CHADA.sub("ฎ", match["code"])) if match else []
    if not match or len(known) != 1:
        return Mended(symbols, ())
    told: tuple[str, ...] = ()
    if known[0] != match["code"]:
        symbols, told = _exchanged(symbols, *match.span("code"), known[0]), (known[0],)
    if match["head"] != "ที่":
        symbols = _exchanged(symbols, *match.span("head"), "ที่")
    return Mended(symbols, told)


def _exchanged(symbols: list[Symbol], start: int, end: int, word: str) -> list[Symbol]:
    left, right = symbols[start].left, symbols[end - 1].right
    wide = (right - left) / len(word)
    new = [Symbol(char, left + i * wide, left + (i + 1) * wide, 0.5) for i, char in enumerate(word)]
    return [*symbols[:start], *new, *symbols[end:]]


@cache
def _table() -> dict[str, str]:
    text = (Path(__file__).parent / "data" / "misread-words.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return dict(rows)


@cache
def _misread() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _table()), key=len, reverse=True)))
