"""Nominations as something rules can count: each as it was on the day it was put forward."""

from dataclasses import replace

from saan.policy.countables import Countable, Field, FieldType
from saan.selection.rules import LIVE

_CASTS = {
    FieldType.INTEGER: "int",
    FieldType.BE_YEAR: "int",
    FieldType.BOOLEAN: "boolean",
    FieldType.DATE: "date",
    FieldType.CHOICE: "text",
}


def nominated(directive: int, pool: Countable) -> Countable:
    """Of what the pool holds, that which is nominated for one directive, with the values frozen in its proof.

    What becomes of a product after the day does not change what was nominated. `id` is the row in the pool's table;
    `texts` are its name, kind and maker as they were that day, and what the officer vouched for.
    """
    states = ", ".join(f"'{state.value}'" for state in LIVE)
    return replace(
        pool,
        table=f"(SELECT n.entity_id, n.tambon_id, n.name, n.kind, n.potential, n.proof -> 'values' AS held, "
        f"n.proof ->> 'maker' AS maker, "
        f"(n.nominated_at AT TIME ZONE 'Asia/Bangkok')::date AS nominated_on "
        f"FROM selection_nomination AS n WHERE n.directive_id = {int(directive)} AND n.entity = '{pool.code}' "
        f"AND n.state IN ({states}))",
        id_column="entity_id",
        area_column="tambon_id",
        date_column="nominated_on",
        date_label_th="เสนอชื่อ",
        base_sql="TRUE",
        fields={name: _frozen(field) for name, field in pool.fields.items()},
        texts={name: f"t.{name}" for name in ("name", "kind", "maker", "potential")},
    )


def _frozen(field: Field) -> Field:
    return replace(field, column=f"(t.held ->> '{field.name}')::{_CASTS[field.type]}")
