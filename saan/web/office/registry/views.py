"""The registry's list, the file of one producer, and the forms that open, correct and end it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.kernel.refusals import Refused, Stale
from saan.ledger.queries import acts_on
from saan.registry.actions import (
    LooksAlike,
    cease_producer,
    edit_producer,
    register_producer,
    resume_producer,
)
from saan.registry.models import Producer, ProducerStatus
from saan.registry.queries import (
    cohorts,
    contact_of,
    kept_for,
    may_edit,
    may_import,
    may_merge,
    may_register,
    merges_of,
    narrowed,
    option_counts,
    pairs_of,
    producers_visible_to,
    products_of,
    settled,
    tally,
    waiting_applications,
)
from saan.web.access import needs
from saan.web.office.registry import presenters
from saan.web.office.registry.export import workbook_response
from saan.web.office.registry.forms import (
    ProducerForm,
    ProductForm,
    ReasonForm,
    refuse,
    written,
)
from saan.web.office.registry.sales_presenters import last_months
from saan.web.office.saved.bar import saved_bar

PAGE = 50


@needs(Permission.PRODUCERS_SEE)
def producers(request: HttpRequest) -> HttpResponse:
    """The producers of the actor's area, narrowed by the address."""
    seen = producers_visible_to(request.actor)
    whole = tally(seen)
    places = presenters.PLACES.get(request.actor.office.level, 0)
    narrowing = presenters.narrowing(request.GET, actor=request.actor, years=whole.cohorts)
    rows, filters = settled(seen, narrowing.filters) if places else (seen, narrowing.filters)
    many, counts = option_counts(rows, filters, place=places, products=bool(places))
    page = _page(narrowed(rows, filters), many, request.GET.get("page"))
    context = {
        "title": presenters.title(whole.standing, request.actor),
        "mix": presenters.mix(whole.standing),
        "total": whole.total,
        "narrowing": narrowing.with_counts(counts),
        "page": page,
        "lines": [presenters.line(producer, with_district=places != 1) for producer in page.object_list],
        "editor": may_register(request.actor),
        "importer": may_import(request.actor),
        "pairs": pairs_of(request.actor).count(),
        "waiting": waiting_applications(request.actor).count(),
        "saved": saved_bar(request, "registry"),
    }
    template = "office/registry/_results.html" if request.htmx else "office/registry/list.html"
    return render(request, template, context)


def _page(found: QuerySet[Producer], many: int, number: str | None) -> Page:
    """One page of a list whose length is known: its keys in order first, then those rows alone in full."""
    pages = Paginator(found.values_list("pk", flat=True), PAGE)
    pages.count = many
    page = pages.get_page(number)
    rows = found.order_by().in_bulk(list(page.object_list))
    page.object_list = [rows[key] for key in page.object_list]
    return page


@needs(Permission.PRODUCERS_SEE)
def export(request: HttpRequest) -> HttpResponse:
    """What the filters show, or its products with `?of=products`, as a workbook; without personal columns."""
    seen = producers_visible_to(request.actor)
    narrowing = presenters.narrowing(request.GET, actor=request.actor, years=cohorts(seen))
    products = request.GET.get("of") == "products"
    return workbook_response(
        narrowed(seen, narrowing.filters), narrowing, actor=request.actor, products=products
    )


@needs(Permission.PRODUCERS_EDIT)
def register(request: HttpRequest) -> HttpResponse:
    """Open a new file."""
    form = ProducerForm(request.POST or None, by=request.actor, initial=ProducerForm.start(None))
    twins: list[Producer] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = register_producer(
                **form.values(), distinct_reason=form.cleaned_data["distinct_reason"], by=request.actor
            )
        except Refused as refused:
            refuse(form, refused)
            twins = refused.twins if isinstance(refused, LooksAlike) else []
        else:
            messages.success(request, f"ขึ้นทะเบียน {made.name} แล้ว นับเข้ายอดของ{made.tambon.title}ทันที")
            return redirect("registry-producer", pk=made.pk)
    return _form_page(request, form, twins=twins)


