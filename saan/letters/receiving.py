"""What may happen to a paper in a receiving office: each event with where it may happen and where it leads. Pure.

Every pair of state and event that is not in this table is refused (domain facts: saraban, 12b).
"""

from dataclasses import dataclass

from saan.kernel.labels import Labelled
from saan.letters.rules import ReceiptState as R


class Event(Labelled):
    """One act on a paper in an office, as the way of the paper tells it."""

    ARRIVE = "arrive", "มาถึงอีกครั้ง"
    CHECK = "check", "ตรวจหนังสือแล้ว"
    REJECT = "reject", "ปฏิเสธการรับ"
    MARK_WRONG = "mark-wrong", "แจ้งว่าหนังสือผิด"
    DUPLICATE = "duplicate", "เป็นหนังสือซ้ำ"
    REGISTER = "register", "ลงรับ"
    WRONG_NUMBER = "wrong-number", "ยกเลิกเลขรับและออกเลขใหม่"
    UNREGISTER = "unregister", "ยกเลิกเลขรับ"
    ROUTE = "route", "ส่งให้หน่วยงานเจ้าของเรื่อง"
    BOUNCE = "bounce", "ส่งคืน ไม่ใช่เรื่องของหน่วยงานนี้"
    RETRIEVE = "retrieve", "ดึงกลับก่อนเปิดอ่าน"
    RECALL = "recall", "ผู้ส่งเรียกคืน"
    PRESENT = "present", "เสนอผู้บังคับบัญชา"
    FORWARD_UP = "forward-up", "เสนอต่อขึ้นไป"
    ORDER = "order", "สั่งการ (เกษียน)"
    NOTE_ONLY = "note-only", "ทราบ"
    ACCEPT = "accept", "รับไปดำเนินการ"
    RETURN = "return", "ส่งคืนผู้สั่ง"
    REPLY = "reply", "ตอบหนังสือแล้ว"
    CASCADE = "cascade", "ออกข้อสั่งการต่อ"
    REPORT = "report", "รายงานแล้ว"
    DONE = "done", "ดำเนินการเสร็จ"
    CLOSE = "close", "ปิดเรื่อง"
    REOPEN = "reopen", "เปิดเรื่องอีกครั้ง"
    FILE = "file", "เก็บเข้าแฟ้ม"
    UNFILE = "unfile", "นำออกจากแฟ้ม"


@dataclass(frozen=True)
class Move:
    """From which states an event may start and where it ends; `then` None leaves the state as it is.

    `reason` when the act must say why; `asks` is the question a person is asked for it.
    """

    since: frozenset[R]
    then: R | None
    reason: str = ""


def _from(*states: R) -> frozenset[R]:
    return frozenset(states)


NUMBERED = frozenset(R) - {R.ARRIVED, R.CHECKED, R.REJECTED, R.INVALID, R.DUPLICATE, R.RECALLED}
_WAITING = _from(R.ARRIVED, R.CHECKED)
MOVES: dict[Event, Move] = {
    Event.ARRIVE: Move(_from(R.REJECTED, R.RECALLED), R.ARRIVED),
    Event.CHECK: Move(_from(R.ARRIVED), R.CHECKED),
    Event.REJECT: Move(_WAITING, R.REJECTED, "เหตุที่ไม่รับ"),
    Event.MARK_WRONG: Move(_WAITING, R.INVALID, "ผิดอย่างไร"),
    Event.DUPLICATE: Move(_WAITING, R.DUPLICATE),
    Event.REGISTER: Move(_WAITING, R.REGISTERED),
    Event.WRONG_NUMBER: Move(NUMBERED - {R.CLOSED, R.FILED}, None, "เหตุที่ยกเลิกเลขรับ"),
    Event.UNREGISTER: Move(_from(R.REGISTERED), R.ARRIVED, "เหตุที่ยกเลิกเลขรับ"),
    Event.ROUTE: Move(_from(R.REGISTERED), R.ROUTED),
    Event.BOUNCE: Move(_from(R.ROUTED), R.REGISTERED, "เหตุที่ส่งคืน"),
    Event.RETRIEVE: Move(_from(R.ROUTED), R.REGISTERED),
    Event.RECALL: Move(_WAITING, R.RECALLED, "เหตุที่เรียกคืน"),
    Event.PRESENT: Move(_from(R.REGISTERED, R.ROUTED), R.PRESENTED),
    Event.FORWARD_UP: Move(_from(R.PRESENTED), R.PRESENTED),
    Event.ORDER: Move(_from(R.PRESENTED), R.ASSIGNED, "ข้อสั่งการ"),
    Event.NOTE_ONLY: Move(_from(R.PRESENTED), R.ACKNOWLEDGED),
    Event.ACCEPT: Move(_from(R.ASSIGNED), R.IN_PROGRESS),
    Event.RETURN: Move(_from(R.ASSIGNED), R.PRESENTED, "เหตุที่ส่งคืน"),
    Event.REPLY: Move(_from(R.IN_PROGRESS), R.REPLIED),
    Event.CASCADE: Move(
        _from(R.REGISTERED, R.ROUTED, R.PRESENTED, R.ASSIGNED, R.IN_PROGRESS, R.ACKNOWLEDGED), R.CASCADED
    ),
    Event.REPORT: Move(_from(R.IN_PROGRESS, R.CASCADED), R.REPORTED, "รายงานอย่างไร"),
    Event.DONE: Move(_from(R.IN_PROGRESS), R.ACKNOWLEDGED, "ทำอะไรไปแล้ว"),
    Event.CLOSE: Move(
        _from(R.REGISTERED, R.ROUTED, R.ACKNOWLEDGED, R.CASCADED, R.REPLIED, R.REPORTED), R.CLOSED, "การปฏิบัติ"
    ),
    Event.REOPEN: Move(_from(R.CLOSED), R.IN_PROGRESS, "เหตุที่เปิดเรื่องอีกครั้ง"),
    Event.FILE: Move(_from(R.CLOSED), R.FILED),
    Event.UNFILE: Move(_from(R.FILED), R.CLOSED),
}

ORDERS = (
    "ทราบ ดำเนินการตามระเบียบ",
    "มอบเจ้าหน้าที่ที่รับผิดชอบดำเนินการ แล้วรายงานผล",
    "แจ้งผู้เกี่ยวข้องทราบและถือปฏิบัติ",
    "ตรวจสอบข้อเท็จจริงแล้วเสนอความเห็น",
    "เวียนให้ทราบโดยทั่วกัน",
)
"""Set phrases offered to whoever writes an order on a letter."""


def may_happen(event: Event, state: R) -> bool:
    """Whether the event is legal for a paper in this state."""
    return state in MOVES[event].since


def after(event: Event, state: R) -> R:
    """The state after the event. KeyError-free only where `may_happen`."""
    return MOVES[event].then or state
