"""The file of a product after it was entered: corrected, ended, taken up again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.kernel.sorting import thai_sort_key
from saan.ledger.actions import record
from saan.registry import product_rules as rules
from saan.registry.actions.product_holding import held_as_officer, held_to_describe
from saan.registry.models import Product
from saan.registry.naming import same_key, tidy
from saan.registry.rules import refuse_citizen_id

_PERMIT = ("regulated", "permit_number", "permit_expires")


def edit_product(*, product: Product, version: int, changes: Mapping[str, Any], by: Actor) -> Product:
    """Correct the file. A producer writes its own fields alone; what letters count is the officer's.

    Refused at the field; Stale where somebody else has written since `version`.
    """
    unknown = set(changes) - set(rules.EDITABLE)
    if unknown:
        raise ValueError(f"not editable: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        held = held_to_describe(product, by)
        _refuse_stale(held, version)
        values = _checked({name: getattr(held, name) for name in rules.EDITABLE} | dict(changes))
        before = {name: getattr(held, name) for name in rules.EDITABLE if values[name] != getattr(held, name)}
        if not before:
            return held
        if not by.holds(Permission.PRODUCERS_EDIT) and set(before) - set(rules.OWN_FIELDS):
            raise PermissionDenied("ข้อมูลที่ใช้นับและจัดกลุ่มผลิตภัณฑ์ แก้ได้เฉพาะเจ้าหน้าที่ของอำเภอ")
        if set(before) & set(_PERMIT):
            rules.refuse_permit(*(values[name] for name in _PERMIT), on=today())
        if "name" in before:
            _refuse_twin(held, values["name"])
        _write(held, values, list(before), by, before)
    return held


def cease_product(*, product: Product, version: int, reason: str, by: Actor) -> Product:
    """The product is made no more; it counts nowhere from now on, and its file stays."""
    return _step(product, version, False, reason, by)


def resume_product(*, product: Product, version: int, reason: str, by: Actor) -> Product:
    """It is made again. One that needs a permit comes back only with a permit that holds."""
    return _step(product, version, True, reason, by)


def _step(product: Product, version: int, active: bool, reason: str, by: Actor) -> Product:
    said = "กลับมาผลิต" if active else "เลิกผลิต"
    with transaction.atomic():
        held = held_as_officer(product, by)
        _refuse_stale(held, version)
        if held.active == active:
            raise Refused(f"{held.name} มีสถานะ{'ผลิตอยู่' if active else 'เลิกผลิต'}แล้ว")
        if not reason.strip():
            raise Refused(f"กรอกเหตุผลที่{said} เพื่อให้ผู้ตรวจสอบเข้าใจภายหลัง", field="reason")
        refuse_citizen_id(reason, "reason")
        if active:
            rules.refuse_permit(*(getattr(held, name) for name in _PERMIT), on=today())
        held.active = active
        held.version += 1
        held.save(update_fields=["active", "version"])
        verb = "registry.resume_product" if active else "registry.cease_product"
        words = f"{held.name} {said}: {tidy(reason)[:300]}"
        record(by=by, verb=verb, of=held.producer, summary=words, product=held.pk)
    return held


def _refuse_stale(held: Product, version: int) -> None:
    if held.version != version:
        raise Stale(f"มีผู้แก้ {held.name} หลังจากท่านเปิด โปรดเปิดฉบับล่าสุดแล้วแก้ต่อ")


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """The values as they are stored, each refused at its own field. A product without permit duty holds none."""
    name = tidy(values["name"] or "")
    rules.refuse_product_name(name, field="name")
    rules.refuse_product_kind(values["kind"], field="kind")
    texts = {field: (values[field] or "").strip() for field in rules.LONGEST}
    texts |= {field: tidy(texts[field]) for field in ("unit", "permit_number")}
    rules.refuse_texts(texts)
    rules.refuse_price(values["price"], texts["unit"])
    rules.refuse_capacity(values["capacity"])
    return values | texts | {"name": name}


def _refuse_twin(held: Product, name: str) -> None:
    others = held.producer.products.exclude(pk=held.pk)
    if any(same_key(other.name) == same_key(name) for other in others):
        raise Refused(f"{held.producer.name} มีผลิตภัณฑ์ “{name}” อยู่แล้ว", field="name")


def _write(
    held: Product, values: dict[str, Any], changed: list[str], by: Actor, before: dict[str, Any]
) -> None:
    for name in changed:
        setattr(held, name, values[name])
    held.sort_key = thai_sort_key(held.name)[:400]
    held.version += 1
    held.save(update_fields=[*changed, "sort_key", "version"])
    words = ", ".join(rules.LABELS[name] for name in changed)
    facts = {name: [_plain(before[name]), _plain(values[name])] for name in changed if name != "story"}
    record(
        by=by,
        verb="registry.edit_product",
        of=held.producer,
        summary=f"แก้ไข {held.name}: {words}",
        product=held.pk,
        changed=facts,
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
