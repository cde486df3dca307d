"""Addresses of reports."""

from django.urls import path

from saan.web.office.reports import filling, following, reviewing, views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/new/<int:obligation_pk>/", views.new, name="report-new"),
    path("reports/up/<int:directive_pk>/", views.up, name="report-up"),
    path("reports/<int:pk>/", views.report, name="report"),
    path(
        "reports/completeness/<int:directive_pk>/", following.completeness_page, name="reports-completeness"
    ),
    path("reports/<int:pk>/fill/<slug:step>/", filling.fill, name="report-fill"),
    path("reports/<int:pk>/refill/", filling.refilling, name="report-refill"),
    path("reports/<int:pk>/tags/<slug:row>/", filling.tags, name="report-tags"),
    path("reports/<int:pk>/draft.pdf", views.draft_pdf, name="report-draft-pdf"),
    path("reports/<int:pk>/accept/", reviewing.accepting, name="report-accept"),
    path("reports/<int:pk>/return/", reviewing.returning, name="report-return"),
]
