"""Prepares the words of a letter for print: Thai digits where due, and lines that break between words only."""

import re
from dataclasses import dataclass
from functools import cache

from saan.kernel.dates import MONTHS
from saan.kernel.digits import to_thai

KEEP_WHOLE_FROM = 5
"""Words of this many characters and more are kept on one line; shorter ones may stretch when a line is justified."""

LONGEST_WHOLE_ADDRESS = 25
"""Web and e-mail addresses up to this length are not broken over a line; longer ones are, at their own signs."""

CATCHWORDS = 4
"""How many words of the next page the foot of a page may announce."""

_URL = r"(?:https?://|www\.)[^\s<>()\"“”]+"
_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_HASHTAG = r"#[^\s,;()#]+"
_LATIN_CODE = r"(?:[0-9]+[-_./:&+])*[0-9]*[A-Za-z][A-Za-z0-9]*(?:[-_./:&+][A-Za-z0-9]+)*"
_ARABIC_STAYS = re.compile("|".join((_URL, _EMAIL, _HASHTAG, _LATIN_CODE)))
_SPACE_BEFORE_REPEAT = re.compile(r"\s+ๆ")
_BOUND_SPACE = re.compile(rf"(?<=[๐-๙]) (?={'|'.join(MONTHS)})|(?<=โทร\.|พ\.ศ\.) (?=[๐-๙0-9])")
_SENTENCE_SPACE = re.compile(r"(\s+)")


@dataclass(frozen=True)
class Word:
    """One piece of a line: its text, whether it stays whole, what the foot announces when it opens the next page."""

    text: str
    whole: bool
    catch: str


def thai_digits_in_letter(text: str) -> str:
    """The text with Thai digits, as official letters are written.

    Web addresses, e-mail addresses, hashtags and codes that hold a Latin letter (``SKU-2024-01``, ``COVID-19``)
    keep their Arabic digits, because they are typed elsewhere character by character.
    """
    pieces, end = [], 0
    for kept in _ARABIC_STAYS.finditer(text):
        pieces += [to_thai(text[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*pieces, to_thai(text[end:])])


def cut(text: str) -> list[Word]:
    """The words of a text in order; their texts joined give the text back, with ``ๆ`` bound to what it repeats."""
    bound = _BOUND_SPACE.sub("\N{NO-BREAK SPACE}", _SPACE_BEFORE_REPEAT.sub("\N{NO-BREAK SPACE}ๆ", text))
    tokens = _glue_signs(
        [token for piece in _SENTENCE_SPACE.split(bound) if piece for token in _tokens(piece)]
    )
    return [Word(token, _stays_whole(token), _catch(tokens, place)) for place, token in enumerate(tokens)]


def _tokens(piece: str) -> list[str]:
    if piece.isspace() or piece.isascii():
        return [piece]
    return _cutter()(piece)


@cache
def _cutter():
    """The dictionary cutter, loaded at first use because it costs half a second."""
    from pythainlp.tokenize import word_tokenize

    return lambda text: word_tokenize(text, engine="newmm", keep_whitespace=True)


def _glue_signs(tokens: list[str]) -> list[str]:
    """Signs that may not open a line (ๆ ฯ and closing marks) joined to the word before them."""
    glued: list[str] = []
    for token in tokens:
        if glued and not glued[-1].isspace() and token.lstrip("\N{NO-BREAK SPACE}")[:1] in ("ๆ", "ฯ"):
            glued[-1] += token
        else:
            glued.append(token)
    return glued


def _stays_whole(token: str) -> bool:
    """Thai words are measured by their letters; addresses stay whole while they are short enough to move."""
    if token.isascii():
        return _ARABIC_STAYS.fullmatch(token) is not None and len(token) <= LONGEST_WHOLE_ADDRESS
    return len(token) >= KEEP_WHOLE_FROM and not token.isspace()


def _catch(tokens: list[str], place: int) -> str:
    """The words from ``place`` to the next space, at most four; a list number alone announces nothing yet."""
    taken: list[str] = []
    for token in tokens[place:]:
        words = sum(not text.isspace() for text in taken)
        if words == CATCHWORDS or (token.isspace() and _says_something("".join(taken))):
            break
        taken.append(token)
    return "".join(taken).strip()


def _says_something(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
