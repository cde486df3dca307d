"""The list of what was put forward where a letter asks for a choice: as it was on the day, on the letter's own form."""

from collections.abc import Sequence

from django.db import connection

from saan.directives.models import Directive
from saan.directives.rules import DirectiveKind
from saan.documents.sheets.forms import Column, FormSheet, Value
from saan.geography.models import Area
from saan.letters.queries import confirmed_record
from saan.policy.countables import Countable
from saan.policy.sql import AreaRange, facts_sql
from saan.policy.thai import value_th

UNSAID = ("kind", "status")
"""The sort stands in its own words already, and only what is registered is chosen from."""
UNRECORDED = "–"


def own_forms(directive: Directive, asked: Sequence[Directive]) -> dict[int, str]:
    """The enclosed form of each choice, by directive; none where a letter does not enclose one for each of them."""
    choices = [each.pk for each in asked if each.kind == DirectiveKind.SELECT]
    enclosed = confirmed_record(directive.letter).get("enclosures", []) if directive.letter else []
    forms = [title for each in enclosed if (title := each.get("title") or "").startswith("แบบรายงาน")]
    return dict(zip(choices, forms, strict=True)) if len(forms) == len(choices) else {}


def heads_of(countable: Countable) -> list[str]:
    """What the values of a line are, in order."""
    return [field.label_th for field in _said(countable)]


def _said(countable: Countable) -> list:
    return [field for name, field in countable.fields.items() if name not in UNSAID]


def chosen_lines(countable: Countable, area_range: AreaRange, ids: list[int]) -> list[dict]:
    """The chosen with name, sort, maker, place, values and the officer's own words as they were put forward."""
    query = facts_sql(countable, area_range, ids)
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        rows = [dict(zip(query.columns, row, strict=True)) for row in cursor.fetchall()]
    places = Area.objects.select_related("parent").in_bulk({row["area_code"] for row in rows})
    return [_line(countable, row, places[row["area_code"]]) for row in rows]


def _line(countable: Countable, row: dict, tambon: Area) -> dict:
    held = [(field, row[field.name]) for field in _said(countable)]
    return {
        "name": row["said_name"],
        "kind": row["said_kind"],
        "maker": row["said_maker"] or "",
        "tambon": tambon.short,
        "district": tambon.parent.short,
        "potential": row["said_potential"],
        "values": [UNRECORDED if value is None else value_th(field, value) for field, value in held],
    }


def list_sheet(name: str, table: dict, content: dict, reasons: dict[str, str], as_of: str) -> FormSheet:
    """The list as a sheet of its form: every line, the sum, and place by place the numbers with reasons for gaps."""
    cited = (f"ตามหนังสือ ที่ {content['letter']}",) if content["letter"] else ()
    made = any(each["maker"] not in ("", each["name"]) for each in table["members"])
    columns = _columns(table, made=made)
    blanks = ("",) * (len(columns) - 2)
    return FormSheet(
        name=f"รายชื่อ{table['noun']}",
        titles=(table["form"] or name, content["office"], *cited),
        columns=columns,
        rows=tuple(_cells(each, place, made=made) for place, each in enumerate(table["members"], 1)),
        totals=(("", f"รวม {table['total']['total']:,} {table['unit']}", *blanks),),
        as_of=as_of,
        definitions=(("ผู้เข้าเกณฑ์", table["definition"]),),
        remarks=tuple(_remark(row, table["unit"], reasons) for row in table["rows"] if row["applies"]),
    )


def _columns(table: dict, *, made: bool) -> tuple[Column, ...]:
    return (
        Column("ที่", width=6),
        Column("ชื่อ", width=40),
        *((Column("ผู้ผลิต", width=36),) if made else ()),
        Column("ประเภท", width=24),
        Column("ตำบล", width=18),
        Column("อำเภอ", width=18),
        *(Column(head, width=16) for head in table["listed"]),
        Column("คำรับรองศักยภาพและความพร้อม", width=46),
    )


def _cells(member: dict, place: int, *, made: bool) -> tuple[Value, ...]:
    return (
        place,
        member["name"],
        *((member["maker"],) if made else ()),
        member["kind"],
        member["tambon"],
        member["district"],
        *member["values"],
        member["potential"],
    )


def _remark(row: dict, unit: str, reasons: dict[str, str]) -> str:
    """อ.บางคล้า เสนอ 4 จากที่กำหนด 6 รายการ ยังขาด 2 เหตุผล: …"""
    said = f"{row['name']} เสนอ {row['total']:,} {unit} จากที่กำหนด {row['needed']:,} {unit}"
    if not row["missing"]:
        return said
    reason = reasons.get(str(row["area"])) or "ยังไม่ได้เขียน"
    return f"{said} ยังขาด {row['missing']:,} {unit} เหตุผล: {reason}"
