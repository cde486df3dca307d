"""Addresses of reports."""

from django.urls import path

from saan.web.office.reports import reviewing, views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/new/<int:obligation_pk>/", views.new, name="report-new"),
    path("reports/up/<int:directive_pk>/", views.up, name="report-up"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/draft.pdf", views.draft_pdf, name="report-draft-pdf"),
    path("reports/<int:pk>/accept/", reviewing.accepting, name="report-accept"),
    path("reports/<int:pk>/return/", reviewing.returning, name="report-return"),
]
