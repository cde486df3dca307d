"""Addresses of directives: drafting, checking, issuing, ending."""

from django.urls import path

from saan.web.office.directives import acts, views

urlpatterns = [
    path("directives/", views.directives, name="directives"),
    path("directives/draft/<int:letter_pk>/", views.draft, name="directive-draft"),
    path("directives/<int:pk>/", views.directive, name="directive"),
    path("directives/<int:pk>/edit/", views.edit, name="directive-edit"),
    path("directives/<int:pk>/meaning/", acts.meaning, name="directive-meaning"),
    path("directives/<int:pk>/weekend/", acts.weekend, name="directive-weekend"),
    path("directives/<int:pk>/issue/", acts.issue, name="directive-issue"),
    path("directives/<int:pk>/cancel/", acts.cancel, name="directive-cancel"),
    path("directives/<int:pk>/supersede/", acts.supersede, name="directive-supersede"),
]
