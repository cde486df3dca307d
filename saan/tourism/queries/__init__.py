"""Reading tourism: what an actor sees, how a district stands, and sums that agree from the nation down."""

from saan.tourism.queries.cohorts import CohortSize, cohort_size
from saan.tourism.queries.districts import (
    Asked,
    Domain,
    Standing,
    districts_with_none,
    domains,
    standings,
)
from saan.tourism.queries.places import area_named
from saan.tourism.queries.reach import (
    authorities_to_name,
    communities_visible_to,
    events_visible_to,
    identities_visible_to,
    is_authority,
    may_coordinate,
    places_to_record,
    projects_visible_to,
)
from saan.tourism.queries.rollup import Figures, PlaceLine, Rollup, rollup

__all__ = [
    "Asked",
    "CohortSize",
    "Domain",
    "Figures",
    "PlaceLine",
    "Rollup",
    "Standing",
    "area_named",
    "authorities_to_name",
    "cohort_size",
    "communities_visible_to",
    "districts_with_none",
    "domains",
    "events_visible_to",
    "identities_visible_to",
    "is_authority",
    "may_coordinate",
    "places_to_record",
    "projects_visible_to",
    "rollup",
    "standings",
]
