"""What every page's frame needs: who acts, for which office, and where they may go."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.directives.queries import open_count
from saan.letters.queries import waiting_arrivals
from saan.registry.queries import waiting_applications
from saan.registry.queries.sales import reopenings_asked
from saan.reporting.queries import waiting_for_review
from saan.web.office import navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the base templates. The menus are made only where a template draws them, not for fragments."""
    actor: Actor | None = getattr(request, "actor", None)

    @cache
    def menu() -> navigation.Menu:
        return navigation.menu(actor, path=request.path, counts=_waiting(actor) if actor else {})

    return {
        "actor": actor,
        "nav": lambda: menu().rail,
        "tabs": lambda: menu().tabs,
        "demo": settings.SAAN_DEMO,
    }


def _waiting(actor: Actor) -> dict[str, int]:
    """Things that wait for this office, never unread news: open tasks, letters to register, reports to review,
    applications to receive or decide, closed months of sales that somebody asks to open."""
    counts = {}
    if actor.holds(Permission.DESK_SEE):
        counts["desk"] = open_count(actor)
    if actor.holds(Permission.LETTERS_RECEIVE):
        counts["letters"] = waiting_arrivals(actor).count()
    if actor.holds(Permission.REPORTS_REVIEW):
        counts["reports"] = waiting_for_review(actor).count()
    if actor.holds(Permission.PRODUCERS_SEE):
        counts["registry"] = waiting_applications(actor).count()
    if actor.holds(Permission.SALES_REOPEN):
        counts["selling"] = reopenings_asked(actor).count()
    return counts
