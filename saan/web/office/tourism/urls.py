"""Addresses of community tourism and local identity."""

from django.urls import path

from saan.web.office.tourism import event_views, identity_views, support_views, views

urlpatterns = [
    path("tourism/", views.overview, name="tourism"),
    path("tourism/export/", views.export, name="tourism-export"),
    path("tourism/authorities/<int:pk>/", support_views.coordinate, name="tourism-coordinate"),
    path("tourism/projects/new/", support_views.new_project, name="tourism-project-new"),
    path("tourism/projects/<int:pk>/", support_views.project, name="tourism-project"),
    path("tourism/identities/new/", identity_views.new_identity, name="tourism-identity-new"),
    path("tourism/identities/<int:pk>/", identity_views.identity, name="tourism-identity"),
    path("tourism/communities/new/", identity_views.new_community, name="tourism-community-new"),
    path("tourism/event/new/", event_views.new_event, name="tourism-event-new"),
    path("tourism/event/<int:pk>/", event_views.event, name="tourism-event"),
    path("tourism/event/<int:pk>/confirm/", event_views.confirm, name="tourism-event-confirm"),
    path("tourism/event/from-letter/<int:pk>/", event_views.from_letter, name="tourism-event-from-letter"),
]
