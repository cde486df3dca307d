"""Targets: read with their words, recorded once with their letter, seen by those whom they concern."""

import pytest
from django.core.exceptions import PermissionDenied

from saan.geography.models import Area
from saan.indicators.actions import set_target
from saan.indicators.catalogue import indicators
from saan.indicators.models import Target
from saan.indicators.queries import OTOP_INCOME, targets_in, targets_visible_to
from saan.indicators.rules import TargetTier
from saan.kernel.refusals import Refused
from saan.ledger.models import Act
from tests.factories.targets import SATANG, SUM, target_letter


@pytest.fixture
def put(province):
    def putting(by=province, **changes):
        given = {
            "indicator": OTOP_INCOME,
            "area": Area.objects.get(code=24),
            "fiscal_year_be": 2566,
            "tier": TargetTier.STRETCH,
            "value": SATANG,
            **changes,
        }
        return set_target(**given, by=by)

    return putting


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "tier"),
    [
        ("ขั้นสูง", TargetTier.STRETCH),
        ("ขึ้นสูง", TargetTier.STRETCH),
        ("ขั้นมาตรฐาน", TargetTier.STANDARD),
        ("ขั้นต้น", TargetTier.BASIC),
        ("", TargetTier.SINGLE),
    ],
)
def test_a_letters_target_is_read_with_its_value_year_tier_and_words(province, words, tier):
    paper = target_letter(province, words)
    (found,) = targets_in(paper, province)
    assert (found["value"], found["fiscal_year_be"], found["tier"]) == (SATANG, 2566, tier)
    assert paper.readings.first().text[slice(*found["span"])] == found["evidence"] == SUM
    assert found["area"] == province.office.area


def test_a_target_is_recorded_with_its_author_and_a_ledger_row(put):
    target = put(evidence=SUM, span=[5, 22])
    assert (target.value, target.recorded_by.username) == (SATANG, "province24")
    act = Act.objects.get(verb="indicators.set_target")
    assert (act.detail["was"], act.detail["now"]) == (None, SATANG)
    assert "ขั้นสูง" in act.summary


def test_recording_again_changes_it_and_the_ledger_keeps_what_was(put):
    first = put()
    second = put(value=SATANG + 100)
    assert second.pk == first.pk
    assert second.recorded_at > first.recorded_at
    assert Act.objects.filter(verb="indicators.set_target").first().detail["was"] == SATANG


def test_tiers_stand_beside_each_other(put):
    put()
    put(tier=TargetTier.BASIC)
    assert Target.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"indicator": "happiness"}, "indicator"), ({"value": 0}, "value"), ({"value": -5}, "value")],
)
def test_what_makes_no_sense_is_refused_at_its_field(put, changes, field):
    with pytest.raises(Refused) as refusal:
        put(**changes)
    assert refusal.value.field == field


def test_no_target_is_set_outside_the_offices_area(put):
    with pytest.raises(Refused, match="อยู่นอกพื้นที่"):
        put(area=Area.objects.get(code=20))
    assert put(area=Area.objects.get(code=2402)).area.code == 2402


@pytest.mark.parametrize("who", ["district2402", "auditor", "clerk24", "producer"])
def test_only_those_who_command_set_targets(put, actor, who):
    with pytest.raises(PermissionDenied):
        put(by=actor(who))


def test_targets_of_the_area_and_of_those_around_it_are_seen(put, actor):
    whole, part = put(), put(area=Area.objects.get(code=2403))
    assert set(targets_visible_to(actor("province24"))) == {whole, part}
    assert set(targets_visible_to(actor("district2402"))) == {whole}
    assert set(targets_visible_to(actor("district2403"))) == {whole, part}
    assert set(targets_visible_to(actor("ministry"))) == {whole, part}


def test_definitions_say_whose_they_are_and_what_is_still_open():
    income = indicators()[OTOP_INCOME]
    assert income.unit == "satang"
    assert income.owner == "กรมการพัฒนาชุมชน"
    assert income.baseline is None
    assert income.checked_by is None
