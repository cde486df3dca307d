"""Pairs that may be one producer, and what merging one would move."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, areas_in_reach, may
from saan.organisations.rules import Line
from saan.registry.merging.joining import clashes, doubled_products
from saan.registry.models import DuplicatePair, Merge, Producer, SalesFact, StarAward
from saan.registry.rules import PairState, ProducerStatus

_COUNTED = {
    "products": "ผลิตภัณฑ์",
    "awards": "ผลคัดสรรดาว",
    "assessments": "ผลประเมิน Quadrant",
    "sales": "รายการยอดจำหน่าย",
    "certificates": "ใบรับรองการขึ้นทะเบียน",
    "accounts": "บัญชีของผู้ผลิต",
    "members": "สมาชิก",
    "applications": "คำขอ",
}


@dataclass(frozen=True)
class Plan:
    """What merging `lost` into `kept` would move, counted; nothing is changed by asking."""

    products: int
    doubled: list[str]
    awards: int
    assessments: int
    sales: int
    clashes: int
    certificates: int
    accounts: int
    members: int
    applications: int

    @property
    def lines(self) -> list[tuple[str, int]]:
        """Label and number of everything there is any of."""
        return [(label, getattr(self, name)) for name, label in _COUNTED.items() if getattr(self, name)]


def may_merge(actor: Actor | None) -> bool:
    """Whether the actor's office decides on pairs: those of community development, who keep the registry."""
    return actor is not None and may(actor, Permission.PRODUCERS_MERGE) and actor.office.line == Line.CDD


def pairs_of(actor: Actor | None) -> QuerySet[DuplicatePair]:
    """Open pairs with both entries in the actor's area, the likeliest first; none without the permission."""
    if actor is None or not may_merge(actor):
        return DuplicatePair.objects.none()
    standing = ~Q(left__status=ProducerStatus.MERGED) & ~Q(right__status=ProducerStatus.MERGED)
    return (
        DuplicatePair.objects.filter(
            areas_in_reach(actor, field="left__tambon_id"), areas_in_reach(actor, field="right__tambon_id")
        )
        .filter(standing, state=PairState.OPEN)
        .select_related("left__tambon__parent", "right__tambon__parent")
        .order_by("-score", "pk")
    )


def decided_pairs(actor: Actor | None) -> QuerySet[DuplicatePair]:
    """Pairs of the actor's area whatever was decided, for a page opened after the decision."""
    if actor is None or not may_merge(actor):
        return DuplicatePair.objects.none()
    return DuplicatePair.objects.filter(
        areas_in_reach(actor, field="left__tambon_id"), areas_in_reach(actor, field="right__tambon_id")
    ).select_related(
        "left__tambon__parent", "right__tambon__parent", "left__office", "right__office", "decided_by"
    )


def told_apart(actor: Actor | None) -> QuerySet[DuplicatePair]:
    """Pairs of the actor's area that an officer said are two, the latest first."""
    return decided_pairs(actor).filter(state=PairState.DIFFERENT).order_by("-decided_at", "-pk")


def plan(kept: Producer, lost: Producer) -> Plan:
    """Count what would move, for the confirmation."""
    doubled = doubled_products(kept, lost)
    names = dict(lost.products.values_list("pk", "name"))
    return Plan(
        products=len(names),
        doubled=[names[pk] for pk in doubled],
        awards=StarAward.objects.filter(product__producer=lost).count(),
        assessments=sum(product.assessments.count() for product in lost.products.all()),
        sales=SalesFact.objects.filter(producer=lost).count(),
        clashes=len(clashes(kept, lost, doubled)),
        certificates=lost.certificates.count(),
        accounts=lost.accounts.count(),
        members=lost.member_rows.count(),
        applications=lost.applications.count(),
    )


def kept_for(producer: Producer) -> Producer | None:
    """The entry that stands for a merged one, through later merges too; None where it stands for itself."""
    seen = {producer.pk}
    found = producer
    while found.merged_into_id is not None and found.merged_into_id not in seen:
        seen.add(found.merged_into_id)
        found = Producer.objects.select_related("tambon__parent", "office").get(pk=found.merged_into_id)
    return found if found.pk != producer.pk else None


def merges_of(producer: Producer) -> QuerySet[Merge]:
    """Merges into this entry that stand, newest first."""
    return (
        Merge.objects.filter(kept=producer, undone_at=None)
        .select_related("lost", "merged_by")
        .order_by("-pk")
    )


def merges_visible_to(actor: Actor | None) -> QuerySet[Merge]:
    """Merges of entries in the actor's area."""
    if actor is None or not may_merge(actor):
        return Merge.objects.none()
    return Merge.objects.filter(areas_in_reach(actor, field="kept__tambon_id")).select_related("kept", "lost")
