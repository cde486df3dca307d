"""Writing directives: drafting them from a confirmed letter, issuing them, working on what is owed."""

from saan.directives.actions.drafting import draft_from_letter, edit_draft, interpret
from saan.directives.actions.issuing import cancel, issue, issue_relaxed, supersede
from saan.directives.actions.working import (
    acknowledge,
    acknowledge_orders,
    excuse,
    exempt,
    mark_done,
    move,
    reopen,
)

__all__ = [
    "acknowledge",
    "acknowledge_orders",
    "cancel",
    "draft_from_letter",
    "edit_draft",
    "excuse",
    "exempt",
    "interpret",
    "issue",
    "issue_relaxed",
    "mark_done",
    "move",
    "reopen",
    "supersede",
]
