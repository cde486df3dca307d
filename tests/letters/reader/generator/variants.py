"""The same paper in another dress: digits, spellings, line breaks, page marks, and the faults of scanning.

Each variant answers the new text and, for every character of the old one, where it now begins, so that the spans of a
gold record can be carried over.
"""

import re
from collections.abc import Callable
from random import Random

from saan.kernel.digits import to_arabic, to_thai

Changed = tuple[str, list[int]]
_ALIKE = {
    a: b for pair in ("คต", "ดต", "ถภ", "ชซ", "ขช", "ผพ", "ฝฟ", "ณญ", "ฏฎ", "ธร", "ลส", "อฮ", "มน")
    for a, b in (pair, pair[::-1])
}  # fmt: skip
_TONES = "่้๊๋"
_WORD = re.compile(r"[ก-๎]{6,}")
_ADDRESS = re.compile(r"[\w.%+-]+@[\w.-]+|https?://\S+|[A-Za-z][\w./-]*")


def _rebuild(text: str, change: Callable[[int, str], str]) -> Changed:
    pieces, places, at = [], [], 0
    for i, char in enumerate(text):
        new = change(i, char)
        places.append(at)
        pieces.append(new)
        at += len(new)
    return "".join(pieces), [*places, at]


def thai_digits(text: str, rng: Random) -> Changed:
    """All figures in Thai digits, but for addresses and Latin words."""
    kept = {i for m in _ADDRESS.finditer(text) for i in range(*m.span())}
    return _rebuild(text, lambda i, c: c if i in kept else to_thai(c))


def arabic_digits(text: str, rng: Random) -> Changed:
    return _rebuild(text, lambda i, c: to_arabic(c))


def split_vowels(text: str, rng: Random) -> Changed:
    """ำ as two characters, แ as two เ, and no-break spaces: what old editors leave."""
    return _rebuild(text, lambda i, c: {"ำ": "ํา", "แ": "เเ"}.get(c, "\xa0" if c == " " and i % 7 == 0 else c))


def wrapped(text: str, rng: Random) -> Changed:
    """Hard line ends every sixty characters of the body, also inside words and values, but not inside a figure."""
    column, first = 0, _body_at(text)
    closing = re.search(r"^ *(?:ขอแสดงความนับถือ|จึงเรียนมา)", text[first:], re.MULTILINE)
    last = first + closing.start() if closing else len(text)

    def change(i: int, char: str) -> str:
        nonlocal column
        column = 0 if char == "\n" else column + 1
        mark = char in "\u0e31\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
        figure = char.isdecimal() and text[i - 1 : i].isdecimal()
        if column > 60 and not mark and not figure and first < i < last:
            column = 1
            return "\n" + char if char != " " else "\n"
        return char

    return _rebuild(text, change)


def _body_at(text: str) -> int:
    found = re.search(r"^ *(?:ด้วย|ตามที่|ตามหนังสือ|เนื่อง|เพื่อให้)", text, re.MULTILINE)
    return found.start() if found else len(text)


def page_marks(text: str, rng: Random) -> Changed:
    """A page end in the middle of the body, with catchword and page number."""
    breaks = [m.start() for m in re.finditer(r" ", text[_body_at(text) :])]
    if not breaks:
        return _rebuild(text, lambda i, c: c)
    cut = _body_at(text) + rng.choice(breaks)
    return _rebuild(text, lambda i, c: "\n/ทั้งนี้...\n\n- 2 -\n\n" if i == cut else c)


def windows_lines(text: str, rng: Random) -> Changed:
    return _rebuild(text, lambda i, c: "\r\n" if c == "\n" else c)


def noise(rate: float) -> Callable[[str, Random], Changed]:
    """Faults of scanning: marks lost, letters alike, blanks in words. Figures are spared."""

    def change_text(text: str, rng: Random) -> Changed:
        kept = {i for m in _ADDRESS.finditer(text) for i in range(*m.span())}

        def change(i: int, char: str) -> str:
            if i in kept or not "ก" <= char <= "๎" or rng.random() > rate:
                return char
            if char in _TONES:
                return ""
            if char in _ALIKE and rng.random() < 0.6:
                return _ALIKE[char]
            return (
                char + " "
                if "ก" <= char <= "ฮ" and text[i + 1 : i + 2] >= "ก" and rng.random() < 0.5
                else char
            )

        return _rebuild(text, change)

    return change_text


VARIANTS: dict[str, Callable[[str, Random], Changed]] = {
    "Thai digits": thai_digits,
    "Arabic digits": arabic_digits,
    "split vowels": split_vowels,
    "wrapped lines": wrapped,
    "page marks": page_marks,
    "Windows lines": windows_lines,
    "noise 0.5 %": noise(0.005),
    "noise 1 %": noise(0.01),
    "noise 2 %": noise(0.02),
}


def carried(gold: dict, text: str, new: str, places: list[int], spans_of: Callable[[str], list]) -> dict:
    """The gold record for the changed text: every directive's evidence where it now stands."""

    def moved(item: dict) -> dict:
        spans = [item["span"]] if item.get("span") else spans_of(item["evidence"])
        if not spans:
            return item
        start, end = spans[0]
        a, b = places[start], places[end]
        return {**item, "span": [a, b], "evidence": new[a:b]}

    def record(old: dict) -> dict:
        made = {**old, "directives": [moved(d) for d in old.get("directives") or []]}
        if old.get("embedded"):
            made["embedded"] = [record(inner) for inner in old["embedded"]]
        optional = old.get("optional") or {}
        if "directives" in optional:
            made["optional"] = {**optional, "directives": [moved(d) for d in optional["directives"]]}
        return made

    return record(gold)
