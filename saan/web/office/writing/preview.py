"""The draft as it will be printed: the PDF itself, and its pages as pictures to stand beside the form."""

import io
import json
from dataclasses import replace
from functools import lru_cache

import pypdfium2

from saan.documents.queries import Marks, marks_of
from saan.documents.typesetting.letter import LetterSheet, from_record, render_letter
from saan.documents.word.letter import letter_docx
from saan.letters.drafting.sheet import printed
from saan.letters.models import Letter

WIDTH = 1000
"""Pixels of a page's picture: sharp on a wide screen, about 80 kB."""
POINTS = 595.28
KEPT = 64


def draft_pdf(letter: Letter) -> bytes:
    """The paper as it would be printed now; marked as a draft until it is numbered."""
    return _set(_words(letter), _marks(letter))


def draft_docx(letter: Letter) -> bytes:
    """The same for Word."""
    return letter_docx(_sheet(_words(letter), _marks(letter)))


def pages_of(letter: Letter) -> range:
    """Numbers of its pages, from 1."""
    with pypdfium2.PdfDocument(draft_pdf(letter)) as document:
        return range(1, len(document) + 1)


def picture_of(letter: Letter, number: int) -> bytes | None:
    """One page as PNG; None for a page it has not."""
    return _picture(_words(letter), _marks(letter), number)


def _words(letter: Letter) -> str:
    """What is printed, as the key of what was set already."""
    told = {**printed(letter.content), "draft": not letter.number}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _marks(letter: Letter) -> Marks:
    assert letter.issuer is not None
    return marks_of(letter.issuer)


def _sheet(words: str, marks: Marks) -> LetterSheet:
    return replace(from_record(json.loads(words)), garuda=marks.garuda, seal=marks.seal)


@lru_cache(maxsize=KEPT)
def _set(words: str, marks: Marks) -> bytes:
    return render_letter(_sheet(words, marks))


@lru_cache(maxsize=KEPT)
def _picture(words: str, marks: Marks, number: int) -> bytes | None:
    with pypdfium2.PdfDocument(_set(words, marks)) as document:
        if not 1 <= number <= len(document):
            return None
        target = io.BytesIO()
        document[number - 1].render(scale=WIDTH / POINTS).to_pil().save(target, "PNG", optimize=True)
        return target.getvalue()
