"""Addresses of the office face, one area a line."""

from django.urls import include, path

urlpatterns = [
    path("", include("saan.web.office.desk.urls")),
    path("", include("saan.web.office.directives.urls")),
    path("", include("saan.web.office.progress.urls")),
    path("", include("saan.web.office.session.urls")),
    path("registry/", include("saan.web.office.registration.urls")),
    path("registry/", include("saan.web.office.registry.urls")),
    path("selection/", include("saan.web.office.selection.urls")),
    path("", include("saan.web.office.saved.urls")),
    path("letters/secret/", include("saan.web.office.secrecy.urls")),
    path("letters/store/", include("saan.web.office.store.urls")),
    path("", include("saan.web.office.circulars.urls")),
    path("", include("saan.web.office.letters.urls")),
    path("", include("saan.web.office.writing.urls")),
    path("", include("saan.web.office.ledger.urls")),
    path("", include("saan.web.office.reports.urls")),
    path("", include("saan.web.office.indicators.urls")),
    path("", include("saan.web.office.tourism.urls")),
    path("", include("saan.web.office.units.urls")),
    path("", include("saan.web.office.outreach.urls")),
]
