"""The yearly list on the screen, from the survey to what was destroyed; and papers of twenty years."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from saan.accounts.permissions import Permission
from saan.accounts.policy import may
from saan.kernel.dates import format_long, today
from saan.kernel.refusals import Refused
from saan.letters.actions import keeping
from saan.letters.models import DestructionItem, DestructionList
from saan.letters.queries.keeping import Survey, electronic_due_for, lists_of, old_enough, survey_of
from saan.letters.rules import ListDecision, ListState
from saan.web.access import needs
from saan.web.asked import keys_in
from saan.web.office.store import printing
from saan.web.office.store.acting import done, sent
from saan.web.office.store.forms import AnswerForm, CommitteeForm, ReasonForm, ReferenceForm, YearForm

ROWS_A_PAGE = 50
STEPS = "|".join(state.label for state in ListState)
DECISIONS = [(each.value, each.label) for each in ListDecision]


class _Blank(forms.Form):
    """An act that needs no words."""


@needs(Permission.LETTERS_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """The survey the office owes, and its lists of every year."""
    survey = survey_of(request.actor)
    form = YearForm(request.POST or None, initial={"year_be": survey.year_be})
    if request.method == "POST":
        made: list[DestructionList] = []

        def draw() -> str:
            year = form.cleaned_data["year_be"]
            made.append(keeping.draw_up(office=request.actor.office, year_be=year, by=request.actor))
            return f"สำรวจแล้ว พบหนังสือครบกำหนด {made[0].items.count():,} เรื่อง"

        answer = done(request, form, draw, "letters-disposal")
        if answer is not None:
            return redirect("store-list", made[0].pk)
    held = list(lists_of(request.actor))
    context = {"survey": survey, "lists": held, "form": form, "told": _told(survey, held)}
    return render(request, "office/store/lists.html", context, status=422 if form.errors else 200)


def _told(survey: Survey, held: Iterable[DestructionList]) -> tuple[str, str]:
    """Where the office stands, as title and line beneath: what is due, on the open list, or carried out."""
    until = f"สำรวจให้เสร็จภายใน {format_long(survey.until)}"
    if survey.open_list:
        made = next(each for each in held if each.pk == survey.open_list.pk)
        title = f"บัญชีปี {made.year_be} มี {made.papers:,} เรื่อง ขั้น{ListState(made.state).label}"  # type: ignore[attr-defined]
        return title, f"ครบกำหนดอีก {survey.due:,} เรื่องที่ยังไม่อยู่ในบัญชี" if survey.due else ""
    if survey.due:
        return f"ครบกำหนดเมื่อสิ้นปี {survey.year_be} มี {survey.due:,} เรื่อง", until
    if any(each.year_be == survey.year_be for each in held):
        return f"ดำเนินการตามบัญชีปี {survey.year_be} แล้ว", "ไม่มีหนังสือครบกำหนดค้างอยู่"
    return f"ไม่มีหนังสือครบกำหนดทำลายเมื่อสิ้นปี {survey.year_be}", until


@needs(Permission.LETTERS_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One list in the step it is in, with what may be done there; `file` gives form 25."""
    made = get_object_or_404(lists_of(request.actor), pk=pk)
    wanted = request.GET.get("file", "")
    if wanted in printing.KINDS:
        return printing.answer(wanted, printing.to_destroy(made))
    forms_here, act = sent(request, _forms_for(made, request))
    wrong = ""
    if act in forms_here:
        form = forms_here[act]
        answer = done(request, form, lambda: _ACTS[act](request, made, form), "store-list", pk)
        if answer is not None:
            return answer
        wrong = " ".join(form.non_field_errors())
    elif act:
        raise Refused("บัญชีนี้เปลี่ยนขั้นไปแล้ว โหลดหน้าใหม่แล้วลองอีกครั้ง")
    context = _context(request, made) | {"forms": forms_here, "form": forms_here.get(act), "wrong": wrong}
    failed = act in forms_here and bool(forms_here[act].errors)
    return render(request, "office/store/list.html", context, status=422 if failed else 200)


