"""The plan of a kept import, as the checker wants it."""

from saan.documents.sheets.tables import Table
from saan.registry.importing.checks import Plan
from saan.registry.importing.heads import head_at
from saan.registry.models import ImportBatch
from saan.registry.rules import ImportKind


def plan_of(batch: ImportBatch, table: Table) -> Plan:
    """What the officer has said about the file."""
    first, last = batch.mapping["head"]
    return Plan(
        kind=ImportKind(batch.kind),
        head=head_at(table, first, last),
        columns=batch.mapping["columns"],
        with_hidden=batch.mapping.get("with_hidden", False),
        mend=batch.mapping.get("mend", False),
        distinct=batch.mapping.get("distinct", False),
        fixes=batch.fixes,
        constants=batch.mapping.get("constants", {}),
    )
