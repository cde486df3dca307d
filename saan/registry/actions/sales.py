"""Recording what was sold. A figure is never changed: a correction is a new row that replaces the old one.

All cells of one saving are written or none. A cell that says what it said before writes nothing, so saving twice is
harmless; a cell that somebody else has changed meanwhile stops the saving and is named.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import day_of, format_month, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.organisations.models import Office
from saan.registry.models import Producer, Product, SalesFact, SalesPeriod
from saan.registry.queries.producers import own_producers
from saan.registry.queries.sales import closed_months, producers_to_enter
from saan.registry.rules import ProducerStatus, SalesChannel, SalesMethod
from saan.registry.selling import Figure, refuse_figure, refuse_month


@dataclass(frozen=True)
class Entry:
    """One cell as the officer left it. `figure` null takes back nothing and writes nothing; `seen` is the id of the
    row that stood in the cell when the page was drawn, null where it was empty."""

    producer: int
    channel: str
    figure: Figure | None
    seen: int | None = None
    product: int | None = None

    @property
    def field(self) -> str:
        return f"{self.producer}-{self.channel}" + (f"-{self.product}" if self.product else "")


def record_sales(
    *, month: date, entries: Sequence[Entry], method: str, by: Actor, reason: str = ""
) -> list[SalesFact]:
    """Write the cells of one month that differ from what stands; gives the new rows.

    Refused at the cell: a month not begun, before the registration, a closed month, a figure that cannot be, a
    correction of an earlier day's figure without a reason. Stale where a cell changed since the page was drawn.
    """
    own = not by.holds(Permission.SALES_RECORD)
    require(by, Permission.OWN_PRODUCER_EDIT if own else Permission.SALES_RECORD)
    refuse_month(month, today())
    said = [entry for entry in entries if entry.figure is not None]
    with transaction.atomic():
        producers = _held(said, by, own=own)
        _refuse_closed(month, producers.values())
        products = _products(said)
        standing = _standing(month, said)
        changed = [
            (entry, standing.get((entry.producer, entry.channel, entry.product)))
            for entry in said
            if _differs(entry, standing.get((entry.producer, entry.channel, entry.product)))
        ]
        for entry, old in changed:
            _check(entry, old, month, producers[entry.producer], reason)
        kinds = _only_kinds({entry.producer for entry, _ in changed})
        facts = []
        for entry, old in changed:
            producer, product = producers[entry.producer], products.get(entry.product)
            kind = product.kind if product else kinds.get(entry.producer, "")
            why = reason.strip()[:300] if old else ""
            facts.append(_fact(entry, month, producer, product, kind, method, why, by))
        _write(facts, [old for _, old in changed])
        if facts:
            _tell(facts, month, reason, by)
    return facts


def _held(entries: Sequence[Entry], by: Actor, *, own: bool) -> dict[int, Producer]:
    """The producers, locked in one order; those out of reach are not there, as a stranger's page is not."""
    wanted = {entry.producer for entry in entries}
    reachable = own_producers(by.user) if own else producers_to_enter(by)
    found = Producer.objects.filter(pk__in=reachable.filter(pk__in=wanted).values("pk"))
    producers = {each.pk: each for each in found.select_for_update().order_by("pk")}
    if wanted - set(producers):
        raise Refused("มีผู้ผลิตที่ไม่อยู่ในพื้นที่ของท่าน หรือรวมกับทะเบียนอื่นไปแล้ว โหลดหน้าใหม่แล้วกรอกอีกครั้ง")
    return producers


def _refuse_closed(month: date, producers: Iterable[Producer]) -> None:
    offices = {producer.office_id for producer in producers}
    if closed_months(offices, month):
        raise Refused(
            f"ยอดของ{format_month(month)}ปิดงวดแล้ว ถ้าต้องแก้ ให้ขอเปิดงวดพร้อมเหตุผลเพื่อให้จังหวัดอนุมัติก่อน", field="month"
        )


def _products(entries: Sequence[Entry]) -> dict[int, Product]:
    return Product.objects.in_bulk({entry.product for entry in entries if entry.product})


def _standing(month: date, entries: Sequence[Entry]) -> dict[tuple, SalesFact]:
    facts = SalesFact.objects.filter(
        month=month, replaced_by__isnull=True, producer__in={entry.producer for entry in entries}
    )
    return {(fact.producer_id, fact.channel, fact.product_id): fact for fact in facts}


