"""Registering, correcting and ending a producer's registration. Counts of quotas are live and move at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.geography.models import Area
from saan.kernel.dates import format_short, format_time, today
from saan.kernel.refusals import Refused, Stale
from saan.kernel.sorting import thai_sort_key
from saan.ledger.actions import record
from saan.ledger.queries import acts_on
from saan.registry import rules
from saan.registry.actions.place import held_tambon
from saan.registry.likeness.entries import Census, Entry, entry
from saan.registry.likeness.evidence import names_alike
from saan.registry.likeness.weighing import standing_weights, weigh
from saan.registry.models import Producer
from saan.registry.naming import same_key, tidy
from saan.registry.rules import ProducerKind, ProducerStatus

EDITABLE = (
    "name", "kind", "tambon", "village_no", "address", "chair_name", "phone", "members", "registered_on",
)  # fmt: skip
_PERSONAL = frozenset(Producer.Privacy.personal)


class LooksAlike(Refused):
    """Producers of nearly this name are registered in the tambon; a reason why this is another lets it pass."""

    def __init__(self, twins: Iterable[Producer]) -> None:
        self.twins = list(twins)
        names = ", ".join(f"“{twin.name}”" for twin in self.twins[:3])
        super().__init__(
            f"ตำบลนี้มีชื่อใกล้เคียงกันแล้ว: {names} ถ้าเป็นคนละราย ให้กรอกเหตุผลแล้วบันทึกอีกครั้ง", field="distinct_reason"
        )


def register_producer(
    *,
    name: str,
    kind: str,
    tambon: int,
    registered_on: date,
    by: Actor,
    village_no: int | None = None,
    address: str = "",
    chair_name: str = "",
    phone: str = "",
    members: int | None = None,
    legacy_code: str = "",
    distinct_reason: str = "",
) -> Producer:
    """Open a producer's file in the actor's district; `tambon` is the six-digit code of the place of production.

    The cohort is the Buddhist calendar year of `registered_on`. Raises Refused at a field, or LooksAlike where
    a near name stands in the same tambon and no `distinct_reason` says why this is another producer.
    """
    require(by, Permission.PRODUCERS_EDIT)
    values = _checked(
        {"name": name, "kind": kind, "tambon": tambon, "village_no": village_no, "address": address,
         "chair_name": chair_name, "phone": phone, "members": members, "registered_on": registered_on}
    )  # fmt: skip
    with transaction.atomic():
        place = held_tambon(values.pop("tambon"), by)
        refuse_twins(values, place, distinct_reason)
        producer = Producer.objects.create(
            **values,
            tambon=place,
            sort_key=sort_key_of(values["name"]),
            status=ProducerStatus.REGISTERED,
            cohort_be=rules.cohort_of(registered_on),
            office=by.office,
            legacy_code=legacy_code.strip()[:40],
            created_by=by.user,
        )
        why = {"distinct_reason": distinct_reason.strip()} if distinct_reason.strip() else {}
        record(
            by=by,
            verb="registry.register",
            of=producer,
            summary=f"ขึ้นทะเบียน {producer.name} {place.title} วันที่ {format_short(registered_on)}",
            **why,
        )
    return producer


def edit_producer(
    *,
    producer: Producer,
    version: int,
    changes: Mapping[str, Any],
    by: Actor,
    distinct_reason: str = "",
) -> Producer:
    """Correct a file. `version` is the one the officer saw, `changes` the new values of `EDITABLE` fields.

    Products follow their producer's tambon and kind. Raises Stale with who changed it last and when.
    """
    require(by, Permission.PRODUCERS_EDIT)
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise ValueError(f"not editable: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        held = held_producer(producer, version, by)
        before = {name: _value(held, name) for name in EDITABLE}
        values = _checked(before | dict(changes))
        changed = [name for name in EDITABLE if values[name] != before[name]]
        if not changed:
            return held
        place = held_tambon(values["tambon"], by) if "tambon" in changed else held.tambon
        if {"name", "tambon"} & set(changed):
            refuse_twins(values, place, distinct_reason, other_than=held.pk)
        _write(held, values, place)
        open_facts = {
            name: [_plain(before[name]), _plain(values[name])] for name in changed if name not in _PERSONAL
        }
        labels = ", ".join(str(Producer._meta.get_field(name).verbose_name) for name in changed)
        record(
            by=by,
            verb="registry.edit",
            of=held,
            summary=f"แก้ {labels} ของ {held.name}",
            changes=open_facts,
            personal_fields=[name for name in changed if name in _PERSONAL],
            **({"distinct_reason": distinct_reason.strip()} if distinct_reason.strip() else {}),
        )
    return held


def cease_producer(*, producer: Producer, version: int, reason: str, by: Actor) -> Producer:
    """End a registration because the producer no longer works; its products stop counting with it."""
    require(by, Permission.PRODUCERS_EDIT)
    with transaction.atomic():
        held = _stepped(producer, version, ProducerStatus.CEASED, reason, by)
        products = list(held.products.filter(active=True).values_list("pk", flat=True))
        held.products.filter(pk__in=products).update(active=False)
        record(
            by=by,
            verb="registry.cease",
            of=held,
            summary=f"{held.name} เลิกประกอบการ: {reason.strip()}",
            products=products,
        )
    return held


def resume_producer(*, producer: Producer, version: int, reason: str, by: Actor) -> Producer:
    """Take back an end: the producer works again, or never stopped. Products that ended with it come back."""
    require(by, Permission.PRODUCERS_EDIT)
    with transaction.atomic():
        held = _stepped(producer, version, ProducerStatus.REGISTERED, reason, by)
        ended = acts_on(held).filter(verb="registry.cease").first()
        held.products.filter(pk__in=ended.detail.get("products", []) if ended else []).update(active=True)
        record(
            by=by, verb="registry.resume", of=held, summary=f"{held.name} กลับมาประกอบการ: {reason.strip()}"
        )
    return held


def _stepped(producer: Producer, version: int, status: ProducerStatus, reason: str, by: Actor) -> Producer:
    held = held_producer(producer, version, by)
    if not reason.strip():
        raise Refused(f"กรอกเหตุผลที่เปลี่ยนเป็น “{status.label}” เพื่อให้ผู้ตรวจสอบเข้าใจภายหลัง", field="reason")
    rules.refuse_citizen_id(reason, "reason")
    if not rules.may_follow(ProducerStatus(held.status), status):
        raise Refused(
            f"{held.name} มีสถานะ “{ProducerStatus(held.status).label}” จึงเปลี่ยนเป็น “{status.label}” ไม่ได้"
        )
    held.status = status
    held.version += 1
    held.save(update_fields=["status", "version"])
    return held


def held_producer(producer: Producer, version: int, by: Actor) -> Producer:
    """The row, locked and still as the officer saw it."""
    held = Producer.objects.select_for_update(of=("self",)).select_related("tambon").get(pk=producer.pk)
    if not by.office.lo <= held.tambon_id <= by.office.hi:
        raise Refused(f"{held.name} อยู่นอกพื้นที่ของ{by.office.name} ให้อำเภอที่ตั้งเป็นผู้แก้ไข")
    if held.version != version:
        raise Stale(_who_changed(held))
    return held


def _who_changed(producer: Producer) -> str:
    last = acts_on(producer).first()
    if last is None:
        return f"มีผู้แก้ {producer.name} หลังจากท่านเปิด โปรดเปิดฉบับล่าสุดแล้วแก้ต่อ"
    at = timezone.localtime(last.at)
    when = f"{format_short(at.date())} เวลา {format_time(at.time())}"
    return f"{last.actor_name} แก้ {producer.name} เมื่อ {when} หลังจากท่านเปิด โปรดเปิดฉบับล่าสุดแล้วแก้ต่อ"


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """The values as they are stored, each refused at its own field."""
    texts = {key: tidy(values[key] or "") for key in rules.LONGEST}
    rules.refuse_name(texts["name"])
    for key, text in texts.items():
        rules.refuse_text(text, key)
    if values["kind"] not in {kind.value for kind in ProducerKind}:
        raise Refused("เลือกประเภทผู้ผลิต 1 ใน 4 ประเภท", field="kind")
    rules.refuse_village(values["village_no"])
    rules.refuse_members(values["kind"], values["members"])
    if values["registered_on"] is None:
        raise Refused("กรอกวันที่ขึ้นทะเบียน เช่น 26 ก.ย. 2566", field="registered_on")
    rules.refuse_day(values["registered_on"], today=today())
    return values | texts | {"phone": rules.phone_of(values["phone"] or "")}


def refuse_twins(values: Mapping[str, Any], place: Area, reason: str, other_than: int = 0) -> None:
    """Refuse a name that stands in the tambon; ask about entries that the engine of likeness takes for the same.

    Looked at are the tambon and whoever has the same telephone in the district. A near name alone is asked about too:
    at the counter a question costs little, in the list of pairs it would cost every office's time.
    """
    near = Q(tambon=place)
    if values["phone"]:
        near |= Q(
            phone=values["phone"],
            tambon_id__gte=place.code // 100 * 100,
            tambon_id__lte=place.code // 100 * 100 + 99,
        )
    neighbours = list(
        Producer.objects.filter(near).exclude(status=ProducerStatus.MERGED).exclude(pk=other_than)
    )
    for twin in neighbours:
        if twin.tambon_id == place.pk and same_key(twin.name) == same_key(values["name"]):
            ended = " แต่เลิกประกอบการแล้ว ให้เปิดทะเบียนเดิมกลับมา" if twin.status == ProducerStatus.CEASED else ""
            raise Refused(f"{place.title}มี “{twin.name}” ในทะเบียนอยู่แล้ว{ended}", field="name")
    if not reason.strip() and (alike := _alike(values, place, neighbours)):
        raise LooksAlike(alike)


def _alike(values: Mapping[str, Any], place: Area, neighbours: list[Producer]) -> list[Producer]:
    own = _entry(0, place.pk, values)
    others = {twin.pk: _entry(twin.pk, twin.tambon_id, vars(twin)) for twin in neighbours}
    census = Census.of([own, *others.values()])
    least = standing_weights().threshold
    return [
        twin
        for twin in neighbours
        if (twin.tambon_id == place.pk and names_alike(others[twin.pk].name, own.name))
        or weigh(own, others[twin.pk], census).bits >= least
    ]


def _entry(pk: int, tambon: int, values: Mapping[str, Any]) -> Entry:
    return entry(
        pk, values["name"], tambon, village=values["village_no"], kind=values["kind"], chair=values["chair_name"],
        phone=values["phone"],
    )  # fmt: skip


def _write(held: Producer, values: dict[str, Any], place: Area) -> None:
    if values["registered_on"] != held.registered_on:
        held.cohort_be = rules.cohort_of(values["registered_on"])
    if values["chair_name"] != held.chair_name and values["chair_name"]:
        held.chairs.filter(ends=None).update(name=values["chair_name"])
    for name in EDITABLE:
        setattr(held, name, place if name == "tambon" else values[name])
    held.sort_key = sort_key_of(held.name)
    held.version += 1
    held.save()
    held.products.update(tambon=place, producer_kind=held.kind)


def _value(producer: Producer, name: str) -> Any:
    return producer.tambon_id if name == "tambon" else getattr(producer, name)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def sort_key_of(name: str) -> str:
    """Dictionary order of a name, as its column holds it."""
    return thai_sort_key(name)[:400]
