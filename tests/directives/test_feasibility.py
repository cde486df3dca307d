"""An order is held against the registry before it is issued."""

from datetime import date

import pytest

from saan.directives.queries import feasibility
from tests.factories.directives import CHOOSE, DEED, REGISTER, drafted, producers, products

pytestmark = pytest.mark.django_db


def test_a_pool_too_small_is_found_with_what_would_help(province):
    (draft,) = drafted(CHOOSE, by=province, dated=date(2018, 11, 6))
    for district, how_many in zip(range(2401, 2412), [41, 27, 22, 30, 24, 33, 4, 19, 14, 3, 8], strict=True):
        products(district, how_many, by=province)
    finding = feasibility(draft, province)
    assert (finding.offices, finding.chosen, finding.needed, finding.has) == (11, True, 66, 61)
    assert [(each.area.code, each.has, each.lacks) for each in finding.impossible] == [
        (2410, 3, 3),
        (2407, 4, 2),
    ]
    exempting, *lowered = finding.relaxations
    assert exempting.exempt == (2407, 2410)
    assert lowered[-1].rule.minimum == 3
    assert lowered[-1].exempt == ()


def test_entries_out_of_the_conditions_are_no_pool(province):
    (draft,) = drafted(CHOOSE, by=province)
    products(2401, 6, by=province, cohort_be=2562)
    products(2402, 6, by=province, quadrant="A")
    assert len(feasibility(draft, province).impossible) == 11


def test_new_entries_are_work_ahead_not_an_impossibility(province):
    (draft,) = drafted(REGISTER, by=province)
    producers(240201, "group", 2, by=province)
    producers(240201, "sole", 30, by=province, on=date(2023, 5, 10))
    finding = feasibility(draft, province, due=date(2023, 9, 29))
    assert (finding.chosen, finding.impossible, finding.relaxations) == (False, (), ())
    assert (finding.needed, finding.has, finding.workdays, finding.quickest) == (186, 1, 2, 30)


def test_a_deed_has_no_finding(province):
    (draft,) = drafted(DEED, by=province)
    assert feasibility(draft, province) is None


def test_only_the_places_of_those_addressed(province):
    (draft,) = drafted(CHOOSE, by=province)
    draft.audience = {**draft.audience, "except": ["cdd-2410", "cdd-2407"]}
    assert {each.area.code for each in feasibility(draft, province).areas} == set(range(2401, 2412)) - {
        2410,
        2407,
    }
