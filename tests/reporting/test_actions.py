"""A report's way: begun, sent with its letter, returned or accepted; each step once, and nothing rewritten after."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from saan.directives.actions import cancel, excuse
from saan.directives.models import Obligation
from saan.directives.rules import DirectiveKind, ObligationState
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.models import Letter, Receipt, RegisterEntry
from saan.letters.rules import FileRole, ReceiptState
from saan.reporting.actions import accept, send_back, start, submit, write
from saan.reporting.models import Report
from saan.reporting.queries import (
    gaps_of,
    owed_by,
    reports_visible_to,
    versions_of,
    waiting_for_review,
)
from saan.reporting.rules import REPORT_STEPS, ReportState
from tests.factories.directives import REPORT, issued

pytestmark = pytest.mark.slow


def verbs_of(report) -> list[str]:
    return list(
        Act.objects.filter(object_kind="reporting.report", object_id=str(report.pk))
        .order_by("id")
        .values_list("verb", flat=True)
    )


def test_beginning_twice_gives_the_same_draft(begun, district):
    first = begun(district)
    assert begun(district) == first
    assert (first.version, first.state, first.recipient.code) == (1, ReportState.DRAFT, "cdd-24")
    assert verbs_of(first) == ["reporting.start"]


def test_another_office_cannot_begin_it(owed, district, actor):
    with pytest.raises(PermissionDenied):
        start(directive=owed(district).directive, obligation=owed(district), by=actor("district2403"))


def test_what_is_withdrawn_or_excused_is_not_reported(owed, district, province, ordered):
    obligation = owed(district)
    excuse(obligation=obligation, reason="พื้นที่ประสบภัย", by=province)
    obligation.refresh_from_db()
    with pytest.raises(Refused, match="ได้รับยกเว้น"):
        start(directive=obligation.directive, obligation=obligation, by=district)
    directive = cancel(directive=ordered[DirectiveKind.REPORT], reason="ออกผิดฉบับ", by=province)
    with pytest.raises(Refused, match="ยกเลิก"):
        start(directive=directive, by=province)


def test_an_office_reports_upwards_on_its_own_orders_alone(ordered, district, province):
    report = start(directive=ordered[DirectiveKind.COUNT], by=province)
    assert report.recipient.code == "cdd"
    with pytest.raises(Refused, match="ไม่ได้เป็นผู้ออกข้อสั่งการนี้"):
        start(directive=ordered[DirectiveKind.COUNT], by=district)


def test_sending_is_refused_while_a_place_lacks_its_reason(begun, filled, district):
    filled(7)
    report = begun(district)
    with pytest.raises(Refused) as refusal:
        submit(report=report, by=district)
    assert refusal.value.field == "reasons"
    assert "ต.เสม็ดใต้" in refusal.value.message
    assert "ต.หัวไทร" in refusal.value.message
    assert Letter.objects.filter(direction="outgoing").count() == 0


def test_many_silent_places_are_named_in_short(begun, district):
    with pytest.raises(Refused, match="และอีก 4 แห่ง"):
        submit(report=begun(district), by=district)


def test_blank_reasons_are_no_reasons(begun, district):
    report = write(report=begun(district), reasons={"240209": "   "}, note="", by=district)
    assert report.reasons == {}


def test_sending_numbers_freezes_and_delivers(sent, filled, district, province):
    filled(7)
    report = sent(district)
    assert report.state == ReportState.SUBMITTED
    assert report.letter.number == "ฉช 0219/1"
    assert report.letter.reply_to == report.directive.letter
    assert report.content["tables"][0]["total"]["missing"] == 4
    roles = set(report.letter.files.values_list("role", flat=True))
    assert roles == {FileRole.ISSUED, FileRole.ARCHIVE, FileRole.FORM}
    assert Receipt.objects.get(letter=report.letter).office == province.office
    assert Receipt.objects.get(letter=report.letter).state == ReceiptState.ARRIVED
    assert report.obligation.__class__.objects.get(pk=report.obligation.pk).state == ObligationState.SUBMITTED
    assert verbs_of(report) == ["reporting.start", "reporting.write", "reporting.submit"]


def test_sending_reports_on_the_letter_that_asked(sent, filled, ordered, district):
    filled(7)
    asked = Receipt.objects.filter(letter=ordered[DirectiveKind.COUNT].letter, office=district.office)
    numbered = {"year_be": 2566, "number": 1, "registered_at": now(), "registered_by": district.user}
    assert asked.update(state=ReceiptState.IN_PROGRESS, **numbered) == 1
    sent(district)
    assert asked.get().state == ReceiptState.REPORTED


def test_the_frozen_figures_do_not_follow_the_registry(sent, filled, district):
    filled(7)
    report = sent(district)
    filled(9)
    report.refresh_from_db()
    assert report.content["tables"][0]["total"]["total"] == 14


def test_sending_twice_sends_once(sent, filled, district):
    filled(9)
    report = sent(district)
    with pytest.raises(Stale):
        submit(report=report, by=district)
    with pytest.raises(Stale):
        write(report=report, reasons={}, note="แก้", by=district)
    assert RegisterEntry.objects.filter(register__kind="outgoing").count() == 1


def test_a_report_without_figures_needs_words(province, district):
    (directive,) = issued({**REPORT, "action": "รายงานผลการประชาสัมพันธ์"}, by=province)
    obligation = directive.obligations.get(office=district.office)
    report = start(directive=directive, obligation=obligation, by=district)
    with pytest.raises(Refused) as refusal:
        submit(report=report, by=district)
    assert refusal.value.field == "note"
    done = submit(report=write(report=report, reasons={}, note="ทำแล้วทุกตำบล", by=district), by=district)
    assert done.sheet is None
    assert accept(report=done, by=province).state == ReportState.ACCEPTED


def test_a_return_needs_a_reason_and_leads_to_a_second_version(sent, begun, filled, district, province):
    filled(7)
    first = sent(district, note="หมายเหตุเดิม")
    with pytest.raises(Refused, match="ต้องมีเหตุผล"):
        send_back(report=first, reason=" ", by=province)
    send_back(report=first, reason="ยอดตำบลหัวไทรไม่ตรง", by=province)
    assert Obligation.objects.get(pk=first.obligation_id).remark == "ยอดตำบลหัวไทรไม่ตรง"
    second = begun(district)
    assert (second.version, second.note) == (2, "หมายเหตุเดิม")
    assert second.reasons == first.reasons
    again = sent(district)
    assert again == second
    assert again.letter.number == "ฉช 0219/2"
    first.refresh_from_db()
    assert (first.state, first.decision_reason) == (ReportState.RETURNED, "ยอดตำบลหัวไทรไม่ตรง")
    assert [each.version for each in versions_of(second)] == [2, 1]
    second.obligation.refresh_from_db()
    assert second.obligation.remark == ""


def test_a_full_report_is_accepted_and_closes_the_obligation(sent, begun, filled, district, province):
    filled(9)
    report = accept(report=sent(district), by=province)
    assert report.state == ReportState.ACCEPTED
    report.obligation.refresh_from_db()
    assert report.obligation.state == ObligationState.ACCEPTED
    with pytest.raises(Refused):
        begun(district)


def test_a_report_with_shortfalls_is_accepted_as_one_with_gaps(sent, filled, district, province):
    filled(7)
    report = accept(report=sent(district), by=province)
    assert report.state == ReportState.ACCEPTED_WITH_GAPS
    assert gaps_of(report.content) == 2
    assert verbs_of(report)[-1] == "reporting.gaps"


def test_the_reporting_office_cannot_judge_its_own_report(sent, filled, district, actor):
    filled(9)
    report = sent(district)
    for by in (district, actor("district2403"), actor("local24")):
        with pytest.raises(PermissionDenied):
            accept(report=report, by=by)


def test_the_second_decision_finds_the_first(sent, filled, district, province):
    filled(9)
    report = sent(district)
    accept(report=report, by=province)
    with pytest.raises(Stale, match="นายคราม ย้อมใจ"):
        send_back(report=report, reason="ช้าไป", by=province)


@pytest.mark.parametrize(
    "change", [{"content": {}}, {"reasons": {"1": "x"}}, {"note": "แก้"}, {"version": 9}, {"letter": None}]
)
def test_the_database_refuses_to_rewrite_what_was_sent(sent, filled, district, province, change):
    filled(9)
    report = accept(report=sent(district), by=province)
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**change)


def test_the_database_refuses_to_delete_what_was_sent(sent, filled, district):
    filled(9)
    report = sent(district)
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=report.pk).delete()


def test_a_province_begins_with_the_reasons_it_was_given(ordered, sent, filled, district, province, actor):
    filled(7)
    sent(district)
    report = start(directive=ordered[DirectiveKind.COUNT], by=province)
    assert report.reasons == {"2402": "ยังไม่มีผู้ผลิตในต.เสม็ดใต้; ยังไม่มีผู้ผลิตในต.หัวไทร"}


def test_who_sees_which_reports(sent, begun, filled, district, province, actor):
    filled(9)
    report, draft = sent(district), begun(actor("district2403"))
    assert set(reports_visible_to(district)) == {report}
    assert set(reports_visible_to(province)) == {report}
    assert set(reports_visible_to(actor("district2403"))) == {draft}
    assert report not in reports_visible_to(actor("local24"))
    assert set(reports_visible_to(actor("cdd"))) == {report}
    assert list(waiting_for_review(province)) == [report]
    assert not waiting_for_review(actor("cdd"))


def test_what_an_office_owes_on_paper(ordered, sent, filled, district, province):
    (obligation,) = owed_by(district)
    assert obligation.directive == ordered[DirectiveKind.REPORT]
    assert obligation.answers == []
    filled(9)
    report = sent(district)
    assert owed_by(district).get().answers == [report]
    accept(report=report, by=province)
    assert not owed_by(district)


def test_every_state_but_drafts_and_reports_under_review_is_an_end():
    ends = {state for state, following in REPORT_STEPS.items() if not following}
    assert ends == set(ReportState) - {ReportState.DRAFT, ReportState.SUBMITTED}
