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
    NUMBERED = "numbered", "ออกเลขแล้ว"
    SENT = "sent", "ส่งแล้ว"
    CANCELLED = "cancelled", "ยกเลิก"


LETTER_STEPS: dict[LetterState, frozenset[LetterState]] = {
    LetterState.READ: frozenset({LetterState.CONFIRMED, LetterState.CANCELLED}),
    LetterState.CONFIRMED: frozenset({LetterState.READ}),
    LetterState.DRAFT: frozenset({LetterState.NUMBERED, LetterState.CANCELLED}),
    LetterState.NUMBERED: frozenset({LetterState.SENT, LetterState.CANCELLED}),
    LetterState.SENT: frozenset(),
    LetterState.CANCELLED: frozenset(),
}


class ReceiptState(Labelled):
    ARRIVED = "arrived", "มาถึงแล้ว รอลงรับ"
    REGISTERED = "registered", "ลงรับแล้ว"
    CASCADED = "cascaded", "ออกข้อสั่งการแล้ว"
    REPORTED = "reported", "รายงานแล้ว"
    CLOSED = "closed", "ปิดเรื่อง"


RECEIPT_STEPS: dict[ReceiptState, frozenset[ReceiptState]] = {
    ReceiptState.ARRIVED: frozenset({ReceiptState.REGISTERED}),
    ReceiptState.REGISTERED: frozenset({ReceiptState.ARRIVED, ReceiptState.CASCADED, ReceiptState.CLOSED}),
    ReceiptState.CASCADED: frozenset({ReceiptState.REPORTED, ReceiptState.CLOSED}),
    ReceiptState.REPORTED: frozenset({ReceiptState.CLOSED}),
    ReceiptState.CLOSED: frozenset(),
}


class RegisterKind(Labelled):
    """Registers run apart for each issuing body, kind and BE calendar year (Regulation, clauses 41 to 43)."""

    INCOMING = "incoming", "ทะเบียนหนังสือรับ"
    OUTGOING = "outgoing", "ทะเบียนหนังสือส่ง"
    CIRCULAR = "circular", "ทะเบียนหนังสือเวียน (ว)"
    ORDER = "order", "ทะเบียนคำสั่ง"
    MEMO = "memo", "ทะเบียนบันทึกข้อความ"


def runs_in_own_register(kind: RegisterKind) -> bool:
    """Whether the office itself numbers these papers; the others take numbers of its issuing body."""
    return kind in (RegisterKind.INCOMING, RegisterKind.MEMO)


class FileRole(Labelled):
    ORIGINAL = "original", "ต้นฉบับ"
    ENCLOSURE = "enclosure", "สิ่งที่ส่งมาด้วย"
    STAMPED = "stamped", "สำเนาประทับตรารับ"
    ISSUED = "issued", "ฉบับลงเลข"
    FORM = "form", "แบบรายงาน"
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
