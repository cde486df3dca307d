"""Text as it is searched: one key for every way of typing the same words.

The database computes the same key by the function `saan_fold` (geography, migration 0002); a test holds the two equal.
Both are for searching and never for showing: marks stand in the key as other letters.
"""

import re
import unicodedata

from saan.kernel.digits import to_arabic
from saan.kernel.spelling import canonical

BLANK = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
MARKS = "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"
"""Short vowel sign, tones, silencer, yamakkan: PostgreSQL's trigrams break words at them in a UTF-8 locale."""
LETTERS_FOR_MARKS = "\u3105\u3106\u3107\u3108\u3109\u310a\u310b"
"""Letters of a script that no Thai name is written in, one for each mark, which trigrams do take up."""
_CAPITALS = "".join(map(chr, [*range(0x41, 0x5B), *range(0xC0, 0xD7), *range(0xD8, 0xDF)]))
_GONE = re.compile(f"[\0\u00ad\u200b-\u200d\u2060\ufeff{BLANK}]+")
_LAST = str.maketrans(MARKS + _CAPITALS, LETTERS_FOR_MARKS + _CAPITALS.lower())


def fold(text: str) -> str:
    """The key under which a text is searched.

    Blanks and invisible characters go, split sara am and misplaced tones are mended, digits become Arabic, Latin
    letters small. What stands inside the text stands inside its key, so `fold(piece) in fold(name)` asks the question.
    """
    return to_arabic(canonical(_GONE.sub("", unicodedata.normalize("NFC", text)))).translate(_LAST)
