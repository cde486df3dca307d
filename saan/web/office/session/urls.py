"""Signing in and out, and switching between one's appointments."""

from django.urls import path

from saan.web.office.session import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("start/", views.start, name="start"),
    path("switch/", views.switch, name="switch-appointment"),
]
