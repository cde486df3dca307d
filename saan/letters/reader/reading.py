"""The whole reading of one file: the first paper is the letter, further ones are embedded in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from saan.letters.reader import doubts
from saan.letters.reader.anatomy import papers
from saan.letters.reader.kinds import OTHER
from saan.letters.reader.mending import mended
from saan.letters.reader.normalise import view
from saan.letters.reader.record import Draft, draft

READER_VERSION = "2"
"""Kept beside every stored reading; raised whenever the rules read some paper otherwise than before."""

_EMBEDDED_OMITS = ("receive_stamps", "money", "percent", "hashtags")


@dataclass(frozen=True)
class Reading:
    """What was read: ``record`` in the schema of docs/letter-schema.md with ``doubts`` and ``evidence``."""

    record: dict
    name: str = ""
    text: str = field(default="", repr=False)


def read(
    text: str, *, name: str = "", unsure: Iterable[tuple[int, int]] = (), attached: int | None = None
) -> Reading:
    """Read one official paper. Never fails on any text; what it cannot find is null or an empty list.

    All spans are offsets into ``text`` itself. ``unsure`` are spans that a scan shows badly: values that stand
    there are kept and doubted. ``attached`` is how many files came beside this one, None where nobody knows.
    """
    drafts = [draft(paper) for paper in papers(mended(view(text)))]
    if not drafts:
        return Reading(_blank(), name, text)
    first, *others = drafts
    record = first.record
    record["embedded"] = [_embedded(i, made, first) for i, made in enumerate(others)]
    record["doubts"] = doubts.doubts(first, others, tuple(unsure), attached)
    record["evidence"] = first.evidence
    return Reading(record, name, text)


def _embedded(index: int, made: Draft, first: Draft) -> dict:
    first.evidence.update({f"embedded.{index}.{path}": found for path, found in made.evidence.items()})
    return {key: value for key, value in made.record.items() if key not in _EMBEDDED_OMITS}


def _blank() -> dict:
    return {"kind": OTHER, "directives": [], "embedded": [], "doubts": [], "evidence": {}}
