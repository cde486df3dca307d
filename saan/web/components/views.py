"""The gallery: every component in every state on one page, to build with and to look at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saan.web.access import public
from saan.web.components import samples


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Shows fictitious samples only; nothing here is read from the database."""
    return render(request, "components/gallery.html", samples.context())
