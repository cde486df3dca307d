"""The same paper twice, and two papers under one number."""

from django.db import connection
from django.db.models import Max

from saan.kernel.dates import format_short
from saan.letters.models import Doubt, Letter, LetterFile, LetterReading
from saan.letters.queries import reading_of
from saan.letters.queries.similar import MAY_REPLACE, REPLACES, Similar, plain
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


def says_the_same(text: str, other: Letter) -> bool:
    """Whether both texts agree but for blanks, the kind of digits and the coding of letters."""
    reading = reading_of(other)
    return reading is not None and plain(reading.text) == plain(text)


def ask(reading: LetterReading, twin: Letter) -> Doubt:
    """The question an officer must answer when a number came before with other words."""
    number = {"text": reading.letter.number, "span": None}
    return Doubt.objects.create(
        reading=reading,
        order=_next_place(reading),
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


def ask_replacing(reading: LetterReading, older: Similar) -> Doubt:
    """The question whether this letter takes an earlier one's place; what was issued from that one stays till then."""
    old = older.letter
    name = f"ที่ {old.number} ลงวันที่ {format_short(old.dated)}" if old.dated else f"ที่ {old.number}"
    subject = (reading.record.get("evidence") or {}).get("subject")
    return Doubt.objects.create(
        reading=reading,
        order=_next_place(reading),
        kind=MAY_REPLACE,
        words=[subject] if subject else [],
        message=f"อาจซ้ำหรือแทนหนังสือ {name}: {older.why}"[:500],
        suggestions=[
            {
                "label": "ใช้แทนฉบับเดิม",
                "hint": "เมื่อออกข้อสั่งการของฉบับนี้แล้ว ระบบเสนอให้ใช้แทนข้อสั่งการเดิม",
                "sets": {REPLACES: old.pk},
            },
            {"label": "เป็นคนละเรื่อง ใช้ทั้งสองฉบับ", "hint": "ข้อสั่งการของทั้งสองฉบับมีผลต่อไป", "sets": {}},
        ],
    )


def _next_place(reading: LetterReading) -> int:
    last = reading.doubts.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def brought_in(letter: Letter) -> str:
    """Who brought a letter in and when."""
    return f"นำเข้าโดย{letter.created_by.full_name} เมื่อ {format_short(letter.created_at)}"
