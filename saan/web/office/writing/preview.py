"""The draft as it will be printed: the PDF itself, and its pages as pictures to stand beside the form."""

import io
import json
from functools import lru_cache

import pypdfium2

from saan.documents.typesetting.letter import from_record, render_letter
from saan.documents.word.letter import letter_docx
from saan.letters.drafting.sheet import printed
from saan.letters.models import Letter

WIDTH = 1000
"""Pixels of a page's picture: sharp on a wide screen, about 80 kB."""
POINTS = 595.28
KEPT = 64


def draft_pdf(letter: Letter) -> bytes:
    """The paper as it would be printed now; marked as a draft until it is numbered."""
    return _set(_words(letter))


def draft_docx(letter: Letter) -> bytes:
    """The same for Word."""
    return letter_docx(from_record(json.loads(_words(letter))))


def pages_of(letter: Letter) -> range:
    """Numbers of its pages, from 1."""
    with pypdfium2.PdfDocument(draft_pdf(letter)) as document:
        return range(1, len(document) + 1)


def picture_of(letter: Letter, number: int) -> bytes | None:
    """One page as PNG; None for a page it has not."""
    return _picture(_words(letter), number)


def _words(letter: Letter) -> str:
    """What is printed, as the key of what was set already."""
    told = {**printed(letter.content), "draft": not letter.number}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=KEPT)
def _set(words: str) -> bytes:
    return render_letter(from_record(json.loads(words)))


@lru_cache(maxsize=KEPT)
def _picture(words: str, number: int) -> bytes | None:
    with pypdfium2.PdfDocument(_set(words)) as document:
        if not 1 <= number <= len(document):
            return None
        target = io.BytesIO()
        document[number - 1].render(scale=WIDTH / POINTS).to_pil().save(target, "PNG", optimize=True)
        return target.getvalue()
