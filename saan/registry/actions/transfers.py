"""Moving a producer's file to another district: asked by the office that keeps it, accepted by the one that will.

What was sold and counted stays where it happened: facts keep the tambon they were written with.
"""

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.geography.models import Area
from saan.geography.rules import AreaLevel
from saan.kernel.dates import now
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.registry.actions.applications import held_application
from saan.registry.actions.producers import held_producer, refuse_twins
from saan.registry.models import Application, Producer
from saan.registry.queries.registering import OPEN_STATES, registering_office
from saan.registry.rules import (
    LONGEST,
    ApplicationKind,
    ApplicationState,
    ProducerStatus,
    refuse_citizen_id,
    refuse_village,
)


def ask_transfer(
    *, producer: Producer, version: int, tambon: int, reason: str, by: Actor, village_no: int | None = None,
    address: str = "",
) -> Application:  # fmt: skip
    """Ask the office of another district to take the file, because production has moved there."""
    require(by, Permission.PRODUCERS_EDIT)
    refuse_village(village_no)
    if not reason.strip():
        raise Refused("กรอกเหตุผลที่ย้าย เช่น กลุ่มย้ายที่ผลิตเมื่อใด", field="transfer_reason")
    for text in (reason, address):
        refuse_citizen_id(text, "transfer_reason")
    place = Area.objects.filter(code=tambon, level=AreaLevel.TAMBON, valid_to=None).first()
    office = registering_office(tambon) if place else None
    if place is None or office is None:
        raise Refused("ไม่พบตำบลปลายทาง พิมพ์รหัสหรือชื่อตำบลแล้วเลือกใหม่", field="transfer_tambon")
    with transaction.atomic():
        held = held_producer(producer, version, by)
        if office.lo <= held.tambon_id <= office.hi:
            raise Refused("ตำบลนี้อยู่ในอำเภอเดียวกัน ให้แก้ตำบลในแฟ้มได้เลย", field="transfer_tambon")
        if held.status != ProducerStatus.REGISTERED:
            raise Refused(f"{held.name} มีสถานะ “{held.get_status_display()}” จึงย้ายไม่ได้")
        if held.applications.filter(kind=ApplicationKind.TRANSFER, state__in=OPEN_STATES).exists():
            raise Refused("มีคำขอย้ายที่ยังไม่ตอบอยู่แล้ว", field="transfer_tambon")
        data = {"name": held.name, "tambon": place.code, "village_no": village_no,
                "address": address.strip()[: LONGEST["address"]],
                "reason": reason.strip()[:300], "was_tambon": held.tambon_id}  # fmt: skip
        application = Application.objects.create(
            kind=ApplicationKind.TRANSFER, state=ApplicationState.SUBMITTED, producer=held, office=office,
            from_office=by.office, data=data, applicant=by.user, created_by=by.user, submitted_at=now(),
            submitted_by=by.user,
        )  # fmt: skip
        record(
            by=by,
            verb="registry.ask_transfer",
            of=held,
            summary=f"ขอย้าย {held.name} ไป{place.title} {office.area.title}: {reason.strip()}",
        )
    return application


def accept_transfer(*, application: Application, version: int, by: Actor) -> Producer:
    """Take the file: its place and office change from now on, and so do its products'; what was sold stays."""
    require(by, Permission.PRODUCERS_EDIT)
    with transaction.atomic():
        held = held_application(application, version)
        require(by, Permission.PRODUCERS_EDIT, at=held.office)
        if held.kind != ApplicationKind.TRANSFER or held.state != ApplicationState.SUBMITTED:
            raise Refused(f"คำขอนี้อยู่ในขั้น “{held.get_state_display()}” จึงรับย้ายไม่ได้")
        producer = Producer.objects.select_for_update(of=("self",)).get(pk=held.producer_id)
        if producer.tambon_id != held.data["was_tambon"] or producer.status != ProducerStatus.REGISTERED:
            raise Refused("แฟ้มนี้เปลี่ยนที่ตั้งหรือสถานะหลังจากขอย้าย ให้ส่งกลับแล้วขอใหม่")
        place = Area.objects.select_for_update(no_key=True, of=("self",)).get(code=held.data["tambon"])
        refuse_twins({**vars(producer)}, place, "ย้ายมาจากอำเภออื่น", other_than=producer.pk)
        producer.tambon, producer.office, producer.version = place, held.office, producer.version + 1
        producer.village_no, producer.address = held.data.get("village_no"), held.data.get("address", "")
        producer.latitude = producer.longitude = None
        producer.save()
        producer.products.update(tambon=place)
        held.state, held.received_at, held.received_by = ApplicationState.APPROVED, now(), by.user
        held.version += 1
        held.save()
        record(
            by=by,
            verb="registry.transfer",
            of=producer,
            summary=f"รับย้าย {producer.name} มา{place.title} จาก{held.from_office.name if held.from_office else ''}",
            was_tambon=held.data["was_tambon"],
            tambon=place.code,
        )
    return producer
