"""The forms of keeping as PDF and as workbooks: 19 and 21 the store, 22 for the archives, 24 loans, 25 the list.

Forms 21, 22, 24 and 25 have their columns from memory of the regulation, until somebody has its official print.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from saan.documents.sheets import forms as sheets
from saan.documents.sheets.writing import write_form
from saan.documents.typesetting.register import render_register
from saan.documents.typesetting.register_forms import FORMS, RegisterForm
from saan.kernel.dates import be_year, format_short, format_time, now, today
from saan.letters.models import DestructionList, FiledPaper, Loan
from saan.letters.rules import ListDecision
from saan.organisations.models import Office

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"pdf": "application/pdf", "xlsx": XLSX}
WIDE = 40


@dataclass(frozen=True)
class Sheet:
    """One form filled: its lines under the title, its rows as text, the signatures at its foot."""

    form: RegisterForm
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    foot: tuple[tuple[str, ...], ...] = field(default=())


def answer(kind: str, sheet: Sheet) -> HttpResponse:
    """The sheet as a file of the kind asked for: a PDF to look at, a workbook to take along."""
    data = _pdf(sheet) if kind == "pdf" else _workbook(sheet)
    response = HttpResponse(data, content_type=KINDS[kind])
    name = f"{sheet.form.title} {sheet.head[0]}.{kind}"
    response["Content-Disposition"] = content_disposition_header(kind == "xlsx", name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _pdf(sheet: Sheet) -> bytes:
    return render_register(
        title=sheet.form.title,
        columns=sheet.form.columns,
        rows=sheet.rows,
        head=sheet.head,
        corner=f"แบบที่ {sheet.form.number}",
        foot=sheet.foot,
    )


def _workbook(sheet: Sheet) -> bytes:
    moment = now()
    columns = tuple(
        sheets.Column(each.heading, width=(each.width or 2 * WIDE) / 2) for each in sheet.form.columns
    )
    return write_form(
        sheets.FormSheet(
            name=sheet.form.title,
            titles=(sheet.form.title, *sheet.head),
            columns=columns,
            rows=tuple(sheet.rows),
            as_of=f"{format_short(moment.date())} {format_time(moment.time())}",
            remarks=tuple(line for block in sheet.foot for line in block),
        )
    )


def to_keep(office: Office, papers: Iterable[FiledPaper]) -> Sheet:
    rows = [
        (str(number), paper.letter.number, _dated(paper), paper.letter.subject, _years(paper), paper.folder)
        for number, paper in enumerate(papers, 1)
    ]
    return Sheet(FORMS[19], (office.name,), rows, (_signed("ผู้ส่งเก็บ"), _signed("ผู้รับเก็บ")))


def kept(office: Office, papers: Iterable[FiledPaper]) -> Sheet:
    rows = [
        (
            str(number),
            format_short(timezone.localtime(paper.filed_at).date()),
            _received(paper),
            paper.letter.number,
            paper.letter.subject,
            paper.folder,
            format_short(paper.keep_until) if paper.keep_until else "ตลอดไป",
            _remark(paper),
        )
        for number, paper in enumerate(papers, 1)
    ]
    return Sheet(FORMS[21], (office.name,), rows)


def handed_over(office: Office, papers: Iterable[FiledPaper]) -> Sheet:
    rows = [
        (
            str(number),
            paper.folder,
            paper.letter.number,
            _dated(paper),
            _received(paper),
            paper.letter.subject,
            "",
        )
        for number, paper in enumerate(papers, 1)
    ]
    head = (office.name, f"ประจำปี พ.ศ. {be_year(today())}")
    return Sheet(FORMS[22], head, rows, (_signed("ผู้มอบ"), _signed("ผู้รับมอบ")))


def loan_card(office: Office, loans: Iterable[Loan]) -> Sheet:
    rows = [
        (
            f"{loan.paper.letter.number} {loan.paper.letter.subject}".strip(),
            f"{loan.borrower} {loan.borrower_post}".strip(),
            loan.borrower,
            format_short(timezone.localtime(loan.lent_at).date()),
            format_short(loan.due_on),
            loan.borrower if loan.returned_at else "",
            format_short(timezone.localtime(loan.returned_at).date()) if loan.returned_at else "",
        )
        for loan in loans
    ]
    return Sheet(FORMS[24], (office.name,), rows)


def to_destroy(made: DestructionList) -> Sheet:
    items = made.items.select_related("paper__letter", "paper__receipt").order_by("number")
    rows = [
        (
            str(item.number),
            item.paper.folder,
            item.paper.letter.number,
            _dated(item.paper),
            _received(item.paper),
            item.paper.letter.subject,
            "" if item.decision == ListDecision.PENDING else item.get_decision_display(),
            item.reason,
        )
        for item in items
    ]
    head = (made.office.name, f"ประจำปี พ.ศ. {made.year_be}", made.order_reference)
    foot = tuple(
        _signed("ประธานกรรมการ" if each.get("chair") else "กรรมการ", each["name"]) for each in made.committee
    )
    return Sheet(FORMS[25], tuple(line for line in head if line), rows, foot)


def _signed(role: str, name: str = "") -> tuple[str, ...]:
    return "ลงชื่อ ……………………………", f"({name or '…………………………………'})", role


def _dated(paper: FiledPaper) -> str:
    return format_short(paper.letter.dated) if paper.letter.dated else ""


def _received(paper: FiledPaper) -> str:
    receipt = paper.receipt
    return f"{receipt.number}/{receipt.year_be}" if receipt and receipt.number else ""


def _years(paper: FiledPaper) -> str:
    return f"{paper.retention.years} ปี" if paper.retention.years is not None else "ตลอดไป"


def _remark(paper: FiledPaper) -> str:
    said = [
        paper.hold_reason and f"ห้ามทำลาย {paper.hold_reason}",
        "มีคุณค่าทางประวัติศาสตร์" if paper.historical else "",
    ]
    return " ".join(each for each in [*said, paper.gone_reference] if each)
