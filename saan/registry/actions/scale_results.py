"""The product mark, PSO and KBO: scales of their own, which nothing adds up."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.geography.models import Area
from saan.kernel.dates import be_year, format_short, today
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.organisations.rules import Line, OfficeLevel
from saan.registry.actions.product_holding import held_as_officer
from saan.registry.models import Distinction, Product, ProductMark
from saan.registry.naming import tidy
from saan.registry.rules import (
    DistinctionOutcome,
    MarkColour,
    ProducerStatus,
    Scale,
    refuse_citizen_id,
    refuse_day,
)
from saan.registry.scale_steps import IN_KBO, limits, refuse_step

FIRST_YEAR_BE = 2549
"""KBO began in that year; PSO is younger."""


def grant_mark(
    *,
    product: Product,
    colour: str,
    issued_on: date,
    by: Actor,
    number: str = "",
    expires_on: date | None = None,
) -> ProductMark:
    """Enter the OTOP product mark as its certificate says; earlier marks stay as the product's history."""
    if colour not in {known.value for known in MarkColour}:
        raise Refused("เลือกสีของเครื่องหมาย", field="colour")
    refuse_day(issued_on, today=today(), field="issued_on", what="วันที่ออก")
    if expires_on is not None and expires_on < issued_on:
        raise Refused(f"วันหมดอายุต้องไม่ก่อนวันที่ออก ({format_short(issued_on)})", field="expires_on")
    with transaction.atomic():
        held = held_as_officer(product, by)
        if held.marks.filter(colour=colour, issued_on=issued_on).exists():
            raise Refused("บันทึกเครื่องหมายนี้ไว้แล้ว", field="issued_on")
        mark = ProductMark.objects.create(
            product=held, colour=colour, number=tidy(number)[:60], issued_on=issued_on, expires_on=expires_on,
            recorded_by=by.user,
        )  # fmt: skip
        summary = f"{held.name} ได้เครื่องหมายสี{MarkColour(colour).label}"
        record(by=by, verb="registry.mark", of=held.producer, summary=summary, product=held.pk, mark=mark.pk)
    return mark


def place_in_scale(
    *, product: Product, scale: str, year_be: int, outcome: str, by: Actor, note: str = ""
) -> Distinction:
    """Enter how far a product came in PSO or KBO in a fiscal year; the province's to say, of products in its area.

    Refused: a second PSO winner of the type in the province, or a second of KBO; an outcome out of its order without a
    reason; more than the twenty places of KBO without one.
    """
    known, then = _known(scale, outcome, year_be)
    refuse_citizen_id(note, "note")
    with transaction.atomic():
        held, province = _held(product, by)
        row = held.distinctions.filter(scale=known, year_be=year_be).first()
        before = DistinctionOutcome(row.outcome) if row else None
        refuse_step(known, before, then, reason=note)
        values = {"outcome": then, "note": tidy(note)[:300], "recorded_by": by.user}
        _refuse_full(held, known, then, province, year_be, note)
        made = _written(
            row, values, product=held, scale=known, year_be=year_be, province=province, kind=held.kind
        )
        summary = f"{held.name} {known.value} {year_be}: {then.label}"
        detail = {"product": held.pk, "before": before, "note": made.note}
        record(by=by, verb="registry.distinguish", of=held.producer, summary=summary, **detail)
    return made


def _known(scale: str, outcome: str, year_be: int) -> tuple[Scale, DistinctionOutcome]:
    if scale not in {known.value for known in Scale}:
        raise Refused("เลือก PSO หรือ KBO", field="scale")
    if outcome not in {known.value for known in DistinctionOutcome}:
        raise Refused("เลือกผล", field="outcome")
    latest = be_year(today()) + 1
    if not FIRST_YEAR_BE <= year_be <= latest:
        raise Refused(f"ปีงบประมาณต้องเป็น พ.ศ. {FIRST_YEAR_BE} ถึง {latest}", field="year_be")
    return Scale(scale), DistinctionOutcome(outcome)


def _held(product: Product, by: Actor) -> tuple[Product, Area]:
    """The product, and its province locked: two winners entered at once go one after the other."""
    require(by, Permission.SELECTION_REVIEW)
    if by.office.level != OfficeLevel.PROVINCE or by.office.line != Line.CDD:
        raise PermissionDenied("ผล PSO และ KBO บันทึกโดยสำนักงานพัฒนาชุมชนจังหวัด")
    province = Area.objects.select_for_update(no_key=True, of=("self",)).get(pk=by.office.area_id)
    held = Product.objects.select_for_update(of=("self",)).select_related("producer").get(pk=product.pk)
    if not by.office.lo <= held.tambon_id <= by.office.hi:
        raise Refused(f"{held.name} อยู่นอกพื้นที่ของ{by.office.name}")
    if held.producer.status != ProducerStatus.REGISTERED or not held.active:
        raise Refused(f"{held.name} ไม่ได้ผลิตอยู่ในทะเบียน จึงบันทึกผลไม่ได้")
    return held, province


def _refuse_full(
    product: Product, scale: Scale, then: DistinctionOutcome, province: Area, year_be: int, note: str
) -> None:
    others = Distinction.objects.filter(scale=scale, province=province, year_be=year_be).exclude(
        product=product
    )
    if then == DistinctionOutcome.WINNER:
        same = others.filter(kind=product.kind) if scale == Scale.PSO else others
        winner = same.filter(outcome=then).select_related("product").first()
        if winner is not None:
            of_kind = f"ประเภท{product.get_kind_display()} " if scale == Scale.PSO else ""
            raise Refused(
                f"{province.title}มีผู้ชนะ {scale.value} {of_kind}ปี {year_be} แล้ว คือ {winner.product.name} "
                "ถ้าบันทึกผิด ให้แก้ผลของรายการนั้นก่อน",
                field="outcome",
            )
    most = limits()["KBO"]["selected_most"]
    full = scale == Scale.KBO and then in IN_KBO and others.filter(outcome__in=IN_KBO).count() >= most
    if full and not note.strip():
        raise Refused(
            f"{province.title}คัดเลือก KBO ปี {year_be} ครบ {most} รายการแล้ว ถ้าได้รับอนุมัติให้เกิน กรอกเหตุผล",
            field="note",
        )


def _written(row: Distinction | None, values: dict[str, Any], **identity: Any) -> Distinction:
    try:
        with transaction.atomic():
            if row is None:
                return Distinction.objects.create(**identity, **values)
            for name, value in values.items():
                setattr(row, name, value)
            row.save(update_fields=list(values))
            return row
    except IntegrityError as twice:
        raise Refused("จังหวัดนี้มีผลนี้ของปีนี้แล้ว เปิดหน้าใหม่แล้วตรวจอีกครั้ง", field="outcome") from twice
