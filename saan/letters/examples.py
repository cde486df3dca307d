"""An office's own letters as examples: what people confirmed, held against what the reader reads today. Pure."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from saan.kernel.digits import to_arabic
from saan.letters.reader import read
from saan.letters.rules import NOT_CORRESPONDENCE, value_at

SCHEMA = (
    "kind", "number", "number_agency_code", "circular", "urgency", "secrecy", "issuing_office", "province", "date",
    "subject", "addressees", "references", "enclosures", "signatory", "contact", "receive_stamps", "directives",
    "money", "percent", "hashtags", "embedded",
)  # fmt: skip
"""Fields of docs/letter-schema.md that tell what a letter says; how it was read (evidence, doubts) is no example."""

_PLACES = frozenset({"span", "spans", "evidence", "raw"})
"""Where and how a value is printed is no part of it."""
_EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Difference:
    """A field that the reader reads otherwise than people confirmed it; `asked` where it at least asks about it."""

    path: str
    confirmed: Any
    read: Any
    asked: bool


def example_of(record: dict) -> dict:
    """The confirmed record as an example: the schema's fields, without who decided them and what was doubted."""
    example = {name: deepcopy(record[name]) for name in SCHEMA if name in record}
    for directive in example.get("directives") or []:
        directive.pop("index", None)
    return example


def differences(text: str, example: dict) -> list[Difference]:
    """Every field of the example that reading the text now gives otherwise, by its path; blanks and digits are free."""
    made = read(text).record
    doubts = made.get("doubts") or []
    found = example_of(made)
    if found.get("kind") in NOT_CORRESPONDENCE:
        found["directives"] = []
    wanted = {name: example[name] for name in SCHEMA if name in example}
    return [
        Difference(path, value, other, _is_asked(path, value, doubts))
        for path, value, other in _unlike(wanted, found, "")
    ]


def _unlike(wanted: Any, found: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Leaves that differ; a list of another length as a whole."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key, value in wanted.items():
            if key not in _PLACES and not (key == "be" and wanted.get("iso")):
                yield from _unlike(value, found.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for place, (one, other) in enumerate(zip(wanted, found, strict=True)):
            yield from _unlike(one, other, f"{path}.{place}")
    elif _plain(wanted) != _plain(found):
        yield path, wanted, found


def _plain(value: Any) -> Any:
    """What comparing goes by; nothing is nothing, however it is written."""
    if value in _EMPTY:
        return None
    return "".join(to_arabic(value).split()) if isinstance(value, str) else value


def _is_asked(path: str, value: Any, doubts: list[dict]) -> bool:
    """Whether a doubt of today's reading offers the confirmed value as an answer."""
    answers = [made.get("sets") or {} for doubt in doubts for made in doubt.get("suggestions") or []]
    return any(
        _plain(given if at == path else value_at({"in": given}, f"in.{path[len(at) + 1 :]}")) == _plain(value)
        for sets in answers
        for at, given in sets.items()
        if path == at or path.startswith(f"{at}.")
    )
