"""That facts were checked, and that a producer still works: who looked, when and how, instead of a photocopy."""

from datetime import date

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import format_short, today
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.registry.actions.certificates import prolong
from saan.registry.actions.producers import held_producer
from saan.registry.applying import NATIONALITY, OPERATING, Method, all_asked, label_of
from saan.registry.models import Producer, Verification
from saan.registry.rules import ProducerStatus, refuse_citizen_id, refuse_day

CHECKED = (NATIONALITY, *(item.code for item in all_asked() if not item.fact))


def verify(
    *,
    producer: Producer,
    version: int,
    what: str,
    method: str,
    verified_on: date,
    by: Actor,
    reference: str = "",
    certified_by: str = "",
) -> Verification:
    """Record that one thing of a file was checked. `what` is a code of what registering asks, or "nationality"."""
    require(by, Permission.PRODUCERS_EDIT)
    if what not in CHECKED:
        raise Refused("เลือกสิ่งที่ตรวจ", field="what")
    vouched = any(item.code == what and item.certifier for item in all_asked())
    if vouched and not certified_by.strip():
        raise Refused("กรอกชื่อและตำแหน่งผู้รับรอง", field="certified_by")
    with transaction.atomic():
        held = held_producer(producer, version, by)
        row = _write(held, what, method, verified_on, reference, certified_by, by)
        if what == NATIONALITY:
            _all_thai(held, verified_on)
        held.version += 1
        held.save(update_fields=["all_thai_on", "version"])
        record(
            by=by,
            verb="registry.verify",
            of=held,
            summary=f"ตรวจ{label_of(what)}ของ {held.name}: {Method(method).label}",
        )
    return row


def confirm_operating(
    *, producer: Producer, version: int, method: str, by: Actor, on: date | None = None, reference: str = ""
) -> Producer:
    """Record that a producer still works; the newest such day stands on the file."""
    require(by, Permission.PRODUCERS_EDIT)
    with transaction.atomic():
        held = held_producer(producer, version, by)
        if held.status != ProducerStatus.REGISTERED:
            raise Refused(f"{held.name} มีสถานะ “{held.get_status_display()}” ให้เปิดทะเบียนกลับมาก่อน")
        write_confirmation(held, on=on or today(), method=method, reference=reference, by=by)
    return held


def write_confirmation(
    producer: Producer | None, *, on: date, method: str, reference: str, by: Actor
) -> None:
    """The confirmation itself; inside a transaction."""
    assert producer is not None
    held = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
    _write(held, OPERATING, method, on, reference, "", by, field="on")
    held.confirmed_on = max(filter(None, (held.confirmed_on, on)))
    held.version += 1
    held.save(update_fields=["confirmed_on", "version"])
    prolong(held, on=on)
    record(
        by=by,
        verb="registry.confirm",
        of=held,
        summary=f"ยืนยันว่า {held.name} ยังประกอบการ ณ {format_short(on)} ({Method(method).label})",
    )


def _write(
    held: Producer, what: str, method: str, on: date, reference: str, certified_by: str, by: Actor,
    field: str = "verified_on",
) -> Verification:  # fmt: skip
    if method not in set(Method):
        raise Refused("เลือกวิธีตรวจ", field="method")
    refuse_day(on, today=today(), field=field, what="วันที่ตรวจ")
    for text, name in ((reference, "reference"), (certified_by, "certified_by")):
        refuse_citizen_id(text, name)
    return Verification.objects.create(
        producer=held, what=what, method=method, reference=reference.strip()[:300],
        certified_by=certified_by.strip()[:300], verified_on=on, recorded_by=by.user,
    )  # fmt: skip


def _all_thai(held: Producer, on: date) -> None:
    held.member_rows.filter(left_on=None).update(thai=True)
    held.all_thai_on = on
