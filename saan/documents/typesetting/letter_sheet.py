"""The parts of an official paper, as the saraban regulation names them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any


class LetterKind(StrEnum):
    """The papers an office writes (saraban regulation, clauses 11 to 14, 16 and 20)."""

    EXTERNAL = "external"
    MEMO = "memo"
    STAMPED = "stamped"
    ORDER = "order"
    ANNOUNCEMENT = "announcement"


RULINGS = frozenset({LetterKind.ORDER, LetterKind.ANNOUNCEMENT})
"""Papers with a head in the middle, addressed to nobody, that end with the day they were given."""


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
    """Everything that is printed on a paper, as text; Arabic digits become Thai when it is set.

    ``agency`` is the office and its address (external), the office with telephone (memo), the office whose seal
    stands in place of a signature (stamped) or the office or post that orders or announces, without the words
    คำสั่ง and ประกาศ. ``number`` is what follows the word ที่, empty while unnumbered; of an order n/year.
    ``garuda``, ``seal`` and ``signed`` (a written signature) are PNG, JPEG or SVG files of the office; without the
    first two a dashed circle keeps the place. ``signed_note`` stands where the hand would sign. ``verify_url`` is
    printed at the foot of the last page, as text and as a QR code.
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
    signed: bytes | None = None
    signed_note: str = ""


def to_record(sheet: LetterSheet) -> dict[str, Any]:
    """The sheet as JSON-ready values, without its pictures, which are kept as files of the office."""
    printed = asdict(replace(sheet, garuda=None, seal=None, signed=None))
    return {**printed, "date": sheet.date.isoformat() if sheet.date else None}


def from_record(record: Mapping[str, Any]) -> LetterSheet:
    """The sheet that ``to_record`` took apart. TypeError for a field no sheet has; ValueError for an unknown kind."""
    told = dict(record)
    date, signature = told.get("date"), told.get("signature")
    return LetterSheet(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
        | {
            "kind": LetterKind(told["kind"]),
            "date": dt.date.fromisoformat(date) if date else None,
            "enclosures": tuple(Enclosure(**each) for each in told.get("enclosures", ())),
            "paragraphs": tuple(
                Paragraph(each["text"], _items(each.get("items", ()))) for each in told.get("paragraphs", ())
            ),
            "signature": Signature(signature["name"], tuple(signature["posts"])) if signature else None,
        }
    )


def _items(records: Any) -> tuple[Item, ...]:
    return tuple(Item(each["text"], _items(each.get("items", ())), each.get("label")) for each in records)
