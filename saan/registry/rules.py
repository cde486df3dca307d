"""Kinds and states of producers and products. Scales stay apart: quadrant, stars, mark, campaign labels."""

import re
from datetime import date

from saan.kernel.citizen_id import is_valid
from saan.kernel.dates import be_year, format_short
from saan.kernel.digits import to_arabic
from saan.kernel.labels import Labelled
from saan.kernel.refusals import Refused
from saan.registry.naming import same_key


class ProducerKind(Labelled):
    """Who may register (CDD registration handbook), and public bodies, which do register in practice."""

    GROUP = "group", "กลุ่มผู้ผลิตชุมชน"
    SOLE = "sole", "ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว"
    SME = "sme", "วิสาหกิจขนาดกลางและขนาดย่อม"
    PUBLIC = "public", "หน่วยงานของรัฐ"


class ProducerStatus(Labelled):
    DRAFT = "draft", "รอเอกสาร"
    REGISTERED = "registered", "ขึ้นทะเบียนแล้ว"
    CEASED = "ceased", "เลิกประกอบการ"
    MERGED = "merged", "รวมกับทะเบียนอื่น"


class ProductKind(Labelled):
    """The five official types."""

    FOOD = "food", "อาหาร"
    BEVERAGE = "beverage", "เครื่องดื่ม"
    TEXTILE = "textile", "ผ้า เครื่องแต่งกาย"
    DECOR = "decor", "ของใช้ ของตกแต่ง ของที่ระลึก"
    HERBAL = "herbal", "สมุนไพรที่ไม่ใช่อาหาร"


class Quadrant(Labelled):
    """Potential of a product. Not every answer set gives one: unclassified is a result, not an absence."""

    A = "A", "A ดาวเด่นสู่สากล"
    B = "B", "B อนุรักษ์สร้างคุณค่า"
    C = "C", "C พัฒนาสู่การแข่งขัน"
    D = "D", "D ปรับตัวสู่การพัฒนา"
    UNCLASSIFIED = "U", "จัดกลุ่มไม่ได้"


class IdentityKind(Labelled):
    """Official numbers by which a producer is known elsewhere."""

    CITIZEN = "citizen", "เลขประจำตัวประชาชน"
    JURISTIC = "juristic", "เลขทะเบียนนิติบุคคล"
    COMMUNITY = "community", "เลขวิสาหกิจชุมชน"


class MarkColour(Labelled):
    """Colours of the OTOP product mark; the word of the blue class is not in any source at hand."""

    GOLD = "gold", "ทอง Premium"
    SILVER = "silver", "เงิน Classic"
    RED = "red", "แดง Standard"
    BLUE = "blue", "น้ำเงิน"


class Scale(Labelled):
    PSO = "PSO", "PSO สุดยอดผลิตภัณฑ์ OTOP เด่น จังหวัด"
    KBO = "KBO", "KBO เครือข่ายองค์ความรู้"


class DistinctionOutcome(Labelled):
    NOMINATED = "nominated", "เสนอชื่อ"
    SELECTED = "selected", "ได้รับคัดเลือก"
    WINNER = "winner", "ชนะเลิศ"
    COMMENDED = "commended", "ชมเชย"


class ApplicationKind(Labelled):
    NEW = "new", "ขอขึ้นทะเบียนใหม่"
    RECONFIRM = "reconfirm", "ยืนยันว่ายังประกอบการ"
    TRANSFER = "transfer", "ขอย้ายที่ผลิตข้ามอำเภอ"
    CHANGE = "change", "ขอแก้ไขข้อมูล"


class ApplicationState(Labelled):
    DRAFT = "draft", "กำลังกรอก"
    SUBMITTED = "submitted", "ยื่นแล้ว รออำเภอรับ"
    RETURNED = "returned", "ส่งกลับให้แก้"
    INCOMPLETE = "incomplete", "รับไว้ เอกสารยังไม่ครบ"
    RECEIVED = "received", "รับครบแล้ว รอพิจารณา"
    DISTRICT_OK = "district-ok", "อำเภอเห็นชอบ รอจังหวัด"
    APPROVED = "approved", "อนุมัติแล้ว"
    REJECTED = "rejected", "ไม่อนุมัติ"
    WITHDRAWN = "withdrawn", "ถอนคำขอ"


