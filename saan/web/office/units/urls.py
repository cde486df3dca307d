"""Addresses of the units inside an office."""

from django.urls import path

from saan.web.office.units import views

urlpatterns = [
    path("offices/units/", views.units, name="units"),
    path("offices/units/<int:pk>/end/", views.end, name="unit-end"),
]
