"""Producers as an actor may see them: lists, searches, sums, the public look-up."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from saan.accounts.models import User
from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, areas_in_reach, may
from saan.geography.models import Area
from saan.geography.queries import tambons
from saan.kernel.folding import fold
from saan.organisations.rules import Line, OfficeLevel
from saan.registry.models import ImportBatch, Producer, Product, StarAward
from saan.registry.naming import same_key, stem
from saan.registry.queries.finding import with_products
from saan.registry.rules import ProducerKind, ProducerStatus

MOST_WORDS = 6
LEAST_LETTERS = 3


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed by; empty values narrow nothing. `district` and `tambon` are area codes.

    `product_kind`, `quadrant`, `stars` ("1" to "5", "failed", "none"), `standard` (a scheme) and `certificate` ask for
    a product still made, or a certificate, that answers; `confirmed` for how long ago the producer was seen at work.
    """

    text: str = ""
    district: int | None = None
    tambon: int | None = None
    kind: str = ""
    status: str = ""
    cohort: int | None = None
    product_kind: str = ""
    quadrant: str = ""
    stars: str = ""
    standard: str = ""
    certificate: str = ""
    confirmed: str = ""


@dataclass(frozen=True)
class Sum:
    """How many producers there are, and how many of each kind."""

    total: int
    by_kind: dict[ProducerKind, int]


@dataclass(frozen=True)
class Contact:
    """The personal part of a producer's file."""

    chair_name: str
    phone: str
    address: str

    @property
    def telephone(self) -> str:
        """The number in groups as it is dialled: 081 234 5678."""
        return f"{self.phone[:3]} {self.phone[3:6]} {self.phone[6:]}".strip()


def producers_visible_to(actor: Actor | None) -> QuerySet[Producer]:
    """Every file in the actor's area; none without the permission. Personal columns only by `contact_of`."""
    if not may(actor, Permission.PRODUCERS_SEE):
        return Producer.objects.none()
    assert actor is not None
    return Producer.objects.filter(areas_in_reach(actor)).select_related("tambon__parent", "office")


def may_edit(actor: Actor | None, producer: Producer) -> bool:
    """Whether the actor's own district keeps this file."""
    inside = actor is not None and actor.office.lo <= producer.tambon_id <= actor.office.hi
    return inside and may_register(actor)


def may_register(actor: Actor | None) -> bool:
    """Whether the actor's office opens files: the districts of community development do."""
    at = actor is not None and (actor.office.line, actor.office.level) == (Line.CDD, OfficeLevel.DISTRICT)
    return at and may(actor, Permission.PRODUCERS_EDIT)


def contact_of(producer: Producer, *, actor: Actor | None) -> Contact | None:
    """Names and telephone, for those who may see personal data in this place; else None, to be drawn as hidden.

    A person whose account speaks for the producer sees their own.
    """
    if actor is None:
        return None
    inside = actor.office.line == Line.CDD and actor.office.lo <= producer.tambon_id <= actor.office.hi
    own = may(actor, Permission.OWN_PRODUCER_SEE) and producer.accounts.filter(user=actor.user).exists()
    if own or (inside and may(actor, Permission.PERSONAL_SEE)):
        return Contact(producer.chair_name, producer.phone, producer.address)
    return None


def narrowed(producers: QuerySet[Producer], filters: Filters) -> QuerySet[Producer]:
    """The rows that the filters leave."""
    exact = {
        "tambon_id": filters.tambon,
        "kind": filters.kind,
        "status": filters.status,
        "cohort_be": filters.cohort,
    }
    found = producers.filter(**{column: value for column, value in exact.items() if value})
    if filters.district:
        found = found.filter(
            tambon_id__gte=filters.district * 100, tambon_id__lt=filters.district * 100 + 100
        )
    return by_name(with_products(found, filters), filters.text)


def by_name(producers: QuerySet[Producer], text: str) -> QuerySet[Producer]:
    """Rows that hold every word of the text, anywhere inside their name or one product's; or whose old code it is."""
    words = _words(text)
    if not words:
        return producers
    own = Producer.objects.filter(_holds(words)).values("pk")
    makers = Product.objects.filter(_holds(words)).values("producer_id")
    old_code = Producer.objects.filter(~Q(legacy_code=""), legacy_code__iexact=text.strip()).values("pk")
    return producers.filter(pk__in=own.union(makers, old_code))


