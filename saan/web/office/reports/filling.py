"""Filling in a report form, one section a step; every step is kept as a draft, whatever it still lacks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.directives.schedule import phrase
from saan.kernel.dates import format_deadline, today
from saan.kernel.hashtags import with_hashtags
from saan.kernel.refusals import Refused, Stale
from saan.kernel.workdays import explain, previous_workday
from saan.reporting.actions import answer, refill, submit, write
from saan.reporting.answering import (
    Gathered,
    draft_content,
    filled_of,
    form_of,
    gathered,
    lateness,
    places_of,
    values_of,
)
from saan.reporting.models import Report
from saan.reporting.papers import draft_cover
from saan.reporting.queries import reports_visible_to
from saan.reporting.questions import Reading, SectionRead, Typed, effort
from saan.reporting.rules import ReportState
from saan.web.access import needs
from saan.web.office.reports.asking import (
    SEND,
    Asking,
    rows_given,
    step_after,
    step_before,
    steps_of,
    tags_of,
)
from saan.web.office.reports.covers import cover_of_draft
from saan.web.office.reports.sending import SendForm


def own_draft(request: HttpRequest, pk: int) -> Report:
    """A report of the actor's own office that answers a form; 404 for anybody else's."""
    own = reports_visible_to(request.actor).filter(office=request.actor.office)
    found = get_object_or_404(own, pk=pk)
    if form_of(found) is None:
        raise Http404
    return found


@needs(Permission.REPORTS_WRITE)
def fill(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of the form; POST keeps it and goes on, back, or stays for another row."""
    found = own_draft(request, pk)
    if found.state != ReportState.DRAFT:
        if request.method == "POST":
            raise Stale(f"รายงานนี้อยู่ในสถานะ “{found.get_state_display()}” แล้ว โหลดหน้าใหม่เพื่อดูฉบับล่าสุด")
        return redirect("report", pk)
    if step == SEND:
        return _send(request, found)
    form = form_of(found)
    if form is None or form.section(step) is None:
        raise Http404
    if request.method == "POST":
        return _keep(request, found, step)
    return _shown(request, found, step, checking="check" in request.GET)


def _keep(request: HttpRequest, found: Report, step: str) -> HttpResponse:
    form = form_of(found)
    section = form.section(step) if form else None
    assert section is not None
    rows = rows_given(section, request.POST)
    act, _, row = request.POST.get("act", "next").partition(":")
    if act == "tags":
        rows = _with_tags(found, rows, row)
    kept = answer(report=found, section=step, rows=rows, by=request.actor)
    asking = Asking.of(kept)
    if act in ("stay", "tags"):
        messages.success(request, "บันทึกร่างแล้ว")
        return redirect("report-fill", pk=found.pk, step=step)
    if act == "back":
        return redirect("report-fill", pk=found.pk, step=step_before(asking.reading, step) or step)
    wrong = [cell for each in asking.reading.section(step).rows for cell in each.cells if cell.answer.error]
    if wrong:
        return _shown(request, kept, step, status=422)
    return redirect("report-fill", pk=found.pk, step=step_after(asking.reading, step))


def _with_tags(found: Report, rows: dict[str, dict[str, Typed]], row: str) -> dict[str, dict[str, Typed]]:
    """The rows with the hashtags that one post lacks put at the end of its words."""
    places = {str(place.code): place for place in places_of(found.office)}
    for key, typed in rows.get(row, {}).items():
        code, dot, part = key.rpartition(".")
        if not dot or part != "text":
            continue
        place = places.get(str(rows[row].get(f"{code}.district", "")))
        if place is None and len(places) == 1:
            place = next(iter(places.values()))
        if place is not None:
            tagged = with_hashtags(str(typed).strip(), place.province, place.name)
            return {**rows, row: {**rows[row], key: tagged}}
    return rows


def _shown(
    request: HttpRequest, found: Report, step: str, *, checking: bool = False, status: int = 200
) -> HttpResponse:
    asking = Asking.of(found, checking=checking)
    read = asking.reading.section(step)
    groups = asking.groups(step)
    context = {
        **_common(found, asking, step),
        "read": read,
        "section": read.section,
        "groups": groups,
        "checking": checking,
        "faults": [
            (each.anchor, each.error)
            for group in groups
            for each in group.asked
            if each.error and not group.fresh
        ],
        "before": step_before(asking.reading, step),
        "single": len(groups) == 1 and read.section.by_district,
        "title": heading_of(read),
    }
    return render(request, "office/reports/fill.html", context, status=status)


def heading_of(read: SectionRead) -> str:
    """The section and what is left to do in it."""
    title, left = read.section.title, sum(cell.wanted for row in read.rows for cell in row.cells)
    wrong = sum(bool(cell.answer.error) for row in read.rows for cell in row.cells)
    if wrong:
        return f"{title} ต้องแก้ {wrong:,} จุด"
    if left:
        return f"{title} ยังว่าง {left:,} ข้อ"
    return f"{title} ยังไม่มีรายการ" if read.short else f"{title} ครบแล้ว"


