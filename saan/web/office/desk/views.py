"""The desk: what the office owes, what waits for it, and one obligation opened."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.accounts.policy import may
from saan.directives import actions
from saan.directives.models import Obligation
from saan.directives.queries import desk_of, obligations_visible_to, task_of
from saan.directives.rules import DirectiveKind, DirectiveState, ObligationState
from saan.kernel.refusals import Refused, Stale
from saan.registry.queries.product_papers import papers_sum
from saan.web.access import needs
from saan.web.office.desk import following, places, presenters
from saan.web.office.desk.forms import ExcuseForm, RemarkForm
from saan.web.office.directives.words import pair_of
from saan.web.office.letters.matters import may_pass_on


@needs(Permission.DESK_SEE)
def desk(request: HttpRequest) -> HttpResponse:
    """What the actor's office must do, most pressing first."""
    actor = request.actor
    tasks = desk_of(actor)
    rows = [presenters.row_of(task, actor) for task in tasks]
    reports = following.reports_waiting(actor)
    sent_back = following.letters_sent_back(actor)
    context = {
        "day": presenters.day_line(),
        "headline": presenters.headline(tasks, reviews=len(reports), sent_back=len(sent_back)),
        "gap": presenters.gap_line(tasks, actor),
        "open_rows": [row for row in rows if row.task.open],
        "waiting": [row for row in rows if row.task.waits_for_others],
        "later": [row for row in rows if not row.task.begun and not row.task.closed],
        "closed": [row for row in rows if row.task.closed],
        "reports": reports,
        "late": following.late_elsewhere(actor),
        "sent_back": sent_back,
        "papers": papers_sum(actor) if actor.holds(Permission.PRODUCERS_EDIT) else None,
    }
    return render(request, "office/desk/desk.html", context)


def _seen(request: HttpRequest, pk: int) -> Obligation:
    """The obligation, of one's own office or of one that may be followed."""
    visible = obligations_visible_to(request.actor).filter(directive__state=DirectiveState.ISSUED)
    return get_object_or_404(
        visible.select_related("directive__letter", "directive__office", "office__area"), pk=pk
    )


def _own(request: HttpRequest, pk: int) -> Obligation:
    owed = Obligation.objects.select_related("directive", "office")
    return get_object_or_404(owed, pk=pk, office=request.actor.office)


@needs(Permission.DESK_SEE)
def obligation(request: HttpRequest, pk: int) -> HttpResponse:
    """One obligation: the words, the count by place, and what can be done."""
    return _page(request, _seen(request, pk))


def _page(
    request: HttpRequest,
    owed: Obligation,
    *,
    remark: RemarkForm | None = None,
    excuse: ExcuseForm | None = None,
) -> HttpResponse:
    actor, task = request.actor, task_of(owed)
    row = presenters.row_of(task, actor)
    own = owed.office_id == actor.office.pk and actor.holds(Permission.OBLIGATIONS_WORK)
    letter = owed.directive.letter
    by_hand = owed.directive.kind == DirectiveKind.DEED
    context = {
        "row": row,
        "task": task,
        "pair": pair_of(owed.directive),
        "pass_on": letter if own and letter and may_pass_on(letter, actor) else None,
        "places": places.table_of(owed),
        "remark_form": (remark or RemarkForm()) if own and by_hand and task.open else None,
        "may_reopen": own and owed.state == ObligationState.DONE,
        "excuse_form": (excuse or ExcuseForm()) if _may_excuse(request, task) else None,
        "form": remark or excuse or RemarkForm(),
    }
    wrong = (remark is not None and remark.errors) or (excuse is not None and excuse.errors)
    return render(request, "office/desk/obligation.html", context, status=422 if wrong else 200)


def _may_excuse(request: HttpRequest, task: presenters.Task) -> bool:
    ordered = may(request.actor, Permission.DIRECTIVES_ISSUE, at=task.directive.office)
    return ordered and task.open and task.obligation.office_id != request.actor.office.pk


@needs(Permission.OBLIGATIONS_WORK)
@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the office has seen the order."""
    owed = actions.acknowledge(obligation=_own(request, pk), by=request.actor)
    messages.success(request, f"รับทราบ “{owed.directive.title}” แล้ว")
    return redirect("desk")


@needs(Permission.OBLIGATIONS_WORK)
@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what was done."""
    owed = _own(request, pk)
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            actions.mark_done(obligation=owed, remark=form.cleaned_data["remark"], by=request.actor)
        except Stale:
            raise
        except Refused as refused:
            form.add_error("remark" if refused.field == "remark" else None, refused.message)
        else:
            messages.success(request, f"บันทึกผล “{owed.directive.title}” แล้ว")
            return redirect("desk")
    return _page(request, _seen(request, pk), remark=form)


@needs(Permission.OBLIGATIONS_WORK)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that it is done."""
    actions.reopen(obligation=_own(request, pk), by=request.actor)
    messages.success(request, "เปิดงานนี้อีกครั้งแล้ว")
    return redirect("obligation", pk=pk)


@needs(Permission.DIRECTIVES_ISSUE)
@require_POST
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one office off, with a reason."""
    owed = _seen(request, pk)
    form = ExcuseForm(request.POST)
    if form.is_valid():
        actions.excuse(obligation=owed, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, f"ยกเว้น{owed.office.name}แล้ว")
        return redirect("progress", pk=owed.directive_id)
    return _page(request, owed, excuse=form)
