"""Addresses of following what was ordered."""

from django.urls import path

from saan.web.office.progress import views

urlpatterns = [
    path("directives/progress/", views.overview, name="progress-overview"),
    path("directives/<int:pk>/progress/", views.progress_page, name="progress"),
    path("directives/<int:pk>/progress/exempt/", views.exempt, name="progress-exempt"),
]
