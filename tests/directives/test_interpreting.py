"""Words of more than one meaning bind nobody until an officer has chosen, by name."""

import pytest
from django.core.exceptions import PermissionDenied

from saan.directives.actions import edit_draft, interpret, issue
from saan.directives.models import Directive
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from tests.factories.directives import CHOOSE, drafted

pytestmark = pytest.mark.django_db

WORDS = "Quadrant D ที่มีศักยภาพ หรือระดับ ๑ - ๓ ดาว ลงทะเบียนปี ๒๕๕๗ - ๒๕๖๑ ประเภทกลุ่มผู้ผลิตชุมชน"
CHOOSE_GROUPS = {
    **CHOOSE,
    "action": "คัดเลือกกลุ่มผู้ผลิตชุมชนเข้ากิจกรรม KBO จังหวัด",
    "quota": {
        "per": "district", "min": None, "exact": 2, "max": None, "unit": "กลุ่ม",
        "conditions": [{"text": WORDS, "min": None, "exact": None, "max": None, "unit": None}],
    },
    "evidence": f"คัดเลือก{WORDS} อำเภอละ ๒ กลุ่ม",
}  # fmt: skip


@pytest.fixture
def draft(province) -> Directive:
    (made,) = drafted(CHOOSE_GROUPS, by=province)
    return made


def test_a_plain_letter_needs_no_interpreting(province):
    (plain,) = drafted(CHOOSE, by=province)
    assert (plain.interpretation, plain.uninterpreted) == (None, False)


def test_both_meanings_are_offered_and_the_drafted_one_is_first(draft):
    first, second = draft.interpretation["readings"]
    assert first["rule"] == draft.rule
    assert first["rule"]["entity"] == "group"
    assert first["says"] != second["says"]
    assert draft.uninterpreted


def test_issuing_waits_for_the_choice(draft, province):
    with pytest.raises(Refused, match="อ่านได้มากกว่าหนึ่งแบบ") as refusal:
        issue(directives=[draft], by=province)
    assert refusal.value.field == "reading"
    interpret(directive=draft, reading=0, by=province)
    assert issue(directives=[draft], by=province) == 11


def test_the_choice_sets_the_rule_and_keeps_who_chose(draft, province):
    chosen = interpret(directive=draft, reading=1, by=province)
    assert chosen.rule == draft.interpretation["readings"][1]["rule"]
    assert (chosen.interpretation["chosen"], chosen.interpretation["by"]) == (1, province.user.full_name)
    assert chosen.interpretation["at"]
    assert Act.objects.filter(verb="directives.interpret", object_id=str(draft.pk)).exists()


def test_a_rule_of_ones_own_is_a_choice_too(draft, province):
    own = {**draft.rule, "where": {"op": "is", "field": "stars_1_to_3", "value": True}}
    edited = edit_draft(directive=draft, by=province, rule=own)
    assert edited.uninterpreted
    chosen = interpret(directive=edited, reading=None, by=province)
    assert (chosen.rule, chosen.interpretation["chosen"]) == (own, "own")


def test_only_what_is_offered_may_be_chosen_and_only_in_a_draft(draft, province, district):
    with pytest.raises(PermissionDenied):
        interpret(directive=draft, reading=0, by=district)
    with pytest.raises(Refused, match="ไม่มีการตีความนี้"):
        interpret(directive=draft, reading=2, by=province)
    interpret(directive=draft, reading=0, by=province)
    issue(directives=[draft], by=province)
    with pytest.raises(Stale):
        interpret(directive=draft, reading=1, by=province)
