"""Pages of writing: the letters in the making, the composer, its preview, and each step from proposal to sending."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from saan.accounts.permissions import Permission
from saan.directives.onward import addressee_of
from saan.kernel.refusals import Refused, Stale
from saan.letters import queries
from saan.letters.actions.issuing import cancel, dispatch, issue_at_once, number
from saan.letters.actions.signing import SigningMethod, sign
from saan.letters.actions.writing import approve, draft, draft_of, give_back, propose, save
from saan.letters.drafting import WRITTEN, Cited, Draft
from saan.letters.models import Letter, RegisterEntry
from saan.letters.queries.citing import citation
from saan.letters.queries.issuers import issuer_of
from saan.letters.rules import MAKING, Direction, LetterKind, LetterState
from saan.web.access import needs
from saan.web.asked import key_in
from saan.web.office.writing.acts import apply, focus_after
from saan.web.office.writing.found import asked_words, letters_found, offices_found
from saan.web.office.writing.presenters import STEPS, Problem, WritingPage, writing_page
from saan.web.office.writing.preview import draft_docx, draft_pdf, picture_of
from saan.web.office.writing.told import told_from

AUTOSAVE = "autosave"


@needs(Permission.LETTERS_PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The office's letters in the making, and a new one of any kind; `reply` is the letter it answers."""
    answered = _answered(request)
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind not in WRITTEN:
            raise Refused("เลือกชนิดหนังสือก่อนเริ่มร่าง", field="kind")
        first = _answer(LetterKind(kind), answered) if answered else None
        letter = draft(kind=LetterKind(kind), by=request.actor, first=first, reply_to=answered)
        return redirect("letter-write", letter.pk)
    making = (*MAKING, LetterState.NUMBERED)
    held = Letter.objects.filter(issuer=request.actor.office, direction=Direction.OUTGOING, state__in=making)
    context = {
        "kinds": [LetterKind(each) for each in WRITTEN],
        "letters": held.filter(content__has_key="writing").select_related("created_by").order_by("-pk")[:100],
        "answered": answered,
    }
    return render(request, "office/writing/write.html", context)


def _answered(request: HttpRequest) -> Letter | None:
    key = key_in(request.POST.get("reply") or request.GET.get("reply") or "")
    if key is None:
        return None
    return get_object_or_404(queries.letters_visible_to(request.actor).select_related("issuer__area"), pk=key)


def _answer(kind: LetterKind, letter: Letter) -> Draft:
    """An answer repeats the subject, refers to the letter and goes back to whoever wrote it."""
    to = letter.issuer or issuer_of(queries.confirmed_record(letter))
    cause = f"ตามหนังสือที่อ้างถึง {letter.issuer_name}แจ้งเรื่อง{letter.subject} นั้น"
    return Draft(
        kind=kind,
        subject=letter.subject,
        references=(Cited(citation(letter), letter.pk),),
        receivers=(to.pk,) if to else (),
        addressee=addressee_of([to]) if to else letter.issuer_name,
        cause=cause,
    )


@needs(Permission.LETTERS_PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest, pk: int) -> HttpResponse:
    """The composer while the words are open, the letter's way afterwards. `act` of a POST is the button pressed."""
    letter = _own(request, pk)
    if request.method != "POST":
        return _shown(request, writing_page(letter, request.actor))
    act = request.POST.get("act", "save")
    before = draft_of(letter)
    told = told_from(request.POST, before=before, letter=letter, by=request.actor)
    try:
        told = apply(act, told, request, letter)
        letter = save(letter=letter, told=told, by=request.actor)
    except Refused as refused:
        return _unsaved(request, letter, told, refused, act)
    if act in ("propose", "issue"):
        return _act(request, letter, act)
    if act == AUTOSAVE:
        page = writing_page(letter, request.actor, token=told.page)
        response = render(request, "office/writing/saved.html", {"page": page})
        return _preview_stays(response) if page.trouble else response
    if request.htmx:
        page = writing_page(letter, request.actor, focus=focus_after(act), token=told.page)
        return render(request, "office/writing/compose_part.html", {"page": page, "said": "บันทึกร่างแล้ว"})
    messages.success(request, "บันทึกร่างแล้ว")
    return redirect("letter-write", pk)


def _own(request: HttpRequest, pk: int) -> Letter:
    """A letter written here by the actor's own office; another's is not found."""
    own = Letter.objects.filter(
        issuer=request.actor.office, direction=Direction.OUTGOING, content__has_key="writing"
    )
    return get_object_or_404(own.select_related("issuer__area"), pk=pk)


def _shown(request: HttpRequest, page: WritingPage, *, status: int = 200) -> HttpResponse:
    template = "office/writing/compose.html" if page.open else "office/writing/way.html"
    return render(request, template, {"page": page, "steps": STEPS}, status=status)


