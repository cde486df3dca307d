"""Pages of letters: bringing in, one letter and its files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saan.accounts.permissions import Permission
from saan.documents.queries import read_bytes
from saan.kernel.refusals import Refused
from saan.letters import queries
from saan.letters.actions import bring_in
from saan.letters.actions import register as register_receipt
from saan.web.access import needs
from saan.web.asked import key_in
from saan.web.office.letters.forms import BringInForm
from saan.web.office.letters.presenters import STEPS, LetterPage, letter_page

ROWS_A_PAGE = 50
PICTURE_SECONDS = 3600


@needs(Permission.LETTERS_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Bring a paper in; a refusal answers with the form and its reason."""
    form = BringInForm(request.POST, request.FILES) if request.method == "POST" else BringInForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            arrival = bring_in(data=file.read(), name=file.name, by=request.actor)
        except Refused as refusal:
            form.add_error("file", refusal.message)
        else:
            for sentence in arrival.noticed:
                messages.warning(request, sentence)
            if not arrival.noticed:
                messages.success(request, "นำเข้าและอ่านหนังสือแล้ว ตรวจสิ่งที่อ่านได้ด้านล่าง")
            return redirect("letter", arrival.letter.pk)
    waiting = queries.listed(request.actor, state="to-register")[:ROWS_A_PAGE]
    context = {"form": form, "upload": form, "waiting_letters": waiting}
    return render(request, "office/letters/receive.html", context, status=422 if form.errors else 200)


@needs(Permission.LETTERS_SEE)
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: the original beside what was read in it."""
    found = get_object_or_404(queries.letters_visible_to(request.actor), pk=pk)
    page = letter_page(found, request.actor, asked=key_in(request.GET.get("doubt", "")))
    return answer(request, page)


def answer(request: HttpRequest, page: LetterPage, *, status: int = 200, said: str = "") -> HttpResponse:
    """The letter's page, or for htmx the very part of it that changes; `said` is announced to screen readers."""
    template = "office/letters/letter_part.html" if request.htmx else "office/letters/letter.html"
    return render(request, template, {"page": page, "steps": STEPS, "said": said}, status=status)


@needs(Permission.LETTERS_RECEIVE)
@require_POST
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Give this office's receive number and stamp a copy."""
    found = get_object_or_404(queries.letters_visible_to(request.actor), pk=pk)
    receipt = queries.receipt_at(found, request.actor.office)
    if receipt is None:
        raise Http404
    receipt = register_receipt(receipt=receipt, by=request.actor)
    messages.success(request, f"ลงรับแล้ว เลขรับ {receipt.number}/{receipt.year_be}")
    if not queries.is_stamped(receipt):
        messages.warning(request, "สร้างสำเนาประทับตราไม่ได้เพราะชนิดแฟ้ม ต้นฉบับยังอยู่ครบ ให้ประทับตราบนกระดาษที่พิมพ์")
    return redirect("letter", pk)


@needs(Permission.LETTERS_SEE)
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter's file as it is kept, always as a download and never as a page of this site."""
    held = get_object_or_404(queries.files_visible_to(request.actor), pk=pk)
    plain = held.file.media_type.startswith("text/")
    try:
        data = read_bytes(held.file)
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = HttpResponse(data, content_type="text/plain; charset=utf-8" if plain else held.file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, held.file.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Length"] = str(len(data))
    return response


@needs(Permission.LETTERS_SEE)
@require_safe
def line(request: HttpRequest, pk: int, index: int) -> HttpResponse:
    """The picture of one line of the reading in force; kept by the reader's own browser alone."""
    found = get_object_or_404(queries.letters_visible_to(request.actor), pk=pk)
    reading = queries.reading_of(found)
    picture = queries.picture_of(reading, index) if reading else None
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = f"private, max-age={PICTURE_SECONDS}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
