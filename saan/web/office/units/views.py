"""The units of one office: the actor's own, or any that an administrator names by its code."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from saan.accounts.permissions import Permission
from saan.accounts.policy import may, require
from saan.kernel.refusals import Refused, Stale
from saan.organisations.actions import add_unit, end_unit
from saan.organisations.models import Office
from saan.organisations.queries import units_in
from saan.organisations.rules import OfficeLevel
from saan.web.access import needs
from saan.web.components.forms import refuse_at


class UnitForm(forms.Form):
    """A unit to be added."""

    name = forms.CharField(
        label="ชื่อกลุ่มงานหรือฝ่าย", max_length=120, help_text="เช่น กลุ่มงานส่งเสริมการพัฒนาชุมชน",
        error_messages={"required": "กรอกชื่อกลุ่มงานหรือฝ่าย"},
    )  # fmt: skip
    short_name = forms.CharField(label="ชื่อย่อ", max_length=60, required=False)
    head_title = forms.CharField(label="ตำแหน่งหัวหน้า", max_length=120, required=False)


@needs(Permission.UNITS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest) -> HttpResponse:
    """The standing units with the form that adds one."""
    office = _office(request)
    form = UnitForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        require(request.actor, Permission.UNITS_MANAGE, at=office)
        try:
            added = add_unit(office=office, by=request.actor, **form.cleaned_data)
        except Stale:
            raise
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, f"เพิ่ม{added}แล้ว")
            return redirect(_address(office))
    context = {"office": office, "units": units_in(office), "form": form, "anywhere": _anywhere(request)}
    return render(request, "office/units/units.html", context, status=422 if form.errors else 200)


@needs(Permission.UNITS_MANAGE)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one unit today."""
    unit = get_object_or_404(
        Office.objects.in_force().select_related("parent"), pk=pk, level=OfficeLevel.UNIT
    )
    above = unit.parent
    if above is None or not may(request.actor, Permission.UNITS_MANAGE, at=above):
        raise Http404
    end_unit(unit=unit, by=request.actor)
    messages.success(request, f"ยุบ{unit}แล้ว ทะเบียนและหนังสือเดิมยังอยู่")
    return redirect(_address(above))


def _office(request: HttpRequest) -> Office:
    """The office named in the address, in the actor's reach; else their own."""
    code = request.GET.get("office", "")
    if not code:
        return request.actor.office
    office = get_object_or_404(Office.objects.in_force().exclude(level=OfficeLevel.UNIT), code=code)
    if not may(request.actor, Permission.UNITS_MANAGE, at=office):
        raise Http404
    return office


def _anywhere(request: HttpRequest) -> bool:
    return may(request.actor, Permission.ACCOUNTS_MANAGE)


def _address(office: Office) -> str:
    return f"{reverse('units')}?office={office.code}"
