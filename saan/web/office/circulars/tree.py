"""The acknowledgement tree of a letter, the list of who has not, and both as a workbook."""

import re
from urllib.parse import quote

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from saan.accounts.permissions import Permission
from saan.accounts.policy import may
from saan.documents.sheets.forms import Column, FormSheet
from saan.documents.sheets.writing import write_form
from saan.kernel.dates import format_short, format_time, now
from saan.letters.models import Letter, Receipt
from saan.letters.queries import letters_visible_to
from saan.letters.queries.circulars import (
    GONE,
    answered,
    family_receipts,
    overdue,
    reasons_of,
    refused,
    reminded_times,
    silence_of,
    silent,
)
from saan.letters.rules import LetterState
from saan.web.access import needs
from saan.web.office.circulars.presenters import Tree, box_of, days_silent, figures_of, state_of

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEY = re.compile(r"[pder]\d{1,18}")
SHOWS = {
    "silent": "ยังไม่รับทราบ",
    "late": "เลยกำหนด",
    "unregistered": "ยังไม่ลงรับ",
    "known": "รับทราบแล้ว",
    "passed": "ส่งต่อแล้ว",
    "refused": "ไม่รับหรือแจ้งหนังสือผิด",
}
COLUMNS = (
    Column("หน่วยงาน", width=44),
    Column("จังหวัด/อำเภอ", width=26),
    Column("ได้รับจาก", width=40),
    Column("หนังสือที่", width=22),
    Column("ส่งถึงเมื่อ", width=16),
    Column("เลขรับ", width=12),
    Column("รับทราบเมื่อ", width=16),
    Column("กำหนดรับทราบ", width=16),
    Column("ค้างมา", unit="วันทำการ", width=12),
    Column("เตือนแล้ว", unit="ครั้ง", width=10),
    Column("สถานะ", width=30),
)


def seen(request: HttpRequest, pk: int) -> Letter:
    """The letter, where the actor may see it and it is out; else it is not found."""
    visible = letters_visible_to(request.actor).select_related("issuer", "onward_of")
    return get_object_or_404(visible.exclude(state__in=_INSIDE), pk=pk)


_INSIDE = (
    LetterState.DRAFT,
    LetterState.IN_REVIEW,
    LetterState.RETURNED,
    LetterState.APPROVED,
    LetterState.SIGNED,
)


@needs(Permission.LETTERS_SEE)
@require_safe
def acknowledgements(request: HttpRequest, pk: int) -> HttpResponse:
    """Who got the letter and how far each came; htmx gets one row with what lies beneath it."""
    letter = seen(request, pk)
    tree = Tree(letter, request.actor, request.GET)
    tree.opened = [key for key in tree.opened if _KEY.fullmatch(key)]
    row = request.GET.get("row", "")
    if request.htmx and row:
        nodes = tree.branch(row) if _KEY.fullmatch(row) else []
        if not nodes:
            raise Http404
        return render(request, "office/circulars/_rows.html", {"nodes": nodes})
    return render(request, "office/circulars/tree.html", _context(request, letter, tree))


def _context(request: HttpRequest, letter: Letter, tree: Tree) -> dict:
    show, words = request.GET.get("show", ""), request.GET.get("q", "").strip()
    box = box_of(letter, None, request.actor, ordered=False)
    context = {
        "letter": letter,
        "tree": tree,
        "figures": figures_of(tree.total),
        "show": show if show in SHOWS else "",
        "shows": SHOWS,
        "words": words,
        "box": box,
        "late": silence_of(letter) if box.may_manage else None,
        "may_write": may(request.actor, Permission.LETTERS_WRITE),
        "moment": now(),
        "asked": request.GET.urlencode(),
    }
    if show in SHOWS or words:
        page = Paginator(_wanted(tree, show, words), PAGE).get_page(request.GET.get("page"))
        rows = list(page)
        context |= {"page": page, "rows": _rows(rows)}
    return context


def _wanted(tree: Tree, show: str, words: str) -> QuerySet[Receipt]:
    asked = {
        "silent": silent(),
        "late": overdue(),
        "unregistered": Q(number__isnull=True) & silent(),
        "known": answered(),
        "passed": Q(passed_on_at__isnull=False),
        "refused": refused(),
    }.get(show, Q())
    found = family_receipts(tree.direct).filter(asked)
    return found.filter(office__name__icontains=words) if words else found


def _rows(receipts: list[Receipt]) -> list[dict]:
    times, reasons = reminded_times(receipts), reasons_of(receipts)
    return [_row(each, times.get(each.pk, 0), reasons.get(each.pk, "")) for each in receipts]


def _row(receipt: Receipt, reminded: int, reason: str) -> dict:
    state, over = state_of(receipt), receipt.state in GONE
    return {
        "receipt": receipt,
        "state": state,
        "reason": reason if over else "",
        "days": None if over or state.tone == "ok" else days_silent(receipt),
        "reminded": reminded,
    }


@needs(Permission.LETTERS_SEE)
@require_safe
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows of the list as asked, all of them, as a workbook."""
    letter = seen(request, pk)
    tree = Tree(letter, request.actor, request.GET)
    show, words = request.GET.get("show", ""), request.GET.get("q", "").strip()
    rows = list(_wanted(tree, show, words).select_related("office__area__parent__parent"))
    moment = timezone.localtime(now())
    filters = [SHOWS[show]] if show in SHOWS else []
    form = FormSheet(
        name="การรับทราบหนังสือเวียน",
        titles=(f"การรับทราบหนังสือ ที่ {letter.number} ลงวันที่ {format_short(letter.dated) if letter.dated else '–'}",
                f"เรื่อง {letter.subject}"),
        columns=COLUMNS,
        rows=tuple(map(_cells, _rows(rows))),
        as_of=f"{format_short(moment.date())} {format_time(moment.time())}",
        filters=(*filters, *([f"ชื่อมีคำว่า {words}"] if words else [])),
        definitions=(("ค้างมา", "วันทำการตั้งแต่หนังสือส่งถึงจนถึงวันนี้ ของหน่วยงานที่ยังไม่รับทราบ"),),
    )  # fmt: skip
    response = HttpResponse(write_form(form), content_type=XLSX)
    name = quote(f"การรับทราบ {letter.number}.xlsx".replace("/", "-"))
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _cells(row: dict) -> tuple:
    receipt, state = row["receipt"], row["state"].label
    return (
        receipt.office.name,
        receipt.office.area.full_name if receipt.office.area_id else "ส่วนกลาง",
        receipt.letter.issuer_name,
        receipt.letter.number,
        format_short(timezone.localtime(receipt.arrived_at).date()),
        f"{receipt.number}/{receipt.year_be}" if receipt.number else "",
        format_short(timezone.localtime(receipt.acknowledged_at).date()) if receipt.acknowledged_at else "",
        format_short(receipt.due_on) if receipt.due_on else "",
        "" if row["days"] is None else row["days"],
        row["reminded"],
        f"{state}: {row['reason']}" if row["reason"] else state,
    )
