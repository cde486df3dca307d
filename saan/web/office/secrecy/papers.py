"""One secret paper: opened by a POST that says why, written, numbered, sent, registered. Another office's is 404."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.kernel.refusals import Refused, Stale
from saan.ledger.queries import acts_on
from saan.letters.actions import secret_papers as actions
from saan.letters.models import SecretPaper
from saan.letters.queries.secrecy import clearance_of, offices_that_may_hold, secret_papers_visible_to
from saan.letters.queries.signing import authority_of
from saan.letters.rules import Direction, LetterKind
from saan.letters.secrecy import SecretState, SecretWords
from saan.web.access import needs
from saan.web.components.forms import refuse_at
from saan.web.office.secrecy.forms import DiscardForm, OpenForm, ReceiveForm, SendForm, WordsForm

FILES = frozenset({"pdf", "docx", "scan"})


@needs(Permission.LETTERS_RECEIVE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Keep a secret paper that came on paper."""
    _require(request.actor)
    form = ReceiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            held = actions.receive_secret(
                party=form.party(), words=form.words(), scan=form.scanned(), by=request.actor
            )
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, "เก็บหนังสือลับแล้ว ทะเบียนแสดงเพียงเลขรับ ที่มา และคำว่า “เรื่องลับ”")
            return redirect("secret-paper", held.pk)
    return _form(request, form, "รับหนังสือลับ", "เก็บและลงรับ", "secret-receive")


@needs(Permission.LETTERS_PREPARE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Begin a secret letter."""
    _require(request.actor)
    form = WordsForm(request.POST or None, initial=_signer(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            held = actions.draft_secret(
                party=form.cleaned_data["party"], words=form.words(), by=request.actor
            )
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, "เก็บร่างแบบปิดผนึกแล้ว")
            return redirect("secret-paper", held.pk)
    return _form(request, form, "ร่างหนังสือลับ", "เก็บร่าง", "secret-write")


@needs(Permission.LETTERS_SEE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """What may be known without opening; a POST with a reason opens it for this answer alone."""
    held = _held(request, pk)
    form = OpenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, held, opening=form)
    try:
        words = actions.open_secret(paper=held, reason=form.cleaned_data["reason"], by=request.actor)
    except Refused as refused:
        refuse_at(form, refused)
        return _page(request, held, opening=form)
    return _page(request, held, words=words, reason=form.cleaned_data["reason"])


@needs(Permission.LETTERS_PREPARE)
@never_cache
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the words of an opened draft; what was refused stands as it was typed."""
    held, form = _held(request, pk), WordsForm(request.POST)
    if form.is_valid():
        try:
            actions.save_secret(
                paper=held, version=form.cleaned_data["version"] or 0, party=form.cleaned_data["party"],
                words=form.words(), by=request.actor,
            )  # fmt: skip
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, "เก็บร่างแบบปิดผนึกแล้ว")
            return redirect("secret-paper", pk)
    return _page(request, held, editing=form)


@needs(Permission.LETTERS_SEE)
@never_cache
@require_POST
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A file of the paper, after a reason, as a download that no cache keeps."""
    held, form = _held(request, pk), OpenForm(request.POST)
    if kind not in FILES:
        raise Http404
    if not form.is_valid():
        return _page(request, held, opening=form)
    try:
        found = actions.file_of_secret(
            paper=held, kind=kind, reason=form.cleaned_data["reason"], by=request.actor
        )
    except Refused as refused:
        refuse_at(form, refused)
        return _page(request, held, opening=form)
    response = HttpResponse(found.data, content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs(Permission.LETTERS_SEE)
@never_cache
@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One step of the paper: numbered, sent, registered, given up."""
    if act not in _ACTS:
        raise Http404
    held, (make, do) = _held(request, pk), _ACTS[act]
    form = make(request.POST, request.FILES)
    if form.is_valid():
        try:
            said = do(held, form, request.actor)
        except Stale:
            raise
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, said)
            return redirect("secret-paper", pk)
    return _page(request, held, **{act: form})


