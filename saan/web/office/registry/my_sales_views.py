"""A producer's own months on a phone: one month at a time, six channels, the whole producer or one product."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from saan.accounts.permissions import Permission
from saan.kernel.dates import format_month, today
from saan.kernel.refusals import Refused, Stale
from saan.registry.actions.sales import Entry, record_sales
from saan.registry.models import Producer, Product, SalesFact
from saan.registry.queries import own_producers
from saan.registry.queries.sales import period_of
from saan.registry.queries.sales_entry import (
    LONGEST_TEXT,
    Measure,
    SalesChannel,
    SalesState,
    facts_of_month,
    figure_of,
    read_pair,
    state_of,
    written,
)
from saan.web.access import needs
from saan.web.components.figures import baht
from saan.web.office.registry.forms import refuse
from saan.web.office.registry.sales_forms import OwnSavingForm, address_of, form_faults, month_of
from saan.web.office.registry.sales_grid import SHOWN, history, stale_words
from saan.web.office.registry.sales_presenters import last_months

EMPTY_WORDS = {"zero": "0", "none": "-"}


@dataclass(frozen=True)
class Asked:
    """One channel of the form."""

    channel: SalesChannel
    sales: str
    orders: str
    seen: str
    look: str
    state: str
    problem: str = ""

    @property
    def label(self) -> str:
        return self.channel.label


@dataclass(frozen=True)
class Place:
    """Whose month it is: one of the person's own producers, the whole or a product."""

    producer: Producer
    product: Product | None
    month: date

    @property
    def address(self) -> str:
        product = f"&product={self.product.pk}" if self.product else ""
        return f"{reverse('my-sales')}?producer={self.producer.pk}&month={address_of(self.month)}{product}"

    def standing(self) -> dict[str, SalesFact]:
        """The rows in force, by channel."""
        facts = facts_of_month(self.producer, self.month).filter(
            replaced_by__isnull=True, product=self.product
        )
        return {fact.channel: fact for fact in facts}


@needs(Permission.OWN_PRODUCER_SEE)
def my_sales(request: HttpRequest) -> HttpResponse:
    """The month to fill in, what was said in it, and which months are still missing."""
    files = list(own_producers(request.user))
    if not files:
        return render(request, "office/registry/sales/mine_none.html")
    place = _place(request, files)
    if request.method == "POST":
        return _save(request, files, place)
    return _page(request, files, place)


def _place(request: HttpRequest, files: list[Producer]) -> Place:
    chosen = request.GET.get("producer", "")
    producer = next((each for each in files if str(each.pk) == chosen), None if chosen else files[0])
    if producer is None:
        raise Http404
    asked = request.GET.get("product", "")
    product = next((each for each in producer.products.all() if str(each.pk) == asked), None)
    if asked and product is None:
        raise Http404
    return Place(producer, product, month_of(request.GET.get("month", "")))


def _save(request: HttpRequest, files: list[Producer], place: Place) -> HttpResponse:
    form = OwnSavingForm(request.POST)
    told = _read(request.POST, place)
    shown: dict[str, Any] = {"form": form, "told": told}
    if told.stale:
        return _page(request, files, place, **shown, status=409)
    if not form.is_valid() or told.problems:
        return _page(request, files, place, **shown, status=422)
    try:
        facts = record_sales(month=place.month, entries=told.entries, by=request.actor, **form.cleaned_data)
    except Stale as stale:
        form.add_error(None, stale.message)
        return _page(request, files, place, **shown, status=409)
    except Refused as refused:
        refuse(form, refused)
        return _page(request, files, place, **shown, status=422)
    total = sum(fact.sales for fact in facts)
    said = f"บันทึกยอด{format_month(place.month)}แล้ว {len(facts)} ช่องทาง ขายได้ {baht(total)} บาท"
    messages.success(request, said if facts else "ไม่มีช่องใดเปลี่ยน จึงไม่ได้บันทึกเพิ่ม")
    return redirect(place.address)


@dataclass
class ToldMonth:
    """The form as it came back, by channel; channels left as they were drawn are not in `texts`."""

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    stale: bool = False


def _read(posted: Mapping[str, str], place: Place) -> ToldMonth:
    told = ToldMonth()
    shown = {str(fact.pk): fact for fact in facts_of_month(place.producer, place.month)}
    standing = place.standing()
    for channel in SalesChannel:
        texts = _typed(posted, channel)
        old, now = shown.get(posted.get(f"s-{channel}", "")), standing.get(channel)
        if texts == _texts(old):
            continue
        told.texts[channel.value] = texts
        try:
            figure = read_pair(*texts, standing=figure_of(old))
        except Refused as refused:
            told.problems[channel.value] = refused.message
            continue
        if now is not None and (old is None or old.pk != now.pk) and figure != figure_of(now):
            told.problems[channel.value] = stale_words(now, " / ".join(filter(None, texts)), Measure.SALES)
            told.stale = True
        product = place.product.pk if place.product else None
        told.entries.append(Entry(place.producer.pk, channel.value, figure, now.pk if now else None, product))
    return told


def _texts(fact: SalesFact | None) -> tuple[str, str]:
    """Sales and orders as they stand in the form."""
    figure = figure_of(fact)
    ordered = written(figure, Measure.ORDERS) if fact is not None and fact.orders else ""
    return written(figure, Measure.SALES), ordered


def _typed(posted: Mapping[str, str], channel: SalesChannel) -> tuple[str, str]:
    """What was typed; a month said to be empty by its button fills the channels left blank."""
    sales = posted.get(f"sales-{channel}", "").strip()[:LONGEST_TEXT]
    orders = posted.get(f"orders-{channel}", "").strip()[:LONGEST_TEXT]
    return (sales or ("" if orders else EMPTY_WORDS.get(posted.get("act", ""), ""))), orders


def _page(
    request: HttpRequest,
    files: list[Producer],
    place: Place,
    *,
    form: OwnSavingForm | None = None,
    told: ToldMonth | None = None,
    status: int = 200,
) -> HttpResponse:
    standing, months, told = place.standing(), last_months(place.producer), told or ToldMonth()
    period = period_of(place.producer.office, place.month)
    asked = [_asked(channel, standing.get(channel), place.month, told) for channel in SalesChannel]
    context = {
        "files": files,
        "place": place,
        "month_key": address_of(place.month),
        "products": [each for each in place.producer.products.all() if each.active],
        "asked": asked,
        "empty": not standing,
        "form": form or OwnSavingForm(initial={"method": "declared"}),
        "months": months,
        "missing": [each for each in months if each.state == SalesState.MISSING],
        "closed": period is not None and period.closed_at is not None and period.reopened_at is None,
        "said": history(facts_of_month(place.producer, place.month)),
        "faults": form_faults(form)
        + [(f"sales-{each.channel}", f"{each.label}: {each.problem}") for each in asked if each.problem],
    }
    return render(request, "office/registry/sales/mine.html", context, status=status)


def _asked(channel: SalesChannel, fact: SalesFact | None, month: date, told: ToldMonth) -> Asked:
    state = state_of(figure_of(fact), month, today())
    sales, orders = told.texts.get(channel.value) or _texts(fact)
    seen = str(fact.pk) if fact else ""
    problem = told.problems.get(channel.value, "")
    return Asked(channel, sales, orders, seen, SHOWN[state].value, state.label, problem)
