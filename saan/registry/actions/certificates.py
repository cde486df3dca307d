"""Certificates of registration: given out, printed, revoked. Whether one holds is worked out when it is asked."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.queries import marks_of
from saan.documents.typesetting.certificate import CertificateSheet, render_certificate
from saan.documents.typesetting.letter_sheet import Signature
from saan.kernel.dates import be_year, format_long, today
from saan.kernel.refusals import Refused
from saan.kernel.verify_codes import new_code
from saan.ledger.actions import record
from saan.organisations.models import Office
from saan.registry.actions.producers import held_producer
from saan.registry.applying import lapse_of
from saan.registry.models import ApplicationDecision, Producer, RegistrationCertificate
from saan.registry.rules import (
    ApplicationKind,
    DecisionLevel,
    DecisionOutcome,
    ProducerStatus,
    refuse_citizen_id,
)

_BY_HAND = "." * 44


def issue_certificate(
    *, producer: Producer, version: int, by: Actor, reason: str = ""
) -> RegistrationCertificate:
    """Give a registered producer a certificate. One that still holds is revoked with the reason a new one is asked."""
    require(by, Permission.PRODUCERS_EDIT)
    with transaction.atomic():
        held = held_producer(producer, version, by)
        if held.status != ProducerStatus.REGISTERED:
            raise Refused(f"{held.name} มีสถานะ “{held.get_status_display()}” จึงออกใบรับรองไม่ได้")
        for old in held.certificates.select_for_update().filter(revoked_on=None):
            if not reason.strip():
                raise Refused(
                    f"มีใบรับรองเลขที่ {old.number} อยู่แล้ว กรอกเหตุผลที่ออกใหม่แทน เช่น ชื่อกลุ่มเปลี่ยน", field="reason"
                )
            _revoke(old, reason, by)
        return write_certificate(held, on=today(), by=by)


def revoke_certificate(
    *, certificate: RegistrationCertificate, reason: str, by: Actor
) -> RegistrationCertificate:
    """Take a certificate back; whoever scans its code is told from now on."""
    require(by, Permission.PRODUCERS_EDIT)
    with transaction.atomic():
        held = RegistrationCertificate.objects.select_for_update().get(pk=certificate.pk)
        if not by.office.lo <= held.producer.tambon_id <= by.office.hi:
            raise Refused("ใบรับรองนี้อยู่นอกพื้นที่ของหน่วยงาน")
        if held.revoked_on is not None:
            raise Refused(f"ใบรับรองเลขที่ {held.number} ถูกเพิกถอนแล้ว")
        _revoke(held, reason, by)
    return held


def certificate_pdf(certificate: RegistrationCertificate) -> bytes:
    """The certificate as it is printed, with its QR code, for the hand of the head of the office that decided last."""
    producer, decided = certificate.producer, _decided(certificate)
    office = _signs(producer, decided)
    place = producer.tambon.full_name
    return render_certificate(
        CertificateSheet(
            issuer=(office.name,),
            number=certificate.number,
            name=producer.name,
            kind=producer.get_kind_display(),
            place=f"หมู่ที่ {producer.village_no} {place}" if producer.village_no else place,
            cohort=f"ปี พ.ศ. {producer.cohort_be}",
            decided=f"{decided.meeting} วันที่ {format_long(decided.decided_on)}" if decided else "",
            issued_on=certificate.issued_on,
            lapses_on=certificate.lapses_on,
            emblem=marks_of(office).seal,
            signature=Signature(_BY_HAND, (office.head_title,)),
            verify_url=verify_address(certificate.verify_code),
            specimen=settings.SAAN_DEMO,
        )
    )


def _decided(certificate: RegistrationCertificate) -> ApplicationDecision | None:
    """The consent that the certificate rests on; decisions never change. None where a file came without one."""
    consents = ApplicationDecision.objects.filter(
        application__producer=certificate.producer,
        application__kind=ApplicationKind.NEW,
        outcome=DecisionOutcome.APPROVED,
        decided_on__lte=certificate.issued_on,
    )
    return consents.order_by("-pk").first()


def _signs(producer: Producer, decided: ApplicationDecision | None) -> Office:
    """The province where it decided, else the producer's district."""
    district: Office = producer.office
    if decided and decided.level == DecisionLevel.PROVINCE and district.parent:
        return district.parent
    return district


def verify_address(code: str) -> str:
    """Where anybody may ask whether a certificate holds; printed as text and as a QR code."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('check-certificate', args=[code])}"


def write_certificate(producer: Producer, *, on: date, by: Actor) -> RegistrationCertificate:
    """A new certificate, numbered in the year of its district office; inside a transaction."""
    office = (
        Office.objects.select_for_update(no_key=True, of=("self",))
        .select_related("area")
        .get(pk=producer.office_id)
    )
    year = be_year(on)
    given = RegistrationCertificate.objects.filter(
        number__startswith=f"{office.area.code}-", number__endswith=f"/{year}"
    )
    last = max(
        (int(each.split("-")[1].split("/")[0]) for each in given.values_list("number", flat=True)), default=0
    )
    certificate = RegistrationCertificate.objects.create(
        producer=producer,
        number=f"{office.area.code}-{last + 1:04}/{year}",
        verify_code=new_code(),
        issued_on=on,
        lapses_on=lapse_of(on),
        issued_by=by.user,
    )
    record(
        by=by,
        verb="registry.certificate",
        of=producer,
        summary=f"ออกใบรับรองเลขที่ {certificate.number} ให้ {producer.name}",
    )
    return certificate


def prolong(producer: Producer, *, on: date) -> None:
    """A confirmed registration holds again from the day it was confirmed; where nothing lapses nothing changes."""
    lapses = lapse_of(on)
    if lapses is None:
        return
    for certificate in producer.certificates.filter(revoked_on=None):
        if certificate.lapses_on is None or certificate.lapses_on < lapses:
            certificate.lapses_on = lapses
            certificate.save(update_fields=["lapses_on"])


def _revoke(held: RegistrationCertificate, reason: str, by: Actor) -> None:
    if not reason.strip():
        raise Refused("กรอกเหตุที่เพิกถอน", field="reason")
    refuse_citizen_id(reason, "reason")
    held.revoked_on, held.revoked_reason = today(), reason.strip()[:300]
    held.save(update_fields=["revoked_on", "revoked_reason"])
    record(
        by=by,
        verb="registry.revoke_certificate",
        of=held.producer,
        summary=f"เพิกถอนใบรับรองเลขที่ {held.number}: {reason.strip()}",
    )
