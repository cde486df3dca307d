"""The demonstration: loadable on any day, through the same actions as officers, and as told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.demonstration.calendar import identity_days, on_day, story_days
from saan.demonstration.loading import load_ground, load_registry, load_stories
from saan.demonstration.registering import enliven
from saan.directives.models import Directive, Obligation
from saan.directives.queries import desk_of
from saan.indicators.models import Target
from saan.kernel.dates import today
from saan.letters.models import Letter
from saan.registry.models import (
    Application,
    DuplicatePair,
    Producer,
    RegistrationCertificate,
    SalesFact,
)
from saan.reporting.completeness import completeness
from saan.reporting.models import Report
from saan.reporting.rules import CellState, Stand


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_story_days_keep_the_circulars_week(loaded: date) -> None:
    days = story_days(loaded)
    assert (days.issued.weekday(), days.finish.weekday(), days.report.weekday()) == (1, 4, 6)
    assert days.issued < days.finish < loaded
    assert loaded - days.finish <= timedelta(7)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_one_or_two_months_of_the_identity_letter_are_past(loaded: date) -> None:
    days = identity_days(loaded)
    assert days.earlier < days.issued < days.passed < days.answered < loaded
    assert days.issued.day >= 26 or days.issued.day < 10
    assert 30 <= (loaded - days.issued).days <= 67
    assert (days.until - days.issued).days >= 270


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
    _the_first_period_of_the_identity_letter(actor("local24"))


def _the_first_period_of_the_identity_letter(province) -> None:
    asked = Directive.objects.get(letter__number="มท 0810.6/ว 12509", kind="report")
    found = completeness(asked, province.office.area, province)
    assert len(found.dues) >= 9
    first = {line.name: line.boxes[0] for line in found.lines}
    assert first["สถอ.เมืองฉะเชิงเทรา"].stand == Stand.ACCEPTED
    assert first["สถอ.บางคล้า"].stand == Stand.REVIEW
    assert first["สถอ.บางน้ำเปรี้ยว"].state == CellState.MISSING
    assert all(line.boxes[-1].state == CellState.NOT_YET_DUE for line in found.lines)


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


@pytest.mark.slow
def test_the_registry_is_at_work(db: None, actor) -> None:
    load_ground(password="รหัสสาธิต")
    load_registry()
    enliven()
    assert set(Application.objects.values_list("state", flat=True)) == {"received", "incomplete", "approved"}
    assert RegistrationCertificate.objects.count() == 1
    assert DuplicatePair.objects.filter(state="open").count() >= 5
    told = SalesFact.objects.count()
    assert told > 5_000
    enliven()
    assert (SalesFact.objects.count(), Application.objects.count()) == (told, 3)
