"""The public face: everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saan.web.access import public


@public
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "public/home.html")
