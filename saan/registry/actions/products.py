"""Products of a producer, their quadrant and their stars. Both scales are dated; the newest stands on the product."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import be_year, format_short, today
from saan.kernel.refusals import Refused
from saan.kernel.sorting import thai_sort_key
from saan.ledger.actions import record
from saan.registry import rules
from saan.registry.actions.product_holding import held_producer, held_product
from saan.registry.models import Producer, Product, QuadrantAssessment, StarAward, StarRound
from saan.registry.naming import same_key, tidy
from saan.registry.product_rules import refuse_permit, refuse_product_kind, refuse_product_name, refuse_texts
from saan.registry.quadrants import classify, refuse_answers, table_on
from saan.registry.rules import Quadrant
from saan.registry.scales import stars_of, total_of

FIRST_ROUND_BE = 2546
MOST_STARS = 5


def add_product(
    *,
    producer: Producer,
    name: str,
    kind: str,
    registered_on: date,
    by: Actor,
    regulated: bool = False,
    permit_number: str = "",
    permit_expires: date | None = None,
) -> Product:
    """Enter a product of a registered producer; it takes its tambon, and letters count it from its own day on.

    One that the law lets nobody make without a permit is refused until the permit is entered.
    """
    require(by, Permission.PRODUCERS_EDIT)
    written, permit = tidy(name), tidy(permit_number)
    refuse_product_name(written, field="product_name")
    refuse_product_kind(kind, field="product_kind")
    rules.refuse_day(registered_on, today=today(), field="product_registered_on")
    refuse_texts({"permit_number": permit})
    refuse_permit(regulated, permit, permit_expires, on=today())
    with transaction.atomic():
        held = held_producer(producer, by)
        if any(same_key(other.name) == same_key(written) for other in held.products.all()):
            raise Refused(f"{held.name} มีผลิตภัณฑ์ “{written}” อยู่แล้ว", field="product_name")
        product = Product.objects.create(
            producer=held,
            name=written,
            sort_key=thai_sort_key(written)[:400],
            kind=kind,
            tambon_id=held.tambon_id,
            producer_kind=held.kind,
            registered_on=registered_on,
            cohort_be=rules.cohort_of(registered_on),
            regulated=regulated,
            permit_number=permit,
            permit_expires=permit_expires,
            created_by=by.user,
        )
        record(
            by=by,
            verb="registry.add_product",
            of=held,
            summary=f"เพิ่มผลิตภัณฑ์ {product.name}",
            product=product.pk,
        )
    return product


def assess_quadrant(
    *,
    product: Product,
    result: str,
    assessed_on: date,
    by: Actor,
    answers: Mapping[str, str] | None = None,
    reason: str = "",
) -> QuadrantAssessment:
    """Enter which quadrant a product lies in. `answers` are the five coded ones, {"1": "1.3", …}, or none.

    Where the answers give another quadrant than `result`, a reason is asked for: the computed result must be
    reproducible, and more than half of all answer sets give no quadrant.
    """
    require(by, Permission.PRODUCERS_EDIT)
    given = dict(answers or {})
    table = table_on(assessed_on)
    refuse_answers(table, given)
    if result not in {quadrant.value for quadrant in Quadrant}:
        raise Refused("เลือกกลุ่ม A ถึง D หรือจัดกลุ่มไม่ได้", field="result")
    computed = classify(table, given) if given else None
    if computed not in (None, result) and not reason.strip():
        raise Refused(f"คำตอบ 5 ข้อได้ผล “{computed.label}” ถ้าเห็นต่าง ให้กรอกเหตุผล", field="reason")
    rules.refuse_day(assessed_on, today=today(), field="assessed_on", what="วันที่ประเมิน")
    with transaction.atomic():
        held = held_product(product, by)
        assessment = QuadrantAssessment.objects.create(
            product=held,
            result=result,
            answers=given,
            table_version=table.version if given else "",
            computed=computed or "",
            reason=tidy(reason)[:300],
            assessed_on=assessed_on,
            recorded_by=by.user,
        )
        held.quadrant = held.assessments.order_by("-assessed_on", "-pk").first().result
        held.save(update_fields=["quadrant"])
        label = Quadrant(result).label
        words = f"{held.name} อยู่กลุ่ม {label} ประเมิน {format_short(assessed_on)}"
        record(by=by, verb="registry.assess", of=held.producer, summary=words, product=held.pk, answers=given)
    return assessment


def award_stars(
    *,
    product: Product,
    round_be: int,
    by: Actor,
    stars: int | None = None,
    scores: Mapping[str, Decimal] | None = None,
    reason: str = "",
) -> StarAward:
    """Enter the result of a star round; `stars` None is "did not pass", which is neither one star nor no entry.

    With `scores`, one for each part of the round, the total and the round's bands for the type give the stars.
    A round already entered with another result is corrected, with a reason. Results without scores stay as they are.
    """
    require(by, Permission.PRODUCERS_EDIT)
    if not FIRST_ROUND_BE <= round_be <= be_year(today()):
        raise Refused(f"รอบคัดสรรต้องเป็น พ.ศ. {FIRST_ROUND_BE} ถึง {be_year(today())}", field="round_be")
    if stars is not None and not 1 <= stars <= MOST_STARS:
        raise Refused(f"ระดับดาวมี 1 ถึง {MOST_STARS} ถ้าไม่ผ่าน ให้เลือกไม่ผ่านการคัดสรร", field="stars")
    with transaction.atomic():
        held = held_product(product, by)
        result = _scored(held, round_be, scores) if scores else {"stars": stars, "scores": {}, "total": None}
        award, before = _entered(held, round_be, result, by, reason)
        stand_by_newest(held)
        said = f"{award.stars} ดาว" if award.stars else "ไม่ผ่าน"
        words = f"{held.name} รอบ {round_be}: {said}"
        detail = {"product": held.pk, "before": before, "scores": award.scores, "reason": tidy(reason)}
        record(by=by, verb="registry.award", of=held.producer, summary=words, **detail)
    return award


def stand_by_newest(product: Product) -> None:
    """Copy the result of the newest round onto the product, where it is counted."""
    newest = product.awards.order_by("-round_be").first()
    product.stars = newest.stars if newest else None
    product.save(update_fields=["stars"])


def _scored(product: Product, round_be: int, scores: Mapping[str, Decimal]) -> dict[str, Any]:
    known = StarRound.objects.filter(round_be=round_be).first()
    if known is None:
        raise Refused(f"ยังไม่มีเกณฑ์คะแนนของรอบ {round_be} จึงกรอกได้เฉพาะระดับดาว", field="round_be")
    total = total_of(known.parts, scores)
    codes = [part["code"] for part in known.parts]
    written = {code: str(scores[code]) for code in codes}
    return {"stars": stars_of(known.bands, product.kind, total), "scores": written, "total": total}


def _entered(
    product: Product, round_be: int, result: dict[str, Any], by: Actor, reason: str
) -> tuple[StarAward, dict[str, Any] | None]:
    award = product.awards.filter(round_be=round_be).first()
    if award is None:
        return StarAward.objects.create(
            product=product, round_be=round_be, recorded_by=by.user, **result
        ), None
    if award.stars == result["stars"] and result["scores"] in ({}, award.scores):
        raise Refused(f"บันทึกผลรอบ {round_be} ไว้เช่นนี้แล้ว", field="round_be")
    if not reason.strip():
        raise Refused(f"รอบ {round_be} มีผลอยู่แล้ว ถ้าจะแก้ ให้กรอกเหตุผล", field="reason")
    before = {"stars": award.stars, "scores": award.scores}
    for name, value in result.items():
        setattr(award, name, value)
    award.recorded_by = by.user
    award.save(update_fields=[*result, "recorded_by"])
    return award, before
