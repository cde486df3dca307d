"""Saving a list, naming it anew, forgetting it. Every answer leads back to the page it belongs to."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from saan.accounts.actions import remove_view, rename_view, save_view
from saan.accounts.models import SavedView
from saan.accounts.policy import Actor
from saan.accounts.queries import views_of
from saan.kernel.refusals import Refused
from saan.web.access import signed_in
from saan.web.office.saved.bar import PAGES, plain_query


@signed_in
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the page's filters under a name."""
    page, query = request.POST.get("page", ""), plain_query(request.POST.get("query", ""))
    if page not in PAGES:
        raise Http404
    try:
        view = save_view(page=page, name=request.POST.get("name", ""), query=query, by=_keeper(request))
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, f"บันทึกรายการ “{view.name}” แล้ว")
    return redirect(f"{reverse(PAGES[page])}?{query}")


@signed_in
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it another name."""
    view = get_object_or_404(views_of(request.user), pk=pk)
    try:
        rename_view(view=view, name=request.POST.get("name", ""), by=_keeper(request))
    except Refused as refused:
        messages.error(request, refused.message)
    return _back(view)


@signed_in
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget it."""
    view = get_object_or_404(views_of(request.user), pk=pk)
    remove_view(view=view, by=_keeper(request))
    messages.success(request, f"ลบรายการ “{view.name}” แล้ว")
    return redirect(PAGES.get(view.page, "desk"))


def _keeper(request: HttpRequest) -> Actor:
    """Who keeps the list; without a post in force there is no page to keep one of."""
    if request.actor is None:
        raise PermissionDenied("บัญชีของท่านไม่มีตำแหน่งที่มีผลในวันนี้ โปรดติดต่อผู้ดูแลระบบของหน่วยงาน")
    return request.actor


def _back(view: SavedView) -> HttpResponse:
    return redirect(f"{reverse(PAGES.get(view.page, 'desk'))}?{view.query}")
