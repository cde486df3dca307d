"""Standards and certificates of a product; the end of one is told, since a quadrant may rest on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from saan.accounts.policy import Actor
from saan.documents.actions import keep
from saan.documents.models import StoredFile
from saan.kernel.dates import format_short, today
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.ledger.models import Act
from saan.registry.actions.product_holding import held_as_officer
from saan.registry.models import Product, ProductStandard
from saan.registry.naming import tidy
from saan.registry.queries.product_papers import to_reassess_lapsed
from saan.registry.rules import refuse_citizen_id, refuse_day
from saan.registry.scales import Scheme, schemes

EDITABLE = ("number", "issuer", "issued_on", "expires_on")
LONGEST = {"number": 80, "issuer": 200}
MOST_SCAN = 10 * 1024 * 1024
CATCH_UP = timedelta(days=14)
"""How far back the nightly look for ended certificates goes, should it have been down."""
_SCANS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


@dataclass(frozen=True)
class Scan:
    """The certificate on paper, as handed in."""

    name: str
    data: bytes


def add_standard(
    *,
    product: Product,
    scheme: str,
    number: str,
    by: Actor,
    issuer: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    scan: Scan | None = None,
) -> ProductStandard:
    """Enter a certificate. Refused: a scheme not for the type, the same number twice, an end before its issue."""
    known = _scheme(scheme, product.kind)
    values = {
        "number": number,
        "issuer": issuer or known.issuer,
        "issued_on": issued_on,
        "expires_on": expires_on,
    }
    values = _checked(values)
    with transaction.atomic():
        held = held_as_officer(product, by)
        if held.standards.filter(scheme=scheme, number=values["number"]).exists():
            raise Refused(
                f"{known.label} เลขที่ {values['number']} บันทึกไว้แล้ว ถ้าต่ออายุ ให้แก้วันหมดอายุของรายการเดิม",
                field="number",
            )
        file = _scanned(scan, by)
        made = ProductStandard.objects.create(
            product=held, scheme=scheme, file=file, recorded_by=by.user, **values
        )
        summary = f"{held.name} ได้ {known.label} เลขที่ {made.number}"
        _record(by, "registry.add_standard", made, summary)
    return made


def edit_standard(
    *, standard: ProductStandard, changes: Mapping[str, Any], by: Actor, scan: Scan | None = None
) -> ProductStandard:
    """Correct a certificate or carry a renewal into it; both states stay in the ledger."""
    with transaction.atomic():
        product = held_as_officer(standard.product, by)
        held = _held(standard)
        before = {name: getattr(held, name) for name in EDITABLE}
        values = _checked(before | {name: changes[name] for name in EDITABLE if name in changes})
        twins = product.standards.exclude(pk=held.pk)
        if twins.filter(scheme=held.scheme, number=values["number"]).exists():
            raise Refused(f"ใบรับรองเลขที่ {values['number']} มีอีกรายการหนึ่งแล้ว", field="number")
        changed = [name for name in EDITABLE if values[name] != before[name]]
        if not changed and scan is None:
            return held
        for name in changed:
            setattr(held, name, values[name])
        if scan is not None:
            held.file = _scanned(scan, by)
        held.save(update_fields=[*changed, "file"])
        facts = {name: [str(before[name] or ""), str(values[name] or "")] for name in changed}
        summary = f"แก้ไข{_label(held)} เลขที่ {held.number} ของ {product.name}"
        _record(by, "registry.edit_standard", held, summary, changed=facts)
    return held


def revoke_standard(
    *, standard: ProductStandard, revoked_on: date, reason: str, by: Actor
) -> ProductStandard:
    """Its issuer has taken it back, or the producer gave it up; from that day on it does not hold."""
    refuse_day(revoked_on, today=today(), field="revoked_on", what="วันที่เพิกถอน")
    if not reason.strip():
        raise Refused("กรอกเหตุผลที่ใบรับรองนี้ใช้ไม่ได้แล้ว", field="reason")
    refuse_citizen_id(reason, "reason")
    with transaction.atomic():
        product = held_as_officer(standard.product, by)
        held = _held(standard)
        if held.revoked_on is not None:
            raise Refused(f"ใบรับรองนี้เพิกถอนแล้วเมื่อ {format_short(held.revoked_on)}")
        if held.issued_on and revoked_on < held.issued_on:
            raise Refused(f"วันที่เพิกถอนต้องไม่ก่อนวันที่ออก ({format_short(held.issued_on)})", field="revoked_on")
        held.revoked_on = revoked_on
        held.save(update_fields=["revoked_on"])
        summary = f"{_label(held)} เลขที่ {held.number} ของ {product.name} เพิกถอนแล้ว: {tidy(reason)[:300]}"
        _record(by, "registry.revoke_standard", held, summary)
    return held


def note_lapses(*, day: date | None = None) -> int:
    """Write into each producer's history that a certificate has ended and the quadrant resting on it wants a new look.

    Once for each certificate, however often it runs. Gives how many were written.
    """
    now = day or today()
    written = 0
    for standard in to_reassess_lapsed(now, since=now - CATCH_UP):
        with transaction.atomic():
            producer = standard.product.producer
            told = Act.objects.filter(verb="registry.lapse", detail__standard=standard.pk)
            if told.filter(object_id=str(producer.pk), detail__ended=_end(standard)).exists():
                continue
            summary = f"{_label(standard)} ของ {standard.product.name} สิ้นสุดแล้ว ควรประเมินกลุ่ม Quadrant ใหม่"
            office = producer.office
            _record(
                _Clock(office.code, office.name), "registry.lapse", standard, summary, ended=_end(standard)
            )
            written += 1
    return written


@dataclass(frozen=True)
class _Clock:
    """Signs what happens because a day has passed."""

    office_code: str
    office_name: str
    username: str = "system"
    full_name: str = "ระบบสาน"


def _end(standard: ProductStandard) -> str:
    return min(day for day in (standard.expires_on, standard.revoked_on) if day).isoformat()


def _record(by: Any, verb: str, standard: ProductStandard, summary: str, **detail: Any) -> None:
    product = standard.product
    record(
        by=by,
        verb=verb,
        of=product.producer,
        summary=summary,
        product=product.pk,
        standard=standard.pk,
        **detail,
    )


def _held(standard: ProductStandard) -> ProductStandard:
    rows = ProductStandard.objects.select_for_update(of=("self",)).select_related("product__producer")
    return rows.get(pk=standard.pk)


def _scheme(code: str, kind: str) -> Scheme:
    known = schemes().get(code)
    if known is None:
        raise Refused("เลือกมาตรฐานจากรายการ", field="scheme")
    if not known.is_for(kind):
        raise Refused(f"{known.label} ({known.name}) ไม่ใช่มาตรฐานของผลิตภัณฑ์ประเภทนี้", field="scheme")
    return known


def _label(standard: ProductStandard) -> str:
    known = schemes().get(standard.scheme)
    return known.label if known else standard.scheme


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    texts = {field: tidy(values[field] or "") for field in LONGEST}
    if not texts["number"]:
        raise Refused("กรอกเลขที่ใบรับรองตามเอกสาร", field="number")
    for field, text in texts.items():
        if len(text) > LONGEST[field]:
            raise Refused(f"ยาวเกิน {LONGEST[field]} ตัวอักษร โปรดย่อ", field=field)
    issued, expires = values["issued_on"], values["expires_on"]
    if issued is not None and issued > today():
        raise Refused(f"วันที่ออกต้องไม่หลังวันนี้ ({format_short(today())})", field="issued_on")
    if issued and expires and expires < issued:
        raise Refused(f"วันหมดอายุต้องไม่ก่อนวันที่ออก ({format_short(issued)})", field="expires_on")
    return values | texts


def _scanned(scan: Scan | None, by: Actor) -> StoredFile | None:
    if scan is None:
        return None
    if len(scan.data) > MOST_SCAN:
        raise Refused("แฟ้มใหญ่เกิน 10 เมกะไบต์ โปรดสแกนให้ละเอียดน้อยลง", field="scan")
    media_type = next((kind for head, kind in _SCANS.items() if scan.data.startswith(head)), None)
    if media_type is None:
        raise Refused("แฟ้มใบรับรองต้องเป็น PDF JPG หรือ PNG", field="scan")
    return keep(data=scan.data, name=scan.name, media_type=media_type, by=by)
