"""The two letters the rule language was made for, and others, as drafts of rules."""

import json
from datetime import date
from pathlib import Path

import pytest

from saan.policy.conditions import All, Any, Between, In, Is, Not
from saan.policy.from_reading import draft_rule, unclear_in
from saan.policy.rule_json import rule_from_json, rule_to_json
from saan.policy.rules import Part, Per, Rule, Window
from saan.registry.countables import COUNTABLES as REGISTRY
from tests.policy.examples import COUNTABLES, PRODUCER

GROUP = Is("kind", "group")
COHORT = Between("cohort_year", 2557, 2561)
QUADRANT_D, POTENTIAL = Is("quadrant", "D"), Is("potential", True)


def directives(folder: Path, name: str) -> list[dict[str, object]]:
    return json.loads((folder / "dev" / f"{name}.gold.json").read_text(encoding="utf-8"))["directives"]


def test_the_registration_letter(shared_letters: Path) -> None:
    order, report = directives(shared_letters, "seed-004")
    rule, notes = draft_rule(order, COUNTABLES, issued=date(2023, 9, 26))
    assert rule == Rule(
        entity="producer",
        per=Per.TAMBON,
        minimum=2,
        window=Window(date(2023, 9, 26), date(2023, 9, 29)),
        parts=(
            Part(label_th="กลุ่มผู้ผลิตชุมชน", where=GROUP, minimum=1, unit_th="กลุ่ม"),
            Part(label_th="ประเภทอื่น", where=Not(GROUP), minimum=1, unit_th="ราย"),
        ),
    )
    assert any("ประเภทอื่น" in note for note in notes)
    assert any("รายเดิม" in note for note in notes)
    assert draft_rule(report, COUNTABLES)[0] is None


def test_the_choosing_letter(shared_letters: Path) -> None:
    products, groups, _ = directives(shared_letters, "seed-003")
    rule, notes = draft_rule(products, COUNTABLES, issued=date(2018, 11, 6))
    assert rule == Rule(entity="product", per=Per.DISTRICT, minimum=6, where=All((COHORT, QUADRANT_D)))
    assert any("มีศักยภาพ ความพร้อม" in note for note in notes)
    rule, notes = draft_rule(groups, COUNTABLES, issued=date(2018, 11, 6))
    either = Any((All((QUADRANT_D, POTENTIAL)), Between("stars", 1, 3)))
    where = All((either, COHORT, GROUP))
    assert rule == Rule(entity="producer", per=Per.DISTRICT, exact=2, where=where, unit_th="กลุ่ม")
    assert any("หรือ" in note and "อาจอ่านได้อีกแบบ" in note for note in notes)


def test_every_draft_of_the_corpus_can_be_stored(shared_letters: Path) -> None:
    for path in sorted((shared_letters / "dev").glob("*.gold.json")):
        for directive in json.loads(path.read_text(encoding="utf-8"))["directives"]:
            rule, notes = draft_rule(directive, COUNTABLES)
            assert rule or notes
            if rule:
                assert rule_from_json(rule_to_json(rule), COUNTABLES) == rule


def order(**changes: object) -> dict[str, object]:
    quota = {"per": "tambon", "min": 2, "exact": None, "max": None, "unit": "ราย", "conditions": []}
    plain = {"action": "รับลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP", "quota": quota, "deadline": None, "evidence": ""}
    return (
        plain
        | {key: value for key, value in changes.items() if key in plain}
        | {"quota": quota | {key: value for key, value in changes.items() if key in quota}}
    )


def condition(text: str, **figures: object) -> dict[str, object]:
    return {"text": text, "min": None, "exact": None, "max": None, "unit": None} | figures


def where_of(text: str) -> object:
    rule, _ = draft_rule(order(action="คัดเลือกผู้ผลิต", conditions=[condition(text)]), COUNTABLES)
    return rule and rule.where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("ลงทะเบียนในปี พ.ศ. ๒๕๕๗ - ๒๕๖๑", COHORT),
        ("ที่ลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP ปี ๒๕๕๗ – ๒๕๖๑", COHORT),
        ("ขึ้นทะเบียนปี พ.ศ. 2565", Is("cohort_year", 2565)),
        ("กลุ่ม Quadrant D", QUADRANT_D),
        ("Quadrant C หรือ D", In("quadrant", ("C", "D"))),
        ("กลุ่มปรับตัวสู่การพัฒนา", QUADRANT_D),
        ("ระดับ ๑ - ๓ ดาว", Between("stars", 1, 3)),
        ("๓ ดาวขึ้นไป", Between("stars", 3, None)),
        ("ระดับ 5 ดาว", Is("stars", 5)),
        ("กลุ่มผู้ผลิตชุมชน หรือ SME", In("kind", ("group", "sme"))),
        ("กลุ่มผู้ผลิตชุมชน หรือระดับ ๔ - ๕ ดาว", Any((GROUP, Between("stars", 4, 5)))),
        ("Quadrant D หรือ ๑ - ๓ ดาว หรือมีศักยภาพ", Any((QUADRANT_D, Between("stars", 1, 3), POTENTIAL))),
    ],
)
def test_words_become_conditions(text: str, where: object) -> None:
    assert where_of(text) == where


def notes_on(**changes: object) -> list[str]:
    return draft_rule(order(**changes), COUNTABLES)[1]


