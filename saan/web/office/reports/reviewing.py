"""What the receiving office does with a report: accept it, with its gaps if it has any, or return it with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.reporting.actions import accept, send_back
from saan.reporting.queries import reports_visible_to
from saan.web.access import needs
from saan.web.office.reports.forms import ReturnForm
from saan.web.office.reports.views import shown_page

REMARK = "remark:"


@needs(Permission.REPORTS_REVIEW)
@require_POST
def accepting(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(reports_visible_to(request.actor), pk=pk)
    accepted = accept(report=found, by=request.actor)
    messages.success(request, f"{accepted.get_state_display()} รายงานของ{found.office}")
    return redirect("reports")


@needs(Permission.REPORTS_REVIEW)
@require_POST
def returning(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(reports_visible_to(request.actor), pk=pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return shown_page(request, found, returning=form, opened=True, status=422)
    remarks = {
        name.removeprefix(REMARK): words for name, words in request.POST.items() if name.startswith(REMARK)
    }
    send_back(report=found, reason=form.cleaned_data["reason"], remarks=remarks, by=request.actor)
    messages.success(request, f"ส่งคืนรายงานให้{found.office}แล้ว")
    return redirect("reports")
