"""Lays printed lines out as text: gaps become blank lines and indents blanks, so that rules see its shape."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from saan.documents.reading.document import Box, DocumentText, Line

_CHARACTER = 6.0
_WIDEST_INDENT = 60


@dataclass(frozen=True, slots=True)
class Printed:
    """One line of a page. ``box`` is where it lies in points; ``level`` is that on the straightened page of a scan,
    which tells gaps and indents. ``unsure`` are offsets into ``text``."""

    text: str
    box: Box | None
    level: Box | None = None
    certainty: float | None = None
    unsure: tuple[tuple[int, int], ...] = ()

    @property
    def place(self) -> Box | None:
        return self.level or self.box


def lay_out(pages: list[list[Printed]], media_type: str, warnings: tuple[str, ...]) -> DocumentText:
    """The pages as one text, a form feed between them."""
    pieces: list[str] = []
    lines: list[Line] = []
    spans: list[tuple[int, int]] = []
    unsure: list[tuple[int, int]] = []
    at = 0
    for number, page in enumerate(pages, start=1):
        start = at
        for printed, lead, indent in _spaced(page):
            pieces.append(f"{lead}{indent}{printed.text}\n")
            begin = at + len(lead)
            text_at = begin + len(indent)
            lines.append(Line(begin, text_at + len(printed.text), number, printed.box, printed.certainty))
            unsure += [(text_at + a, text_at + b) for a, b in printed.unsure]
            at += len(pieces[-1])
        spans.append((start, at))
        pieces.append("\f" if number < len(pages) else "")
        at += len(pieces[-1])
    return DocumentText("".join(pieces), tuple(spans), tuple(lines), media_type, warnings, tuple(unsure))


def _spaced(page: list[Printed]) -> list[tuple[Printed, str, str]]:
    """Each line with the break before it and the blanks of its indent."""
    edge = min((p.place[0] for p in page if p.place), default=0.0)
    pitch = _pitch(page)
    found = []
    previous: Box | None = None
    for printed in page:
        place = printed.place
        lead = "\n" if _apart(previous, place, pitch) else ""
        indent = " " * min(_WIDEST_INDENT, round((place[0] - edge) / _CHARACTER)) if place else ""
        found.append((printed, lead, indent))
        previous = place
    return found


def _pitch(page: list[Printed]) -> float:
    tops = [p.place[3] for p in page if p.place]
    steps = [a - b for a, b in pairwise(tops) if a - b > 1]
    return median(steps) if steps else 0.0


def _apart(previous: Box | None, box: Box | None, pitch: float) -> bool:
    """White of a third of a line above tells a new paragraph; less can come from stacked marks."""
    return bool(previous and box and pitch and previous[3] - box[3] > 1.33 * pitch)
