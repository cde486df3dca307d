"""Photos of a product: handed in, described, put in order, taken away; and the pictures themselves."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saan.accounts.permissions import Permission
from saan.documents.models import StoredFile
from saan.documents.queries import read_bytes
from saan.kernel.refusals import Refused
from saan.registry.actions.product_photos import (
    MOST_PHOTOS,
    add_photo,
    caption_photo,
    lead_with,
    remove_photo,
)
from saan.registry.models import Product, ProductPhoto
from saan.registry.queries.products import photos_visible_to
from saan.web.access import needs, signed_in
from saan.web.office.registry.product_forms import PhotoForm
from saan.web.office.registry.product_places import done, home, seen

SECONDS_KEPT = 3600


@needs(Permission.PRODUCERS_EDIT)
def photos(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    """Photos of a product, for the officer."""
    return photos_page(request, seen(request, pk, product_pk))


def photos_page(request: HttpRequest, product: Product, *, mine: bool = False) -> HttpResponse:
    """The photos with their captions, and a form for one more; POST does one act, told by the button's name."""
    name, places = ("my-product-photos", [product.pk]) if mine else (
        "registry-product-photos", [product.producer_id, product.pk],
    )  # fmt: skip
    here = reverse(name, args=places)
    form, refused = PhotoForm(), ""
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "add":
            form = PhotoForm(request.POST, request.FILES)
            if done(form, lambda: _add(request, product, form)):
                messages.success(request, "เพิ่มภาพแล้ว")
                return redirect(here)
        else:
            refused = _changed(request, product, act)
            if not refused:
                return redirect(here)
    context = {
        "product": product,
        "producer": product.producer,
        "photos": list(product.photos.all()),
        "most": MOST_PHOTOS,
        "form": form,
        "refused": refused,
        "mine": mine,
        "back": home(product, mine=mine),
    }
    faulty = bool(form.errors or refused)
    return render(request, "office/registry/products/photos.html", context, status=422 if faulty else 200)


def _add(request: HttpRequest, product: Product, form: PhotoForm) -> ProductPhoto:
    given = form.cleaned_data
    return add_photo(
        product=product,
        data=given["photo"].read(),
        caption=given["caption"],
        keep_place=given["keep_place"],
        by=request.actor,
    )


def _changed(request: HttpRequest, product: Product, act: str) -> str:
    """Do one act on one photo; what the registry refused, or nothing."""
    number = request.POST.get("photo", "")
    photo = get_object_or_404(product.photos, pk=int(number) if number.isdecimal() else 0)
    try:
        if act == "lead":
            lead_with(photo=photo, by=request.actor)
            messages.success(request, "เลือกภาพหลักแล้ว")
        elif act == "remove":
            remove_photo(photo=photo, by=request.actor)
            messages.success(request, "ลบภาพแล้ว")
        else:
            caption_photo(photo=photo, caption=request.POST.get("caption", ""), by=request.actor)
            messages.success(request, "บันทึกคำบรรยายแล้ว")
    except Refused as refused:
        return refused.message
    return ""


@signed_in
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture, for officers of its place and for its producer."""
    return _sent(get_object_or_404(photos_visible_to(request.actor), pk=pk).file)


@signed_in
@require_safe
def small(request: HttpRequest, pk: int) -> HttpResponse:
    """Its small copy."""
    return _sent(get_object_or_404(photos_visible_to(request.actor), pk=pk).thumbnail)


def _sent(file: StoredFile) -> HttpResponse:
    try:
        data = read_bytes(file)
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = HttpResponse(data, content_type=file.media_type)
    response["Cache-Control"] = f"private, max-age={SECONDS_KEPT}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
