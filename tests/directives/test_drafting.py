"""From a confirmed letter to drafts that an officer can check: the letters ว 5465 and ว 6011 as read."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from saan.directives.actions import draft_from_letter, edit_draft, issue
from saan.directives.queries import rule_of, sentence_of
from saan.directives.rules import DirectiveKind
from saan.kernel.refusals import Refused, Stale
from saan.letters.rules import LetterKind, LetterState
from saan.policy.thai import plain
from tests.factories.directives import (
    CHOOSE,
    DEED,
    MONTHLY,
    REGISTER,
    REPORT,
    SEND_LIST,
    confirmed_letter,
    doubted,
    drafted,
)

pytestmark = pytest.mark.django_db


def test_the_registration_letter_gives_a_count_and_a_report(province):
    count, report = drafted(REGISTER, REPORT, by=province)
    assert (count.kind, report.kind) == (DirectiveKind.COUNT, DirectiveKind.REPORT)
    rule = rule_of(count)
    assert (rule.entity, rule.per, rule.minimum) == ("producer", "tambon", 2)
    assert [part.minimum for part in rule.parts] == [1, 1]
    assert (rule.window.start, rule.window.end) == (date(2023, 9, 26), None)
    assert "อย่างน้อย 2 ราย" in plain(sentence_of(rule))
    assert report.rule is None
    assert report.report == {"to": "จังหวัด", "channel": "ไปรษณีย์อิเล็กทรอนิกส์", "form": "แบบรายงานการรับลงทะเบียน"}
    assert count.audience == {"line": "cdd", "level": "district", "area": 24, "except": []}


def test_the_selection_letter_gives_a_choice_and_a_list_to_send(province):
    choice, send = drafted(CHOOSE, SEND_LIST, by=province, dated=date(2018, 11, 6), number="ฉช 0019/ว 6011")
    assert (choice.kind, send.kind) == (DirectiveKind.SELECT, DirectiveKind.REPORT)
    said = plain(sentence_of(rule_of(choice)))
    assert "อย่างน้อย 6" in said
    assert "2557 ถึง 2561" in said
    assert "D ปรับตัวสู่การพัฒนา" in said
    assert any("เป็นการคัดเลือก" in note for note in choice.notes)


def test_a_deed_counts_nothing_and_a_series_keeps_its_schedule(province, actor):
    (deed,) = drafted(DEED, by=province)
    assert (deed.kind, deed.rule, deed.schedule) == (DirectiveKind.DEED, None, None)
    (series,) = drafted(MONTHLY, by=actor("local24"), number="มท 0810.6/ว 12509", dated=date(2024, 12, 7))
    assert series.schedule["rule"] == "monthly:25"
    assert series.audience["line"] == "dla"


def test_drafting_twice_gives_the_same_drafts(province):
    letter = confirmed_letter(REGISTER, REPORT, by=province)
    first = draft_from_letter(letter=letter, by=province)
    assert draft_from_letter(letter=letter, by=province) == first


@pytest.mark.parametrize(
    "fields", [{"kind": LetterKind.NEWS}, {"kind": LetterKind.OTHER}, {"state": LetterState.READ}]
)
def test_what_is_no_order_or_not_confirmed_is_refused(province, fields):
    letter = confirmed_letter(REGISTER, by=province, **fields)
    with pytest.raises(Refused):
        draft_from_letter(letter=letter, by=province)
    assert not letter.directives.exists()


def test_an_open_doubt_stands_before_drafting_and_before_issuing(province):
    letter = confirmed_letter(REGISTER, by=province)
    drafts = draft_from_letter(letter=letter, by=province)
    doubted(letter)
    with pytest.raises(Refused, match="ข้อสงสัย"):
        issue(directives=drafts, by=province)
    other = confirmed_letter(REGISTER, by=province, number="ฉช 0019/ว 1")
    doubted(other)
    with pytest.raises(Refused, match="ข้อสงสัย"):
        draft_from_letter(letter=other, by=province)


def test_a_letter_without_instructions_says_so(province):
    with pytest.raises(Refused, match="ไม่มีข้อสั่งการ"):
        drafted(by=province)


def test_only_those_who_may_draft(actor, on_day):
    letter = confirmed_letter(REGISTER, by=actor("province24"))
    for who in ("district2402", "auditor", "clerk24"):
        with pytest.raises(PermissionDenied):
            draft_from_letter(letter=letter, by=actor(who))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rule": None}, "rule"),
        ({"rule": {"v": 1, "entity": "spaceship", "per": "tambon", "minimum": 1}}, "rule"),
        ({"schedule": {"kind": "invalid", "raw": "31 ก.พ.", "date": None}}, "schedule"),
        ({"rule": {"v": 1, "entity": "producer", "per": "province", "minimum": 1}}, "per"),
    ],
)
def test_unsound_edits_are_refused_and_change_nothing(province, changes, field):
    (draft,) = drafted(REGISTER, by=province)
    before = draft.rule
    with pytest.raises(Refused) as refusal:
        edit_draft(directive=draft, by=province, **changes)
    assert refusal.value.field == field
    draft.refresh_from_db()
    assert draft.rule == before


def test_an_issued_directive_is_edited_no_more(province):
    (draft,) = drafted(REGISTER, by=province)
    issue(directives=[draft], by=province)
    with pytest.raises(Stale):
        edit_draft(directive=draft, by=province, title="อื่น")


def test_a_child_knows_its_parent_and_may_be_stronger_but_not_weaker(actor, on_day):
    ministry = actor("cdd")
    letter = confirmed_letter({**REGISTER, "actor": "จังหวัด"}, by=ministry)
    (above,) = draft_from_letter(letter=letter, by=ministry)
    issue(directives=[above], by=ministry)
    province = actor("province24")
    (child,) = draft_from_letter(letter=letter, by=province)
    assert child.parent_id == above.pk
    edit_draft(directive=child, by=province, rule={**child.rule, "minimum": 3})
    with pytest.raises(Refused, match="อ่อนกว่า"):
        edit_draft(
            directive=child,
            by=province,
            rule={**child.rule, "minimum": 1, "parts": []} | {"parts": child.rule["parts"][:1]},
        )
    with pytest.raises(Refused, match="ไม่ช้ากว่า"):
        edit_draft(directive=child, by=province, schedule={"kind": "once", "date": "2023-10-31"})
