"""What the grid of a month needs besides its cells: whom it lists, which tambons owe, and who a pasted name is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.registry.entering import (
    LONGEST_TEXT,
    NOT_SOLD,
    Block,
    Measure,
    amount_of,
    read_block,
    read_figure,
    read_pair,
    written,
)
from saan.registry.models import Producer, SalesFact
from saan.registry.naming import same_key, stem
from saan.registry.queries.sales import has_told, producers_to_enter, selling_in
from saan.registry.rules import SalesChannel, SalesMethod
from saan.registry.selling import Figure, SalesState, due_on, state_of

__all__ = [
    "LONGEST_TEXT",
    "NOT_SOLD",
    "Block",
    "Figure",
    "Matches",
    "Measure",
    "SalesChannel",
    "SalesMethod",
    "SalesState",
    "TambonDue",
    "amount_of",
    "due_on",
    "expected",
    "facts_in",
    "facts_of_month",
    "figure_of",
    "match",
    "owing",
    "read_block",
    "read_figure",
    "read_pair",
    "state_of",
    "tambons_due",
    "written",
]


@dataclass(frozen=True)
class TambonDue:
    """A tambon of the grid: how many producers it has in the month, and of how many nothing is known."""

    area: Area
    producers: int
    owing: int


@dataclass(frozen=True)
class Matches:
    """Pasted names found in the register, in the words they were pasted; the others named."""

    found: dict[str, int]
    unknown: list[str]
    doubtful: list[str]


def expected(actor: Actor, month: date) -> QuerySet[Producer]:
    """Producers of the office's grid in a month, tambon by tambon in dictionary order."""
    producers = selling_in(producers_to_enter(actor), month).select_related("tambon")
    return producers.order_by("tambon__sort_key", "tambon_id", "sort_key", "pk")


def owing(producers: QuerySet[Producer], month: date) -> QuerySet[Producer]:
    """Those of whom nothing is known yet."""
    return producers.filter(~has_told(month))


def tambons_due(producers: QuerySet[Producer], month: date) -> list[TambonDue]:
    """The tambons of the grid in its order."""
    silent = Count("pk", filter=Q(told=False))
    counted = (
        producers.annotate(told=has_told(month))
        .order_by()
        .values("tambon")
        .annotate(n=Count("pk"), owing=silent)
    )
    found = {row["tambon"]: row for row in counted}
    areas = Area.objects.filter(code__in=found).order_by("sort_key", "code")
    return [TambonDue(area, found[area.code]["n"], found[area.code]["owing"]) for area in areas]


def match(producers: QuerySet[Producer], names: Iterable[str]) -> Matches:
    """Names or former codes as written; a name without its kind word is enough where only one producer has it."""
    exact, loose = defaultdict(set), defaultdict(set)
    for pk, name, code in producers.order_by().values_list("pk", "name", "legacy_code"):
        exact[same_key(name)].add(pk)
        loose[stem(name)].add(pk)
        if code:
            exact[same_key(code)].add(pk)
    found: dict[str, int] = {}
    unknown, doubtful = [], []
    for name in dict.fromkeys(names):
        which = exact.get(same_key(name)) or loose.get(stem(name)) or set()
        if len(which) == 1:
            found[name] = next(iter(which))
        else:
            (doubtful if which else unknown).append(name)
    return Matches(found, unknown, doubtful)


def figure_of(fact: SalesFact | None) -> Figure | None:
    """What the row says."""
    return Figure(fact.sales, fact.orders, fact.not_applicable) if fact else None


def facts_in(producers: Iterable[int], month: date, *, also: Iterable[int] = ()) -> QuerySet[SalesFact]:
    """The month's rows in force of whole producers, and the rows of these ids though they were replaced."""
    wanted = Q(replaced_by__isnull=True) | Q(pk__in=list(also))
    facts = SalesFact.objects.filter(wanted, producer__in=list(producers), month=month)
    return facts.select_related("recorded_by")


def facts_of_month(producer: Producer, month: date) -> QuerySet[SalesFact]:
    """Every figure ever said in the month, oldest first, those replaced and those of single products among them."""
    facts = SalesFact.objects.filter(producer=producer, month=month)
    return facts.select_related("recorded_by", "product").order_by("pk")
