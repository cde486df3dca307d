"""The decision tables with their proof, and the form that assesses one product by the table in force."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saan.accounts.permissions import Permission
from saan.kernel.dates import ThaiDateError, parse_date, today
from saan.registry.actions import assess_quadrant
from saan.registry.models import Product
from saan.registry.queries.quadrant_tables import outcome_of, table, table_on, tables
from saan.web.access import needs
from saan.web.office.registry.product_places import done, home, seen, to_product
from saan.web.office.registry.quadrant_forms import BY_TABLE, AssessForm, answers_in
from saan.web.office.registry.quadrant_presenters import outcome_view, table_page


@needs(Permission.PRODUCERS_SEE)
@require_safe
def tables_page(request: HttpRequest) -> HttpResponse:
    """One version of the table: its rules, what they decide, every gap; and a checker that answers as one picks."""
    asked = request.GET.get("version", "")
    shown = table(asked) if asked else table_on(today())
    if shown is None:
        raise Http404
    given = answers_in(shown, request.GET)
    context = {"outcome": outcome_view(shown, given)}
    if request.htmx:
        return render(request, "office/registry/products/_outcome.html", context)
    form = AssessForm(table=shown, initial={f"answer-{code}": answer for code, answer in given.items()})
    context |= {
        "page": table_page(shown),
        "versions": tables(),
        "in_force": table_on(today()),
        "checker": form,
    }
    return render(request, "office/registry/products/quadrants.html", context)


@needs(Permission.PRODUCERS_EDIT)
def assess(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    """Assess a product: the result is shown while one answers, and stored with the answers and the table's version."""
    product = seen(request, pk, product_pk)
    given = request.POST if request.method == "POST" else request.GET
    by = table_on(_day(given.get("assessed_on", "")))
    answers = answers_in(by, given)
    if request.htmx:
        return render(
            request, "office/registry/products/_outcome.html", {"outcome": outcome_view(by, answers)}
        )
    start = (
        {name: given[name] for name in given if name != "csrfmiddlewaretoken"} if given is request.GET else {}
    )
    form = AssessForm(request.POST or None, table=by, initial=start)

    def act() -> None:
        _assess(request, form, product)

    if request.method == "POST" and done(form, act):
        product.refresh_from_db()
        messages.success(request, f"บันทึกว่า {product.name} อยู่กลุ่ม {product.get_quadrant_display()} แล้ว")
        return to_product(product)
    context = {
        "product": product,
        "producer": product.producer,
        "form": form,
        "table": by,
        "outcome": outcome_view(by, answers),
        "back": home(product),
    }
    return render(
        request, "office/registry/products/assess.html", context, status=422 if form.errors else 200
    )


def _assess(request: HttpRequest, form: AssessForm, product: Product) -> None:
    answers = form.answers()
    computed = outcome_of(form.table, answers).gives
    chosen = form.cleaned_data["result"]
    result = computed if chosen == BY_TABLE else chosen
    assess_quadrant(
        product=product,
        result=result or "",
        answers=answers,
        assessed_on=form.cleaned_data["assessed_on"],
        reason=form.cleaned_data["reason"],
        by=request.actor,
    )


def _day(typed: str) -> date:
    try:
        return parse_date(typed) if typed else today()
    except ThaiDateError:
        return today()
