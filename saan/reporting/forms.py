"""The form that goes with a report, as a workbook: the counts place by place, then every entry that was counted."""

from datetime import date, datetime

from saan.directives.models import Directive
from saan.documents.sheets.forms import CellState, Column, FormSheet, Value
from saan.documents.sheets.writing import write_forms
from saan.kernel.dates import BANGKOK, format_long, format_time
from saan.reporting.chosen import list_sheet
from saan.reporting.papers import form_name

COUNTS, ENTRIES = "ยอด", "รายชื่อที่นับ"


def form_workbook(
    directive: Directive, content: dict, reasons: dict[str, str], persons: dict[str, str] | None = None
) -> bytes:
    """The form as XLSX: for each counted directive a sheet of counts and one of the entries counted, for each choice a
    sheet with its list and its numbers, and a sheet for each section of answers.

    Made from the content that the report freezes, so the file says the same as the letter; `persons` are the personal
    answers by address, which the content leaves out.
    """
    name = form_name(directive)
    tables = content["tables"]
    lists = [
        list_sheet(name, each, content, reasons, _as_of(content)) for each in tables if each.get("chosen")
    ]
    tables = [table for table in tables if not table.get("chosen")]
    counts = [*lists, *(_count_sheet(name, table, content, reasons) for table in tables)]
    sections = content.get("form", {}).get("sections", [])
    answers = [_section_sheet(section, content, reasons, persons or {}) for section in sections]
    return write_forms([*counts, *(_entry_sheet(name, table, content) for table in tables), *answers])


def _section_sheet(
    section: dict, content: dict, reasons: dict[str, str], persons: dict[str, str]
) -> FormSheet:
    """One section of answers: a question a row, or where it is repeated a district or entry a row."""
    repeated = bool(section["none"]) or len(section["rows"]) != 1 or bool(section["rows"][0]["key"])
    columns, rows = (_across if repeated else _down)(section, reasons, persons)
    period = content.get("timing", {}).get("period", "")
    return FormSheet(
        name=section["title"],
        titles=(content["form"]["title"], content["office"], f"{section['title']} {period}".strip()),
        columns=columns,
        rows=rows,
        as_of=_as_of(content),
        filters=(section["none"],) if section["none"] else (),
    )


type Lines = tuple[tuple[Column, ...], tuple[tuple[Value, ...], ...]]


def _down(section: dict, reasons: dict[str, str], persons: dict[str, str]) -> Lines:
    columns = (
        Column("ที่", width=6),
        Column("ข้อ", width=34),
        Column("คำตอบ", width=60),
        Column("หมายเหตุ", width=40),
    )
    cells = [cell for row in section["rows"] for cell in row["cells"]]
    rows = (
        (place, cell["question"], _said(cell, persons), _remark([cell], "", reasons))
        for place, cell in enumerate(cells, 1)
    )
    return columns, tuple(rows)


def _across(section: dict, reasons: dict[str, str], persons: dict[str, str]) -> Lines:
    heads = (Column(head, width=34) for head in section["heads"])
    columns = (Column("ที่", width=6), Column("รายการ", width=18), *heads, Column("หมายเหตุ", width=46))
    rows = (
        (
            place,
            row["title"],
            *(_said(cell, persons) for cell in row["cells"]),
            _remark(row["cells"], f"{section['code']}.{row['key']}", reasons),
        )
        for place, row in enumerate(section["rows"], 1)
    )
    return columns, tuple(rows)


_STATES = {"missing": CellState.NOT_REPORTED, "na": CellState.NOT_APPLICABLE}


def _said(cell: dict, persons: dict[str, str]) -> Value:
    if cell["optional"]:
        return ""
    if cell["state"] in _STATES:
        return _STATES[cell["state"]]
    return persons.get(cell["address"], "") if cell["personal"] else cell["shown"]


def _remark(cells: list[dict], row: str, reasons: dict[str, str]) -> str:
    """What stands beside the answers: notes, doubts with their reasons, and the reason for a district's gaps."""
    said = [reasons.get(row, "")]
    for cell in cells:
        reason = reasons.get(cell["address"], "")
        said += [cell["note"], f"{cell['doubt']}: {reason}" if cell["doubt"] and reason else cell["doubt"]]
    return " ".join(each for each in said if each)


def _as_of(content: dict) -> str:
    moment = datetime.fromisoformat(content["as_of"]).astimezone(BANGKOK)
    return f"{format_long(moment.date())} {format_time(moment.time())}"


def _titles(name: str, content: dict, table: dict) -> tuple[str, ...]:
    cited = (f"ตามหนังสือ ที่ {content['letter']}",) if content["letter"] else ()
    return (name, content["office"], table["title"], *cited)


def _count_sheet(name: str, table: dict, content: dict, reasons: dict[str, str]) -> FormSheet:
    lines = tuple(_line(row, reasons, place) for place, row in enumerate(table["rows"], 1))
    return FormSheet(
        name=COUNTS,
        titles=_titles(name, content, table),
        columns=_count_columns(table),
        rows=lines,
        totals=(("", "รวม", *_figures(table["total"]), ""),),
        as_of=_as_of(content),
        definitions=(("ยอดนี้", table["definition"]),),
    )


def _count_columns(table: dict) -> tuple[Column, ...]:
    parts = zip(table["heads"], table["head_units"], strict=True)
    return (
        Column("ที่", width=6),
        Column(table["level"], width=24),
        *(Column(head, unit, group="ผลการดำเนินการ") for head, unit in parts),
        Column("รวม", table["unit"], group="ผลการดำเนินการ"),
        Column("จำนวนที่กำหนด", table["unit"]),
        Column("ยังขาด", table["unit"]),
        Column("เหตุผลที่ยังไม่ครบ", width=46),
    )


def _line(row: dict, reasons: dict[str, str], place: int) -> tuple[Value, ...]:
    """A place outside the rule has no figures, and a shortfall without a reason is told apart from none."""
    if not row["applies"]:
        reason: Value = CellState.NOT_APPLICABLE
    elif row["missing"]:
        reason = reasons.get(str(row["area"])) or CellState.NOT_REPORTED
    else:
        reason = ""
    return (place, row["name"], *_figures(row), reason)


def _figures(row: dict) -> tuple[Value, ...]:
    figures = (*row["parts"], row["total"], row["needed"], row["missing"])
    return figures if row["applies"] else (CellState.NOT_APPLICABLE,) * len(figures)


def _entry_sheet(name: str, table: dict, content: dict) -> FormSheet:
    return FormSheet(
        name=ENTRIES,
        titles=(f"{ENTRIES} — {name}", content["office"], table["title"]),
        columns=(
            Column("ที่", width=6),
            Column("ชื่อ", width=46),
            Column("ประเภท", width=28),
            Column("ตำบล", width=20),
            Column("อำเภอ", width=20),
            Column("วันที่ขึ้นทะเบียน", width=18),
        ),
        rows=tuple(_entry(each, place) for place, each in enumerate(table["members"], 1)),
        as_of=_as_of(content),
    )


def _entry(member: dict, place: int) -> tuple[Value, ...]:
    day: Value = (
        date.fromisoformat(member["registered_on"]) if member["registered_on"] else CellState.NOT_REPORTED
    )
    return (place, member["name"], member["kind"], member["tambon"], member["district"], day)