def by_own_name(rows: QuerySet, text: str) -> QuerySet:
    """Producers or products whose own name holds every word of the text, anywhere inside."""
    return rows.filter(_holds(_words(text)))


def _words(text: str) -> list[str]:
    return [key for word in text.split()[:MOST_WORDS] if (key := fold(word))]


def _holds(words: list[str]) -> Q:
    return Q(*(Q(search_key__contains=word) for word in words))


def sum_of(producers: QuerySet[Producer]) -> Sum:
    """One statement: the total and the kinds, each kind present, with nought where there is none."""
    found = dict(producers.order_by().values_list("kind").annotate(n=Count("pk")))
    return Sum(sum(found.values()), {kind: found.get(kind.value, 0) for kind in ProducerKind})


def cohorts(producers: QuerySet[Producer]) -> list[int]:
    """The cohort years that occur, newest first, for the filter."""
    years = producers.order_by("-cohort_be").values_list("cohort_be", flat=True).distinct()
    return [year for year in years if year is not None]


def places_to_register(actor: Actor) -> list[Area]:
    """The standing tambons of the actor's district in dictionary order; none for an office of another level."""
    if actor.office.level != OfficeLevel.DISTRICT:
        return []
    return list(tambons(actor.office.area).order_by("sort_key", "code"))


def places_to_choose(actor: Actor) -> list[Area]:
    """Tambons of a district, districts of a province; none above, where the list would be too long to choose from."""
    if actor.office.level == OfficeLevel.PROVINCE:
        return list(Area.objects.filter(parent=actor.office.area).in_force().order_by("sort_key", "code"))
    return places_to_register(actor)


def products_of(producer: Producer) -> QuerySet[Product]:
    """Products with their awards and assessments, newest first; those still made first."""
    return producer.products.order_by("-active", "sort_key", "pk").prefetch_related(
        Prefetch("awards", StarAward.objects.order_by("-round_be")), "assessments"
    )


def own_producers(user: User) -> QuerySet[Producer]:
    """The files a person's account speaks for."""
    return Producer.objects.filter(accounts__user=user).select_related("tambon__parent", "office")


def may_import(actor: Actor | None) -> bool:
    """Whether the actor's office hands in spreadsheets: those of community development, at every level."""
    return actor is not None and may(actor, Permission.PRODUCERS_IMPORT) and actor.office.line == Line.CDD


def imports_of(actor: Actor) -> QuerySet[ImportBatch]:
    """Spreadsheets handed in by the actor's own office, newest first."""
    if not may(actor, Permission.PRODUCERS_IMPORT):
        return ImportBatch.objects.none()
    own = ImportBatch.objects.filter(office=actor.office).order_by("-pk")
    return own.select_related("file", "created_by", "saved_by", "office__area")


_PLACE_COLUMNS = (
    "code", "level", "name_th", "parent__code", "parent__level", "parent__name_th",
    "parent__parent__code", "parent__parent__level", "parent__parent__name_th",
    "parent__parent__parent__code", "parent__parent__parent__level",
)  # fmt: skip


def registered(text: str) -> QuerySet[Producer]:
    """Registered producers by name, for everybody: public columns alone are read, so that no page can leak others.

    The kind words of a name (กลุ่ม, ร้าน) may be left out or added by the asker. Nothing for fewer than three letters.
    """
    if len(same_key(text)) < LEAST_LETTERS:
        return Producer.objects.none()
    names = Producer.objects.filter(status=ProducerStatus.REGISTERED)
    bare = fold(stem(text))
    wanted = _holds(_words(text)) | (_holds([bare]) if len(bare) >= LEAST_LETTERS else Q(pk__in=[]))
    public = (*Producer.Privacy.public, *(f"tambon__{column}" for column in _PLACE_COLUMNS))
    return (
        names.filter(wanted)
        .select_related("tambon__parent__parent__parent")
        .only(*public)
        .order_by("sort_key", "pk")
    )
