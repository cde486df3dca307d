"""Addresses of selections."""

from django.urls import path

from saan.web.office.selection import acts, views

urlpatterns = [
    path("", views.selections, name="selection"),
    path("<int:pk>/", views.selection, name="selection-of"),
    path("<int:pk>/nominate/", acts.nominating, name="selection-nominate"),
    path("<int:pk>/withdraw/", acts.withdrawing, name="selection-withdraw"),
    path("<int:pk>/decide/", acts.deciding, name="selection-decide"),
]