@needs(Permission.PRODUCERS_EDIT)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a file; a change by another since is shown beside what was typed, and nothing is overwritten."""
    producer = get_object_or_404(producers_visible_to(request.actor), pk=pk)
    form = ProducerForm(request.POST or None, by=request.actor, initial=ProducerForm.start(producer))
    shown: dict[str, Any] = {"producer": producer, "version": producer.version}
    if request.method == "POST" and form.is_valid():
        try:
            edit_producer(
                producer=producer,
                version=_version(request),
                changes=form.values(),
                distinct_reason=form.cleaned_data["distinct_reason"],
                by=request.actor,
            )
        except Stale as stale:
            return _form_page(
                request,
                form,
                status=409,
                stale=stale.message,
                differences=_differences(form, producer),
                **shown,
            )
        except Refused as refused:
            refuse(form, refused)
            shown["twins"] = refused.twins if isinstance(refused, LooksAlike) else []
        else:
            messages.success(request, f"บันทึกการแก้ไข {producer.name} แล้ว")
            return redirect("registry-producer", pk=pk)
    if request.method == "POST":
        shown["version"] = _version(request)
    return _form_page(request, form, **shown)


def _form_page(request: HttpRequest, form: ProducerForm, status: int = 0, **context: Any) -> HttpResponse:
    context = {"producer": None, "version": 0, "twins": [], "stale": "", "differences": []} | context
    return render(
        request,
        "office/registry/form.html",
        context | {"form": form},
        status=status or (422 if form.errors else 200),
    )


def _differences(form: ProducerForm, producer: Producer) -> list[tuple[str, str, str]]:
    """Label, what the registry holds now, what was typed: where the two differ."""
    now = ProducerForm.start(producer)
    places = dict(form.fields["tambon"].choices)

    def said(name: str, value: Any) -> str:
        return str(places.get(value, value)) if name == "tambon" else written(value, field=name)

    return [
        (str(form.fields[name].label), said(name, now[name]) or "(ว่าง)", said(name, typed) or "(ว่าง)")
        for name, typed in form.values().items()
        if typed != now[name]
    ]


def _version(request: HttpRequest) -> int:
    written_version = request.POST.get("version", "")
    return int(written_version) if written_version.isdecimal() and len(written_version) < 9 else 0


@needs(Permission.PRODUCERS_SEE)
def producer(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of one producer: place, products, who did what when."""
    found = get_object_or_404(producers_visible_to(request.actor), pk=pk)
    return producer_page(request, found)


def producer_page(
    request: HttpRequest,
    found: Producer,
    *,
    product_form: ProductForm | None = None,
    reason_form: ReasonForm | None = None,
) -> HttpResponse:
    """The page of the file; bound forms bring their refusals with them, and the answer is then 422."""
    editor = may_edit(request.actor, found)
    context = {
        "producer": found,
        "line": presenters.line(found, with_district=True),
        "contact": contact_of(found, actor=request.actor),
        "products": products_of(found),
        "acts": acts_on(found)[:30],
        "editor": editor,
        "standing": found.status == ProducerStatus.REGISTERED,
        "ceased": found.status == ProducerStatus.CEASED,
        "kept_for": kept_for(found),
        "sales_months": last_months(found),
        "merges": merges_of(found) if may_merge(request.actor) else [],
        "product_form": product_form or ProductForm(initial={"product_registered_on": found.registered_on}),
        "reason_form": reason_form or ReasonForm(initial={"version": found.version}),
        "form": product_form or reason_form,
    }
    faulty = product_form is not None or reason_form is not None
    return render(request, "office/registry/producer.html", context, status=422 if faulty else 200)


@needs(Permission.PRODUCERS_EDIT)
@require_POST
def cease(request: HttpRequest, pk: int) -> HttpResponse:
    """End a registration, with its reason."""
    return _step(request, pk, cease_producer, "บันทึกว่า {name} เลิกประกอบการแล้ว ไม่นับในยอดอีก")


@needs(Permission.PRODUCERS_EDIT)
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an end."""
    return _step(request, pk, resume_producer, "{name} กลับมาอยู่ในทะเบียนและนับในยอดแล้ว")


def _step(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponse:
    found = get_object_or_404(producers_visible_to(request.actor), pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            act(producer=found, **form.cleaned_data, by=request.actor)
        except Stale:
            raise
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, said.format(name=found.name))
            return redirect("registry-producer", pk=pk)
    return producer_page(request, found, reason_form=form)
