"""What one cell says, whatever way it was typed; or what a person must do about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import Any

from saan.kernel.dates import ThaiDateError, format_short, parse_date
from saan.kernel.digits import to_arabic
from saan.kernel.refusals import Refused
from saan.registry.importing.columns import Column
from saan.registry.naming import same_key, tidy
from saan.registry.rules import ProducerKind, phone_of

_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = (36_892, 73_050)
_BE_SURELY = 2400
_COUNT = re.compile(r"(?:หมู่ที่|หมู่|ม\.?)?\s*(\d[\d,]*)(?:\.0+)?\s*(?:คน|ราย)?")

_KINDS = {
    same_key(written): kind
    for kind, also in {
        ProducerKind.GROUP: ("กลุ่ม", "กลุ่มผู้ผลิต", "กลุ่มชุมชน", "ชุมชน", "วิสาหกิจชุมชน"),
        ProducerKind.SOLE: ("เจ้าของรายเดียว", "รายเดียว", "ผู้ผลิตรายเดียว", "ผู้ผลิตชุมชนเจ้าของรายเดียว"),
        ProducerKind.SME: ("SME", "SMEs", "ผู้ผลิตที่เป็นวิสาหกิจขนาดกลางและขนาดย่อม", "เอสเอ็มอี"),
        ProducerKind.PUBLIC: ("หน่วยงานรัฐ", "ส่วนราชการ"),
    }.items()
    for written in (kind.label, kind.value, *also)
}


class CellProblem(Exception):
    """A person must change the cell; `suggestion` is the value that would pass, if one is plain."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion


@dataclass(frozen=True)
class Reading:
    """The value for the registry, and how it is shown where it is not what was typed ("" where it is)."""

    value: Any
    repaired: str = ""


def shown(raw: object) -> str:
    """The cell as a person sees it; a date cell as Thai write dates, but one with a Buddhist year as it stands."""
    if isinstance(raw, datetime | date):
        return format_short(raw) if raw.year < _BE_SURELY else f"{raw.day}/{raw.month}/{raw.year}"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else str(raw).strip()


def read_cell(column: Column, raw: object, *, tambons: Mapping[str, int]) -> Reading:
    """The reading of one cell; `tambons` are the district's names with their codes. Raises CellProblem."""
    text = shown(raw)
    if not text:
        return _blank(column)
    match column:
        case Column.NAME:
            return _name(text)
        case Column.CHAIR:
            return Reading(tidy(text))
        case Column.KIND:
            return _kind(text)
        case Column.TAMBON:
            return _tambon(text, tambons)
        case Column.PHONE:
            return _phone(text)
        case Column.DAY:
            return _day(raw, text)
        case _:
            return _count(column, text)


def _blank(column: Column) -> Reading:
    match column:
        case Column.NAME:
            raise CellProblem("ต้องกรอกชื่อผู้ผลิต")
        case Column.KIND:
            raise CellProblem(f"ต้องระบุประเภท เลือก 1 ใน {len(ProducerKind)} ประเภท")
        case Column.TAMBON:
            raise CellProblem("ต้องระบุตำบลที่ตั้งของสถานที่ผลิต")
        case Column.DAY:
            raise CellProblem("ต้องระบุวันที่ขึ้นทะเบียน เช่น 26 ก.ย. 2566")
        case Column.CHAIR | Column.PHONE:
            return Reading("")
        case _:
            return Reading(None)


def _name(text: str) -> Reading:
    name = tidy(text)
    return Reading(name, name if name != text else "")


def _kind(text: str) -> Reading:
    kind = _KINDS.get(same_key(text))
    if kind is None:
        raise CellProblem(f"ไม่รู้จักประเภทนี้ เลือก 1 ใน {len(ProducerKind)} ประเภท")
    return Reading(kind.value, kind.label if same_key(text) != same_key(kind.label) else "")


def _tambon(text: str, tambons: Mapping[str, int]) -> Reading:
    plain = to_arabic(tidy(text))
    codes = {str(code): name for name, code in tambons.items()}
    if plain in codes:
        return Reading(int(plain), codes[plain])
    bare = re.sub(r"^(?:ตำบล|แขวง|ต\.)\s*", "", plain)
    if bare in tambons:
        return Reading(tambons[bare], bare if bare != text else "")
    close = get_close_matches(bare, tambons, n=1, cutoff=0.7)
    if close:
        raise CellProblem(f"สะกดไม่ตรงทะเบียน ตำบลในอำเภอนี้คือ “{close[0]}”", close[0])
    raise CellProblem(f"ไม่ใช่ตำบลของอำเภอนี้ ตำบลที่มีคือ {', '.join(tambons)}")


def _phone(text: str) -> Reading:
    digits = to_arabic(text)
    lost_nought = re.fullmatch(r"[2-9]\d{7,8}", digits)
    try:
        phone = phone_of("0" + digits if lost_nought else digits)
    except Refused as refused:
        raise CellProblem(refused.message) from refused
    return Reading(phone, phone if lost_nought else "")


def _count(column: Column, text: str) -> Reading:
    match = _COUNT.fullmatch(to_arabic(tidy(text)))
    if match is None or len(match[1]) > 9:
        example = "4" if column is Column.VILLAGE else "12"
        raise CellProblem(f"{column.label}ต้องเป็นจำนวนเต็ม เช่น {example}")
    number = int(match[1].replace(",", ""))
    return Reading(number, str(number) if str(number) != text else "")


def _day(raw: object, text: str) -> Reading:
    if isinstance(raw, datetime | date):
        day = raw.date() if isinstance(raw, datetime) else raw
        return _in_christian_years(day)
    if re.fullmatch(r"\d{5}", text) and _EXCEL_DAYS[0] <= int(text) <= _EXCEL_DAYS[1]:
        day = _EXCEL_ZERO + timedelta(days=int(text))
        return Reading(day, format_short(day))
    if re.fullmatch(r"\d{4}", to_arabic(text)):
        raise CellProblem(f"บอกเพียงปี {text} ต้องมีวันและเดือนด้วย เช่น 26 ก.ย. 2566")
    try:
        day = parse_date(text)
    except ThaiDateError as error:
        raise CellProblem(str(error)) from error
    return Reading(day, "" if _as_typed(day, text) else format_short(day))


def _as_typed(day: date, text: str) -> bool:
    """Whether the text already is a date of a Buddhist year in Arabic digits, so that nothing was repaired."""
    return str(day.year + 543) in text


def _in_christian_years(day: date) -> Reading:
    """A date cell into which a Buddhist year was typed lies 543 years ahead."""
    if day.year < _BE_SURELY:
        return Reading(day)
    try:
        real = day.replace(year=day.year - 543)
    except ValueError as error:
        raise CellProblem("ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจวัน เดือน และปี") from error
    return Reading(real, format_short(real))
