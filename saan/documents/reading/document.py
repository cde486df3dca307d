"""What a read file is, and the one error for files that cannot be read."""

from dataclasses import dataclass, field

SIZE_LIMIT = 25 * 1024 * 1024
"""Largest file taken in, in bytes."""

TXT = "text/plain"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
MAIL = "message/rfc822"
PICTURE = "image/*"
"""A .png, .jpg or .tif; the read document bears the very type."""

Box = tuple[float, float, float, float]


class UnreadableDocument(ValueError):
    """A file that cannot be read; str is a Thai sentence: what, why, and what to do. ``code`` is for tests and logs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text; ``page`` counts from 1, ``box`` is left, bottom, right, top in points (PDF and scans).

    ``certainty`` is that of the least sure character, 0 to 1, of a line read off a scan.
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    certainty: float | None = None


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a file with its pages and lines as offsets into it.

    Of a plain text file ``text`` is exactly the decoded file, a byte order mark included, so offsets are
    into the file's own characters. ``warnings`` are Thai sentences for the person who handed the file in.
    ``unsure`` are spans of figures that a scan shows badly: whatever is read there should become a doubt.
    """

    text: str
    pages: tuple[tuple[int, int], ...]
    lines: tuple[Line, ...]
    media_type: str
    warnings: tuple[str, ...] = ()
    unsure: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One document out of a file that may hold several, such as mail with attachments.

    ``document`` is None where it could not be read; ``problem`` then says why, in Thai. ``content`` is the part's own
    file: of an attachment its bytes, of the words of a mail the whole mail; empty where it was not even opened.
    """

    name: str
    document: DocumentText | None
    problem: str = ""
    content: bytes = field(default=b"", repr=False)
