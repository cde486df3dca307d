"""Conditions keep their meaning when "not" is pushed down, and what is proved about them holds for every row."""

import pytest
from hypothesis import given, settings

from saan.policy.conditions import All, Any, Between, Condition, In, Is, Not, both, conjuncts, positive
from saan.policy.countables import Countable, Field, FieldType
from saan.policy.evaluate import Fact, matches
from saan.policy.logic import disjoint, implies, possible
from tests.policy.examples import KIND, PRODUCER, conditions, facts

GROUP, SOLE = Is("kind", "group"), Is("kind", "sole")


@pytest.mark.slow
@settings(max_examples=300)
@given(conditions, facts)
def test_pushing_not_down_changes_nothing(condition: Condition, fact: Fact) -> None:
    assert matches(positive(condition), fact.values) is matches(condition, fact.values)


@pytest.mark.slow
@settings(deadline=None)
@given(conditions, conditions, facts)
def test_what_is_proved_holds_for_every_row(one: Condition, other: Condition, fact: Fact) -> None:
    first, second = (matches(condition, fact.values) is True for condition in (one, other))
    assert not (disjoint(one, other) and first and second)
    assert not (implies(one, other) and first and not second)
    assert possible(one) or not first


@pytest.mark.parametrize(
    ("narrow", "wide", "proved"),
    [
        (GROUP, None, True),
        (None, GROUP, False),
        (GROUP, In("kind", ("group", "sole")), True),
        (In("kind", ("group", "sole")), GROUP, False),
        (SOLE, Not(GROUP), True),
        (Not(GROUP), SOLE, False),
        (Between("stars", 2, 3), Between("stars", 1, None), True),
        (Between("stars", 2, None), Between("stars", 1, 3), False),
        (All((GROUP, Between("stars", 2, 3))), Any((SOLE, GROUP)), True),
        (Is("potential", False), Not(Is("potential", True)), True),
        (Any((GROUP, Not(GROUP))), None, True),
        (None, Any((GROUP, Not(GROUP))), False),
    ],
)
def test_known_implications(narrow: Condition | None, wide: Condition | None, proved: bool) -> None:
    assert implies(narrow, wide) is proved


def test_ranges_that_meet_are_not_disjoint() -> None:
    assert not disjoint(Between("stars", 1, 3), Between("stars", 3, 5))
    assert disjoint(Between("stars", 1, 3), Between("stars", 4, 5))
    assert disjoint(Between("stars", 1, 4), Between("stars", 3, 5), given=Not(Between("stars", 3, 4)))


def test_too_many_trials_prove_nothing() -> None:
    wide = All(tuple(Is(f"field_{number}", str(number)) for number in range(12)))
    assert possible(All((wide, GROUP, SOLE)))


def test_and_is_laid_flat() -> None:
    nested = All((GROUP, All((SOLE, Is("potential", True)))))
    assert conjuncts(nested) == (GROUP, SOLE, Is("potential", True))
    assert both(None, None) is None
    assert both(GROUP, None) == GROUP
    assert both(GROUP, SOLE) == All((GROUP, SOLE))


@pytest.mark.parametrize(
    "change", [{"name": "Kind"}, {"column": "t.kind; --"}, {"column": "t.kind LIKE '%x'"}, {"choices": {}}]
)
def test_an_unsafe_field_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Field(
            **{
                "name": "kind",
                "label_th": "ประเภท",
                "type": FieldType.CHOICE,
                "column": "t.kind",
                "choices": {"a": "ก"},
            }
            | change
        )


def test_a_countable_lists_its_fields_under_their_names() -> None:
    with pytest.raises(ValueError, match="own name"):
        Countable(**{**vars(PRODUCER), "fields": {"sort": KIND}})
    with pytest.raises(ValueError, match="lower-case"):
        Countable(**{**vars(PRODUCER), "area_column": "tambon_id) --"})
