"""A newer letter takes an older one's place; a letter is filed when nothing is owed by it any more."""

import pytest

from saan.directives.actions import draft_from_letter, issue, mark_done
from saan.directives.actions.replacing import close_letter, supersede_letter
from saan.directives.models import Directive, Obligation
from saan.directives.rules import DirectiveState, ObligationState
from saan.kernel.refusals import Refused, Stale
from saan.letters.actions import register
from saan.letters.models import Receipt
from saan.letters.rules import ReceiptState
from tests.factories.directives import DEED, REGISTER, REPORT, confirmed_letter, issued


@pytest.fixture
def old(province):
    return issued(REGISTER, REPORT, by=province)[0].letter


@pytest.fixture
def new(province):
    return confirmed_letter(REPORT, REGISTER, by=province, number="ฉช 0019/ว 5500")


def test_each_gives_way_to_its_like(old, new, province):
    made = draft_from_letter(letter=new, by=province)
    issue(directives=made, by=province)
    ended = supersede_letter(old=old, new=new, by=province)
    assert {each.state for each in ended} == {DirectiveState.SUPERSEDED}
    pairs = Directive.objects.filter(letter=new).values_list("kind", "supersedes__kind")
    assert set(pairs) == {("count", "count"), ("report", "report")}
    assert (
        not Obligation.objects.filter(directive__letter=old).exclude(state=ObligationState.CANCELLED).exists()
    )
    with pytest.raises(Stale, match="ไม่มีข้อสั่งการที่ยังมีผล"):
        supersede_letter(old=old, new=new, by=province)


def test_nothing_ends_before_something_stands_in_its_place(old, new, province):
    draft_from_letter(letter=new, by=province)
    with pytest.raises(Refused, match="ออกข้อสั่งการของหนังสือ ฉช 0019/ว 5500 ก่อน"):
        supersede_letter(old=old, new=new, by=province)
    assert Directive.objects.filter(letter=old, state=DirectiveState.ISSUED).count() == 2


def test_a_district_registers_does_and_files(province, district):
    letter = issued(DEED, by=province)[0].letter
    register(receipt=Receipt.objects.get(letter=letter, office=district.office), by=district)
    with pytest.raises(Refused, match="1 เรื่องที่ยังไม่เสร็จ"):
        close_letter(letter=letter, remark="รับทราบ", by=district)
    mark_done(obligation=Obligation.objects.get(office=district.office), remark="ประกาศหน้าอำเภอ", by=district)
    assert close_letter(letter=letter, remark="ทำแล้ว", by=district).state == ReceiptState.CLOSED


def test_a_letter_that_never_came_is_not_filed(old, actor):
    with pytest.raises(Refused, match="ไม่ได้มาถึง"):
        close_letter(letter=old, remark="รับทราบ", by=actor("local24"))
