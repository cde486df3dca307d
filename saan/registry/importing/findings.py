"""What a check found, as it is kept with the import and shown."""

from typing import Any

import polars as pl

from saan.registry.importing.checks import Checked

MOST_KEPT = 2_000
"""Problems and repairs shown on the page; the answer workbook holds all of them."""


def problems_of(checked: Checked) -> list[dict[str, Any]]:
    """The first problems, in the order of the sheet: cell, row, field, raw, message, suggestion, fault, how, asks."""
    return [
        {"cell": checked.address(line["row"], line["field"]), **line}
        for line in checked.problems.head(MOST_KEPT).to_dicts()
    ]


def findings_of(checked: Checked) -> dict[str, Any]:
    """Counts of everything, and the first repairs with their cells."""
    sure = checked.problems.filter(pl.col("how").is_not_null() & (pl.col("suggestion") != ""))
    repairs = pl.concat([
        sure.select("row", "field", "raw", pl.col("suggestion").alias("repaired"), "how"),
        checked.repairs,
    ])  # fmt: skip
    return {
        "new": checked.count("new"),
        "updated": checked.count("updated"),
        "same": checked.count("same"),
        "bad": checked.bad,
        "figures": dict(checked.figures),
        "faults": _counted(checked.problems, "fault"),
        "hows": _counted(repairs, "how"),
        "sure": sure.height,
        "left_out": {reason: rows[:20] for reason, rows in checked.left_out.items()},
        "left_out_counts": {reason: len(rows) for reason, rows in checked.left_out.items()},
        "repairs": [
            {"cell": checked.address(line["row"], line["field"]), **line}
            for line in repairs.head(MOST_KEPT).to_dicts()
        ],
    }


def _counted(frame: pl.DataFrame, column: str) -> dict[str, int]:
    return dict(frame.group_by(column, maintain_order=True).len().iter_rows())
