"""220,000 products from a workbook into the registry, every row checked: ours beside the ways everybody takes first.

Each work runs in a process of its own, so that memory is that of its process tree and nothing else. The
database server is a process apart and not counted, for ours and for the peers alike.
"""

import tempfile
from pathlib import Path

from django.db import connection

from bench import sheets
from bench.measure import Goal, Result, show
from bench.measure_tree import measure_apart

RUNS = 3


def run() -> Result:
    sheets.load_producers()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "products.xlsx"
        whole.write_bytes(sheets.workbook())
        works = {
            name: ["-m", "bench.import_works", name, str(whole), connection.settings_dict["NAME"]]
            for name in ("ours", "plain", "peer")
        }
        figures = measure_apart(works, runs=RUNS, reset=sheets.clear)
    ours = figures["ours"]
    peers = {"openpyxl + bulk_create": figures["plain"], "django-import-export, bulk": figures["peer"]}
    work = f"{sheets.PRODUCTS:,} products from XLSX, all rows checked, into the registry"
    result = Result("import", work, ours, peers, runs=RUNS)
    ratio = min(peer.seconds for peer in peers.values()) / ours.seconds
    result.goals += [
        Goal("end to end", "≤ 10 s", f"{ours.seconds:.1f} s", ours.seconds <= 10),
        Goal("memory of the process tree", "< 600 MB", f"{ours.peak_mb:.0f} MB", ours.peak_mb < 600),
        Goal("beside the best peer", "≥ 4 ×", f"{ratio:.1f} ×", ratio >= 4),
    ]
    show(result)
    return result
