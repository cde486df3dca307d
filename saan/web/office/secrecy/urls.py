"""Addresses of secret papers. What a paper says is answered to a POST alone, so that no address holds it."""

from django.urls import path

from saan.web.office.secrecy import papers, policy

urlpatterns = [
    path("", policy.secret, name="secret"),
    path("policy/", policy.set_order, name="secret-policy"),
    path("policy/<int:pk>/revoke/", policy.revoke, name="secret-revoke"),
    path("policy/<int:pk>/people/", policy.clear, name="secret-clear"),
    path("people/<int:pk>/withdraw/", policy.withdraw, name="secret-withdraw"),
    path("receive/", papers.receive, name="secret-receive"),
    path("write/", papers.write, name="secret-write"),
    path("<int:pk>/", papers.paper, name="secret-paper"),
    path("<int:pk>/save/", papers.save, name="secret-save"),
    path("<int:pk>/file/<slug:kind>/", papers.file, name="secret-file"),
    path("<int:pk>/act/<slug:act>/", papers.act, name="secret-act"),
]
