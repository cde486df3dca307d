"""States of letters, receipts and doubts, and which step may follow which. Pure; labels are what officers see."""

import re
from typing import Any

from saan.kernel.digits import to_arabic
from saan.kernel.labels import Labelled


class Direction(Labelled):
    INCOMING = "incoming", "หนังสือรับ"
    OUTGOING = "outgoing", "หนังสือส่ง"


class LetterKind(Labelled):
    """Kinds of official paper (Regulation on correspondence 2526, clauses 9 to 27), and what only looks like one."""

    EXTERNAL = "external letter", "หนังสือภายนอก"
    MEMO = "memo", "บันทึกข้อความ"
    STAMPED = "stamped letter", "หนังสือประทับตรา"
    ANNOUNCEMENT = "announcement", "ประกาศ"
    ORDER = "order", "คำสั่ง"
    NEWS = "news", "ข่าว"
    OTHER = "other", "เอกสารอื่น"


NOT_CORRESPONDENCE = frozenset({LetterKind.NEWS, LetterKind.OTHER})
"""Kinds that are kept as they came and never command anybody."""
UNREGISTERED = frozenset({LetterKind.NEWS})
"""Kinds that wait for no receive number: news is nobody's letter to this office."""


class LetterState(Labelled):
    """Where a letter is in being understood (incoming) or made (outgoing)."""

    READ = "read", "อ่านแล้ว รอยืนยัน"
    CONFIRMED = "confirmed", "ยืนยันแล้ว"
    DRAFT = "draft", "ร่าง"
    IN_REVIEW = "in-review", "เสนอตรวจ"
    RETURNED = "returned", "ส่งกลับให้แก้"
    APPROVED = "approved", "ผ่านการตรวจ รอลงนาม"
    SIGNED = "signed", "ลงนามแล้ว รอออกเลข"
    NUMBERED = "numbered", "ออกเลขแล้ว"
    SENT = "sent", "ส่งแล้ว"
    CANCELLED = "cancelled", "ยกเลิก"
    RECALLED = "recalled", "เรียกคืน"


MAKING = frozenset(
    {
        LetterState.DRAFT,
        LetterState.IN_REVIEW,
        LetterState.RETURNED,
        LetterState.APPROVED,
        LetterState.SIGNED,
    }
)
"""States of a letter in the making: the writing office's own affair, not seen by anybody above or below it."""

LETTER_STEPS: dict[LetterState, frozenset[LetterState]] = {
    LetterState.READ: frozenset({LetterState.CONFIRMED, LetterState.CANCELLED}),
    LetterState.CONFIRMED: frozenset({LetterState.READ}),
    LetterState.DRAFT: frozenset(
        {LetterState.IN_REVIEW, LetterState.APPROVED, LetterState.NUMBERED, LetterState.CANCELLED}
    ),
    LetterState.IN_REVIEW: frozenset({LetterState.RETURNED, LetterState.APPROVED, LetterState.CANCELLED}),
    LetterState.RETURNED: frozenset({LetterState.IN_REVIEW, LetterState.CANCELLED}),
    LetterState.APPROVED: frozenset({LetterState.SIGNED, LetterState.RETURNED, LetterState.CANCELLED}),
    LetterState.SIGNED: frozenset({LetterState.NUMBERED, LetterState.RETURNED, LetterState.CANCELLED}),
    LetterState.NUMBERED: frozenset({LetterState.SENT, LetterState.CANCELLED}),
    LetterState.SENT: frozenset({LetterState.RECALLED}),
    LetterState.CANCELLED: frozenset(),
    LetterState.RECALLED: frozenset(),
}
"""A letter is signed first, then numbered and dated in one act (Regulation, clause 43). A short way from draft to
numbered is kept for letters that write and sign themselves: covers of reports, and circulars passed on."""


