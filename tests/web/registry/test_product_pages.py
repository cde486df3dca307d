"""A product's pages: who opens them, what they say, what a producer may write of its own."""

import io
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from PIL import Image

from saan.kernel.dates import today
from saan.ledger.models import Act
from saan.registry.actions import assess_quadrant
from saan.registry.actions.product_photos import add_photo
from saan.registry.actions.product_standards import add_standard
from saan.registry.models import ProducerAccount, ProductPhoto


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def at(name, product, *more):
    return reverse(name, args=[product.producer_id, product.pk, *more])


def jpeg(colour="navy"):
    into = io.BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (13.0, 43.0, 0.0), 3: "E", 4: (101.0, 12.0, 0.0)}
    Image.new("RGB", (500, 400), colour).save(into, "JPEG", exif=exif)
    return into.getvalue()


def handed(data, name="ผ้า.jpg"):
    given = io.BytesIO(data)
    given.name = name
    return given


@pytest.fixture
def photo(product, officer):
    return add_photo(product=product, data=jpeg(), caption="ผ้าพับ", keep_place=False, by=officer)


@pytest.fixture
def standard(product, officer):
    return add_standard(product=product, scheme="tcps", number="12/2560", by=officer)


@pytest.fixture
def linked(product, actor):
    ProducerAccount.objects.create(producer=product.producer, user=actor("producer").user)
    return product


OFFICER_PAGES = (
    "registry-product-edit", "registry-product-photos", "registry-standard-new", "registry-assess",
    "registry-stars", "registry-mark",
)  # fmt: skip


@pytest.mark.parametrize("name", OFFICER_PAGES)
def test_the_officers_pages_open_to_the_district_alone(as_user, product, name):
    url = at(name, product)
    assert as_user("district2402").get(url).status_code == 200
    assert as_user("district2403").get(url).status_code == 404
    for who in ("province24", "auditor", "producer", "clerk24"):
        assert as_user(who).get(url).status_code == 403, who


@pytest.mark.parametrize("name", [*OFFICER_PAGES, "registry-product", "registry-distinction"])
def test_the_signed_out_are_sent_to_sign_in(client, product, name):
    assert client.get(at(name, product)).url.startswith("/sign-in/")


def test_everybody_of_the_area_reads_the_product_and_buttons_are_for_who_may(as_user, product, standard):
    for who, may_edit, may_place in (
        ("district2402", True, False), ("province24", False, True), ("auditor", False, False), ("cdd", False, False),
    ):  # fmt: skip
        found = page(as_user(who).get(at("registry-product", product)))
        text = found.get_text()
        assert product.name in found.h1.get_text()
        assert "มผช." in text
        assert bool(found.find("a", href=at("registry-product-edit", product))) == may_edit
        assert bool(found.find("a", href=at("registry-assess", product))) == may_edit
        assert bool(found.select(f"a[href^='{at('registry-distinction', product)}']")) == may_place
    assert as_user("district2403").get(at("registry-product", product)).status_code == 404


def test_scales_stand_side_by_side_and_never_as_one_number(as_user, product):
    found = page(as_user("district2402").get(at("registry-product", product)))
    titles = [card.h3.get_text() for card in found.select(".scales > .scale")]
    assert len(titles) == 5
    assert "ซึ่งไม่เท่ากับ" in found.get_text()


def test_correcting_in_baht_and_a_second_person_too_late(as_user, product):
    client, url = as_user("district2402"), at("registry-product-edit", product)
    typed = {"name": product.name, "kind": "textile", "price": "๑,๒๕๐.50", "unit": "ผืน", "capacity": "40",
             "story": "ทอด้วยกี่กระตุก", "version": "1"}  # fmt: skip
    assert client.post(url, typed).status_code == 302
    product.refresh_from_db()
    assert (product.price, product.capacity, product.version) == (125_050, 40, 2)
    shown = page(client.get(at("registry-product", product))).get_text().replace("\xa0", " ")
    assert "1,250.50 บาทต่อผืน" in shown
    assert client.post(url, typed | {"capacity": "50"}).status_code == 409
    refused = page(client.post(url, typed | {"version": "2", "regulated": "on"}))
    assert "เลขที่ใบอนุญาต" in refused.select_one(".errsum").get_text()
    product.refresh_from_db()
    assert (product.capacity, product.regulated) == (40, False)


