"""Addresses of the public face."""

from django.urls import path

from saan.web.public import certificates, joining, letters, views

urlpatterns = [
    path("", views.home, name="home"),
    path("check/", views.check, name="check"),
    path("check/certificate/<str:code>/", certificates.check_certificate, name="check-certificate"),
    path("join/", joining.join, name="join"),
    path("check/letter/<str:code>/", letters.check_letter, name="check-letter"),
]
