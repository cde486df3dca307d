"""Handing in a spreadsheet, naming its columns, mending its cells, and saving the rows that pass."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.kernel.fiscal import FiscalYear
from saan.kernel.refusals import Refused
from saan.registry.actions import (
    begin_saving,
    confirm_distinct,
    hand_in,
    map_columns,
    mend_cell,
    mend_certain,
    read_again,
)
from saan.registry.models import ImportBatch
from saan.registry.queries import answer_workbook, imports_of, repaired_workbook
from saan.registry.queries.import_choices import CONSTANTS, may_bring_sales, years_to_choose
from saan.web.access import needs
from saan.web.office.registry import import_pages
from saan.web.office.registry.export import XLSX, template_response
from saan.web.office.registry.forms import UploadForm, refuse
from saan.web.office.registry.sales_sheet_export import sales_sheet_response


@needs(Permission.PRODUCERS_IMPORT)
def imports(request: HttpRequest) -> HttpResponse:
    """Choose a file, and see the ones handed in before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            batch = hand_in(data=upload.read(), name=upload.name, by=request.actor)
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect("registry-import-sheet", pk=batch.pk)
    before = imports_of(request.actor).defer("problems", "findings", "fixes", "mapping")[:10]
    return render(
        request,
        "office/registry/import.html",
        {
            "form": form,
            "imports": before,
            "kinds": import_pages.kinds(request.actor),
            "years": _sales_years(request),
        },
        status=422 if form.errors else 200,
    )


@needs(Permission.PRODUCERS_IMPORT)
def template(request: HttpRequest) -> HttpResponse:
    """An empty workbook with the right headings and the area's places to choose from."""
    return template_response(request.actor)


@needs(Permission.SALES_RECORD)
def sales_sheet(request: HttpRequest, year: int) -> HttpResponse:
    """A fiscal year of the office's sales, to be filled in and handed in again."""
    if year not in _sales_years(request):
        raise Http404
    return sales_sheet_response(request.actor, FiscalYear(year))


def _sales_years(request: HttpRequest) -> list[int]:
    return years_to_choose()[:3] if may_bring_sales(request.actor) else []


@needs(Permission.PRODUCERS_IMPORT)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import stands: its columns to name, its problems, its progress or its result."""
    batch = _batch(request, pk)
    page = import_pages.page_of(batch, request.GET)
    if request.htmx and page.busy:
        return render(request, "office/registry/_import_progress.html", page.context)
    answer = render(request, page.template, page.context)
    if request.htmx:
        answer["HX-Refresh"] = "true"
    return answer


@needs(Permission.PRODUCERS_IMPORT)
@require_POST
def reread(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sheet, another kind of data, or headings in other rows."""
    first, last = request.POST.get("first", ""), request.POST.get("last", "")
    head = (int(first), int(last)) if _small(first) and _small(last) and "head" in request.POST else None
    chosen = {key: request.POST.get(key, "") for key in ("sheet", "kind")}
    try:
        read_again(batch=_batch(request, pk), by=request.actor, head=head, **chosen)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("registry-import-sheet", pk=pk)


@needs(Permission.PRODUCERS_IMPORT)
@require_POST
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer's word on which column holds what; then the check."""
    batch = _batch(request, pk)
    named = {key: column for column, key in _named(request)}
    shared = {key: request.POST.get(key, "") for key in CONSTANTS}
    try:
        if len(named) < len(list(_named(request))):
            raise Refused("เลือกข้อมูลอย่างเดียวกันให้สองคอลัมน์ โปรดเลือกเพียงคอลัมน์เดียว", field="columns")
        map_columns(
            batch=batch,
            columns=named,
            with_hidden="with_hidden" in request.POST,
            constants=shared,
            by=request.actor,
        )
    except Refused as refused:
        page = import_pages.mapping_page(
            batch, said=refused.message, chosen=dict(_named(request)), constants=shared
        )
        return render(request, page.template, page.context, status=422)
    return redirect("registry-import-sheet", pk=pk)


def _named(request: HttpRequest) -> list[tuple[int, str]]:
    return [
        (int(name.removeprefix("column-")), value)
        for name, value in request.POST.items()
        if name.startswith("column-") and _small(name.removeprefix("column-")) and value
    ]


def _small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


@needs(Permission.PRODUCERS_IMPORT)
@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a new value into one cell."""
    batch = _batch(request, pk)
    mend_cell(
        batch=batch, cell=request.POST.get("cell", ""), value=request.POST.get("value", ""), by=request.actor
    )
    return _back(request, pk)


@needs(Permission.PRODUCERS_IMPORT)
@require_POST
def repair(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply the repairs that were listed."""
    batch = _batch(request, pk)
    count = batch.findings.get("sure", 0)
    mend_certain(batch=batch, by=request.actor)
    messages.success(request, f"ซ่อม {count:,} ช่องตามรายการแล้ว แฟ้มเดิมไม่ถูกแก้")
    return _back(request, pk)


@needs(Permission.PRODUCERS_IMPORT)
@require_POST
def distinct(request: HttpRequest, pk: int) -> HttpResponse:
    """All near names are different producers."""
    confirm_distinct(batch=_batch(request, pk), by=request.actor)
    messages.success(request, "ยืนยันแล้วว่าชื่อใกล้เคียงทั้งหมดเป็นคนละราย")
    return _back(request, pk)


@needs(Permission.PRODUCERS_IMPORT)
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the rows that pass; a large file is saved behind the page."""
    begin_saving(batch=_batch(request, pk), by=request.actor)
    return redirect("registry-import-sheet", pk=pk)


@needs(Permission.PRODUCERS_IMPORT)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook handed in, with a comment in each cell to be seen to."""
    batch = _batch(request, pk)
    return _sent(answer_workbook(batch), f"ผลตรวจ-{batch.file.name}")


@needs(Permission.PRODUCERS_IMPORT)
def repaired(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook handed in, with the certain repairs written into its cells."""
    batch = _batch(request, pk)
    return _sent(repaired_workbook(batch), f"ซ่อมแล้ว-{batch.file.name}")


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    return get_object_or_404(imports_of(request.actor), pk=pk)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    fault = request.POST.get("fault", "")
    where = redirect("registry-import-sheet", pk=pk)
    if fault.isascii() and fault.isalpha():
        where["Location"] += f"?fault={fault}"
    return where


def _sent(data: bytes, name: str) -> HttpResponse:
    stem = name.rsplit(".", 1)[0]
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stem)}.xlsx"
    return response
