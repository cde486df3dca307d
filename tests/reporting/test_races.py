"""Two people at once: one act happens, the other is told; numbers run on without a gap."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from saan.kernel.refusals import Stale
from saan.letters.models import Letter, Register, RegisterEntry
from saan.reporting.actions import accept, send_back, start, submit, write
from saan.reporting.content import content_of
from saan.reporting.models import Report
from saan.reporting.rules import ReportState

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gave or raised, all begun at the same moment."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int) -> None:
        start.wait()
        try:
            outcomes[place] = acts[place]()
        except Exception as refusal:
            outcomes[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def reasoned(report: Report, by) -> Report:
    """The draft with a reason for each of its places."""
    (table,) = content_of(report.directive, report.office).to_json()["tables"]
    reasons = {str(row["area"]): "ยังไม่มีผู้ผลิต" for row in table["rows"]}
    return write(report=report, reasons=reasons, note="", by=by)


def test_two_reviewers_decide_once(sent, district, province):
    report = sent(district)
    outcomes = at_once(
        lambda: accept(report=report, by=province),
        lambda: send_back(report=report, reason="ยอดไม่ตรง", by=province),
    )
    assert sum(isinstance(each, Report) for each in outcomes) == 1
    assert sum(isinstance(each, Stale) for each in outcomes) == 1


def test_a_report_pressed_twice_is_sent_once(begun, district):
    report = reasoned(begun(district), district)
    outcomes = at_once(*[lambda: submit(report=report, by=district)] * 4)
    assert sum(isinstance(each, Report) for each in outcomes) == 1
    assert sum(isinstance(each, Stale) for each in outcomes) == 3
    assert RegisterEntry.objects.filter(register__kind="outgoing").count() == 1


def test_beginning_at_once_gives_one_draft(owed, district):
    obligation = owed(district)
    outcomes = at_once(
        *[lambda: start(directive=obligation.directive, obligation=obligation, by=district)] * 4
    )
    assert len({each.pk for each in outcomes}) == 1
    assert Report.objects.count() == 1


def test_reports_sent_at_once_take_numbers_without_a_gap(ordered, begun, province, actor):
    """The province's two orders, reported upwards at the same moment, share one register."""
    drafts = [reasoned(start(directive=each, by=province), province) for each in ordered.values()]
    outcomes = at_once(*[lambda draft=draft: submit(report=draft, by=province) for draft in drafts])
    assert {each.state for each in outcomes} == {ReportState.SUBMITTED}
    numbers = sorted(Letter.objects.filter(direction="outgoing").values_list("number", flat=True))
    assert numbers == ["ฉช 0019/1", "ฉช 0019/2"]
    assert Register.objects.get(kind="outgoing").last_number == 2
