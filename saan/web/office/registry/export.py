"""Workbooks out of the registry: what a list shows, and the empty one to fill in."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse

from saan.accounts.policy import Actor
from saan.documents.sheets.listing import ListColumn, Listing, write_listing
from saan.kernel.dates import format_short, format_time, now
from saan.registry.models import Producer, ProducerKind, ProductKind
from saan.registry.queries import FIELDS, Sort, places_to_register
from saan.registry.queries.exporting import producer_frames, product_frames
from saan.registry.queries.import_choices import SalesChannel, SalesMethod, kinds_for
from saan.web.office.registry.presenters import Narrowing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLACE = (ListColumn("ตำบล", 18), ListColumn("อำเภอ", 18), ListColumn("จังหวัด", 18))
_DAY = (ListColumn("วันที่ขึ้นทะเบียน", 18), ListColumn("ปีที่ลงทะเบียน", 16, year=True))
PRODUCERS = (
    ListColumn("ชื่อผู้ผลิต", 44), ListColumn("ประเภท", 30), *_PLACE, ListColumn("หมู่ที่", 9),
    ListColumn("จำนวนสมาชิก (คน)", 18), *_DAY, ListColumn("สถานะ", 18),
)  # fmt: skip
PRODUCTS = (
    ListColumn("ชื่อผลิตภัณฑ์", 44), ListColumn("ประเภทผลิตภัณฑ์", 30), ListColumn("ชื่อผู้ผลิต", 44),
    ListColumn("ประเภทผู้ผลิต", 30), *_PLACE, *_DAY, ListColumn("กลุ่ม Quadrant", 16), ListColumn("ระดับดาว", 12),
    ListColumn("ราคาต่อหน่วย (บาท)", 20, money=True),
)  # fmt: skip
TEMPLATE_ROWS = 1_000
EXAMPLE = "แถวนี้เป็นคำอธิบาย ลบได้: วันที่กรอกเป็น พ.ศ. หรือ ค.ศ. ก็ได้ ตำบลและประเภทเลือกจากรายการในช่อง"


def workbook_response(
    producers: QuerySet[Producer], narrowing: Narrowing, *, actor: Actor, products: bool = False
) -> FileResponse:
    """The rows of a list, or their products, beneath its filters and the moment; without personal columns."""
    title = "ผลิตภัณฑ์" if products else "ทะเบียนผู้ผลิต"
    frames = product_frames(producers, narrowing.filters) if products else producer_frames(producers)
    listing = Listing(title, _above(title, narrowing, actor), PRODUCTS if products else PRODUCERS)
    into = BytesIO()
    write_listing(into, listing, frames)
    into.seek(0)
    name = f"{title}-{actor.office.area.name_th}.xlsx"
    return FileResponse(into, as_attachment=True, filename=name, content_type=XLSX)


def _above(title: str, narrowing: Narrowing, actor: Actor) -> tuple[str, ...]:
    moment = now()
    lines = [
        f"{title} {actor.office.area.title}",
        f"ข้อมูล ณ {format_short(moment.date())} {format_time(moment.time())}",
    ]
    if narrowing.chips:
        lines.append(f"เงื่อนไข: {' · '.join(chip.label for chip in narrowing.chips)}")
    return tuple(lines)


def template_response(actor: Actor) -> HttpResponse:
    """Headings that the import knows, a sheet for each kind, with the district's tambons and kinds to choose from."""
    places = [place.name_th for place in places_to_register(actor)]
    lists = {
        Sort.PLACE: places,
        Sort.PRODUCER_KIND: [kind.label for kind in ProducerKind],
        Sort.PRODUCT_KIND: [kind.label for kind in ProductKind],
        Sort.CHANNEL: [channel.label for channel in SalesChannel],
        Sort.METHOD: [method.label for method in SalesMethod],
    }
    into = BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True}) as book:
        pages = [(kind, book.add_worksheet(f"นำเข้า{kind.label}"[:31])) for kind in kinds_for(actor)]
        choices = book.add_worksheet("รายการ")
        for column, values in enumerate(lists.values()):
            for number, value in enumerate(values):
                choices.write_string(number, column, value)
        for kind, sheet in pages:
            fields = FIELDS[kind]
            _head(book, sheet, (EXAMPLE,), [each.label for each in fields], [24] * len(fields))
            for at, each in enumerate(fields):
                if each.sort in lists and lists[each.sort] and each.key not in ("district", "province"):
                    letter = "ABCDE"[list(lists).index(each.sort)]
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


def _sent(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
