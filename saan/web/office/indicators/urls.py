"""Addresses of indicators."""

from django.urls import path

from saan.web.office.indicators import views

urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/from-letter/<int:letter_pk>/", views.from_letter, name="indicators-from-letter"),
]