def _differs(entry: Entry, old: SalesFact | None) -> bool:
    if old is None:
        return True
    return entry.figure != Figure(old.sales, old.orders, old.not_applicable)


def _check(entry: Entry, old: SalesFact | None, month: date, producer: Producer, reason: str) -> None:
    refuse_figure(entry.figure, entry.field)
    if (old.pk if old else None) != entry.seen:
        who = f"โดย{old.recorded_by}" if old else ""
        raise Stale(f"ยอดของ {producer.name} เปลี่ยนไปหลังจากท่านเปิดหน้า{who} โหลดหน้าใหม่แล้วตรวจอีกครั้ง")
    if producer.status == ProducerStatus.DRAFT:
        raise Refused(f"{producer.name} ยังไม่ขึ้นทะเบียน จึงยังไม่มียอดจำหน่าย", field=entry.field)
    begun = producer.registered_on
    if begun and (begun.year, begun.month) > (month.year, month.month):
        raise Refused(f"{producer.name} ขึ้นทะเบียน{format_month(begun)} จึงไม่มียอดก่อนหน้านั้น", field=entry.field)
    if old and day_of(old.recorded_at) != today() and not reason.strip():
        raise Refused("แก้ยอดที่บันทึกไว้วันก่อน ให้กรอกเหตุผลที่แก้", field="reason")


def _fact(
    entry: Entry,
    month: date,
    producer: Producer,
    product: Product | None,
    kind: str,
    method: str,
    why: str,
    by: Actor,
) -> SalesFact:
    if entry.product and (product is None or product.producer_id != producer.pk):
        raise Refused("ผลิตภัณฑ์นี้ไม่ใช่ของผู้ผลิตรายนี้", field=entry.field)
    return SalesFact(
        producer=producer, product=product, month=month, channel=SalesChannel(entry.channel),
        sales=entry.figure.sales, orders=entry.figure.orders, not_applicable=entry.figure.not_applicable,
        method=SalesMethod(method), tambon_id=producer.tambon_id, producer_kind=producer.kind, product_kind=kind,
        recorded_by=by.user, recorded_at=now(), reason=why,
    )  # fmt: skip


def _only_kinds(producers: set[int]) -> dict[int, str]:
    """The type of all of a producer's products, where there is but one; a figure of several has none."""
    kinds: dict[int, set[str]] = defaultdict(set)
    for producer, kind in Product.objects.filter(producer__in=producers, active=True).values_list(
        "producer", "kind"
    ):
        kinds[producer].add(kind)
    return {producer: found.pop() for producer, found in kinds.items() if len(found) == 1}


def _write(facts: list[SalesFact], old: list[SalesFact | None]) -> None:
    """Old rows step down before new ones stand, so that at each moment one row is in force."""
    if not facts:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('registry_salesfact', 'id')) FROM generate_series(1, %s)",
            [len(facts)],
        )
        for fact, (number,) in zip(facts, cursor.fetchall(), strict=True):
            fact.pk = number
    for fact, before in zip(facts, old, strict=True):
        if before is not None:
            SalesFact.objects.filter(pk=before.pk).update(replaced_by_id=fact.pk)
    SalesFact.objects.bulk_create(facts)


def _tell(facts: list[SalesFact], month: date, reason: str, by: Actor) -> None:
    total = sum(fact.sales for fact in facts) // 100
    names = {fact.producer.name for fact in facts}
    whose = names.pop() if len(names) == 1 else f"ผู้ผลิต {len(names):,} ราย"
    record(
        by=by,
        verb="registry.record_sales",
        of=facts[0].producer,
        summary=f"บันทึกยอดจำหน่าย{format_month(month)} {len(facts):,} ช่อง ของ{whose} รวมยอดขาย {total:,} บาท",
        facts=[fact.pk for fact in facts[:200]],
        **({"reason": reason.strip()} if reason.strip() else {}),
    )


