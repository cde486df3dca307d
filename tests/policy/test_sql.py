"""SQL counts exactly what Python counts, on a real server, and shows the same proof row by row."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection

from saan.policy.conditions import Is, Not
from saan.policy.evaluate import Fact, Tally, prove, tally
from saan.policy.rules import ClauseKind, Part, Per, Rule, Window, clauses, pool
from saan.policy.sql import Query, eligible_sql, members_sql, tally_sql
from tests.policy.examples import AREAS, NATION, PRODUCER, TAMBONS, facts, fill, rows, rules

SHARED = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def counted(link: Connection, query: Query) -> dict[int, Tally]:
    cursor = link.execute(query.sql, query.params)
    assert tuple(column.name for column in cursor.description or ()) == query.columns
    return {area: Tally(total, tuple(parts)) for area, total, *parts in cursor}


@pytest.mark.slow
@SHARED
@given(rule=rules(), found=rows, as_of=st.dates(date(2023, 9, 10), date(2023, 10, 10)))
def test_sql_equals_python(link: Connection, rule: Rule, found: list[Fact], as_of: date) -> None:
    fill(link, found)
    assert counted(link, tally_sql(rule, PRODUCER, NATION)) == tally(rule, found, AREAS[rule.per])
    eligible = counted(link, eligible_sql(rule, PRODUCER, NATION, as_of))
    assert eligible == tally(pool(rule, as_of), found, AREAS[rule.per])


@pytest.mark.slow
@SHARED
@given(rule=rules(), found=rows, negate=st.booleans(), data=st.data())
def test_members_and_their_proof_equal_python(
    link: Connection, rule: Rule, found: list[Fact], negate: bool, data: st.DataObject
) -> None:
    part = data.draw(st.sampled_from([None, *range(len(rule.parts))]))
    fill(link, found)
    query = members_sql(rule, PRODUCER, NATION, part=part, negate=negate)
    shown = {
        row[0]: dict(zip(query.columns[2:], row[2:], strict=True))
        for row in link.execute(query.sql, query.params)
    }
    needed = [
        c.id for c in clauses(rule) if c.kind is not ClauseKind.QUOTA and (c.part is None or c.part == part)
    ]
    proofs = {fact.id: prove(rule, fact) for fact in found}
    wanted = {k: proof for k, proof in proofs.items() if all(proof[c] is True for c in needed) is not negate}
    assert shown == {k: {f"clause_{c}": answer for c, answer in proof.items()} for k, proof in wanted.items()}


def producer(number: int, area: int, kind: str | None = "group", on: date | None = date(2023, 9, 27)) -> Fact:
    values = dict.fromkeys(PRODUCER.fields) | {"kind": kind}
    return Fact(number, area, on, values)


TWO = Rule(
    entity="producer",
    per=Per.TAMBON,
    minimum=2,
    parts=(Part(label_th="ประเภทอื่น", where=Not(Is("kind", "group")), minimum=1),),
)


def test_an_unrecorded_kind_is_neither_group_nor_other(link: Connection) -> None:
    fill(link, [producer(1, 240101, None)])
    assert counted(link, tally_sql(TWO, PRODUCER, (240101, 240101))) == {240101: Tally(1, (0,))}


def test_areas_without_anything_are_in_the_answer(link: Connection) -> None:
    fill(link, [producer(1, 240101), producer(2, 240101, "sole")], ceased=[producer(3, 240102)])
    assert counted(link, tally_sql(TWO, PRODUCER, (240000, 249999))) == {
        240101: Tally(2, (1,)),
        240102: Tally(0, (0,)),
        240205: Tally(0, (0,)),
    }


def test_an_abolished_area_is_counted_only_for_a_day_on_which_it_stood(link: Connection) -> None:
    fill(link, [producer(1, 240102)])
    link.execute("UPDATE geography_area SET valid_to = '2023-10-01' WHERE code = 240102")
    now, then, last = (
        counted(link, tally_sql(TWO, PRODUCER, NATION, on=on))
        for on in (None, date(2023, 9, 30), date(2023, 10, 1))
    )
    assert set(now) == set(last) == set(TAMBONS) - {240102}
    assert then[240102] == Tally(1, (0,))


def test_an_area_that_reaches_beyond_the_range_is_not_in_it(link: Connection) -> None:
    fill(link, [producer(1, 240101)])
    rule = Rule(entity="producer", per=Per.PROVINCE, minimum=1)
    assert counted(link, tally_sql(rule, PRODUCER, (240000, 240199))) == {}
    assert counted(link, tally_sql(rule, PRODUCER, (240000, 249999))) == {24: Tally(1)}


def test_values_of_a_rule_never_become_sql() -> None:
    nasty = "x'; DROP TABLE example_producer; --"
    query = tally_sql(
        Rule(entity="producer", per=Per.TAMBON, minimum=1, where=Is("kind", nasty)), PRODUCER, NATION
    )
    assert nasty not in query.sql
    assert nasty in query.params.values()


def test_a_rule_with_a_field_nobody_described_cannot_become_sql() -> None:
    with pytest.raises(KeyError):
        tally_sql(Rule(entity="producer", per=Per.TAMBON, minimum=1, where=Is("id; --", 1)), PRODUCER, NATION)


def test_the_window_keeps_both_its_days(link: Connection) -> None:
    days = [date(2023, 9, 25), date(2023, 9, 26), date(2023, 9, 29), date(2023, 9, 30), None]
    fill(link, [producer(number, 240101, on=day) for number, day in enumerate(days, 1)])
    rule = Rule(
        entity="producer", per=Per.TAMBON, minimum=1, window=Window(date(2023, 9, 26), date(2023, 9, 29))
    )
    query = members_sql(rule, PRODUCER, NATION)
    assert [row[0] for row in link.execute(query.sql, query.params)] == [2, 3]


@given(st.lists(facts, max_size=3))
def test_facts_outside_the_given_areas_are_left_out(found: list[Fact]) -> None:
    rule = Rule(entity="producer", per=Per.DISTRICT, minimum=1)
    assert tally(rule, found, [2401]) == {2401: Tally(sum(fact.area // 100 == 2401 for fact in found))}
