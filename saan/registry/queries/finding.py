"""Narrowing a list of producers by what they make, which papers they hold and when they were last seen at work."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from saan.kernel.dates import today
from saan.registry.models import Producer, Product, ProductStandard, RegistrationCertificate

CERTIFICATES = {"valid": "มีใบรับรองที่ใช้ได้", "lapsed": "ใบรับรองหมดอายุ", "none": "ไม่มีใบรับรอง"}
CONFIRMED = {"year": "ยืนยันภายใน 1 ปี", "older": "ยืนยันเกิน 1 ปีแล้ว", "never": "ไม่เคยยืนยัน"}
STARS = {**{str(n): f"{n} ดาว" for n in range(5, 0, -1)}, "failed": "ไม่ผ่านคัดสรร", "none": "ยังไม่เคยคัดสรร"}
YEAR = timedelta(days=365)


def with_products(producers: QuerySet[Producer], filters: Any) -> QuerySet[Producer]:
    """The rows that the product, certificate and confirmation filters leave.

    Product filters speak of one product together: a herbal one with five stars, not a herbal one and another with five.
    """
    wanted = _product_filters(filters)
    if wanted is not None:
        producers = producers.filter(Exists(wanted.filter(producer=OuterRef("pk"))))
    if filters.certificate:
        producers = producers.filter(_certificate(filters.certificate))
    return producers.filter(_confirmed(filters.confirmed)) if filters.confirmed else producers


def _product_filters(filters: Any) -> QuerySet[Product] | None:
    if not (filters.product_kind or filters.quadrant or filters.stars or filters.standard):
        return None
    found = Product.objects.filter(active=True)
    if filters.product_kind:
        found = found.filter(kind=filters.product_kind)
    if filters.quadrant:
        found = found.filter(quadrant=filters.quadrant)
    if filters.stars.isdecimal():
        found = found.filter(stars=int(filters.stars))
    elif filters.stars:
        found = found.filter(stars=None, awards__isnull=filters.stars == "none")
    if filters.standard:
        found = found.filter(Exists(_standing().filter(product=OuterRef("pk"), scheme=filters.standard)))
    return found


def _standing() -> QuerySet[ProductStandard]:
    return ProductStandard.objects.filter(Q(expires_on=None) | Q(expires_on__gte=today()), revoked_on=None)


def _certificate(wanted: str) -> Q:
    own = RegistrationCertificate.objects.filter(producer=OuterRef("pk"))
    valid = Exists(own.filter(Q(lapses_on=None) | Q(lapses_on__gte=today()), revoked_on=None))
    return {"valid": Q(valid), "lapsed": ~Q(valid) & Q(Exists(own)), "none": ~Q(Exists(own))}.get(wanted, Q())


def _confirmed(wanted: str) -> Q:
    since = today() - YEAR
    return {
        "year": Q(confirmed_on__gte=since),
        "older": Q(confirmed_on__lt=since),
        "never": Q(confirmed_on=None),
    }.get(wanted, Q())


def schemes() -> list[str]:
    """The standards that products hold, for the filter."""
    return list(ProductStandard.objects.order_by("scheme").values_list("scheme", flat=True).distinct())


def counted(producers: QuerySet[Producer], column: str) -> dict[str, int]:
    """How many of the rows have each value of a column, for the numbers beside a filter's options."""
    rows = producers.order_by().values_list(column).annotate(n=Count("pk"))
    return {str(value): n for value, n in rows}
