"""What one cell says, whatever way it was typed; or what a person must do about it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from saan.kernel.dates import SHORT_MONTHS, ThaiDateError, format_short, parse_date, today
from saan.kernel.dates.calendar import resolve_year
from saan.kernel.digits import to_arabic
from saan.kernel.labels import Labelled
from saan.kernel.refusals import Refused
from saan.registry.importing.fields import Field, Sort
from saan.registry.importing.measures import CHANNEL_WORDS
from saan.registry.importing.months import ENGLISH, read_month
from saan.registry.naming import same_key, tidy
from saan.registry.rules import FIRST_DAY, ProducerKind, ProductKind, SalesMethod, phone_of
from saan.registry.selling import MOST


class How(Labelled):
    """Kinds of repair that need no judgement."""

    DIGITS = "digits", "เปลี่ยนเลขไทยเป็นเลขอารบิก"
    DATE = "date", "เขียนวันที่ให้เป็นแบบเดียวกัน"
    SPACING = "spacing", "จัดช่องว่างและรหัสตัวอักษร"
    PLACE = "place", "สะกดชื่อสถานที่ตามทะเบียน"
    WORD = "word", "ใช้คำตามทะเบียน"
    UNIT = "unit", "เขียนจำนวนเป็นตัวเลข"
    PHONE = "phone", "เติมเลข 0 ที่หายไปหน้าหมายเลขโทรศัพท์"


class Fault(Labelled):
    """Kinds of problem, by what a person does about them."""

    BLANK = "blank", "ยังไม่ได้กรอก"
    FORM = "form", "เขียนในรูปแบบที่อ่านไม่ได้"
    RULE = "rule", "ค่าไม่เป็นไปตามเกณฑ์"
    PLACE = "place", "ไม่พบสถานที่ตามที่เขียน"
    OUTSIDE = "outside", "อยู่นอกพื้นที่ของหน่วยงาน"
    PRODUCER = "producer", "ไม่พบผู้ผลิตในทะเบียน"
    PRODUCT = "product", "ไม่พบผลิตภัณฑ์ในทะเบียน"
    PERMIT = "permit", "ต้องมีใบอนุญาตที่ยังไม่หมดอายุ"
    CLOSED = "closed", "ปิดงวดแล้ว"
    CORRECTION = "correction", "แก้ยอดเดิมโดยไม่บอกเหตุผล"
    ENDED = "ended", "ผู้ผลิตเลิกประกอบการหรือยังไม่ขึ้นทะเบียน"
    TWICE = "twice", "ซ้ำกันในแฟ้ม"
    ALIKE = "alike", "ชื่อใกล้เคียงกับรายอื่น"


class CellProblem(Exception):
    """A person must change the cell; `suggestion` is the value that would pass, and is sure where `how` says why."""

    def __init__(
        self, message: str, suggestion: str = "", *, fault: Fault = Fault.FORM, how: How | None = None
    ) -> None:
        super().__init__(message)
        self.message, self.suggestion, self.fault, self.how = message, suggestion, fault, how


@dataclass(frozen=True)
class Reading:
    """The value for the registry, and how it would be written where that is not what was typed ("" where it is)."""

    value: Any
    repaired: str = ""
    how: How | None = None


_DATE_CELL = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T][\d:.]+)?")
_IN_ENGLISH = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -])?(?P<month>{'|'.join(ENGLISH)})[a-z]*\.?"
    r"(?:[ -](?P<after>\d{1,2})(?:st|nd|rd|th)?)?(?:, ?|[ -])(?P<year>\d{4})",
    re.IGNORECASE,
)
_WRONG = re.compile(r"#[A-Z][A-Z0-9_/]*[!?]?|#DIV/0!")
"""What a spreadsheet shows where a formula has no result."""
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SERIALS = (36_892, 73_050)
_EXCEL_ZERO = date(1899, 12, 30)
_BE_SURELY = 2400
_COUNT = re.compile(r"(?:หมู่ที่|หมู่|ม\.?)?\s*(\d[\d,]*)(?:\.0+)?\s*(?:คน|ราย)?")
_MONEY = re.compile(
    r"(?:฿\s*)?(\d+(?:,\d{3})*|\d+)(\.\d+)?\s*(ล้าน|แสน|หมื่น|พัน|ร้อย)?\s*(?:บาท|฿)?\s*(?:ถ้วน)?\s*(?:\.?-)?"
)
_SCALE = {None: 1, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_NOTHING = {"-", "–", "—", "ไม่มี", "n/a", "na"}
_MOST_BAHT = 10_000_000_000

_ALSO: dict[Sort, dict[Any, tuple[str, ...]]] = {
    Sort.PRODUCER_KIND: {
        ProducerKind.GROUP: ("กลุ่ม", "กลุ่มผู้ผลิต", "กลุ่มชุมชน", "ชุมชน", "วิสาหกิจชุมชน"),
        ProducerKind.SOLE: ("เจ้าของรายเดียว", "รายเดียว", "ผู้ผลิตรายเดียว", "ผู้ผลิตชุมชนเจ้าของรายเดียว", "บุคคล"),
        ProducerKind.SME: ("SME", "SMEs", "ผู้ผลิตที่เป็นวิสาหกิจขนาดกลางและขนาดย่อม", "เอสเอ็มอี"),
        ProducerKind.PUBLIC: ("หน่วยงานรัฐ", "ส่วนราชการ"),
    },
    Sort.PRODUCT_KIND: {
        ProductKind.FOOD: ("ประเภทอาหาร", "อาหารแปรรูป"),
        ProductKind.BEVERAGE: ("เครื่องดื่มแอลกอฮอล์", "เครื่องดื่มไม่มีแอลกอฮอล์", "ประเภทเครื่องดื่ม"),
        ProductKind.TEXTILE: ("ผ้า", "เครื่องแต่งกาย", "ผ้าและเครื่องแต่งกาย", "ผ้า/เครื่องแต่งกาย", "สิ่งทอ"),
        ProductKind.DECOR: ("ของใช้", "ของตกแต่ง", "ของที่ระลึก", "ของใช้ของตกแต่ง", "ของใช้/ของตกแต่ง/ของที่ระลึก"),
        ProductKind.HERBAL: ("สมุนไพร", "สมุนไพรไม่ใช่อาหาร", "สมุนไพรที่มิใช่อาหาร"),
    },
    Sort.METHOD: {
        SalesMethod.RECEIPT: ("ใบเสร็จ", "มีใบเสร็จ", "หลักฐานการขาย", "บัญชีรับจ่าย"),
        SalesMethod.DECLARED: ("แจ้ง", "สอบถาม", "ผู้ประกอบการแจ้ง", "กลุ่มแจ้ง", "แจ้งยอด"),
        SalesMethod.ESTIMATE: ("ประมาณ", "ประมาณการ", "คาดการณ์"),
    },
}
_WORDS = {
    sort: {same_key(text): one for one, also in kinds.items() for text in (one.label, one.value, *also)}
    for sort, kinds in _ALSO.items()
} | {Sort.CHANNEL: CHANNEL_WORDS}
NOT_APPLICABLE = -1
"""Read from a figure that says "-": nothing could be sold, which is not nought."""
NOT_PASSED = 0
"""Read from a result that says so: the product came before the round and got no star."""
_FAILED = {"ไม่ผ่าน", "ไม่ผ่านเกณฑ์", "ไม่ผ่านการคัดสรร", "ไม่ผ่านคัดสรร", "ตก", "ไม่ได้ดาว", "ไม่ได้ระดับดาว"}
_YES = {"ใช่", "ต้อง", "ต้องมี", "ต้องขอ", "บังคับ", "yes", "y", "1", "/", "✓", "✔", "true"}
_NO = {"ไม่", "ไม่ใช่", "ไม่ต้อง", "ไม่ต้องมี", "ไม่ต้องขอ", "ไม่บังคับ", "ไม่เข้าข่าย", "no", "n", "0", "x", "false"}
_PERMIT = re.compile(
    r"(?:มี|ได้)?\s*(?:ใบอนุญาต|อย\.?|เลข\s*อย\.?|เลขสารบบอาหาร|เลขที่)?\s*(?:แล้ว)?\s*(?:เลขที่|เลข)?\s*:?\s*"
    r"(?P<number>[0-9][0-9A-Za-zก-ฮ./-]*(?: [0-9./-]+)*)?"
)


def read_cell(field: Field, text: str | None) -> Reading:
    """The reading of one cell, which is text already, "" or None where blank. Raises CellProblem.

    Places need their neighbours and are read by `saan.registry.importing.places`.
    """
    if not text:
        if field.required:
            raise CellProblem(_missing(field), fault=Fault.BLANK)
        return Reading(None)
    if _WRONG.fullmatch(text):
        raise CellProblem(
            f"{field.label}เป็นสูตรที่คำนวณไม่ได้ ({text}) แก้สูตรในแฟ้ม หรือพิมพ์ค่าแทน ถ้ายังไม่มีข้อมูล ให้ลบสูตรออก"
        )
    if text.startswith("="):
        raise CellProblem(
            f"{field.label}เป็นสูตรที่ยังไม่มีผล ({text}) เปิดแฟ้มในโปรแกรมตาราง บันทึก แล้วนำเข้าใหม่ หรือพิมพ์ค่าแทน"
        )
    return _READERS[field.sort](field, text)


def _missing(field: Field) -> str:
    example = f" เช่น {field.example}" if field.example else ""
    return f"ยังไม่ได้กรอก{field.label} โปรดกรอก{example}"


def _text(field: Field, text: str) -> Reading:
    name = tidy(text)
    if len(name) > field.longest:
        raise CellProblem(f"{field.label}ยาวเกิน {field.longest} ตัวอักษร โปรดย่อ", fault=Fault.RULE)
    return Reading(name, name, How.SPACING) if name != text else Reading(name)


def _word(field: Field, text: str) -> Reading:
    known = _WORDS[field.sort].get(same_key(text))
    if known is None:
        allowed = " / ".join(one.label for one in type(next(iter(_WORDS[field.sort].values()))))
        raise CellProblem(f"ไม่รู้จัก{field.label} “{text}” ให้ใช้อย่างใดอย่างหนึ่ง: {allowed}")
    if same_key(text) == same_key(known.label):
        return Reading(known.value)
    return Reading(known.value, known.label, How.WORD)


def _count(field: Field, text: str) -> Reading:
    plain = to_arabic(tidy(text))
    if plain in _NOTHING and not field.required:
        return Reading(None)
    match = _COUNT.fullmatch(plain)
    if match is None or len(match[1]) > 9:
        raise CellProblem(f"{field.label}ต้องเป็นจำนวนเต็ม เช่น {field.example} แต่เขียนว่า “{text}”")
    number = int(match[1].replace(",", ""))
    if str(number) == text:
        return Reading(number)
    return Reading(number, str(number), How.DIGITS if plain != text else How.UNIT)


def _phone(field: Field, text: str) -> Reading:
    digits = to_arabic(text)
    if digits.casefold() in _NOTHING:
        return Reading(None)
    lost = re.fullmatch(r"[2-9]\d{7,8}", digits)
    try:
        phone = phone_of("0" + digits if lost else digits)
    except Refused as refused:
        raise CellProblem(refused.message) from refused
    if lost:
        return Reading(phone, phone, How.PHONE)
    return Reading(phone, phone, How.DIGITS) if digits != text else Reading(phone)


def _money(field: Field, text: str) -> Reading:
    """Whole satang. "1.2 ล้าน" is 1,200,000 baht."""
    plain = " ".join(to_arabic(text).casefold().split())
    if plain in _NOTHING:
        return Reading(None)
    match = _MONEY.fullmatch(plain)
    if match is None:
        raise CellProblem(f"{field.label}ต้องเป็นจำนวนเงินบาท เช่น 12,500 แต่เขียนว่า “{text}”")
    baht = Decimal(match[1].replace(",", "") + (match[2] or "")) * _SCALE[match[3]]
    if baht > _MOST_BAHT:
        raise CellProblem(f"{field.label} {baht:,.0f} บาท มากเกินจริง โปรดตรวจจำนวนหลัก", fault=Fault.RULE)
    satang = int((baht * 100).quantize(Decimal(1)))
    written = f"{baht.normalize():f}"
    if re.fullmatch(r"[\d,]+(?:\.\d+)?", text):
        return Reading(satang)
    return Reading(satang, written, How.UNIT if match[3] or "บาท" in plain else How.DIGITS)


def _figure(field: Field, text: str) -> Reading:
    """Whole satang of a sum of sales, or `NOT_APPLICABLE`; a blank cell has been read before and says nothing."""
    plain = " ".join(to_arabic(text).casefold().split())
    if plain in _NOTHING:
        return Reading(NOT_APPLICABLE)
    field = replace(field, label=f"{field.label} ") if field.label[-1].isdigit() else field
    if re.fullmatch(r"-\s*[\d,.]+|\([\d,.]+\)", plain):
        raise CellProblem(f"{field.label}ติดลบไม่ได้ ถ้าเป็นการคืนสินค้า ให้แก้ยอดของเดือนที่ขาย", fault=Fault.RULE)
    try:
        reading = _money(field, text)
    except CellProblem as problem:
        if problem.fault is Fault.RULE:
            raise
        says = f"{problem.message} ถ้าขายไม่ได้ กรอก 0 ถ้าไม่มีการขายตามปกติ กรอก - ถ้ายังไม่ทราบ ให้เว้นว่าง"
        raise CellProblem(says) from problem
    if reading.value > MOST:
        raise CellProblem(
            f"{field.label} {reading.value // 100:,} บาทสูงผิดปกติ โปรดตรวจจำนวนหลัก", fault=Fault.RULE
        )
    return reading


def _month(field: Field, text: str) -> Reading:
    """The number of a month, "10", or with its year "2023-10"."""
    found = read_month(text)
    if found is None:
        raise CellProblem(f"อ่าน “{text}” เป็นเดือนไม่ได้ ให้เขียนเช่น {field.example}")
    if found.guessed:
        raise CellProblem(
            f"โปรแกรมตารางเก็บเดือนนี้เป็น ค.ศ. {found.year - 57} น่าจะหมายถึง {found.text}",
            found.text, fault=Fault.RULE, how=How.DATE,
        )  # fmt: skip
    value = f"{found.year}-{found.month:02}" if found.year else str(found.month)
    as_typed = found.year is None or str(found.year + 543) in text or ":" in text
    return Reading(value) if as_typed else Reading(value, found.text, How.DATE)


def _year(field: Field, text: str) -> Reading:
    """A Buddhist year."""
    match = re.fullmatch(
        r"(?:ปี)?(?:งบประมาณ)?\s*(พ\.?ศ\.?|ค\.?ศ\.?)?\s*(\d{4}|\d{2})(?:\.0+)?", to_arabic(tidy(text))
    )
    try:
        year = resolve_year(int(match[2]), digits=len(match[2]), era=match[1] or "") if match else None
    except ThaiDateError as error:
        raise CellProblem(f"{field.label}: {error}") from error
    if year is None:
        raise CellProblem(f"อ่าน “{text}” เป็นปีไม่ได้ ให้เขียนเช่น {field.example}")
    return Reading(year) if str(year) == text else Reading(year, str(year), How.DATE)


def _permit(field: Field, text: str) -> Reading:
    """Whether the law asks for a permit: "no", "yes", or "yes:" and the number that stands beside the word."""
    plain = " ".join(to_arabic(text).split())
    if plain in ("-", "–", "—"):
        return Reading(None)
    if plain.casefold() in _NO:
        return Reading("no")
    if plain.casefold() in _YES:
        return Reading("yes")
    match = _PERMIT.fullmatch(plain)
    if match is None or plain.startswith("ไม่"):
        raise CellProblem(
            f"“{text}” ยังไม่บอกว่ากฎหมายกำหนดให้มีใบอนุญาตหรือไม่ กรอก ไม่ต้อง ถ้าไม่กำหนด "
            "ถ้ากำหนด กรอก ใช่ และกรอกเลขที่ใบอนุญาต"
        )
    return Reading(f"yes:{match['number']}" if match["number"] else "yes")


def _stars(field: Field, text: str) -> Reading:
    """1 to 5, or `NOT_PASSED`; "-" says nothing, for what was not handed in has no result at all."""
    plain = " ".join(to_arabic(text).casefold().split())
    if plain in ("-", "–", "—"):
        return Reading(None)
    if plain in _FAILED:
        return Reading(NOT_PASSED)
    match = re.fullmatch(r"(?:ระดับ|ได้)?\s*(?:([1-5])(?:\.0+)?\s*(?:ดาว)?|([★*⭐]{1,5})[☆]*)", plain)
    if match is None:
        raise CellProblem(
            f"อ่าน{field.label} “{text}” ไม่ได้ กรอก 1 ถึง 5 ดาว หรือ ไม่ผ่าน ถ้าเข้าคัดสรรแล้วไม่ผ่าน ถ้าไม่ได้เข้าคัดสรร ให้เว้นว่าง"
        )
    number = int(match[1]) if match[1] else len(match[2])
    return Reading(number) if match[1] and text[:1] in "12345" else Reading(number, f"{number} ดาว", How.WORD)


def _points(field: Field, text: str) -> Reading:
    """Hundredths of a point."""
    plain = to_arabic(tidy(text)).removesuffix("คะแนน").strip()
    if plain in ("-", "–", "—"):
        return Reading(None)
    if not re.fullmatch(r"\d{1,3}(?:\.\d+)?", plain):
        raise CellProblem(f"{field.label} ต้องเป็นตัวเลข เช่น {field.example} แต่เขียนว่า “{text}”")
    hundredths = int((Decimal(plain) * 100).quantize(Decimal(1)))
    return Reading(hundredths) if plain == text else Reading(hundredths, plain, How.DIGITS)


def _day(field: Field, text: str) -> Reading:
    plain = to_arabic(text)
    if match := _DATE_CELL.fullmatch(plain):
        return _date_cell(int(match[1]), int(match[2]), int(match[3]), typed=":" not in plain)
    if _SERIAL.fullmatch(plain) and _SERIALS[0] <= float(plain) <= _SERIALS[1]:
        day = _EXCEL_ZERO + timedelta(days=int(float(plain)))
        return Reading(day, format_short(day), How.DATE)
    if re.fullmatch(r"\d{4}", plain):
        raise CellProblem(f"{field.label}บอกเพียงปี {text} ต้องมีวันและเดือนด้วย เช่น {field.example}")
    try:
        day = parse_date(_in_thai(plain) or text)
    except ThaiDateError as error:
        raise CellProblem(f"{field.label}: {error}") from error
    as_typed = str(day.year + 543) in text
    return Reading(day) if as_typed else Reading(day, format_short(day), How.DATE)


def _in_thai(text: str) -> str | None:
    """27 Sep 2023, September 27, 2023: as a Thai would write it; None where no English month is."""
    match = _IN_ENGLISH.fullmatch(tidy(text))
    if match is None or bool(match["day"]) == bool(match["after"]):
        return None
    month = SHORT_MONTHS[ENGLISH.index(match["month"].casefold())]
    return f"{match['day'] or match['after']} {month} {match['year']}"


def _date_cell(year: int, month: int, day_of_month: int, *, typed: bool) -> Reading:
    """A date cell. A Buddhist year typed as a Christian one lies 543 ahead; "66" made 1966 by a program, before."""
    moved = year > _BE_SURELY
    try:
        day = date(year - 543 if moved else year, month, day_of_month)
    except ValueError as error:
        raise CellProblem(f"{day_of_month}/{month}/{year} ไม่มีในปฏิทิน โปรดตรวจวัน เดือน และปี") from error
    if 1900 < year < FIRST_DAY.year:
        meant = _shifted(day, year - 1900 + 2500 - 543)
        says = f"โปรแกรมตารางเก็บวันนี้เป็น ค.ศ. {year} ซึ่งก่อนเริ่มโครงการ"
        if meant and FIRST_DAY <= meant <= today():
            raise CellProblem(
                f"{says} น่าจะหมายถึง {format_short(meant)}",
                format_short(meant),
                fault=Fault.RULE,
                how=How.DATE,
            )
    return Reading(day, format_short(day), How.DATE) if moved or typed else Reading(day)


def _shifted(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


_READERS: dict[Sort, Callable[[Field, str], Reading]] = {
    Sort.NAME: _text,
    Sort.TEXT: _text,
    Sort.PRODUCER_KIND: _word,
    Sort.PRODUCT_KIND: _word,
    Sort.COUNT: _count,
    Sort.PHONE: _phone,
    Sort.DAY: _day,
    Sort.MONEY: _money,
    Sort.PERMIT: _permit,
    Sort.MONTH: _month,
    Sort.YEAR: _year,
    Sort.CHANNEL: _word,
    Sort.METHOD: _word,
    Sort.FIGURE: _figure,
    Sort.STARS: _stars,
    Sort.POINTS: _points,
}
