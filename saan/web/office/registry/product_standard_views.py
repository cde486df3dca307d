"""Certificates of products: entered, renewed, taken back; and the page of those that end."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from saan.accounts.permissions import Permission
from saan.documents.queries import read_bytes
from saan.registry.actions.product_standards import Scan, add_standard, edit_standard, revoke_standard
from saan.registry.models import Product, ProductStandard
from saan.registry.queries import product_papers
from saan.registry.queries.products import schemes_for, standards_visible_to
from saan.web.access import needs
from saan.web.office.registry.product_forms import RevokeForm, StandardForm
from saan.web.office.registry.product_papers import LISTS, first_list, paper_name, paper_tabs, papers_title
from saan.web.office.registry.product_places import done, form_page, seen, to_product

PAGE = 50


@needs(Permission.PRODUCERS_EDIT)
def add(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    """Enter a certificate."""
    product = seen(request, pk, product_pk)
    form = StandardForm(request.POST or None, request.FILES or None, schemes=schemes_for(product.kind))

    def act() -> None:
        values = form.values() | {"scheme": form.cleaned_data["scheme"]}
        add_standard(product=product, **values, scan=_scan(form), by=request.actor)

    if request.method == "POST" and done(form, act):
        messages.success(request, f"บันทึกใบรับรองของ {product.name} แล้ว")
        return to_product(product)
    return form_page(request, product, form, title="เพิ่มมาตรฐานหรือใบรับรอง", button="บันทึกใบรับรอง")


@needs(Permission.PRODUCERS_EDIT)
def edit(request: HttpRequest, pk: int, product_pk: int, standard_pk: int) -> HttpResponse:
    """Correct or renew one."""
    product = seen(request, pk, product_pk)
    standard = _of(product, standard_pk)
    form = StandardForm(request.POST or None, request.FILES or None, initial=StandardForm.start(standard))

    def act() -> None:
        edit_standard(standard=standard, changes=form.values(), scan=_scan(form), by=request.actor)

    if request.method == "POST" and done(form, act):
        messages.success(request, f"บันทึกใบรับรองของ {product.name} แล้ว")
        return to_product(product)
    title = f"แก้ไขหรือต่ออายุ {paper_name(standard)}"
    hint = "ถ้าต่ออายุโดยเลขที่เดิม ให้แก้วันหมดอายุ ถ้าได้เลขที่ใหม่ ให้เพิ่มเป็นใบรับรองใหม่"
    return form_page(request, product, form, title=title, button="บันทึกใบรับรอง", hint=hint)


@needs(Permission.PRODUCERS_EDIT)
def revoke(request: HttpRequest, pk: int, product_pk: int, standard_pk: int) -> HttpResponse:
    """Say that one holds no more."""
    product = seen(request, pk, product_pk)
    standard = _of(product, standard_pk)
    form = RevokeForm(request.POST or None)

    def act() -> None:
        revoke_standard(standard=standard, **form.cleaned_data, by=request.actor)

    if request.method == "POST" and done(form, act):
        messages.success(request, f"บันทึกว่า {paper_name(standard)} ใช้ไม่ได้แล้ว")
        return to_product(product)
    hint = "ถ้าผลิตภัณฑ์ไม่เหลือมาตรฐานใด ระบบจะเตือนให้ประเมินกลุ่ม Quadrant ใหม่"
    return form_page(
        request, product, form, title=f"เพิกถอน {paper_name(standard)}", button="บันทึกการเพิกถอน", hint=hint
    )


def _of(product: Product, pk: int) -> ProductStandard:
    return get_object_or_404(product.standards, pk=pk)


def _scan(form: StandardForm) -> Scan | None:
    given = form.cleaned_data.get("scan")
    return Scan(given.name, given.read()) if given else None


@needs(Permission.PRODUCERS_SEE)
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """What ends, what has ended, and whose quadrant wants a new look; one list at a time."""
    asked = request.GET.get("list", "")
    counted = product_papers.papers_sum(request.actor)
    chosen = LISTS.get(asked) or LISTS[first_list(counted)]
    pages = Paginator(chosen.rows(request.actor), PAGE)
    pages.count = getattr(counted, chosen.key)
    page = pages.get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "title": papers_title(counted, request.actor),
        "lists": paper_tabs(counted, chosen),
        "chosen": chosen,
        "page": page,
        "lines": [chosen.line(row) for row in page],
    }
    return render(request, "office/registry/products/papers.html", context)


@needs(Permission.PRODUCERS_SEE)
@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate on paper, always as a download."""
    standard = get_object_or_404(standards_visible_to(request.actor), pk=pk, file__isnull=False)
    try:
        data = read_bytes(standard.file)
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = HttpResponse(data, content_type=standard.file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, standard.file.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
