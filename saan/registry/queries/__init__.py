"""Reading the registry. What an actor may see is decided here, for lists and single rows alike."""

from saan.registry.importing.fields import FIELDS, Field, Sort
from saan.registry.importing.values import Fault, How
from saan.registry.merging.columns import LABELS as CHOICE_LABELS
from saan.registry.merging.columns import PERSONAL as PERSONAL_CHOICES
from saan.registry.merging.columns import better, differing
from saan.registry.queries.imports import answer_workbook, repaired_workbook
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
    "FIELDS",
    "LEAST_LETTERS",
    "PERSONAL_CHOICES",
    "Contact",
    "Fault",
    "Field",
    "Filters",
    "How",
    "Plan",
    "Sort",
    "Sum",
    "answer_workbook",
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
    "producers_visible_to",
    "products_of",
    "registered",
    "repaired_workbook",
    "sum_of",
]
