"""Addresses of the store."""

from django.urls import path

from saan.web.office.store import classes, disposal, views

urlpatterns = [
    path("", views.store, name="letters-files"),
    path("waiting/", views.waiting, name="store-waiting"),
    path("<int:pk>/", views.paper, name="store-paper"),
    path("loans/", views.loans, name="store-loans"),
    path("loans/<int:pk>/back/", views.back, name="store-loan-back"),
    path("destruction/", disposal.lists, name="letters-disposal"),
    path("destruction/<int:pk>/", disposal.one, name="store-list"),
    path("handover/", disposal.handover, name="store-handover"),
    path("classes/", classes.classes, name="store-classes"),
    path("classes/correct/", classes.correctable, name="retention"),
    path("classes/correct/<int:pk>/", classes.correct, name="retention-class"),
]
