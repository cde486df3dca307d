"""What the pages of an import offer to choose from."""

from collections.abc import Iterable

from saan.accounts.policy import Actor
from saan.registry.importing.constants import (
    CONSTANTS,
    may_bring_sales,
    may_bring_stars,
    rounds_to_choose,
    years_to_choose,
)
from saan.registry.importing.fields import FIELDS, Field, Sort, fields_of, missing_of
from saan.registry.importing.measures import choices_for, column_of, measures_in
from saan.registry.rules import ImportKind, SalesChannel, SalesMethod

__all__ = [
    "CONSTANTS",
    "FIELDS",
    "Field",
    "ImportKind",
    "SalesChannel",
    "SalesMethod",
    "Sort",
    "column_choices",
    "fields_of",
    "kinds_for",
    "may_bring_sales",
    "missing_of",
    "rounds_to_choose",
    "years_to_choose",
]


def kinds_for(actor: Actor) -> list[ImportKind]:
    """What the actor's office may bring by spreadsheet."""
    barred = {ImportKind.SALES: not may_bring_sales(actor), ImportKind.STARS: not may_bring_stars(actor)}
    return [kind for kind in FIELDS if not barred.get(kind)]


def column_choices(kind: ImportKind, title: str, *named: str) -> list[Field]:
    """The fields that a column may be taken for: those of its month or channel first, by its title or as named."""
    static = list(FIELDS[kind])
    if kind != ImportKind.SALES:
        return static
    columns = [column for column in map(column_of, named) if column and (column.month or column.channel)]
    columns += measures_in({0: title}, "").values()
    keys = dict.fromkeys(each.key for column in columns[:1] for each in choices_for(column))
    keys |= dict.fromkeys(_named_here(named))
    known = fields_of(kind, keys)
    return [known[key] for key in keys if key not in {each.key for each in static}] + static


def _named_here(named: Iterable[str]) -> list[str]:
    return [key for key in named if column_of(key)]