def _numbered(held: SecretPaper, form: forms.Form, by: Actor) -> str:
    return f"ออกเลขแล้ว: {actions.number_secret(paper=held, by=by).number}"


def _registered(held: SecretPaper, form: forms.Form, by: Actor) -> str:
    entry = actions.register_secret(paper=held, by=by).entry
    assert entry is not None
    return f"ลงรับแล้ว เลขรับ {entry.number}/{entry.register.year_be}"


def _sent(held: SecretPaper, form: SendForm, by: Actor) -> str:
    copy = actions.send_secret(paper=held, to=form.office(), scan=form.scanned(), by=by)
    return f"ส่งถึง{copy.office}แล้ว เปิดอ่านได้เฉพาะผู้ที่หน่วยงานนั้นอนุญาต"


def _discarded(held: SecretPaper, form: DiscardForm, by: Actor) -> str:
    actions.discard_secret(paper=held, reason=form.cleaned_data["reason"], by=by)
    return "ทิ้งร่างแล้ว ข้อความถูกลบถาวร"


_ACTS: dict[str, tuple[type[forms.Form], Callable[[SecretPaper, Any, Actor], str]]] = {
    "number": (forms.Form, _numbered),
    "register": (forms.Form, _registered),
    "send": (SendForm, _sent),
    "discard": (DiscardForm, _discarded),
}


def _require(actor: Actor) -> None:
    if clearance_of(actor) is None:
        raise PermissionDenied("หนังสือลับทำได้เฉพาะผู้ที่หัวหน้าหน่วยงานอนุญาตไว้ที่หน้า “หนังสือลับ” และขณะที่คำสั่งมีผล")


def _held(request: HttpRequest, pk: int) -> SecretPaper:
    return get_object_or_404(secret_papers_visible_to(request.actor), pk=pk)


def _signer(actor: Actor) -> dict[str, str]:
    """The signer that the office's newest authority names, to begin with."""
    held = authority_of(actor.office, LetterKind.EXTERNAL)
    return {"signer": held.signer_name, "posts": "\n".join(held.chain)} if held else {}


def _form(request: HttpRequest, form: forms.Form, title: str, button: str, at: str) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "at": at}
    return render(request, "office/secrecy/form.html", context, status=422 if form.errors else 200)


def _page(
    request: HttpRequest,
    held: SecretPaper,
    *,
    words: SecretWords | None = None,
    reason: str = "",
    **forms_back: forms.Form,
) -> HttpResponse:
    """The paper's page; of the forms that may be on it, those given back stand as they were typed."""
    actor, state = request.actor, SecretState(held.state)
    editing = forms_back.get("editing")
    if words and state == SecretState.DRAFT and may(actor, Permission.LETTERS_PREPARE):
        editing = WordsForm(initial=WordsForm.holding(held.party, held.version, words))
    failed = next((form for form in forms_back.values() if form.errors), None)
    numbers, may_send = (
        may(actor, Permission.LETTERS_NUMBER),
        state in (SecretState.NUMBERED, SecretState.SENT),
    )
    has_scan = SecretPaper.objects.filter(pk=held.pk, scan__isnull=False).exists()
    send = (forms_back.get("send") or SendForm()) if numbers and may_send else None
    if send:
        send.fields["scan"].required = not has_scan
    context = {
        "paper": held,
        "words": words,
        "reason": reason,
        "editing": editing,
        "opening": forms_back.get("opening") or OpenForm(),
        "form": failed or forms.Form(),
        "acts": acts_on(held)[:50],
        "made_here": held.direction == Direction.OUTGOING,
        "has_scan": has_scan,
        "may_number": numbers and state == SecretState.DRAFT and editing is None,
        "may_register": may(actor, Permission.LETTERS_RECEIVE) and state == SecretState.ARRIVED,
        "send": send,
        "discard": (forms_back.get("discard") or DiscardForm()) if state == SecretState.DRAFT else None,
        "offices": offices_that_may_hold(but=held.office) if may_send else [],
        "copies": held.copies.select_related("office", "created_by").defer("sealed", "scan"),
    }
    return render(request, "office/secrecy/paper.html", context, status=422 if failed else 200)
