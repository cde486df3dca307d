"""Handing in a spreadsheet, mending its cells, and saving the rows that pass."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.kernel.refusals import Refused
from saan.registry.actions import check_sheet, mend_cell, save_batch
from saan.registry.models import ProducerKind
from saan.registry.queries import Column, RowState, imports_of, places_to_register, preview_of
from saan.web.access import needs
from saan.web.office.registry.export import template_response
from saan.web.office.registry.forms import UploadForm, refuse

PAGE = 50


@needs(Permission.PRODUCERS_EDIT)
def imports(request: HttpRequest) -> HttpResponse:
    """Choose a file, and see the ones handed in before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            batch = check_sheet(data=upload.read(), name=upload.name, by=request.actor)
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect("registry-import-sheet", pk=batch.pk)
    before = imports_of(request.actor)[:10]
    context = {"form": form, "imports": before, "columns": [column.label for column in Column]}
    return render(request, "office/registry/import.html", context, status=422 if form.errors else 200)


@needs(Permission.PRODUCERS_EDIT)
def template(request: HttpRequest) -> HttpResponse:
    """An empty workbook with the right headings and the district's tambons to choose from."""
    return template_response(request.actor)


@needs(Permission.PRODUCERS_EDIT)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was read: red cells need a person, blue ones were repaired. POST saves the rows that pass."""
    batch = get_object_or_404(imports_of(request.actor), pk=pk)
    if request.method == "POST":
        before = batch.accepted
        saved = save_batch(batch=batch, by=request.actor)
        left = len({problem["cell"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for problem in saved.problems})
        rest = f" เหลือ {left:,} แถวที่ต้องแก้" if left else ""
        messages.success(request, f"บันทึก {saved.accepted - before:,} แถวเข้าทะเบียนแล้ว{rest}")
        return redirect("registry-import-sheet", pk=pk)
    checked = preview_of(batch)
    only_bad = request.GET.get("show") == "bad"
    rows = checked.of(RowState.BAD) if only_bad else checked.rows
    context = {
        "batch": batch,
        "sheet": checked,
        "ready": len(checked.of(RowState.READY)),
        "bad": len(checked.of(RowState.BAD)),
        "known": len(checked.of(RowState.KNOWN)),
        "only_bad": only_bad,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "kinds": ProducerKind.choices(),
        "tambons": places_to_register(request.actor),
    }
    return render(request, "office/registry/sheet.html", context)


@needs(Permission.PRODUCERS_EDIT)
@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a new value into one cell and come back to its row."""
    batch = get_object_or_404(imports_of(request.actor), pk=pk)
    cell, value = request.POST.get("cell", ""), request.POST.get("value", "")
    mend_cell(batch=batch, cell=cell, value=value, by=request.actor)
    back = {"show": "?show=bad", "": ""}.get(request.POST.get("back", ""), "")
    return redirect(f"{reverse('registry-import-sheet', args=[pk])}{back}#c-{cell}")
