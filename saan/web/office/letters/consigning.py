"""Sending a letter outside Saan from its own page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.kernel.refusals import Refused, Stale
from saan.letters import queries
from saan.letters.actions.delivery import consign
from saan.letters.actions.delivery.queueing import ROADS
from saan.letters.models import Consignment, Letter
from saan.letters.rules import Channel
from saan.web.access import needs
from saan.web.office.letters.presenters import Failure, letter_page
from saan.web.office.letters.sending import back_to
from saan.web.office.letters.views import answer


@needs(Permission.LETTERS_RECEIVE)
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue the letter for the addressees typed, one a line; a refusal stands at its field with the words typed."""
    letter = get_object_or_404(queries.letters_visible_to(request.actor).select_related("issuer"), pk=pk)
    try:
        queued = _queue(request, letter)
    except Refused as refusal:
        failure = Failure(f"send.{refusal.field or ''}", refusal.message, request.POST)
        page = letter_page(letter, request.actor, failure=failure)
        return answer(request, page, status=409 if isinstance(refusal, Stale) else 422)
    messages.success(request, f"สั่งส่ง {len(queued):,} รายแล้ว ระบบส่งให้ภายในหนึ่งนาที สถานะจะเปลี่ยนในตารางการส่ง")
    return back_to(pk)


def _queue(request: HttpRequest, letter: Letter) -> list[Consignment]:
    if request.POST.get("channel") not in ROADS:
        raise Refused("เลือกทางส่งก่อนกดส่ง", field="channel")
    to = request.POST.get("to", "").splitlines()
    return consign(letter=letter, channel=Channel(request.POST["channel"]), to=to, by=request.actor)
