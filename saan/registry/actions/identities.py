"""Official numbers of producers: entered under seal, and unmasked only with a reason that stays on record."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.registry import sealing
from saan.registry.actions.producers import held_producer
from saan.registry.models import IdentityLook, Producer, ProducerIdentity
from saan.registry.rules import IdentityKind, refuse_citizen_id

LEAST_REASON = 8


def record_identity(
    *, producer: Producer, version: int, kind: str, number: str, by: Actor
) -> ProducerIdentity:
    """Enter or correct a number of a file. The ledger tells that it was done, never the number."""
    require(by, Permission.PRODUCERS_EDIT)
    if kind not in set(IdentityKind):
        raise Refused("เลือกชนิดของเลข", field="identity_kind")
    digits = sealing.bare_number(kind, number)
    with transaction.atomic():
        held = held_producer(producer, version, by)
        identity, made = ProducerIdentity.objects.update_or_create(
            producer=held,
            kind=kind,
            defaults={
                "sealed": sealing.sealed(digits),
                "fingerprint": sealing.fingerprint(kind, digits),
                "tail": sealing.tail_of(kind, digits),
                "recorded_by": by.user,
            },
        )
        held.version += 1
        held.save(update_fields=["version"])
        record(
            by=by,
            verb="registry.identity",
            of=held,
            summary=f"{'บันทึก' if made else 'แก้'}{IdentityKind(kind).label}ของ {held.name}",
        )
    return identity


def look_at_identity(*, identity: ProducerIdentity, reason: str, by: Actor) -> str:
    """The number in full, for an officer of the producer's district who says why. The look itself is kept."""
    require(by, Permission.PERSONAL_SEE)
    if not by.office.lo <= identity.producer.tambon_id <= by.office.hi:
        raise PermissionDenied("เลขนี้เป็นของผู้ผลิตนอกพื้นที่ของหน่วยงาน")
    said = " ".join(reason.split())
    if len(said) < LEAST_REASON:
        raise Refused("กรอกเหตุผลที่ต้องดูเลขเต็ม เช่น ตรวจสิทธิเข้าร่วมงานกับหน่วยงานใด", field="look_reason")
    refuse_citizen_id(said, "look_reason")
    with transaction.atomic():
        IdentityLook.objects.create(identity=identity, reason=said[:300], looked_by=by.user)
        record(
            by=by,
            verb="registry.look",
            of=identity.producer,
            summary=f"เปิดดู{identity.get_kind_display()}ของ {identity.producer.name}: {said}",
        )
        return sealing.unsealed(identity.sealed)
