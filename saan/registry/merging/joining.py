"""What belongs to a producer goes over to another: products with their scales, sales, people, papers.

Rows that may stand only once per producer and are there already stay with the entry that is merged away, which is
kept for ever and not counted.
"""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import F, Q

from saan.accounts.models import User
from saan.kernel.refusals import Refused
from saan.registry.merging.columns import BOTH, KEPT, LOST, SALES
from saan.registry.merging.movement import Movement
from saan.registry.models import (
    ChairTerm,
    Distinction,
    DuplicatePair,
    Member,
    Merge,
    Producer,
    ProducerAccount,
    ProducerIdentity,
    Product,
    ProductMark,
    ProductPhoto,
    ProductStandard,
    QuadrantAssessment,
    SalesFact,
    SalesPeriod,
    StarAward,
)
from saan.registry.naming import same_key

_FAR = date(9999, 1, 1)
_APART = {Producer, DuplicatePair, Merge, Product, SalesFact, ChairTerm}
_ONCE: dict[type[models.Model], Callable[[Any], Any]] = {
    ProducerAccount: lambda row: row.user_id,
    ProducerIdentity: lambda row: row.kind,
    Member: lambda row: same_key(row.name),
}
_OF_PRODUCT: dict[type[models.Model], Callable[[Any], Any]] = {
    QuadrantAssessment: lambda row: row.pk,
    StarAward: lambda row: row.round_be,
    ProductStandard: lambda row: (row.scheme, row.number),
    ProductPhoto: lambda row: row.pk,
    ProductMark: lambda row: row.pk,
    Distinction: lambda row: (row.scale, row.year_be),
}
_FILLED = ("story", "price", "unit", "capacity", "permit_number", "permit_expires")


def bring_over(*, kept: Producer, lost: Producer, choices: dict[str, str], move: Movement, by: User) -> None:
    """Move everything of `lost` to `kept`, both locked and with their chosen columns already written."""
    doubled = _products(kept, lost, move)
    _sales(kept, lost, doubled, choices.get(SALES, ""), move, by)
    _chairs(kept, lost, choices, move)
    for relation in Producer._meta.related_objects:
        kind = relation.related_model
        if kind not in _APART:
            _rows(kind, relation.field.attname, kept.pk, lost.pk, _ONCE.get(kind, lambda row: row.pk), move)


def _rows(
    kind: type[models.Model], column: str, kept: int, lost: int, once: Callable[[Any], Any], move: Movement
) -> int:
    """Rows whose key the keeper does not have yet."""
    there = {once(row) for row in kind._base_manager.filter(**{column: kept})}
    going = [row.pk for row in kind._base_manager.filter(**{column: lost}) if once(row) not in there]
    return move.set(kind, going, **{column: kept})


def _products(kept: Producer, lost: Producer, move: Movement) -> dict[int, int]:
    """Products go over; one that the keeper has under the same name gives it its history. {lost pk: kept pk}."""
    own = {same_key(product.name): product for product in kept.products.all()}
    theirs = list(lost.products.order_by("pk"))
    doubled = {each.pk: own[same_key(each.name)].pk for each in theirs if same_key(each.name) in own}
    move.set(Product, (each.pk for each in theirs if each.pk not in doubled), producer_id=kept.pk)
    for each in theirs:
        if each.pk in doubled:
            _join_products(own[same_key(each.name)], each, move)
    place = {"tambon_id": kept.tambon_id, "producer_kind": kept.kind}
    stale = kept.products.exclude(**place).values_list("pk", flat=True)
    move.set(Product, list(stale), **place)
    return doubled


def _join_products(own: Product, other: Product, move: Movement) -> None:
    for kind, once in _OF_PRODUCT.items():
        _rows(kind, "product_id", own.pk, other.pk, once, move)
    filled = {c: getattr(other, c) for c in _FILLED if not getattr(own, c) and getattr(other, c)}
    newest = own.assessments.order_by("-assessed_on", "-pk").first()
    award = own.awards.order_by("-round_be").first()
    scales = {
        "quadrant": newest.result if newest else own.quadrant,
        "stars": award.stars if award else own.stars,
    }
    active = {"active": own.active or other.active}
    move.set(Product, [own.pk], **filled, **scales, **active, version=own.version + 1)
    move.set(Product, [other.pk], active=False)


