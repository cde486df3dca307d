"""A fiscal year of an office's sales in the shape in which the import takes it back: a row for each producer, product
and channel, two cells for each month."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from saan.accounts.policy import Actor
from saan.kernel.fiscal import FiscalYear
from saan.registry.models import Producer, SalesFact
from saan.registry.queries.sales import producers_to_enter
from saan.registry.rules import ProducerStatus, SalesChannel
from saan.registry.selling import Figure


@dataclass(frozen=True)
class SheetRow:
    """One line; without a channel where the producer has told nothing yet."""

    producer: Producer
    product: str
    channel: SalesChannel | None
    months: dict[date, Figure]


def sheet_rows(actor: Actor, year: FiscalYear) -> Iterator[SheetRow]:
    """The producers of the actor's office in the order of its grid, each with what it has told in the year."""
    producers = producers_to_enter(actor).select_related("tambon")
    told: dict[int, dict[tuple[str, int, str], dict[date, Figure]]] = defaultdict(dict)
    facts = SalesFact.objects.filter(
        producer__in=producers, month__range=(year.start, year.end), replaced_by__isnull=True
    )
    for fact in facts.select_related("product").order_by("product__sort_key", "pk"):
        key = (fact.product.name if fact.product else "", fact.product_id or 0, fact.channel)
        months = told[fact.producer_id].setdefault(key, {})
        months[fact.month] = Figure(fact.sales, fact.orders, fact.not_applicable)
    order = {channel: number for number, channel in enumerate(SalesChannel)}
    for producer in producers.order_by("tambon__sort_key", "tambon_id", "sort_key", "pk"):
        lines = told.get(producer.pk, {})
        for name, _, channel in sorted(lines, key=lambda key: (key[0] != "", key[0], key[1], order[key[2]])):
            yield SheetRow(producer, name, SalesChannel(channel), lines[name, _, channel])
        if not lines and producer.status == ProducerStatus.REGISTERED:
            yield SheetRow(producer, "", None, {})
