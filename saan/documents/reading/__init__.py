"""Text out of the files that offices send: plain text, PDF, Word, web pages, mail, scans. Pure, without Django."""

from saan.documents.reading.document import SIZE_LIMIT, DocumentText, Line, Part, UnreadableDocument
from saan.documents.reading.opening import read_document, read_documents

__all__ = [
    "SIZE_LIMIT",
    "DocumentText",
    "Line",
    "Part",
    "UnreadableDocument",
    "read_document",
    "read_documents",
]
