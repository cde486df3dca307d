"""Products of a producer, their quadrant and their stars. Both scales are dated; the newest stands on the product."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import be_year, format_short, today
from saan.kernel.refusals import Refused
from saan.kernel.sorting import thai_sort_key
from saan.ledger.actions import record
from saan.registry import rules
from saan.registry.models import Producer, Product, QuadrantAssessment, StarAward
from saan.registry.naming import same_key, tidy
from saan.registry.quadrants import classify, refuse_answers, table_on
from saan.registry.rules import ProducerStatus, ProductKind, Quadrant

FIRST_ROUND_BE = 2546
MOST_STARS = 5


def add_product(*, producer: Producer, name: str, kind: str, registered_on: date, by: Actor) -> Product:
    """Enter a product of a registered producer; it takes its tambon, and letters count it from its own day on."""
    require(by, Permission.PRODUCERS_EDIT)
    written = tidy(name)
    if not same_key(written) or len(written) > 250:
        raise Refused("กรอกชื่อผลิตภัณฑ์ ไม่เกิน 250 ตัวอักษร เช่น ผ้าขาวม้าทอมือ", field="product_name")
    if kind not in {known.value for known in ProductKind}:
        raise Refused("เลือกประเภทผลิตภัณฑ์ 1 ใน 5 ประเภท", field="product_kind")
    rules.refuse_day(registered_on, today=today(), field="product_registered_on")
    with transaction.atomic():
        held = _held_producer(producer, by)
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
        held = _held_product(product, by)
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
    *, product: Product, round_be: int, stars: int | None, by: Actor, reason: str = ""
) -> StarAward:
    """Enter the result of a star round; `stars` None is "did not pass", which is neither one star nor no entry.

    A round already entered with another result is corrected, with a reason.
    """
    require(by, Permission.PRODUCERS_EDIT)
    if not FIRST_ROUND_BE <= round_be <= be_year(today()):
        raise Refused(f"รอบคัดสรรต้องเป็น พ.ศ. {FIRST_ROUND_BE} ถึง {be_year(today())}", field="round_be")
    if stars is not None and not 1 <= stars <= MOST_STARS:
        raise Refused(f"ระดับดาวมี 1 ถึง {MOST_STARS} ถ้าไม่ผ่าน ให้เลือกไม่ผ่านการคัดสรร", field="stars")
    with transaction.atomic():
        held = _held_product(product, by)
        award, before = _entered(held, round_be, stars, by, reason)
        held.stars = held.awards.order_by("-round_be").first().stars
        held.save(update_fields=["stars"])
        said = f"{stars} ดาว" if stars else "ไม่ผ่าน"
        words = f"{held.name} รอบ {round_be}: {said}"
        detail = {"product": held.pk, "before": before, "reason": tidy(reason)}
        record(by=by, verb="registry.award", of=held.producer, summary=words, **detail)
    return award


def _entered(
    product: Product, round_be: int, stars: int | None, by: Actor, reason: str
) -> tuple[StarAward, dict[str, int | None] | None]:
    award = product.awards.filter(round_be=round_be).first()
    if award is None:
        row = StarAward.objects.create(product=product, round_be=round_be, stars=stars, recorded_by=by.user)
        return row, None
    if award.stars == stars:
        raise Refused(f"บันทึกผลรอบ {round_be} ไว้เช่นนี้แล้ว", field="round_be")
    if not reason.strip():
        raise Refused(f"รอบ {round_be} มีผลอยู่แล้ว ถ้าจะแก้ ให้กรอกเหตุผล", field="reason")
    before = {"stars": award.stars}
    award.stars, award.recorded_by = stars, by.user
    award.save(update_fields=["stars", "recorded_by"])
    return award, before


def _held_producer(producer: Producer, by: Actor) -> Producer:
    held = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
    if not by.office.lo <= held.tambon_id <= by.office.hi:
        raise Refused(f"{held.name} อยู่นอกพื้นที่ของ{by.office.name} ให้อำเภอที่ตั้งเป็นผู้บันทึก")
    if held.status != ProducerStatus.REGISTERED:
        raise Refused(f"{held.name} มีสถานะ “{ProducerStatus(held.status).label}” จึงเพิ่มหรือประเมินผลิตภัณฑ์ไม่ได้")
    return held


def _held_product(product: Product, by: Actor) -> Product:
    _held_producer(product.producer, by)
    return Product.objects.select_for_update(of=("self",)).select_related("producer").get(pk=product.pk)
