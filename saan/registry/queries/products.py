"""Products, their photos and papers as an actor may see them, and what the pages of the scales count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Prefetch, Q, QuerySet

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, areas_in_reach, may
from saan.kernel.refusals import Refused
from saan.ledger.models import Act
from saan.ledger.queries import acts_on
from saan.organisations.rules import Line, OfficeLevel
from saan.registry.models import (
    Distinction,
    Product,
    ProductPhoto,
    ProductStandard,
    StarAward,
    StarRound,
)
from saan.registry.product_rules import permit_lapsed
from saan.registry.rules import ProducerStatus, Scale
from saan.registry.scales import Scheme, holds_on, schemes, stars_of, total_of


@dataclass(frozen=True)
class Paper:
    """A certificate with the words of its scheme and how it stands on a day."""

    standard: ProductStandard
    scheme: Scheme | None
    holds: bool

    @property
    def label(self) -> str:
        return self.scheme.label if self.scheme else self.standard.scheme


def products_visible_to(actor: Actor | None) -> QuerySet[Product]:
    """Products of the producers that the actor sees, with everything that hangs on them."""
    return _whole(Product.objects.filter(_in_sight(actor, "")))


def own_products(actor: Actor | None) -> QuerySet[Product]:
    """Products of the producers for which the actor's account speaks."""
    return _whole(Product.objects.filter(_own(actor, "")))


def photos_visible_to(actor: Actor | None) -> QuerySet[ProductPhoto]:
    """Photos of products in sight, as an officer or as the producer itself."""
    seen = _in_sight(actor, "product__") | _own(actor, "product__")
    return (
        ProductPhoto.objects.filter(seen).select_related("file", "thumbnail", "product__producer").distinct()
    )


def standards_visible_to(actor: Actor | None) -> QuerySet[ProductStandard]:
    """Certificates of products in the actor's sight."""
    return ProductStandard.objects.filter(_in_sight(actor, "product__")).select_related(
        "product__producer", "file"
    )


def _in_sight(actor: Actor | None, prefix: str) -> Q:
    if actor is None or not may(actor, Permission.PRODUCERS_SEE):
        return Q(pk__in=[])
    return areas_in_reach(actor, field=f"{prefix}tambon_id")


def _own(actor: Actor | None, prefix: str) -> Q:
    if actor is None or not may(actor, Permission.OWN_PRODUCER_SEE):
        return Q(pk__in=[])
    return Q(**{f"{prefix}producer__accounts__user": actor.user})


def _whole(products: QuerySet[Product]) -> QuerySet[Product]:
    return (
        products.select_related("producer__tambon__parent", "producer__office", "tambon")
        .prefetch_related(
            Prefetch("awards", StarAward.objects.order_by("-round_be")),
            "assessments",
            "standards",
            "photos",
            "marks",
            "distinctions",
        )
        .distinct()
    )


def may_record(actor: Actor | None, product: Product) -> bool:
    """Whether the actor's district keeps this product and its producer still stands."""
    if actor is None or not may(actor, Permission.PRODUCERS_EDIT):
        return False
    own = (
        actor.office.level == OfficeLevel.DISTRICT and actor.office.lo <= product.tambon_id <= actor.office.hi
    )
    return own and product.producer.status == ProducerStatus.REGISTERED


def may_place(actor: Actor | None, product: Product) -> bool:
    """Whether the actor's province enters results of PSO and KBO for this product."""
    if actor is None or not may(actor, Permission.SELECTION_REVIEW):
        return False
    own = (
        actor.office.level == OfficeLevel.PROVINCE and actor.office.lo <= product.tambon_id <= actor.office.hi
    )
    return (
        own
        and actor.office.line == Line.CDD
        and product.active
        and product.producer.status == ProducerStatus.REGISTERED
    )


def may_set_rounds(actor: Actor | None) -> bool:
    """Rounds are the community development department's to set."""
    return actor is not None and may(actor, Permission.STARS_MANAGE) and actor.office.line == Line.CDD


def papers_of(product: Product, day: date) -> list[Paper]:
    """Certificates of a product, those that hold first."""
    papers = [
        Paper(
            each, schemes().get(each.scheme), holds_on(each.issued_on, each.expires_on, each.revoked_on, day)
        )
        for each in product.standards.all()
    ]
    return sorted(papers, key=lambda paper: not paper.holds)


def permit_ended(product: Product, day: date) -> bool:
    """Whether the permit that this product needs has run out before the day."""
    return permit_lapsed(product.regulated, product.permit_expires, on=day)


def schemes_for(kind: str) -> list[tuple[str, str]]:
    """Codes and names of the standards that a product of the type may hold, in the order of the forms."""
    return [(code, f"{each.label} {each.name}") for code, each in schemes().items() if each.is_for(kind)]


def scheme_label(code: str) -> str:
    """What people call a standard; its code where the list has it no more."""
    return schemes()[code].label if code in schemes() else code


def acts_on_product(product: Product) -> QuerySet[Act]:
    """What was done to this product, newest first; kept with its producer's acts."""
    return acts_on(product.producer).filter(detail__product=product.pk)


def distinctions_of(product: Product, scale: Scale) -> list[Distinction]:
    """The product's results in one scale, newest year first."""
    return [each for each in product.distinctions.all() if each.scale == scale]


def judged(of: StarRound, kind: str, points: Mapping[str, Decimal]) -> tuple[Decimal, int | None] | None:
    """Total and stars that points would give, or None while they are not sound; for a form that is being filled."""
    try:
        total = total_of(of.parts, points)
    except Refused:
        return None
    return total, stars_of(of.bands, kind, total)


def rounds() -> QuerySet[StarRound]:
    """Star rounds, newest first."""
    return StarRound.objects.order_by("-round_be")


def results_of_rounds() -> dict[int, dict[str, int]]:
    """For each round that has results: how many there are, how many passed, how many came with scores."""
    found = StarAward.objects.order_by().values("round_be").annotate(
        all=Count("pk"), passed=Count("stars"), scored=Count("total")
    )  # fmt: skip
    return {row["round_be"]: row for row in found}
