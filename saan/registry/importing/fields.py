"""What an import may hold: its kinds, their fields, and the headings under which offices write them (data)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from saan.registry.naming import same_key
from saan.registry.rules import ImportKind

_DATA = Path(__file__).parents[1] / "data" / "headings.yaml"


class Sort(StrEnum):
    """How a cell of a field is read."""

    NAME = "name"
    TEXT = "text"
    PRODUCER_KIND = "producer-kind"
    PRODUCT_KIND = "product-kind"
    PLACE = "place"
    COUNT = "count"
    PHONE = "phone"
    DAY = "day"
    MONEY = "money"


@dataclass(frozen=True)
class Field:
    """One field: its key in the registry, its heading in our own template, how it is read, an example."""

    key: str
    label: str
    sort: Sort
    example: str
    required: bool = False
    longest: int = 250


_PLACE = (
    Field("tambon", "ตำบล", Sort.PLACE, "หัวไทร", required=True),
    Field("district", "อำเภอ", Sort.PLACE, "บางคล้า"),
    Field("province", "จังหวัด", Sort.PLACE, "ฉะเชิงเทรา"),
)
FIELDS: dict[ImportKind, tuple[Field, ...]] = {
    ImportKind.PRODUCERS: (
        Field("name", "ชื่อผู้ผลิต", Sort.NAME, "กลุ่มทอผ้าบ้านท่าทองหลาง", required=True),
        Field("kind", "ประเภท", Sort.PRODUCER_KIND, "กลุ่มผู้ผลิตชุมชน", required=True),
        *_PLACE,
        Field("village_no", "หมู่ที่", Sort.COUNT, "4"),
        Field("address", "ที่อยู่ที่ผลิต", Sort.TEXT, "88/2", longest=300),
        Field("chair_name", "ชื่อประธานหรือเจ้าของ", Sort.TEXT, "นางกก ริมคลอง", longest=200),
        Field("phone", "โทรศัพท์", Sort.PHONE, "081 234 5678"),
        Field("members", "จำนวนสมาชิก", Sort.COUNT, "12"),
        Field("registered_on", "วันที่ขึ้นทะเบียน", Sort.DAY, "27 ก.ย. 2566", required=True),
        Field("legacy_code", "รหัสเดิม", Sort.TEXT, "", longest=40),
    ),
    ImportKind.PRODUCTS: (
        Field("producer", "ชื่อผู้ผลิต", Sort.NAME, "กลุ่มทอผ้าบ้านท่าทองหลาง", required=True),
        *_PLACE,
        Field("name", "ชื่อผลิตภัณฑ์", Sort.NAME, "ผ้าขาวม้าทอมือ", required=True),
        Field("kind", "ประเภทผลิตภัณฑ์", Sort.PRODUCT_KIND, "ผ้า เครื่องแต่งกาย", required=True),
        Field("registered_on", "วันที่ขึ้นทะเบียน", Sort.DAY, "27 ก.ย. 2566", required=True),
        Field("price", "ราคาต่อหน่วย", Sort.MONEY, "350"),
    ),
}


def field_of(kind: ImportKind, key: str) -> Field:
    """The field of a kind by its key."""
    return next(each for each in FIELDS[kind] if each.key == key)


@cache
def known_headings(kind: ImportKind) -> dict[str, str]:
    """Key of a heading → field; a field's own label wins over other words for another field."""
    written = yaml.safe_load(_DATA.read_text(encoding="utf-8"))[kind.value]
    found: dict[str, str] = {}
    for each in FIELDS[kind]:
        for heading in (each.label, each.key):
            found.setdefault(heading_key(heading), each.key)
    for key, headings in written.items():
        for heading in headings:
            found.setdefault(heading_key(heading), key)
    return found


@cache
def total_words() -> frozenset[str]:
    """Keys of the words that begin a row of totals."""
    return frozenset(same_key(word) for word in yaml.safe_load(_DATA.read_text(encoding="utf-8"))["totals"])


def heading_key(text: str) -> str:
    """Headings with equal keys are the same, whatever blanks, stars, brackets and numbers stand in them."""
    return same_key(text).lstrip("0123456789")
