"""Pages of reports at the reporting office: lists, what a report will hold, the draft, what was sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from saan.accounts.permissions import Permission
from saan.directives.models import Directive, Obligation
from saan.directives.queries import directives_visible_to, obligations_visible_to
from saan.documents.typesetting.letter import render_letter
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.organisations.models import Office
from saan.reporting.actions import start, submit, write
from saan.reporting.answering import form_asked, form_of, reading_of
from saan.reporting.content import content_of
from saan.reporting.models import Report
from saan.reporting.papers import draft_cover, forms_named
from saan.reporting.queries import latest, recipient_of, reports_visible_to
from saan.reporting.rules import ReportState
from saan.web.access import needs
from saan.web.office.reports.asking import SEND
from saan.web.office.reports.forms import DraftForm, ReturnForm
from saan.web.office.reports.lists import lists_of
from saan.web.office.reports.presenters import content_for, finding_of, page_of, views_of


@needs(Permission.LETTERS_SEE)
def reports(request: HttpRequest) -> HttpResponse:
    context = {
        "lists": lists_of(request.actor, request.GET),
        "states": ReportState.choices(),
        "as_of": now(),
        "chosen_directive": request.GET.get("directive", ""),
        "chosen_state": request.GET.get("state", ""),
    }
    name = "list_part.html" if request.htmx else "list.html"
    return render(request, f"office/reports/{name}", context)


@needs(Permission.REPORTS_WRITE)
def new(request: HttpRequest, obligation_pk: int) -> HttpResponse:
    """What a report on an obligation of this office will hold; POST begins it."""
    owed = obligations_visible_to(request.actor).select_related("directive__letter", "directive__office")
    obligation = get_object_or_404(owed, pk=obligation_pk, office=request.actor.office)
    recipient = recipient_of(obligation.directive, obligation.office)
    return _begin(request, obligation.directive, obligation, recipient)


@needs(Permission.REPORTS_WRITE)
def up(request: HttpRequest, directive_pk: int) -> HttpResponse:
    """The same for the office's own directive, reported to the office above."""
    own = directives_visible_to(request.actor).select_related("letter", "office__parent")
    directive = get_object_or_404(own, pk=directive_pk, office=request.actor.office)
    return _begin(request, directive, None, request.actor.office.parent)


def _begin(
    request: HttpRequest, directive: Directive, obligation: Obligation | None, recipient: Office | None
) -> HttpResponse:
    office = request.actor.office
    if request.method == "POST":
        return redirect("report", start(directive=directive, obligation=obligation, by=request.actor).pk)
    last = latest(directive, office, period=obligation.period if obligation else "")
    if last is not None and last.state != ReportState.RETURNED:
        return redirect("report", last.pk)
    content = content_of(directive, office).to_json()
    context = {
        "directive": directive,
        "obligation": obligation,
        "recipient": recipient,
        "last": last,
        "finding": finding_of(content),
        "tables": views_of(content, {}, None),
        "form_name": " และ ".join(forms_named(directive, content)) if content["tables"] else "",
        "questions": form_asked(directive),
        "as_of": now(),
    }
    return render(request, "office/reports/new.html", context)


@needs(Permission.LETTERS_SEE)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report; POST keeps the draft and, with act=send, numbers and sends it. A form has pages of its own."""
    found = get_object_or_404(reports_visible_to(request.actor), pk=pk)
    writes = found.state == ReportState.DRAFT and request.actor.holds(Permission.REPORTS_WRITE)
    if writes and form_of(found) is not None:
        return redirect("report-fill", pk=pk, step=first_step(found))
    if request.method == "POST":
        return _keep(request, found)
    return shown_page(request, found, opened="return" in request.GET)


def first_step(found: Report) -> str:
    """Where to go on with a form: its first section that is not finished."""
    reading = reading_of(found, sending=True)
    assert reading is not None
    return next((each.section.code for each in reading.sections if each.complaints), SEND)


def shown_page(
    request: HttpRequest,
    found: Report,
    *,
    form: DraftForm | None = None,
    returning: ReturnForm | None = None,
    opened: bool = False,
    status: int = 200,
) -> HttpResponse:
    content = content_for(found)
    drafted = found.state == ReportState.DRAFT
    form = form or (DraftForm(content=content, report=found) if drafted else None)
    context = {
        "page": page_of(found, content, request.actor, form),
        "form": form,
        "returning": returning or ReturnForm(),
        "opened": opened,
    }
    return render(request, "office/reports/report.html", context, status=status)


def _keep(request: HttpRequest, found: Report) -> HttpResponse:
    sending = request.POST.get("act") == "send"
    form = DraftForm(request.POST, content=content_for(found), report=found, sending=sending)
    if not form.is_valid():
        return shown_page(request, found, form=form, status=422)
    try:
        write(report=found, reasons=form.reasons, note=form.cleaned_data["note"], by=request.actor)
        if sending:
            sent = submit(report=found, by=request.actor)
            messages.success(request, f"ส่งรายงานเป็นหนังสือ ที่ {sent.letter.number} แล้ว")
        else:
            messages.success(request, "บันทึกร่างแล้ว")
    except Stale:
        raise
    except Refused as refusal:
        form.add_error("note" if refusal.field == "note" else None, refusal.message)
        return shown_page(request, found, form=form, status=422)
    return redirect("report", found.pk)


@needs(Permission.REPORTS_WRITE)
def draft_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The cover letter as it would go out now, across it the word draft; made anew each time and not kept."""
    own = reports_visible_to(request.actor).filter(office=request.actor.office, state=ReportState.DRAFT)
    found = get_object_or_404(own, pk=pk)
    pdf = render_letter(draft_cover(found, content_for(found), request.actor))
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="draft.pdf"'
    return answer
