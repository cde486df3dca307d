"""Local identities and tourism communities."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from saan.accounts.permissions import Permission
from saan.kernel.refusals import Refused, Stale
from saan.outreach.queries import posts_visible_to, tags_of
from saan.tourism.actions import change_identity, record_community, record_identity
from saan.tourism.queries import identities_visible_to, places_to_record
from saan.web.access import needs
from saan.web.components.forms import refuse_at
from saan.web.office.tourism.forms import CommunityForm, IdentityForm
from saan.web.office.tourism.places import district_asked
from saan.web.office.tourism.support_views import back_to


@needs(Permission.TOURISM_EDIT)
def new_identity(request: HttpRequest) -> HttpResponse:
    """Enter an identity; the domain that stood empty comes chosen."""
    district = district_asked(request, request.actor)
    start = IdentityForm.start(None, request.GET.get("domain", ""))
    form = IdentityForm(request.POST or None, by=request.actor, district=district, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = record_identity(facts=form.facts(), by=request.actor)
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, f"บันทึกอัตลักษณ์ {made.name} แล้ว")
            return redirect("tourism-identity", pk=made.pk)
    context = {"form": form, "district": district, "identity": None, "version": 0}
    return render(request, "office/tourism/identity_form.html", context, status=422 if form.errors else 200)


@needs(Permission.DESK_SEE)
def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """An identity: its story, its three attributes, its posts, and the form for those who may change it."""
    found = get_object_or_404(identities_visible_to(request.actor), pk=pk)
    start = IdentityForm.start(found)
    form = IdentityForm(request.POST or None, by=request.actor, district=found.district, initial=start)
    version = request.POST.get("version", "")
    if request.method == "POST" and form.is_valid():
        try:
            change_identity(
                identity=found,
                facts=form.facts(),
                version=int(version) if version.isdecimal() and len(version) < 9 else 0,
                by=request.actor,
            )
        except Stale:
            raise
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, f"บันทึกอัตลักษณ์ {found.name} แล้ว")
            return redirect("tourism-identity", pk=pk)
    context = {
        "form": form,
        "identity": found,
        "attributes": [
            ("การอำนวยความสะดวก", found.get_convenience_display(), found.convenience_note, found.convenience),
            ("ความปลอดภัย", found.get_safety_display(), found.safety_note, found.safety),
            ("การท่องเที่ยวเพื่อคนทั้งมวล", found.get_for_all_display(), found.for_all_note, found.for_all),
        ],
        "posts": posts_visible_to(request.actor).filter(identity=found),
        "tags": tags_of(found.district),
        "version": version or found.version,
        "editor": found.district in places_to_record(request.actor),
    }
    return render(request, "office/tourism/identity.html", context, status=422 if form.errors else 200)


@needs(Permission.TOURISM_EDIT)
def new_community(request: HttpRequest) -> HttpResponse:
    """Enter a tourism community."""
    district = district_asked(request, request.actor)
    form = CommunityForm(request.POST or None, district=district)
    if request.method == "POST" and form.is_valid():
        try:
            made = record_community(**form.cleaned_data, by=request.actor)
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, f"บันทึกชุมชนท่องเที่ยว {made.name} แล้ว")
            return redirect(back_to(district))
    context = {"form": form, "district": district}
    return render(request, "office/tourism/community_form.html", context, status=422 if form.errors else 200)
