"""Official papers as PDF: letter, memo, stamped letter, order, announcement, in the layout that offices expect."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from saan.documents.typesetting.engine import Archive, layout_report, typeset
from saan.documents.typesetting.holding import hold_back
from saan.documents.typesetting.letter_model import model_of
from saan.documents.typesetting.letter_sheet import (
    Enclosure,
    Item,
    LetterKind,
    LetterSheet,
    Paragraph,
    Signature,
    from_record,
    to_record,
)

__all__ = [
    "Enclosure",
    "Item",
    "LetterKind",
    "LetterSheet",
    "Paragraph",
    "Signature",
    "archive_letter",
    "from_record",
    "render_letter",
    "to_record",
]

TEMPLATE = "letter.typ"

TIGHT_OWNER_GAP = 1
"""Blank lines above the owner's name and telephone when the usual three would cost a letter one more page."""

FOOT_LINES = 2
"""Lines kept free at the foot of a page that announces the next one: the announcement and a blank line above it."""


def render_letter(sheet: LetterSheet) -> bytes:
    """The paper as PDF, A4, whatever its kind.

    A letter that misses a page less by little is drawn together above the owner's block. One that needs several pages
    is set again: each page keeps its foot free for the words that announce the next, and at least two lines of text are
    held back to stand above the closing phrase on the last.
    """
    return typeset(TEMPLATE, laid_out(sheet))


def archive_letter(sheet: LetterSheet, *, record: Mapping[str, Any], made_at: dt.datetime) -> bytes:
    """The same pages as PDF/A-3 (level A) with ``record.json`` inside, for keeping.

    ``record`` is any JSON-ready mapping; ``made_at`` an aware datetime. Same input, same bytes. Conformance is claimed
    by the PDF writer and not checked here by a PDF/A validator.
    """
    return typeset(TEMPLATE, laid_out(sheet), archive=Archive(record, made_at))


def laid_out(sheet: LetterSheet) -> dict[str, Any]:
    """The model of a paper with what only its layout tells: ``hold``, ``lift``, an ``owner-gap`` that saves a page."""
    model = model_of(sheet)
    whole = model | {"lift": 0, "hold": [len(model["body"]), 0]}
    report = layout_report(TEMPLATE, whole)
    if report["pages"] == 1:
        return whole
    if report["pages"] == 2 and (fitting := _drawn_together(whole, report)):
        return fitting
    split = whole | {"lift": FOOT_LINES, "hold": hold_back(report["words"])}
    return _drawn_together(split) or split


def _drawn_together(model: dict[str, Any], report: dict[str, Any] | None = None) -> dict[str, Any] | None:
    """The model with less space above its owner's block where that saves a page; ``report`` is how it lies now."""
    if not model["owner"]:
        return None
    report = report or layout_report(TEMPLATE, model)
    tight = model | {"owner-gap": TIGHT_OWNER_GAP}
    saves = _ends_alone(model, report) and layout_report(TEMPLATE, tight)["pages"] < report["pages"]
    return tight if saves else None


def _ends_alone(model: dict[str, Any], report: dict[str, Any]) -> bool:
    """True when the last page holds only what is kept together, so that a little less of it could save the page."""
    on_last = [[part, place] for part, place, page, _ in report["words"] if page == report["pages"]]
    return all(word >= list(model["hold"]) for word in on_last)
