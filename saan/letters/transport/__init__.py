"""Ways out of Saan and back: one interface, whichever road a letter takes.

A transport knows neither database nor people. It is handed a parcel (a letter for one addressee) or a word (what is
told about a letter), and either returns or raises a typed fault; who tries again and when is decided elsewhere, so that
every road has the same finite patience.
"""

from typing import Protocol

from saan.letters.transport.faults import (
    Duplicate,
    Fault,
    InvalidAddressee,
    Refused,
    SizeLimitExceeded,
    Unreachable,
    UnsupportedVersion,
    Validation,
)
from saan.letters.transport.parcel import Cited, Enclosed, Parcel, Party, Word
from saan.letters.transport.places import EcmsPlace, EmailPlace, MailboxPlace, Misconfigured
from saan.letters.transport.retries import MOST_TRIES, RETRY_AFTER, next_try


class Transport(Protocol):
    """One road. Both methods may be called again with the same id; the other side then sees that it is the same."""

    def send(self, parcel: Parcel) -> None:
        """Hand the letter over. Raises Fault."""

    def tell(self, word: Word) -> None:
        """Tell the other side what became of a letter. Raises Fault."""


__all__ = [
    "MOST_TRIES",
    "RETRY_AFTER",
    "Cited",
    "Duplicate",
    "EcmsPlace",
    "EmailPlace",
    "Enclosed",
    "Fault",
    "InvalidAddressee",
    "MailboxPlace",
    "Misconfigured",
    "Parcel",
    "Party",
    "Refused",
    "SizeLimitExceeded",
    "Transport",
    "Unreachable",
    "UnsupportedVersion",
    "Validation",
    "Word",
    "next_try",
]
