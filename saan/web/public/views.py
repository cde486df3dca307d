"""The public face: what Saan is, and whether a producer is registered. Public columns only."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saan.registry.models import ProducerKind
from saan.registry.queries import LEAST_LETTERS, registered
from saan.web.access import public

PAGE = 25
LONGEST = 100


@public
def home(request: HttpRequest) -> HttpResponse:
    """The first page: one sentence, one search."""
    return render(request, "public/home.html", {"kinds": list(ProducerKind), "least": LEAST_LETTERS})


@public
def check(request: HttpRequest) -> HttpResponse:
    """Registered producers whose name holds the words asked for: name, kind, place, year."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    page = Paginator(registered(text), PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "text": text,
        "page": page,
        "found": page.paginator.count,
        "least": LEAST_LETTERS,
    }
    template = "public/_found.html" if request.htmx else "public/check.html"
    return render(request, template, context)
