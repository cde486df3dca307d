"""The selections of an office, and one selection with its pool, its nominations and the search for reasons."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from saan.accounts.permissions import Permission
from saan.directives.models import Obligation
from saan.selection.models import Nomination
from saan.selection.queries import (
    candidates,
    eligible_ids,
    followed,
    may_nominate,
    may_review,
    nominations_of,
    not_eligible,
    obligations_to_choose,
    places,
    pool_ids,
    selections_of,
)
from saan.selection.rules import LIVE, NominationState
from saan.web.access import needs
from saan.web.office.directives.naming import title_of, unit_of
from saan.web.office.directives.words import pair_of
from saan.web.office.selection import presenters
from saan.web.office.selection.forms import DecideForm, NominateForm, WithdrawForm

PAGE = 20
LINES = 100


@needs(Permission.DIRECTIVES_SEE)
def selections(request: HttpRequest) -> HttpResponse:
    """What the own office must choose, and how the offices below stand with what they must."""
    own = selections_of(request.actor)
    below = Paginator(followed(request.actor), 5).get_page(request.GET.get("page"))
    open_tasks = [task for task in own if task.open]
    context = {
        "title": presenters.headline(open_tasks, sum(each.waiting for each in below)),
        "rows": [presenters.task_row(task) for task in own],
        "page": below,
        "below": [
            (each, title_of(each.directive), unit_of(each.directive), each.lines[:LINES]) for each in below
        ],
        "most_lines": LINES,
    }
    return render(request, "office/selection/list.html", context)


def seen(request: HttpRequest, pk: int) -> Obligation:
    """The obligation, where the actor may see it; else it is not found."""
    return get_object_or_404(obligations_to_choose(request.actor), pk=pk)


@dataclass(frozen=True)
class Bound:
    """Forms that were refused, each with the row it stands at."""

    nominate: tuple[int, NominateForm] | None = None
    withdraw: tuple[int, WithdrawForm] | None = None
    decide: DecideForm | None = None

    @property
    def form(self) -> Any:
        held = self.nominate or self.withdraw
        return held[1] if held else self.decide


@needs(Permission.DIRECTIVES_SEE)
def selection(request: HttpRequest, pk: int) -> HttpResponse:
    """One choice; the pool and the search for reasons are also given as fragments of their own."""
    found = seen(request, pk)
    if request.htmx and request.htmx.target == "why":
        return render(request, "office/selection/_why.html", _why(request, found))
    if request.htmx and request.htmx.target == "pool":
        return render(request, "office/selection/_pool.html", _pool(request, found, Bound()))
    return selection_page(request, found)


def selection_page(
    request: HttpRequest, found: Obligation, bound: Bound | None = None, *, status: int = 200, stale: str = ""
) -> HttpResponse:
    """The page of one choice. Refused forms bring their words and their reasons with them."""
    held = bound or Bound()
    standing = places(found)
    unit = unit_of(found.directive)
    reviewing = may_review(request.actor, found)
    nominating = may_nominate(request.actor, found)
    nominations = list(nominations_of(found, request.actor))
    context = {
        "owed": found,
        "directive": found.directive,
        "title": title_of(found.directive),
        "finding": presenters.finding(standing, unit),
        "unit": unit,
        "places": standing,
        "left": presenters.left_words(standing),
        "due": presenters.due_of(found),
        "eligible": len(eligible_ids(found, request.actor)),
        "pair": pair_of(found.directive),
        "nominations": presenters.nomination_rows(
            found, nominations, withdrawing=nominating, bound=held.withdraw
        ),
        "waiting": sum(each.state == NominationState.NOMINATED for each in nominations),
        "reviewing": reviewing,
        "decide": (held.decide or DecideForm(offered(found))) if reviewing else None,
        "report": presenters.report_asked(found),
        "reporting": nominating and request.actor.holds(Permission.REPORTS_WRITE),
        "form": held.form,
        "stale": stale,
        **_pool(request, found, held),
        **_why(request, found),
    }
    return render(request, "office/selection/selection.html", context, status=status)


def offered(found: Obligation) -> Any:
    """The nominations that a verdict may still be given on."""
    return Nomination.objects.filter(obligation=found, state__in=LIVE)


def _pool(request: HttpRequest, found: Obligation, held: Bound) -> dict[str, Any]:
    """The candidates that are not nominated yet, one page; one with a refused form is always among them."""
    words = request.GET.get("q", "").strip()[:100]
    page = Paginator(pool_ids(found, request.actor, words=words), PAGE).get_page(request.GET.get("page"))
    ids = list(page.object_list)
    if held.nominate and held.nominate[0] not in ids:
        ids.append(held.nominate[0])
    nominating = may_nominate(request.actor, found)
    rows = presenters.pool_rows(
        found, candidates(found, ids), nominating=nominating and not places(found).full, bound=held.nominate
    )
    return {"owed": found, "words": words, "page": page, "pool": rows, "nominating": nominating}


def _why(request: HttpRequest, found: Obligation) -> dict[str, Any]:
    words = request.GET.get("why", "").strip()[:100]
    return {
        "owed": found,
        "why": words,
        "outside": not_eligible(found, words, request.actor) if words else [],
    }
