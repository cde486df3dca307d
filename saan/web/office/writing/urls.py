"""Addresses of writing letters and of who may sign them."""

from django.urls import path

from saan.web.office.writing import authorities, marks, views

urlpatterns = [
    path("letters/write/", views.write, name="letters-write"),
    path("letters/write/<int:pk>/", views.compose, name="letter-write"),
    path("letters/write/<int:pk>/step/", views.step, name="letter-write-step"),
    path("letters/write/<int:pk>/find/", views.find, name="letter-write-find"),
    path("letters/write/<int:pk>/pages/<int:number>.png", views.page, name="letter-write-page"),
    path("letters/write/<int:pk>/draft.<str:form>", views.download, name="letter-write-file"),
    path("letters/signing/", authorities.signing, name="letters-signing"),
    path("letters/marks/", marks.marks, name="letters-marks"),
    path("letters/marks/<slug:what>/", marks.picture, name="letters-mark"),
    path("letters/signing/<int:pk>/revoke/", authorities.revoke, name="letters-signing-revoke"),
]