def _common(found: Report, asking: Asking, step: str) -> dict[str, Any]:
    form = form_of(found)
    assert form is not None
    filled = {address: pair[0] for address, pair in filled_of(found).items()}
    return {
        "report": found,
        "questions": form,
        "steps": steps_of(found, asking.reading, step),
        "step": step,
        "effort": effort(form, values_of(found), filled),
        "due_words": due_words(found),
        "cited": cited(found),
        "late": lateness(found),
        "remarked": bool(asking.remarks),
    }


def cited(found: Report) -> str:
    """The letter that asks, its clause and how often."""
    letter, directive = found.directive.letter, found.directive
    said = [f"ที่ {letter.number} ข้อ {directive.number}"] if letter else []
    return " ".join([*said, phrase(directive.schedule)])


def due_words(found: Report) -> str:
    """The due date, and what follows where it falls on a day without office hours."""
    if found.obligation is None or found.obligation.due_on is None:
        return ""
    due, printed = found.obligation.due_on, found.obligation.printed_due
    policy = found.directive.get_weekend_display()
    if printed is not None and printed != due:
        return f"กำหนดในหนังสือ {explain(printed)} ข้อสั่งการให้{policy} จึงครบกำหนด {format_deadline(due)}"
    if not explain(due):
        return f"ครบกำหนด {format_deadline(due)}"
    return f"ครบกำหนด {explain(due)} ข้อสั่งการให้{policy} จึงควรส่งภายใน {format_deadline(previous_workday(due))}"


def _send(request: HttpRequest, found: Report) -> HttpResponse:
    """The last step: what stands, what needs a reason, the letter as it will go out."""
    asking = Asking.of(found, checking=True)
    content = draft_content(found, sending=True)
    sending = request.POST.get("act") == "send"
    given = request.POST if request.method == "POST" else None
    below = gathered(found.directive, found.office, found.obligation)
    form = SendForm(
        given,
        content=content,
        report=found,
        reading=asking.reading,
        known=_known_reasons(asking.reading, below),
        sending=sending,
    )
    status = 200
    if given is not None:
        done = _sent(request, found, form, sending=sending)
        if done is not None:
            return done
        status = 422
    context = {
        **_common(found, asking, SEND),
        "title": "ตรวจและส่ง",
        "form": form,
        "open_faults": form.faults,
        "reading": asking.reading,
        "below": below,
        "below_facts": [
            (each.section.title, below.count(each.section.code, "value"), "คำตอบ")
            for each in asking.reading.sections
            if each.section.repeat is not None
        ],
        "cover": cover_of_draft(draft_cover(found, content, request.actor)),
        "before": step_before(asking.reading, SEND),
        "today": today(),
    }
    return render(request, "office/reports/send.html", context, status=status)


def _known_reasons(reading: Reading, below: Gathered) -> dict[str, str]:
    """Why a district is blank, where its own report has not been accepted."""
    said = {office.area_id: f"ยังไม่ได้รับรายงานจาก {office.short_name}" for office in below.silent}
    by_district = [each.section.code for each in reading.sections if each.section.by_district]
    return {f"{code}.{area}": words for code in by_district for area, words in said.items()}


def _sent(request: HttpRequest, found: Report, form: SendForm, *, sending: bool) -> HttpResponse | None:
    """The answer to a POST of the last step; None where the page must be shown again with what is wrong."""
    if not form.is_valid():
        return None
    try:
        kept = write(report=found, reasons=form.reasons, note=form.cleaned_data["note"], by=request.actor)
        if not sending:
            messages.success(request, "บันทึกร่างแล้ว")
            return redirect("report-fill", pk=found.pk, step=SEND)
        if form.faults:
            return None
        done = submit(report=kept, by=request.actor)
    except Stale:
        raise
    except Refused as refusal:
        form.add_error("note" if refusal.field == "note" else None, refusal.message)
        return None
    messages.success(request, f"ส่งรายงานเป็นหนังสือ ที่ {done.letter.number} แล้ว")
    return redirect("report", done.pk)


@needs(Permission.REPORTS_WRITE)
@require_POST
def refilling(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the blanks from what has come in since the draft was begun."""
    found = own_draft(request, pk)
    before = len(filled_of(found))
    added = len(filled_of(refill(report=found, by=request.actor))) - before
    messages.success(request, f"เติมคำตอบเพิ่ม {added:,} ช่อง" if added else "ไม่มีคำตอบใหม่ให้เติม")
    return redirect("report-fill", pk=pk, step=SEND)


@needs(Permission.REPORTS_WRITE)
@require_POST
def tags(request: HttpRequest, pk: int, row: str) -> HttpResponse:
    """The hashtags of a post as its words stand, the same fragment the page holds; nothing is kept."""
    found = own_draft(request, pk)
    places = {str(place.code): place for place in places_of(found.office)}
    said = {key.rpartition(".")[2]: typed for key, typed in request.POST.items() if key.startswith(f"{row}:")}
    checked = tags_of(row, places, said.get("district", ""), said.get("text", "")[:20_000])
    return render(request, "office/reports/tags.html", {"tags": checked})
