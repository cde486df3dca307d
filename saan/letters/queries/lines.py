"""The lines of a paper as they stand on its pages, so that what was read can be held against its picture."""

from dataclasses import dataclass

from saan.documents.queries import read_bytes
from saan.documents.reading import UnreadableDocument
from saan.letters.models import Doubt, LetterReading
from saan.letters.rules import DoubtState


@dataclass(frozen=True)
class PlacedLine:
    """One line: its place among all (from 0), its page (from 1), its words, and whether an open doubt quotes it.

    `certainty` is that of its least sure character, 0 to 1; None for what was not read off a picture.
    """

    index: int
    page: int
    text: str
    doubted: bool
    certainty: float | None


def lines_of(reading: LetterReading) -> list[PlacedLine]:
    """Lines with a picture: those under an open doubt first, then the others from the least sure, then as they stand.

    Empty where the file has no places for its lines.
    """
    spans = _doubted(reading) if reading.lines else []
    found = [
        PlacedLine(index, page, reading.text[start:end], _meets(spans, start, end), certainty)
        for index, (start, end, page, _, certainty) in enumerate(reading.lines or [])
    ]
    return sorted(found, key=lambda line: (not line.doubted, 1 if line.certainty is None else line.certainty))


def _doubted(reading: LetterReading) -> list[tuple[int, int]]:
    doubts = Doubt.objects.filter(reading=reading, state=DoubtState.OPEN)
    return [tuple(words["span"]) for doubt in doubts for words in doubt.words if words.get("span")]


def _meets(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and last > start for first, last in spans)


def picture_of(reading: LetterReading, index: int) -> bytes | None:
    """PNG of a line counted from 0; None where there is no such line or its file is lost."""
    from saan.documents.reading.scans.strips import line_image

    lines = reading.lines or []
    if not 0 <= index < len(lines):
        return None
    _, _, page, box, _ = lines[index]
    try:
        return line_image(read_bytes(reading.file), page, tuple(box))
    except (FileNotFoundError, UnreadableDocument):
        return None
