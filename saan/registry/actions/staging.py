"""Checked rows on their way into the registry: kept in pieces as CSV, each then by COPY and INSERT … SELECT.

Two connections write at once, since the server works on one statement with one processor: one takes pieces from the
front, the other from the back. A piece is written, leaves and is counted in one transaction of its own.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import polars as pl
from django.db import connection, models, transaction
from django.db.models import F

from saan.kernel.dates import now
from saan.registry.actions.staging_sales import write_figures
from saan.registry.actions.staging_stars import write_results
from saan.registry.importing.checks import Checked
from saan.registry.models import ImportBatch, Producer, Product, StagedPiece
from saan.registry.rules import ImportKind, ProducerStatus

PIECE = 20_000
"""Rows written in one transaction: few enough that both connections end at nearly the same moment."""

_PRODUCER = ("name", "sort_key", "kind", "tambon", "village_no", "address", "chair_name", "phone", "members",
             "registered_on", "legacy_code", "office")  # fmt: skip
_PRODUCT = ("maker", "name", "sort_key", "kind", "tambon", "producer_kind", "registered_on", "price",
            "regulated", "permit_number", "permit_expires")  # fmt: skip
_COLUMNS = {
    ImportKind.PRODUCERS: _PRODUCER,
    ImportKind.PRODUCTS: _PRODUCT,
    ImportKind.SALES: ("row", "facts"),
    ImportKind.STARS: ("row", "facts"),
}
_TYPES = {
    "state": "text", "target": "bigint", "name": "text", "sort_key": "text", "kind": "text", "tambon": "int",
    "village_no": "int", "address": "text", "chair_name": "text", "phone": "text", "members": "int",
    "registered_on": "date", "legacy_code": "text", "office": "bigint", "maker": "bigint", "producer_kind": "text",
    "price": "bigint", "regulated": "boolean", "permit_number": "text", "permit_expires": "date",
    "row": "int", "facts": "jsonb",
}  # fmt: skip
_CHANGES = {
    ImportKind.PRODUCERS: ("kind", "village_no", "address", "chair_name", "phone", "members", "registered_on",
                           "legacy_code"),
    ImportKind.PRODUCTS: ("kind", "registered_on", "price", "regulated", "permit_number", "permit_expires"),
}  # fmt: skip


def stage(batch: ImportBatch, checked: Checked) -> int:
    """Put the new and changed rows where `write_piece` takes them from, in place of what lay there. How many."""
    wanted = _wanted(ImportKind(batch.kind))
    rows = checked.rows.filter(pl.col("state") != "same")
    values = [
        pl.col(name) if name in rows.columns else pl.lit(None, pl.String).alias(name) for name in wanted
    ]
    batch.staged.all().delete()
    for number, piece in enumerate(rows.iter_slices(PIECE)):
        data = piece.select(values).write_csv(include_header=False).encode()
        StagedPiece.objects.create(batch=batch, number=number, rows=piece.height, data=data)
    return rows.height


def _wanted(kind: ImportKind) -> tuple[str, ...]:
    return ("state", "target", *_COLUMNS[kind])


def write_waiting(batch: ImportBatch, *, by: int) -> None:
    """Write the pieces that wait; `by` is the user's key. Raises what either connection raises, once both have ended.

    Inside a transaction there is only its own connection.
    """
    stop = Event()
    if connection.in_atomic_block or batch.staged.count() < 2:
        _write_until_none(lambda: write_piece(batch, by=by), stop)
        return
    with ThreadPoolExecutor(1) as pool:
        beside = pool.submit(_write_beside, batch, by, stop)
        _write_until_none(lambda: write_piece(batch, by=by), stop)
    beside.result()


def _write_beside(batch: ImportBatch, by: int, stop: Event) -> None:
    try:
        _write_until_none(lambda: write_piece(batch, by=by, beside=True), stop)
    finally:
        connection.close()


def _write_until_none(write: Callable[[], int], stop: Event) -> None:
    """An error stops the other connection after the piece in its hands."""
    try:
        while not stop.is_set() and write():
            pass
    except BaseException:
        stop.set()
        raise


def write_piece(batch: ImportBatch, *, by: int, beside: bool = False) -> int:
    """Write a piece, count it and let it leave, in one transaction. How many rows left; 0 when none waits.

    The first piece, waiting for whoever holds it: a process killed a moment ago may. `beside` takes the last one that
    nobody holds. A row that stands there meanwhile is not doubled: the name is unique in its place.
    """
    waiting = batch.staged.select_for_update(skip_locked=beside).order_by("-number" if beside else "number")
    with transaction.atomic():
        piece = waiting.first()
        if piece is None:
            return 0
        kind = ImportKind(batch.kind)
        created, updated = (
            write_results(batch, piece.data) if kind == ImportKind.STARS else _written(piece.data, kind, by)
        )
        piece.delete()
        connection.check_constraints()  # before the row is touched that the other connection counts in
        ImportBatch.objects.filter(pk=batch.pk).update(
            done_rows=F("done_rows") + piece.rows,
            created=F("created") + created,
            updated=F("updated") + updated,
        )
    return piece.rows


def _written(data: bytes, kind: ImportKind, by: int) -> tuple[int, int]:
    """How many rows were made and changed; the rest stood there already.

    Names go to the search index in one batch later, as its pending list is long enough.
    """
    shape = ", ".join(f"{name} {_TYPES[name]}" for name in _wanted(kind))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '256MB'")
        cursor.execute(f"DROP TABLE IF EXISTS piece; CREATE TEMP TABLE piece ({shape}) ON COMMIT DROP")
        with cursor.copy("COPY piece FROM STDIN (FORMAT csv)") as into:
            into.write(data)
        if kind == ImportKind.SALES:
            return write_figures(cursor, by=by)
        cursor.execute(*_statement(kind, by))
        return cursor.fetchone()


def _statement(kind: ImportKind, by: int) -> tuple[str, dict[str, Any]]:
    model: type[models.Model] = Producer if kind == ImportKind.PRODUCERS else Product
    given = _given(kind)
    columns, values, constants = [], [], {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.generated:
            continue
        columns.append(field.column)
        if field.name in given:
            values.append(given[field.name])
        else:
            constants[f"x_{field.name}"] = _constant(field, by)
            values.append(f"%(x_{field.name})s")
    table = model._meta.db_table
    sets = ", ".join(f"{name} = coalesce(r.{name}, t.{name})" for name in _CHANGES[kind])
    follows = ""
    if kind == ImportKind.PRODUCERS:
        follows = (
            ", follow AS (UPDATE registry_product AS p SET producer_kind = r.kind FROM piece AS r"
            " WHERE r.state = 'updated' AND p.producer_id = r.target AND p.producer_kind <> r.kind)"
        )
    sql = (
        f"WITH made AS (INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM piece AS r"
        " WHERE r.state = 'new' ON CONFLICT DO NOTHING RETURNING 1),"
        f" changed AS (UPDATE {table} AS t SET {sets}, version = t.version + 1,"
        " cohort_be = coalesce(extract(year FROM r.registered_on)::int + 543, t.cohort_be)"
        f" FROM piece AS r WHERE r.state = 'updated' AND t.id = r.target RETURNING 1){follows}"
        " SELECT (SELECT count(*) FROM made), (SELECT count(*) FROM changed)"
    )
    return sql, constants


def _given(kind: ImportKind) -> dict[str, str]:
    """Field of the model → expression over a staged row."""
    cohort = {"cohort_be": "extract(year FROM r.registered_on)::int + 543"}
    if kind == ImportKind.PRODUCTS:
        permit = {
            "regulated": "coalesce(r.regulated, FALSE)",
            "permit_number": "coalesce(r.permit_number, '')",
        }
        given = {name: f"r.{name}" for name in _PRODUCT if name != "maker"}
        return given | {"producer": "r.maker"} | permit | cohort
    texts = ("address", "chair_name", "phone", "legacy_code")
    return {name: f"coalesce(r.{name}, '')" if name in texts else f"r.{name}" for name in _PRODUCER} | cohort


def _constant(field: models.Field, by: int) -> Any:
    """What a field of every new row holds that no column of a sheet gives."""
    if field.name == "created_by":
        return by
    if field.name == "created_at":
        return now()
    if field.name == "status":
        return ProducerStatus.REGISTERED.value
    return field.get_db_prep_save(field.get_default(), connection)
