"""Passing a rule on, easing it, and who is won or lost by a change."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.policy.change import choosable, infeasible, is_weaker, relaxations
from saan.policy.conditions import All, Is, Not
from saan.policy.evaluate import Fact, Tally, tally
from saan.policy.judgement import judge
from saan.policy.rules import Part, Per, Rule, Window
from tests.policy.examples import AREAS, conditions, figures, rows, rules, windows

GROUP, QUADRANT_D = Is("kind", "group"), Is("quadrant", "D")
GROUPS = Part(label_th="กลุ่มผู้ผลิตชุมชน", where=GROUP, minimum=1, unit_th="กลุ่ม")
OTHERS = Part(label_th="ประเภทอื่น", where=Not(GROUP), minimum=1)
WINDOW = Window(date(2023, 9, 26), date(2023, 9, 29))
PARENT = Rule(entity="producer", per=Per.TAMBON, minimum=2, window=WINDOW, parts=(GROUPS, OTHERS))
CAPPED = Rule(entity="producer", per=Per.DISTRICT, exact=2, where=QUADRANT_D)


@pytest.mark.parametrize(
    "child",
    [
        PARENT,
        replace(PARENT, minimum=3),
        replace(PARENT, minimum=None),
        replace(PARENT, window=Window(date(2023, 9, 26), date(2023, 9, 28))),
        replace(PARENT, where=QUADRANT_D),
        replace(PARENT, parts=(replace(GROUPS, minimum=2), OTHERS)),
        replace(
            PARENT,
            parts=(replace(GROUPS, where=All((GROUP, QUADRANT_D))), replace(OTHERS, where=Is("kind", "sme"))),
        ),
        replace(PARENT, maximum=5),
    ],
)
def test_an_equal_or_stricter_rule_may_be_passed_on(child: Rule) -> None:
    assert is_weaker(child, PARENT) == []


@pytest.mark.parametrize(
    ("child", "words"),
    [
        (replace(PARENT, entity="product"), "คนละสิ่ง"),
        (replace(PARENT, minimum=1, parts=(GROUPS,)), "จำนวนรวม: จำนวนขั้นต่ำลดจาก 2 เหลือ 1"),
        (replace(PARENT, parts=(GROUPS,)), "“ประเภทอื่น”: เงื่อนไขกว้างกว่า"),
        (replace(PARENT, parts=(GROUPS, replace(OTHERS, where=QUADRANT_D))), "“ประเภทอื่น”: เงื่อนไขกว้างกว่า"),
        (replace(PARENT, per=Per.DISTRICT), "กำหนดเป็นรายอำเภอ แต่หนังสือต้นเรื่องกำหนดเป็นรายตำบล"),
        (replace(PARENT, window=None), "ตัดช่วงวันที่"),
        (replace(PARENT, window=replace(WINDOW, end=date(2023, 9, 30))), "สิ้นสุดช้ากว่า"),
        (replace(PARENT, window=replace(WINDOW, start=None)), "เริ่มนับก่อน"),
        (replace(PARENT, window=replace(WINDOW, field="checked_on")), "คนละชนิด"),
    ],
)
def test_a_weaker_rule_is_told_why(child: Rule, words: str) -> None:
    assert any(words in reason for reason in is_weaker(child, PARENT))


@pytest.mark.parametrize(
    ("child", "words"),
    [
        (replace(CAPPED, exact=3), "จำนวนขั้นสูงเพิ่มจาก 2 เป็น 3"),
        (replace(CAPPED, exact=None, minimum=2), "ไม่มีข้อใดจำกัดไว้ไม่เกิน 2"),
        (replace(CAPPED, where=All((QUADRANT_D, GROUP))), "ไม่มีข้อใดจำกัดไว้ไม่เกิน 2"),
        (replace(CAPPED, per=Per.TAMBON), "อาจรวมกันเกิน"),
        (replace(CAPPED, window=WINDOW), "ช่วงวันที่จึงต้องตรงกัน"),
    ],
)
def test_a_ceiling_is_kept_only_by_the_same_count(child: Rule, words: str) -> None:
    assert any(words in reason for reason in is_weaker(child, CAPPED))
    assert is_weaker(CAPPED, CAPPED) == []


@st.composite
def near_relatives(draw: st.DrawFn) -> tuple[Rule, Rule]:
    """A parent and a child made from it by a few changes, so that many children are truly not weaker."""
    parent = draw(rules())
    changes: dict[str, object] = {}
    if draw(st.booleans()):
        changes["where"] = draw(
            st.one_of(
                st.none(), conditions, conditions.map(lambda c: All((c, *filter(None, [parent.where]))))
            )
        )
    if draw(st.booleans()):
        changes |= {"minimum": None, "exact": None, "maximum": None} | draw(figures)
    if draw(st.booleans()):
        changes["window"] = draw(windows)
    if draw(st.booleans()):
        changes["parts"] = parent.parts[: draw(st.integers(0, 3))]
    if draw(st.booleans()):
        changes["per"] = draw(st.sampled_from(Per))
    return parent, replace(parent, **changes)


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(near_relatives(), rows)
def test_whoever_meets_a_child_that_is_not_weaker_meets_the_parent(
    pair: tuple[Rule, Rule], found: list[Fact]
) -> None:
    parent, child = pair
    if is_weaker(child, parent):
        return
    met = {area for area, t in tally(child, found, AREAS[child.per]).items() if judge(child, t).fulfilled}
    for area, counted in tally(parent, found, AREAS[parent.per]).items():
        lo, hi = area * parent.per.divisor, (area + 1) * parent.per.divisor
        inside = [code for code in AREAS[child.per] if lo <= code * child.per.divisor < hi]
        if met.issuperset(inside):
            assert judge(parent, counted).fulfilled


SIX = Rule(entity="product", per=Per.DISTRICT, minimum=6, where=QUADRANT_D)
POOLS = {2401: Tally(9), 2402: Tally(5), 2403: Tally(5), 2404: Tally(2), 2405: Tally(0)}


def test_every_step_down_that_saves_an_area_is_offered() -> None:
    assert infeasible(SIX, POOLS) == {2402: 1, 2403: 1, 2404: 4, 2405: 6}
    offered = [(each.rule.minimum, each.exempt) for each in relaxations(SIX, POOLS)]
    assert offered == [(6, (2402, 2403, 2404, 2405)), (5, (2404, 2405)), (2, (2405,))]
    assert relaxations(SIX, POOLS)[1].text_th == "ลดจำนวนรวมเหลือ 5 และยกเว้น 2 อำเภอ"


def test_nothing_is_offered_where_nothing_is_needed() -> None:
    assert relaxations(SIX, {2401: Tally(6)}) == []


def test_a_surplus_in_the_pool_is_no_fault() -> None:
    two = replace(SIX, minimum=None, exact=2)
    assert infeasible(two, {2401: Tally(7)}) == {}
    assert choosable(two).minimum == 2


def test_a_part_that_cannot_be_had_may_be_given_up() -> None:
    offered = relaxations(PARENT, {240101: Tally(4, (4, 0)), 240102: Tally(3, (1, 2))})
    assert [(each.text_th, each.exempt) for each in offered] == [
        ("คงจำนวนเดิม และยกเว้น 1 ตำบล", (240101,)),
        ("ไม่กำหนดขั้นต่ำของ “ประเภทอื่น”", ()),
    ]
    assert offered[1].rule.parts == (GROUPS,)


def test_all_numbers_are_lowered_where_no_single_one_will_do() -> None:
    offered = relaxations(
        PARENT, {240101: Tally(1, (1, 0)), 240102: Tally(0, (0, 0)), 240103: Tally(2, (1, 1))}
    )
    assert offered[-1].rule == replace(PARENT, minimum=1, parts=(GROUPS,))
    assert offered[-1].exempt == (240102,)


def test_an_absurd_number_is_lowered_at_once() -> None:
    assert relaxations(replace(SIX, minimum=1_000_000_000), {2401: Tally(3)})[1].rule.minimum == 3


@pytest.mark.slow
@settings(deadline=None)
@given(rules(), rows)
def test_every_relaxation_is_possible_where_it_says_so(rule: Rule, found: list[Fact]) -> None:
    pools = tally(rule, found, AREAS[rule.per])
    offered = relaxations(rule, pools)
    assert bool(offered) is bool(infeasible(rule, pools))
    for relaxation in offered:
        eased = relaxation.rule
        recounted = tally(eased, found, AREAS[rule.per])
        assert set(infeasible(eased, recounted)) == set(relaxation.exempt)