class ReceiptState(Labelled):
    """Where a paper is in one office, from its arrival to its filing; what follows filing is in `PaperState`."""

    ARRIVED = "arrived", "มาถึงแล้ว รอลงรับ"
    CHECKED = "checked", "ตรวจแล้ว รอลงรับ"
    REJECTED = "rejected", "ปฏิเสธการรับ"
    INVALID = "invalid", "แจ้งหนังสือผิด"
    DUPLICATE = "duplicate", "หนังสือซ้ำ"
    REGISTERED = "registered", "ลงรับแล้ว"
    ROUTED = "routed", "ส่งให้หน่วยงานเจ้าของเรื่อง"
    PRESENTED = "presented", "เสนอผู้บังคับบัญชา"
    ASSIGNED = "assigned", "มอบหมายแล้ว"
    IN_PROGRESS = "in-progress", "กำลังดำเนินการ"
    ACKNOWLEDGED = "acknowledged", "ทราบ"
    CASCADED = "cascaded", "ออกข้อสั่งการแล้ว"
    REPLIED = "replied", "ตอบหนังสือแล้ว"
    REPORTED = "reported", "รายงานแล้ว"
    CLOSED = "closed", "ปิดเรื่อง"
    FILED = "filed", "เก็บเข้าแฟ้ม"
    RECALLED = "recalled", "ผู้ส่งเรียกคืน"


UNNUMBERED = frozenset(
    {
        ReceiptState.ARRIVED,
        ReceiptState.CHECKED,
        ReceiptState.REJECTED,
        ReceiptState.INVALID,
        ReceiptState.DUPLICATE,
        ReceiptState.RECALLED,
    }
)
"""States in which a paper bears no receive number of the office."""

_REFUSALS = frozenset(
    {ReceiptState.REJECTED, ReceiptState.INVALID, ReceiptState.DUPLICATE, ReceiptState.RECALLED}
)
_ENDINGS = frozenset({ReceiptState.CLOSED})
RECEIPT_STEPS: dict[ReceiptState, frozenset[ReceiptState]] = {
    ReceiptState.ARRIVED: frozenset({ReceiptState.CHECKED, ReceiptState.REGISTERED}) | _REFUSALS,
    ReceiptState.CHECKED: frozenset({ReceiptState.REGISTERED}) | _REFUSALS,
    ReceiptState.REGISTERED: frozenset(
        {
            ReceiptState.ARRIVED,
            ReceiptState.ROUTED,
            ReceiptState.PRESENTED,
            ReceiptState.ACKNOWLEDGED,
            ReceiptState.CASCADED,
            ReceiptState.CLOSED,
        }
    ),
    ReceiptState.ROUTED: frozenset(
        {ReceiptState.REGISTERED, ReceiptState.PRESENTED, ReceiptState.CASCADED, ReceiptState.CLOSED}
    ),
    ReceiptState.PRESENTED: frozenset(
        {
            ReceiptState.PRESENTED,
            ReceiptState.REGISTERED,
            ReceiptState.ASSIGNED,
            ReceiptState.ACKNOWLEDGED,
            ReceiptState.CASCADED,
        }
    ),
    ReceiptState.ASSIGNED: frozenset(
        {ReceiptState.IN_PROGRESS, ReceiptState.PRESENTED, ReceiptState.CASCADED}
    ),
    ReceiptState.IN_PROGRESS: frozenset(
        {ReceiptState.REPLIED, ReceiptState.CASCADED, ReceiptState.REPORTED, ReceiptState.ACKNOWLEDGED}
    ),
    ReceiptState.ACKNOWLEDGED: _ENDINGS | {ReceiptState.CASCADED},
    ReceiptState.CASCADED: _ENDINGS | {ReceiptState.REPORTED},
    ReceiptState.REPLIED: _ENDINGS,
    ReceiptState.REPORTED: _ENDINGS,
    ReceiptState.CLOSED: frozenset({ReceiptState.FILED, ReceiptState.IN_PROGRESS}),
    ReceiptState.FILED: frozenset({ReceiptState.CLOSED}),
    ReceiptState.REJECTED: frozenset({ReceiptState.ARRIVED}),
    ReceiptState.INVALID: frozenset(),
    ReceiptState.DUPLICATE: frozenset(),
    ReceiptState.RECALLED: frozenset({ReceiptState.ARRIVED}),
}
"""What a unit sent back, or what was taken back from it, may be sent to it again inside the same house; that is the
only way out of a refusal."""


