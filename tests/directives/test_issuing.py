"""Issuing: all obligations at once or none, once only, and what ends a directive."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saan.directives.actions import acknowledge, cancel, edit_draft, issue, mark_done, supersede
from saan.directives.models import Directive, Obligation
from saan.directives.rules import DirectiveState, ObligationState
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.models import Receipt
from tests.factories.directives import DEED, MONTHLY, REGISTER, REPORT, drafted, issued

pytestmark = pytest.mark.django_db


def test_eleven_districts_owe_both_instructions(province):
    made = drafted(REGISTER, REPORT, by=province)
    assert issue(directives=made, by=province) == 22
    owed = Obligation.objects.filter(directive=made[0]).select_related("office")
    assert {each.office.code for each in owed} == {f"cdd-{2400 + n}" for n in range(1, 12)}
    assert {(each.lo, each.hi) == (each.office.lo, each.office.hi) for each in owed} == {True}
    assert {each.due_on for each in owed} == {date(2023, 9, 29)}
    assert {each.state for each in owed} == {ObligationState.DELIVERED}
    assert Receipt.objects.get(letter=made[0].letter, office=province.office).state == "cascaded"
    made[0].refresh_from_db()
    assert made[0].state == DirectiveState.ISSUED
    assert made[0].feasibility["needed"] == 2 * 93
    assert Act.objects.filter(verb="directives.issue").count() == 2


def test_the_number_of_statements_does_not_grow_with_the_offices(actor, on_day):
    few, many = (
        drafted(DEED, by=actor("province24")),
        drafted({**DEED, "actor": "สำนักงานพัฒนาชุมชนอำเภอ"}, by=actor("cdd")),
    )
    with CaptureQueriesContext(
        connection,
    ) as for_eleven:
        assert issue(directives=few, by=actor("province24")) == 11
    with CaptureQueriesContext(connection) as for_all:
        assert issue(directives=many, by=actor("cdd")) == 878
    assert len(for_all) == len(for_eleven)


def test_ten_periods_for_each_of_eleven_with_the_weekend_policy(actor, on_day):
    on_day("2024-12-09")
    by = actor("local24")
    (series,) = drafted(MONTHLY, by=by, dated=date(2024, 12, 7))
    edit_draft(directive=series, by=by, weekend="next")
    assert issue(directives=[series], by=by) == 110
    january = Obligation.objects.filter(directive=series, period="มกราคม 2568")
    assert {(each.printed_due, each.due_on) for each in january} == {(date(2025, 1, 25), date(2025, 1, 27))}


def test_nothing_is_issued_when_one_of_the_instructions_is_refused(province):
    sound, lost = drafted(REGISTER, DEED, by=province)
    Directive.objects.filter(pk=lost.pk).update(audience={**lost.audience, "area": 10})
    with pytest.raises(Refused) as refusal:
        issue(directives=[sound, lost], by=province)
    assert refusal.value.field == "audience"
    assert not Obligation.objects.exists()
    assert set(Directive.objects.values_list("state", flat=True)) == {DirectiveState.DRAFT}
    assert Receipt.objects.get(letter=sound.letter).state == "registered"


def test_a_second_issue_is_stale(province):
    made = drafted(REGISTER, by=province)
    issue(directives=made, by=province)
    with pytest.raises(Stale):
        issue(directives=made, by=province)
    assert Obligation.objects.count() == 11


def test_only_those_who_may_issue(actor, on_day):
    made = drafted(REGISTER, by=actor("province24"))
    for who in ("district2402", "local24", "auditor"):
        with pytest.raises(PermissionDenied):
            issue(directives=made, by=actor(who))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_issue_at_once_one_wins(actor, on_day):
    by = actor("province24")
    made = drafted(REGISTER, REPORT, by=by)
    ready, outcomes = threading.Barrier(2), []

    def press() -> None:
        try:
            ready.wait(timeout=10)
            outcomes.append(issue(directives=made, by=by))
        except Stale:
            outcomes.append("stale")
        finally:
            connection.close()

    pressing = [threading.Thread(target=press) for _ in range(2)]
    for each in pressing:
        each.start()
    for each in pressing:
        each.join(timeout=30)
    assert sorted(outcomes, key=str) == [22, "stale"]
    assert Obligation.objects.count() == 22


def test_cancelling_cancels_what_is_open_and_keeps_what_is_done(province, district):
    (deed,) = issued(DEED, by=province)
    mine = deed.obligations.get(office=district.office)
    mark_done(obligation=mine, remark="ประชาสัมพันธ์ทางหอกระจายข่าว", by=district)
    cancel(directive=deed, reason="กรมยกเลิกโครงการ", by=province)
    states = list(deed.obligations.values_list("state", flat=True))
    assert sorted(states) == ["cancelled"] * 10 + ["done"]
    assert set(deed.obligations.filter(state="cancelled").values_list("remark", flat=True)) == {
        "กรมยกเลิกโครงการ"
    }
    with pytest.raises(Stale):
        cancel(directive=deed, reason="อีกครั้ง", by=province)


def test_ending_needs_a_reason(province):
    (deed,) = issued(DEED, by=province)
    with pytest.raises(Refused) as refusal:
        cancel(directive=deed, reason="  ", by=province)
    assert refusal.value.field == "reason"


def test_a_newer_directive_takes_the_place_of_an_older(province, district):
    (old,) = issued(DEED, by=province)
    (new,) = drafted(DEED, by=province, number="ฉช 0019/ว 9")
    acknowledge(obligation=old.obligations.get(office=district.office), by=district)
    supersede(old=old, new=new, by=province)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, new.supersedes_id) == (DirectiveState.SUPERSEDED, old.pk)
    assert set(old.obligations.values_list("state", flat=True)) == {"cancelled"}


def test_a_directive_may_not_take_its_own_place(province):
    (old,) = issued(DEED, by=province)
    with pytest.raises(Refused):
        supersede(old=old, new=old, by=province)
