"""Writes to the registry: producers and their products."""

from saan.registry.actions.imports import (
    begin_saving,
    check_batch,
    confirm_distinct,
    hand_in,
    map_columns,
    mend_cell,
    mend_certain,
    read_again,
    save_batch,
)
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
    "begin_saving",
    "cease_producer",
    "check_batch",
    "confirm_distinct",
    "edit_producer",
    "hand_in",
    "map_columns",
    "mend_cell",
    "mend_certain",
    "merge_pair",
    "read_again",
    "refresh_pairs",
    "register_producer",
    "resume_producer",
    "save_batch",
    "tell_apart",
    "undo_merge",
]
