"""Passing a superior's letter on: compose beside the sheet, then one act; replacing and filing."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saan.accounts.permissions import Permission
from saan.directives.actions.passing import pass_on as pass_letter_on
from saan.directives.actions.replacing import close_letter, supersede_letter
from saan.directives.onward import plan_of, sheet_of
from saan.directives.queries.onward import PassOn, to_pass_on
from saan.documents.typesetting.letter import LetterSheet, render_letter
from saan.kernel.refusals import Refused, Stale
from saan.letters import queries
from saan.letters.models import Letter
from saan.letters.queries.kin import forebears_of, offspring_of
from saan.letters.queries.signing import with_signature
from saan.web.access import needs
from saan.web.office.letters.chains import story_of
from saan.web.office.letters.onward_form import OnwardForm
from saan.web.office.reports.covers import Cover, cover_of_draft


def _letter(request: HttpRequest, pk: int) -> Letter:
    return get_object_or_404(queries.letters_visible_to(request.actor).select_related("issuer"), pk=pk)


@needs(Permission.LETTERS_SEE)
@require_safe
def chain(request: HttpRequest, pk: int) -> HttpResponse:
    """The chain of papers: who held the matter, and for how long."""
    letter = _letter(request, pk)
    context = {
        "letter": letter,
        "story": story_of(letter, request.actor),
        "forebears": forebears_of(letter, request.actor),
        "offspring": offspring_of(letter, request.actor),
    }
    return render(request, "office/letters/chain.html", context)


@needs(Permission.DIRECTIVES_ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The composer. `act` of a POST: issue (the default), preview, or pdf."""
    letter = _letter(request, pk)
    found = to_pass_on(letter, request.actor)
    plan = plan_of(letter, found.owed, request.actor.office, found.receivers)
    form = OnwardForm(plan, found.owed, request.POST if request.method == "POST" else None)
    act = request.POST.get("act", "issue")
    if not form.is_bound or not form.is_valid():
        return _composer(request, letter, found, form, plan_sheet=_sheet(request, form, letter))
    if act == "pdf":
        return _draft_pdf(_sheet(request, form, letter))
    if act == "issue":
        return _issue(request, letter, found, form)
    return _composer(request, letter, found, form, plan_sheet=_sheet(request, form, letter))


def _issue(request: HttpRequest, letter: Letter, found: PassOn, form: OnwardForm) -> HttpResponse:
    try:
        circular = pass_letter_on(letter=letter, plan=form.chosen(), by=request.actor)
    except Stale:
        raise
    except Refused as refused:
        form.refuse(refused)
        return _composer(request, letter, found, form, plan_sheet=_sheet(request, form, letter))
    count = circular.receipts.count()
    messages.success(request, f"ออกหนังสือเวียน {circular.number} และข้อสั่งการให้ {count:,} หน่วยงานแล้ว")
    return redirect("letter", circular.pk)


def _sheet(request: HttpRequest, form: OnwardForm, letter: Letter) -> LetterSheet:
    """The letter as it would go out now; what is not clean yet stands as proposed."""
    clean = form.is_bound and not form.errors
    plan = form.chosen() if clean else form.plan
    sheet = sheet_of(plan, letter, enclosed=queries.original_of(letter) is not None)
    signed = with_signature(sheet, request.actor.office, request.actor)
    return replace(signed, number=f"{signed.number}ว", draft=True)


def _draft_pdf(sheet: LetterSheet) -> HttpResponse:
    response = HttpResponse(render_letter(sheet), content_type="application/pdf")
    response["Content-Disposition"] = "inline; filename=draft.pdf"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _composer(
    request: HttpRequest, letter: Letter, found: PassOn, form: OnwardForm, *, plan_sheet: LetterSheet
) -> HttpResponse:
    cover: Cover = cover_of_draft(plan_sheet)
    receipt = queries.receipt_at(letter, request.actor.office)
    context = {"letter": letter, "found": found, "form": form, "cover": cover, "receipt": receipt}
    context["onward"] = list({each.letter_id: each.letter for each in found.passed}.values())
    wrong = form.is_bound and bool(form.errors)
    if request.htmx:
        return render(request, "office/letters/onward_sheet.html", context, status=200)
    return render(request, "office/letters/pass_on.html", context, status=422 if wrong else 200)


@needs(Permission.DIRECTIVES_ISSUE)
@require_POST
def supersede(request: HttpRequest, pk: int, old: int) -> HttpResponse:
    """Let the directives of this letter take the place of an older letter's."""
    letter, older = _letter(request, pk), _letter(request, old)
    ended = supersede_letter(old=older, new=letter, by=request.actor)
    messages.success(request, f"ข้อสั่งการ {len(ended):,} ข้อของหนังสือ {older.number} มีฉบับใหม่แทนแล้ว งานค้างปิดทั้งหมด")
    return redirect("letter", pk)


@needs(Permission.LETTERS_RECEIVE)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """File the letter in this office with a word on what was done."""
    letter = _letter(request, pk)
    close_letter(letter=letter, remark=request.POST.get("remark", ""), by=request.actor)
    messages.success(request, "ปิดเรื่องแล้ว เก็บเข้าแฟ้มได้จากหน้านี้")
    return redirect("letter", pk)
