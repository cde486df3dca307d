"""From an application to the file: the producer with members, chair, checks, numbers, products and certificate."""

import base64
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.kernel.dates import format_short, today
from saan.kernel.refusals import Refused
from saan.kernel.sorting import thai_sort_key
from saan.ledger.actions import record
from saan.registry import rules
from saan.registry.actions.certificates import write_certificate
from saan.registry.actions.producers import refuse_twins, sort_key_of
from saan.registry.models import (
    Application,
    ChairTerm,
    Member,
    Producer,
    ProducerAccount,
    ProducerIdentity,
    Product,
    Verification,
)
from saan.registry.rules import ProducerStatus

_PLAIN = (
    "name",
    "kind",
    "village_no",
    "address",
    "chair_name",
    "phone",
    "members",
    "trading_since_be",
    "local_labour",
)


def open_file(application: Application, *, on: date, by: Actor) -> Producer:
    """Open the file an application asked for, registered on the day of its last approval; inside a transaction.

    The cohort is the year of the window, which is what letters select by. Refused where a producer of that name has
    been registered in the tambon meanwhile.
    """
    assert transaction.get_connection().in_atomic_block
    data = application.data
    place = Area.objects.select_for_update(no_key=True, of=("self",)).get(code=data["tambon"])
    values = _values(data)
    refuse_twins(values, place, data.get("distinct_reason", ""))
    producer = Producer.objects.create(
        **values,
        tambon=place,
        sort_key=sort_key_of(values["name"]),
        status=ProducerStatus.REGISTERED,
        registered_on=on,
        cohort_be=application.window.year_be if application.window else rules.cohort_of(on),
        office=application.office,
        all_thai_on=today() if data.get("thai") else None,
        consent=data.get("consent", []),
        confirmed_on=on,
        created_by=by.user,
    )
    _people(producer, data)
    _checks(producer, data, application)
    _identity(producer, data, application)
    _products(producer, data, application)
    if data.get("own"):
        ProducerAccount.objects.create(producer=producer, user=application.applicant)
    record(
        by=by,
        verb="registry.register",
        of=producer,
        summary=f"ขึ้นทะเบียน {producer.name} {place.title} วันที่ {format_short(on)} ตามคำขอ",
        application=application.pk,
    )
    write_certificate(producer, on=on, by=by)
    return producer


def change_file(application: Application, *, by: Actor) -> Producer:
    """Write a producer's own corrections into the file, once the officer has accepted them."""
    assert application.producer_id is not None
    data = application.data
    held = (
        Producer.objects.select_for_update(of=("self",))
        .select_related("tambon")
        .get(pk=application.producer_id)
    )
    if held.status != ProducerStatus.REGISTERED:
        raise Refused(f"{held.name} มีสถานะ “{held.get_status_display()}” จึงแก้ข้อมูลไม่ได้")
    if data.get("tambon") != held.tambon_id:
        raise Refused("คำขอแก้ไขย้ายตำบลไม่ได้ ให้อำเภอแก้ในแฟ้มหรือโอนไปอำเภอใหม่", field="tambon")
    place = Area.objects.select_for_update(no_key=True, of=("self",)).get(code=held.tambon_id)
    values = _values(data) | {"members": held.members}
    if values["name"] != held.name:
        refuse_twins(values, place, data.get("distinct_reason", ""), other_than=held.pk)
    changed = [name for name, value in values.items() if value != getattr(held, name)]
    if "chair_name" in changed:
        held.chairs.filter(ends=None).update(name=values["chair_name"])
    for name in changed:
        setattr(held, name, values[name])
    held.sort_key, held.version = sort_key_of(held.name), held.version + 1
    held.save()
    held.products.update(producer_kind=held.kind)
    words = ", ".join(str(Producer._meta.get_field(name).verbose_name) for name in changed) or "ไม่มีช่องใด"
    record(
        by=by,
        verb="registry.edit",
        of=held,
        summary=f"แก้ {words} ของ {held.name} ตามคำขอของผู้ผลิต",
        application=application.pk,
    )
    return held


def _values(data: Mapping[str, Any]) -> dict[str, Any]:
    empty = {"address": "", "chair_name": "", "phone": ""}
    values = {name: data.get(name, empty.get(name)) for name in _PLAIN}
    point = {key: Decimal(data[key]) if data.get(key) else None for key in ("latitude", "longitude")}
    return values | point | {"link": data.get("link", [])}


def _people(producer: Producer, data: Mapping[str, Any]) -> None:
    rows = data.get("member_rows", [])
    thai = bool(data.get("thai"))
    Member.objects.bulk_create(
        Member(producer=producer, name=row["name"], role=row.get("role", ""), thai=thai) for row in rows
    )
    if producer.chair_name:
        ChairTerm.objects.create(producer=producer, name=producer.chair_name)


def _checks(producer: Producer, data: Mapping[str, Any], application: Application) -> None:
    Verification.objects.bulk_create(
        Verification(
            producer=producer, what=code, method=check["method"], reference=check["reference"],
            certified_by=check["certified_by"], verified_on=date.fromisoformat(check["on"]),
            recorded_by_id=int(check["by_id"]),
        )
        for code, check in data.get("checked", {}).items()
    )  # fmt: skip


def _identity(producer: Producer, data: Mapping[str, Any], application: Application) -> None:
    if known := data.get("identity"):
        ProducerIdentity.objects.create(
            producer=producer, kind=known["kind"], sealed=base64.b64decode(known["sealed"]),
            fingerprint=known["fingerprint"], tail=known["tail"], recorded_by=application.applicant,
        )  # fmt: skip


def _products(producer: Producer, data: Mapping[str, Any], application: Application) -> None:
    assert producer.registered_on is not None
    Product.objects.bulk_create(
        Product(
            producer=producer, name=row["name"], sort_key=thai_sort_key(row["name"])[:400], kind=row["kind"],
            tambon_id=producer.tambon_id, producer_kind=producer.kind, registered_on=producer.registered_on,
            cohort_be=producer.cohort_be, regulated=row["regulated"], permit_number=row["permit"],
            created_by=application.applicant,
        )
        for row in data.get("products", [])
    )  # fmt: skip
