"""What an office does with what it owes, and what its superior may allow."""

import pytest
from django.core.exceptions import PermissionDenied

from saan.directives.actions import acknowledge, acknowledge_orders, excuse, exempt, mark_done, move, reopen
from saan.directives.queries import standing_of
from saan.directives.rules import OBLIGATION_STEPS, ObligationState
from saan.geography.models import Area
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from tests.factories.directives import CHOOSE, DEED, REGISTER, REPORT, issued, producers

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(province, district):
    def one(*read):
        (directive,) = issued(*read, by=province)
        return directive.obligations.get(office=district.office)

    return one


def test_acknowledging_twice_changes_nothing(owed, district):
    obligation = owed(DEED)
    first = acknowledge(obligation=obligation, by=district)
    again = acknowledge(obligation=obligation, by=district)
    assert again.acknowledged_at == first.acknowledged_at
    assert Act.objects.filter(verb="directives.acknowledged").count() == 1


def test_all_orders_of_a_letter_are_acknowledged_at_once(province, district):
    first, second = issued(DEED, REPORT, by=province)
    acknowledge(obligation=first.obligations.get(office=district.office), by=district)
    seen = acknowledge_orders(letter=first.letter, by=district)
    assert {each.directive for each in seen} == {second}
    assert acknowledge_orders(letter=first.letter, by=district) == []
    assert (
        not first.obligations.exclude(office=district.office).filter(acknowledged_at__isnull=False).exists()
    )


def test_who_does_not_work_on_orders_acknowledges_none(province, actor):
    (directive,) = issued(DEED, by=province)
    with pytest.raises(PermissionDenied):
        acknowledge_orders(letter=directive.letter, by=actor("clerk24"))


def test_another_office_may_not_answer_for_this_one(owed, actor):
    obligation = owed(DEED)
    for who in ("district2403", "authority240101", "auditor"):
        with pytest.raises(PermissionDenied):
            acknowledge(obligation=obligation, by=actor(who))


def test_a_deed_is_done_with_words_and_may_be_opened_again(owed, district):
    obligation = owed(DEED)
    with pytest.raises(Refused) as refusal:
        mark_done(obligation=obligation, remark=" ", by=district)
    assert refusal.value.field == "remark"
    done = mark_done(obligation=obligation, remark="ติดป้ายแล้วทุกตำบล", by=district)
    assert (done.state, done.acknowledged_by) == (ObligationState.DONE, district.user)
    assert reopen(obligation=obligation, by=district).state == ObligationState.ACKNOWLEDGED


@pytest.mark.parametrize("read", [REGISTER, REPORT, CHOOSE])
def test_what_is_counted_or_reported_is_never_ticked_off_by_hand(owed, district, read):
    with pytest.raises(Refused, match="ไม่ต้องกด"):
        mark_done(obligation=owed(read), remark="เสร็จแล้ว", by=district)


def test_excusing_is_for_the_office_that_ordered_and_needs_a_reason(owed, province, district):
    obligation = owed(REPORT)
    with pytest.raises(PermissionDenied):
        excuse(obligation=obligation, reason="น้ำท่วม", by=district)
    with pytest.raises(Refused):
        excuse(obligation=obligation, reason="", by=province)
    assert excuse(obligation=obligation, reason="น้ำท่วม", by=province).state == ObligationState.EXCUSED


def test_a_report_moves_the_obligation_and_no_step_is_skipped(owed, district):
    obligation = owed(REPORT)
    assert move(obligation=obligation, to=ObligationState.SUBMITTED, by=district).acknowledged_at
    move(obligation=obligation, to=ObligationState.RETURNED, by=district)
    with pytest.raises(Stale):
        move(obligation=obligation, to=ObligationState.ACCEPTED, by=district)


def test_every_step_not_in_the_table_is_stale(owed, district):
    obligation = owed(REPORT)
    for state in ObligationState:
        obligation.state, obligation.acknowledged_at, obligation.acknowledged_by = state, None, None
        obligation.save()
        for to in set(ObligationState) - OBLIGATION_STEPS[state] - {ObligationState.SUBMITTED}:
            with pytest.raises(Stale):
                move(obligation=obligation, to=to, by=district)


class TestExemptions:
    """A smaller floor for one tambon is the only way in which a quota weakens after issue."""

    @pytest.fixture
    def register(self, province):
        return issued(REGISTER, by=province)[0]

    def give(self, directive, floor, by, area=240201, reason="ไม่มีกลุ่มในพื้นที่"):
        return exempt(directive=directive, area=Area.objects.get(pk=area), floor=floor, reason=reason, by=by)

    def test_a_floor_of_one_asks_for_one_of_any_sort(self, register, province):
        producers(240201, "sole", 1, by=province)
        assert standing_of(register, (240201, 240201)).missing == 1
        self.give(register, 1, province)
        assert standing_of(register, (240201, 240201)).fulfilled
        whole = standing_of(register, (240000, 249999))
        assert (whole.needed, whole.missing) == (185, 184)

    def test_a_floor_of_none_lets_the_place_off(self, register, province):
        self.give(register, 0, province)
        eased = standing_of(register, (240201, 240201))
        assert (eased.needed, eased.fulfilled) == (0, True)

    def test_given_again_it_is_replaced(self, register, province):
        self.give(register, 1, province)
        self.give(register, 0, province)
        assert [each.floor for each in register.exemptions.all()] == [0]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"floor": 2}, "floor"),
            ({"floor": -1}, "floor"),
            ({"area": 2402}, "area"),
            ({"reason": " "}, "reason"),
        ],
    )
    def test_only_downwards_at_the_rules_level_and_with_a_reason(self, register, province, change, field):
        with pytest.raises(Refused) as refusal:
            self.give(**{"directive": register, "floor": 1, "by": province, **change})
        assert refusal.value.field == field
        assert not register.exemptions.exists()

    def test_a_district_gives_none(self, register, district):
        with pytest.raises(PermissionDenied):
            self.give(register, 1, district)
