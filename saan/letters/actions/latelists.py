"""The list of late offices that goes along with a reminder, and with the letter that tells their superiors."""

from collections.abc import Sequence

from django.utils import timezone

from saan.documents.sheets.forms import Column, FormSheet
from saan.documents.sheets.writing import write_form
from saan.kernel.dates import format_short, format_time, now
from saan.letters.actions.outgoing import Attachment
from saan.letters.models import Letter, Receipt
from saan.organisations.models import Office

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "รายชื่อหน่วยงานที่ยังไม่รับทราบ.xlsx"
_COLUMNS = (
    Column("หน่วยงาน", width=46),
    Column("จังหวัด/อำเภอ", width=30),
    Column("ส่งถึงเมื่อ", width=16),
    Column("กำหนดรับทราบ", width=16),
    Column("เลขรับ", width=12),
)


def late_list(letter: Letter, late: Sequence[Receipt]) -> list[Attachment]:
    """A workbook of all that are late; nothing for one office, which the letter itself names."""
    if len(late) < 2:
        return []
    moment = timezone.localtime(now())
    form = FormSheet(
        name="ยังไม่รับทราบ",
        titles=(f"หน่วยงานที่ยังไม่รับทราบหนังสือ ที่ {letter.number} {len(late):,} แห่ง", f"เรื่อง {letter.subject}"),
        columns=_COLUMNS,
        rows=tuple(_rows(late)),
        as_of=f"{format_short(moment.date())} {format_time(moment.time())}",
    )
    return [Attachment(write_form(form), NAME, XLSX)]


def _rows(late: Sequence[Receipt]) -> list[tuple[str, ...]]:
    placed = Office.objects.filter(pk__in=[each.office_id for each in late])
    areas = {office.pk: office.area for office in placed.select_related("area__parent__parent")}
    return [
        (
            each.office.name,
            area.full_name if (area := areas[each.office_id]) else "ส่วนกลาง",
            format_short(timezone.localtime(each.arrived_at).date()),
            format_short(each.due_on) if each.due_on else "",
            f"{each.number}/{each.year_be}" if each.number else "",
        )
        for each in late
    ]
