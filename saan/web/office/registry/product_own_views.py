"""A producer's own products: to read in full, and to describe, price and show."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from saan.accounts.permissions import Permission
from saan.web.access import needs
from saan.web.office.registry.product_forms import DescribeForm
from saan.web.office.registry.product_photo_views import photos_page
from saan.web.office.registry.product_places import own
from saan.web.office.registry.product_views import edit_page, product_page


@needs(Permission.OWN_PRODUCER_SEE)
@require_safe
def product(request: HttpRequest, product_pk: int) -> HttpResponse:
    """One's own product with its scales and papers."""
    return product_page(request, own(request, product_pk), mine=True)


@needs(Permission.OWN_PRODUCER_EDIT)
def edit(request: HttpRequest, product_pk: int) -> HttpResponse:
    """Story, price, unit and capacity; what letters count is the officer's."""
    return edit_page(request, own(request, product_pk), DescribeForm, mine=True)


@needs(Permission.OWN_PRODUCER_EDIT)
def photos(request: HttpRequest, product_pk: int) -> HttpResponse:
    """Photos of one's own product."""
    return photos_page(request, own(request, product_pk), mine=True)
