"""Thai words in dictionary order, as a plain text that a database compares character by character."""

import re

from saan.kernel.digits import to_arabic
from saan.kernel.spelling import canonical

_NUMBER_WIDTH = 20
_LEVELS_APART = "\x1f"
_BASE = " "
_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_NUMBER = re.compile("[0-9]+")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_SECOND_LEVEL = re.compile("[\u0e47-\u0e4e\u0e3aฯๆ]|[^\\w\\s\u0e30-\u0e45]")


def thai_sort_key(text: str) -> str:
    """The key by whose code points words fall into the order of the Royal Institute dictionary.

    Leading vowels come behind their consonant; tone marks, other marks and punctuation weigh only where all
    letters agree; numbers go by value, in Thai and Arabic digits alike. Use with the C collation.
    """
    plain = _CONTROL.sub("", " ".join(to_arabic(canonical(text)).casefold().split()))
    plain = _LEADING_VOWEL.sub(r"\2\1", plain)
    plain = _NUMBER.sub(lambda match: match.group().lstrip("0").zfill(_NUMBER_WIDTH), plain)
    letters = _SECOND_LEVEL.sub("", plain)
    marks = "".join(char if _SECOND_LEVEL.match(char) else _BASE for char in plain).rstrip()
    return f"{letters}{_LEVELS_APART}{marks}"
