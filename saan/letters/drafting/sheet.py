"""The sheet that a draft makes: the words chosen, the head and name its signing gives, and nothing printed twice."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from saan.documents.typesetting.letter import Enclosure, LetterSheet, Signature, to_record
from saan.documents.typesetting.letter import LetterKind as SheetKind
from saan.letters.drafting import phrases
from saan.letters.drafting.body import lines_of, paragraphs_of
from saan.letters.drafting.draft import NO_CLOSING, RULINGS, Draft
from saan.letters.rules import LetterKind

_KINDS = {
    LetterKind.EXTERNAL: SheetKind.EXTERNAL,
    LetterKind.MEMO: SheetKind.MEMO,
    LetterKind.STAMPED: SheetKind.STAMPED,
    LetterKind.ORDER: SheetKind.ORDER,
    LetterKind.ANNOUNCEMENT: SheetKind.ANNOUNCEMENT,
}
_KIND_OF = {sheet: letter for letter, sheet in _KINDS.items()}
_SET_LATER = ("number", "date", "verify_url", "draft", "writing")
"""Of the content: what is given at numbering, and the writer's own choices, which are not printed."""


def kind_of(sheet: LetterSheet) -> LetterKind:
    """Which kind of paper a sheet makes."""
    return _KIND_OF[sheet.kind]


@dataclass(frozen=True)
class Head:
    """What an office and a signing give a sheet: lines of the head, printed name and posts, owner's block, number."""

    agency: tuple[str, ...]
    name: str
    posts: tuple[str, ...]
    owner: tuple[str, ...]
    number: str = ""


def sheet_of(draft: Draft, head: Head) -> LetterSheet:
    """The paper as it would be printed now, marked as a draft."""
    ruling = draft.kind in RULINGS
    return LetterSheet(
        kind=_KINDS[draft.kind],
        agency=head.agency,
        number=f"{head.number}ว " if draft.circular and head.number else head.number,
        subject=_line(draft.subject) if draft.kind != LetterKind.STAMPED else "",
        salutation="" if ruling else salutation_of(draft),
        addressee="" if ruling else _line(draft.addressee),
        references=_references(draft),
        enclosures=_enclosures(draft),
        paragraphs=(*paragraphs_of(draft.cause), *paragraphs_of(draft.purpose)),
        conclusion=_line(draft.conclusion),
        closing="" if draft.kind in NO_CLOSING else closing_of(draft),
        signature=None if draft.kind == LetterKind.STAMPED else Signature(head.name, head.posts),
        owner=() if ruling or draft.kind == LetterKind.MEMO else _owner(draft, head),
        copies_to=tuple(lines_of(draft.copies_to)),
        urgency=draft.urgency,
        secrecy=draft.secrecy,
        slogan=_line(draft.slogan),
        draft=True,
    )


def salutation_of(draft: Draft) -> str:
    """ถึง on a stamped letter, else the one chosen or due to the addressee."""
    if draft.kind == LetterKind.STAMPED:
        return phrases.stamped_salutation()
    return draft.salutation or phrases.pair_for(draft.addressee).salutation


def closing_of(draft: Draft) -> str:
    return draft.closing or phrases.pair_for(draft.addressee).closing


def content_of(draft: Draft, sheet: LetterSheet) -> dict[str, Any]:
    """What a letter in the making holds: the sheet as printed, and the writer's choices under "writing"."""
    return {**to_record(sheet), "writing": draft.to_json()}


def printed(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content without the writer's choices: what goes on paper and into the archive."""
    return {name: value for name, value in content.items() if name != "writing"}


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of the words that are signed: all that is printed but number, day and the address to verify at."""
    signed = {name: value for name, value in content.items() if name not in _SET_LATER}
    written = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _references(draft: Draft) -> tuple[str, ...]:
    """Memos, stamped letters and rulings refer in their text."""
    return tuple(each.text for each in draft.references) if draft.kind == LetterKind.EXTERNAL else ()


def _enclosures(draft: Draft) -> tuple[Enclosure, ...]:
    if draft.kind != LetterKind.EXTERNAL:
        return ()
    return tuple(Enclosure(_line(each.title), each.quantity) for each in draft.enclosures)


def _owner(draft: Draft, head: Head) -> tuple[str, ...]:
    return tuple(lines_of(draft.owner)) or head.owner


def _line(text: str) -> str:
    return " ".join(text.split())
