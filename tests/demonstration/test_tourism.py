"""The demonstration's identities and posts leave something to find in a province, and are entered once."""

import pytest

from saan.demonstration.tourism import furnish
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.kernel.fiscal import fiscal_year_of
from saan.outreach.models import Post
from saan.tourism.models import EventRecord
from saan.tourism.queries import rollup


@pytest.mark.slow
@pytest.mark.django_db
def test_a_province_with_something_found_and_something_missing() -> None:
    furnish()
    furnish()
    found = rollup(Area.objects.get(code=24), fiscal_year_be=fiscal_year_of(today()).be).figures
    assert 0 < found.domains < 44
    assert Post.objects.filter(tags_missing=[]).count() == 1
    assert Post.objects.exclude(tags_missing=[]).count() == 1
    assert EventRecord.objects.count() == 1
