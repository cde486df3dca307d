"""Pages of indicators: targets with their letters, and recording those that a letter sets."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from saan.accounts.permissions import Permission
from saan.accounts.policy import may
from saan.indicators.actions import set_target
from saan.indicators.queries import targets_visible_to
from saan.indicators.rules import TargetTier
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.letters.models import Letter
from saan.letters.queries import letters_visible_to, open_doubts
from saan.letters.rules import LetterState
from saan.web.access import needs
from saan.web.office.indicators.forms import TargetForm
from saan.web.office.indicators.presenters import Found, groups_of, letter_targets, segments_of


@needs(Permission.INDICATORS_SEE)
def indicators(request: HttpRequest) -> HttpResponse:
    """Targets of this office's area and of the areas around and within it, one fiscal year at a time."""
    visible = targets_visible_to(request.actor)
    years = sorted(set(visible.values_list("fiscal_year_be", flat=True)), reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else next(iter(years), None)
    groups = groups_of(visible.filter(fiscal_year_be=year), request.actor)
    context = {
        "years": years,
        "year": year,
        "groups": groups,
        "count": sum(len(group.lines) for group in groups),
        "as_of": now(),
    }
    name = "list_part.html" if request.htmx else "list.html"
    return render(request, f"office/indicators/{name}", context)


@needs(Permission.INDICATORS_RECORD)
def from_letter(request: HttpRequest, letter_pk: int) -> HttpResponse:
    """The targets a letter sets beside its words; POST with `target` records one of them."""
    letter = get_object_or_404(letters_visible_to(request.actor), pk=letter_pk)
    found = letter_targets(letter, request.actor)
    forms = [_form(each) for each in found]
    if request.method != "POST":
        return _page(request, letter, found, forms)
    chosen = next((each for each in found if str(each.index) == request.POST.get("target")), None)
    if chosen is None:
        raise Http404
    form = forms[chosen.index] = TargetForm(request.POST, prefix=chosen.key)
    if form.is_valid() and _record(request, letter, chosen, form):
        messages.success(request, "บันทึกค่าเป้าหมายพร้อมถ้อยคำในหนังสือแล้ว")
        return redirect("indicators-from-letter", letter.pk)
    return _page(request, letter, found, forms, status=422, failed=form)


def _form(found: Found) -> TargetForm:
    return TargetForm(initial={**found.read, "tier": str(found.read["tier"])}, prefix=found.key)


def _record(request: HttpRequest, letter: Letter, found: Found, form: TargetForm) -> bool:
    """Record what the person confirmed; a refusal is written at the form."""
    if not _is_settled(letter):
        form.add_error(None, "หนังสือยังไม่ได้ยืนยันครบ ยืนยันข้อมูลในหนังสือก่อนบันทึกค่าเป้าหมาย")
        return False
    fixed = {name: found.read[name] for name in ("indicator", "area", "evidence", "span")}
    given = {**form.cleaned_data, "tier": TargetTier(form.cleaned_data["tier"])}
    try:
        set_target(**fixed, **given, letter=letter, by=request.actor)
    except Stale:
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    return True


def _is_settled(letter: Letter) -> bool:
    return letter.state == LetterState.CONFIRMED and not open_doubts(letter).exists()


def _page(
    request: HttpRequest,
    letter: Letter,
    found: list[Found],
    forms: list[TargetForm],
    *,
    status: int = 200,
    failed: TargetForm | None = None,
) -> HttpResponse:
    context = {
        "letter": letter,
        "targets": list(zip(found, forms, strict=True)),
        "segments": segments_of(letter, found),
        "settled": _is_settled(letter),
        "may_record": may(request.actor, Permission.INDICATORS_RECORD),
        "area": request.actor.office.area,
        "failed": failed,
    }
    return render(request, "office/indicators/from_letter.html", context, status=status)
