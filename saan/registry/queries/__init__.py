"""Reading the registry. What an actor may see is decided here, for lists and single rows alike."""

from saan.registry.importing.checking import RowState
from saan.registry.importing.columns import Column
from saan.registry.importing.preview import preview_of
from saan.registry.queries.producers import (
    LEAST_LETTERS,
    Contact,
    Filters,
    Sum,
    by_name,
    cohorts,
    contact_of,
    imports_of,
    may_edit,
    narrowed,
    own_producers,
    places_to_choose,
    places_to_register,
    producers_visible_to,
    products_of,
    registered,
    sum_of,
)

__all__ = [
    "LEAST_LETTERS",
    "Column",
    "Contact",
    "Filters",
    "RowState",
    "Sum",
    "by_name",
    "cohorts",
    "contact_of",
    "imports_of",
    "may_edit",
    "narrowed",
    "own_producers",
    "places_to_choose",
    "places_to_register",
    "preview_of",
    "producers_visible_to",
    "products_of",
    "registered",
    "sum_of",
]
