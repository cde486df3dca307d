"""What an import gives back: the workbook with comments, the workbook with repairs."""

import polars as pl

from saan.documents.queries import read_bytes
from saan.documents.sheets.answering import Remark, annotated, replaced
from saan.documents.sheets.keeping import table_in
from saan.registry.importing.checks import Checked, check
from saan.registry.importing.ground import ground_for
from saan.registry.importing.plans import plan_of
from saan.registry.importing.values import Fault
from saan.registry.models import ImportBatch


def answer_workbook(batch: ImportBatch) -> bytes:
    """The very workbook handed in, each cell to be seen to with a comment, and a sheet that lists them all."""
    data, checked = _checked(batch)
    remarks = [
        Remark(checked.address(row, key), row, raw, message, Fault(fault).label)
        for row, key, raw, message, fault in checked.problems.select(
            "row", "field", "raw", "message", "fault"
        ).iter_rows()
    ]
    return annotated(data, batch.file.name, batch.sheet, remarks)


def repaired_workbook(batch: ImportBatch) -> bytes:
    """The workbook handed in with what persons changed and what is certain written into its cells."""
    data, checked = _checked(batch)
    sure = checked.problems.filter(pl.col("how").is_not_null() & (pl.col("suggestion") != ""))
    cells = {
        checked.address(row, key): text
        for row, key, text in sure.select("row", "field", "suggestion").iter_rows()
    }
    repairs = checked.repairs.select("row", "field", "repaired")
    cells |= {checked.address(row, key): text for row, key, text in repairs.iter_rows()}
    return replaced(data, batch.file.name, batch.sheet, batch.fixes | cells)


def _checked(batch: ImportBatch) -> tuple[bytes, Checked]:
    data = read_bytes(batch.file)
    table = table_in(batch.file, sheet=batch.sheet)
    plan = plan_of(batch, table)
    return data, check(table, plan, ground_for(batch.office, plan.kind))
