"""The decision table: its published shares, and a proof that is checked against counting every set."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.refusals import Refused
from saan.registry.quadrants import (
    Table,
    classify,
    every_set,
    example,
    prove,
    refuse_answers,
    size,
    table,
    table_of,
    table_on,
    tables,
)  # fmt: skip
from saan.registry.rules import Quadrant

CDD = table_on(date(2026, 1, 1))
SETS = st.sampled_from(list(every_set(CDD)))


def _made(rules: list[tuple[str, dict[str, list[str]]]]) -> Table:
    return table_of(
        {"version": "t", "name": "t", "source": "", "from": date(2020, 1, 1), "verified": False,
         "wording_verified": False,
         "questions": {q: {"asks": q, "answers": {f"{q}.{n}": "" for n in (1, 2, 3)}} for q in "123"},
         "rules": [{"gives": gives, "when": when} for gives, when in rules]}
    )  # fmt: skip


_when = st.dictionaries(st.sampled_from("123"), st.sets(st.sampled_from("123"), min_size=1), max_size=3)
_tables = st.lists(st.tuples(st.sampled_from("ABCD"), _when), max_size=5).map(
    lambda rules: _made(
        [(g, {q: [f"{q}.{n}" for n in some] for q, some in when.items()}) for g, when in rules]
    )
)


def test_the_departments_table_decides_188_of_432_sets() -> None:
    proof = prove(CDD)
    assert proof.total == 432
    assert proof.shares == {"A": 4, "B": 16, "C": 24, "D": 144, "U": 244}
    assert (proof.open, proof.claimed_twice) == (244, 0)


def test_each_gap_shows_a_set_that_no_rule_takes() -> None:
    for box in prove(CDD).gaps:
        assert classify(CDD, example(box)) == Quadrant.UNCLASSIFIED


@given(SETS)
def test_no_standard_means_d_and_nothing_else_does(answers: dict[str, str]) -> None:
    assert (classify(CDD, answers) == Quadrant.D) == (answers["1"] == "1.3")


@given(_tables)
def test_the_proof_says_what_counting_says(made: Table) -> None:
    proof = prove(made)
    results = [classify(made, answers) for answers in every_set(made)]
    assert proof.total == len(results) == 27
    assert proof.shares == {quadrant: results.count(quadrant) for quadrant in Quadrant}
    assert sum(proof.shares.values()) == proof.total
    for box, given_by in proof.overlaps:
        taken = {rule.gives for rule in made.rules if rule.holds(example(box))}
        assert taken == set(given_by)
        assert size(box) > 0


def test_rules_that_name_unknown_answers_are_no_table() -> None:
    with pytest.raises(ValueError, match="question 1"):
        _made([("A", {"1": ["1.9"]})])


def test_half_a_form_is_refused_at_its_question() -> None:
    with pytest.raises(Refused) as refused:
        refuse_answers(CDD, {"1": "1.3", "2": "2.4"})
    assert refused.value.field == "answer-2"
    refuse_answers(CDD, {})
    with pytest.raises(Refused):
        refuse_answers(CDD, {**next(every_set(CDD)), "6": "6.1"})


def test_versions_are_kept_and_the_one_in_force_is_found() -> None:
    assert table("cdd-1") is table_on(date(2010, 1, 1)) is tables()[0]
    assert table("ไม่มี") is None
    assert not CDD.wording_verified
