"""Several PDFs as one, page after page; the files themselves stay as they are."""

import io

import pypdfium2


def joined(*parts: bytes) -> bytes:
    """The pages of every part in order. ``pypdfium2.PdfiumError`` for what is no PDF."""
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        with pypdfium2.PdfDocument(part) as document:
            whole.import_pages(document)
    target = io.BytesIO()
    whole.save(target)
    whole.close()
    return target.getvalue()
