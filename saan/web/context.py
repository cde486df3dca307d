"""What every page's frame needs: who acts, for which office, and where they may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from saan.web.office import navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the base templates. Counts in the rail are things that wait for this office, never unread news."""
    actor = getattr(request, "actor", None)
    menu = navigation.menu(actor, path=request.path)
    return {"actor": actor, "nav": menu.rail, "tabs": menu.tabs, "demo": settings.SAAN_DEMO}
