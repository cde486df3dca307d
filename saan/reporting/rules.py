"""States of a report, which step may follow which, and how it stood on any day. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from saan.kernel.dates import BANGKOK
from saan.kernel.labels import Labelled
from saan.kernel.workdays import workdays_between


class ReportState(Labelled):
    DRAFT = "draft", "ร่าง"
    SUBMITTED = "submitted", "ส่งแล้ว รอตรวจ"
    RETURNED = "returned", "ส่งคืน"
    ACCEPTED = "accepted", "รับแล้ว ปิดงวด"
    ACCEPTED_WITH_GAPS = "gaps", "รับแบบมีช่องว่าง"


REPORT_STEPS: dict[ReportState, frozenset[ReportState]] = {
    ReportState.DRAFT: frozenset({ReportState.SUBMITTED}),
    ReportState.SUBMITTED: frozenset(
        {ReportState.RETURNED, ReportState.ACCEPTED, ReportState.ACCEPTED_WITH_GAPS}
    ),
    ReportState.RETURNED: frozenset(),
    ReportState.ACCEPTED: frozenset(),
    ReportState.ACCEPTED_WITH_GAPS: frozenset(),
}


class CellState(Labelled):
    """Missing is shown, never drawn as zero."""

    VALUE = "value", "มีค่า"
    ZERO = "zero", "ศูนย์"
    MISSING = "missing", "ยังไม่รายงาน"
    NOT_APPLICABLE = "na", "ไม่เข้าข่าย"
    NOT_YET_DUE = "wait", "ยังไม่ถึงกำหนด"


def late_by(due: date | None, sent: date) -> int:
    """Working days after the due date, at least one from the calendar day after it; nought in time or without one."""
    if due is None or sent <= due:
        return 0
    return max(1, workdays_between(due, sent))


class Stand(Labelled):
    """How an office's answer for one period stood at a moment."""

    ACCEPTED = "accepted", "รับแล้ว"
    REVIEW = "review", "ส่งแล้ว รอตรวจ"
    RETURNED = "returned", "ส่งคืน รอแก้"
    MISSING = "missing", "ยังไม่รายงาน"
    WAITING = "wait", "ยังไม่ถึงกำหนด"
    EXCUSED = "na", "ไม่เข้าข่าย"


@dataclass(frozen=True)
class Version:
    """One version of a report, as far as its standing goes. Moments are aware; None where it has not happened."""

    state: str
    submitted_at: datetime | None
    decided_at: datetime | None


def stood(versions: Iterable[Version], due: date | None, moment: datetime, *, let_off: bool = False) -> Stand:
    """How the answer stood at a moment, from what had happened by then and nothing after.

    Without a due date an answer is awaited until it comes. The due day itself is not over until it ends.
    """
    sent = [each for each in versions if each.submitted_at is not None and each.submitted_at <= moment]
    if sent:
        last = max(sent, key=lambda each: each.submitted_at or moment)
        if last.decided_at is None or last.decided_at > moment:
            return Stand.REVIEW
        return Stand.RETURNED if last.state == ReportState.RETURNED else Stand.ACCEPTED
    if let_off:
        return Stand.EXCUSED
    if due is None or moment.astimezone(BANGKOK).date() <= due:
        return Stand.WAITING
    return Stand.MISSING
