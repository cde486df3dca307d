"""Sales of an area as a workbook: every figure with its coverage; a month that nobody told of is never a nought."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from django.http import HttpResponse

from saan.documents.sheets.forms import CellState, Column, FormSheet, Value
from saan.documents.sheets.writing import write_form
from saan.geography.models import Area
from saan.kernel.dates import format_month, now
from saan.registry.queries.sales_entry import Measure, SalesState
from saan.registry.queries.sales_months import Matrix, ProducerMonth, Told
from saan.web.office.registry.sales_grid import moment
from saan.web.office.registry.sales_views import DEFINITION

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WITHOUT = {
    SalesState.MISSING: CellState.NOT_REPORTED,
    SalesState.NOT_APPLICABLE: CellState.NOT_APPLICABLE,
    SalesState.NOT_YET_DUE: CellState.NOT_YET_DUE,
}
COVERAGE = "รายงานแล้ว คือผู้ผลิตที่แจ้งยอดหรือแจ้งว่าขายไม่ได้ จากทุกรายที่ต้องรายงาน ไม่นับรายที่ไม่มีการขายตามปกติ"


def matrix_response(found: Matrix, measure: Measure) -> HttpResponse:
    """Places by months: the sum, who told and who should have."""
    columns = [Column("พื้นที่", width=24)]
    for month in found.months:
        group = format_month(month)
        columns += [
            Column(measure.label, unit="บาท", width=16, group=group, decimals=2),
            Column("รายงานแล้ว", unit="ราย", width=11, group=group),
            Column("ต้องรายงาน", unit="ราย", width=11, group=group),
        ]
    title = f"{measure.label} {found.area.title}"
    form = _form(
        title,
        " ถึง ".join(dict.fromkeys(format_month(found.months[at]) for at in (-1, 0))),
        columns,
        [_row(line.area.title, line.months, found.months, measure) for line in found.lines],
        [_row(f"รวม{found.area.title}", found.total, found.months, measure)],
    )
    return _sent(form, f"{title}-{found.months[0]:%Y-%m}.xlsx")


def _row(name: str, figures: Sequence[Told], months: Sequence[date], measure: Measure) -> tuple[Value, ...]:
    cells: list[Value] = [name]
    for told, month in zip(figures, months, strict=True):
        amount = told.sales if measure is Measure.SALES else told.orders
        cells += [_value(told.state(month), amount), told.told, told.owed]
    return tuple(cells)


def _value(state: SalesState, satang: int) -> Value:
    return WITHOUT.get(state, Decimal(satang) / 100)


def producers_response(area: Area, month: date, found: Sequence[ProducerMonth]) -> HttpResponse:
    """The producers of a tambon in one month."""
    columns = [
        Column("ผู้ผลิต", width=44),
        Column("ยอดขาย", unit="บาท", width=16, decimals=2),
        Column("ยอดสั่งซื้อ", unit="บาท", width=16, decimals=2),
        Column("สถานะ", width=22),
    ]
    rows = [
        (
            each.producer.name,
            _value(each.state, each.sales),
            _value(each.state, each.orders),
            each.state.label,
        )
        for each in found
    ]
    total = (
        "รวม",
        Decimal(sum(each.sales for each in found)) / 100,
        Decimal(sum(each.orders for each in found)) / 100,
        "",
    )
    form = _form(f"ยอดจำหน่าย {area.title}", format_month(month), columns, rows, [total])
    return _sent(form, f"ยอดจำหน่าย-{area.title}-{month:%Y-%m}.xlsx")


def _form(
    title: str, over: str, columns: Sequence[Column], rows: Sequence[tuple], totals: Sequence[tuple]
) -> FormSheet:
    return FormSheet(
        name="ยอดจำหน่าย",
        titles=(title, over),
        columns=tuple(columns),
        rows=tuple(rows),
        totals=tuple(totals),
        as_of=moment(now()),
        definitions=(("ยอดจำหน่าย", DEFINITION), ("ความครอบคลุม", COVERAGE)),
    )


def _sent(form: FormSheet, name: str) -> HttpResponse:
    response = HttpResponse(write_form(form), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
