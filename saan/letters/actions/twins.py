"""The same paper twice, and two papers under one number."""

import re

from django.db import connection
from django.db.models import Max

from saan.kernel.dates import format_short
from saan.kernel.digits import to_arabic
from saan.kernel.spelling import canonical
from saan.letters.models import Doubt, Letter, LetterFile, LetterReading
from saan.letters.queries import of_number, reading_of
from saan.letters.rules import FileRole, LetterState

SAME_NUMBER = "same_number"
DUPLICATE_OF = "duplicate_of"
_BYTES, _NUMBER = 1, 2


def hold(sha256: str, number_key: str) -> None:
    """Let whoever brings in the same bytes or the same number at this moment wait for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_BYTES, sha256])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_NUMBER, number_key])


def of_bytes(sha256: str) -> Letter | None:
    """The letter whose original, or whose PDF as Saan issued it, has these very bytes."""
    kept = LetterFile.objects.filter(file__sha256=sha256, role__in=(FileRole.ORIGINAL, FileRole.ISSUED))
    kept = kept.exclude(letter__state=LetterState.CANCELLED).select_related("letter", "letter__created_by")
    held = kept.order_by("pk").first()
    return held.letter if held else None


def of_same_number(letter: Letter) -> list[Letter]:
    """Other letters of this issuer under this number in the same BE year; without a number or day there are none."""
    if not letter.number or letter.dated is None:
        return []
    others = of_number(letter.number, letter.dated).exclude(pk=letter.pk).order_by("pk")
    return [other for other in others if _same_issuer(letter, other)]


def _same_issuer(one: Letter, other: Letter) -> bool:
    """By the office where both are known, else by the words in the head; a head left unread stands in nobody's way."""
    if one.issuer_id and other.issuer_id:
        return one.issuer_id == other.issuer_id
    names = {_plain(one.issuer_name), _plain(other.issuer_name)} - {""}
    return len(names) < 2


def says_the_same(text: str, other: Letter) -> bool:
    """Whether both texts agree but for blanks, the kind of digits and the coding of letters."""
    reading = reading_of(other)
    return reading is not None and _plain(reading.text) == _plain(text)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", canonical(to_arabic(text)))


def ask(reading: LetterReading, twin: Letter) -> Doubt:
    """The question an officer must answer when a number came before with other words."""
    last = reading.doubts.aggregate(last=Max("order"))["last"]
    number = {"text": reading.letter.number, "span": None}
    return Doubt.objects.create(
        reading=reading,
        order=0 if last is None else last + 1,
        kind=SAME_NUMBER,
        fields=["number"],
        words=[number],
        message=f"เลขที่ {twin.number} มีในระบบแล้ว ({brought_in(twin)}) แต่ข้อความไม่เหมือนกัน",
        suggestions=[
            {
                "label": "เป็นหนังสือคนละฉบับ เก็บไว้ทั้งสองฉบับ",
                "hint": "เช่น ฉบับแก้ไข หรือหน่วยงานออกเลขซ้ำ",
                "sets": {},
            },
            {
                "label": "เป็นฉบับเดียวกัน ใช้ฉบับที่นำเข้าก่อน",
                "hint": "เช่น สแกนซ้ำแล้วตัวอักษรต่างกัน ระบบจะยกเลิกรายการนี้และพาไปยังฉบับเดิม",
                "sets": {DUPLICATE_OF: twin.pk},
            },
        ],
    )


def brought_in(letter: Letter) -> str:
    """Who brought a letter in and when."""
    return f"นำเข้าโดย{letter.created_by.full_name} เมื่อ {format_short(letter.created_at)}"
