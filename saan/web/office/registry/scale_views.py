"""Results in the scales beside the quadrant: stars by points or as announced, the product mark, PSO and KBO."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saan.accounts.permissions import Permission
from saan.kernel.digits import to_arabic
from saan.registry.actions import award_stars
from saan.registry.actions.scale_results import grant_mark, place_in_scale
from saan.registry.models import Product, StarRound
from saan.registry.queries.products import judged, rounds
from saan.web.access import needs
from saan.web.office.registry.product_places import done, form_page, home, seen, to_product
from saan.web.office.registry.scale_forms import DistinctionForm, MarkForm, StarsForm


@needs(Permission.PRODUCERS_EDIT)
def stars(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    """The result of a round; with points the total and the stars are shown while one types."""
    product = seen(request, pk, product_pk)
    given = request.POST if request.method == "POST" else request.GET
    found = _round(given.get("round_be", ""))
    outcome = _outcome(product, found, given)
    if request.htmx:
        return render(
            request, "office/registry/products/_stars_outcome.html", {"outcome": outcome, "of": found}
        )
    start = {name: given[name] for name in given} if given is request.GET else {}
    form = StarsForm(request.POST or None, of=found, initial=start)

    def act() -> None:
        award_stars(
            product=product,
            round_be=form.cleaned_data["round_be"],
            stars=form.result(),
            scores=form.scores(),
            reason=form.cleaned_data["reason"],
            by=request.actor,
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, f"บันทึกผลคัดสรรปี {form.cleaned_data['round_be']} ของ {product.name} แล้ว")
        return to_product(product)
    context = {
        "product": product,
        "producer": product.producer,
        "form": form,
        "of": found,
        "rounds": rounds(),
        "outcome": outcome,
        "back": home(product),
    }
    return render(request, "office/registry/products/stars.html", context, status=422 if form.errors else 200)


def _round(typed: str) -> StarRound | None:
    plain = to_arabic(typed)
    known = rounds()
    return known.filter(round_be=int(plain)).first() if plain.isdecimal() and len(plain) == 4 else None


def _outcome(product: Product, of: StarRound | None, given: Any) -> tuple[Decimal, int | None] | None:
    if of is None:
        return None
    try:
        points = {
            part["code"]: Decimal(to_arabic(given[f"score-{part['code']}"]).strip()) for part in of.parts
        }
    except (KeyError, InvalidOperation):
        return None
    return judged(of, product.kind, points)


@needs(Permission.PRODUCERS_EDIT)
def mark(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    """The OTOP product mark."""
    product = seen(request, pk, product_pk)
    form = MarkForm(request.POST or None)

    def act() -> None:
        grant_mark(product=product, **form.cleaned_data, by=request.actor)

    if request.method == "POST" and done(form, act):
        messages.success(request, f"บันทึกเครื่องหมายของ {product.name} แล้ว")
        return to_product(product)
    hint = "เครื่องหมายผลิตภัณฑ์ OTOP เป็นคนละเรื่องกับกลุ่ม Quadrant และระดับดาว บันทึกตามใบรับรองเท่านั้น"
    return form_page(
        request, product, form, title="บันทึกเครื่องหมายผลิตภัณฑ์ OTOP", button="บันทึกเครื่องหมาย", hint=hint
    )


@needs(Permission.SELECTION_REVIEW)
def distinction(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    """A result in PSO or KBO, entered by the province."""
    product = seen(request, pk, product_pk)
    form = DistinctionForm(request.POST or None, initial=DistinctionForm.start(request.GET))

    def act() -> None:
        place_in_scale(product=product, **form.cleaned_data, by=request.actor)

    if request.method == "POST" and done(form, act):
        messages.success(request, f"บันทึกผลของ {product.name} แล้ว")
        return to_product(product)
    hint = "PSO มีผู้ชนะประเภทละหนึ่งต่อจังหวัดต่อปี KBO เสนอชื่อก่อน คัดเลือกจังหวัดละ 20 รายการ แล้วมีผู้ชนะหนึ่งรายการ"
    return form_page(request, product, form, title="บันทึกผล PSO หรือ KBO", button="บันทึกผล", hint=hint)
