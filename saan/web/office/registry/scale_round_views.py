"""Star rounds: what each counts and which totals give which stars; the department sets them, everybody reads them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from saan.accounts.permissions import Permission
from saan.registry.actions.scale_rounds import set_round
from saan.registry.models import StarRound
from saan.registry.queries.products import may_set_rounds, results_of_rounds, rounds
from saan.web.access import needs
from saan.web.office.registry.product_places import done
from saan.web.office.registry.scale_forms import KINDS, STARS, RoundForm


@needs(Permission.PRODUCERS_SEE)
@require_safe
def rounds_page(request: HttpRequest) -> HttpResponse:
    """Every round with its parts and bands."""
    counted = results_of_rounds()
    rows = [{"round": each, "results": counted.get(each.round_be), "bands": bands(each)} for each in rounds()]
    unset = sorted(set(counted) - {row["round"].round_be for row in rows}, reverse=True)
    context = {"rows": rows, "unset": unset, "stars": STARS, "editor": may_set_rounds(request.actor)}
    return render(request, "office/registry/products/rounds.html", context)


def bands(of: StarRound) -> list[tuple[str, list[int | None]]]:
    """Rows of the table of bands: a type, and the least total for five stars down to one."""
    rows = []
    for kind, label in KINDS.items():
        least = {star: points for points, star in of.bands.get(kind, ())}
        if least:
            rows.append((label, [least.get(star) for star in STARS]))
    return rows if len(rows) > 1 else [("ทุกประเภท", steps) for _, steps in rows]


@needs(Permission.STARS_MANAGE)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a round."""
    return _form(request, None)


@needs(Permission.STARS_MANAGE)
def one(request: HttpRequest, round_be: int) -> HttpResponse:
    """Correct a round; what was entered by points is judged anew."""
    return _form(request, get_object_or_404(StarRound, round_be=round_be))


def _form(request: HttpRequest, of: StarRound | None) -> HttpResponse:
    form = RoundForm(request.POST or None, of=of)
    changed: list[int] = []

    def act() -> None:
        given = form.cleaned_data
        plain = {name: given[name] for name in ("name", "closed_on", "source", "verified")}
        year = of.round_be if of else given["round_be"]
        if of is None and rounds().filter(round_be=year).exists():
            form.add_error("round_be", f"มีรอบ {year} แล้ว เปิดรอบนั้นเพื่อแก้")
            return
        scales = {"parts": form.parts(), "bands": form.bands(), "reason": given.get("reason", "")}
        _, count = set_round(round_be=year, **plain, **scales, by=request.actor)
        changed.append(count)

    if request.method == "POST" and done(form, act) and changed:
        again = f" ผลที่กรอกคะแนนไว้เปลี่ยนระดับดาว {changed[0]:,} รายการ" if changed[0] else ""
        messages.success(request, f"บันทึกรอบคัดสรรแล้ว{again}")
        return redirect("registry-rounds")
    context = {"form": form, "of": of, "stars": STARS}
    return render(request, "office/registry/products/round.html", context, status=422 if form.errors else 200)
