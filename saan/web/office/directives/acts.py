"""Acts on a directive: the weekend policy, issuing, withdrawing, replacing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.directives import actions
from saan.directives.models import Directive
from saan.directives.queries import feasibility
from saan.directives.rules import DirectiveState
from saan.kernel.refusals import Refused, Stale
from saan.kernel.workdays import WeekendPolicy
from saan.policy.change import Relaxation
from saan.web.access import needs
from saan.web.office.directives.forms import EndForm, SupersedeForm
from saan.web.office.directives.presenters import notes_of
from saan.web.office.directives.views import draft_page, issued_page, seen, together


@needs(Permission.DIRECTIVES_DRAFT)
@require_POST
def meaning(request: HttpRequest, pk: int) -> HttpResponse:
    """What words of more than one meaning mean: one of the readings offered, or the officer's own rule."""
    answer = request.POST.get("reading", "")
    if answer != "own" and not answer.isdecimal():
        raise Refused("เลือกความหมายของถ้อยคำหนึ่งแบบ แล้วบันทึกอีกครั้ง", field="reading")
    reading = None if answer == "own" else int(answer)
    actions.interpret(directive=seen(request, pk), reading=reading, by=request.actor)
    messages.success(request, "บันทึกความหมายที่ใช้แล้ว กติกาเปลี่ยนตามที่เลือก")
    return redirect("directive", pk=pk)


@needs(Permission.DIRECTIVES_DRAFT)
@require_POST
def weekend(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of a due date on a closed day."""
    policy = request.POST.get("weekend", "")
    if policy not in list(WeekendPolicy):
        raise Refused("เลือกว่าเมื่อกำหนดตรงวันหยุดให้คงวันเดิมหรือเลื่อน")
    actions.edit_draft(directive=seen(request, pk), by=request.actor, weekend=policy)
    return redirect("directive", pk=pk)


@needs(Permission.DIRECTIVES_ISSUE)
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue every draft of the letter at once, with the relaxations chosen on the page."""
    found = seen(request, pk)
    drafts = together(found)
    if found.state != DirectiveState.DRAFT or _shown(request.POST) != {each.pk for each in drafts}:
        raise Stale("ร่างของหนังสือฉบับนี้เปลี่ยนไปหลังจากท่านเปิดหน้า หรือมีผู้ออกไปแล้ว ยังไม่ได้ออกข้อสั่งการซ้ำ")
    unread = _notes_unread(request.POST, drafts)
    if unread:
        return draft_page(request, found, problem=f"ยังมีข้อสังเกต {unread} ข้อที่ยังไม่ได้ทำเครื่องหมายว่าตรวจแล้ว")
    try:
        relaxed = _relaxed(request.POST, drafts, request.actor)
        count = actions.issue_relaxed(directives=drafts, relaxed=relaxed, by=request.actor)
    except Stale:
        raise
    except Refused as refused:
        return draft_page(request, found, problem=refused.message)
    messages.success(request, f"ออกข้อสั่งการ {len(drafts):,} ข้อแล้ว เกิดภาระงาน {count:,} เรื่อง")
    return redirect("directive", pk=pk)


def _shown(data: QueryDict) -> set[int]:
    return {int(each) for each in data.get("shown", "").split(",") if each.isdecimal()}


def _notes_unread(data: QueryDict, drafts: list[Directive]) -> int:
    seen_notes = set(data.getlist("note"))
    wanted = {key for each in drafts for key, _ in notes_of(each)}
    return len(wanted - seen_notes)


def _relaxed(data: QueryDict, drafts: list[Directive], actor: Actor) -> dict[int, Relaxation]:
    """The chosen relaxations by directive; the list is made anew, so that a changed registry cannot mislead."""
    chosen = {}
    for each in drafts:
        answer = data.get(f"relax-{each.pk}", "asis")
        if answer == "asis":
            continue
        finding = feasibility(each, actor)
        offered = finding.relaxations if finding else ()
        if not answer.isdecimal() or int(answer) >= len(offered):
            raise Stale("ทางเลือกผ่อนผันเปลี่ยนไปตามทะเบียนล่าสุด โหลดหน้าใหม่แล้วเลือกอีกครั้ง")
        chosen[each.pk] = offered[int(answer)]
    return chosen


@needs(Permission.DIRECTIVES_ISSUE)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a directive with a reason."""
    found = seen(request, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return issued_page(request, found, end=form)
    actions.cancel(directive=found, reason=form.cleaned_data["reason"], by=request.actor)
    messages.success(request, f"ยกเลิกข้อสั่งการ “{found.title}” แล้ว งานที่ค้างปิดทั้งหมด")
    return redirect("directive", pk=pk)


@needs(Permission.DIRECTIVES_ISSUE)
@require_POST
def supersede(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a newer directive take this one's place."""
    found = seen(request, pk)
    form = SupersedeForm(found, request.POST)
    if not form.is_valid():
        return issued_page(request, found, newer=form)
    actions.supersede(old=found, new=form.cleaned_data["new"], by=request.actor)
    messages.success(request, "ข้อสั่งการใหม่ใช้แทนแล้ว งานที่ค้างของข้อเดิมปิดทั้งหมด")
    return redirect("directive", pk=form.cleaned_data["new"].pk)
