"""Narrowing a list of producers by what they make, which papers they hold and when they were last seen at work."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from saan.kernel.dates import today
from saan.registry.models import Producer, Product, ProductStandard, RegistrationCertificate, StarAward

CERTIFICATES = {"valid": "มีใบรับรองที่ใช้ได้", "lapsed": "ใบรับรองหมดอายุ", "none": "ไม่มีใบรับรอง"}
CONFIRMED = {"year": "ยืนยันภายใน 1 ปี", "older": "ยืนยันเกิน 1 ปีแล้ว", "never": "ไม่เคยยืนยัน"}
STARS = {**{str(n): f"{n} ดาว" for n in range(5, 0, -1)}, "failed": "ไม่ผ่านคัดสรร", "none": "ยังไม่เคยคัดสรร"}
YEAR = timedelta(days=365)
OF_PRODUCTS = ("product_kind", "quadrant", "stars", "standard")


def with_products(producers: QuerySet[Producer], filters: Any) -> QuerySet[Producer]:
    """The rows that the product, certificate and confirmation filters leave.

    Product filters speak of one product together: a herbal one with five stars, not a herbal one and another with five.
    """
    wanted = _product_filters(filters)
    if wanted is not None:
        producers = producers.filter(Exists(wanted.filter(producer=OuterRef("pk"))))
    if filters.certificate:
        producers = producers.filter(certificate_is(filters.certificate))
    return producers.filter(confirmed_is(filters.confirmed)) if filters.confirmed else producers


def _product_filters(filters: Any) -> QuerySet[Product] | None:
    if not any(getattr(filters, name) for name in OF_PRODUCTS):
        return None
    return products_by(filters)


def products_by(filters: Any) -> QuerySet[Product]:
    """The products still made that answer all product filters together."""
    found = Product.objects.filter(active=True)
    for name in ("product_kind", "quadrant", "stars"):
        if wanted := getattr(filters, name):
            found = found.filter(is_product(name, wanted))
    if filters.standard:
        found = found.filter(Exists(_standing().filter(product=OuterRef("pk"), scheme=filters.standard)))
    return found


def is_product(name: str, wanted: str) -> Q:
    """What one answer of a product filter asks of a product."""
    if name == "product_kind":
        return Q(kind=wanted)
    if name == "quadrant":
        return Q(quadrant=wanted)
    if wanted.isdecimal():
        return Q(stars=int(wanted))
    judged = Exists(StarAward.objects.filter(product=OuterRef("pk")))
    return Q(stars=None) & (~Q(judged) if wanted == "none" else Q(judged))


def standards_of(products: QuerySet[Product]) -> QuerySet[ProductStandard]:
    """The standards in force that the products hold."""
    return _standing().filter(product__in=products.values("pk"))


def _standing() -> QuerySet[ProductStandard]:
    return ProductStandard.objects.filter(Q(expires_on=None) | Q(expires_on__gte=today()), revoked_on=None)


def certificate_is(wanted: str) -> Q:
    """What one answer of the certificate filter asks of a producer."""
    own = RegistrationCertificate.objects.filter(producer=OuterRef("pk"))
    valid = Exists(own.filter(Q(lapses_on=None) | Q(lapses_on__gte=today()), revoked_on=None))
    return {"valid": Q(valid), "lapsed": ~Q(valid) & Q(Exists(own)), "none": ~Q(Exists(own))}.get(wanted, Q())


def confirmed_is(wanted: str) -> Q:
    """What one answer of the filter by last sight at work asks of a producer."""
    since = today() - YEAR
    return {
        "year": Q(confirmed_on__gte=since),
        "older": Q(confirmed_on__lt=since),
        "never": Q(confirmed_on=None),
    }.get(wanted, Q())


def schemes() -> list[str]:
    """The standards that products hold, for the filter."""
    return list(ProductStandard.objects.order_by("scheme").values_list("scheme", flat=True).distinct())
