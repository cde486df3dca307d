"""The ordered stages of a piece of work: done, current, still to come."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One stage as drawn."""

    label: str
    done: bool
    current: bool


def steps_at(labels: str | list[str], current: int) -> list[Step]:
    """The stages with the `current`th, counted from 1, in hand; beyond the last, all are done.

    Labels are a list, or one text with | between them.
    """
    names = labels.split("|") if isinstance(labels, str) else labels
    return [Step(name.strip(), n < current, n == current) for n, name in enumerate(names, start=1)]
