"""Filing one letter from its own page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.kernel.refusals import Refused, Stale
from saan.letters import queries
from saan.letters.actions.keeping import file_paper
from saan.web.access import needs
from saan.web.office.letters.presenters import Failure, letter_page
from saan.web.office.letters.views import answer
from saan.web.office.store.forms import FileForm


@needs(Permission.LETTERS_RECEIVE)
@require_POST
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the letter into the office's store; what is refused comes back with its reason."""
    letter = get_object_or_404(queries.letters_visible_to(request.actor), pk=pk)
    form = FileForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(" ".join(str(each) for errors in form.errors.values() for each in errors))
        paper = file_paper(letter=letter, office=request.actor.office, by=request.actor, **form.cleaned_data)
    except Refused as refusal:
        page = letter_page(letter, request.actor, failure=Failure("file", refusal.message, request.POST))
        return answer(request, page, status=409 if isinstance(refusal, Stale) else 422)
    messages.success(request, f"เก็บเข้าแฟ้ม {paper.folder} แล้ว")
    return redirect("letter", pk)
