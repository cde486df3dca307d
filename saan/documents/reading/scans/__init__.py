"""Reads scans: pictures, and PDF pages without a text layer, into the same DocumentText as every other file.

Needs tesserocr and two model files of the system (``./run ocr``); :func:`missing` tells in Thai what is not there.
"""

from saan.documents.reading.scans.engine import missing
from saan.documents.reading.scans.pages import PAGE_LIMIT
from saan.documents.reading.scans.reading import read_page_of_pdf, read_picture, warnings_of
from saan.documents.reading.scans.strips import line_image

__all__ = ["PAGE_LIMIT", "line_image", "missing", "read_page_of_pdf", "read_picture", "warnings_of"]