def test_what_cannot_be_mapped_is_said() -> None:
    text = "ผู้ประกอบการที่เป็นเยาวชนหรือคนรุ่นใหม่ อายุไม่เกิน 35 ปี"
    assert any(text in note for note in notes_on(conditions=[condition(text, min=1)]))
    assert any("อาหาร" in note for note in notes_on(conditions=[condition("ประเภทอาหาร")]))
    assert any("ประเภทอื่น" in note for note in notes_on(conditions=[condition("ประเภทอื่น", min=1)]))
    assert any("วันเริ่มนับ" in note for note in notes_on(deadline={"kind": "once", "date": "2023-09-29"}))
    assert any("วันสิ้นสุด" in note for note in notes_on())


def test_an_or_with_an_unknown_side_is_not_read_as_and() -> None:
    quota = [condition("ประเภทอาหาร หรือระดับ ๑ - ๓ ดาว")]
    rule, notes = draft_rule(order(conditions=quota), COUNTABLES)
    assert rule is not None
    assert rule.where is None
    assert any("ยังไม่นับส่วนนี้" in note for note in notes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"per": "village"}, "จำนวนกำหนดต่อหมู่บ้าน"),
        ({"unit": "ครัวเรือน"}, "ไม่มีทะเบียนที่นับ “ครัวเรือน”"),
        ({"min": None}, "ใช้ไม่ได้"),
        ({"exact": 2}, "จำนวนพอดี"),
    ],
)
def test_no_rule_comes_with_its_reason(changes: dict[str, object], words: str) -> None:
    rule, notes = draft_rule(order(**changes), COUNTABLES)
    assert rule is None
    assert any(words in note for note in notes)
    assert draft_rule({"action": "รายงาน", "quota": None}, COUNTABLES)[0] is None
    assert draft_rule(order(), {})[0] is None


@pytest.mark.parametrize(
    ("deadline", "window"),
    [
        ({"kind": "once", "date": "2023-09"}, Window(None, date(2023, 9, 30))),
        (
            {"kind": "range", "from": "2023-02", "date": "2023-02-14"},
            Window(date(2023, 2, 1), date(2023, 2, 14)),
        ),
        ({"kind": "recurring", "rule": "monthly", "until": "2025-09"}, Window(None, date(2025, 9, 30))),
        ({"kind": "invalid", "raw": "31 ก.พ.", "date": None}, None),
        ({"kind": "asap"}, None),
    ],
)
def test_the_window_ends_with_the_deadline(deadline: dict[str, object], window: Window | None) -> None:
    rule, _ = draft_rule(order(deadline=deadline), COUNTABLES)
    assert rule is not None
    assert rule.window == window


def test_the_unit_group_asks_for_groups() -> None:
    rule, notes = draft_rule(order(unit="กลุ่ม"), COUNTABLES)
    assert rule is not None
    assert (rule.where, rule.unit_th) == (GROUP, "กลุ่ม")
    assert any("เป็นกลุ่มผู้ผลิตชุมชน" in note for note in notes)
    assert PRODUCER.unit_th != "กลุ่ม"


def test_groups_are_counted_as_groups_where_the_letter_asks_about_their_products(
    shared_letters: Path,
) -> None:
    registry = {each.code: each for each in REGISTRY}
    groups = directives(shared_letters, "seed-003")[1]
    rule, notes = draft_rule(groups, registry, issued=date(2018, 11, 6))
    either = Any((Is("quadrant_d", True), Is("stars_1_to_3", True)))
    assert rule == Rule(
        entity="group",
        per=Per.DISTRICT,
        exact=2,
        where=All((either, Between("cohort_be", 2557, 2561), GROUP)),
    )
    assert any("ดุลยพินิจ" in note for note in notes)


def test_an_or_of_two_meanings_gives_both_as_rules(shared_letters: Path) -> None:
    registry = {each.code: each for each in REGISTRY}
    products, groups, _ = directives(shared_letters, "seed-003")
    assert unclear_in(products, registry) is None
    found = unclear_in(groups, registry)
    assert found is not None
    assert found.readings[0] == draft_rule(groups, registry)[0]
    narrow = All((Is("stars_1_to_3", True), Between("cohort_be", 2557, 2561), GROUP))
    assert found.readings[1].where == Any((Is("quadrant_d", True), narrow))
    assert "หรือ" in found.words[0]


def test_a_letter_without_a_unit_never_means_groups_alone() -> None:
    registry = {each.code: each for each in REGISTRY}
    rule, _ = draft_rule(order(action="คัดเลือกผู้ผลิตที่มีผลิตภัณฑ์ Quadrant D", unit=None), registry)
    assert rule is not None
    assert rule.entity != "group"


def test_a_group_and_its_gloss_are_one_condition() -> None:
    """ "ปรับตัวสู่การพัฒนา (กลุ่ม Quadrant D)" names one thing twice; read to its neighbours, หรือ leaves group D alone."""
    registry = {each.code: each for each in REGISTRY}
    text = "คัดเลือกผลิตภัณฑ์ประเภทปรับตัวสู่การพัฒนา (กลุ่ม Quadrant D) ที่มีศักยภาพ หรือระดับ ๑ - ๓ ดาว ประเภทกลุ่มผู้ผลิตชุมชน"
    asked = order(action=text, per="district", min=None, exact=2, unit="กลุ่ม", conditions=[condition(text)])
    found = unclear_in(asked, registry)
    assert found is not None
    assert [reading.where for reading in found.readings] == [
        All((Any((Is("quadrant_d", True), Is("stars_1_to_3", True))), GROUP)),
        All((Is("quadrant_d", True), GROUP)),
    ]
