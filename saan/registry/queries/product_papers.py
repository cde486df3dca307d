"""Certificates and permits that end, and products whose quadrant no longer fits the papers they hold."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Least

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, areas_in_reach, may
from saan.kernel.dates import today
from saan.registry.models import Product, ProductStandard, QuadrantAssessment
from saan.registry.rules import ProducerStatus, Quadrant
from saan.registry.scale_steps import limits

_WITH_STANDARD = (Quadrant.A, Quadrant.B, Quadrant.C, Quadrant.UNCLASSIFIED)


@dataclass(frozen=True)
class PapersSum:
    """How many papers of an area ask for work."""

    lapsed: int
    soon: int
    permits: int
    reassess: int

    @property
    def any(self) -> bool:
        return bool(self.lapsed or self.soon or self.permits or self.reassess)


def holding(day: date) -> Q:
    """Certificates that hold on a day, as `scales.holds_on` says it of one."""
    return (
        (Q(issued_on=None) | Q(issued_on__lte=day))
        & (Q(expires_on=None) | Q(expires_on__gte=day))
        & (Q(revoked_on=None) | Q(revoked_on__gt=day))
    )


def _made(actor: Actor | None) -> QuerySet[Product]:
    if not may(actor, Permission.PRODUCERS_SEE):
        return Product.objects.none()
    assert actor is not None
    return _standing().filter(areas_in_reach(actor))


def _standing() -> QuerySet[Product]:
    made = Product.objects.filter(active=True, producer__status=ProducerStatus.REGISTERED)
    return made.select_related("producer", "tambon__parent")


def _papers(actor: Actor | None) -> QuerySet[ProductStandard]:
    """Those not taken back and not followed by one of the same scheme that runs longer."""
    if not may(actor, Permission.PRODUCERS_SEE):
        return ProductStandard.objects.none()
    assert actor is not None
    later = ProductStandard.objects.filter(
        product=OuterRef("product"), scheme=OuterRef("scheme"), revoked_on=None
    ).filter(Q(expires_on=None) | Q(expires_on__gt=OuterRef("expires_on")))
    own = ProductStandard.objects.filter(areas_in_reach(actor, field="product__tambon_id"))
    own = own.filter(product__active=True, product__producer__status=ProducerStatus.REGISTERED)
    return (
        own.filter(revoked_on=None)
        .exclude(Exists(later))
        .select_related("product__producer", "product__tambon__parent")
        .order_by("expires_on", "pk")
    )


def standards_lapsed(actor: Actor | None) -> QuerySet[ProductStandard]:
    """Ended before today and not renewed."""
    return _papers(actor).filter(expires_on__lt=today())


def standards_ending(actor: Actor | None) -> QuerySet[ProductStandard]:
    """Ending from today on within the days that the data of the scales names."""
    until = today() + timedelta(days=limits()["certificates"]["soon_days"])
    return _papers(actor).filter(expires_on__gte=today(), expires_on__lte=until)


def permits_ending(actor: Actor | None) -> QuerySet[Product]:
    """Products made under a permit that has ended, or ends soon."""
    until = today() + timedelta(days=limits()["certificates"]["soon_days"])
    return _made(actor).filter(regulated=True, permit_expires__lte=until).order_by("permit_expires", "pk")


def lost_standard(products: QuerySet[Product], day: date) -> QuerySet[Product]:
    """Classified as holding a standard, but the last one has ended since the newest assessment.

    Without a standard the table gives D, so these want a new look; `ended` is the first day without.
    """
    own = ProductStandard.objects.filter(product=OuterRef("pk"))
    ended = own.order_by().values("product").annotate(last=Max(first_day_without())).values("last")
    gone = _held(day).filter(holds=0, ended__lte=day).values("product")
    return (
        products.filter(quadrant__in=_WITH_STANDARD, pk__in=gone)
        .annotate(ended=Subquery(ended), assessed=_assessed())
        .filter(ended__gt=F("assessed"))
    )


def _held(day: date) -> QuerySet[ProductStandard, dict[str, Any]]:
    """One row for each product that ever held a certificate; few do, so lists begin here and not at the products."""
    each = ProductStandard.objects.order_by().values("product")
    return each.annotate(holds=Count("pk", filter=holding(day)), ended=Max(first_day_without()))


def first_day_without() -> Least:
    """The day after a certificate's last, or the day it was taken back; null while neither is known."""
    return Least(Cast(F("expires_on") + timedelta(days=1), DateField()), "revoked_on")


def gained_standard(products: QuerySet[Product], day: date) -> QuerySet[Product]:
    """In D, which is the absence of a standard, with a certificate issued since the assessment that holds today."""
    own = ProductStandard.objects.filter(
        holding(day), product=OuterRef("pk"), issued_on__gt=OuterRef("assessed")
    )
    holders = _held(day).filter(holds__gt=0).values("product")
    some = products.filter(quadrant=Quadrant.D, pk__in=holders)
    return some.annotate(assessed=_assessed()).filter(Exists(own))


def _assessed() -> Coalesce:
    """The day of the assessment that stands; a quadrant without one is as old as can be."""
    newest = QuadrantAssessment.objects.filter(product=OuterRef("pk")).order_by("-assessed_on", "-pk")
    return Coalesce(Subquery(newest.values("assessed_on")[:1]), date(1, 1, 1), output_field=DateField())


def products_to_reassess(actor: Actor | None) -> QuerySet[Product]:
    """Both lists as one, by who asks; each product once."""
    day = today()
    lost = lost_standard(_made(actor), day).order_by().values("pk")
    gained = gained_standard(_made(actor), day).order_by().values("pk")
    return _made(actor).filter(pk__in=lost.union(gained, all=True)).annotate(assessed=_assessed())


def wants_new_look(product: Product) -> bool:
    """Whether this one product stands on that list."""
    own, day = _standing().filter(pk=product.pk), today()
    return lost_standard(own, day).exists() or gained_standard(own, day).exists()


def to_reassess_lapsed(day: date, *, since: date) -> QuerySet[ProductStandard]:
    """Certificates that ended between the days whose product stands on the list of lost standards."""
    lost = lost_standard(_standing(), day).order_by().values("pk")
    ends = ProductStandard.objects.annotate(end=first_day_without())
    return (
        ends.filter(end__gte=since, end__lte=day, product__in=lost)
        .select_related("product__producer__office")
        .order_by("pk")
    )


def papers_sum(actor: Actor | None) -> PapersSum:
    """The four counts for the desk."""
    day, made = today(), _made(actor)
    until = day + timedelta(days=limits()["certificates"]["soon_days"])
    papers = _papers(actor).filter(expires_on__lte=until).order_by()
    ends = papers.aggregate(
        lapsed=Count("pk", filter=Q(expires_on__lt=day)), soon=Count("pk", filter=Q(expires_on__gte=day))
    )
    reassess = lost_standard(made, day).count() + gained_standard(made, day).count()
    return PapersSum(ends["lapsed"], ends["soon"], permits_ending(actor).count(), reassess)
