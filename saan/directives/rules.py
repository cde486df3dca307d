"""States of directives and obligations, and what a due date means today. Pure."""

from dataclasses import dataclass
from datetime import date

from saan.kernel.labels import Labelled
from saan.kernel.workdays import workdays_between


class DirectiveKind(Labelled):
    """What fulfils a directive: a live count in the registry, a report sent and accepted, or a deed recorded."""

    COUNT = "count", "นับจากทะเบียน"
    SELECT = "select", "เสนอรายชื่อ"
    REPORT = "report", "ส่งรายงาน"
    DEED = "deed", "ดำเนินการและบันทึกผล"


COUNTED = (DirectiveKind.COUNT, DirectiveKind.SELECT)
"""Kinds with a rule: facts are counted, or nominations."""


class DirectiveState(Labelled):
    DRAFT = "draft", "ร่าง"
    ISSUED = "issued", "ออกแล้ว"
    SUPERSEDED = "superseded", "มีฉบับใหม่แทน"
    CANCELLED = "cancelled", "ยกเลิก"


class ObligationState(Labelled):
    DELIVERED = "delivered", "ส่งถึงแล้ว"
    ACKNOWLEDGED = "acknowledged", "รับทราบแล้ว"
    SUBMITTED = "submitted", "ส่งแล้ว รอตรวจ"
    RETURNED = "returned", "ส่งคืน"
    ACCEPTED = "accepted", "รับแล้ว ปิดงวด"
    DONE = "done", "ดำเนินการแล้ว"
    EXCUSED = "excused", "ได้รับยกเว้น"
    CANCELLED = "cancelled", "ยกเลิก"


OBLIGATION_STEPS: dict[ObligationState, frozenset[ObligationState]] = {
    ObligationState.DELIVERED: frozenset(
        {ObligationState.ACKNOWLEDGED, ObligationState.EXCUSED, ObligationState.CANCELLED}
    ),
    ObligationState.ACKNOWLEDGED: frozenset(
        {ObligationState.SUBMITTED, ObligationState.DONE, ObligationState.EXCUSED, ObligationState.CANCELLED}
    ),
    ObligationState.SUBMITTED: frozenset({ObligationState.RETURNED, ObligationState.ACCEPTED}),
    ObligationState.RETURNED: frozenset({ObligationState.SUBMITTED, ObligationState.EXCUSED}),
    ObligationState.ACCEPTED: frozenset(),
    ObligationState.DONE: frozenset({ObligationState.ACKNOWLEDGED}),
    ObligationState.EXCUSED: frozenset(),
    ObligationState.CANCELLED: frozenset(),
}
CLOSED = frozenset(
    {ObligationState.ACCEPTED, ObligationState.DONE, ObligationState.EXCUSED, ObligationState.CANCELLED}
)


@dataclass(frozen=True)
class Due:
    """How a due date stands on a day. `workdays` left is negative when late; without a due date nothing is late."""

    on: date | None
    workdays: int | None

    @property
    def late(self) -> bool:
        return self.workdays is not None and self.workdays < 0

    @property
    def near(self) -> bool:
        return self.workdays is not None and 0 <= self.workdays <= 2


def due_standing(on: date | None, day: date) -> Due:
    """Working days from `day` to the due date; late by at least one from the calendar day after it."""
    if on is None:
        return Due(None, None)
    if day <= on:
        return Due(on, workdays_between(day, on))
    return Due(on, min(-1, workdays_between(day, on)))
