"""What an import may hold: its kinds, their fields, and the headings under which offices write them (data)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from saan.registry.importing.measures import column_of
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
    PERMIT = "permit"
    MONTH = "month"
    YEAR = "year"
    CHANNEL = "channel"
    METHOD = "method"
    FIGURE = "figure"
    STARS = "stars"
    POINTS = "points"


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
PARTS = tuple(f"part{number}" for number in range(1, 7))
"""Points of the parts of a star round, in its order."""
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
        Field("regulated", "ต้องมีใบอนุญาต", Sort.PERMIT, "ใช่"),
        Field("permit_number", "เลขที่ใบอนุญาต", Sort.TEXT, "10-1-12345-5-0001", longest=60),
        Field("permit_expires", "วันหมดอายุใบอนุญาต", Sort.DAY, "31 ธ.ค. 2570"),
    ),
    ImportKind.SALES: (
        Field("producer", "ชื่อหรือรหัสผู้ผลิต", Sort.NAME, "กลุ่มทอผ้าบ้านท่าทองหลาง", required=True),
        Field("code", "รหัสผู้ผลิต", Sort.TEXT, "", longest=40),
        *(replace(each, required=False) for each in _PLACE),
        Field("product", "ชื่อผลิตภัณฑ์", Sort.NAME, "ผ้าขาวม้าทอมือ"),
        Field("month", "เดือน", Sort.MONTH, "ต.ค. 2566"),
        Field("year", "ปี พ.ศ.", Sort.YEAR, "2566"),
        Field("fiscal_year", "ปีงบประมาณ", Sort.YEAR, "2567"),
        Field("channel", "ช่องทาง", Sort.CHANNEL, "ออนไลน์"),
        Field("sales", "ยอดขาย", Sort.FIGURE, "12,500"),
        Field("orders", "ยอดสั่งซื้อ", Sort.FIGURE, "3,000"),
        Field("method", "ที่มาของตัวเลข", Sort.METHOD, "ตามใบเสร็จ"),
        Field("reason", "เหตุผลที่แก้", Sort.TEXT, "ได้ใบเสร็จเพิ่ม", longest=300),
    ),
    ImportKind.STARS: (
        Field("producer", "ชื่อหรือรหัสผู้ผลิต", Sort.NAME, "กลุ่มทอผ้าบ้านท่าทองหลาง", required=True),
        Field("code", "รหัสผู้ผลิต", Sort.TEXT, "", longest=40),
        *(replace(each, required=False) for each in _PLACE),
        Field("product", "ชื่อผลิตภัณฑ์", Sort.NAME, "ผ้าขาวม้าทอมือ", required=True),
        Field("stars", "ผลคัดสรร", Sort.STARS, "4 ดาว"),
        *(Field(key, f"คะแนนส่วนที่ {number}", Sort.POINTS, "28") for number, key in enumerate(PARTS, 1)),
        Field("reason", "เหตุผลที่แก้", Sort.TEXT, "แก้ตามประกาศ", longest=300),
    ),
}


def field_of(kind: ImportKind, key: str) -> Field:
    """The field of a kind by its key; raises StopIteration where the kind has none such."""
    column = column_of(key) if kind == ImportKind.SALES else None
    if column is not None:
        return Field(key, column.label, Sort.FIGURE, "12,500")
    return next(each for each in FIELDS[kind] if each.key == key)


def fields_of(kind: ImportKind, columns: Iterable[str]) -> dict[str, Field]:
    """All fields of a kind by key, with those that these columns hold for single months or channels."""
    found = {each.key: each for each in FIELDS[kind]}
    if kind == ImportKind.SALES:
        found |= {key: field_of(kind, key) for key in columns if key not in found and column_of(key)}
    return found


def missing_of(
    kind: ImportKind, columns: Iterable[str], constants: Mapping[str, str] | None = None
) -> list[str]:
    """What no column holds and every row needs, in Thai; `constants` are chosen for the whole file.

    Where they are null, what could be chosen is not missing.
    """
    have = set(columns)
    missing = [each.label for each in FIELDS[kind] if each.required and each.key not in have]
    if kind == ImportKind.SALES:
        missing += _missing_of_sales(have, constants)
    if kind == ImportKind.STARS:
        missing += [] if have & {"stars", *PARTS} else ["ผลคัดสรรหรือคะแนน"]
        missing += [] if constants is None or constants.get("round_be") else ["รอบคัดสรร"]
    return missing


def _missing_of_sales(have: set[str], constants: Mapping[str, str] | None) -> list[str]:
    sums = [column for column in map(column_of, have) if column]
    needs = {
        "ยอดขายหรือยอดสั่งซื้อ": not sums,
        "เดือน": any(one.month is None for one in sums) and "month" not in have,
    }
    if constants is not None:
        said = have | {key for key, value in constants.items() if value}
        yearless = any(one.month and not one.month.year for one in sums)
        needs |= {
            "ปีงบประมาณ": yearless and not said & {"year", "fiscal_year"},
            "ช่องทาง": any(one.channel is None for one in sums) and "channel" not in said,
            "ที่มาของตัวเลข": "method" not in said,
        }
    return [label for label, is_missing in needs.items() if is_missing]


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
