"""Acts on a selection: putting forward, taking back, deciding. A refusal stands at its form, with what was written."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.kernel.refusals import Refused, Stale
from saan.selection.actions import decide, nominate, withdraw
from saan.selection.queries import nominations_of
from saan.selection.rules import NominationState
from saan.web.access import needs
from saan.web.components.forms import refuse_at
from saan.web.office.selection.forms import DecideForm, NominateForm, WithdrawForm
from saan.web.office.selection.views import Bound, offered, seen, selection_page

CONFLICT, UNPROCESSABLE = 409, 422


def _id(request: HttpRequest, name: str) -> int:
    written = request.POST.get(name, "")
    return int(written) if written.isdecimal() and len(written) < 18 else 0


@needs(Permission.SELECTION_NOMINATE)
@require_POST
def nominating(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one candidate forward; who loses the race for a place is told by whom it was taken."""
    found = seen(request, pk)
    chosen = _id(request, "entity_id")
    form = NominateForm(chosen, request.POST)
    status, stale = UNPROCESSABLE, ""
    if form.is_valid():
        try:
            made = nominate(
                obligation=found, entity_id=chosen, potential=form.cleaned_data["potential"], by=request.actor
            )
        except Refused as refused:
            refuse_at(form, refused)
            if isinstance(refused, Stale):
                status, stale = CONFLICT, refused.message
        else:
            messages.success(request, f"เสนอ {made.name} แล้ว")
            return redirect("selection-of", pk=pk)
    return selection_page(request, found, Bound(nominate=(chosen, form)), status=status, stale=stale)


@needs(Permission.SELECTION_NOMINATE)
@require_POST
def withdrawing(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one nomination back, with its reason."""
    found = seen(request, pk)
    nomination = get_object_or_404(nominations_of(found, request.actor), pk=_id(request, "nomination"))
    form = WithdrawForm(nomination.pk, request.POST)
    if form.is_valid():
        withdraw(nomination=nomination, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, f"ถอน {nomination.name} แล้ว ที่ว่างกลับมาทันที")
        return redirect("selection-of", pk=pk)
    return selection_page(request, found, Bound(withdraw=(nomination.pk, form)), status=UNPROCESSABLE)


@needs(Permission.SELECTION_REVIEW)
@require_POST
def deciding(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or return what was ticked."""
    found = seen(request, pk)
    form = DecideForm(offered(found), request.POST)
    if form.is_valid():
        chosen, verdict = (
            list(form.cleaned_data["nominations"]),
            NominationState(form.cleaned_data["verdict"]),
        )
        try:
            decide(nominations=chosen, verdict=verdict, reason=form.cleaned_data["reason"], by=request.actor)
        except Stale:
            raise
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, f"{verdict.label} {len(chosen):,} รายการ")
            return redirect("selection-of", pk=pk)
    return selection_page(request, found, Bound(decide=form), status=UNPROCESSABLE)
