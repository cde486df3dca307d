"""Checked figures on their way into the register: old rows step down, new ones stand, in one transaction.

What somebody has told, corrected or closed since the check is left as it is now.
"""

from django.db.backends.utils import CursorWrapper

from saan.kernel.dates import now
from saan.registry.rules import ProducerStatus

_FIGURES = """
    CREATE TEMP TABLE figure ON COMMIT DROP AS
    SELECT r.row, nextval(pg_get_serial_sequence('registry_salesfact', 'id')) AS id, f.*
    FROM piece AS r, jsonb_to_recordset(r.facts) AS f(
        producer bigint, product bigint, month date, channel text, sales bigint, orders bigint, na boolean,
        method text, reason text, seen bigint)"""
_HELD = """
    SELECT p.id FROM registry_producer AS p WHERE p.id IN (SELECT producer FROM figure) ORDER BY p.id FOR UPDATE"""
_LOST = """
    DELETE FROM figure AS f USING registry_producer AS p
    WHERE p.id = f.producer AND (p.status = ANY(%s) OR EXISTS (
        SELECT 1 FROM registry_salesperiod AS c WHERE c.office_id = p.office_id AND c.month = f.month
        AND c.closed_at IS NOT NULL AND c.reopened_at IS NULL))"""
_STEP_DOWN = """
    WITH down AS (UPDATE registry_salesfact AS old SET replaced_by_id = f.id FROM figure AS f
                  WHERE old.id = f.seen AND old.replaced_by_id IS NULL RETURNING f.id)
    DELETE FROM figure WHERE seen IS NOT NULL AND id NOT IN (SELECT id FROM down)"""
_STAND = """
    WITH one_kind AS (
        SELECT producer_id, min(kind) AS kind FROM registry_product
        WHERE active AND producer_id IN (SELECT producer FROM figure)
        GROUP BY producer_id HAVING count(DISTINCT kind) = 1
    ), made AS (
        INSERT INTO registry_salesfact (id, producer_id, product_id, month, channel, sales, orders, not_applicable,
            method, tambon_id, producer_kind, product_kind, reason, recorded_at, recorded_by_id)
        SELECT f.id, p.id, f.product, f.month, f.channel, f.sales, f.orders, f.na, f.method, p.tambon_id, p.kind,
            coalesce(r.kind, k.kind, ''), CASE WHEN f.seen IS NULL THEN '' ELSE f.reason END, %s, %s
        FROM figure AS f JOIN registry_producer AS p ON p.id = f.producer
        LEFT JOIN registry_product AS r ON r.id = f.product
        LEFT JOIN one_kind AS k ON k.producer_id = p.id AND f.product IS NULL
        ON CONFLICT DO NOTHING RETURNING id
    ), rows AS (
        SELECT f.row, bool_or(f.seen IS NULL) AS new FROM figure AS f JOIN made USING (id) GROUP BY f.row
    )
    SELECT count(*) FILTER (WHERE new), count(*) FILTER (WHERE NOT new) FROM rows"""


def write_figures(cursor: CursorWrapper, *, by: int) -> tuple[int, int]:
    """Write the figures of the temporary table "piece"; how many of its rows brought new ones, how many corrections."""
    cursor.execute("DROP TABLE IF EXISTS figure")
    cursor.execute(_FIGURES)
    cursor.execute(_HELD)
    cursor.execute(_LOST, [[ProducerStatus.DRAFT.value, ProducerStatus.MERGED.value]])
    cursor.execute(_STEP_DOWN)
    cursor.execute(_STAND, [now(), by])
    return cursor.fetchone()