class Channel(Labelled):
    """By which way a letter came or goes."""

    SAAN = "saan", "ในระบบสาน"
    EMAIL = "email", "ไปรษณีย์อิเล็กทรอนิกส์"
    ECMS = "ecms", "ระบบแลกเปลี่ยนหนังสือ e-CMS"
    PAPER = "paper", "กระดาษ"
    UPLOAD = "upload", "นำเข้าแฟ้ม"


class ConsignmentState(Labelled):
    """Where one sending of a letter to one addressee outside is."""

    QUEUED = "queued", "รอส่ง"
    SENT = "sent", "ส่งแล้วรอตอบรับ"
    DELIVERED = "delivered", "ปลายทางได้รับแล้ว"
    ACCEPTED = "accepted", "ปลายทางลงรับแล้ว"
    REJECTED = "rejected", "ปลายทางปฏิเสธ"
    INVALID = "invalid", "ปลายทางแจ้งหนังสือผิด"
    UNDELIVERED = "undelivered", "ส่งไม่สำเร็จ"
    MANUAL = "manual", "ส่งทางอื่นแล้ว รอเลขรับ"


_ANSWERS = frozenset(
    {
        ConsignmentState.DELIVERED,
        ConsignmentState.ACCEPTED,
        ConsignmentState.REJECTED,
        ConsignmentState.INVALID,
    }
)
CONSIGNMENT_STEPS: dict[ConsignmentState, frozenset[ConsignmentState]] = {
    ConsignmentState.QUEUED: _ANSWERS
    | {ConsignmentState.QUEUED, ConsignmentState.SENT, ConsignmentState.UNDELIVERED},
    ConsignmentState.SENT: _ANSWERS | {ConsignmentState.QUEUED, ConsignmentState.UNDELIVERED},
    ConsignmentState.DELIVERED: _ANSWERS - {ConsignmentState.DELIVERED},
    ConsignmentState.ACCEPTED: frozenset({ConsignmentState.DELIVERED}),
    ConsignmentState.REJECTED: frozenset(),
    ConsignmentState.INVALID: frozenset(),
    ConsignmentState.UNDELIVERED: _ANSWERS | {ConsignmentState.QUEUED, ConsignmentState.MANUAL},
    ConsignmentState.MANUAL: _ANSWERS,
}
"""An answer counts whenever it comes, also for a letter that was given up or is about to be tried again. ACCEPTED goes
back to DELIVERED when we dispute the receive number they gave."""


class IncomingState(Labelled):
    TAKEN = "taken", "นำเข้าแล้ว"
    ANSWER = "answer", "เป็นคำตอบรับ"
    REFUSED = "refused", "นำเข้าไม่ได้"
    DUPLICATE = "duplicate", "ซ้ำ"


class NoticeKind(Labelled):
    """What one side tells the other about a letter that has gone: five from receiver or sender, and a withdrawal."""

    RECEIVED = "received", "ตอบรับหนังสือ"
    ACCEPTED = "accepted", "แจ้งเลขรับ"
    REJECTED = "rejected", "ปฏิเสธการรับ"
    INVALID = "invalid", "แจ้งหนังสือผิด"
    NUMBER_WRONG = "number-wrong", "แจ้งเลขรับผิด"
    WITHDRAWN = "withdrawn", "ขอลบหนังสือเพื่อส่งใหม่"


class NoticeState(Labelled):
    QUEUED = "queued", "รอแจ้ง"
    SENT = "sent", "แจ้งแล้ว"
    UNDELIVERED = "undelivered", "แจ้งไม่สำเร็จ"


class PaperState(Labelled):
    """Where a filed paper is in its keeping (Regulation, clauses 52 to 70)."""

    STORED = "stored", "เก็บอยู่"
    ON_LOAN = "on-loan", "ถูกยืม"
    LISTED = "listed", "อยู่ในบัญชีขอทำลาย"
    HANDED_OVER = "handed-over", "ส่งมอบหอจดหมายเหตุแล้ว"
    DESTROYED = "destroyed", "ทำลายแล้ว"


