"""Who did what, when, for which office."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saan.accounts.permissions import Permission
from saan.ledger.models import Act
from saan.web.access import needs


@needs(Permission.LEDGER_READ)
def acts(request: HttpRequest) -> HttpResponse:
    """All acts, newest first, narrowed by words of the summary, the account or the office."""
    words = request.GET.get("q", "").strip()
    found = Act.objects.all()
    if words:
        found = found.filter(
            Q(summary__icontains=words)
            | Q(actor__iexact=words)
            | Q(actor_name__icontains=words)
            | Q(office_name__icontains=words)
        )
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "office/ledger/acts.html", {"page": page, "words": words})