def clashes(kept: Producer, lost: Producer, doubled: dict[int, int]) -> list[tuple[SalesFact, SalesFact]]:
    """Figures in force of both for one month, channel and product: (the keeper's, the other's)."""

    def key(fact: SalesFact) -> tuple[date, str, int | None]:
        return fact.month, fact.channel, doubled.get(fact.product_id or 0, fact.product_id)

    live = SalesFact.objects.filter(replaced_by=None)
    own = {key(fact): fact for fact in live.filter(producer=kept)}
    return [
        (own[key(fact)], fact)
        for fact in live.filter(producer=lost).order_by("month", "pk")
        if key(fact) in own
    ]


def doubled_products(kept: Producer, lost: Producer) -> dict[int, int]:
    """Which products of both have one name: {the other's pk: the keeper's pk}."""
    own = {same_key(product.name): product.pk for product in kept.products.all()}
    return {each.pk: own[same_key(each.name)] for each in lost.products.all() if same_key(each.name) in own}


def _sales(
    kept: Producer, lost: Producer, doubled: dict[int, int], whose: str, move: Movement, by: User
) -> None:
    """Facts keep the place and type of their day; of two figures in force for the same, one stands or their sum."""
    pairs = clashes(kept, lost, doubled)
    if pairs and whose not in (KEPT, LOST, BOTH):
        raise Refused("เลือกว่าจะใช้ยอดจำหน่ายของรายใดในเดือนที่มียอดทั้งสองราย", field=SALES)
    _refuse_closed(pairs)
    for own, other in pairs:
        if whose == KEPT:
            move.set(SalesFact, [other.pk], replaced_by_id=own.pk)
        elif whose == LOST:
            move.set(SalesFact, [own.pk], replaced_by_id=other.pk)
        else:
            _add_up(own, other, move, by)
    for other_pk, own_pk in doubled.items():
        move.set(SalesFact, _keys(SalesFact.objects.filter(product=other_pk)), product_id=own_pk)
    move.set(SalesFact, _keys(lost.sales.all()), producer_id=kept.pk)


def _add_up(own: SalesFact, other: SalesFact, move: Movement, by: User) -> None:
    """A new row in the place of both. It waits under no product of its own until they are out of force."""
    move.set(SalesFact, [own.pk], replaced_by_id=other.pk)
    made = SalesFact(
        producer_id=own.producer_id, product_id=own.product_id, month=own.month, channel=own.channel,
        sales=own.sales + other.sales, orders=own.orders + other.orders,
        not_applicable=own.not_applicable and other.not_applicable, method=own.method, tambon_id=own.tambon_id,
        producer_kind=own.producer_kind, product_kind=own.product_kind, reason="รวมยอดของทะเบียนที่ซ้ำกัน", recorded_by=by,
    )  # fmt: skip
    move.make(made)
    move.set(SalesFact, [own.pk, other.pk], replaced_by_id=made.pk)


def _refuse_closed(pairs: Iterable[tuple[SalesFact, SalesFact]]) -> None:
    """A closed month changes only after it is opened again: merging two figures of it would change its sum."""
    for fact in chain.from_iterable(pairs):
        closed = SalesPeriod.objects.filter(
            Q(reopened_at=None) | Q(reopened_at__lt=F("closed_at")),
            month=fact.month,
            closed_at__isnull=False,
            office__lo__lte=fact.tambon_id,
            office__hi__gte=fact.tambon_id,
        ).first()
        if closed is not None:
            month = f"{fact.month:%m}/{fact.month.year + 543}"
            raise Refused(
                f"ทั้งสองรายมียอดจำหน่ายเดือน {month} ซึ่งปิดงวดแล้ว ขอเปิดงวดใหม่ก่อน แล้วจึงรวมทะเบียน", field=SALES
            )


def _chairs(kept: Producer, lost: Producer, choices: dict[str, str], move: Movement) -> None:
    """Terms that have ended go over; of two present ones the chosen stands and the other stays with what is merged."""
    move.set(ChairTerm, _keys(lost.chairs.filter(ends__isnull=False)), producer_id=kept.pk)
    own, other = kept.chairs.filter(ends=None).first(), lost.chairs.filter(ends=None).first()
    if other is None or (own is not None and choices.get("chair_name") != LOST):
        return
    if own is not None:
        move.set(ChairTerm, [own.pk], ends=_FAR)
    move.set(ChairTerm, [other.pk], producer_id=kept.pk)
    if own is not None:
        move.set(ChairTerm, [own.pk], producer_id=lost.pk)
        move.set(ChairTerm, [own.pk], ends=None)


def _keys(rows: models.QuerySet[Any]) -> list[int]:
    return list(rows.values_list("pk", flat=True))
