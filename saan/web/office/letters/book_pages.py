"""A register as files: PDF in the official form, and a workbook with the same columns."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.utils import timezone

from saan.documents.sheets.forms import Column, FormSheet
from saan.documents.sheets.writing import write_form
from saan.documents.typesetting.register import render_register
from saan.documents.typesetting.register_forms import FORMS
from saan.kernel.dates import format_long, format_short, format_time, now
from saan.letters.queries.books import BURNED, EXPIRED, Book, BookLine
from saan.letters.rules import RegisterKind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    Column("เลขทะเบียน", width=12),
    Column("วันที่ลงทะเบียน", width=18),
    Column("ที่", width=24),
    Column("ลงวันที่", width=16),
    Column("จาก", width=32),
    Column("ถึง", width=32),
    Column("เรื่อง", width=50),
    Column("การปฏิบัติ", width=28),
    Column("หมายเหตุ", width=28),
)


def as_pdf(book: Book, lines: Iterable[BookLine], words: str) -> tuple[bytes, str]:
    """Form 13 for what was received, form 14 for what went out; each day begins with a line of its own, as on paper."""
    form = FORMS[13 if book.kind == RegisterKind.INCOMING else 14]
    head = [f"{book.owner.name} ปี พ.ศ. {book.year_be}"]
    if words:
        head.append(f"เฉพาะรายการที่มีคำว่า “{words}”")
    data = render_register(
        title=book.kind.label,
        columns=form.columns,
        rows=_by_day(lines),
        head=head,
        corner=f"แบบที่ {form.number}",
    )
    return data, "application/pdf"


def _by_day(lines: Iterable[BookLine]) -> Iterator[tuple[str, ...]]:
    last: date | None = None
    for line in lines:
        day = timezone.localtime(line.entered).date()
        if day != last:
            yield ("", "", "", "", "", f"วันที่ {format_long(day)}", "", "")
        yield (str(line.number), *_cells(line))
        last = day


def _cells(line: BookLine) -> tuple[str, ...]:
    dated = format_short(line.dated) if line.dated else ""
    done = "ยกเลิก" if line.state in (BURNED, EXPIRED) else line.done
    return (line.printed, dated, line.sender, line.to, line.subject, done, line.remark)


def as_workbook(book: Book, lines: Iterable[BookLine], words: str) -> tuple[bytes, str]:
    """The same columns with the day in one of its own."""
    moment = now()
    form = FormSheet(
        name=book.kind.label,
        titles=(f"{book.kind.label} ปี พ.ศ. {book.year_be}", book.owner.name),
        columns=COLUMNS,
        rows=tuple(_row(line) for line in lines),
        as_of=f"{format_short(moment.date())} {format_time(moment.time())}",
        filters=(f"คำค้น {words}",) if words else (),
    )
    return write_form(form), XLSX


def _row(line: BookLine) -> tuple[str | int, ...]:
    at = timezone.localtime(line.entered)
    return (line.number, f"{format_short(at.date())} {format_time(at.time())}", *_cells(line))


MAKERS: dict[str, Callable[[Book, Iterable[BookLine], str], tuple[bytes, str]]] = {
    "pdf": as_pdf,
    "xlsx": as_workbook,
}
