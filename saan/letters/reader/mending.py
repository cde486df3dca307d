"""Key words that scanning has spoilt are read as what they are: จ้านวน as จำนวน, ภาย ใน as ภายใน, กันยายม as กันยายน.

Only the words that the rules hang on are mended, and only where the spoilt form has the very shape of the word: the
same letters once those that scanners mix up count as one and tones and single blanks are left out. Evidence still
quotes the file's own characters.
"""

import re
from functools import cache

from saan.geography.reference import PROVINCES
from saan.kernel.dates import MONTHS
from saan.kernel.number_words import NUMBER_WORDS
from saan.letters.reader.normalise import View
from saan.letters.reader.words import words

_ALIKE = ("คตด", "ถภ", "ชซข", "ผพ", "ฝฟ", "ณญ", "ฎฏ", "ธร", "ลส", "อฮ", "มน", "ิีึื", "ุู", "าำ")
_CLASS = {ord(char): group[0] for group in _ALIKE for char in group}
_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d"
_LEFT_OUT = frozenset(_TONES + " ")
_COUNT_FOLLOWS = re.compile(rf" *(?:\d|จำนวน|ไม่|อย่าง|สูงสุด|{NUMBER_WORDS})")
_LONG = 5
"""Shapes shorter than this are mended only where no blank stands inside them, since two words might meet there;
so are those with วัน, after which a word of its own may begin (ทุกวัน ที่ทำการ)."""


def mended(page: View) -> View:
    """The page with its spoilt key words put right; every mended word stands for all the characters it came from."""
    text = page.text
    places = [i for i, char in enumerate(text) if char not in _LEFT_OUT]
    shape = "".join([text[i] for i in places]).translate(_CLASS)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _pattern().finditer(shape):
        start, end = places[match.start()], places[match.end() - 1] + 1
        while end < len(text) and text[end] in _TONES:
            end += 1
        word = _shapes()[match.group()]
        if start < at or not _is_spoilt(text[start:end], word, match.group()):
            continue
        if _mid_word(text, start, end, word):
            continue
        pieces += [text[at:start], word]
        starts += [*page.starts[at:start], *[page.starts[start]] * len(word)]
        ends += [*page.ends[at:start], *[page.ends[end - 1]] * len(word)]
        at = end
    if not pieces:
        return page
    return View(page.raw, "".join(pieces) + text[at:], (*starts, *page.starts[at:]), (*ends, *page.ends[at:]))


def _is_spoilt(printed: str, word: str, shape: str) -> bool:
    if printed == word or "  " in printed or printed.replace(" ", "") in _also_words():
        return False
    return " " not in printed or (len(shape) >= _LONG and not word.startswith("วัน"))


def _mid_word(text: str, start: int, end: int, word: str) -> bool:
    """A heading counts only where it begins its line, ละ only where a count follows (จังหวัดสะอาด is none)."""
    if word.endswith("ละ") and not _COUNT_FOLLOWS.match(text, end):
        return True
    return word in words("headings") and bool(text[text.rfind("\n", 0, start) + 1 : start].strip())


def shape_of(text: str) -> str:
    """The letters of a text as scanners tell them apart: without tones and blanks, those alike as one."""
    return "".join(char for char in text if char not in _LEFT_OUT).translate(_CLASS)


@cache
def _shapes() -> dict[str, str]:
    """Shape → word."""
    known = [*words("headings"), *words("mended"), *MONTHS, *(f"จังหวัด{p.name_th}" for p in PROVINCES)]
    return {shape_of(word): word for word in known}


@cache
def _also_words() -> frozenset[str]:
    """Good words that have the shape of a key word."""
    return frozenset(words("not_mended"))


@cache
def _pattern() -> re.Pattern[str]:
    """All shapes as one pattern that shares their beginnings, so that a page is searched in one pass."""
    tree: dict = {}
    for shape in _shapes():
        node = tree
        for char in shape:
            node = node.setdefault(char, {})
        node[""] = {}
    return re.compile(_branches(tree))


def _branches(node: dict) -> str:
    rest = [re.escape(char) + _branches(below) for char, below in node.items() if char]
    if not rest:
        return ""
    whole = rest[0] if len(rest) == 1 and "" not in node else f"(?:{'|'.join(rest)})"
    return f"{whole}?" if "" in node else whole
