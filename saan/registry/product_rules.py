"""What may stand in the file of a product. Pure, like `rules`: money is whole satang, days are dates."""

from datetime import date

from saan.kernel.dates import format_short
from saan.kernel.refusals import Refused
from saan.registry.naming import same_key
from saan.registry.rules import ProductKind, refuse_citizen_id

OWN_FIELDS = ("story", "price", "unit", "capacity")
"""What a producer writes of its own products; everything that letters count stays with officers."""
EDITABLE = ("name", "kind", "regulated", "permit_number", "permit_expires", *OWN_FIELDS)
LABELS = {
    "name": "ชื่อผลิตภัณฑ์",
    "kind": "ประเภทผลิตภัณฑ์",
    "regulated": "ต้องมีใบอนุญาต",
    "permit_number": "เลขที่ใบอนุญาต",
    "permit_expires": "วันหมดอายุใบอนุญาต",
    "story": "เรื่องราว",
    "price": "ราคา",
    "unit": "หน่วยขาย",
    "capacity": "กำลังผลิต",
}
LONGEST = {"story": 4_000, "unit": 40, "permit_number": 60}
LONGEST_NAME = 250
MOST_PRICE = 10_000_000_00
"""Satang; ten million baht, above any product that has been registered."""
MOST_CAPACITY = 10_000_000


def refuse_product_name(name: str, *, field: str) -> None:
    """A name has a letter or digit and fits its column."""
    if not same_key(name) or len(name) > LONGEST_NAME:
        raise Refused("กรอกชื่อผลิตภัณฑ์ ไม่เกิน 250 ตัวอักษร เช่น ผ้าขาวม้าทอมือ", field=field)


def refuse_product_kind(kind: str, *, field: str) -> None:
    """One of the five official types; fairs have zones of their own, which are no types."""
    if kind not in {known.value for known in ProductKind}:
        raise Refused("เลือกประเภทผลิตภัณฑ์ 1 ใน 5 ประเภท", field=field)


def refuse_texts(texts: dict[str, str]) -> None:
    """Free text fits its column and holds no number of a person."""
    for field, text in texts.items():
        if len(text) > LONGEST[field]:
            raise Refused(f"{LABELS[field]}ยาวเกิน {LONGEST[field]:,} ตัวอักษร โปรดย่อ", field=field)
        refuse_citizen_id(text, field)


def refuse_price(price: int | None, unit: str) -> None:
    """A price is for one of something; nought is no price but an empty field."""
    if price is None:
        return
    if not 0 < price <= MOST_PRICE:
        raise Refused(
            f"ราคาต้องมากกว่า 0 และไม่เกิน {MOST_PRICE // 100:,} บาท ถ้ายังไม่กำหนด ให้เว้นว่าง", field="price"
        )
    if not unit:
        raise Refused("กรอกหน่วยขายของราคานี้ เช่น ผืน ถุง ขวด", field="unit")


def refuse_capacity(capacity: int | None) -> None:
    """Pieces a month, in the unit of sale."""
    if capacity is not None and not 0 <= capacity <= MOST_CAPACITY:
        raise Refused(f"กำลังผลิตต่อเดือนต้องอยู่ระหว่าง 0 ถึง {MOST_CAPACITY:,}", field="capacity")


def refuse_permit(regulated: bool, number: str, expires: date | None, *, on: date) -> None:
    """A product that needs a permit is taken into the registry only with one that holds on the day."""
    if not regulated:
        return
    if not number:
        raise Refused(
            "ผลิตภัณฑ์นี้ต้องมีใบอนุญาตผลิต จึงรับเข้าทะเบียนได้เมื่อกรอกเลขที่ใบอนุญาต ถ้ายังไม่ได้รับ ให้ผู้ผลิตขออนุญาตก่อน",
            field="permit_number",
        )
    if expires is not None and expires < on:
        raise Refused(
            f"ใบอนุญาตเลขที่ {number} หมดอายุเมื่อ {format_short(expires)} ให้ต่ออายุแล้วกรอกวันใหม่",
            field="permit_expires",
        )


def permit_lapsed(regulated: bool, expires: date | None, *, on: date) -> bool:
    """Whether a needed permit has run out before the day."""
    return regulated and expires is not None and expires < on
