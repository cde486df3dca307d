"""Looks at finished pages, because whether a letter is set well is known only from its PDF."""

import pypdfium2


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def text_of_pages(pdf: bytes) -> list[str]:
    """The text of each page, lines ended by a line feed; running heads and feet included."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_text_of(page) for page in document]


def _text_of(page: pypdfium2.PdfPage) -> str:
    return page.get_textpage().get_text_range().replace("\r\n", "\n")
