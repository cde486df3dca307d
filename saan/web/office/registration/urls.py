"""Addresses of registering; they lie under the registry's."""

from django.urls import path

from saan.web.office.registration import application_views, file_views, own_views, window_views

urlpatterns = [
    path("applications/", application_views.applications, name="registry-applications"),
    path("applications/new/", application_views.new, name="registry-application-new"),
    path("applications/<int:pk>/", application_views.application, name="registry-application"),
    path("applications/<int:pk>/edit/", application_views.edit, name="registry-application-edit"),
    path("windows/", window_views.windows, name="registry-windows"),
    path("windows/<int:pk>/", window_views.window, name="registry-window"),
    path("<int:pk>/file/", file_views.file, name="registry-file"),
    path("<int:pk>/confirm/", file_views.confirm, name="registry-confirm"),
    path("<int:pk>/identities/<int:identity_pk>/", file_views.identity, name="registry-identity"),
    path(
        "<int:pk>/certificates/<int:certificate_pk>.pdf", file_views.certificate, name="registry-certificate"
    ),
    path("mine/", own_views.mine, name="my-products"),
    path("mine/application/", own_views.application, name="my-application"),
    path("mine/<int:pk>/change/", own_views.change, name="my-change"),
    path("mine/<int:pk>/act/", own_views.act, name="my-act"),
    path("mine/certificates/", own_views.certificates, name="my-certificates"),
    path("mine/certificates/<int:pk>.pdf", own_views.certificate, name="my-certificate"),
]
