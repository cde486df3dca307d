"""Directives: what this office drafted, issued and owes; one letter's drafts on one page; editing a draft."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.directives import actions, schedule
from saan.directives.models import Directive
from saan.directives.queries import directives_visible_to
from saan.directives.rules import DirectiveState
from saan.kernel.refusals import Refused, Stale
from saan.letters.models import Letter
from saan.letters.queries import confirmed_record, letters_visible_to, open_doubts
from saan.letters.rules import LetterState
from saan.web.access import needs
from saan.web.office.directives import presenters
from saan.web.office.directives.forms import EndForm, SupersedeForm
from saan.web.office.directives.naming import title_of
from saan.web.office.directives.rule_form import DraftForm
from saan.web.office.directives.words import pair_of

PAGE = 50
SECTIONS = {
    "issued": ("ออกแล้ว", Q(state=DirectiveState.ISSUED)),
    "drafts": ("ร่าง", Q(state=DirectiveState.DRAFT)),
    "ended": ("ยกเลิกหรือมีฉบับใหม่", Q(state__in=(DirectiveState.CANCELLED, DirectiveState.SUPERSEDED))),
}


@needs(Permission.DIRECTIVES_SEE)
def directives(request: HttpRequest) -> HttpResponse:
    """Drafts of this office, what it issued, and what reached it from above."""
    actor = request.actor
    seen = directives_visible_to(actor).select_related("letter", "office")
    own = seen.filter(office=actor.office)
    received = seen.filter(obligations__office=actor.office).exclude(office=actor.office).distinct()
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in (*SECTIONS, "received") else _first_section(own)
    found = received if chosen == "received" else own.filter(SECTIONS[chosen][1])
    found = found.annotate(offices=Count("obligations__office", distinct=True)).order_by("-pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts = own.aggregate(**{name: Count("pk", filter=where) for name, (_, where) in SECTIONS.items()})
    tabs = [(name, label, counts[name]) for name, (label, _) in SECTIONS.items()]
    context = {
        "tabs_here": [*tabs, ("received", "ได้รับจากหน่วยงานเหนือ", received.count())],
        "chosen": chosen,
        "page": page,
        "rows": [(each, title_of(each), schedule.phrase(each.schedule)) for each in page],
        "counts": counts,
    }
    return render(request, "office/directives/list.html", context)


def _first_section(own) -> str:
    return "drafts" if own.filter(state=DirectiveState.DRAFT).exists() else "issued"


@needs(Permission.DIRECTIVES_DRAFT)
def draft(request: HttpRequest, letter_pk: int) -> HttpResponse:
    """What a letter asks; drafting it makes one directive of each instruction."""
    letter = get_object_or_404(letters_visible_to(request.actor), pk=letter_pk)
    drafted = _of_letter(letter, request.actor)
    if request.method == "POST":
        made = actions.draft_from_letter(letter=letter, by=request.actor)
        return redirect("directive", pk=made[0].pk)
    context = {
        "letter": letter,
        "drafted": drafted,
        "instructions": confirmed_record(letter).get("directives") or [],
        "doubts": open_doubts(letter).count(),
        "confirmed": letter.state == LetterState.CONFIRMED,
        "step": 3 if letter.state == LetterState.CONFIRMED and not open_doubts(letter).exists() else 2,
    }
    return render(request, "office/directives/draft.html", context)


def _of_letter(letter: Letter, actor: Actor) -> list[Directive]:
    live = Directive.objects.filter(letter=letter, office=actor.office).exclude(
        state__in=(DirectiveState.CANCELLED, DirectiveState.SUPERSEDED)
    )
    return list(live.select_related("letter", "office", "parent").order_by("number"))


def seen(request: HttpRequest, pk: int) -> Directive:
    """The directive, where the actor may see it; else it is not found."""
    visible = directives_visible_to(request.actor)
    return get_object_or_404(visible.select_related("letter", "office", "parent", "issued_by"), pk=pk)


def together(directive: Directive) -> list[Directive]:
    """The drafts that are issued with this one: those of the same letter and office."""
    if directive.letter_id is None:
        return [directive]
    drafts = Directive.objects.filter(
        letter=directive.letter, office=directive.office, state=DirectiveState.DRAFT
    )
    return list(drafts.select_related("letter", "office", "parent").order_by("number"))


@needs(Permission.DIRECTIVES_SEE)
def directive(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with all that is issued together with it, or what was issued."""
    found = seen(request, pk)
    if found.state == DirectiveState.DRAFT:
        return draft_page(request, found)
    return issued_page(request, found)


def draft_page(request: HttpRequest, found: Directive, *, problem: str = "") -> HttpResponse:
    """Every draft of the letter, checked against the registry now."""
    sections = [presenters.section_of(each, request.actor) for each in together(found)]
    doubts = open_doubts(found.letter).count() if found.letter else 0
    ready = not any(
        section.trouble or not section.offices or section.directive.uninterpreted for section in sections
    )
    context = {
        "letter": found.letter,
        "found": found,
        "sections": sections,
        "issue": presenters.issue_of(sections),
        "ready": ready,
        "problem": problem,
        "may_edit": may(request.actor, Permission.DIRECTIVES_DRAFT, at=found.office),
        "may_issue": may(request.actor, Permission.DIRECTIVES_ISSUE, at=found.office),
        "doubts": doubts,
        "step": 2 if doubts else 3,
        "shown": ",".join(str(section.directive.pk) for section in sections),
    }
    return render(request, "office/directives/drafting.html", context, status=422 if problem else 200)


def issued_page(
    request: HttpRequest,
    found: Directive,
    *,
    end: EndForm | None = None,
    newer: SupersedeForm | None = None,
) -> HttpResponse:
    """What was issued, to whom, by whom, and what may end it."""
    may_end = found.state == DirectiveState.ISSUED and may(
        request.actor, Permission.DIRECTIVES_ISSUE, at=found.office
    )
    offices = found.obligations.values("office").distinct().count()
    context = {
        "found": found,
        "title": title_of(found),
        "pair": pair_of(found),
        "deadline": schedule.phrase(found.schedule),
        "offices": offices,
        "obligations": found.obligations.count(),
        "kept": found.feasibility,
        "exemptions": found.exemptions.select_related("area", "given_by"),
        "end": (end or EndForm()) if may_end else None,
        "newer": (newer or SupersedeForm(found)) if may_end else None,
        "end_open": end is not None or request.GET.get("act") == "cancel",
        "newer_open": newer is not None or request.GET.get("act") == "supersede",
        "form": end or newer or EndForm(),
    }
    wrong = end is not None or newer is not None
    return render(request, "office/directives/issued.html", context, status=422 if wrong else 200)


@needs(Permission.DIRECTIVES_DRAFT)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft by a plain form; every refusal stands at its field."""
    found = seen(request, pk)
    if found.state != DirectiveState.DRAFT:
        raise Stale("ข้อสั่งการนี้ออกไปแล้ว จึงแก้ร่างไม่ได้ ให้ออกฉบับใหม่แทน")
    form = DraftForm(request.POST if request.method == "POST" else None, directive=found, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_draft(directive=found, by=request.actor, **form.changes())
        except Stale:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"บันทึกร่างข้อ {found.number} แล้ว")
            return redirect("directive", pk=pk)
    context = {"found": found, "form": form, "pair": pair_of(found)}
    return render(request, "office/directives/edit.html", context, status=422 if form.errors else 200)
