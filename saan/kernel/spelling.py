"""One Thai word can be coded in several ways that look alike; text is compared in one coding only."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_ABOVE_OR_BELOW = "\u0e31\u0e34-\u0e3a\u0e47"
_TONES = "\u0e48-\u0e4b"
_TONE_BEFORE_VOWEL = re.compile(f"([{_TONES}])([{_ABOVE_OR_BELOW}])")
_TONE_REPEATED = re.compile(f"([{_TONES}\u0e4c])\\1+")
_SARA_AM_SPLIT = re.compile(f"\u0e4d([{_TONES}]?)\u0e32")
_TONE_AFTER_NIKHAHIT = re.compile(f"([{_TONES}])\u0e4d\u0e32")


def canonical(text: str) -> str:
    """Join split sara am and sara ae, order tones after vowels, drop invisible characters.

    The length may change, so offsets into the given text no longer hold.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = text.replace("เเ", "แ")
    text = _TONE_AFTER_NIKHAHIT.sub("\\1\u0e33", text)
    text = _SARA_AM_SPLIT.sub("\\1\u0e33", text)
    text = _TONE_BEFORE_VOWEL.sub(r"\2\1", text)
    return _TONE_REPEATED.sub(r"\1", text)
