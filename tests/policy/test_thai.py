"""The Thai sentence says every clause once, and can be read back into a rule that counts the same."""

import re
from datetime import date
from itertools import groupby

import pytest
from hypothesis import given, settings

from saan.kernel.dates import parse_date
from saan.policy.conditions import All, Any, Between, Condition, In, Is, Not
from saan.policy.evaluate import Fact, Tally, tally
from saan.policy.judgement import judge, sum_judgements
from saan.policy.rules import Clause, Part, Per, Rule, Window, clauses
from saan.policy.thai import Segment, condition_th, missing_sentence, plain, sentence
from tests.policy.examples import AREAS, KINDS, PRODUCER, QUADRANTS, conditions, rows, rules

PHRASES = {
    "kind": ("เป็น", "ไม่เป็น"),
    "quadrant": ("อยู่ในกลุ่ม ", "ไม่อยู่ในกลุ่ม "),
    "stars": ("ได้ระดับ ", "ไม่ได้ระดับ "),
    "cohort_year": ("ลงทะเบียนปี ", "ไม่ได้ลงทะเบียนปี "),
    "checked_on": ("วันที่ตรวจเป็น ", "วันที่ตรวจไม่ใช่ "),
}
BY_LABEL = {label: code for code, label in (KINDS | QUADRANTS).items()}


def split(text: str, mark: str) -> list[str]:
    """The pieces between marks that stand outside all brackets."""
    pieces, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "[(") - (letter in "])")
        if depth == 0 and text.startswith(mark, at):
            pieces.append(text[start:at])
            start = at + len(mark)
    return [*pieces, text[start:]]


def read_condition(text: str) -> Condition:
    """An officer's reading of a condition, from the words alone."""
    joined = split(text, " และ")
    if len(joined) > 1:
        return All(tuple(read_condition(piece) for piece in joined))
    if found := re.fullmatch(r"เข้าเงื่อนไขอย่างใดอย่างหนึ่ง \[(.*)\]", text):
        choices = split(found[1], " หรือ ")
        assert len({choice.split(")")[0] for choice in choices}) == len(choices), (
            "every alternative has its own letter"
        )
        return Any(tuple(read_condition(re.sub(r"^\([ก-ฮ][\d.]*\) ", "", choice)) for choice in choices))
    if text in ("มีศักยภาพและความพร้อม", "ไม่มีศักยภาพหรือความพร้อม"):
        return Is("potential", text.startswith("มี"))
    name, negated, value = next(
        (name, bool(index), text.removeprefix(phrase))
        for name, both in PHRASES.items()
        for index, phrase in enumerate(both)
        if text.startswith(phrase)
    )
    condition = read_values(name, value)
    return Not(condition) if negated else condition


def read_values(name: str, text: str) -> Condition:
    if text.startswith("("):
        return In(name, tuple(read_value(piece) for piece in text[1:-1].split(" หรือ ")))
    for ending, build in (
        ("ขึ้นไป|เป็นต้นไป", lambda value: Between(name, value, None)),
        ("ลงมา|หรือก่อนหน้านั้น", lambda value: Between(name, None, value)),
    ):
        if found := re.fullmatch(f"(.*) (?:{ending})", text):
            return build(read_value(found[1]))
    if " ถึง " in text:
        return Between(name, *(read_value(piece) for piece in text.split(" ถึง ")))
    return Is(name, read_value(text))


def read_value(text: str) -> str | int | date:
    if text in BY_LABEL:
        return BY_LABEL[text]
    return int(text.split()[0]) if re.fullmatch(r"\d+( ดาว)?", text) else parse_date(text)


def read_rule(segments: list[Segment]) -> Rule:
    """An officer's reading of the whole sentence, from the words of each clause."""
    level = next(per for per in Per if per.label == segments[1].text)
    window, asked, numbers, parts = None, [], {}, []
    for said in spoken(segments).values():
        counted = re.fullmatch(r"(?:(.*) )?((?:อย่างน้อย|พอดี|ไม่เกิน) [\d,]+ \S+(?: แต่ไม่เกิน [\d,]+ \S+)?)", said)
        if counted and counted[1] is None:
            numbers = read_bounds(counted[2])
        elif counted:
            where = re.fullmatch(r"ประเภท [กขค] \((.*)\)", counted[1])
            assert where, "the letter's name of a part stands before its condition"
            parts.append(Part(label_th="?", where=read_condition(where[1]), **read_bounds(counted[2])))
        elif found := re.fullmatch("(ขึ้นทะเบียน|วันที่ตรวจ)(ตั้งแต่|ภายใน) (.*)", said):
            window = read_window(found[1], found[2], found[3])
        else:
            asked.append(read_condition(said))
    where = All(tuple(asked)) if asked else None
    return Rule(entity="producer", per=level, window=window, where=where, parts=tuple(parts), **numbers)


def read_bounds(text: str) -> dict[str, int]:
    names = {"อย่างน้อย": "minimum", "พอดี": "exact", "ไม่เกิน": "maximum"}
    return {names[word]: int(figure) for word, figure in re.findall(r"(อย่างน้อย|พอดี|ไม่เกิน) (\d+)", text)}


