"""What an officer chooses between when two entries become one: each choice is the columns that belong together."""

from typing import Any

from saan.registry.models import Producer

CHOICES: dict[str, tuple[str, ...]] = {
    "name": ("name", "sort_key"),
    "kind": ("kind",),
    "status": ("status",),
    "place": ("tambon_id", "office_id"),
    "village_no": ("village_no",),
    "address": ("address",),
    "point": ("latitude", "longitude"),
    "chair_name": ("chair_name",),
    "phone": ("phone",),
    "members": ("members",),
    "registered_on": ("registered_on", "cohort_be"),
    "legacy_code": ("legacy_code",),
    "trading_since_be": ("trading_since_be",),
    "local_labour": ("local_labour",),
    "link": ("link",),
    "all_thai_on": ("all_thai_on",),
    "consent": ("consent",),
    "confirmed_on": ("confirmed_on",),
}
LABELS = {
    choice: str(Producer._meta.get_field(columns[0]).verbose_name) for choice, columns in CHOICES.items()
} | {"point": "พิกัดที่ผลิต"}
PERSONAL = frozenset({"address", "point", "chair_name", "phone"})
KEPT, LOST, BOTH = "kept", "lost", "sum"
SALES = "sales"
"""Whose figure stands where both entries have one for the same month and channel: one of them, or both added up."""


def values(producer: Producer, choice: str) -> tuple[Any, ...]:
    """The columns of one choice as the producer has them."""
    return tuple(getattr(producer, column) for column in CHOICES[choice])


def differing(one: Producer, other: Producer) -> list[str]:
    """The choices in which two entries differ, in the order of the form."""
    return [choice for choice in CHOICES if values(one, choice) != values(other, choice)]


def better(kept: Producer, lost: Producer, choice: str) -> str:
    """What the form proposes: what is filled in before what is empty, the older registration, else what is kept."""
    own, others = values(kept, choice)[0], values(lost, choice)[0]
    if own in (None, "", []) and others not in (None, "", []):
        return LOST
    older = choice == "registered_on" and own is not None and others is not None and others < own
    newer = choice == "confirmed_on" and own is not None and others is not None and others > own
    return LOST if older or newer else KEPT
