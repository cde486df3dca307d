"""Every clause with its answer and what is recorded; the same verdict as counting gives."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from saan.policy.conditions import Any, Between, Is, both
from saan.policy.evaluate import Fact, tally
from saan.policy.proof import clause_texts, explain, is_eligible
from saan.policy.rules import Part, Per, Rule, Window
from saan.registry.countables import GROUP, PRODUCER, PRODUCT

SIX = Rule(
    entity="product",
    per=Per.DISTRICT,
    minimum=6,
    where=both(Between("cohort_be", 2557, 2561), Is("quadrant", "D")),
)


def product(**values: object) -> Fact:
    known = {"kind": "food", "cohort_be": 2560, "quadrant": "D", "stars": None, "producer_kind": "group"}
    return Fact(1, 240201, date(2017, 5, 1), known | values)


def failing(rule, countable, fact):
    return [f"{each.text} ({each.found})" for each in explain(rule, countable, fact) if each.failing]


def test_the_failing_clause_is_named_with_what_is_recorded():
    assert failing(SIX, PRODUCT, product()) == []
    assert failing(SIX, PRODUCT, product(cohort_be=2562)) == ["ลงทะเบียนปี 2557 ถึง 2561 (ลงทะเบียนปี 2562)"]
    (words,) = failing(SIX, PRODUCT, product(quadrant=None))
    assert words == "อยู่ในกลุ่ม D ปรับตัวสู่การพัฒนา (ไม่มีข้อมูลกลุ่ม Quadrant)"


def test_of_an_or_every_side_is_told():
    rule = Rule(
        entity="group",
        per=Per.DISTRICT,
        exact=2,
        where=Any((Is("quadrant_d", True), Is("stars_1_to_3", True))),
    )
    fact = Fact(1, 240201, None, {"quadrant_d": False, "stars_1_to_3": False})
    (words,) = failing(rule, GROUP, fact)
    assert words.endswith("(ไม่มีผลิตภัณฑ์กลุ่ม D, ไม่มีผลิตภัณฑ์ระดับ 1 ถึง 3 ดาว)")
    assert is_eligible(
        explain(rule, GROUP, Fact(1, 240201, None, {"quadrant_d": None, "stars_1_to_3": True}))
    )


def test_a_window_is_a_clause_and_a_part_keeps_nobody_out():
    part = Part(label_th="กลุ่ม", where=Is("kind", "group"), minimum=1)
    rule = Rule(
        entity="producer", per=Per.TAMBON, minimum=2, window=Window(date(2023, 9, 26), None), parts=(part,)
    )
    late = Fact(1, 240201, date(2023, 9, 1), {"kind": "sole"})
    assert failing(rule, PRODUCER, late) == ["ขึ้นทะเบียนตั้งแต่ 26 ก.ย. 2566 เป็นต้นไป (ขึ้นทะเบียน 1 ก.ย. 2566)"]
    assert failing(rule, PRODUCER, Fact(1, 240201, None, {})) == [
        "ขึ้นทะเบียนตั้งแต่ 26 ก.ย. 2566 เป็นต้นไป (ไม่มีวันที่ขึ้นทะเบียน)"
    ]
    answers = explain(rule, PRODUCER, Fact(1, 240201, date(2023, 9, 27), {"kind": "sole"}))
    assert is_eligible(answers)
    assert (answers[-1].text, answers[-1].answer) == ("เป็นกลุ่มผู้ผลิตชุมชน", False)
    assert set(clause_texts(rule, PRODUCER)) == {1, 2, 3}


@given(
    st.fixed_dictionaries(
        {
            "cohort_be": st.none() | st.integers(2555, 2563),
            "quadrant": st.none() | st.sampled_from("ABCD"),
            "stars": st.none() | st.integers(1, 5),
        }
    )
)
def test_eligible_is_what_counting_counts(values):
    fact = product(**values)
    counted = tally(SIX, [fact], [2402])[2402].total == 1
    assert is_eligible(explain(SIX, PRODUCT, fact)) is counted
