"""Cohorts of communities: how many a programme had in one year, and in how many provinces."""

from dataclasses import dataclass

from saan.geography.models import Area
from saan.tourism.models import Cohort


@dataclass(frozen=True)
class CohortSize:
    """A letter names both numbers (3,273 communities in 76 provinces); a difference is for a person to explain."""

    communities: int
    provinces: int


def cohort_size(*, programme: str, fiscal_year_be: int, area: Area | None = None) -> CohortSize:
    """The size of one programme's cohort of one fiscal year, in a place or the whole country."""
    rows = Cohort.objects.filter(programme=programme, fiscal_year_be=fiscal_year_be)
    if area is not None:
        rows = rows.filter(community__tambon__gte=area.lo, community__tambon__lte=area.hi)
    tambons = list(rows.values_list("community__tambon_id", flat=True))
    return CohortSize(len(tambons), len({code // 10_000 for code in tambons}))
