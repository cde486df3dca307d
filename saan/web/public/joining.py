"""A new producer's own account: first the tambon of production, then name and password."""

from typing import Any

from django import forms
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from saan.geography.models import Area
from saan.geography.queries import search
from saan.geography.rules import AreaLevel
from saan.kernel.refusals import Refused
from saan.registry.actions import sign_up
from saan.registry.queries import registering_office
from saan.web.access import public
from saan.web.components.forms import refuse_at

MOST = 12


class JoinForm(forms.Form):
    """What an account needs, and that the notice was read."""

    full_name = forms.CharField(label="ชื่อและนามสกุลของท่าน", max_length=200,
                                widget=forms.TextInput(attrs={"autocomplete": "name"}),
                                error_messages={"required": "กรอกชื่อและนามสกุล"})  # fmt: skip
    username = forms.CharField(
        label="ชื่อบัญชี", max_length=30, help_text="ตัวอักษรอังกฤษหรือตัวเลข 4 ถึง 30 ตัว เช่น somsri.weave",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "ตั้งชื่อบัญชี"},
    )  # fmt: skip
    password = forms.CharField(
        label="รหัสผ่าน", strip=False, max_length=200, help_text="อย่างน้อย 10 ตัว ใช้วลีภาษาไทยได้",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), error_messages={"required": "ตั้งรหัสผ่าน"},
    )  # fmt: skip
    notice_read = forms.BooleanField(label="อ่านประกาศข้างต้นแล้ว", required=False)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Step one finds the tambon, step two opens the account and leads to the application."""
    place = _place(request.POST.get("tambon") or request.GET.get("tambon") or "")
    if place is None:
        return _find(request)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actor = sign_up(tambon=place.code, **form.cleaned_data)
        except Refused as refused:
            refuse_at(form, refused)
        else:
            login(request, actor.user)
            return redirect("my-application")
    context: dict[str, Any] = {"form": form, "place": place, "office": registering_office(place.code)}
    return render(request, "public/join.html", context, status=422 if form.errors else 200)


def _find(request: HttpRequest) -> HttpResponse:
    text = " ".join(request.GET.get("q", "").split())[:80]
    found = list(search(text, level=AreaLevel.TAMBON)[:MOST]) if len(text) >= 2 else []
    return render(request, "public/join_place.html", {"text": text, "found": found, "most": MOST})


def _place(code: str) -> Area | None:
    if not (code.isascii() and code.isdecimal() and len(code) == 6):
        return None
    return Area.objects.in_force().with_path().filter(code=int(code), level=AreaLevel.TAMBON).first()
