"""Pairs that may be one producer: the list, two entries side by side, the confirmation, and taking a merge back."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.kernel.refusals import Refused, Stale
from saan.registry.actions import ask_again, merge_pair, tell_apart, undo_merge
from saan.registry.models import DuplicatePair, PairState, Producer
from saan.registry.queries import (
    CHOICE_LABELS,
    decided_pairs,
    differing,
    merges_visible_to,
    pairs_of,
    plan,
    producers_visible_to,
    told_apart,
)
from saan.web.access import needs
from saan.web.office.registry import pair_presenters as presenters

PAGE = 30
_ASKED = {*CHOICE_LABELS, "keep", "sales"}
SALES = [("kept", "ยอดของรายที่คงไว้"), ("lost", "ยอดของรายที่รวมเข้าไป"), ("sum", "รวมยอดทั้งสองราย")]


@needs(Permission.PRODUCERS_MERGE)
def pairs(request: HttpRequest) -> HttpResponse:
    """Open pairs of the actor's area, the likeliest first; or those told apart, the latest first."""
    decided = request.GET.get("state") == PairState.DIFFERENT
    found = told_apart(request.actor) if decided else pairs_of(request.actor)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [presenters.pair_line(pair) for pair in page],
        "title": presenters.pairs_title(page.paginator.count, decided=decided),
        "decided": decided,
        "apart": 0 if decided else told_apart(request.actor).count(),
    }
    return render(request, "office/registry/pairs.html", context)


@needs(Permission.PRODUCERS_MERGE)
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """The two entries side by side with every difference to choose; a decided pair says what was decided."""
    return _pair_page(request, get_object_or_404(decided_pairs(request.actor), pk=pk), request.GET)


def _pair_page(
    request: HttpRequest, found: DuplicatePair, given: Mapping[str, str], refused: Refused | None = None
) -> HttpResponse:
    keep, other = _sides(found, given.get("keep", ""))
    moves = plan(keep, other)
    context = {
        "pair": found,
        "percent": presenters.percent(found),
        "entries": [presenters.entry(each, chosen=each.pk == keep.pk) for each in (found.left, found.right)],
        "choices": presenters.choices(
            found.left,
            found.right,
            keep=keep,
            given=given,
            missing=(refused and refused.field) or "",
            actor=request.actor,
        ),
        "same": presenters.same(found.left, found.right, actor=request.actor),
        "speaking": [reason["says"] for reason in found.reasons if reason["weight"] > 0],
        "against": [reason["says"] for reason in found.reasons if reason["weight"] < 0],
        "clashes": moves.clashes,
        "sales": [(value, label, given.get("sales", "kept") == value) for value, label in SALES],
        "refused": refused.message if refused else "",
        "open": found.state == PairState.OPEN,
    }
    return render(request, "office/registry/pair.html", context, status=422 if refused else 200)


@needs(Permission.PRODUCERS_MERGE)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """GET says what the chosen merge would move, POST does it; a pair that is decided meanwhile says so instead."""
    found = get_object_or_404(decided_pairs(request.actor), pk=pk)
    if request.method != "POST" and found.state != PairState.OPEN:
        return redirect("registry-pair", pk=pk)
    given = request.POST if request.method == "POST" else request.GET
    keep, other = _sides(found, given.get("keep", ""))
    chosen = _chosen(keep, other, given)
    if request.method != "POST":
        return _confirm_page(request, found, keep, other, chosen, given)
    try:
        merge_pair(
            pair=found,
            keep=keep,
            choices=chosen,
            versions={each.pk: _number(given.get(f"version-{each.pk}", "")) for each in (keep, other)},
            reason=given.get("reason", ""),
            by=request.actor,
        )
    except Stale:
        raise
    except Refused as refused:
        return _pair_page(request, found, given, refused)
    messages.success(request, f"รวม {other.name} เข้ากับ {keep.name} แล้ว ถ้าพบว่าผิด แยกกลับได้จากหน้านี้")
    return redirect("registry-producer", pk=keep.pk)


def _confirm_page(
    request: HttpRequest,
    found: DuplicatePair,
    keep: Producer,
    other: Producer,
    chosen: Mapping[str, str],
    given: Mapping[str, str],
) -> HttpResponse:
    missing = [name for name in differing(keep, other) if name not in chosen]
    if missing:
        refused = Refused(f"เลือกว่าจะใช้ “{CHOICE_LABELS[missing[0]]}” ของรายใด", field=missing[0])
        return _pair_page(request, found, given, refused)
    moves = plan(keep, other)
    becomes = [
        (
            CHOICE_LABELS[name],
            presenters.said(keep if whose == "kept" else other, name, request.actor),
            whose == "lost",
        )
        for name, whose in chosen.items()
        if name in CHOICE_LABELS
    ]
    context = {
        "pair": found,
        "keep": keep,
        "other": other,
        "becomes": becomes,
        "plan": moves,
        "sales": dict(SALES).get(chosen.get("sales", ""), ""),
        "hidden": [(name, value) for name, value in given.items() if name in _ASKED],
        "versions": [(each.pk, each.version) for each in (keep, other)],
    }
    return render(request, "office/registry/merge.html", context)


@needs(Permission.PRODUCERS_MERGE)
@require_POST
def apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Remember that the two are different."""
    found = get_object_or_404(decided_pairs(request.actor), pk=pk)
    try:
        tell_apart(pair=found, reason=request.POST.get("reason", ""), by=request.actor)
    except Stale:
        raise
    except Refused as refused:
        return _pair_page(request, found, request.POST, refused)
    messages.success(request, f"จำไว้แล้วว่า {found.left.name} กับ {found.right.name} เป็นคนละราย จะไม่ถามอีก")
    return redirect("registry-pairs")


@needs(Permission.PRODUCERS_MERGE)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that two are different."""
    found = get_object_or_404(decided_pairs(request.actor), pk=pk)
    ask_again(pair=found, by=request.actor)
    messages.success(request, "คู่นี้กลับมาอยู่ในรายการที่ต้องตัดสินแล้ว")
    return redirect("registry-pair", pk=pk)


@needs(Permission.PRODUCERS_MERGE)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a merge back exactly, or say why not."""
    found = get_object_or_404(merges_visible_to(request.actor), pk=pk)
    try:
        undo_merge(merge=found, by=request.actor)
    except Stale:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, f"แยก {found.lost.name} กลับแล้ว ทุกช่องและทุกรายการเป็นเหมือนก่อนรวม")
    kept = get_object_or_404(producers_visible_to(request.actor), pk=found.kept_id)
    return redirect("registry-producer", pk=kept.pk)


def _sides(found: DuplicatePair, keep: str) -> tuple[Producer, Producer]:
    """The entry to keep and the other; without a choice the one registered first, which letters already know."""
    first = sorted(
        (found.left, found.right),
        key=lambda each: (each.status != "registered", str(each.registered_on), each.pk),
    )
    return (first[0], first[1]) if keep != str(first[1].pk) else (first[1], first[0])


def _chosen(keep: Producer, other: Producer, given: Mapping[str, str]) -> dict[str, str]:
    """The form's answers, which name entries, as the act wants them: kept or lost."""
    whose = {str(keep.pk): "kept", str(other.pk): "lost"}
    chosen: dict[str, Any] = {name: whose.get(given.get(name, "")) for name in differing(keep, other)}
    if given.get("sales") in dict(SALES):
        chosen["sales"] = given["sales"]
    return {name: value for name, value in chosen.items() if value}


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 9 else 0
