"""How wide a text stands in the letters' typeface, for columns that must hang at their own words."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from saan.documents.typesetting.fonts import font_family

MM_PER_POINT = 25.4 / 72


def text_width(text: str, size_pt: float = 16, *, bold: bool = False) -> float:
    """Millimetres that a text takes on one line; marks above and below take none."""
    advances, em = _advances(font_family().folder, "Bold" if bold else "Regular")
    return sum(advances.get(ord(letter), 0) for letter in text) / em * size_pt * MM_PER_POINT


@cache
def _advances(folder: Path, style: str) -> tuple[dict[int, int], int]:
    """The advance of each letter by its code point, and the units of the em they are told in."""
    [face] = [path for path in folder.glob("*.ttf") if path.stem.rpartition("-")[2].replace(" ", "") == style]
    with TTFont(face) as font:
        table = font["hmtx"]
        return {code: table[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm
