"""What may be asked of selections: who may be chosen, how many places are left, who is nominated, what was decided."""

from saan.selection.queries.lists import Selection, SelectionLine, followed, selections_of
from saan.selection.queries.places import Place, Places, places
from saan.selection.queries.pool import (
    Candidate,
    candidate_of,
    candidates,
    eligible_ids,
    not_eligible,
    pool_ids,
    pool_of,
)
from saan.selection.queries.visibility import (
    may_nominate,
    may_review,
    nominations_of,
    nominations_visible_to,
    obligations_to_choose,
)
from saan.selection.queries.weighing import Support, double_support, replays

__all__ = [
    "Candidate",
    "Place",
    "Places",
    "Selection",
    "SelectionLine",
    "Support",
    "candidate_of",
    "candidates",
    "double_support",
    "eligible_ids",
    "followed",
    "may_nominate",
    "may_review",
    "nominations_of",
    "nominations_visible_to",
    "not_eligible",
    "obligations_to_choose",
    "places",
    "pool_ids",
    "pool_of",
    "replays",
    "selections_of",
]
