"""The Garuda, the seal and the line at the foot that an office's own papers bear."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from saan.documents.models import OfficeMarks
from saan.documents.queries import read_bytes
from saan.kernel.refusals import Refused
from saan.letters.actions.authorities import may_manage
from saan.letters.actions.marks import LARGEST, Mark, drop_mark, set_mark, set_slogan
from saan.organisations.models import Office
from saan.web.access import signed_in
from saan.web.components.forms import refuse_at
from saan.web.office.writing.authorities import office_asked

HINTS = {
    Mark.GARUDA: "พิมพ์กลางหัวหนังสือ สูง 3 ซม. บันทึกข้อความ 1.5 ซม.",
    Mark.SEAL: "พิมพ์แทนลายมือชื่อในหนังสือประทับตรา และบนใบรับรองการลงทะเบียน",
}


class PictureForm(forms.Form):
    """One picture, under the name of what it is."""

    def __init__(self, mark: Mark, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.mark = mark
        self.fields[mark.value] = forms.FileField(
            label=f"แฟ้มภาพ{mark.label}",
            help_text="PNG หรือ JPEG ไม่เกิน 2 MB แต่ละด้าน 200 ถึง 4,000 จุด",
            widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
            error_messages={"required": "เลือกแฟ้มภาพก่อน"},
        )


class SloganForm(forms.Form):
    """The line at the foot."""

    slogan = forms.CharField(
        label="คำขวัญ", required=False, max_length=200, help_text="หนึ่งบรรทัด เว้นว่างคือไม่พิมพ์ ผู้ร่างลบออกจากฉบับหนึ่งได้",
        error_messages={"max_length": "คำขวัญยาวได้ไม่เกิน 200 ตัวอักษร เพราะพิมพ์บรรทัดเดียว"},
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: HttpRequest) -> HttpResponse:
    """What the office's papers bear now; its head and who manages accounts change it."""
    office = office_asked(request)
    held = OfficeMarks.objects.filter(office=office).select_related("garuda", "seal").first()
    what = request.POST.get("what", "")
    pictures = {mark: PictureForm(mark, *_sent(request, what == mark.value)) for mark in Mark}
    slogan = SloganForm(
        request.POST if what == "slogan" else None, initial={"slogan": held.slogan if held else ""}
    )
    form = slogan if what == "slogan" else next((f for m, f in pictures.items() if m.value == what), None)
    if request.method == "POST":
        if form is None:
            raise Http404
        if _done(request, office, form):
            return redirect(address(office, request))
    rows = [
        {"mark": mark, "file": getattr(held, mark.value, None), "form": each, "hint": HINTS[mark]}
        for mark, each in pictures.items()
    ]
    context = {
        "office": office, "rows": rows, "slogan": slogan, "held": held,
        "manages": may_manage(request.actor, office), "bound": form, "query": _query(office, request),
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return render(request, "office/writing/marks.html", context, status=status)


@signed_in
@require_safe
def picture(request: HttpRequest, what: str) -> HttpResponse:
    """The office's picture itself."""
    held = OfficeMarks.objects.filter(office=office_asked(request)).select_related("garuda", "seal").first()
    file = getattr(held, what, None) if what in set(Mark) else None
    if file is None:
        raise Http404
    try:
        response = HttpResponse(read_bytes(file), content_type=file.media_type)
    except FileNotFoundError as lost:
        raise Http404 from lost
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


def address(office: Office, request: HttpRequest) -> str:
    return reverse("letters-marks") + _query(office, request)


def _query(office: Office, request: HttpRequest) -> str:
    return "" if office.pk == request.actor.office.pk else f"?office={office.code}"


def _sent(request: HttpRequest, chosen: bool) -> tuple[Any, Any]:
    putting = chosen and request.POST.get("act") != "drop"
    return (request.POST, request.FILES) if putting else (None, None)


def _done(request: HttpRequest, office: Office, form: forms.Form) -> bool:
    """Whether the change was made; what was refused stands at its field."""
    try:
        if isinstance(form, PictureForm) and not form.is_bound:
            drop_mark(office=office, mark=form.mark, by=request.actor)
            messages.success(request, f"เลิกใช้{form.mark.label}แล้ว ที่ว่างบนกระดาษเป็นวงกลมเส้นประ")
            return True
        if not form.is_valid():
            return False
        if isinstance(form, PictureForm):
            upload = form.cleaned_data[form.mark.value]
            data = upload.read(LARGEST + 1)
            set_mark(office=office, mark=form.mark, data=data, name=upload.name, by=request.actor)
            messages.success(request, f"หนังสือที่พิมพ์จากนี้ใช้{form.mark.label}นี้")
        else:
            set_slogan(office=office, slogan=form.cleaned_data["slogan"], by=request.actor)
            messages.success(request, "บันทึกคำขวัญท้ายหนังสือแล้ว ใช้กับฉบับที่เริ่มร่างจากนี้")
    except Refused as refused:
        refuse_at(form, refused)
        return False
    return True