def test_an_end_and_its_taking_back(as_user, product):
    client, url = as_user("district2402"), at("registry-product-step", product)
    assert client.post(url, {"version": 1, "reason": ""}).status_code == 422
    assert client.post(url, {"version": 1, "reason": "ไม่มีวัตถุดิบ"}).status_code == 302
    assert client.post(url, {"version": 1, "reason": "กลับ"}).status_code == 409
    assert "เลิกผลิต" in client.get(at("registry-product", product)).content.decode()
    assert client.post(url, {"version": 2, "reason": "กลับมาทำ"}).status_code == 302
    assert as_user("province24").post(url, {"version": 3, "reason": "x"}).status_code == 403


def test_photos_handed_in_described_ordered_and_removed(as_user, product):
    client, url = as_user("district2402"), at("registry-product-photos", product)
    assert client.post(url, {"act": "add", "caption": "ผ้าพับ", "photo": handed(jpeg())}).status_code == 302
    kept = ProductPhoto.objects.get()
    sent = client.get(reverse("registry-photo", args=[kept.pk]))
    assert sent["Content-Type"] == "image/jpeg"
    assert not Image.open(io.BytesIO(sent.content)).getexif()
    assert client.get(reverse("registry-photo-small", args=[kept.pk])).status_code == 200
    more = {"act": "add", "caption": "ชายผ้า", "photo": handed(jpeg("olive")), "keep_place": "on"}
    assert client.post(url, more).status_code == 302
    second = ProductPhoto.objects.order_by("-pk").first()
    assert second.keeps_place
    for act, extra in (("lead", {}), ("caption", {"caption": "ชายผ้าสีคราม"}), ("remove", {})):
        assert client.post(url, {"act": act, "photo": second.pk, **extra}).status_code == 302
    assert list(product.photos.all()) == [kept]
    shown = page(client.get(at("registry-product", product)))
    assert [image["alt"] for image in shown.select(".photos img")] == ["ผ้าพับ"]


def test_what_is_no_picture_is_refused_at_the_field(as_user, product):
    client, url = as_user("district2402"), at("registry-product-photos", product)
    heic = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50
    answer = client.post(url, {"act": "add", "caption": "ผ้า", "photo": handed(heic, "IMG_1.HEIC")})
    assert answer.status_code == 422
    assert "HEIC" in page(answer).find(id="id_photo_error").get_text()
    assert client.post(url, {"act": "remove", "photo": "9"}).status_code == 404
    assert client.post(url, {"act": "remove", "photo": "x"}).status_code == 404


def test_an_empty_caption_leaves_the_old_one(as_user, product, photo):
    answer = as_user("district2402").post(
        at("registry-product-photos", product), {"act": "caption", "photo": photo.pk, "caption": " "}
    )
    assert answer.status_code == 422
    photo.refresh_from_db()
    assert photo.caption == "ผ้าพับ"


def test_pictures_are_for_their_area_and_their_producer(as_user, client, photo, linked):
    urls = [reverse(name, args=[photo.pk]) for name in ("registry-photo", "registry-photo-small")]
    for url in urls:
        for who, status in (
            ("district2402", 200), ("province24", 200), ("producer", 200), ("district2403", 404), ("clerk24", 404),
            ("admin", 404),
        ):  # fmt: skip
            answer = as_user(who).get(url)
            assert answer.status_code == status, (who, url)
        client.logout()
        assert client.get(url).status_code == 302


def test_a_producer_reads_and_describes_its_own(as_user, linked):
    client = as_user("producer")
    home, edit = (reverse(name, args=[linked.pk]) for name in ("my-product", "my-product-edit"))
    found = page(client.get(home))
    assert found.find("a", href=edit)
    assert not found.select(f"a[href*='/registry/{linked.producer_id}/']")
    typed = {"story": "เราทอเอง", "price": "300", "unit": "ผืน", "version": "1", "kind": "food", "name": "อื่น"}
    assert client.post(edit, typed).status_code == 302
    linked.refresh_from_db()
    assert (linked.story, linked.price, linked.kind, linked.name) == (
        "เราทอเอง",
        30_000,
        "textile",
        "ผ้าขาวม้าทอมือ",
    )
    photos = reverse("my-product-photos", args=[linked.pk])
    assert client.post(photos, {"act": "add", "caption": "ผ้า", "photo": handed(jpeg())}).status_code == 302
    assert Act.objects.filter(verb="registry.add_photo", actor="producer").count() == 1


