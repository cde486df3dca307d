"""The demonstration's tourism leaves something to find in a province, and is entered once."""

import pytest

from saan.demonstration.tourism import furnish
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.kernel.fiscal import fiscal_year_of
from saan.outreach.models import Post
from saan.tourism.models import SupportProject
from saan.tourism.queries import rollup


@pytest.mark.slow
@pytest.mark.django_db
def test_a_province_with_something_done_and_something_missing() -> None:
    furnish()
    furnish()
    found = rollup(Area.objects.get(code=24), fiscal_year_be=fiscal_year_of(today()).be).figures
    assert 0 < found.coordinated < found.authorities
    assert found.excused == 5
    assert 0 < found.domains < 44
    assert found.projects == SupportProject.objects.count() == 5
    assert found.budget.disbursed_share != found.budget.settled_share
    assert Post.objects.filter(tags_missing=[]).count() == 1
    assert Post.objects.exclude(tags_missing=[]).count() == 1
