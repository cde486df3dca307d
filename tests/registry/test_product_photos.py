"""Photos of a product in the register: kept at two sizes, put in order, gone for good when taken away."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image

from saan.documents.queries import place_of, read_bytes
from saan.kernel.refusals import Refused
from saan.registry.actions import add_product
from saan.registry.actions.product_photos import (
    MOST_PHOTOS,
    add_photo,
    caption_photo,
    lead_with,
    remove_photo,
)
from saan.registry.models import ProducerAccount, ProductPhoto
from saan.registry.queries.products import photos_visible_to


def jpeg(colour="navy", gps=None):
    picture, into, exif = Image.new("RGB", (500, 400), colour), io.BytesIO(), Image.Exif()
    if gps:
        exif[0x8825] = {1: "N", 2: (13.0, 43.0, 0.0), 3: "E", 4: (101.0, 12.0, 0.0)}
    picture.save(into, "JPEG", exif=exif)
    return into.getvalue()


@pytest.fixture
def product(registered, officer):
    return add_product(
        producer=registered(), name="ผ้าขาวม้า", kind="textile", registered_on=date(2023, 9, 27), by=officer
    )


@pytest.fixture
def taken(product, officer):
    def take(caption="ผ้าพับบนแคร่", by=None, keep_place=False, **look):
        return add_photo(
            product=product, data=jpeg(**look), caption=caption, keep_place=keep_place, by=by or officer
        )

    return take


def test_both_sizes_are_kept_and_no_place_with_them(taken):
    photo = taken(gps=True)
    for file in (photo.file, photo.thumbnail):
        assert not Image.open(io.BytesIO(read_bytes(file))).getexif()
        assert file.media_type == "image/jpeg"
    assert (photo.width, photo.height, photo.keeps_place) == (500, 400, False)


def test_a_wanted_place_is_kept_and_said(taken):
    photo = taken(gps=True, keep_place=True)
    kept = Image.open(io.BytesIO(read_bytes(photo.file))).getexif()
    assert set(kept.get_ifd(0x8825)) == {1, 2, 3, 4}
    assert photo.keeps_place
    assert not taken(colour="olive", keep_place=True).keeps_place


def test_order_captions_and_the_leading_picture(taken, product, officer):
    first, second, third = taken("หนึ่ง"), taken("สอง", colour="olive"), taken("สาม", colour="teal")
    lead_with(photo=third, by=officer)
    assert list(product.photos.values_list("pk", flat=True)) == [third.pk, first.pk, second.pk]
    assert caption_photo(photo=second, caption=" ชายผ้า  สีคราม ", by=officer).caption == "ชายผ้า สีคราม"
    with pytest.raises(Refused) as refused:
        caption_photo(photo=second, caption=" ", by=officer)
    assert refused.value.field == "caption"


def test_a_photo_taken_away_is_gone_with_its_bytes(taken, officer, django_capture_on_commit_callbacks):
    photo = taken()
    hashes = [photo.file.sha256, photo.thumbnail.sha256]
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo=photo, by=officer)
    assert not ProductPhoto.objects.exists()
    assert not [sha for sha in hashes if place_of(sha).exists()]


def test_there_is_room_for_so_many(taken, product, officer):
    photo = taken()
    ProductPhoto.objects.bulk_create(
        ProductPhoto(
            product=product,
            file=photo.file,
            thumbnail=photo.thumbnail,
            width=1,
            height=1,
            added_by=officer.user,
        )
        for _ in range(MOST_PHOTOS - 1)
    )
    with pytest.raises(Refused, match="ครบ"):
        taken()


def test_the_producer_shows_its_own_and_strangers_nothing(taken, product, actor):
    photo, person = taken(), actor("producer")
    with pytest.raises(PermissionDenied):
        taken(by=person)
    assert not photos_visible_to(person).exists()
    ProducerAccount.objects.create(producer=product.producer, user=person.user)
    assert taken("ของเราเอง", by=person, colour="olive").added_by == person.user
    assert photos_visible_to(person).count() == 2
    for who, seen in (
        ("district2402", 2),
        ("province24", 2),
        ("district2403", 0),
        ("clerk24", 0),
        ("auditor", 2),
    ):
        assert photos_visible_to(actor(who)).count() == seen, who
    assert photo in photos_visible_to(person)
