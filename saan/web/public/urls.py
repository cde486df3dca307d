"""Addresses of the public face."""

from django.urls import path

from saan.web.public import letters, views

urlpatterns = [
    path("", views.home, name="home"),
    path("check/", views.check, name="check"),
    path("check/letter/<str:code>/", letters.check_letter, name="check-letter"),
]
