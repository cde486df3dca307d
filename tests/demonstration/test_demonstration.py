"""The demonstration: loadable on any day, through the same actions as officers, and as told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.demonstration.calendar import on_day, story_days
from saan.demonstration.loading import load_ground, load_registry, load_stories
from saan.directives.models import Directive, Obligation
from saan.directives.queries import desk_of
from saan.indicators.models import Target
from saan.kernel.dates import today
from saan.letters.models import Letter
from saan.registry.models import Producer
from saan.reporting.models import Report


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_story_days_keep_the_circulars_week(loaded: date) -> None:
    days = story_days(loaded)
    assert (days.issued.weekday(), days.finish.weekday(), days.report.weekday()) == (1, 4, 6)
    assert days.issued < days.finish < loaded
    assert loaded - days.finish <= timedelta(7)


def test_a_pretended_day_ends_with_its_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAAN_TODAY", raising=False)
    real = today()
    with on_day(date(2023, 9, 26)):
        assert today() == date(2023, 9, 26)
    assert today() == real


@pytest.mark.slow
def test_the_newcomer_sees_a_living_system(db: None, actor) -> None:
    load_ground(password="รหัสสาธิต")
    load_registry()
    assert 200 <= Producer.objects.count() <= 600
    load_stories()
    letter = Letter.objects.get(number="ฉช 0019/ว 5465")
    counted = Directive.objects.get(letter=letter, kind="count")
    assert Obligation.objects.filter(directive=counted).count() == 11
    assert Target.objects.get(indicator="otop-income").value == 447_756_000_000
    states = set(Report.objects.filter(directive__letter=letter).values_list("state", flat=True))
    assert {"accepted", "submitted", "returned"} <= states
    done = [task for task in desk_of(actor("district2404")) if task.obligation.directive_id == counted.pk]
    late = [task for task in desk_of(actor("district2410")) if task.obligation.directive_id == counted.pk]
    assert done[0].closed
    assert late[0].late
    assert late[0].obligation.acknowledged_at is None


@pytest.mark.slow
def test_loading_twice_changes_nothing(db: None) -> None:
    load_ground(password="รหัสสาธิต")
    load_registry()
    load_stories()
    before = (Producer.objects.count(), Letter.objects.count(), Obligation.objects.count())
    load_ground(password="รหัสสาธิต")
    load_registry()
    load_stories()
    assert (Producer.objects.count(), Letter.objects.count(), Obligation.objects.count()) == before
