"""Finding letters by any part of a word, and showing where the words stand.

`Letter.search` is kept by the database (migration 0011) and holds everything that is searched, folded.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat

from saan.accounts.policy import Actor, offices_in_reach
from saan.kernel.digits import to_arabic, to_thai
from saan.kernel.folding import fold
from saan.kernel.spelling import canonical
from saan.letters.models import Letter, LetterReading, Receipt
from saan.letters.queries.papers import letters_visible_to
from saan.letters.rules import LetterState
from saan.organisations.models import Office

FEW = 5000
AROUND = 70
"""Characters shown before and after the first word found in a letter's body."""
_ROUND_THE_SLASH = re.compile(r"\s*/\s*")
_AFTER_THE_MARK = re.compile(r"(?<![^\s/])ว\s+(?=[0-9๐-๙])")
_HALF_OF_SARA_AM = "\u0e4d"
_UNSAID = frozenset({"writing", "kind", "page", "date", "verify_url"})
_BETWEEN = r"[\s\u00ad\u200b-\u200d]*"


@dataclass(frozen=True)
class Piece:
    """A run of text; `found` where it is one of the words asked for."""

    text: str
    found: bool


def find(actor: Actor, words: str) -> QuerySet[Letter]:
    """Visible letters that hold every word anywhere: number, subject, sender, addressees or body.

    A word may be any part of a Thai word. Thai and Arabic digits, coded forms of one letter, and blanks inside a
    number (ว 333, ว333) make no difference.
    """
    found = letters_visible_to(actor).exclude(state=LetterState.CANCELLED)
    keys = [key_of(word) for word in words_of(words)]
    near = _near(actor) if keys else []
    if keys and len(near) <= FEW:
        found = found.filter(pk__in=near).alias(held=Concat("search", Value(""), output_field=TextField()))
    for key in keys:
        found = found.filter(**{"held__contains" if len(near) <= FEW else "search__contains": key})
    return found


def _near(actor: Actor) -> list[int]:
    """Keys of what the offices in reach hold or issued, at most one more than FEW.

    Where an office holds few letters, looking through those is far quicker than through all that hold a common word,
    and the planner cannot know how common a part of a Thai word is; a joined key keeps it from the index then. This
    narrows nothing that `letters_visible_to` has not narrowed.
    """
    offices = Office.objects.filter(offices_in_reach(actor)).values("pk")
    held = Receipt.objects.filter(office__in=offices).values_list("letter", flat=True)
    issued = Letter.objects.filter(issuer__in=offices).values_list("pk", flat=True)
    return list({*held.order_by()[: FEW + 1], *issued.order_by()[: FEW + 1]})[: FEW + 1]


def key_of(word: str) -> str:
    """The folded word; half a sara am at its end, as split coding leaves it, asks for nothing."""
    return fold(word).removesuffix(_HALF_OF_SARA_AM)


def words_of(asked: str) -> list[str]:
    """What is asked, word by word; the parts of a letter number stay one word."""
    joined = _AFTER_THE_MARK.sub("ว", _ROUND_THE_SLASH.sub("/", asked.replace("\0", "")))
    return [word for word in joined.split() if key_of(word)]


def excerpts_of(letters: Iterable[Letter], words: str) -> dict[int, list[Piece]]:
    """Of each letter whose body holds a word, the text around the longest such word, with every word marked."""
    patterns = _patterns(words)
    bodies = _bodies(list(letters)) if patterns else {}
    return {pk: pieces for pk, text in bodies.items() if (pieces := _around(text, patterns))}


def marked(text: str, words: str) -> list[Piece]:
    """A whole text with the words marked in it."""
    patterns = _patterns(words)
    return _pieces(canonical(text), patterns) if patterns else [Piece(text, found=False)]


def _patterns(asked: str) -> list[str]:
    """One expression a word, the longest first, which lets blanks stand inside and takes either kind of digits."""
    words = sorted({canonical(word).removesuffix(_HALF_OF_SARA_AM) for word in words_of(asked)}, key=len)
    return [_BETWEEN.join(_either(character) for character in word) for word in reversed(words)]


def _either(character: str) -> str:
    both = {to_arabic(character), to_thai(character)}
    return f"[{''.join(sorted(both))}]" if len(both) > 1 else re.escape(character)


def _bodies(letters: list[Letter]) -> dict[int, str]:
    """The text of the last reading, or the drafted words."""
    last = LetterReading.objects.filter(letter__in=letters).order_by("letter", "-pk").distinct("letter")
    read = {letter: canonical(text) for letter, text in last.values_list("letter", "text")}
    drafted = {
        each.pk: canonical("\n".join(_strings(each.content))) for each in letters if each.pk not in read
    }
    return read | drafted


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in _said(value) if isinstance(value, dict) else value:
            yield from _strings(each)


def _said(content: dict) -> Iterable[Any]:
    """What a part of a letter says on paper; how it was written and what machines read is no text of it."""
    return (each for name, each in content.items() if name not in _UNSAID)


def _around(text: str, patterns: list[str]) -> list[Piece]:
    """Empty where no word stands in the text."""
    found = (re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
    first = next((each for each in found if each), None)
    if first is None:
        return []
    start, end = max(0, first.start() - AROUND), min(len(text), first.end() + AROUND)
    window = " ".join(text[start:end].split())
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    return _pieces(f"{before}{window}{after}", patterns)


def _pieces(text: str, patterns: list[str]) -> list[Piece]:
    pieces, at = [], 0
    for found in re.finditer("|".join(patterns), text, re.IGNORECASE):
        pieces += [Piece(text[at : found.start()], found=False), Piece(found[0], found=True)]
        at = found.end()
    pieces.append(Piece(text[at:], found=False))
    return [piece for piece in pieces if piece.text]
