"""220,000 products out of the registry as a workbook: ours beside the writers that everybody takes first.

Each work runs in a process of its own, on the same rows from the same query, with days and prices as such; the
database server is a process apart and not counted, for anybody.
"""

from django.db import connection

from bench import sheets
from bench.measure import Goal, Result, show
from bench.measure_tree import measure_apart

RUNS = 3
_FILL = """
INSERT INTO registry_product (name, sort_key, kind, tambon_id, producer_id, producer_kind, registered_on, cohort_be,
    quadrant, stars, active, story, price, unit, regulated, permit_number, version, created_at, created_by_id)
SELECT name, name, kind, tambon_id, id, producer_kind, DATE '2023-01-01' + n %% 300, 2566, 'A', n %% 5 + 1, TRUE, '',
    2000 + n, '', FALSE, '', 1, now(), created_by_id
FROM (SELECT 'ผ้าขาวม้าทอมือ ลาย ' || k AS name, 'textile' AS kind, p.tambon_id, p.id, p.kind AS producer_kind,
             p.created_by_id, row_number() OVER ()::int AS n
      FROM registry_producer AS p CROSS JOIN generate_series(1, 3) AS k LIMIT %s) AS rows
"""


def run() -> Result:
    sheets.load_producers()
    sheets.clear()
    with connection.cursor() as cursor:
        cursor.execute(_FILL, [sheets.PRODUCTS])
        cursor.execute("ANALYZE registry_product")
    works = {
        name: ["-m", "bench.export_works", name, connection.settings_dict["NAME"]]
        for name in ("ours", "xlsxwriter", "openpyxl")
    }
    figures = measure_apart(works, runs=RUNS)
    sheets.clear()
    ours = figures.pop("ours")
    peers = {
        "XlsxWriter, constant memory": figures["xlsxwriter"],
        "openpyxl, write-only": figures["openpyxl"],
    }
    result = Result("export", f"{sheets.PRODUCTS:,} products of 12 columns to XLSX", ours, peers, runs=RUNS)
    result.goals.append(Goal("from query to file", "≤ 5 s", f"{ours.seconds:.1f} s", ours.seconds <= 5))
    show(result)
    return result
