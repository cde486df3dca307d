"""Keys in what a browser sends: believed only where they can be one, so that a forged one is simply not found."""

from collections.abc import Iterable

_MOST_DIGITS = 18
"""What a key of the database holds for certain."""


def key_in(text: str) -> int | None:
    """The key of a row that the words spell; None where they spell none that can be."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def keys_in(texts: Iterable[str]) -> list[int]:
    """The keys among the words, in their order."""
    return [key for text in texts if (key := key_in(text)) is not None]
