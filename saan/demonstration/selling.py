"""Fictitious sales, from each producer's and month's own number: the same every time, by one statement."""

from datetime import date

from django.db import connection

from saan.accounts.policy import Actor

_FIRST_MONTH = date(2021, 10, 1)
MONTHS = 60

_SALES = """
WITH made AS (
    SELECT DISTINCT ON (producer_id) producer_id, kind FROM registry_product ORDER BY producer_id, id
), chance AS (
    SELECT producer.id, producer.tambon_id, producer.kind, month::date AS month,
           made.kind AS product_kind,
           abs(hashint8extended(producer.id, 11)) %% 1000 AS size,
           abs(hashint8extended(producer.id, 12)) %% 100 AS diligence,
           abs(hashint8extended(producer.id, 13)) %% 100 AS way, number,
           abs(hashint8extended(producer.id * 1000 + number, 14)) %% 1000 AS luck,
           abs(hashint8extended(producer.id * 1000 + number, 15)) %% 100 AS said
    FROM registry_producer AS producer
    LEFT JOIN made ON made.producer_id = producer.id
    CROSS JOIN generate_series(0, %(months)s - 1) AS number
    CROSS JOIN LATERAL (SELECT %(first)s::date + make_interval(months => number) AS month) AS calendar
    WHERE producer.registered_on <= month AND producer.status IN ('registered', 'ceased')
      AND NOT EXISTS (SELECT FROM registry_salesfact AS told WHERE told.producer_id = producer.id)
), told AS (
    SELECT *, said < 8 AND luck %% 3 = 0 AS shut,
           (exp(2.2 * (size / 1000.0 - 0.5) * 2) * 9e6 * (0.6 + 0.8 * luck / 1000.0) * (1 + number * 0.004)
            * (ARRAY[0.9, 0.95, 1, 1.15, 0.95, 0.85, 0.9, 0.9, 0.95, 1.1, 1.15, 1.35])[extract(month FROM month)]
           ) AS amount
    FROM chance
    WHERE said < 60 + diligence * 0.45
)
INSERT INTO registry_salesfact (producer_id, month, channel, sales, orders, not_applicable, method, tambon_id,
    producer_kind, product_kind, reason, recorded_at, recorded_by_id)
SELECT id, month,
       (ARRAY['community', 'community', 'fair', 'shop', 'online', 'trader', 'export'])[
           1 + CASE WHEN luck < 850 THEN way %% 7 ELSE luck %% 5 END],
       CASE WHEN shut OR said = 59 THEN 0 ELSE round(amount / 10000)::bigint * 10000 END,
       CASE WHEN shut OR luck %% 9 > 0 THEN 0 ELSE round(amount / 200000)::bigint * 10000 END,
       shut, (ARRAY['declared', 'declared', 'receipt', 'estimate'])[1 + way %% 4],
       tambon_id, kind, coalesce(product_kind, ''), '', month + interval '1 month 4 days', %(by)s
FROM told
ORDER BY id, month
"""


def plant_sales(*, by: Actor, months: int = MONTHS) -> int:
    """Figures of five fiscal years for producers who have none yet; gives how many.

    One figure a month of those who report: some sold nothing, some could not, about a fifth of months is silent.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SALES, {"months": months, "first": _FIRST_MONTH, "by": by.user.pk})
        return cursor.rowcount
