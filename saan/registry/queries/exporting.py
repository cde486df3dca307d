"""What a list shows, as columns for a workbook: read by COPY piece by piece, so that a national list stays small.

Personal columns are never among them.
"""

from collections.abc import Iterator, Mapping
from itertools import batched
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import QuerySet

from saan.kernel.labels import Labelled
from saan.registry.models import Producer, ProducerKind, ProducerStatus, ProductKind, Quadrant
from saan.registry.queries.finding import products_by
from saan.registry.queries.producers import Filters

PIECE = 20_000
_PLACE = {"tambon": "tambon__name_th", "district": "tambon__parent__name_th",
          "province": "tambon__parent__parent__name_th"}  # fmt: skip
_PRODUCER = {
    "name": "name", "kind": "kind", **_PLACE, "village_no": "village_no", "members": "members",
    "registered_on": "registered_on", "cohort_be": "cohort_be", "status": "status",
}  # fmt: skip
_PRODUCT = {
    "name": "name", "kind": "kind", "producer": "producer__name", "producer_kind": "producer_kind", **_PLACE,
    "registered_on": "registered_on", "cohort_be": "cohort_be", "quadrant": "quadrant", "stars": "stars",
    "price": "price",
}  # fmt: skip
_TYPES = {"village_no": pl.Int32, "members": pl.Int32, "registered_on": pl.Date, "cohort_be": pl.Int32,
          "stars": pl.Int32, "price": pl.Int64}  # fmt: skip


def producer_frames(producers: QuerySet[Producer]) -> Iterator[pl.DataFrame]:
    """Name, kind, tambon, district, province, village, members, day, year and status of each, in the list's order."""
    words = {"kind": ProducerKind, "status": ProducerStatus}
    return _frames(producers.order_by("sort_key", "id"), _PRODUCER, words)


def product_frames(producers: QuerySet[Producer], filters: Filters) -> Iterator[pl.DataFrame]:
    """The products still made of these producers that answer the product filters: what they are, whose, and where.

    Name, kind, producer, its kind, tambon, district, province, day, year, quadrant, stars, price in baht.
    """
    rows = products_by(filters).filter(producer__in=producers.order_by().values("pk"))
    words = {"kind": ProductKind, "producer_kind": ProducerKind, "quadrant": Quadrant}
    for frame in _frames(rows.order_by("sort_key", "id"), _PRODUCT, words):
        yield frame.with_columns(price=pl.col("price") / 100)


def _frames(
    rows: QuerySet[Any], columns: Mapping[str, str], words: Mapping[str, type[Labelled]]
) -> Iterator[pl.DataFrame]:
    sql, params = rows.values_list(*columns.values()).query.sql_with_params()
    schema = {name: _TYPES.get(name, pl.String) for name in columns}
    labels = [
        pl.col(name).replace({each.value: each.label for each in kind}).alias(name)
        for name, kind in words.items()
    ]
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", params) as lines:
        for piece in batched(lines, PIECE):
            frame = pl.read_csv(b"".join(piece), has_header=False, new_columns=list(schema), schema=schema)
            yield frame.with_columns(labels)
