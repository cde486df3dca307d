"""Addresses of saved lists."""

from django.urls import path

from saan.web.office.saved import views

urlpatterns = [
    path("saved/", views.save, name="saved-save"),
    path("saved/<int:pk>/rename/", views.rename, name="saved-rename"),
    path("saved/<int:pk>/remove/", views.remove, name="saved-remove"),
]
