"""Workbooks out of the registry: what a list shows, and the empty one to fill in."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone

from saan.accounts.policy import Actor
from saan.documents.sheets.forms import Column as SheetColumn
from saan.documents.sheets.forms import FormSheet, Value
from saan.documents.sheets.writing import write_form
from saan.kernel.dates import format_short, format_time
from saan.registry.models import Producer, ProducerKind, ProducerStatus, ProductKind
from saan.registry.queries import FIELDS, Sort, places_to_register
from saan.web.office.registry.presenters import Narrowing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    SheetColumn("ชื่อผู้ผลิต", width=44),
    SheetColumn("ประเภท", width=30),
    SheetColumn("ตำบล", width=18),
    SheetColumn("อำเภอ", width=18),
    SheetColumn("หมู่ที่", width=9),
    SheetColumn("จำนวนสมาชิก", unit="คน", width=14),
    SheetColumn("วันที่ขึ้นทะเบียน", width=18),
    SheetColumn("ปีที่ลงทะเบียน", width=16),
    SheetColumn("สถานะ", width=18),
)
TEMPLATE_ROWS = 1_000
EXAMPLE = "แถวนี้เป็นคำอธิบาย ลบได้: วันที่กรอกเป็น พ.ศ. หรือ ค.ศ. ก็ได้ ตำบลและประเภทเลือกจากรายการในช่อง"


def workbook_response(producers: QuerySet[Producer], narrowing: Narrowing, *, actor: Actor) -> HttpResponse:
    """The rows of a list with its filters and the moment in the first lines; personal columns are never among them."""
    now = timezone.localtime()
    form = FormSheet(
        name="ทะเบียนผู้ผลิต",
        titles=(f"ทะเบียนผู้ผลิต {actor.office.area.title}",),
        columns=COLUMNS,
        rows=tuple(_row(producer) for producer in producers.iterator(chunk_size=2_000)),
        as_of=f"{format_short(now.date())} {format_time(now.time())}",
        filters=tuple(chip.label for chip in narrowing.chips),
    )
    return _sent(write_form(form), f"ทะเบียนผู้ผลิต-{actor.office.area.name_th}.xlsx")


def template_response(actor: Actor) -> HttpResponse:
    """Headings that the import knows, a sheet for each kind, with the district's tambons and kinds to choose from."""
    places = [place.name_th for place in places_to_register(actor)]
    lists = {
        Sort.PLACE: places,
        Sort.PRODUCER_KIND: [kind.label for kind in ProducerKind],
        Sort.PRODUCT_KIND: [kind.label for kind in ProductKind],
    }
    into = BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True}) as book:
        pages = [(kind, book.add_worksheet(f"นำเข้า{kind.label}"[:31])) for kind in FIELDS]
        choices = book.add_worksheet("รายการ")
        for column, values in enumerate(lists.values()):
            for number, value in enumerate(values):
                choices.write_string(number, column, value)
        for kind, sheet in pages:
            fields = FIELDS[kind]
            _head(book, sheet, (EXAMPLE,), [each.label for each in fields], [24] * len(fields))
            for at, each in enumerate(fields):
                if each.sort in lists and lists[each.sort] and each.key not in ("district", "province"):
                    letter = "ABC"[list(lists).index(each.sort)]
                    source = f"=รายการ!${letter}$1:${letter}${len(lists[each.sort])}"
                    sheet.data_validation(2, at, TEMPLATE_ROWS, at, {"validate": "list", "source": source})
    return _sent(into.getvalue(), f"แบบนำเข้าทะเบียน-{actor.office.area.name_th}.xlsx")


def _head(book: Any, sheet: Any, above: Iterable[str], heads: Iterable[str], widths: Iterable[int]) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#e8ecec", "bottom": 1})
    lines = list(above)
    for number, text in enumerate(lines):
        sheet.write_string(number, 0, text)
    for index, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.write_string(len(lines), index, head, bold)
        sheet.set_column(index, index, width)
    sheet.freeze_panes(len(lines) + 1, 1)


def _row(producer: Producer) -> tuple[Value, ...]:
    district = producer.tambon.parent
    return (
        producer.name,
        ProducerKind(producer.kind).label,
        producer.tambon.name_th,
        district.name_th if district else "",
        producer.village_no or "",
        producer.members or "",
        producer.registered_on or "",
        str(producer.cohort_be or ""),
        ProducerStatus(producer.status).label,
    )


def _sent(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
