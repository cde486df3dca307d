"""What may be written by hand into a field of a record, and how what was typed becomes its value."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from saan.geography.reference import province_by_name
from saan.kernel.dates import ThaiDateError, format_long, parse_date
from saan.kernel.digits import to_arabic, to_thai
from saan.kernel.refusals import Refused
from saan.letters.rules import LetterKind

URGENCIES = ("ด่วน", "ด่วนมาก", "ด่วนที่สุด")
PER = {
    "country": "ประเทศ",
    "province": "จังหวัด",
    "district": "อำเภอ",
    "tambon": "ตำบล",
    "village": "หมู่บ้าน",
    "household": "ครัวเรือน",
    "lao": "องค์กรปกครองส่วนท้องถิ่น",
    "school": "โรงเรียน",
    "agency": "หน่วยงาน",
    "group": "กลุ่ม",
    "operator": "ผู้ประกอบการ",
    "person": "คน",
    "team": "ทีม",
    "plot": "แปลง",
    "event": "ครั้งที่จัดงาน",
    "week": "สัปดาห์",
    "half-month": "ครึ่งเดือน",
    "month": "เดือน",
}


def _text(typed: str) -> str | None:
    return re.sub(r"\s+", " ", typed).strip() or None


def _needed(typed: str) -> str:
    words = _text(typed)
    if words is None:
        raise ValueError("ช่องนี้ว่างไม่ได้ กรอกตามที่พิมพ์ในหนังสือ")
    return words


def _lines(typed: str) -> list[str]:
    return [line for line in (_text(part) for part in typed.splitlines()) if line]


def _whole(typed: str) -> int | None:
    plain = to_arabic(typed).replace(",", "").strip()
    if not plain:
        return None
    if not plain.isdecimal():
        raise ValueError(f"“{typed.strip()}” ไม่ใช่จำนวนเต็ม กรอกเป็นตัวเลข เช่น 2")
    return int(plain)


def _money(typed: str) -> float | int | None:
    plain = to_arabic(typed).replace(",", "").replace("บาท", "").strip()
    if not plain:
        return None
    if not re.fullmatch(r"\d+(\.\d{1,2})?", plain):
        raise ValueError(f"“{typed.strip()}” ไม่ใช่จำนวนเงินบาท กรอกเช่น 4,477,560,000")
    return float(plain) if "." in plain else int(plain)


def _iso(typed: str) -> str | None:
    if not typed.strip():
        return None
    try:
        return parse_date(typed).isoformat()
    except ThaiDateError as reason:
        raise ValueError(str(reason)) from reason


def _letter_day(typed: str) -> dict | None:
    iso = _iso(typed)
    return {"be": to_thai(format_long(parse_date(iso))), "iso": iso} if iso else None


def _clock(typed: str) -> str | None:
    """A time of day as stamps print it: "13.04"; "13:04" and "13.04 น." are taken too."""
    plain = to_arabic(typed).replace("น.", "").replace(":", ".").strip()
    if not plain:
        return None
    if not re.fullmatch(r"([01]?\d|2[0-3])\.[0-5]\d", plain):
        raise ValueError(f"“{typed.strip()}” ไม่ใช่เวลา กรอกเช่น 13.04")
    return plain


def _due(typed: str) -> dict | None:
    iso = _iso(typed)
    return {"kind": "once", "date": iso} if iso else None


def _province(typed: str) -> str | None:
    if not typed.strip():
        return None
    found = province_by_name(typed)
    if found is None:
        raise ValueError(f"ไม่พบจังหวัด “{typed.strip()}” ตรวจตัวสะกด เช่น ฉะเชิงเทรา")
    return found.name_th


def _one_of(known: tuple[str, ...] | dict[str, str]) -> Callable[[str], str | None]:
    def choose(typed: str) -> str | None:
        chosen = typed.strip()
        if chosen and chosen not in known:
            raise ValueError(f"“{chosen}” ไม่อยู่ในรายการที่เลือกได้")
        return chosen or None

    return choose


def _struck_out(typed: str) -> None:
    if typed.strip():
        raise ValueError("รายการนี้ตัดออกได้ แต่แก้ทั้งรายการไม่ได้ ให้แก้ทีละช่อง")


@dataclass(frozen=True)
class Field:
    """One kind of field: its Thai name, how typed text becomes its value, and what to choose from, if anything."""

    label: str
    parse: Callable[[str], Any]
    choices: dict[str, str] | None = None
    lines: bool = False


_URGENCY = {word: word for word in URGENCIES}
_KINDS = {kind.value: kind.label for kind in LetterKind}
_FIELDS: tuple[tuple[str, Field], ...] = (
    ("kind", Field("ชนิดหนังสือ", _one_of(_KINDS), choices=_KINDS)),
    ("number", Field("เลขที่หนังสือ", _text)),
    ("number_agency_code", Field("รหัสตัวพยัญชนะ", _text)),
    ("urgency", Field("ชั้นความเร็ว", _one_of(_URGENCY), choices={"": "ไม่มี", **_URGENCY})),
    ("issuing_office", Field("ส่วนราชการเจ้าของหนังสือ", _text)),
    ("province", Field("จังหวัด", _province)),
    ("date", Field("ลงวันที่", _letter_day)),
    ("date.iso", Field("ลงวันที่", _iso)),
    ("subject", Field("เรื่อง", _needed)),
    ("addressees", Field("เรียน/ถึง", _lines, lines=True)),
    ("references.N", Field("หนังสืออ้างถึง", _struck_out)),
    ("references.N.number", Field("เลขที่หนังสืออ้างถึง", _needed)),
    ("references.N.date", Field("วันที่หนังสืออ้างถึง", _iso)),
    ("enclosures.N", Field("สิ่งที่ส่งมาด้วย", _struck_out)),
    ("enclosures.N.title", Field("ชื่อสิ่งที่ส่งมาด้วย", _needed)),
    ("enclosures.N.count", Field("จำนวนที่ส่งมาด้วย", _whole)),
    ("enclosures.N.unit", Field("หน่วยนับ", _text)),
    ("signatory.name", Field("ชื่อผู้ลงนาม", _text)),
    ("signatory.position", Field("ตำแหน่งผู้ลงนาม", _text)),
    ("signatory.acting_for", Field("ลงนามแทน", _text)),
    ("contact.unit", Field("ส่วนราชการเจ้าของเรื่อง", _text)),
    ("money.N.value", Field("จำนวนเงิน", _money)),
    ("directives.N", Field("ข้อสั่งการ", _struck_out)),
    ("directives.N.actor", Field("ผู้ทำ", _needed)),
    ("directives.N.action", Field("สิ่งที่ให้ทำ", _needed)),
    ("directives.N.quota", Field("จำนวนที่กำหนด", _struck_out)),
    ("directives.N.quota.per", Field("นับต่อ", _one_of(PER), choices={"": "ไม่ระบุ", **PER})),
    ("directives.N.quota.min", Field("อย่างน้อย", _whole)),
    ("directives.N.quota.exact", Field("จำนวนพอดี", _whole)),
    ("directives.N.quota.max", Field("ไม่เกิน", _whole)),
    ("directives.N.quota.unit", Field("หน่วยนับ", _text)),
    ("directives.N.quota.conditions.N.min", Field("อย่างน้อย (เงื่อนไข)", _whole)),
    ("directives.N.quota.conditions.N.exact", Field("จำนวนพอดี (เงื่อนไข)", _whole)),
    ("directives.N.quota.conditions.N.max", Field("ไม่เกิน (เงื่อนไข)", _whole)),
    ("directives.N.deadline", Field("ครบกำหนด", _due)),
    ("directives.N.deadline.date", Field("ครบกำหนด", _iso)),
    ("directives.N.deadline.until", Field("ทำซ้ำจนถึง", _iso)),
    ("directives.N.report_to", Field("รายงานต่อ", _text)),
    ("directives.N.report_channel", Field("ช่องทางรายงาน", _text)),
    ("directives.N.form", Field("แบบที่ใช้", _text)),
    ("receive_stamps.N", Field("ตรารับ", _struck_out)),
    ("receive_stamps.N.office", Field("หน่วยงานในตรารับ", _needed)),
    ("receive_stamps.N.number", Field("เลขรับในตรา", _text)),
    ("receive_stamps.N.date", Field("วันที่ในตรารับ", _iso)),
    ("receive_stamps.N.time", Field("เวลาในตรารับ", _clock)),
)
_BY_SHAPE = dict(_FIELDS)
_PLACE = re.compile(r"(?<=\.)\d+(?=\.|$)")
_EMBEDDED = re.compile(r"embedded\.\d+\.(?!receive_stamps|directives\.\d+$)")


def field_at(path: str) -> Field | None:
    """The field at a path like "directives.0.deadline", or None where nothing may be written by hand.

    A paper attached in the same file has the fields of a letter under "embedded.N."; stamps belong to the file.
    """
    return _BY_SHAPE.get(_PLACE.sub("N", _EMBEDDED.sub("", path)))


def label_at(path: str) -> str:
    """The Thai name of the field at a path; of an item, with its place counted from one."""
    field = field_at(path)
    if field is None:
        return "ข้อมูลในหนังสือ"
    place = _PLACE.search(_EMBEDDED.sub("", path))
    label = f"{field.label} (รายการที่ {int(place.group()) + 1})" if place else field.label
    return f"{label} ของเอกสารที่แนบ" if path.startswith("embedded.") else label


def value_of(path: str, typed: str) -> Any:
    """The value that what was typed stands for; Refused with a Thai reason, its `field` being the path."""
    field = field_at(path)
    if field is None:
        raise Refused("ช่องนี้แก้ด้วยมือไม่ได้", field=path)
    try:
        return field.parse(typed)
    except ValueError as reason:
        raise Refused(f"{field.label}: {reason}", field=path) from reason