def read_window(act: str, word: str, days: str) -> Window:
    field = None if act == "ขึ้นทะเบียน" else "checked_on"
    if word == "ภายใน":
        return Window(None, parse_date(days), field)
    first, *last = days.removesuffix(" เป็นต้นไป").split(" ถึง ")
    return Window(parse_date(first), parse_date(last[0]) if last else None, field)


def spoken(segments: list[Segment]) -> dict[int, str]:
    """The words of each clause; fails where a clause is said in two places."""
    runs = [
        (number, plain(list(run))) for number, run in groupby(segments, key=lambda s: s.clause_id) if number
    ]
    assert len(dict(runs)) == len(runs), "a clause is said once"
    return dict(runs)


def outcome(rule: Rule, found: list[Fact]) -> tuple[dict[int, Tally], list[tuple[int | None, ...]]]:
    bounds = [(each.floor, each.ceiling) for each in (rule, *rule.parts)]
    return tally(rule, found, AREAS[rule.per]), bounds


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(rules(), rows)
def test_the_sentence_read_back_counts_the_same(rule: Rule, found: list[Fact]) -> None:
    assert outcome(read_rule(sentence(rule, PRODUCER)), found) == outcome(rule, found)


@pytest.mark.slow
@given(rules())
def test_every_clause_is_said_exactly_once_and_in_order(rule: Rule) -> None:
    said = spoken(sentence(rule, PRODUCER))
    assert list(said) == [clause.id for clause in clauses(rule)]
    assert all(said.values())


@pytest.mark.slow
@given(conditions)
def test_no_condition_is_said_with_a_bare_or(condition: Condition) -> None:
    assert len(split(condition_th(condition, PRODUCER), " หรือ ")) == 1


GROUP = Is("kind", "group")
SEED_004 = Rule(
    entity="producer",
    per=Per.TAMBON,
    minimum=2,
    window=Window(date(2023, 9, 26), date(2023, 9, 29)),
    parts=(
        Part(label_th="กลุ่มผู้ผลิตชุมชน", where=GROUP, minimum=1, unit_th="กลุ่ม"),
        Part(label_th="ประเภทอื่น", where=Not(GROUP), minimum=1, unit_th="ราย"),
    ),
)


def test_the_registration_letter_as_a_sentence() -> None:
    segments = sentence(SEED_004, PRODUCER)
    assert plain(segments) == (
        "แต่ละตำบล ต้องมีผู้ผลิต ผู้ประกอบการ OTOP ที่ขึ้นทะเบียนตั้งแต่ 26 ก.ย. 2566 ถึง 29 ก.ย. 2566 "
        "อย่างน้อย 2 ราย โดยเป็นกลุ่มผู้ผลิตชุมชน อย่างน้อย 1 กลุ่ม และประเภทอื่น (ไม่เป็นกลุ่มผู้ผลิตชุมชน) อย่างน้อย 1 ราย"
    )
    assert [s.text for s in segments if s.strong] == [
        "ตำบล",
        "อย่างน้อย 2 ราย",
        "อย่างน้อย 1 กลุ่ม",
        "อย่างน้อย 1 ราย",
    ]
    assert clauses(SEED_004)[2] == Clause(3, "part", GROUP, 0)


def test_or_is_lettered_and_bracketed() -> None:
    where = All(
        (
            Between("cohort_year", 2557, 2561),
            Any((All((Is("quadrant", "D"), Is("potential", True))), Between("stars", 1, 3))),
        )
    )
    assert condition_th(where, PRODUCER) == (
        "ลงทะเบียนปี 2557 ถึง 2561 และเข้าเงื่อนไขอย่างใดอย่างหนึ่ง "
        "[(ก) อยู่ในกลุ่ม D ปรับตัวสู่การพัฒนา และมีศักยภาพและความพร้อม หรือ (ข) ได้ระดับ 1 ถึง 3 ดาว]"
    )


def test_a_whole_country_is_not_each_country() -> None:
    assert plain(sentence(Rule(entity="producer", per=Per.COUNTRY, maximum=1200), PRODUCER)) == (
        "ทั้งประเทศ ต้องมีผู้ผลิต ผู้ประกอบการ OTOP ไม่เกิน 1,200 ราย"
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Tally(0, (0, 0)), "ยังขาด 1 กลุ่ม และ 1 ราย"),
        (Tally(5, (5, 0)), "ยังขาด 1 ราย"),
        (Tally(2, (1, 1)), "ครบแล้ว"),
        (Tally(1, (0, 1)), "ยังขาด 1 กลุ่ม"),
    ],
)
def test_what_is_missing_is_said_by_sort(found: Tally, words: str) -> None:
    assert missing_sentence(SEED_004, judge(SEED_004, found), PRODUCER) == words


def test_what_is_missing_of_any_sort_and_what_is_too_many() -> None:
    six = Rule(entity="producer", per=Per.DISTRICT, minimum=6, parts=SEED_004.parts[:1])
    assert missing_sentence(six, judge(six, Tally(2, (0,))), PRODUCER) == "ยังขาด 1 กลุ่ม และ ประเภทใดก็ได้ 3 ราย"
    two = Rule(entity="producer", per=Per.DISTRICT, exact=2, unit_th="กลุ่ม")
    assert missing_sentence(two, judge(two, Tally(3)), PRODUCER) == "เกิน 1 กลุ่ม"
    assert missing_sentence(two, sum_judgements([]), PRODUCER) == "ไม่มีพื้นที่ที่ต้องนับ"
