"""Reading the registry. What an actor may see is decided here, for lists and single rows alike."""

from saan.registry.importing.checking import RowState
from saan.registry.importing.columns import Column
from saan.registry.importing.preview import preview_of
from saan.registry.merging.columns import LABELS as CHOICE_LABELS
from saan.registry.merging.columns import PERSONAL as PERSONAL_CHOICES
from saan.registry.merging.columns import better, differing
from saan.registry.queries.pairs import (
    Plan,
    decided_pairs,
    kept_for,
    merges_of,
    merges_visible_to,
    pairs_of,
    plan,
)
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
    "CHOICE_LABELS",
    "LEAST_LETTERS",
    "PERSONAL_CHOICES",
    "Column",
    "Contact",
    "Filters",
    "Plan",
    "RowState",
    "Sum",
    "better",
    "by_name",
    "cohorts",
    "contact_of",
    "decided_pairs",
    "differing",
    "imports_of",
    "kept_for",
    "may_edit",
    "merges_of",
    "merges_visible_to",
    "narrowed",
    "own_producers",
    "pairs_of",
    "places_to_choose",
    "places_to_register",
    "plan",
    "preview_of",
    "producers_visible_to",
    "products_of",
    "registered",
    "sum_of",
]
