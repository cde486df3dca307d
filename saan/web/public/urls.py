"""Addresses of the public face."""

from django.urls import path

from saan.web.public import views

urlpatterns = [
    path("", views.home, name="home"),
    path("check/", views.check, name="check"),
]
