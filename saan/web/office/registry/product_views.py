"""Products of a producer: entering one, its page, its file, its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from saan.accounts.permissions import Permission
from saan.kernel.refusals import Refused
from saan.registry.actions import add_product
from saan.registry.actions.product_details import cease_product, edit_product, resume_product
from saan.registry.models import Product
from saan.registry.queries import producers_visible_to
from saan.registry.queries.product_papers import wants_new_look
from saan.registry.queries.products import acts_on_product, may_place, may_record
from saan.web.access import needs
from saan.web.office.registry import product_presenters as presenters
from saan.web.office.registry.forms import ProductForm, refuse
from saan.web.office.registry.product_forms import DescribeForm, ProductDetailForm, ProductReasonForm
from saan.web.office.registry.product_places import done, form_page, seen, to_product, version_typed
from saan.web.office.registry.views import producer_page

ACTS_SHOWN = 30


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
            at_permit = f"product_{refused.field}"
            refuse(form, Refused(refused.message, field=at_permit) if at_permit in form.fields else refused)
        else:
            messages.success(request, f"เพิ่มผลิตภัณฑ์ {made.name} แล้ว")
            return redirect("registry-product", pk=pk, product_pk=made.pk)
    return producer_page(request, producer, product_form=form)


@needs(Permission.PRODUCERS_SEE)
@require_safe
def product(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    """One product: facts, photos, papers, and its scales side by side."""
    return product_page(request, seen(request, pk, product_pk))


def product_page(
    request: HttpRequest, found: Product, *, mine: bool = False, reason_form: ProductReasonForm | None = None
) -> HttpResponse:
    """The page as the officer or the producer sees it; buttons only for acts that would not be refused."""
    editor = not mine and may_record(request.actor, found)
    context: dict[str, Any] = {
        "product": found,
        "producer": found.producer,
        "facts": presenters.facts(found),
        "reassess": not mine and wants_new_look(found),
        "permit_warning": presenters.permit_warning(found),
        "photos": list(found.photos.all()),
        "papers": presenters.paper_lines(found),
        "cards": presenters.cards(found),
        "acts": [] if mine else list(acts_on_product(found)[:ACTS_SHOWN]),
        "mine": mine,
        "editor": editor,
        "placer": not mine and may_place(request.actor, found),
        "describes": editor or (mine and request.actor.holds(Permission.OWN_PRODUCER_EDIT)),
        "reason_form": reason_form or ProductReasonForm(initial={"version": found.version}),
        "form": reason_form,
    }
    template = "office/registry/products/page.html"
    return render(request, template, context, status=422 if reason_form is not None else 200)


@needs(Permission.PRODUCERS_EDIT)
def edit(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    """Correct the file."""
    return edit_page(request, seen(request, pk, product_pk), ProductDetailForm)


def edit_page(
    request: HttpRequest, found: Product, form_class: type[DescribeForm], *, mine: bool = False
) -> HttpResponse:
    """The form of the file, with as many fields as the actor may write."""
    form = form_class(request.POST or None, initial=form_class.start(found))
    version = version_typed(request) if request.method == "POST" else found.version

    def act() -> None:
        edit_product(product=found, version=version, changes=form.values(), by=request.actor)

    if request.method == "POST" and done(form, act):
        messages.success(request, f"บันทึกการแก้ไข {form.cleaned_data.get('name', found.name)} แล้ว")
        return to_product(found, mine=mine)
    return form_page(
        request, found, form, title=f"แก้ไข {found.name}", button="บันทึกการแก้ไข", mine=mine, version=version
    )


@needs(Permission.PRODUCERS_EDIT)
@require_POST
def step(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    """End the product, or take the end back, with its reason."""
    found = seen(request, pk, product_pk)
    form = ProductReasonForm(request.POST)
    change = cease_product if found.active else resume_product
    if done(form, lambda: change(product=found, **form.cleaned_data, by=request.actor)):
        messages.success(request, f"บันทึกว่า {found.name} {'เลิกผลิตแล้ว' if found.active else 'กลับมาผลิตแล้ว'}")
        return to_product(found)
    return product_page(request, found, reason_form=form)
