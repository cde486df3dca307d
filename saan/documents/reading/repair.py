"""Mends the Thai that PDF text layers spoil, line by line, so that blank lines keep their meaning."""

import re
from functools import cache
from pathlib import Path

from saan.kernel.spelling import canonical

# Glyphs that Windows Thai fonts keep in the private area: the same marks, moved left or down.
_PRIVATE = str.maketrans(
    dict(
        zip(
            map(chr, range(0xF700, 0xF71B)),
            "ฐ\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4cญ\u0e31\u0e4d\u0e47"
            "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
            strict=True,
        )
    )
)
_MARKS = "\u0e31\u0e33\u0e34-\u0e3a\u0e47-\u0e4e"
_GAP = re.compile(rf"(?<=[ก-ฮ{_MARKS}]) +(?=[{_MARKS}])")
# Fonts placed by GPOS give a head with vowel and tone twice (ขึ้ขึ้น); ที่ที่ is good Thai.
_HEAD_TWICE = re.compile(r"(?!ที่)([ก-ฮ][\u0e31\u0e34-\u0e39][\u0e48-\u0e4b])\1")
_REPEATED = re.compile(f"([{_MARKS}])\\1+")


def repair(text: str) -> str:
    """Private glyphs, split and doubled marks and heads, blanks before marks, and ำ that lost its ring."""
    return "\n".join(repair_line(line) for line in text.split("\n"))


def repair_line(line: str) -> str:
    line = line.translate(_PRIVATE)
    line = _GAP.sub("", line)
    line = _REPEATED.sub(r"\1", canonical(line))
    line = _HEAD_TWICE.sub(r"\1", line)
    return _lost_am().sub(lambda match: _known()[match.group()], line) if "า" in line else line


@cache
def _known() -> dict[str, str]:
    """Spoilt form → word, for words whose form with า alone is no word (อาเภอ)."""
    text = (Path(__file__).parent / "data" / "am-words.txt").read_text(encoding="utf-8")
    words = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {word.replace("ำ", "า"): word for word in words}


@cache
def _lost_am() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _known()), key=len, reverse=True)))
