"""Offices and letters found by words while something is written, each with the line that names it in a list."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from saan.accounts.policy import Actor
from saan.letters import queries
from saan.letters.models import Letter
from saan.letters.queries.citing import citation
from saan.organisations.models import Office

MOST = 8


@dataclass(frozen=True)
class FoundOffice:
    """An office; `line` is its full name, or its code where another office bears the same name."""

    office: Office
    line: str

    @property
    def has_namesake(self) -> bool:
        return self.line != self.office.name


@dataclass(frozen=True)
class FoundLetter:
    """A letter; `line` is how อ้างถึง prints it."""

    letter: Letter
    line: str


def asked_words(typed: str) -> str:
    return " ".join(typed.split())[:100]


def offices_found(words: str, *, besides: Collection[int] = ()) -> list[FoundOffice]:
    """Offices in force whose name or short name holds every word; none without words."""
    if not words:
        return []
    namesake = Office.objects.in_force().filter(name=OuterRef("name")).exclude(pk=OuterRef("pk"))
    found = Office.objects.in_force().exclude(pk__in=besides).annotate(doubled=Exists(namesake))
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    return [
        FoundOffice(each, each.code if each.doubled else each.name)
        for each in found.order_by("lo", "code")[:MOST]
    ]


def letters_found(words: str, actor: Actor, *, besides: int | None = None) -> list[FoundLetter]:
    """Numbered letters the actor may see that hold the words; none without words."""
    if not words:
        return []
    found = queries.listed(actor, box="all", words=words).exclude(pk=besides).exclude(number="")
    return [FoundLetter(each, citation(each)) for each in found[:MOST]]
