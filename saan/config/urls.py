"""Every address of Saan; the stable ones are promised to others."""

from django.urls import include, path

from saan.web import errors, health

urlpatterns = [
    path("", include("saan.web.public.urls")),
    path("", include("saan.web.office.urls")),
    path("components/", include("saan.web.components.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
