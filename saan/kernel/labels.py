"""Closed lists whose members carry the Thai words that officers see."""

from enum import StrEnum


class Labelled(StrEnum):
    """A stored code with its Thai label beside it; members are written `NAME = "code", "ป้าย"`."""

    label: str

    def __new__(cls, value: str, label: str) -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field; given as a callable, so that a new member needs no migration."""
        return [(member.value, member.label) for member in cls]
