"""How wide a text stands in the letters' typeface, for columns that must hang at their own words."""

from functools import cache

from fontTools.ttLib import TTFont

from saan.documents.typesetting.fonts import font_family

MM_PER_POINT = 25.4 / 72


def text_width(text: str, size_pt: float = 16, *, bold: bool = False) -> float:
    """Millimetres that a text takes on one line; marks above and below take none."""
    advances = _advances("Bold" if bold else "Regular")
    return sum(advances.get(letter, 0) for letter in text) * size_pt * MM_PER_POINT


@cache
def _advances(style: str) -> dict[str, float]:
    """The advance of each letter in shares of the em; read once, since both typefaces of letters are as wide."""
    [face] = [path for path in font_family().folder.glob("*.ttf") if path.stem.rpartition("-")[2] == style]
    with TTFont(face) as font:
        table, em = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): table[name][0] / em for code, name in font.getBestCmap().items()}
