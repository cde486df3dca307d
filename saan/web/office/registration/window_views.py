"""Windows of registering: those that touch one's area, a form to open one, and another last day for one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.geography.queries import children
from saan.kernel.dates import be_year, today
from saan.kernel.refusals import Refused
from saan.organisations.rules import OfficeLevel
from saan.registry.actions import move_closing, open_window
from saan.registry.queries import LEVELS, may_manage, may_open_windows, windows_visible_to
from saan.web.access import needs
from saan.web.office.registration.forms import ClosingForm, WindowForm
from saan.web.office.registry.forms import refuse

MOST = 60


@needs(Permission.PRODUCERS_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def windows(request: HttpRequest) -> HttpResponse:
    """All windows around and inside the actor's area, the open ones first; POST opens one."""
    opener = may_open_windows(request.actor)
    form = WindowForm(
        request.POST or None,
        areas=_areas(request.actor),
        initial={"year_be": be_year(today()), "opens": today()},
    )
    if request.method == "POST" and form.is_valid():
        chosen = dict(form.cleaned_data)
        code = int(chosen.pop("area"))
        chosen["levels"] = [level.value for level in LEVELS[chosen["levels"]][0]]
        try:
            made = open_window(area=Area.objects.get(code=code) if code else None, by=request.actor, **chosen)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"เปิด{made.name}แล้ว อำเภอในพื้นที่เห็นทันที")
            return redirect("registry-windows")
    context = {"rows": _rows(request.actor), "form": form, "opener": opener}
    return render(request, "office/registration/windows.html", context, status=422 if form.errors else 200)


@needs(Permission.WINDOWS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def window(request: HttpRequest, pk: int) -> HttpResponse:
    """One window of the actor's own area; POST gives it another last day."""
    found = get_object_or_404(windows_visible_to(request.actor), pk=pk)
    if not may_manage(request.actor, found):
        raise Http404
    form = ClosingForm(request.POST or None, initial={"closes": found.closes})
    if request.method == "POST" and form.is_valid():
        try:
            held = move_closing(window=found, by=request.actor, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"เปลี่ยนวันปิดของ{held.name}แล้ว")
            return redirect("registry-windows")
    context = {"window": found, "form": form}
    return render(request, "office/registration/window.html", context, status=422 if form.errors else 200)


def _rows(actor: Actor) -> list[dict]:
    day = today()
    words = {tuple(level.value for level in levels): said for levels, said in LEVELS.values()}
    rows = [
        {
            "window": each,
            "place": each.area.title if each.area else "ทั้งประเทศ",
            "decides": words.get(tuple(each.levels), "คณะกรรมการ"),
            "standing": "coming" if day < each.opens else "open" if day <= each.closes else "over",
            "mine": may_manage(actor, each) and day <= each.closes,
        }
        for each in windows_visible_to(actor)[:MOST]
    ]
    return sorted(rows, key=lambda row: ("open", "coming", "over").index(row["standing"]))


def _areas(actor: Actor) -> list[tuple[str, str]]:
    area = actor.office.area
    if actor.office.level == OfficeLevel.DEPARTMENT:
        return [
            ("0", "ทั้งประเทศ"),
            *((str(each.code), each.title) for each in children(area).order_by("sort_key")),
        ]
    return [(str(area.code), f"ทั้ง{area.title}"), *((str(each.code), each.title) for each in children(area))]
