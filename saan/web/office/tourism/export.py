"""The sums of tourism as a workbook."""

from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone

from saan.documents.sheets.forms import CellState, Column, FormSheet, Value
from saan.documents.sheets.writing import write_form
from saan.kernel.dates import format_short, format_time, now
from saan.tourism.queries import Figures, Rollup
from saan.tourism.rules import DISBURSED_SHARE, SETTLED_SHARE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASKED, MONEY, IDENTITY = "การประสาน อปท.", "โครงการและงบประมาณ", "อัตลักษณ์ท้องถิ่น"
COLUMNS = (
    Column("พื้นที่", width=24),
    Column("อปท. ทั้งหมด", unit="แห่ง", width=10, group=ASKED),
    Column("ประสานแล้ว", unit="แห่ง", width=11, group=ASKED),
    Column("มีเหตุ", unit="แห่ง", width=9, group=ASKED),
    Column("ยังไม่ประสาน", unit="แห่ง", width=12, group=ASKED),
    Column("โครงการ", unit="โครงการ", width=11, group=MONEY),
    Column("จัดสรร", unit="บาท", width=16, group=MONEY, decimals=2),
    Column("เบิกจ่าย", unit="บาท", width=16, group=MONEY, decimals=2),
    Column("ส่งคืน", unit="บาท", width=14, group=MONEY, decimals=2),
    Column("คงเหลือ", unit="บาท", width=16, group=MONEY, decimals=2),
    Column(DISBURSED_SHARE, unit="ร้อยละ", width=12, group=MONEY, decimals=2),
    Column(SETTLED_SHARE, unit="ร้อยละ", width=14, group=MONEY, decimals=2),
    Column("รายการ", unit="รายการ", width=10, group=IDENTITY),
    Column("ด้านที่มี", unit="ด้าน", width=10, group=IDENTITY),
    Column("ด้านที่ยังไม่มี", unit="ด้าน", width=12, group=IDENTITY),
)


def workbook_response(found: Rollup, *, fiscal_year_be: int) -> HttpResponse:
    """The rows of the page with their sum, as of now, each share named and defined."""
    moment = timezone.localtime(now())
    title = found.area.title if found.area.code else "ทั้งประเทศ"
    form = FormSheet(
        name="ท่องเที่ยวและอัตลักษณ์",
        titles=(f"สรุปงานท่องเที่ยวชุมชนและอัตลักษณ์ท้องถิ่น {title}", f"ปีงบประมาณ {fiscal_year_be}"),
        columns=COLUMNS,
        rows=tuple(_row(line.area.title, line.figures) for line in found.children),
        totals=(_row(f"รวม{title}", found.figures),),
        as_of=f"{format_short(moment.date())} {format_time(moment.time())}",
        definitions=(
            (DISBURSED_SHARE, "เงินที่เบิกจ่าย หารด้วยเงินที่จัดสรร"),
            (SETTLED_SHARE, "เงินที่เบิกจ่ายรวมเงินที่ส่งคืน หารด้วยเงินที่จัดสรร"),
            ("อปท. ทั้งหมด", "นับเป็นคู่อำเภอกับ อปท. อปท. ที่รับผิดชอบสองอำเภอนับในทั้งสองอำเภอ"),
        ),
    )
    response = HttpResponse(write_form(form), content_type=XLSX)
    name = quote(f"ท่องเที่ยวและอัตลักษณ์-{title}-{fiscal_year_be}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _row(name: str, figures: Figures) -> tuple[Value, ...]:
    budget = figures.budget
    money = (budget.allocated, budget.disbursed, budget.returned, budget.balance)
    return (
        name,
        figures.authorities,
        figures.coordinated,
        figures.excused,
        figures.silent,
        figures.projects,
        *(Decimal(satang) / 100 for satang in money),
        _share(budget.disbursed_share),
        _share(budget.settled_share),
        figures.identities,
        figures.domains,
        figures.domains_missing,
    )


def _share(share: Decimal | None) -> Value:
    return CellState.NOT_APPLICABLE if share is None else share.quantize(Decimal("0.01"), ROUND_HALF_UP)
