"""Which place and which year a page of tourism is about."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.kernel.digits import to_arabic
from saan.kernel.fiscal import fiscal_year_of
from saan.tourism.queries import is_authority, places_to_record
from saan.tourism.rules import LEAST_YEAR_BE

YEARS_BACK = 6


@dataclass(frozen=True)
class Years:
    """The fiscal year of the page and those it may be changed to."""

    chosen: int
    offered: list[int]


def years(request: HttpRequest) -> Years:
    """The year asked for, else the fiscal year it is."""
    now = fiscal_year_of(today()).be
    asked = to_arabic(request.GET.get("year", ""))
    chosen = int(asked) if asked.isdecimal() and LEAST_YEAR_BE <= int(asked[:4]) <= now + 1 else now
    first = max(LEAST_YEAR_BE, now - YEARS_BACK)
    return Years(chosen, sorted({*range(first, now + 2), chosen}, reverse=True))


def area_asked(request: HttpRequest, actor: Actor) -> Area:
    """The actor's own place, or one inside it that the address names; any other is not found."""
    asked = to_arabic(request.GET.get("area", ""))
    own = actor.office.area
    if not asked or is_authority(actor):
        return own
    found = Area.objects.with_path().filter(code=int(asked)).first() if _is_code(asked) else None
    if found is None or not own.contains(found) or found.level == "tambon":
        raise Http404
    return found


def district_asked(request: HttpRequest, actor: Actor) -> Area:
    """The district a form writes about: the only one the actor has, or the one the address names."""
    places = places_to_record(actor)
    asked = to_arabic(request.GET.get("district", ""))
    if not asked and len(places) == 1:
        return places[0]
    for place in places:
        if str(place.code) == asked:
            return place
    raise Http404


def _is_code(text: str) -> bool:
    return text.isdecimal() and len(text) <= 6