def _context(request: HttpRequest, made: DestructionList) -> dict[str, Any]:
    items = made.items.select_related("paper__letter", "paper__receipt", "paper__retention")
    page = Paginator(items.defer("paper__letter__search"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    electronic = electronic_due_for(request.actor.office, made.year_be)
    return {
        "list": made,
        "page": page,
        "electronic": electronic[:ROWS_A_PAGE] if made.state == ListState.DRAFT else [],
        "steps": STEPS,
        "at": list(ListState).index(ListState(made.state)) + 1,
        "decisions": DECISIONS,
        "pending": made.items.filter(decision=ListDecision.PENDING).count(),
        "may_approve": may(request.actor, Permission.LETTERS_ORDER, at=made.office),
    }


def _forms_for(made: DestructionList, request: HttpRequest) -> dict[str, type[forms.Form]]:
    """What may be done in the step the list is in; approving is for who gives orders on letters."""
    in_step: dict[str, dict[str, type[forms.Form]]] = {
        ListState.DRAFT: {"leave_out": _Blank, "also": _Blank, "convene": CommitteeForm},
        ListState.COMMITTEE: {"decide": _Blank, "rest": _Blank, "approve": _Blank, "send_back": ReasonForm},
        ListState.APPROVED: {"send": ReferenceForm},
        ListState.ARCHIVES: {"answer": AnswerForm, "carry_out": _Blank, "send_back": ReasonForm},
    }
    kinds = in_step.get(made.state, {})
    if not may(request.actor, Permission.LETTERS_ORDER, at=made.office):
        kinds.pop("approve", None)
    return kinds


def _chosen(request: HttpRequest, name: str) -> list[int]:
    return keys_in(request.POST.getlist(name))


def _leave_out(request: HttpRequest, made: DestructionList, form: forms.Form) -> str:
    items = list(made.items.filter(pk__in=_chosen(request, "items")))
    if not items:
        raise Refused("เลือกรายการที่จะนำออกอย่างน้อยหนึ่งรายการ")
    for item in items:
        keeping.leave_out(item=item, by=request.actor)
    return f"นำออกจากบัญชีแล้ว {len(items):,} รายการ"


def _also(request: HttpRequest, made: DestructionList, form: forms.Form) -> str:
    papers = electronic_due_for(made.office, made.year_be).filter(pk__in=_chosen(request, "papers"))
    added = keeping.list_also(disposal=made, papers=papers, by=request.actor)
    if not added:
        raise Refused("เลือกหนังสืออิเล็กทรอนิกส์ที่จะเพิ่มอย่างน้อยหนึ่งเรื่อง")
    return f"เพิ่มในบัญชีแล้ว {added:,} รายการ"


def _convene(request: HttpRequest, made: DestructionList, form: CommitteeForm) -> str:
    order = form.cleaned_data["order_reference"]
    keeping.convene(disposal=made, committee=form.committee(), order_reference=order, by=request.actor)
    return "เสนอคณะกรรมการแล้ว บันทึกคำวินิจฉัยทีละรายการได้"


def _decide(request: HttpRequest, made: DestructionList, form: forms.Form) -> str:
    """Every decision of the page, all or none; those left as they were are not written."""
    changed = 0
    with transaction.atomic():
        for item in made.items.select_related("paper__letter").filter(pk__in=_chosen(request, "items")):
            changed += _decide_one(request, item)
    return f"บันทึกคำวินิจฉัยแล้ว {changed:,} รายการ"


def _decide_one(request: HttpRequest, item: DestructionItem) -> bool:
    said = request.POST.get(f"decision-{item.pk}", "")
    reason = request.POST.get(f"reason-{item.pk}", "").strip()
    if said not in ListDecision or (said, reason) == (item.decision, item.reason):
        return False
    try:
        keeping.decide(item=item, decision=ListDecision(said), reason=reason, by=request.actor)
    except Refused as refused:
        raise Refused(f"ลำดับที่ {item.number}: {refused.message}") from refused
    return True


def _rest(request: HttpRequest, made: DestructionList, form: forms.Form) -> str:
    return f"บันทึกให้ทำลายแล้ว {keeping.decide_rest(disposal=made, by=request.actor):,} รายการ"


def _approve(request: HttpRequest, made: DestructionList, form: forms.Form) -> str:
    keeping.approve(disposal=made, by=request.actor)
    return "อนุมัติแล้ว ส่งบัญชีไปหอจดหมายเหตุแห่งชาติได้"


def _send(request: HttpRequest, made: DestructionList, form: forms.Form) -> str:
    keeping.send_to_archives(disposal=made, reference=form.cleaned_data["reference"], by=request.actor)
    return "บันทึกการส่งหอจดหมายเหตุแห่งชาติแล้ว"


def _answer(request: HttpRequest, made: DestructionList, form: forms.Form) -> str:
    wanted = _chosen(request, "wanted")
    keeping.archives_answered(disposal=made, wanted=wanted, by=request.actor, **form.cleaned_data)
    return "บันทึกคำตอบของหอจดหมายเหตุแห่งชาติแล้ว"


def _carry_out(request: HttpRequest, made: DestructionList, form: forms.Form) -> str:
    keeping.carry_out(disposal=made, by=request.actor)
    return "ทำลายตามบัญชีแล้ว ทะเบียนและบันทึกการกระทำยังอยู่ครบ"


def _send_back(request: HttpRequest, made: DestructionList, form: forms.Form) -> str:
    keeping.send_back(disposal=made, reason=form.cleaned_data["reason"], by=request.actor)
    return "ส่งกลับแล้ว"


_ACTS: dict[str, Callable[[HttpRequest, DestructionList, Any], str]] = {
    "leave_out": _leave_out,
    "also": _also,
    "convene": _convene,
    "decide": _decide,
    "rest": _rest,
    "approve": _approve,
    "send": _send,
    "answer": _answer,
    "carry_out": _carry_out,
    "send_back": _send_back,
}


@needs(Permission.LETTERS_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    """Papers of twenty years and more, chosen and handed to the National Archives; `file` gives form 22."""
    office = request.actor.office
    found = old_enough(office, today()).order_by("folder", "year_be", "pk")
    wanted = request.GET.get("file", "")
    if wanted in printing.KINDS:
        return printing.answer(wanted, printing.handed_over(office, found))
    form = ReferenceForm(request.POST or None)
    if request.method == "POST":
        chosen = _chosen(request, "papers")

        def hand_over() -> str:
            reference = form.cleaned_data["reference"]
            count = keeping.hand_over(office=office, papers=chosen, reference=reference, by=request.actor)
            return f"บันทึกการส่งมอบแล้ว {count:,} เรื่อง"

        answer = done(request, form, hand_over, "store-handover")
        if answer is not None:
            return answer
    context = {"page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page")), "form": form}
    return render(request, "office/store/handover.html", context, status=422 if form.errors else 200)
