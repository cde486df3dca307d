"""What an officer decides on the letter screen. Each act works by htmx and without script."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.kernel.refusals import Refused, Stale
from saan.letters import queries
from saan.letters.actions import confirm_letter, reopen_doubt, settle_doubt
from saan.letters.actions import correct as correct_field
from saan.letters.models import Letter
from saan.web.access import needs
from saan.web.asked import key_in
from saan.web.office.letters.presenters import Failure, letter_page
from saan.web.office.letters.views import answer

OWN = "own"


@needs(Permission.LETTERS_CONFIRM)
@require_POST
def settle(request: HttpRequest, pk: int, doubt: int) -> HttpResponse:
    """Answer one doubt, with a suggestion or with typed values."""
    letter = _letter(request, pk)
    asked = get_object_or_404(queries.doubts_of(letter), pk=doubt)
    chosen, own = _answer_of(request.POST)

    def act() -> str:
        done = settle_doubt(doubt=asked, choice_index=chosen, own_values=own, by=request.actor)
        return f"ยืนยันแล้ว: {done.choice}"

    return _done(request, letter, act, at=f"doubt.{doubt}", asked=doubt)


def _answer_of(sent: QueryDict) -> tuple[int | None, dict[str, str] | None]:
    if sent.get("answer") == OWN:
        typed = {name[4:]: value for name, value in sent.items() if name.startswith("own-") and value.strip()}
        return None, typed
    picked = sent.get("answer", "")
    return key_in(picked), None


@needs(Permission.LETTERS_CONFIRM)
@require_POST
def reopen(request: HttpRequest, pk: int, doubt: int) -> HttpResponse:
    """Ask a settled doubt again."""
    letter = _letter(request, pk)
    settled = get_object_or_404(queries.doubts_of(letter), pk=doubt)

    def act() -> str:
        reopen_doubt(doubt=settled, by=request.actor)
        return "เปิดถามใหม่แล้ว"

    return _done(request, letter, act, at=f"doubt.{doubt}", asked=doubt)


@needs(Permission.LETTERS_CONFIRM)
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one field by hand."""
    letter = _letter(request, pk)
    reading = queries.reading_of(letter)
    path = request.POST.get("path", "")

    def act() -> str:
        if reading is None:
            raise Refused("หนังสือฉบับนี้ไม่ได้อ่านจากแฟ้ม จึงไม่มีสิ่งที่อ่านให้แก้")
        sent = request.POST
        correct_field(
            reading=reading,
            path=path,
            value=sent.get("value", ""),
            reason=sent.get("reason", ""),
            by=request.actor,
        )
        return "บันทึกการแก้แล้ว"

    return _done(request, letter, act, at=path)


@needs(Permission.LETTERS_CONFIRM)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare the reading right."""
    letter = _letter(request, pk)

    def act() -> str:
        confirm_letter(letter=letter, by=request.actor)
        return "ยืนยันหนังสือแล้ว ร่างข้อสั่งการต่อได้"

    return _done(request, letter, act, at="confirm")


def _letter(request: HttpRequest, pk: int) -> Letter:
    return get_object_or_404(queries.letters_visible_to(request.actor), pk=pk)


def _done(
    request: HttpRequest, letter: Letter, act: Callable[[], str], *, at: str, asked: int | None = None
) -> HttpResponse:
    """Do it and show the letter as it then stands; a refusal stands where it was typed, 409 when another was faster."""
    try:
        said = act()
    except Refused as refusal:
        failure = Failure(at, refusal.message, request.POST)
        page = letter_page(_letter(request, letter.pk), request.actor, asked=asked, failure=failure)
        return answer(request, page, status=409 if isinstance(refusal, Stale) else 422)
    if not request.htmx:
        messages.success(request, said)
        return redirect(f"{reverse('letter', args=[letter.pk])}#letter")
    return answer(request, letter_page(_letter(request, letter.pk), request.actor), said=said)