@pytest.mark.parametrize("name", ["my-product", "my-product-edit", "my-product-photos"])
def test_others_products_are_not_there_for_a_producer(as_user, client, product, name):
    url = reverse(name, args=[product.pk])
    assert as_user("producer").get(url).status_code == 404
    assert as_user("producer").post(url, {}).status_code in (404, 405)
    assert as_user("district2402").get(url).status_code == 403
    client.logout()
    assert client.get(url).url.startswith("/sign-in/")


def test_certificates_from_the_pages(as_user, product):
    client = as_user("district2402")
    new = {"scheme": "tcps", "number": "12/2560", "issued_on": "1 ต.ค. 2566", "expires_on": "1 ต.ค. 2567"}
    scan = handed(b"%PDF-1.7 x", "มผช.pdf")
    assert client.post(at("registry-standard-new", product), new | {"scan": scan}).status_code == 302
    assert client.post(at("registry-standard-new", product), new).status_code == 422
    held = product.standards.get()
    assert (
        "หมดอายุ"
        in page(client.get(at("registry-product", product))).select_one("#papers").parent.parent.get_text()
    )
    sent = client.get(reverse("registry-standard-scan", args=[held.pk]))
    assert sent.content == b"%PDF-1.7 x"
    assert sent["Content-Disposition"].startswith("attachment")
    assert as_user("district2403").get(reverse("registry-standard-scan", args=[held.pk])).status_code == 404
    assert as_user("producer").get(reverse("registry-standard-scan", args=[held.pk])).status_code == 403
    client = as_user("district2402")
    renewed = {"number": "12/2560", "expires_on": "1 ต.ค. 2580"}
    assert client.post(at("registry-standard", product, held.pk), renewed).status_code == 302
    held.refresh_from_db()
    assert held.expires_on.year == 2037
    revoke = at("registry-standard-revoke", product, held.pk)
    assert client.get(revoke).status_code == 200
    assert client.post(revoke, {"revoked_on": "1 ต.ค. 2566", "reason": ""}).status_code == 422
    assert client.post(revoke, {"revoked_on": "1 ต.ค. 2566", "reason": "ผู้ออกแจ้ง"}).status_code == 302
    assert client.post(revoke, {"revoked_on": "1 ต.ค. 2566", "reason": "ซ้ำ"}).status_code == 422
    assert as_user("district2403").get(revoke).status_code == 404


def test_what_ends_is_on_the_desk_and_on_its_page(as_user, product, officer):
    add_standard(product=product, scheme="tcps", number="1", expires_on=today(), by=officer)
    desk = as_user("district2402").get("/desk/").content.decode()
    assert "ใบรับรองของผลิตภัณฑ์ในอำเภอ" in desk
    assert "ใบรับรองของผลิตภัณฑ์ในอำเภอ" not in as_user("district2403").get("/desk/").content.decode()
    found = page(as_user("district2402").get(reverse("registry-papers")))
    assert "ใกล้หมดอายุ 1" in found.h1.get_text()
    assert found.select_one("tbody th a").get_text() == product.name
    assert not page(as_user("district2402").get("/registry/standards/?list=lapsed")).select("tbody tr")
    assert as_user("province24").get("/registry/standards/?list=soon&page=99").status_code == 200
    assert as_user("clerk24").get("/registry/standards/").status_code == 403
    assert as_user("district2402").get("/registry/standards/?list=permits").status_code == 200
    assert as_user("district2402").get("/registry/standards/?list=reassess").status_code == 200


def test_a_lost_standard_asks_for_a_new_look_on_the_products_own_page(as_user, product, officer):
    assess_quadrant(product=product, result="C", assessed_on=date(2023, 10, 1), by=officer)
    url = at("registry-product", product)
    assert "ควรประเมินกลุ่ม" not in as_user("district2402").get(url).content.decode()
    add_standard(product=product, scheme="tcps", number="1", expires_on=date(2024, 1, 1), by=officer)
    assert "ควรประเมินกลุ่ม" in as_user("district2402").get(url).content.decode()
    listed = page(as_user("district2402").get("/registry/standards/?list=reassess"))
    assert listed.select_one("tbody th a")["href"] == at("registry-assess", product)