PAPER_STEPS: dict[PaperState, frozenset[PaperState]] = {
    PaperState.STORED: frozenset({PaperState.ON_LOAN, PaperState.LISTED, PaperState.HANDED_OVER}),
    PaperState.ON_LOAN: frozenset({PaperState.STORED}),
    PaperState.LISTED: frozenset({PaperState.STORED, PaperState.DESTROYED, PaperState.HANDED_OVER}),
    PaperState.HANDED_OVER: frozenset(),
    PaperState.DESTROYED: frozenset(),
}


class ListState(Labelled):
    """Where a yearly list of papers to destroy is: drawn up, examined, sent to the archives, carried out."""

    DRAFT = "draft", "สำรวจ"
    COMMITTEE = "committee", "คณะกรรมการพิจารณา"
    APPROVED = "approved", "หัวหน้าส่วนราชการเห็นชอบ"
    ARCHIVES = "archives", "รอหอจดหมายเหตุแห่งชาติ"
    DONE = "done", "ทำลายแล้ว"


LIST_STEPS: dict[ListState, frozenset[ListState]] = {
    ListState.DRAFT: frozenset({ListState.COMMITTEE}),
    ListState.COMMITTEE: frozenset({ListState.DRAFT, ListState.APPROVED}),
    ListState.APPROVED: frozenset({ListState.ARCHIVES}),
    ListState.ARCHIVES: frozenset({ListState.DONE, ListState.COMMITTEE}),
    ListState.DONE: frozenset(),
}


class ListDecision(Labelled):
    PENDING = "pending", "ยังไม่พิจารณา"
    DESTROY = "destroy", "ทำลาย"
    KEEP = "keep", "เก็บต่อ"
    HAND_OVER = "hand-over", "ส่งหอจดหมายเหตุ"


class RegisterKind(Labelled):
    """Registers run apart for each issuing body, kind and BE calendar year (Regulation, clauses 41 to 43)."""

    INCOMING = "incoming", "ทะเบียนหนังสือรับ"
    OUTGOING = "outgoing", "ทะเบียนหนังสือส่ง"
    CIRCULAR = "circular", "ทะเบียนหนังสือเวียน (ว)"
    ORDER = "order", "ทะเบียนคำสั่ง"
    NOTICE = "notice", "ทะเบียนประกาศ"
    MEMO = "memo", "ทะเบียนบันทึกข้อความ"


class FileRole(Labelled):
    ORIGINAL = "original", "ต้นฉบับ"
    ENCLOSURE = "enclosure", "สิ่งที่ส่งมาด้วย"
    STAMPED = "stamped", "สำเนาประทับตรารับ"
    ISSUED = "issued", "ฉบับลงเลข"
    FORM = "form", "แบบรายงาน"
    DOCX = "docx", "ฉบับแก้ไขได้"
    ARCHIVE = "archive", "ฉบับเก็บถาวร"
    MAIL = "mail", "อีเมลที่นำส่ง"


class DoubtState(Labelled):
    OPEN = "open", "รอยืนยัน"
    SETTLED = "settled", "ยืนยันแล้ว"


def may_follow(steps: dict, now: Labelled, then: Labelled) -> bool:
    """Whether `then` is a legal next state after `now`."""
    return then in steps[now]


def key_of_number(text: str) -> str:
    """The comparable form of a letter number: no blanks, Arabic digits, lower case."""
    return "".join(to_arabic(text or "").split()).casefold()


_STEP = re.compile(r"[^.\[\]]+")


def value_at(record: Any, path: str) -> Any:
    """What a record holds at a path like "directives.0.deadline.date"; None where the path leads nowhere."""
    for step in _STEP.findall(path):
        if isinstance(record, dict):
            record = record.get(step)
        elif isinstance(record, list) and step.isdecimal() and int(step) < len(record):
            record = record[int(step)]
        else:
            return None
    return record


def lay(record: dict, path: str, value: Any) -> None:
    """Put a value into the record at a path, making the objects on the way. KeyError outside a list's bounds."""
    *above, last = _STEP.findall(path)
    holder: Any = record
    for step in above:
        if isinstance(holder, dict) and holder.get(step) is None:
            holder[step] = {}
        holder = value_at(holder, step)
    if isinstance(holder, dict):
        holder[last] = value
    elif isinstance(holder, list) and last.isdecimal() and int(last) < len(holder):
        holder[int(last)] = value
    else:
        raise KeyError(path)
