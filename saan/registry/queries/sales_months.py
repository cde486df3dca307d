"""Months of whole areas: sums and coverage of every place beneath one, each month in its column, by one statement.

A figure counts for the place it was sold from; a producer of whom nothing is known counts where it is today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.geography.models import Area
from saan.geography.queries import children
from saan.kernel.dates import today
from saan.registry.models import Producer, SalesFact
from saan.registry.rules import ProducerStatus
from saan.registry.selling import SalesState, state_of

_WIDTH = {"country": 10_000, "province": 100, "district": 1}
_SUMS = """
WITH said AS MATERIALIZED (
  SELECT f.month, f.tambon_id / %(width)s AS place, f.producer_id, SUM(f.sales) AS sales, SUM(f.orders) AS orders,
         BOOL_AND(f.not_applicable) AS shut, MAX(f.recorded_at) AS last
  FROM registry_salesfact f
  WHERE f.replaced_by_id IS NULL AND f.month = ANY(%(months)s) AND f.tambon_id BETWEEN %(lo)s AND %(hi)s
  GROUP BY 1, 2, 3
), quiet AS MATERIALIZED (
  SELECT m.month, p.tambon_id / %(width)s AS place, p.id AS producer_id
  FROM registry_producer p
  JOIN UNNEST(%(months)s::date[]) AS m(month) ON p.registered_on < m.month + INTERVAL '1 month'
  LEFT JOIN said s ON s.producer_id = p.id AND s.month = m.month
  WHERE p.status = %(registered)s AND p.tambon_id BETWEEN %(lo)s AND %(hi)s AND s.producer_id IS NULL
), silent AS (
  SELECT q.month, q.place, COUNT(*) AS n
  FROM quiet q
  WHERE %(everywhere)s OR NOT EXISTS (
    SELECT 1 FROM registry_salesfact f
    WHERE f.producer_id = q.producer_id AND f.month = q.month AND f.replaced_by_id IS NULL)
  GROUP BY 1, 2
), told AS (
  SELECT month, place, SUM(sales) AS sales, SUM(orders) AS orders, MAX(last) AS last,
         COUNT(*) FILTER (WHERE sales + orders > 0) AS value,
         COUNT(*) FILTER (WHERE sales + orders = 0 AND NOT shut) AS zero,
         COUNT(*) FILTER (WHERE shut) AS shut
  FROM said GROUP BY 1, 2
)
SELECT month, place, COALESCE(t.sales, 0), COALESCE(t.orders, 0), COALESCE(t.value, 0), COALESCE(t.zero, 0),
       COALESCE(t.shut, 0), COALESCE(s.n, 0), t.last
FROM told t FULL JOIN silent s USING (month, place)
"""


@dataclass(frozen=True)
class Told:
    """A month of a place: sums in satang, and how many producers stand where."""

    sales: int = 0
    orders: int = 0
    value: int = 0
    zero: int = 0
    shut: int = 0
    silent: int = 0
    last: datetime | None = None

    @property
    def told(self) -> int:
        return self.value + self.zero

    @property
    def owed(self) -> int:
        """Producers who should have a figure: all but those for whom nothing could be sold."""
        return self.value + self.zero + self.silent

    def plus(self, other: Told) -> Told:
        """Two places as one."""
        last = max((moment for moment in (self.last, other.last) if moment), default=None)
        return Told(
            self.sales + other.sales, self.orders + other.orders, self.value + other.value, self.zero + other.zero,
            self.shut + other.shut, self.silent + other.silent, last,
        )  # fmt: skip

    def state(self, month: date) -> SalesState:
        """What the cell of the matrix stands for."""
        if self.value:
            return SalesState.VALUE
        if self.zero:
            return SalesState.ZERO
        if self.shut or not self.silent:
            return SalesState.NOT_APPLICABLE
        return state_of(None, month, today())


@dataclass(frozen=True)
class Line:
    """A place of the matrix, with a figure for each month asked, in their order."""

    area: Area
    months: list[Told]


@dataclass(frozen=True)
class Matrix:
    """The places beneath an area; `total` is their sum, month by month."""

    area: Area
    months: list[date]
    lines: list[Line]
    total: list[Told]


def matrix(actor: Actor, area: Area, months: Sequence[date]) -> Matrix:
    """The sums beneath an area inside the actor's own; nothing without the permission."""
    lo, hi = max(area.lo, actor.office.lo), min(area.hi, actor.office.hi)
    found = _sums(area, lo, hi, months) if may(actor, Permission.PRODUCERS_SEE) else {}
    places = {
        place.code: place for place in children(area).order_by("sort_key", "code") if lo <= place.lo <= hi
    }
    gone = {place for place, _ in found} - set(places)
    places |= {place.code: place for place in Area.objects.filter(code__in=gone)}
    lines = [
        Line(place, [found.get((code, month), Told()) for month in months]) for code, place in places.items()
    ]
    total = [_sum([line.months[at] for line in lines]) for at in range(len(months))]
    return Matrix(area, list(months), lines, total)


def _sum(figures: list[Told]) -> Told:
    whole = Told()
    for each in figures:
        whole = whole.plus(each)
    return whole


def _sums(area: Area, lo: int, hi: int, months: Sequence[date]) -> dict[tuple[int, date], Told]:
    """Over the whole country nobody can have sold elsewhere, so that is asked of narrower places alone."""
    asked = {
        "everywhere": area.level == "country" and (lo, hi) == (area.lo, area.hi),
        "lo": lo,
        "hi": hi,
        "width": _WIDTH[area.level],
        "months": list(months),
        "registered": ProducerStatus.REGISTERED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, asked)
        rows = cursor.fetchall()
    return {
        (place, month): Told(int(sales), int(orders), value, zero, shut, silent, last)
        for month, place, sales, orders, value, zero, shut, silent, last in rows
    }


@dataclass(frozen=True)
class ProducerMonth:
    """A producer in the list of a tambon's month: sums in satang and what the month stands for."""

    producer: Producer
    sales: int
    orders: int
    state: SalesState


def producers_of_month(producers: QuerySet[Producer], month: date) -> list[ProducerMonth]:
    """Each of the producers with its month, in dictionary order."""
    listed = list(producers.order_by("sort_key", "pk"))
    told: dict[int, Told] = defaultdict(Told)
    facts = SalesFact.objects.filter(producer__in=listed, month=month, replaced_by__isnull=True)
    for pk, sales, orders, shut in facts.values_list("producer", "sales", "orders", "not_applicable"):
        kind = "shut" if shut else "value" if sales or orders else "zero"
        told[pk] = told[pk].plus(Told(sales, orders, **{kind: 1}))
    return [
        ProducerMonth(each, (had := told.get(each.pk, Told(silent=1))).sales, had.orders, had.state(month))
        for each in listed
    ]
