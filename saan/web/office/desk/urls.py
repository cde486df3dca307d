"""Addresses of the desk."""

from django.urls import path

from saan.web.office.desk import views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/<int:pk>/", views.obligation, name="obligation"),
    path("desk/<int:pk>/acknowledge/", views.acknowledge, name="obligation-acknowledge"),
    path("desk/<int:pk>/done/", views.done, name="obligation-done"),
    path("desk/<int:pk>/reopen/", views.reopen, name="obligation-reopen"),
    path("desk/<int:pk>/excuse/", views.excuse, name="obligation-excuse"),
]
