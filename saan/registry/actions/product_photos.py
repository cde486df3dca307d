"""Photos of a product: taken in small and silent, put in order, taken away for good."""

from django.db import transaction

from saan.accounts.policy import Actor
from saan.documents.actions import keep, remove
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.registry.actions.product_holding import held_to_describe
from saan.registry.models import Product, ProductPhoto
from saan.registry.naming import tidy
from saan.registry.product_pictures import MEDIA_TYPE, Picture, prepared
from saan.registry.rules import refuse_citizen_id

MOST_PHOTOS = 10
LONGEST_CAPTION = 200


def add_photo(*, product: Product, data: bytes, caption: str, keep_place: bool, by: Actor) -> ProductPhoto:
    """Keep a picture at two sizes, behind those already there.

    The place where it was taken stays only where `keep_place` and the camera wrote it. The file as it came is not kept.
    """
    words = _caption(caption)
    with transaction.atomic():
        held = held_to_describe(product, by)
        if held.photos.count() >= MOST_PHOTOS:
            raise Refused(f"มีภาพครบ {MOST_PHOTOS} ภาพแล้ว ลบภาพที่ไม่ใช้ก่อน", field="photo")
        picture = prepared(data, keep_place=keep_place)
        photo = _kept(held, picture, words, by)
        summary = f"เพิ่มภาพของ {held.name}"
        record(
            by=by,
            verb="registry.add_photo",
            of=held.producer,
            summary=summary,
            product=held.pk,
            photo=photo.pk,
        )
    return photo


def _kept(product: Product, picture: Picture, caption: str, by: Actor) -> ProductPhoto:
    last = product.photos.order_by("-order", "-pk").first()
    order = last.order + 1 if last else 0
    name = f"product-{product.pk}-{order + 1}"
    return ProductPhoto.objects.create(
        product=product,
        file=keep(data=picture.full, name=f"{name}.jpg", media_type=MEDIA_TYPE, by=by),
        thumbnail=keep(data=picture.thumbnail, name=f"{name}-small.jpg", media_type=MEDIA_TYPE, by=by),
        caption=caption,
        order=order,
        width=picture.width,
        height=picture.height,
        keeps_place=picture.place is not None,
        added_by=by.user,
    )


def caption_photo(*, photo: ProductPhoto, caption: str, by: Actor) -> ProductPhoto:
    """Say what the picture shows; read aloud to whoever does not see it."""
    words = _caption(caption)
    with transaction.atomic():
        product = held_to_describe(photo.product, by)
        photo.caption = words
        photo.save(update_fields=["caption"])
        summary = f"แก้คำบรรยายภาพของ {product.name}"
        record(
            by=by, verb="registry.caption_photo", of=product.producer, summary=summary, product=product.pk,
            photo=photo.pk,
        )  # fmt: skip
    return photo


def lead_with(*, photo: ProductPhoto, by: Actor) -> None:
    """Put the picture first; the others keep their order behind it."""
    with transaction.atomic():
        product = held_to_describe(photo.product, by)
        others = [each for each in product.photos.all() if each.pk != photo.pk]
        for order, each in enumerate([photo, *others]):
            if each.order != order:
                ProductPhoto.objects.filter(pk=each.pk).update(order=order)
        summary = f"เลือกภาพหลักของ {product.name}"
        record(
            by=by, verb="registry.lead_photo", of=product.producer, summary=summary, product=product.pk,
            photo=photo.pk,
        )  # fmt: skip


def remove_photo(*, photo: ProductPhoto, by: Actor) -> None:
    """Take a picture away for ever, both of its sizes."""
    with transaction.atomic():
        product = held_to_describe(photo.product, by)
        files = (photo.file, photo.thumbnail)
        summary = f"ลบภาพของ {product.name}"
        record(
            by=by, verb="registry.remove_photo", of=product.producer, summary=summary, product=product.pk,
            photo=photo.pk,
        )  # fmt: skip
        photo.delete()
        for file in files:
            remove(file=file, by=by)


def _caption(written: str) -> str:
    words = tidy(written)
    if not words:
        raise Refused("บอกว่าในภาพคืออะไร เช่น ผ้าขาวม้าสีครามพับวางบนแคร่ เพื่อผู้ที่มองไม่เห็นภาพ", field="caption")
    if len(words) > LONGEST_CAPTION:
        raise Refused(f"คำบรรยายยาวเกิน {LONGEST_CAPTION} ตัวอักษร โปรดย่อ", field="caption")
    refuse_citizen_id(words, "caption")
    return words
