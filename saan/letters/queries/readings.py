"""What was read in a letter and what people decided about it, laid over each other."""

import contextlib
import copy
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Prefetch, prefetch_related_objects

from saan.letters.models import Decision, Doubt, Letter, LetterReading, LetterReference
from saan.letters.rules import NOT_CORRESPONDENCE, DoubtState, lay, value_at

_LISTS = ("directives", "references", "enclosures", "addressees", "receive_stamps")


@dataclass(frozen=True)
class Decided:
    """Who gave a field its value in force, when, and what had been read there."""

    by: str
    at: datetime
    was: Any
    reason: str
    doubt: int | None


def hold_readings(letters: Iterable[Letter]) -> None:
    """Fetch the readings of many letters at once, with their decisions, doubts and citations, for one page.

    `reading_of`, `laid_over` and `doubts_held` then ask no more of these very objects: an act that changes what was
    read must fetch the letter anew, and `held_apart` leaves the caller's own objects as they are.
    """
    fresh = [letter for letter in letters if not hasattr(letter, "readings_held")]
    decided = Prefetch("decisions", _in_order(Decision.objects), to_attr="decisions_held")
    doubted = Prefetch("doubts", Doubt.objects.select_related("settled_by"), to_attr="doubts_held")
    readings = LetterReading.objects.prefetch_related(decided, doubted)
    cited = LetterReference.objects.select_related("resolved").order_by("pk")
    prefetch_related_objects(
        fresh,
        Prefetch("readings", readings, to_attr="readings_held"),
        Prefetch("references", cited, to_attr="references_held"),
    )


def held_apart(letters: Iterable[Letter]) -> list[Letter]:
    """The same letters as objects of their own, with their readings held; for comparing many."""
    apart = [copy.copy(letter) for letter in letters]
    hold_readings(apart)
    return apart


def reading_of(letter: Letter) -> LetterReading | None:
    """The reading in force: the last one made."""
    held = getattr(letter, "readings_held", None)
    if held is None:
        return LetterReading.objects.filter(letter=letter).first()
    return held[0] if held else None


def doubts_held(letter: Letter) -> list[Doubt]:
    """The doubts of the reading in force, of a letter whose readings are held."""
    reading = reading_of(letter)
    return reading.doubts_held if reading else []  # type: ignore[attr-defined]


def confirmed_record(letter: Letter) -> dict:
    """The record in force: the last reading with its decisions laid over it; {} for a letter that was never read.

    `provenance` maps each decided path to `Decided`; every other value is as read. Items a person struck out are
    gone; each directive keeps its place in the reading as `index`. News and other papers have no directives.
    """
    reading = reading_of(letter)
    return record_of(reading) if reading else {}


def record_of(reading: LetterReading) -> dict:
    """As `confirmed_record`, for one reading."""
    record = laid_over(reading)
    for index, directive in enumerate(record.get("directives") or []):
        if directive is not None:
            directive["index"] = index
    for paper in (record, *(record.get("embedded") or [])):
        for name in _LISTS:
            paper[name] = [item for item in paper.get(name) or [] if item is not None]
    if record.get("kind") in NOT_CORRESPONDENCE:
        record["directives"] = []
    return record


def laid_over(reading: LetterReading) -> dict:
    """The record with decisions and `provenance`, lists still in the order and length of the reading."""
    record = copy.deepcopy(reading.record)
    provenance: dict[str, Decided] = {}
    held = getattr(reading, "decisions_held", None)
    for decision in decisions_of(reading) if held is None else held:
        # What was decided inside an item that a person struck out has nothing left to lie on.
        with contextlib.suppress(KeyError):
            lay(record, decision.path, decision.value)
        provenance[decision.path] = Decided(
            decision.decided_by.full_name,
            decision.decided_at,
            value_at(reading.record, decision.path),
            decision.reason,
            decision.doubt_id,
        )
    record["provenance"] = provenance
    return record


def decisions_of(reading: LetterReading) -> models.QuerySet[Decision]:
    """Every decision on a reading, in the order they were made."""
    return _in_order(reading.decisions)


def _in_order(decisions: models.Manager[Decision]) -> models.QuerySet[Decision]:
    return decisions.select_related("decided_by").order_by("id")


def doubts_of(letter: Letter) -> models.QuerySet[Doubt]:
    """Every doubt of the reading in force, settled or open, in their order."""
    reading = reading_of(letter)
    return (
        Doubt.objects.filter(reading=reading).select_related("settled_by")
        if reading
        else Doubt.objects.none()
    )


def open_doubts(letter: Letter) -> models.QuerySet[Doubt]:
    """Doubts a person must still settle; while there is one, no directive of the letter may be issued."""
    return doubts_of(letter).filter(state=DoubtState.OPEN)
