"""Official letters as PDF: external letter, memo and stamped letter, in the layout that offices expect."""

from saan.documents.typesetting.engine import layout_report, typeset
from saan.documents.typesetting.holding import hold_back
from saan.documents.typesetting.letter_model import model_of
from saan.documents.typesetting.letter_sheet import (
    Enclosure,
    Item,
    LetterKind,
    LetterSheet,
    Paragraph,
    Signature,
)

__all__ = ["Enclosure", "Item", "LetterKind", "LetterSheet", "Paragraph", "Signature", "render_letter"]

TEMPLATE = "letter.typ"

TIGHT_OWNER_GAP = 1
"""Blank lines above the owner's name and telephone when the usual three would send a letter on to a second page."""

FOOT_LINES = 2
"""Lines kept free at the foot of a page that announces the next one: the announcement and a blank line above it."""


def render_letter(sheet: LetterSheet) -> bytes:
    """The letter as PDF, A4.

    A letter that misses one page by little is drawn together above the owner's block. One that needs several pages is
    set again: each page keeps its foot free for the words that announce the next, and at least two lines of text are
    held back to stand above the closing phrase on the last.
    """
    model = {**model_of(sheet), "lift": 0}
    model["hold"] = [len(model["body"]), 0]
    report = layout_report(TEMPLATE, model)
    if report["pages"] == 2 and model["owner"]:
        model["owner-gap"], usual = TIGHT_OWNER_GAP, model["owner-gap"]
        report = layout_report(TEMPLATE, model)
        if report["pages"] > 1:
            model["owner-gap"] = usual
    if report["pages"] > 1:
        model |= {"lift": FOOT_LINES, "hold": hold_back(report["words"])}
    return typeset(TEMPLATE, model)
