"""Writes to tourism: asking authorities, projects, identities, communities, events."""

from saan.tourism.actions.events import EventFacts, confirm_event, record_event
from saan.tourism.actions.identities import (
    IdentityFacts,
    change_identity,
    join_cohort,
    record_community,
    record_identity,
)
from saan.tourism.actions.support import (
    ProjectFacts,
    change_project,
    record_coordination,
    record_project,
)

__all__ = [
    "EventFacts",
    "IdentityFacts",
    "ProjectFacts",
    "change_identity",
    "change_project",
    "confirm_event",
    "join_cohort",
    "record_community",
    "record_coordination",
    "record_event",
    "record_identity",
    "record_project",
]