def close_month(*, office: Office, month: date, by: Actor) -> SalesPeriod:
    """Close a past month of the office: its figures then change only after the superior allows it."""
    require(by, Permission.SALES_RECORD, at=office)
    refuse_month(month, today())
    if (month.year, month.month) == (today().year, today().month):
        raise Refused(f"{format_month(month)}ยังไม่สิ้นเดือน จึงยังปิดงวดไม่ได้", field="month")
    with transaction.atomic():
        period = _period(office, month)
        if _is_closed(period):
            raise Stale(f"งวด{format_month(month)}ปิดไปแล้วโดย{period.closed_by}")
        period.closed_at, period.closed_by = now(), by.user
        period.reopened_at = period.reopened_by = None
        period.asked_at = period.asked_by = None
        period.ask_reason = ""
        period.save()
        record(by=by, verb="registry.close_sales", of=period, summary=f"ปิดงวดยอดจำหน่าย{format_month(month)}")
    return period


def ask_to_reopen(*, office: Office, month: date, reason: str, by: Actor) -> SalesPeriod:
    """Ask the superior to open a closed month again, and say why."""
    require(by, Permission.SALES_RECORD, at=office)
    if not reason.strip():
        raise Refused("กรอกเหตุผลที่ขอเปิดงวด เช่น ผู้ผลิตส่งใบเสร็จเพิ่ม", field="reason")
    with transaction.atomic():
        period = _period(office, month)
        if not _is_closed(period):
            raise Stale(f"งวด{format_month(month)}เปิดอยู่แล้ว บันทึกได้เลย")
        period.asked_at, period.asked_by, period.ask_reason = now(), by.user, reason.strip()[:300]
        period.save()
        summary = f"ขอเปิดงวดยอดจำหน่าย{format_month(month)} เพราะ{period.ask_reason}"
        record(by=by, verb="registry.ask_reopen_sales", of=period, summary=summary)
    return period


def reopen_month(*, period: SalesPeriod, by: Actor) -> SalesPeriod:
    """The superior opens a month that was asked for; the closing stays in the ledger."""
    require(by, Permission.SALES_REOPEN, at=period.office)
    if period.office_id == by.office.pk:
        raise Refused("หน่วยงานเปิดงวดของตนเองไม่ได้ ต้องให้หน่วยงานเหนือขึ้นไปอนุมัติ")
    with transaction.atomic():
        held = SalesPeriod.objects.select_for_update().get(pk=period.pk)
        if not _is_closed(held) or held.asked_at is None:
            raise Stale("งวดนี้เปิดแล้ว หรือยังไม่มีคำขอเปิด")
        held.reopened_at, held.reopened_by = now(), by.user
        held.save()
        summary = f"เปิดงวดยอดจำหน่าย{format_month(held.month)} ของ{held.office} ตามคำขอ: {held.ask_reason}"
        record(by=by, verb="registry.reopen_sales", of=held, summary=summary)
    return held


def refuse_reopening(*, period: SalesPeriod, reason: str, by: Actor) -> SalesPeriod:
    """The superior keeps a month closed and says why; the office may ask again with better grounds."""
    require(by, Permission.SALES_REOPEN, at=period.office)
    if period.office_id == by.office.pk:
        raise Refused("หน่วยงานตอบคำขอของตนเองไม่ได้ ต้องให้หน่วยงานเหนือขึ้นไปพิจารณา")
    why = reason.strip()[:300]
    if not why:
        raise Refused("กรอกเหตุผลที่ไม่อนุมัติ เพื่อให้อำเภอรู้ว่าต้องทำอะไรต่อ", field="reason")
    with transaction.atomic():
        held = SalesPeriod.objects.select_for_update().get(pk=period.pk)
        if not _is_closed(held) or held.asked_at is None:
            raise Stale("งวดนี้เปิดแล้ว หรือไม่มีคำขอเปิดค้างอยู่")
        asked = held.ask_reason
        held.asked_at = held.asked_by = None
        held.ask_reason = ""
        held.save()
        summary = f"ไม่อนุมัติให้เปิดงวดยอดจำหน่าย{format_month(held.month)} ของ{held.office} เพราะ{why}"
        record(by=by, verb="registry.refuse_reopen_sales", of=held, summary=summary, reason=why, asked=asked)
    return held


def _period(office: Office, month: date) -> SalesPeriod:
    SalesPeriod.objects.bulk_create([SalesPeriod(office=office, month=month)], ignore_conflicts=True)
    return SalesPeriod.objects.select_for_update().get(office=office, month=month)


def _is_closed(period: SalesPeriod) -> bool:
    return period.closed_at is not None and period.reopened_at is None
