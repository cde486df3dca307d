"""The parts of an official letter, as the saraban regulation names them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class LetterKind(StrEnum):
    """The three kinds of correspondence of the saraban regulation (clauses 11 to 14)."""

    EXTERNAL = "external"
    MEMO = "memo"
    STAMPED = "stamped"


@dataclass(frozen=True)
class Enclosure:
    """One thing sent along: its title, and its quantity in words such as ``จำนวน ๑ ชุด``."""

    title: str
    quantity: str = ""


@dataclass(frozen=True)
class Item:
    """A numbered point; without a ``label`` it is numbered ๑. ๒. and beneath that ๑.๑ ๑.๒."""

    text: str
    items: tuple["Item", ...] = ()
    label: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body and the numbered points it introduces."""

    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Signature:
    """Who signs: the full name with title, and the chain of posts, one line for each link."""

    name: str
    posts: tuple[str, ...] = ()


@dataclass(frozen=True)
class LetterSheet:
    """Everything that is printed on a letter, as text; Arabic digits become Thai when it is set.

    ``agency`` is the office and its address (external), the office with telephone (memo) or the office whose seal
    stands in place of a signature (stamped). ``number`` is what follows the word ที่, empty while unnumbered.
    ``garuda`` and ``seal`` are PNG, JPEG or SVG files of the office; without them a dashed circle keeps the place.
    """

    kind: LetterKind
    agency: tuple[str, ...]
    number: str = ""
    date: dt.date | None = None
    subject: str = ""
    salutation: str = "เรียน"
    addressee: str = ""
    references: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    conclusion: str = ""
    closing: str = "ขอแสดงความนับถือ"
    signature: Signature | None = None
    owner: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    urgency: str = ""
    secrecy: str = ""
    slogan: str = ""
    garuda: bytes | None = None
    seal: bytes | None = None
    draft: bool = False
    verify_url: str = ""