def _unsaved(request: HttpRequest, letter: Letter, told: Draft, refused: Refused, act: str) -> HttpResponse:
    """What was typed stays on the page with the reason beside it."""
    status = 409 if isinstance(refused, Stale) else 422
    problem = Problem(refused.message, refused.field or "")
    if act == AUTOSAVE:
        return _preview_stays(
            render(request, "office/writing/not_saved.html", {"problem": problem}, status=status)
        )
    page = writing_page(letter, request.actor, told=told, problem=problem, token=told.page)
    if request.htmx:
        return render(request, "office/writing/compose_part.html", {"page": page}, status=status)
    return _shown(request, page, status=status)


def _preview_stays(response: HttpResponse) -> HttpResponse:
    """Only what stands elsewhere on the page changes; the last good preview is kept."""
    response["HX-Reswap"] = "none"
    return response


def _act(request: HttpRequest, letter: Letter, act: str) -> HttpResponse:
    """Propose, or sign, number and send at once; a refusal answers beside the form."""
    try:
        if act == "propose":
            propose(letter=letter, by=request.actor)
            messages.success(request, "เสนอตรวจแล้ว ผู้มีอำนาจจะเห็นในรายการหนังสือที่กำลังทำ")
        else:
            sent = issue_at_once(letter=letter, by=request.actor)
            messages.success(request, f"ลงนาม ออกเลข {sent.number} และส่งแล้ว")
    except Refused as refused:
        letter.refresh_from_db()
        return _unsaved(request, letter, draft_of(letter), refused, act)
    if request.htmx:
        return HttpResponseClientRedirect(request.path)
    return redirect("letter-write", letter.pk)


@needs(Permission.LETTERS_PREPARE)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of the letter's way; a refusal answers on its page with the reason."""
    letter = _own(request, pk)
    try:
        said = _step(request, letter, request.POST.get("event", ""), request.POST.get("note", ""))
    except Stale:
        raise
    except Refused as refused:
        letter.refresh_from_db()
        problem = Problem(refused.message, refused.field or "")
        return _shown(request, writing_page(letter, request.actor, problem=problem), status=422)
    messages.success(request, said)
    return redirect("letter-write", pk)


def _step(request: HttpRequest, letter: Letter, event: str, note: str) -> str:
    by = request.actor
    if event == "approve":
        approve(letter=letter, by=by)
        return "ผ่านการตรวจแล้ว รอลงนาม"
    if event == "return":
        give_back(letter=letter, note=note, by=by)
        return "ส่งกลับให้แก้แล้ว"
    if event in ("sign", "ink"):
        sign(letter=letter, by=by, method=SigningMethod.INK if event == "ink" else SigningMethod.TYPED)
        return "ลงนามแล้ว รอออกเลขและลงวันที่"
    if event == "number":
        return f"ออกเลข {number(letter=letter, by=by, reserved=_reserved(request)).number} และลงวันที่แล้ว"
    if event == "dispatch":
        return f"ส่งหนังสือ {dispatch(letter=letter, by=by).number} แล้ว"
    if event == "cancel":
        cancel(letter=letter, note=note, by=by)
        return "ยกเลิกหนังสือแล้ว"
    raise Refused("ไม่รู้จักขั้นตอนนี้ โหลดหน้าใหม่แล้วเลือกจากปุ่มที่มี")


def _reserved(request: HttpRequest) -> RegisterEntry | None:
    key = key_in(request.POST.get("reserved", ""))
    held = RegisterEntry.objects.select_related("register__office")
    return get_object_or_404(held, pk=key) if key is not None else None


@needs(Permission.LETTERS_PREPARE)
@require_safe
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """Offices or letters that hold the words, as buttons to add them; without words nothing."""
    letter = _own(request, pk)
    of_offices = "q_office" in request.GET
    words = asked_words(request.GET.get("q_office" if of_offices else "q_letter", ""))
    context: dict[str, object] = {"words": words, "into": ""}
    if of_offices:
        context["offices"] = offices_found(words, besides=draft_of(letter).receivers)
    else:
        context["letters"] = letters_found(words, request.actor, besides=letter.pk)
    return render(request, "office/writing/found.html", context)


@needs(Permission.LETTERS_PREPARE)
@require_safe
def page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page of the paper as a picture; its address names the saving, so a browser may keep it."""
    picture = picture_of(_own(request, pk), number)
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs(Permission.LETTERS_PREPARE)
@require_safe
def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The draft as PDF to print, or as Word."""
    letter = _own(request, pk)
    made = {"pdf": (draft_pdf, "application/pdf"), "docx": (draft_docx, "application/octet-stream")}.get(form)
    if made is None:
        raise Http404
    make, media_type = made
    response = HttpResponse(make(letter), content_type=media_type)
    name = f"ร่าง {letter.subject or letter.get_kind_display()}"[:120].replace("/", "-")
    response["Content-Disposition"] = content_disposition_header(form == "docx", f"{name}.{form}")
    response["X-Content-Type-Options"] = "nosniff"
    return response
