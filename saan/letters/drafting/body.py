"""The typed text of a body as paragraphs and numbered points: a line a paragraph, a number at its head a point."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from saan.documents.typesetting.letter import Item, Paragraph
from saan.kernel.digits import to_arabic

_POINT = re.compile(r"^(?P<mark>\d{1,2}(?:\.\d{1,2}){0,2}[.)]?|\(\d{1,2}\))\s+(?P<text>\S.*)$")


@dataclass
class _Open:
    text: str
    depth: int = 0
    mark: str = ""
    points: list["_Open"] = field(default_factory=list)


def paragraphs_of(typed: str) -> tuple[Paragraph, ...]:
    """Paragraphs with their points two levels deep. A number not in its turn is printed as it was typed."""
    found: list[_Open] = []
    for line in lines_of(typed):
        point = point_of(line)
        if point is None:
            found.append(_Open(line))
        else:
            _add(found, _Open(point[1], len(figures_of(point[0])), point[0]))
    return tuple(Paragraph(each.text, _items(each.points, "")) for each in found)


def lines_of(typed: str) -> list[str]:
    """Lines with words in them, blanks drawn together."""
    return [" ".join(line.split()) for line in typed.splitlines() if line.strip()]


def point_of(line: str) -> tuple[str, str] | None:
    """(mark, text) of a line that begins with a number; None for another. Marks keep Arabic digits."""
    match = _POINT.match(to_arabic(line))
    return (match["mark"], line[match.start("text") :]) if match else None


def figures_of(mark: str) -> tuple[int, ...]:
    """The numbers in a mark: (1, 2) of "1.2"."""
    return tuple(int(figure) for figure in re.findall(r"\d+", mark))


def _add(found: list[_Open], point: _Open) -> None:
    if not found:
        found.append(_Open(""))
    holder = found[-1]
    if point.depth > 1 and holder.points:
        holder = holder.points[-1]
    holder.points.append(point)


def _items(points: Sequence[_Open], above: str) -> tuple[Item, ...]:
    return tuple(
        Item(each.text, _items(each.points, f"{above}{place}."), _label(each, f"{above}{place}"))
        for place, each in enumerate(points, 1)
    )


def _label(point: _Open, due: str) -> str | None:
    """None where the number is the one due in the usual writing, which the sheet prints by itself."""
    return None if point.mark.rstrip(".") == due else point.mark
