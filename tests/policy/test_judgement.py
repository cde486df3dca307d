"""Judging: honest progress, fewest further entities, parents that are the sum of their children."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from saan.policy.conditions import Is, Not
from saan.policy.evaluate import Fact, Tally, matches, tally
from saan.policy.judgement import Judgement, disjoint_parts, judge, judge_all, sum_judgements
from saan.policy.rules import Part, Per, Rule
from tests.policy.examples import AREAS, facts, rows, rules

GROUP = Is("kind", "group")


def rule_004(**changes: object) -> Rule:
    parts = (
        Part(label_th="กลุ่ม", where=GROUP, minimum=1, unit_th="กลุ่ม"),
        Part(label_th="อื่น", where=Not(GROUP), minimum=1),
    )
    return Rule(**{"entity": "producer", "per": Per.TAMBON, "minimum": 2, "parts": parts} | changes)


@pytest.mark.parametrize(
    ("rule", "found", "needed", "counted", "missing", "over"),
    [
        (rule_004(), Tally(0, (0, 0)), 2, 0, 2, 0),
        (rule_004(), Tally(5, (5, 0)), 2, 1, 1, 0),
        (rule_004(), Tally(2, (1, 1)), 2, 2, 0, 0),
        (rule_004(minimum=3), Tally(2, (2, 0)), 3, 2, 1, 0),
        (rule_004(minimum=None), Tally(1, (0, 1)), 2, 1, 1, 0),
        (rule_004(minimum=None, exact=2), Tally(2, (2, 0)), 2, 1, 1, 1),
        (rule_004(parts=(), minimum=6), Tally(8), 6, 6, 0, 0),
        (rule_004(parts=(), minimum=None, exact=2), Tally(3), 2, 2, 0, 1),
        (rule_004(parts=(), minimum=None, maximum=4), Tally(6), 0, 0, 0, 2),
        (
            rule_004(minimum=3, parts=(Part(label_th="กลุ่ม", where=GROUP, exact=1),)),
            Tally(3, (3,)),
            3, 1, 2, 2,
        ),
    ],
)  # fmt: skip
def test_known_answers(rule: Rule, found: Tally, needed: int, counted: int, missing: int, over: int) -> None:
    judgement = judge(rule, found)
    assert (judgement.needed, judgement.counted, judgement.missing, judgement.over) == (
        needed,
        counted,
        missing,
        over,
    )
    assert judgement.fulfilled is (missing == over == 0)


@pytest.mark.slow
@given(rules(), rows)
def test_fulfilled_means_that_every_number_holds(rule: Rule, found: list[Fact]) -> None:
    for counted in tally(rule, found, AREAS[rule.per]).values():
        numbers = [(rule, counted.total), *zip(rule.parts, counted.parts, strict=True)]
        holds = all(b.floor <= n and (b.ceiling is None or n <= b.ceiling) for b, n in numbers)
        assert judge(rule, counted).fulfilled is holds


@pytest.mark.slow
@given(rules(), rows, facts)
def test_one_more_entity_never_makes_more_missing(rule: Rule, found: list[Fact], more: Fact) -> None:
    areas = AREAS[rule.per]
    before, after = tally(rule, found, areas), tally(rule, [*found, more], areas)
    for area in areas:
        assert judge(rule, after[area]).missing <= judge(rule, before[area]).missing


@pytest.mark.slow
@given(rules(), rows)
def test_a_parent_is_the_sum_of_its_children(rule: Rule, found: list[Fact]) -> None:
    tallies = tally(rule, found, AREAS[rule.per])
    judged = judge_all(rule, tallies)
    assert judged == {area: judge(rule, counted) for area, counted in tallies.items()}
    halves = [[j for area, j in judged.items() if area % 2 == odd] for odd in (0, 1)]
    parent = sum_judgements(sum_judgements(half) for half in halves)
    assert parent == sum_judgements(judged.values())
    assert parent.counted == sum(j.counted for j in judged.values())
    assert parent.counted + parent.missing == parent.needed
    assert all(0 <= j.counted <= j.needed for j in judged.values())
    assert parent.fulfilled is all(j.fulfilled for j in judged.values())


def test_no_areas_fulfil_nothing() -> None:
    assert sum_judgements([]) == Judgement()
    assert not sum_judgements([]).fulfilled


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 4),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 4),
    st.integers(0, 4),
    st.integers(0, 2),
)
def test_missing_is_the_fewest_that_do_when_parts_are_disjoint(
    total: int, groups: int, others: int, has_groups: int, has_others: int, unknown: int
) -> None:
    """Tried out against every way of adding groups, others and entities of unrecorded sort."""
    named = [("กลุ่ม", GROUP, groups), ("อื่น", Not(GROUP), others)]
    parts = tuple(Part(label_th=n, where=w, minimum=k) for n, w, k in named if k)
    rule = rule_004(minimum=total, parts=parts)

    def found(more_groups: int, more_others: int, more_unknown: int) -> Tally:
        figures = {"กลุ่ม": has_groups + more_groups, "อื่น": has_others + more_others}
        counted = tuple(figures[part.label_th] for part in parts)
        return Tally(sum(figures.values()) + unknown + more_unknown, counted)

    ways = [(g, o, u) for g in range(5) for o in range(5) for u in range(5)]
    fewest = min(sum(way) for way in ways if judge(rule, found(*way)).fulfilled)
    assert judge(rule, found(0, 0, 0)).missing == fewest


@pytest.mark.slow
@given(rules(), facts)
def test_parts_proved_disjoint_share_no_entity(rule: Rule, fact: Fact) -> None:
    assume(len(rule.parts) > 1 and (rule.where is None or matches(rule.where, fact.values)))
    inside = [i for i, part in enumerate(rule.parts) if matches(part.where, fact.values)]
    assert all(len(set(group) & set(inside)) <= 1 for group in disjoint_parts(rule))
