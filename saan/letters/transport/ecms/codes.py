"""Code lists of e-CMS. Only "001" (ordinary) is seen in public clients; the others follow in order and are unverified.

Replace them by what GetSpeedCodes, GetSecretCodes and GetMimeCodes answer at a real node.
"""

from pathlib import PurePath

SPEED = {"": "001", "ด่วน": "002", "ด่วนมาก": "003", "ด่วนที่สุด": "004"}
ORDINARY_SECRECY = "001"

MIME = {
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".rtf": "application/rtf",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".zip": "application/zip",
    ".bmp": "image/bmp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".txt": "text/plain",
}
"""The endings that the exchange accepts, with their MIME types."""
_ALSO = {
    "application/x-zip-compressed": ".zip",
    "application/octet-stream": "",
    "image/x-ms-bmp": ".bmp",
    "image/jpg": ".jpeg",
    "text/rtf": ".rtf",
    "application/x-pdf": ".pdf",
}
_ENDING = {mime: ending for ending, mime in MIME.items() if ending not in (".jpg", ".tif")} | _ALSO


def mime_of(name: str) -> str | None:
    """The MIME type under which a file may travel; None when the exchange does not take its kind."""
    return MIME.get(PurePath(name).suffix.lower())


def ending_of(mime: str) -> str:
    """The ending for a MIME type as written by any client ("application/pdf", "pdf", ".PDF"); empty when unknown."""
    said = mime.strip().lower().partition(";")[0].strip()
    return _ENDING.get(said) or (f".{said.lstrip('.')}" if f".{said.lstrip('.')}" in MIME else "")
