"""The workbook in which a district fills in a fiscal year of sales; handed in as it is, it changes nothing."""

from io import BytesIO
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

from saan.accounts.policy import Actor
from saan.kernel.dates import format_month
from saan.kernel.fiscal import FiscalYear
from saan.registry.queries.sales_entry import NOT_SOLD, Measure, SalesChannel
from saan.registry.queries.sales_sheet import SheetRow, sheet_rows
from saan.web.office.registry.export import XLSX

HEADS = (("รหัสผู้ผลิต", 16), ("ชื่อผู้ผลิต", 40), ("ตำบล", 16), ("ชื่อผลิตภัณฑ์", 24), ("ช่องทาง", 24))
HOW = "เว้นว่าง คือยังไม่ทราบ · 0 คือขายไม่ได้ · - คือไม่มีการขายตามปกติ · ช่องทางเลือกจากรายการ เพิ่มแถวได้ถ้าขายหลายช่องทาง"
FIRST_ROW = 4
ROOM = 2_000


def sales_sheet_response(actor: Actor, year: FiscalYear) -> HttpResponse:
    """Every producer of the office with its figures of the year, and room for those not told yet."""
    into = BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True}) as book:
        sheet = book.add_worksheet(f"ยอดจำหน่าย {year.be}")
        bold = book.add_format({"bold": True, "bg_color": "#e8ecec", "bottom": 1, "align": "center"})
        money = book.add_format({"num_format": "#,##0.##"})
        sheet.write_string(0, 0, f"ยอดจำหน่าย {actor.office.name} {year}")
        sheet.write_string(1, 0, HOW)
        for at, (head, width) in enumerate(HEADS):
            sheet.merge_range(FIRST_ROW - 2, at, FIRST_ROW - 1, at, head, bold)
            sheet.set_column(at, at, width)
        for number, month in enumerate(year.months()):
            at = len(HEADS) + number * 2
            sheet.merge_range(FIRST_ROW - 2, at, FIRST_ROW - 2, at + 1, format_month(month), bold)
            for offset, measure in enumerate(Measure):
                sheet.write_string(FIRST_ROW - 1, at + offset, measure.label, bold)
            sheet.set_column(at, at + 1, 13, money)
        for number, row in enumerate(sheet_rows(actor, year), FIRST_ROW):
            _write(sheet, number, row, year)
        channels = [channel.label for channel in SalesChannel]
        at = len(HEADS) - 1
        sheet.data_validation(FIRST_ROW, at, FIRST_ROW + ROOM, at, {"validate": "list", "source": channels})
        sheet.freeze_panes(FIRST_ROW, 2)
    response = HttpResponse(into.getvalue(), content_type=XLSX)
    name = f"ยอดจำหน่าย-{actor.office.area.name_th}-{year.be}.xlsx"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _write(sheet: xlsxwriter.worksheet.Worksheet, number: int, row: SheetRow, year: FiscalYear) -> None:
    producer = row.producer
    words = (
        producer.legacy_code,
        producer.name,
        producer.tambon.name_th,
        row.product,
        row.channel and row.channel.label,
    )
    for at, word in enumerate(words):
        if word:
            sheet.write_string(number, at, word)
    for place, month in enumerate(year.months()):
        figure = row.months.get(month)
        if figure is None:
            continue
        at = len(HEADS) + place * 2
        for offset, satang in enumerate((figure.sales, figure.orders)):
            if figure.not_applicable:
                sheet.write_string(number, at + offset, NOT_SOLD)
            else:
                sheet.write_number(number, at + offset, satang / 100)
