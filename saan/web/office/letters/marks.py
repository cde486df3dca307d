"""The text of a letter cut where evidence begins and ends, so that a field can light the words it was read from."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A run of text with the keys of all fields read from it; `anchors` are the keys that begin here."""

    text: str
    keys: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    asked: bool = False


def spans_of(record: dict) -> dict[str, Span]:
    """Every place the record quotes, by its path: fields, and the parts of directives."""
    found = {path: tuple(item["span"]) for path, item in (record.get("evidence") or {}).items()}
    for index, paper in enumerate(record.get("embedded") or []):
        found |= _spans_of_directives(paper or {}, f"embedded.{index}.")
    return found | _spans_of_directives(record, "")


def _spans_of_directives(paper: dict, within: str) -> dict[str, Span]:
    found = {}
    for index, directive in enumerate(paper.get("directives") or []):
        if directive and directive.get("span"):
            key = f"{within}directives.{index}"
            found[key] = tuple(directive["span"])
            found |= {f"{key}.{part}": tuple(span) for part, span in (directive.get("spans") or {}).items()}
    return found


def pages(
    text: str, bounds: Iterable[Span], spans: dict[str, Span], asked: Iterable[Span]
) -> list[list[Piece]]:
    """Each page as pieces. `spans` may overlap; blank ends of a page are left out, blank pages too."""
    doubted = list(asked)
    cut = [_page(text, *_trimmed(text, *page), spans, doubted) for page in bounds or [(0, len(text))]]
    return [pieces for pieces in cut if pieces]


def _trimmed(text: str, start: int, end: int) -> Span:
    body = text[start:end].rstrip()
    return start + len(body) - len(body.lstrip()), start + len(body)


def _page(text: str, start: int, end: int, spans: dict[str, Span], asked: list[Span]) -> list[Piece]:
    inside = {key: (max(a, start), min(b, end)) for key, (a, b) in spans.items() if a < end and b > start}
    cuts = {start, end} | {at for span in inside.values() for at in span}
    cuts |= {at for span in asked for at in span if start < at < end}
    edges = sorted(cuts)
    return [
        Piece(
            text[a:b],
            tuple(key for key, (first, last) in inside.items() if first <= a and b <= last),
            tuple(key for key, (first, _) in inside.items() if first == a),
            any(first <= a and b <= last for first, last in asked),
        )
        for a, b in pairwise(edges)
    ]
