"""The works of the export benchmark, each in a process of its own: `python -m bench.export_works NAME DB`."""

import datetime as dt
import sys
import time
from io import BytesIO

import django
from django.db import connection


def ours() -> int:
    """The very functions of the page: COPY into columns, columns into XML."""
    from saan.documents.sheets.listing import Listing, write_listing
    from saan.registry.models import Producer
    from saan.registry.queries import Filters
    from saan.registry.queries.exporting import product_frames
    from saan.web.office.registry.export import PRODUCTS

    into = BytesIO()
    listing = Listing("ผลิตภัณฑ์", ("ผลิตภัณฑ์ทั่วประเทศ", "ณ วันนี้"), PRODUCTS)
    return write_listing(into, listing, product_frames(Producer.objects.all(), Filters()))


def _rows():
    """The same columns, as the object mapper gives them, with kinds in words."""
    from saan.registry.models import ProducerKind, Product, ProductKind

    makers, kinds = dict(ProducerKind.choices()), dict(ProductKind.choices())
    columns = ("name", "kind", "producer__name", "producer_kind", "tambon__name_th", "tambon__parent__name_th",
               "tambon__parent__parent__name_th", "registered_on", "cohort_be", "quadrant", "stars",
               "price")  # fmt: skip
    rows = Product.objects.filter(active=True).order_by("sort_key", "id").values_list(*columns)
    for row in rows.iterator(chunk_size=20_000):
        yield (row[0], kinds[row[1]], row[2], makers[row[3]], *row[4:11], row[11] / 100)


def xlsxwriter() -> int:
    from xlsxwriter import Workbook

    count, into = 0, BytesIO()
    with Workbook(into, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "d mmm yyyy"})
        for count, row in enumerate(_rows(), 1):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(count, place, value)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(count, place, value, day)
                else:
                    sheet.write_number(count, place, value)
    return count


def openpyxl() -> int:
    from openpyxl import Workbook

    book, count = Workbook(write_only=True), 0
    sheet = book.create_sheet()
    for count, row in enumerate(_rows(), 1):  # noqa: B007
        sheet.append(row)
    book.save(BytesIO())
    return count


if __name__ == "__main__":
    work, database = sys.argv[1:]
    django.setup()
    connection.settings_dict["NAME"] = database
    connection.ensure_connection()
    from saan.web.office.registry import export  # noqa: F401  a server has it loaded

    began, busy = time.perf_counter(), time.process_time()
    written = {"ours": ours, "xlsxwriter": xlsxwriter, "openpyxl": openpyxl}[work]()
    taken, busy = time.perf_counter() - began, time.process_time() - busy
    from saan.registry.models import Product

    print(f"{work}: {written:,} rows, {busy:.1f} s of processor", file=sys.stderr)
    if written != Product.objects.count():
        raise SystemExit(f"{work} wrote {written:,} rows only")
    print(taken)
