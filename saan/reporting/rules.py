"""States of a report and which step may follow which. Pure."""

from saan.kernel.labels import Labelled


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
