"""What a page with filters shows of the lists its reader saved."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from saan.accounts.models import SavedView
from saan.accounts.queries import views_of

PAGES = {"letters": "letters", "registry": "registry", "store": "letters-files"}
"""Pages that may be saved, and the name of their address."""
_PASSING = ("page", "file", "form")


@dataclass(frozen=True)
class Saved:
    """A saved list as drawn; `here` when the page shows it now."""

    view: SavedView
    url: str
    here: bool


@dataclass(frozen=True)
class SavedBar:
    """The lists of a page, and the query that could be saved; blank where nothing is filtered."""

    page: str
    query: str
    lists: list[Saved]

    @property
    def is_saved(self) -> bool:
        return any(each.here for each in self.lists)


def saved_bar(request: HttpRequest, page: str) -> SavedBar:
    """The bar for one of PAGES; include "office/saved/bar.html" with it as `saved`."""
    query = plain_query(request.GET.urlencode())
    address = reverse(PAGES[page])
    lists = [
        Saved(view, f"{address}?{view.query}", bool(query) and view.query == query)
        for view in views_of(request.user, page)
    ]
    return SavedBar(page, query, lists)


def plain_query(query: str) -> str:
    """A query without blanks and without what belongs to one look, its names in order."""
    given = QueryDict(query)
    kept = QueryDict(mutable=True)
    for name in sorted(given):
        values = [value for value in given.getlist(name) if value.strip()]
        if values and name not in _PASSING:
            kept.setlist(name, values)
    return kept.urlencode()
