"""The forms of the saraban regulation that are tables: their titles and columns, by number.

Forms 13, 14 and 19 follow published field lists; 21, 22, 24 and 25 were written down from memory of the regulation
and are still to be compared with its official print. Widths in millimetres add up to the 267 of A4 across.
"""

from dataclasses import dataclass

from saan.documents.typesetting.register import Column


@dataclass(frozen=True)
class RegisterForm:
    """A form: its number in the regulation, its title and its columns."""

    number: int
    title: str
    columns: tuple[Column, ...]


_NO = Column("ที่", 32)
_DATED = Column("ลงวันที่", 26)
_SUBJECT = Column("เรื่อง")
_NOTE = Column("หมายเหตุ", 22)

RECEIVED = RegisterForm(
    13,
    "ทะเบียนหนังสือรับ",
    (
        Column("เลขทะเบียนรับ", 20, "center"), _NO, _DATED, Column("จาก", 36), Column("ถึง", 28), _SUBJECT,
        Column("การปฏิบัติ", 30), _NOTE,
    ),
)  # fmt: skip
SENT = RegisterForm(
    14,
    "ทะเบียนหนังสือส่ง",
    (
        Column("เลขทะเบียนส่ง", 20, "center"), _NO, _DATED, Column("จาก", 28), Column("ถึง", 36), _SUBJECT,
        Column("การปฏิบัติ", 30), _NOTE,
    ),
)  # fmt: skip
TO_KEEP = RegisterForm(
    19,
    "บัญชีหนังสือส่งเก็บ",
    (
        Column("ลำดับที่", 16, "center"), Column("ที่", 40), Column("ลงวันที่", 28), _SUBJECT,
        Column("อายุการเก็บหนังสือ", 40, "center"), Column("หมายเหตุ", 35),
    ),
)  # fmt: skip
KEPT = RegisterForm(
    21,
    "ทะเบียนหนังสือเก็บ",
    (
        Column("ลำดับที่", 16, "center"), Column("วันเก็บ", 26), Column("เลขทะเบียนรับ", 22, "center"), _NO, _SUBJECT,
        Column("รหัสแฟ้ม", 26), Column("กำหนดเวลาเก็บ", 34), Column("หมายเหตุ", 30),
    ),
)  # fmt: skip
HANDED_OVER = RegisterForm(
    22,
    "บัญชีส่งมอบหนังสือครบ ๒๐ ปี",
    (
        Column("ลำดับที่", 16, "center"), Column("รหัสแฟ้ม", 26), _NO, _DATED,
        Column("เลขทะเบียนรับ", 22, "center"), _SUBJECT, Column("หมายเหตุ", 40),
    ),
)  # fmt: skip
LOAN_CARD = RegisterForm(
    24,
    "บัตรยืมหนังสือ",
    (
        Column("รายการ"), Column("ผู้ยืม", 38), Column("ผู้รับ", 34), Column("วันยืม", 26), Column("กำหนดส่งคืน", 26),
        Column("ผู้ส่งคืน", 34), Column("วันส่งคืน", 26),
    ),
)  # fmt: skip
TO_DESTROY = RegisterForm(
    25,
    "บัญชีหนังสือขอทำลาย",
    (
        Column("ลำดับที่", 16, "center"), Column("รหัสแฟ้ม", 26), _NO, _DATED,
        Column("เลขทะเบียนรับ", 22, "center"), _SUBJECT, Column("การพิจารณา", 34), Column("หมายเหตุ", 30),
    ),
)  # fmt: skip

FORMS = {form.number: form for form in (RECEIVED, SENT, TO_KEEP, KEPT, HANDED_OVER, LOAN_CARD, TO_DESTROY)}
