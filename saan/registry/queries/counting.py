"""Beside each option of the list's filters, how many producers it would leave; counted anew at every look.

An option is counted under all other filters, so the number is what the caption will say when it is chosen.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from saan.registry.models import Producer, ProductKind, Quadrant
from saan.registry.queries.finding import (
    CERTIFICATES,
    CONFIRMED,
    OF_PRODUCTS,
    STARS,
    certificate_is,
    confirmed_is,
    is_product,
    products_by,
    standards_of,
)
from saan.registry.queries.producers import Filters, Sum, by_name, narrowed
from saan.registry.rules import ProducerKind, ProducerStatus

Options = dict[str, dict[str, int]]
_EMPTY = Filters()
_PRODUCT_OPTIONS = {
    "product_kind": [kind.value for kind in ProductKind],
    "quadrant": [each.value for each in Quadrant],
    "stars": list(STARS),
}


@dataclass(frozen=True)
class Tally:
    """A whole area in one statement: every file, those registered by kind, and the cohort years, newest first."""

    total: int
    standing: Sum
    cohorts: list[int]


def tally(seen: QuerySet[Producer]) -> Tally:
    """What the page's head says and which cohorts its filter offers."""
    rows = list(seen.order_by().values_list("kind", "status", "cohort_be").annotate(n=Count("pk")))
    kinds: Counter[str] = Counter()
    for kind, status, _, n in rows:
        if status == ProducerStatus.REGISTERED:
            kinds[kind] += n
    by_kind = {kind: kinds[kind.value] for kind in ProducerKind}
    years = {year for _, _, year, _ in rows if year is not None}
    return Tally(sum(row[-1] for row in rows), Sum(kinds.total(), by_kind), sorted(years, reverse=True))


def option_counts(
    seen: QuerySet[Producer], filters: Filters, *, place: int = 1, products: bool = True
) -> tuple[int, Options]:
    """How many rows the filters leave, and {filter: {option: rows}}; an option that leaves nothing is not in it.

    `place` divides a tambon's code into the codes that the place filter offers (100 gives districts, nought none).
    """
    columns = _columns(place)
    found = _grouped(narrowed(seen, filters), columns)
    counts: Options = {}
    for at, name in enumerate(columns):
        rows = found
        if _without(filters, name) != filters:
            rows = _grouped(narrowed(seen, _without(filters, name)), {name: columns[name]})
            at = 0
        counts[name] = _sums((row[at], row[-1]) for row in rows)
    if products:
        counts |= _of_products(seen, filters)
    return sum(row[-1] for row in found), counts


def settled(seen: QuerySet[Producer], filters: Filters) -> tuple[QuerySet[Producer], Filters]:
    """The rows that hold the text, looked up once, and the filters without it: for an area small enough to list."""
    if not filters.text:
        return seen, filters
    keys = list(by_name(seen.order_by(), filters.text).values_list("pk", flat=True))
    return seen.filter(pk__in=keys), replace(filters, text="")


def _columns(place: int) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "kind": F("kind"),
        "status": F("status"),
        "cohort": F("cohort_be"),
        "certificate": _told({each: certificate_is(each) for each in CERTIFICATES}),
        "confirmed": _told({each: confirmed_is(each) for each in CONFIRMED}),
    }
    return columns | ({"area": F("tambon_id") / Value(place)} if place else {})


def _told(answers: dict[str, Q]) -> Case:
    whens = [When(asked, then=Value(answer)) for answer, asked in answers.items()]
    return Case(*whens, default=Value(""), output_field=CharField())


def _grouped(producers: QuerySet[Producer], columns: dict[str, Any]) -> list[tuple[Any, ...]]:
    named = {f"of_{name}": column for name, column in columns.items()}
    rows = producers.order_by().annotate(**named).values_list(*named).annotate(n=Count("pk"))
    return list(rows)


def _sums(rows: Iterable[tuple[Any, int]]) -> dict[str, int]:
    told: Counter[str] = Counter()
    for value, n in rows:
        told[str(value)] += n
    return dict(told)


def _without(filters: Filters, name: str) -> Filters:
    fields = ("district", "tambon") if name == "area" else (name,)
    return replace(filters, **{each: getattr(_EMPTY, each) for each in fields})


def _of_products(seen: QuerySet[Producer], filters: Filters) -> Options:
    makers = narrowed(seen, replace(filters, **dict.fromkeys(OF_PRODUCTS, "")))
    free = [name for name in _PRODUCT_OPTIONS if not getattr(filters, name)]
    counts = _makers(makers, filters, free) if free else {}
    for name in set(_PRODUCT_OPTIONS) - set(free):
        counts |= _makers(makers, _without(filters, name), [name])
    products = products_by(_without(filters, "standard")).filter(producer__in=makers.order_by().values("pk"))
    held = standards_of(products).order_by().values_list("scheme")
    return counts | {"standard": dict(held.annotate(n=Count("product__producer", distinct=True)))}


def _makers(makers: QuerySet[Producer], filters: Filters, names: list[str]) -> Options:
    """One pass over the products: for each maker which options any of its products answers, then the makers of each."""
    asked = {(name, value): f"o{at}" for at, (name, value) in enumerate(
        (name, value) for name in names for value in _PRODUCT_OPTIONS[name])}  # fmt: skip
    of_makers = (
        products_by(filters)
        .filter(producer__in=makers.order_by().values("pk"))
        .order_by()
        .values("producer")
        .annotate(**{key: BoolOr(is_product(*option)) for option, key in asked.items()})
    )
    sums = of_makers.aggregate(
        **{f"n{key}": Count("producer", filter=Q(**{key: True})) for key in asked.values()}
    )
    counts: Options = {name: {} for name in names}
    for (name, value), key in asked.items():
        if sums[f"n{key}"]:
            counts[name][value] = sums[f"n{key}"]
    return counts
