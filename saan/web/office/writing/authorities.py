"""Who may sign for an office: in force and past, with the orders they rest on; recording and revoking."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from saan.accounts.models import Appointment, User
from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, offices_in_reach
from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.letters.actions.authorities import Grant, may_manage, record_authority, revoke_authority
from saan.letters.capacity import CAPACITIES, links_of
from saan.letters.drafting import WRITTEN
from saan.letters.models import SigningAuthority
from saan.letters.queries.signers import authorities_of, body_of, why_not
from saan.letters.rules import LetterKind
from saan.organisations.models import Office
from saan.web.access import signed_in
from saan.web.components.forms import ThaiDateField, refuse_at

FOUND = 20


class GrantForm(forms.Form):
    """An order by which somebody signs for the office."""

    signer = forms.ModelChoiceField(
        User.objects.none(), label="บัญชีผู้ลงนาม", required=False, empty_label="ไม่มีบัญชี ลงนามบนกระดาษเท่านั้น"
    )
    signer_name = forms.CharField(
        label="ชื่อผู้ลงนาม", max_length=200, help_text="พร้อมคำนำหน้า ตามที่พิมพ์ในวงเล็บใต้ลายมือชื่อ",
        error_messages={"required": "กรอกชื่อและนามสกุลผู้ลงนามพร้อมคำนำหน้า"},
    )  # fmt: skip
    chain = forms.CharField(
        label="ตำแหน่งตามลำดับ",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"บรรทัดละหนึ่งตำแหน่ง ทุกบรรทัดเว้นบรรทัดสุดท้ายลงท้ายด้วย {' '.join(CAPACITIES[2:5])}",
        error_messages={"required": "กรอกตำแหน่งอย่างน้อยหนึ่งบรรทัด"},
    )
    order_reference = forms.CharField(
        label="คำสั่งที่", max_length=200, required=False, help_text="เช่น คำสั่งจังหวัด ที่ 1442/2566 ลว. 1 ก.ย. 2566"
    )
    starts = ThaiDateField(label="ตั้งแต่วันที่")
    ends = ThaiDateField(label="ถึงวันที่", required=False)
    kinds = forms.MultipleChoiceField(
        label="ลงนามได้เฉพาะชนิด", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(str(each), LetterKind(each).label) for each in WRITTEN], help_text="ไม่เลือกเลยคือลงนามได้ทุกชนิด",
    )  # fmt: skip

    def __init__(self, office: Office, data: Any = None) -> None:
        super().__init__(data, initial={"starts": today()})
        posts = Appointment.objects.in_force().filter(office=office).values("user")
        people = User.objects.filter(pk__in=posts, is_active=True).order_by("full_name")
        self.fields["signer"].queryset = people  # type: ignore[attr-defined]

    def grant(self) -> Grant:
        said = self.cleaned_data
        return Grant(
            signer_name=said["signer_name"], chain=said["chain"].splitlines(), order_reference=said["order_reference"],
            starts=said["starts"], ends=said["ends"], kinds=[LetterKind(each) for each in said["kinds"]],
            signer=said["signer"],
        )  # fmt: skip


class RevokeForm(forms.Form):
    """From which day an authority no longer holds."""

    on = ThaiDateField(label="เพิกถอนตั้งแต่วันที่")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: HttpRequest) -> HttpResponse:
    """The authorities of the actor's office, or of one below for who manages accounts."""
    office = office_asked(request)
    manages = may_manage(request.actor, office)
    form = GrantForm(office, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            held = record_authority(office=office, grant=form.grant(), by=request.actor)
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, f"บันทึกอำนาจลงนามของ{held.signer_name}แล้ว")
            return redirect(_address(office, request.actor))
    context = {
        "office": office,
        "rows": _rows(office),
        "form": form,
        "manages": manages,
        "words": _words(request),
        "others": _others(request),
    }
    return render(request, "office/writing/signing.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End an authority from a day on."""
    reach = _reach(request.actor)
    held = get_object_or_404(SigningAuthority.objects.select_related("office"), pk=pk, office__in=reach)
    form = RevokeForm(request.POST)
    on = form.cleaned_data["on"] if form.is_valid() else None
    if on is None:
        raise Refused("กรอกวันที่เพิกถอน เช่น 26 ก.ย. 2566", field="on")
    try:
        revoke_authority(authority=held, on=on, by=request.actor)
    except Stale as stale:
        messages.warning(request, stale.message)
    else:
        messages.success(request, f"เพิกถอนอำนาจลงนามของ{held.signer_name}แล้ว")
    return redirect(_address(held.office, request.actor))


def _reach(actor: Actor | None) -> Any:
    """Offices whose authorities the actor may see: the own one, or all in reach for who manages accounts."""
    if actor is None:
        raise PermissionDenied("บัญชีของท่านไม่มีตำแหน่งที่มีผลในวันนี้ โปรดติดต่อผู้ดูแลระบบของหน่วยงาน")
    if actor.holds(Permission.ACCOUNTS_MANAGE):
        return Office.objects.filter(offices_in_reach(actor))
    if not actor.holds(Permission.LETTERS_SEE):
        raise PermissionDenied("บทบาทของท่านไม่มีสิทธิดูอำนาจลงนาม")
    return Office.objects.filter(pk=actor.office.pk)


def office_asked(request: HttpRequest) -> Office:
    """The actor's own office, or the one the address names among those they may look at; 404 for any other."""
    reach = _reach(request.actor)
    code = request.GET.get("office", "")
    found = reach.filter(code=code).first() if code else request.actor.office
    if found is None:
        raise Http404
    return found


def _address(office: Office, actor: Actor) -> str:
    page = reverse("letters-signing")
    return page if office.pk == actor.office.pk else f"{page}?office={office.code}"


def _words(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q_office", "").split())[:100]


def _others(request: HttpRequest) -> list[Office] | None:
    """Offices whose name holds the words, for who manages more than one; None for others."""
    if not request.actor.holds(Permission.ACCOUNTS_MANAGE):
        return None
    words = _words(request)
    found = _reach(request.actor).in_force()
    for word in words.split():
        found = found.filter(name__icontains=word)
    return list(found.order_by("lo", "code")[:FOUND]) if words else []


def _rows(office: Office) -> list[dict[str, Any]]:
    """Each authority with whether it holds today, and whose register its letters are numbered in."""
    day: date = today()
    rows = []
    for each in authorities_of(office):
        reason = why_not(each, LetterKind(each.kinds[0]) if each.kinds else LetterKind.EXTERNAL, day)
        body = each.body or body_of(office, links_of(each.chain))
        kinds = [LetterKind(kind).label for kind in each.kinds]
        rows.append({"held": each, "why_not": reason, "body": body, "kinds": kinds})
    return rows
