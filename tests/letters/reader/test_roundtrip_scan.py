"""A scan of our own print, read back: nothing to say when it is whole, the changed figure named when it is not."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from saan.documents.reading import read_document
from saan.documents.reading.scans import missing
from saan.documents.typesetting.letter import LetterSheet, render_letter
from saan.letters.reader.roundtrip import differences
from tests.letters.reader.test_roundtrip import CONTENT, SHEET

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(missing()), reason=missing() or "อ่านภาพสแกนได้")]


def scanned(sheet: LetterSheet) -> str:
    """The text of the letter printed, laid on the glass a little askew, and read at 300 dpi."""
    page = pypdfium2.PdfDocument(render_letter(sheet))[0].render(scale=300 / 72).to_pil().convert("L")
    picture = io.BytesIO()
    page.rotate(0.4, fillcolor=255).save(picture, "PNG", dpi=(300, 300))
    return read_document(picture.getvalue(), "หนังสือ.png").text


def test_a_scan_of_our_own_letter_says_what_was_printed() -> None:
    assert differences(CONTENT, scanned(SHEET)) == []


def test_a_changed_figure_is_named_on_a_scan_too() -> None:
    first, *rest = SHEET.paragraphs
    forged = replace(first, text=first.text.replace("1,250,000", "1,350,000"))
    (found,) = differences(CONTENT, scanned(replace(SHEET, paragraphs=(forged, *rest))))
    assert (found.path, found.printed, found.found) == ("paragraphs.0.text", "250", "350")