APPLICATION_STEPS: dict[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.DRAFT: frozenset(
        {
            ApplicationState.SUBMITTED,
            ApplicationState.INCOMPLETE,
            ApplicationState.RECEIVED,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.SUBMITTED: frozenset(
        {
            ApplicationState.INCOMPLETE,
            ApplicationState.RECEIVED,
            ApplicationState.RETURNED,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.RETURNED: frozenset({ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN}),
    ApplicationState.INCOMPLETE: frozenset(
        {
            ApplicationState.INCOMPLETE,
            ApplicationState.RECEIVED,
            ApplicationState.RETURNED,
            ApplicationState.REJECTED,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.RECEIVED: frozenset(
        {
            ApplicationState.INCOMPLETE,
            ApplicationState.DISTRICT_OK,
            ApplicationState.APPROVED,
            ApplicationState.REJECTED,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.DISTRICT_OK: frozenset(
        {ApplicationState.APPROVED, ApplicationState.RECEIVED, ApplicationState.REJECTED}
    ),
    ApplicationState.APPROVED: frozenset(),
    ApplicationState.REJECTED: frozenset(),
    ApplicationState.WITHDRAWN: frozenset(),
}


class DecisionLevel(Labelled):
    DISTRICT = "district", "คณะกรรมการระดับอำเภอ"
    PROVINCE = "province", "จังหวัด"


class DecisionOutcome(Labelled):
    APPROVED = "approved", "เห็นชอบ"
    RETURNED = "returned", "ส่งกลับ"
    REJECTED = "rejected", "ไม่เห็นชอบ"


class SalesChannel(Labelled):
    """Where it was sold; the list follows what official news names."""

    COMMUNITY = "community", "ในชุมชนและแหล่งท่องเที่ยว"
    FAIR = "fair", "งานแสดงสินค้า"
    SHOP = "shop", "ร้านค้าและห้าง"
    TRADER = "trader", "OTOP Trader"
    ONLINE = "online", "ออนไลน์"
    EXPORT = "export", "ส่งออก"


class SalesMethod(Labelled):
    RECEIPT = "receipt", "ตามใบเสร็จ"
    DECLARED = "declared", "ผู้ผลิตแจ้ง"
    ESTIMATE = "estimate", "เจ้าหน้าที่ประมาณ"


class ImportKind(Labelled):
    PRODUCERS = "producers", "ผู้ผลิต"
    PRODUCTS = "products", "ผลิตภัณฑ์"
    SALES = "sales", "ยอดจำหน่าย"
    STARS = "stars", "ผลคัดสรรดาว"


class ImportState(Labelled):
    UPLOADED = "uploaded", "รับแฟ้มแล้ว"
    MAPPING = "mapping", "รอจับคู่คอลัมน์"
    CHECKING = "checking", "กำลังตรวจ"
    CHECKED = "checked", "ตรวจแล้ว"
    SAVING = "saving", "กำลังบันทึก"
    SAVED = "saved", "บันทึกแล้ว"
    FAILED = "failed", "ทำไม่สำเร็จ"


class PairState(Labelled):
    OPEN = "open", "รอตรวจ"
    DIFFERENT = "different", "คนละราย"
    MERGED = "merged", "รวมแล้ว"


PRODUCER_STEPS: dict[ProducerStatus, frozenset[ProducerStatus]] = {
    ProducerStatus.DRAFT: frozenset({ProducerStatus.REGISTERED, ProducerStatus.CEASED}),
    ProducerStatus.REGISTERED: frozenset({ProducerStatus.CEASED, ProducerStatus.MERGED}),
    ProducerStatus.CEASED: frozenset({ProducerStatus.REGISTERED, ProducerStatus.MERGED}),
    ProducerStatus.MERGED: frozenset({ProducerStatus.REGISTERED, ProducerStatus.CEASED}),
}
"""A merge can be undone, which gives the producer back the status it had."""


FIRST_DAY = date(2001, 1, 1)
"""The programme began in 2544, so no registration can be older."""
LAST_VILLAGE_NO = 50
LEAST_GROUP = 2
MOST_MEMBERS = 10_000
LONGEST = {"name": 250, "address": 300, "chair_name": 200}
_CITIZEN_ID = re.compile(r"(?<!\d)\d(?:[ -]?\d){12}(?!\d)")
_FOOD_NUMBER = re.compile(r"(?<![\d-])\d{2}-\d-\d{5}-\d-\d{4}(?![\d-])")


def may_follow(status: ProducerStatus, then: ProducerStatus) -> bool:
    """Whether a producer in one state may go to the other."""
    return then in PRODUCER_STEPS[status]


def refuse_village(village_no: int | None) -> None:
    """No tambon has more villages than `LAST_VILLAGE_NO`; in towns there is none, and the field stays empty."""
    if village_no is not None and not 1 <= village_no <= LAST_VILLAGE_NO:
        raise Refused(
            f"หมู่ที่ต้องอยู่ระหว่าง 1 ถึง {LAST_VILLAGE_NO} ท่านกรอก {village_no} ถ้าอยู่ในเขตเทศบาลที่ไม่มีหมู่ ให้เว้นว่าง",
            field="village_no",
        )


def refuse_members(kind: str, members: int | None) -> None:
    """A group has at least two members; whether two are enough is not written anywhere, so no more is asked."""
    if members is None:
        return
    if not 1 <= members <= MOST_MEMBERS:
        raise Refused(f"จำนวนสมาชิกต้องอยู่ระหว่าง 1 ถึง {MOST_MEMBERS:,} คน ท่านกรอก {members:,}", field="members")
    if kind == ProducerKind.GROUP and members < LEAST_GROUP:
        raise Refused(
            f"กลุ่มผู้ผลิตชุมชนต้องมีสมาชิกตั้งแต่ {LEAST_GROUP} คน ท่านกรอก {members} ถ้ามีคนเดียว ให้เลือกประเภทเจ้าของรายเดียว",
            field="members",
        )


def refuse_day(day: date, *, today: date, field: str = "registered_on", what: str = "วันที่ขึ้นทะเบียน") -> None:
    """The day of an act that has happened: not to come, and not before the programme began."""
    if day > today:
        raise Refused(f"{what}ต้องไม่หลังวันนี้ ({format_short(today)}) ท่านกรอก {format_short(day)}", field=field)
    if day < FIRST_DAY:
        raise Refused(
            f"{what}ต้องไม่ก่อน {format_short(FIRST_DAY)} ซึ่งเป็นปีที่เริ่มโครงการ ท่านกรอก {format_short(day)}",
            field=field,
        )


def refuse_citizen_id(text: str, field: str) -> None:
    """Numbers of persons have no place in free text, where everybody who sees the row would read them.

    The number of a food permit has as many digits, but is written in other groups.
    """
    plain = _FOOD_NUMBER.sub(" ", to_arabic(text))
    if any(is_valid(run) for run in _CITIZEN_ID.findall(plain)):
        raise Refused("ช่องนี้มีเลขประจำตัวประชาชน โปรดลบออก ทะเบียนนี้ไม่เก็บเลขดังกล่าว", field=field)


def refuse_name(name: str) -> None:
    """A name has at least two letters or digits, and is no longer than a line of a form."""
    if len(same_key(name)) < 2:
        raise Refused("กรอกชื่อผู้ผลิตตามที่ใช้จริง เช่น กลุ่มทอผ้าบ้านท่าทองหลาง", field="name")
    refuse_text(name, "name")


def refuse_text(text: str, field: str) -> None:
    """Free text fits its column and holds no number of a person."""
    if len(text) > LONGEST[field]:
        raise Refused(f"ยาวเกิน {LONGEST[field]} ตัวอักษร โปรดย่อ", field=field)
    refuse_citizen_id(text, field)


def phone_of(written: str) -> str:
    """Digits of a Thai telephone number, 08x or 0xx; empty stays empty. Refused when it cannot be one."""
    digits = "".join(char for char in to_arabic(written) if char not in " -.()")
    if digits.startswith("+66"):
        digits = "0" + digits[3:]
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit() and len(digits) in (9, 10) and digits[0] == "0"):
        raise Refused("หมายเลขโทรศัพท์ต้องขึ้นต้นด้วย 0 และมี 9 หรือ 10 หลัก เช่น 081 234 5678", field="phone")
    return digits


def cohort_of(registered_on: date) -> int:
    """The cohort that letters select by (ลงทะเบียนปี 2557 ถึง 2561): the Buddhist calendar year of the day.

    Letters say ปี, not ปีงบประมาณ, so October to December belong to the calendar year in which they lie.
    """
    return be_year(registered_on)
