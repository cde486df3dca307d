"""Finding the product of an address and the form's way to refusals: what the product's views share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from saan.kernel.refusals import Refused, Stale
from saan.registry.models import Product
from saan.registry.queries.products import own_products, products_visible_to
from saan.web.office.registry.forms import refuse


def seen(request: HttpRequest, pk: int, product_pk: int) -> Product:
    """The product of a producer in the officer's sight, or 404."""
    return get_object_or_404(products_visible_to(request.actor), pk=product_pk, producer_id=pk)


def own(request: HttpRequest, product_pk: int) -> Product:
    """The product of a producer for whom the account speaks, or 404."""
    return get_object_or_404(own_products(request.actor), pk=product_pk)


def home(product: Product, *, mine: bool = False) -> str:
    """The page of the product, as the officer or as the producer opens it."""
    if mine:
        return reverse("my-product", args=[product.pk])
    return reverse("registry-product", args=[product.producer_id, product.pk])


def version_typed(request: HttpRequest) -> int:
    """The version of the file that the form was opened on; nought where none was sent."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Carry out the act of a form that was read well; a refusal is put at its field. Stale goes on to the page."""
    if not form.is_valid():
        return False
    try:
        act()
    except Stale:
        raise
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def form_page(
    request: HttpRequest,
    product: Product,
    form: forms.Form,
    *,
    title: str,
    button: str,
    mine: bool = False,
    **more: Any,
) -> HttpResponse:
    """One form about one product, with the way back; 422 where it brought refusals."""
    context = {
        "product": product,
        "producer": product.producer,
        "form": form,
        "title": title,
        "button": button,
        "back": home(product, mine=mine),
        "mine": mine,
        "hint": "",
        "version": None,
        "files": form.is_multipart(),
    } | more
    return render(request, "office/registry/products/form.html", context, status=422 if form.errors else 200)


def to_product(product: Product, *, mine: bool = False) -> HttpResponse:
    """Back to the product's page after an act."""
    return redirect(home(product, mine=mine))
