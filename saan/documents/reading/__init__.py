"""Text out of the files that offices send: plain text, born-digital PDF, Word. Pure, without Django."""

from saan.documents.reading.document import SIZE_LIMIT, DocumentText, Line, UnreadableDocument
from saan.documents.reading.opening import read_document

__all__ = ["SIZE_LIMIT", "DocumentText", "Line", "UnreadableDocument", "read_document"]
