"""The overview of tourism: a district's own work, an authority's own rows, or the sums of a wider place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saan.accounts.permissions import Permission
from saan.geography.models import Area
from saan.kernel.dates import now
from saan.tourism.queries import (
    communities_visible_to,
    domains,
    events_visible_to,
    identities_visible_to,
    is_authority,
    may_coordinate,
    places_to_record,
    projects_visible_to,
    rollup,
    standings,
)
from saan.web.access import needs
from saan.web.office.tourism import presenters
from saan.web.office.tourism.export import workbook_response
from saan.web.office.tourism.places import area_asked, years

EVENTS_SHOWN = 10


@needs(Permission.DESK_SEE)
def overview(request: HttpRequest) -> HttpResponse:
    """What stands and what is missing, for the actor's place or one inside it."""
    area = area_asked(request, request.actor)
    if is_authority(request.actor):
        return _own_page(request)
    if area.level == "district":
        return _district_page(request, area)
    return _sums_page(request, area)


def _sums_page(request: HttpRequest, area: Area) -> HttpResponse:
    chosen = years(request)
    found = rollup(area, fiscal_year_be=chosen.chosen)
    context = {
        "found": found,
        "years": chosen,
        "sentence": presenters.sums_sentence(found),
        "below": "จังหวัด" if area.level == "country" else "อำเภอ",
        "agrees": presenters.agrees(found),
        "path": presenters.path_to(area, request.actor.office.area),
        "query": f"year={chosen.chosen}",
        "as_of": now(),
        "events": events_visible_to(request.actor)[:EVENTS_SHOWN]
        if area == request.actor.office.area
        else [],
        "editor": request.actor.holds(Permission.TOURISM_EDIT),
    }
    return render(request, "office/tourism/sums.html", context)


def _district_page(request: HttpRequest, district: Area) -> HttpResponse:
    actor, chosen = request.actor, years(request)
    asked = standings(district, fiscal_year_be=chosen.chosen)
    held = domains(actor, district)
    projects = list(projects_visible_to(actor).filter(district=district, fiscal_year_be=chosen.chosen))
    context: dict[str, Any] = {
        "district": district,
        "years": chosen,
        "standings": [presenters.standing(each) for each in asked],
        "counts": presenters.counts(asked),
        "domains": held,
        "missing": sum(not each.identities for each in held),
        "projects": projects,
        "budget": presenters.budget_of(projects),
        "events": events_visible_to(actor).filter(area__lo__gte=district.lo, area__hi__lte=district.hi)[
            :EVENTS_SHOWN
        ],
        "communities": communities_visible_to(actor).filter(tambon__parent=district),
        "coordinator": may_coordinate(actor),
        "editor": district in places_to_record(actor),
        "path": presenters.path_to(district, actor.office.area),
        "sentence": presenters.district_sentence(asked, held),
        "as_of": now(),
    }
    return render(request, "office/tourism/district.html", context)


def _own_page(request: HttpRequest) -> HttpResponse:
    actor, chosen = request.actor, years(request)
    projects = list(projects_visible_to(actor).filter(fiscal_year_be=chosen.chosen))
    held = domains(actor)
    context = {
        "district": next(iter(places_to_record(actor)), None),
        "years": chosen,
        "domains": held,
        "missing": sum(not each.identities for each in held),
        "projects": projects,
        "budget": presenters.budget_of(projects),
        "events": events_visible_to(actor)[:EVENTS_SHOWN],
        "editor": actor.holds(Permission.TOURISM_EDIT),
        "sentence": presenters.own_sentence(projects, identities_visible_to(actor).count()),
        "as_of": now(),
    }
    return render(request, "office/tourism/own.html", context)


@needs(Permission.DESK_SEE)
def export(request: HttpRequest) -> HttpResponse:
    """The sums of a place as a workbook."""
    area, chosen = area_asked(request, request.actor), years(request)
    return workbook_response(rollup(area, fiscal_year_be=chosen.chosen), fiscal_year_be=chosen.chosen)
