"""Rules as data: what is written is read back, and every mistake is named with its place and what is allowed."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.policy.conditions import Any, In, Is, Not
from saan.policy.rule_check import RuleError, check
from saan.policy.rule_json import rule_from_json, rule_to_json
from saan.policy.rules import Part, Per, Rule, Window
from tests.policy.examples import COUNTABLES, rules

GROUP = {"op": "is", "field": "kind", "value": "group"}
OTHER = {"op": "not", "of": GROUP}
GOOD = {
    "v": 1,
    "entity": "producer",
    "per": "tambon",
    "minimum": 2,
    "window": {"start": "2023-09-26", "end": "2023-09-29"},
    "where": {"op": "any", "of": [{"op": "in", "field": "quadrant", "values": ["C", "D"]}, OTHER]},
    "parts": [{"label_th": "กลุ่ม", "where": GROUP, "minimum": 1, "unit_th": "กลุ่ม"}],
}


def test_a_rule_is_read() -> None:
    assert rule_from_json(GOOD, COUNTABLES) == Rule(
        entity="producer",
        per=Per.TAMBON,
        minimum=2,
        window=Window(date(2023, 9, 26), date(2023, 9, 29)),
        where=Any((In("quadrant", ("C", "D")), Not(Is("kind", "group")))),
        parts=(Part(label_th="กลุ่ม", where=Is("kind", "group"), minimum=1, unit_th="กลุ่ม"),),
    )


@pytest.mark.slow
@given(rules())
def test_what_is_written_is_read_back(rule: Rule) -> None:
    """Through real JSON; a rule that no entities can meet is refused, by its own check."""
    data = json.loads(json.dumps(rule_to_json(rule)))
    complaint = complaint_about(rule)
    if complaint:
        with pytest.raises(RuleError) as refused:
            rule_from_json(data, COUNTABLES)
        assert str(refused.value) == complaint
    else:
        assert rule_from_json(data, COUNTABLES) == rule


def complaint_about(rule: Rule) -> str | None:
    try:
        check(rule)
    except RuleError as error:
        return str(error)
    return None


def two_parts(*minima: int) -> list[dict[str, object]]:
    return [
        {"label_th": str(number), "where": where, "minimum": minimum}
        for number, (where, minimum) in enumerate(zip((GROUP, OTHER), minima, strict=True))
    ]


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"v": 2}, "v", "1"),
        ({"entity": "village"}, "entity", "producer (ผู้ผลิต ผู้ประกอบการ OTOP)"),
        ({"entity": None}, "entity", "None"),
        ({"per": "village"}, "per", "tambon (ตำบล)"),
        ({"minimun": 3}, "กติกา", "'minimun'"),
        ({"minimum": 0}, "minimum", "ตั้งแต่ 1"),
        ({"minimum": -1}, "minimum", "-1"),
        ({"minimum": True}, "minimum", "True"),
        ({"minimum": 2.0}, "minimum", "2.0"),
        ({"exact": 2}, "exact", "จำนวนพอดี"),
        ({"maximum": 1}, "minimum", "มากกว่าจำนวนขั้นสูง 1"),
        ({"minimum": None, "parts": None}, "กติกา", "minimum, exact, maximum"),
        ({"unit_th": " "}, "unit_th", "ไม่ว่าง"),
        ({"window": {}}, "window", "start หรือ end"),
        ({"window": {"start": "2023-09-30", "end": "2023-09-29"}}, "window", "ต้องไม่เกิน"),
        ({"window": {"end": "29 ก.ย. 2566"}}, "window.end", "YYYY-MM-DD"),
        ({"window": {"end": "2566-09-29"}}, "window.end", "2566-09-29"),
        ({"window": {"end": "2023-09-29", "field": "stars"}}, "window.field", "ไม่ใช่วันที่"),
        ({"where": {"op": "xor", "of": []}}, "where.op", "between"),
        ({"where": "ทุกราย"}, "where.op", "between"),
        ({"where": {"op": "all", "of": []}}, "where.of", "อย่างน้อย 1 ข้อ"),
        (
            {"where": {"op": "all", "of": [GROUP, {**GROUP, "field": "sort"}]}},
            "where.of[1].field",
            "quadrant (กลุ่มศักยภาพ)",
        ),
        ({"where": {**GROUP, "value": "company"}}, "where.value", "group (กลุ่มผู้ผลิตชุมชน)"),
        ({"where": {**GROUP, "extra": 1}}, "where", "'extra'"),
        ({"where": {"op": "in", "field": "kind", "values": []}}, "where.values", "อย่างน้อย 1 ข้อ"),
        ({"where": {"op": "in", "field": "kind", "values": ["sme", 3]}}, "where.values[1]", "3"),
        ({"where": {"op": "is", "field": "potential", "value": 1}}, "where.value", "true หรือ false"),
        ({"where": {"op": "is", "field": "stars"}}, "where.value", "ระดับดาว"),
        ({"where": {"op": "between", "field": "kind", "lo": "a"}}, "where", "ไม่มีช่วง"),
        ({"where": {"op": "between", "field": "stars"}}, "where", "lo หรือ hi"),
        ({"where": {"op": "between", "field": "stars", "lo": 3, "hi": 1}}, "where", "lo (3)"),
        ({"where": {"op": "between", "field": "cohort_year", "lo": 2014}}, "where.lo", "พ.ศ."),
        ({"where": {"op": "all", "of": [GROUP, {**GROUP, "value": "sme"}]}}, "where", "ขัดกันเอง"),
        ({"parts": []}, "parts", "อย่างน้อย 1 ข้อ"),
        ({"parts": two_parts(1, 1) * 5}, "parts", "ไม่เกิน 8"),
        ({"parts": [{"where": GROUP, "minimum": 1}]}, "parts[0].label_th", "ตั้งชื่อ"),
        ({"parts": [{"label_th": "กลุ่ม", "minimum": 1}]}, "parts[0].where.op", "None"),
        ({"parts": [{"label_th": "กลุ่ม", "where": GROUP}]}, "parts[0]", "ต้องมีจำนวน"),
        ({"parts": [{"label_th": "กลุ่ม", "where": GROUP, "minimum": 0}]}, "parts[0].minimum", "ตั้งแต่ 1"),
        ({"where": OTHER}, "parts[0].where", "ขัดกับเงื่อนไขรวม"),
        ({"minimum": None, "maximum": 3, "where": None, "parts": two_parts(2, 2)}, "parts", "อย่างน้อย 4"),
        ({"minimum": None, "exact": 3, "where": None, "parts": two_parts(2, 2)}, "parts", "ไม่เกิน 3"),
    ],
)
def test_a_mistake_is_named_with_its_place(change: dict[str, object], path: str, words: str) -> None:
    with pytest.raises(RuleError) as refused:
        rule_from_json(GOOD | change, COUNTABLES)
    assert refused.value.path == path
    assert str(refused.value).startswith(f"{path}: ")
    assert words in refused.value.complaint


def test_overlapping_parts_may_need_more_together_than_the_whole() -> None:
    """Two community groups that both have stars meet "2, of which 2 groups, of which 1 with stars"."""
    stars = {"label_th": "มีดาว", "where": {"op": "between", "field": "stars", "lo": 1}, "minimum": 1}
    data = {"v": 1, "entity": "producer", "per": "tambon", "exact": 2}
    parts = [{"label_th": "กลุ่ม", "where": GROUP, "minimum": 2}, stars]
    assert len(rule_from_json(data | {"parts": parts}, COUNTABLES).parts) == 2


def test_nesting_has_an_end() -> None:
    deep = GROUP
    for _ in range(6):
        deep = {"op": "not", "of": deep}
    with pytest.raises(RuleError, match="ซ้อนกันได้ไม่เกิน 6 ชั้น"):
        rule_from_json(GOOD | {"where": deep}, COUNTABLES)


json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=5),
        st.sampled_from(["is", "not", "producer"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*GOOD, "op", "of", "field", "value"]), inner, max_size=4),
    ),
    max_leaves=8,
)


@pytest.mark.slow
@given(
    st.one_of(json_values, st.dictionaries(st.sampled_from(list(GOOD)), json_values).map(lambda d: GOOD | d))
)
def test_any_data_is_a_rule_or_a_complaint(data: object) -> None:
    try:
        rule = rule_from_json(data, COUNTABLES)
    except RuleError:
        return
    assert rule_from_json(rule_to_json(rule), COUNTABLES) == rule
