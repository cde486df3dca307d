"""Products of a producer: entering one, its quadrant and its stars."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.kernel.dates import today
from saan.kernel.refusals import Refused
from saan.registry.actions import add_product, assess_quadrant, award_stars
from saan.registry.models import Product
from saan.registry.queries import may_edit, producers_visible_to, products_of
from saan.web.access import needs
from saan.web.office.registry.forms import ProductForm, QuadrantForm, StarsForm, refuse
from saan.web.office.registry.views import producer_page


@needs(Permission.PRODUCERS_EDIT)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a further product."""
    producer = get_object_or_404(producers_visible_to(request.actor), pk=pk)
    form = ProductForm(request.POST)
    if form.is_valid():
        typed = {name.removeprefix("product_"): value for name, value in form.cleaned_data.items()}
        try:
            made = add_product(producer=producer, **typed, by=request.actor)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"เพิ่มผลิตภัณฑ์ {made.name} แล้ว")
            return redirect("registry-product", pk=pk, product_pk=made.pk)
    return producer_page(request, producer, product_form=form)


@needs(Permission.PRODUCERS_SEE)
def product(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    """One product with its dated quadrants and stars; POST enters one of them, told apart by the button's name."""
    producer = get_object_or_404(producers_visible_to(request.actor), pk=pk)
    found = get_object_or_404(products_of(producer), pk=product_pk)
    which = request.POST.get("act", "") if request.method == "POST" else ""
    quadrant = QuadrantForm(
        request.POST if which == "quadrant" else None, auto_id="quadrant_%s", initial={"assessed_on": today()}
    )
    stars = StarsForm(request.POST if which == "stars" else None, auto_id="stars_%s")
    form = {"quadrant": quadrant, "stars": stars}.get(which)
    if form is not None and form.is_valid():
        try:
            said = (
                _assess(form, found, request)
                if isinstance(form, QuadrantForm)
                else _award(form, found, request)
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, said)
            return redirect("registry-product", pk=pk, product_pk=product_pk)
    context: dict[str, Any] = {
        "producer": producer,
        "product": found,
        "quadrant_form": quadrant,
        "stars_form": stars,
        "form": form,
        "editor": may_edit(request.actor, producer) and producer.status == "registered",
    }
    return render(request, "office/registry/product.html", context, status=422 if form is not None else 200)


def _assess(form: QuadrantForm, product: Product, request: HttpRequest) -> str:
    made = assess_quadrant(product=product, **form.cleaned_data, by=request.actor)
    return f"บันทึกว่า {product.name} อยู่กลุ่ม {made.get_result_display()} แล้ว"


def _award(form: StarsForm, product: Product, request: HttpRequest) -> str:
    made = award_stars(
        product=product,
        round_be=form.cleaned_data["round_be"],
        stars=form.result(),
        reason=form.cleaned_data["reason"],
        by=request.actor,
    )
    return f"บันทึกผลคัดสรรปี {made.round_be} ของ {product.name} แล้ว"
