"""Sales as pages show them: the matrix of months, a producer's months, and the channels of one month."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saan.geography.models import Area
from saan.kernel.dates import SHORT_MONTHS, be_year, format_month
from saan.registry.models import Producer, SalesFact
from saan.registry.queries.sales import Cell, months_of
from saan.registry.queries.sales_entry import Measure, SalesChannel, SalesState
from saan.registry.queries.sales_months import Matrix, ProducerMonth, Told
from saan.web.components import status
from saan.web.office.registry.sales_forms import address_of
from saan.web.office.registry.sales_grid import SHOWN, History, history

THIN = 0.8


@dataclass(frozen=True)
class Box:
    """A month of a place. `amount` in satang, only where there is a figure; `thin` where too few have told."""

    look: status.Cell
    amount: int
    told: int
    owed: int
    thin: bool

    @property
    def has_figure(self) -> bool:
        return self.look in (status.Cell.VALUE, status.Cell.ZERO)


@dataclass(frozen=True)
class Row:
    area: Area
    boxes: list[Box]


@dataclass(frozen=True)
class Table:
    """The matrix as drawn; heads are the short month and its address."""

    heads: list[tuple[str, str]]
    rows: list[Row]
    total: list[Box]
    unit: str


def short_month(month: date) -> str:
    """ต.ค. 69, for heads of columns."""
    return f"{SHORT_MONTHS[month.month - 1]} {be_year(month) % 100}"


def table(found: Matrix, measure: Measure) -> Table:
    """The matrix, place by place."""
    months = found.months
    rows = [
        Row(line.area, [_box(told, month, measure) for told, month in zip(line.months, months, strict=True)])
        for line in found.lines
    ]
    total = [_box(told, month, measure) for told, month in zip(found.total, months, strict=True)]
    below = {"country": "จังหวัด", "province": "อำเภอ"}.get(found.area.level, "ตำบล")
    return Table([(short_month(month), address_of(month)) for month in months], rows, total, below)


def _box(told: Told, month: date, measure: Measure) -> Box:
    amount = told.sales if measure is Measure.SALES else told.orders
    thin = bool(told.told) and told.told < THIN * told.owed
    return Box(SHOWN[told.state(month)], amount, told.told, told.owed, thin)


@dataclass(frozen=True)
class ProducerLine:
    producer: Producer
    amount: int
    sales: int
    orders: int
    look: status.Cell

    @property
    def has_figure(self) -> bool:
        return self.look in (status.Cell.VALUE, status.Cell.ZERO)


def producer_line(found: ProducerMonth, measure: Measure) -> ProducerLine:
    """A producer of a tambon's month."""
    amount = found.sales if measure is Measure.SALES else found.orders
    return ProducerLine(found.producer, amount, found.sales, found.orders, SHOWN[found.state])


@dataclass(frozen=True)
class MonthLine:
    """One of a producer's months."""

    key: str
    label: str
    short: str
    sales: int
    orders: int
    look: status.Cell
    state: SalesState


def last_months(producer: Producer, *, count: int = 12) -> list[MonthLine]:
    """The producer's last months, newest first, none before it was registered; empty for a file not registered."""
    begun = producer.registered_on
    return [
        MonthLine(
            address_of(month), format_month(month), short_month(month), sales, orders, SHOWN[state], state
        )
        for month, sales, orders, state in months_of(producer, count=count)
        if begun and (begun.year, begun.month) <= (month.year, month.month)
    ]


@dataclass(frozen=True)
class Channel:
    """One channel of a producer's month with what was ever said in it; `apart` are figures of single products."""

    label: str
    anchor: str
    fact: SalesFact | None
    look: status.Cell
    said: list[History]
    apart: list[SalesFact]


def channels(cells: Iterable[Cell], facts: Iterable[SalesFact]) -> list[Channel]:
    """The six channels; `facts` are all rows of the month, those replaced among them, oldest first."""
    by_channel: dict[str, list[SalesFact]] = defaultdict(list)
    for fact in facts:
        by_channel[fact.channel].append(fact)
    return [
        Channel(
            SalesChannel(cell.channel).label,
            cell.channel.value,
            cell.fact,
            SHOWN[cell.state],
            history(by_channel[cell.channel]),
            [f for f in by_channel[cell.channel] if f.product_id and f.replaced_by_id is None],
        )
        for cell in cells
    ]
