"""The form of an application as it is kept: one reading for the officer's own entry and for producers themselves."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from saan.kernel.refusals import Refused
from saan.registry import rules
from saan.registry.applying import CommunityLink, ConsentField
from saan.registry.naming import same_key, tidy
from saan.registry.rules import ProducerKind, ProductKind

MOST_MEMBER_ROWS = 300
MOST_PRODUCTS = 20
FIRST_TRADE_BE = 2400
FACTS = (
    "name", "kind", "tambon", "village_no", "address", "latitude", "longitude", "chair_name", "phone", "members",
    "member_rows", "trading_since_be", "local_labour", "link", "thai", "proxy", "products", "consent",
    "distinct_reason",
)  # fmt: skip
"""Keys of an application's `data` that the form fills; the others (identity, checked, own) have their own acts."""


def told_data(told: Mapping[str, Any], *, year_be: int, complete: bool) -> dict[str, Any]:
    """What was filled in, as JSON. `complete` asks for what every file needs: name, kind and tambon; a draft does not.

    Refused at the field where a value cannot be. `year_be` is this year: nobody began trading after it.
    """
    data = {key: told[key] for key in FACTS if told.get(key) not in (None, "", [], False)}
    for key in ("name", "address", "chair_name"):
        if key in data:
            data[key] = tidy(data[key])
            rules.refuse_text(data[key], key)
    if complete or "name" in data:
        rules.refuse_name(data.get("name", ""))
    if ("kind" not in data and complete) or data.get("kind", ProducerKind.SOLE) not in set(ProducerKind):
        raise Refused("เลือกประเภทผู้ผลิต 1 ใน 4 ประเภท", field="kind")
    if complete and "tambon" not in data:
        raise Refused("เลือกตำบลที่ตั้งของสถานที่ผลิต", field="tambon")
    if "phone" in data:
        data["phone"] = rules.phone_of(data["phone"])
    rules.refuse_village(data.get("village_no"))
    _with_members(data)
    _with_point(data)
    _refuse_figures(data, year_be)
    data["link"] = [each for each in data.get("link", []) if each in set(CommunityLink)]
    data["consent"] = [each for each in data.get("consent", []) if each in set(ConsentField)]
    data["products"] = _products(data.get("products", []))
    return data


def _with_members(data: dict[str, Any]) -> None:
    rows = data.get("member_rows", [])
    if len(rows) > MOST_MEMBER_ROWS:
        raise Refused(f"กรอกรายชื่อได้ไม่เกิน {MOST_MEMBER_ROWS} คน", field="member_rows")
    for row in rows:
        rules.refuse_citizen_id(row["name"], "member_rows")
    if data.get("kind") == ProducerKind.GROUP and len(rows) > data.get("members", 0):
        data["members"] = len(rows)
    if "kind" in data:
        rules.refuse_members(data["kind"], data.get("members"))


def _with_point(data: dict[str, Any]) -> None:
    point = [data.pop(key, None) for key in ("latitude", "longitude")]
    if point == [None, None]:
        return
    refuse_point(*point)
    data["latitude"], data["longitude"] = (f"{Decimal(value):.5f}" for value in point)


def refuse_point(latitude: Any, longitude: Any) -> None:
    """Both or none, and in Thailand."""
    if latitude is None or longitude is None:
        raise Refused("พิกัดต้องมีทั้งละติจูดและลองจิจูด หรือเว้นว่างทั้งคู่", field="latitude")
    if not (5 <= Decimal(latitude) <= 21 and 97 <= Decimal(longitude) <= 106):
        raise Refused("พิกัดนี้อยู่นอกประเทศไทย ละติจูดอยู่ระหว่าง 5 ถึง 21 ลองจิจูด 97 ถึง 106", field="latitude")


def _refuse_figures(data: Mapping[str, Any], year_be: int) -> None:
    since = data.get("trading_since_be")
    if since is not None and not FIRST_TRADE_BE <= since <= year_be:
        raise Refused(
            f"ปีที่เริ่มประกอบการต้องเป็น พ.ศ. ตั้งแต่ {FIRST_TRADE_BE} ถึง {year_be}", field="trading_since_be"
        )
    labour = data.get("local_labour")
    if labour is not None and not 0 <= labour <= rules.MOST_MEMBERS:
        raise Refused(f"แรงงานในพื้นที่ต้องอยู่ระหว่าง 0 ถึง {rules.MOST_MEMBERS:,} คน", field="local_labour")


def _products(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for number, row in enumerate(rows, 1):
        name = tidy(row.get("name") or "")
        if not name:
            continue
        if row.get("kind") not in set(ProductKind):
            raise Refused(f"เลือกประเภทของ “{name}” 1 ใน 5 ประเภท", field=f"product_{number}_kind")
        if not same_key(name) or len(name) > 250:
            raise Refused("ชื่อผลิตภัณฑ์ต้องอ่านได้ และไม่เกิน 250 ตัวอักษร", field=f"product_{number}_name")
        if any(same_key(other["name"]) == same_key(name) for other in kept):
            raise Refused(f"กรอก “{name}” ซ้ำ ลบแถวหนึ่งออก", field=f"product_{number}_name")
        permit = tidy(row.get("permit") or "")[:60]
        kept.append(
            {
                "name": name,
                "kind": row["kind"],
                "regulated": bool(row.get("regulated") or permit),
                "permit": permit,
            }
        )
    if len(kept) > MOST_PRODUCTS:
        raise Refused(f"คำขอเดียวมีผลิตภัณฑ์ได้ไม่เกิน {MOST_PRODUCTS} รายการ เพิ่มภายหลังได้", field="product_1_name")
    return kept
