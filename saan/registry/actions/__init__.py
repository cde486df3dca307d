"""Writes to the registry: producers and their products."""

from saan.registry.actions.imports import check_sheet, mend_cell, save_batch
from saan.registry.actions.merging import merge_pair, tell_apart, undo_merge
from saan.registry.actions.pairs import refresh_pairs
from saan.registry.actions.producers import (
    EDITABLE,
    LooksAlike,
    cease_producer,
    edit_producer,
    register_producer,
    resume_producer,
)
from saan.registry.actions.products import add_product, assess_quadrant, award_stars

__all__ = [
    "EDITABLE",
    "LooksAlike",
    "add_product",
    "assess_quadrant",
    "award_stars",
    "cease_producer",
    "check_sheet",
    "edit_producer",
    "mend_cell",
    "merge_pair",
    "refresh_pairs",
    "register_producer",
    "resume_producer",
    "save_batch",
    "tell_apart",
    "undo_merge",
]
