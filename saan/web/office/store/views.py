"""The store on the screen: what lies in it, what waits to be filed, one paper, and loans."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saan.accounts.permissions import Permission
from saan.kernel.dates import today
from saan.kernel.refusals import Refused
from saan.letters.actions.keeping import (
    file_paper,
    hold,
    lend,
    mark_historical,
    refile,
    release,
    take_back,
    take_out,
)
from saan.letters.models import FiledPaper, Letter
from saan.letters.queries.keeping import (
    folders_of,
    loans_of,
    loans_out,
    store_of,
    stored,
    survey_of,
    to_file,
)
from saan.letters.rules import PaperState
from saan.web.access import needs
from saan.web.asked import keys_in
from saan.web.office.store import printing
from saan.web.office.store.acting import done, sent
from saan.web.office.store.forms import FileForm, LendForm, ReasonForm, StoreFilter

ROWS_A_PAGE = 50


@needs(Permission.LETTERS_RECEIVE)
@require_safe
def store(request: HttpRequest) -> HttpResponse:
    """Papers of the office's store, filtered by the address; `file` and `form` give them as form 19 or 21."""
    form = StoreFilter(request.GET, folders=folders_of(request.actor))
    asked = form.chosen()
    words = asked.pop("q")
    found = stored(request.actor, words=words, **asked)
    wanted = request.GET.get("file", "")
    if wanted in printing.KINDS:
        sheet = printing.to_keep if request.GET.get("form") == "19" else printing.kept
        return printing.answer(wanted, sheet(request.actor.office, found.order_by("folder", "pk")))
    context = {
        "filters": form,
        "filtered": any([words, *asked.values()]),
        "page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "waiting": to_file(request.actor).count(),
        "out": loans_out(request.actor).count(),
        "survey": survey_of(request.actor),
    }
    template = "office/store/store_part.html" if request.htmx else "office/store/store.html"
    return render(request, template, context)


@needs(Permission.LETTERS_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest) -> HttpResponse:
    """Letters that are done with: chosen together, filed under one class and in one folder."""
    form = FileForm(request.POST or None)
    chosen = set(keys_in(request.POST.getlist("letters")))
    if request.method == "POST" and form.is_valid():
        answer = _file_all(request, form, list(to_file(request.actor).filter(pk__in=chosen)))
        if answer is not None:
            return answer
    page = Paginator(to_file(request.actor), ROWS_A_PAGE).get_page(request.GET.get("page"))
    if "all" in request.GET and request.method != "POST":
        chosen = {letter.pk for letter in page}
    context = {"form": form, "page": page, "chosen": chosen}
    return render(request, "office/store/waiting.html", context, status=422 if form.errors else 200)


def _file_all(request: HttpRequest, form: FileForm, letters: list[Letter]) -> HttpResponse | None:
    if not letters:
        form.add_error(None, "เลือกหนังสือที่จะเก็บอย่างน้อยหนึ่งฉบับ")
        return None
    for letter in letters:
        file_paper(letter=letter, office=request.actor.office, by=request.actor, **form.cleaned_data)
    messages.success(request, f"เก็บเข้าแฟ้ม {form.cleaned_data['folder']} แล้ว {len(letters):,} ฉบับ")
    return redirect("letters-files" if not to_file(request.actor).exists() else "store-waiting")


class _Blank(forms.Form):
    """An act that needs no words."""


@needs(Permission.LETTERS_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: where it lies, until when, what forbids destroying it, who had it; and what may be done with it."""
    found = get_object_or_404(store_of(request.actor), pk=pk)
    as_it_is = {"refile": {"retention": found.retention_id, "folder": found.folder}}
    forms_here, act = sent(request, _forms_for(found), filled=as_it_is)
    if act in forms_here:
        form = forms_here[act]
        to = ("letter", found.letter_id) if act == "take_out" else ("store-paper", pk)
        answer = done(request, form, lambda: _do(act, found, form, request), *to)
        if answer is not None:
            return answer
    elif act:
        raise Refused(f"หนังสือฉบับนี้{found.get_state_display()} จึงทำรายการนี้ไม่ได้แล้ว โหลดหน้าใหม่")
    context = {
        "paper": found,
        "forms": forms_here,
        "form": forms_here.get(act),
        "loans": found.loans.select_related("lent_by", "returned_by"),
        "today": today(),
    }
    wrong = act in forms_here and bool(forms_here[act].errors)
    return render(request, "office/store/paper.html", context, status=422 if wrong else 200)


def _forms_for(paper: FiledPaper) -> dict[str, type[forms.Form]]:
    """What may be done with the paper in its state."""
    if paper.state in (PaperState.DESTROYED, PaperState.HANDED_OVER):
        return {}
    kinds: dict[str, type[forms.Form]] = {
        "release" if paper.hold_reason else "hold": ReasonForm,
        "mark": _Blank,
    }
    if paper.state != PaperState.LISTED:
        kinds["refile"] = FileForm
    if paper.state == PaperState.STORED:
        kinds |= {"lend": LendForm, "take_out": ReasonForm}
    return kinds


def _do(act: str, paper: FiledPaper, form: forms.Form, request: HttpRequest) -> str:
    said: dict[str, Any] = {**form.cleaned_data, "by": request.actor}
    if act == "lend":
        lend(paper=paper, **said)
        return "บันทึกบัตรยืมแล้ว"
    if act == "refile":
        refile(paper=paper, **said)
        return "แก้ประเภทและที่เก็บแล้ว"
    if act == "mark":
        mark_historical(paper=paper, historical=not paper.historical, by=request.actor)
        return "บันทึกคุณค่าทางประวัติศาสตร์แล้ว"
    acts = {"hold": (hold, "ห้ามทำลายแล้ว"), "release": (release, "เลิกห้ามทำลายแล้ว"),
            "take_out": (take_out, "นำออกจากแฟ้มแล้ว")}  # fmt: skip
    act_on, told = acts[act]
    act_on(paper=paper, **said)
    return told


@needs(Permission.LETTERS_RECEIVE)
@require_safe
def loans(request: HttpRequest) -> HttpResponse:
    """Loans: those out by the day they are due, then those returned; `file` gives form 24."""
    found = loans_of(request.actor)
    wanted = request.GET.get("file", "")
    if wanted in printing.KINDS:
        return printing.answer(wanted, printing.loan_card(request.actor.office, found))
    page = Paginator(found.exclude(returned_at=None).order_by("-returned_at"), ROWS_A_PAGE)
    context = {
        "out": loans_out(request.actor),
        "returned": page.get_page(request.GET.get("page")),
        "today": today(),
    }
    return render(request, "office/store/loans.html", context)


@needs(Permission.LETTERS_RECEIVE)
@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper is back."""
    loan = get_object_or_404(loans_of(request.actor), pk=pk)
    take_back(loan=loan, by=request.actor)
    messages.success(request, f"รับคืน {loan.paper.letter.number or loan.paper.letter.subject} แล้ว")
    return redirect("store-loans")
