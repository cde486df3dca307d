"""Signing in and out, and switching between one's appointments."""

from django import forms
from django.contrib import messages
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from saan.web.access import SESSION_KEY, public, signed_in
from saan.web.office import navigation


class SignInForm(auth_forms.AuthenticationForm):
    """Name and password, with Thai words that do not tell which of the two was wrong."""

    error_messages = {
        "invalid_login": "ชื่อบัญชีหรือรหัสผ่านไม่ถูกต้อง ตรวจตัวพิมพ์เล็กใหญ่และแป้นภาษาแล้วลองใหม่",
        "inactive": "บัญชีนี้ถูกปิดใช้งาน โปรดติดต่อผู้ดูแลระบบของหน่วยงาน",
    }
    username = auth_forms.UsernameField(
        label="ชื่อบัญชี", widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "username"})
    )
    password = forms.CharField(
        label="รหัสผ่าน", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


sign_in = public(
    auth_views.LoginView.as_view(template_name="office/sign_in.html", authentication_form=SignInForm)
)


@signed_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; the browser drops its kept pages, so that Back shows the next person at the machine nothing."""
    answer = auth_views.LogoutView.as_view()(request)
    answer["Clear-Site-Data"] = '"cache"'
    return answer


@signed_in
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act for another of one's own offices from now on."""
    post = get_object_or_404(request.user.appointments.in_force(), pk=request.POST.get("appointment") or 0)
    request.session[SESSION_KEY] = post.pk
    messages.success(request, f"ท่านกำลังปฏิบัติงานในนาม{post.office.name}")
    return redirect("start")


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Where a person goes after signing in: the first place of their role's menu."""
    menu = navigation.menu(request.actor, path=request.path)
    return redirect(menu.rail[0].url if menu.rail else "home")
