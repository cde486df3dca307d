"""Asking local authorities, and their projects."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from saan.accounts.permissions import Permission
from saan.geography.models import Area
from saan.kernel.refusals import Refused, Stale
from saan.ledger.queries import acts_on
from saan.tourism.actions import change_project, record_coordination, record_project
from saan.tourism.models import CoordinationRecord, SupportProject
from saan.tourism.queries import authorities_to_name, places_to_record, projects_visible_to
from saan.web.access import needs
from saan.web.components.forms import refuse_at
from saan.web.office.tourism.forms import CoordinationForm, ProjectForm
from saan.web.office.tourism.places import district_asked
from saan.web.office.tourism.presenters import project_look


def back_to(district: Area, year: int | None = None) -> str:
    """The district's page, in one fiscal year where it matters."""
    query = f"?area={district.code}" + (f"&year={year}" if year else "")
    return reverse("tourism") + query


@needs(Permission.TOURISM_EDIT)
def coordinate(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter that one authority of the district was asked, or why not."""
    district = district_asked(request, request.actor)
    authority = get_object_or_404(authorities_to_name(request.actor, district), pk=pk)
    form = CoordinationForm(request.POST or None, initial={"asked": CoordinationForm.DONE})
    if request.method == "POST" and form.is_valid():
        try:
            made = record_coordination(
                district=district, authority=authority, **form.told(), by=request.actor
            )
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, f"บันทึกเรื่อง {authority.name} แล้ว")
            return redirect(back_to(district, made.fiscal_year_be))
    before = CoordinationRecord.objects.filter(district=district, authority=authority)
    context = {
        "form": form,
        "district": district,
        "authority": authority,
        "before": before.select_related("recorded_by"),
    }
    return render(request, "office/tourism/coordinate.html", context, status=422 if form.errors else 200)


@needs(Permission.TOURISM_EDIT)
def new_project(request: HttpRequest) -> HttpResponse:
    """Enter a project of a local authority."""
    district = district_asked(request, request.actor)
    form = ProjectForm(
        request.POST or None,
        by=request.actor,
        district=district,
        initial=ProjectForm.start(None, request.actor),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = record_project(facts=form.facts(), by=request.actor)
        except Refused as refused:
            refuse_at(form, refused)
        else:
            return _saved(request, made)
    context = {"form": form, "district": district, "project": None, "version": 0}
    return render(request, "office/tourism/project_form.html", context, status=422 if form.errors else 200)


@needs(Permission.DESK_SEE)
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """A project: its money with the named shares, its history, and the form for those who may change it."""
    found = get_object_or_404(projects_visible_to(request.actor), pk=pk)
    form = ProjectForm(
        request.POST or None,
        by=request.actor,
        district=found.district,
        initial=ProjectForm.start(found, request.actor),
    )
    version = request.POST.get("version", "")
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_project(
                project=found,
                facts=form.facts(),
                version=int(version) if version.isdecimal() and len(version) < 9 else 0,
                by=request.actor,
            )
        except Stale:
            raise
        except Refused as refused:
            refuse_at(form, refused)
        else:
            return _saved(request, changed)
    context = {
        "form": form,
        "project": found,
        "look": project_look(found),
        "version": version or found.version,
        "acts": acts_on(found)[:20],
        "editor": found.district in places_to_record(request.actor),
    }
    return render(request, "office/tourism/project.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, project: SupportProject) -> HttpResponse:
    messages.success(request, f"บันทึกโครงการ {project.name} แล้ว")
    if project.warning:
        messages.warning(request, project.warning)
    return redirect("tourism-project", pk=project.pk)
