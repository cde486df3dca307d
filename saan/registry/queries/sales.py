"""Sales as an officer may see them: the grid of a month, what is missing, sums with their coverage, and histories."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, areas_in_reach, may, offices_in_reach
from saan.kernel.dates import today
from saan.organisations.models import Office
from saan.organisations.rules import OfficeLevel
from saan.registry.models import Producer, SalesFact, SalesPeriod
from saan.registry.rules import ProducerStatus, SalesChannel
from saan.registry.selling import Figure, SalesState, state_of, state_of_all


@dataclass(frozen=True)
class Cell:
    """One channel of one producer in the month; `before` is the figure of the month before, to compare with."""

    channel: SalesChannel
    fact: SalesFact | None
    state: SalesState
    before: SalesFact | None = None


@dataclass(frozen=True)
class Row:
    """One producer of the grid."""

    producer: Producer
    cells: list[Cell]
    state: SalesState
    by_product: int = 0


def producers_to_enter(actor: Actor | None) -> QuerySet[Producer]:
    """The producers whose figures the actor's office records: those of its own district."""
    if not may(actor, Permission.SALES_RECORD):
        return Producer.objects.none()
    assert actor is not None
    standing = Producer.objects.exclude(status__in=[ProducerStatus.MERGED, ProducerStatus.DRAFT])
    if actor.office.level != OfficeLevel.DISTRICT:
        return standing.none()
    return standing.filter(areas_in_reach(actor), office=actor.office)


def selling_in(producers: QuerySet[Producer], month: date) -> QuerySet[Producer]:
    """Those of whom a figure of the month is expected, or has been given: registered by then, and not ceased."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    expected = Q(status=ProducerStatus.REGISTERED, registered_on__lt=after)
    return producers.filter(expected | Q(has_told(month)))


def has_told(month: date) -> Exists:
    """Whether anything is in force in the month of the producer; asked producer by producer, as the index answers."""
    facts = SalesFact.objects.filter(producer=OuterRef("pk"), month=month, replaced_by__isnull=True)
    return Exists(facts)


def grid(producers: Iterable[Producer], month: date) -> list[Row]:
    """The cells of one month, in the order of the producers; figures of single products are summed apart."""
    listed = list(producers)
    before = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    facts = SalesFact.objects.filter(
        producer__in=[each.pk for each in listed], month__in=[before, month], replaced_by__isnull=True
    ).select_related("recorded_by")
    at: dict[tuple[int, date, str], SalesFact] = {}
    details: Counter[int] = Counter()
    for fact in facts:
        if fact.product_id is None:
            at[fact.producer_id, fact.month, fact.channel] = fact
        elif fact.month == month:
            details[fact.producer_id] += fact.sales
    return [_row(producer, month, before, at, details[producer.pk]) for producer in listed]


def _row(producer: Producer, month: date, before: date, at: dict, details: int) -> Row:
    cells = []
    for channel in SalesChannel:
        fact = at.get((producer.pk, month, channel))
        said = Figure(fact.sales, fact.orders, fact.not_applicable) if fact else None
        cells.append(
            Cell(channel, fact, state_of(said, month, today()), at.get((producer.pk, before, channel)))
        )
    state = state_of_all([cell.state for cell in cells])
    return Row(producer, cells, SalesState.VALUE if details else state, details)


def months_of(producer: Producer, *, count: int = 12) -> list[tuple[date, int, int, SalesState]]:
    """The producer's last months, newest first: month, sales, orders, state."""
    told: dict[date, list[SalesFact]] = defaultdict(list)
    for fact in producer.sales.filter(replaced_by__isnull=True):
        told[fact.month].append(fact)
    month, found = today().replace(day=1), []
    for _ in range(count):
        facts = told.get(month, [])
        states = [state_of(Figure(f.sales, f.orders, f.not_applicable), month, today()) for f in facts]
        state = state_of_all(states or [state_of(None, month, today())])
        found.append((month, sum(f.sales for f in facts), sum(f.orders for f in facts), state))
        month = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    return found


def closed_months(offices: Iterable[int], month: date) -> list[int]:
    """Which of the offices have closed the month and not been allowed to open it again."""
    closed = SalesPeriod.objects.filter(
        office__in=list(offices), month=month, closed_at__isnull=False, reopened_at__isnull=True
    )
    return list(closed.values_list("office", flat=True))


def period_of(office: Office, month: date) -> SalesPeriod | None:
    """The office's closing of the month, if it has one."""
    return (
        SalesPeriod.objects.filter(office=office, month=month).select_related("closed_by", "asked_by").first()
    )


def reopenings_asked(actor: Actor | None) -> QuerySet[SalesPeriod]:
    """Closed months beneath the actor that somebody asks to open again."""
    if not may(actor, Permission.SALES_REOPEN):
        return SalesPeriod.objects.none()
    assert actor is not None
    asked = SalesPeriod.objects.filter(
        offices_in_reach(actor, prefix="office__"), asked_at__isnull=False, reopened_at__isnull=True,
        closed_at__isnull=False,
    )  # fmt: skip
    return asked.exclude(office=actor.office).select_related("office", "asked_by").order_by("asked_at")
