"""The one list of states: the same words, shapes and colours in pages, files, e-mail and the API."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Tone(StrEnum):
    """What a colour means; the value is the CSS class of a tag. Shape and word come first, colour last."""

    QUIET = ""
    GOING = "go"
    DONE = "ok"
    NEAR = "warn"
    WRONG = "bad"
    OUTLINE = "line"


class Status(StrEnum):
    """A state an officer can see. `label` may hold {n} or {office}; `shown` fills them."""

    label: str
    icon: str
    tone: Tone

    def __new__(cls, value: str, label: str, icon: str, tone: Tone) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.icon, member.tone = label, icon, tone
        return member

    NOT_DUE = "not_due", "ยังไม่ถึงกำหนด", "dot", Tone.QUIET
    DRAFT = "draft", "ร่าง", "half", Tone.GOING
    FILLED = "filled", "กรอกแล้ว", "ok", Tone.DONE
    BLANK = "blank", "ยังว่าง", "warn", Tone.NEAR
    DELIVERED = "delivered", "ส่งถึงแล้ว", "mail", Tone.QUIET
    UNACKNOWLEDGED = "unacknowledged", "ยังไม่รับทราบ", "dot", Tone.WRONG
    ACKNOWLEDGED = "acknowledged", "รับทราบแล้ว", "ok", Tone.GOING
    IN_PROGRESS = "in_progress", "กำลังทำ", "half", Tone.GOING
    SHORT = "short", "ขาด {n}", "half", Tone.GOING
    SUBMITTED = "submitted", "ส่งแล้ว รอตรวจ", "wait", Tone.GOING
    WAITING = "waiting", "รอ{office}", "wait", Tone.GOING
    RETURNED = "returned", "ส่งคืน", "back", Tone.WRONG
    COMPLETE = "complete", "ครบ", "ok", Tone.DONE
    ACCEPTED = "accepted", "รับแล้ว ปิดงวด", "lock", Tone.DONE
    ACCEPTED_WITH_GAPS = "accepted_with_gaps", "รับแบบมีช่องว่าง {n}", "warn", Tone.NEAR
    DUE_SOON = "due_soon", "เหลือ {n} วันทำการ", "wait", Tone.QUIET
    OVERDUE = "overdue", "เกิน {n} วันทำการ", "bad", Tone.WRONG
    TO_CONFIRM = "to_confirm", "รอยืนยัน", "warn", Tone.NEAR
    EXEMPT = "exempt", "ได้รับยกเว้น", "none", Tone.OUTLINE
    CANCELLED = "cancelled", "ยกเลิก", "x", Tone.OUTLINE


@dataclass(frozen=True)
class Shown:
    """A state ready to draw."""

    label: str
    icon: str
    tone: Tone


PLAIN_WORDS = {
    Status.SHORT: "ยังขาด",
    Status.WAITING: "รอหน่วยงานอื่น",
    Status.ACCEPTED_WITH_GAPS: "รับแบบมีช่องว่าง",
    Status.DUE_SOON: "ใกล้ครบกำหนด",
    Status.OVERDUE: "เกินกำหนด",
}
DUE_TODAY = "ครบกำหนดวันนี้"
NEAR_DAYS = 2
LONG_WAIT_DAYS = 3


def _tone(status: Status, n: int | None, days: int | None) -> Tone:
    if status is Status.DUE_SOON and n is not None and n <= NEAR_DAYS:
        return Tone.NEAR
    if status is Status.WAITING and days is not None and days >= LONG_WAIT_DAYS:
        return Tone.NEAR
    return status.tone


def _words(status: Status, n: int | None, office: str) -> str:
    if status is Status.DUE_SOON and n == 0:
        return DUE_TODAY
    missing = ("{n}" in status.label and n is None) or ("{office}" in status.label and not office)
    if missing:
        return PLAIN_WORDS[status]
    gap = " " if "." in office[:5] else ""
    return status.label.format(n=f"{n:,}" if n is not None else "", office=gap + office)


def shown(status: Status | str, *, n: int | None = None, office: str = "", days: int | None = None) -> Shown:
    """Words, shape and tone of a state here and now.

    `n` is what is missing, or the working days left or passed; `office` with whom it waits and `days` for how many
    working days, since a wait turns to turmeric on the third. Raises ValueError on a word outside the list.
    """
    known = Status(status)
    return Shown(_words(known, n, office), known.icon, _tone(known, n, days))


def of_deadline(working_days: int) -> Shown:
    """The state of a due date: working days left, negative once it has passed."""
    if working_days < 0:
        return shown(Status.OVERDUE, n=-working_days)
    return shown(Status.DUE_SOON, n=working_days)


class Cell(StrEnum):
    """The five states of a cell in a report; a missing figure is never drawn as nought."""

    label: str
    sign: str

    def __new__(cls, value: str, label: str, sign: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.sign = label, sign
        return member

    VALUE = "val", "มีค่า", ""
    ZERO = "zero", "ศูนย์ รายงานว่าไม่มี", "0"
    MISSING = "miss", "ยังไม่รายงาน", "!"
    NOT_APPLICABLE = "na", "ไม่เข้าข่าย", "/"
    NOT_DUE = "wait", "ยังไม่ถึงกำหนด", "·"
