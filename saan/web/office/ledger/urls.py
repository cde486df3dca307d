"""The ledger's address."""

from django.urls import path

from saan.web.office.ledger import views

urlpatterns = [path("ledger/", views.acts, name="ledger")]
