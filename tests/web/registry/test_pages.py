"""The registry's pages: who opens them, what they say, and what they hide."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.ledger.models import Act
from saan.registry.actions import edit_producer
from saan.registry.models import Producer, ProducerAccount, Product

PERSONAL = ("นางกก", "081 234 5678", "0812345678", "88/2")


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def file_of(producer):
    return reverse("registry-producer", args=[producer.pk])


@pytest.mark.parametrize(
    "name", ["registry", "registry-new", "registry-import", "registry-export", "my-products"]
)
def test_the_signed_out_are_sent_to_sign_in(client, db, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/")


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("district2402", "registry", 200),
        ("province24", "registry", 200),
        ("auditor", "registry", 200),
        ("clerk24", "registry", 403),
        ("authority240101", "registry", 403),
        ("producer", "registry", 403),
        ("district2402", "registry-new", 200),
        ("province24", "registry-new", 403),
        ("auditor", "registry-new", 403),
        ("district2402", "registry-import", 200),
        ("province24", "registry-import", 200),
        ("province24", "registry-import-template", 200),
        ("authority240101", "registry-import", 403),
        ("authority240101", "registry-import-template", 403),
        ("producer", "my-products", 200),
        ("district2402", "my-products", 403),
    ],
)
def test_doors(as_user, who, name, status):
    assert as_user(who).get(reverse(name)).status_code == status


def test_the_list_opens_with_its_finding_and_links_each_file(as_user, producer):
    found = page(as_user("district2402").get("/registry/"))
    assert found.h1.get_text() == "อำเภอบางคล้ามีผู้ผลิตที่ขึ้นทะเบียน 1 ราย"
    assert found.select_one("tbody th a")["href"] == file_of(producer)
    assert "พบ 1 จาก 1 แฟ้ม" in found.caption.get_text()


def test_filters_live_in_the_address_and_come_off_one_by_one(as_user, producer):
    client = as_user("district2402")
    found = page(client.get("/registry/", {"q": "๒ ทอผ้า", "kind": "sole"}))
    assert not found.select("tbody tr")
    chips = [chip["href"] for chip in found.select(".chips a.b:not(.quiet)")]
    assert len(chips) == 2
    assert "kind" not in chips[1]
    assert page(client.get("/registry/", {"q": "ทองหลาง", "area": "240210", "cohort": "๒๕๖๖"})).select(
        "tbody tr"
    )


@pytest.mark.parametrize(
    "query", [{"area": "9"}, {"area": "abc"}, {"kind": "x"}, {"cohort": "x"}, {"page": "x"}, {"page": "99"}]
)
def test_an_address_typed_at_random_still_gives_a_page(as_user, producer, query):
    answer = as_user("district2402").get("/registry/", query)
    assert answer.status_code == 200
    assert page(answer).select("tbody tr")


def test_the_fragment_is_what_the_page_includes(as_user, producer):
    client = as_user("district2402")
    whole = page(client.get("/registry/?kind=group")).find(id="results")
    part = page(client.get("/registry/?kind=group", headers={"HX-Request": "true"}))
    for token in (*whole.select("[name=csrfmiddlewaretoken]"), *part.select("[name=csrfmiddlewaretoken]")):
        token["value"] = ""
    assert "".join(str(child) for child in whole.children).strip() == str(part).strip()


def test_the_province_reads_all_and_edits_nothing(as_user, producer):
    client = as_user("province24")
    listed = page(client.get("/registry/", {"area": "2402"}))
    assert "อ.บางคล้า" in listed.tbody.get_text()
    assert not listed.find("a", href=reverse("registry-new"))
    answer = client.get(file_of(producer))
    assert answer.status_code == 200
    assert not page(answer).find("a", href=reverse("registry-edit", args=[producer.pk]))
    assert client.post(reverse("registry-edit", args=[producer.pk])).status_code == 403
    assert client.post(reverse("registry-cease", args=[producer.pk])).status_code == 403


@pytest.mark.parametrize("who", ["province24", "local24", "auditor", "cdd"])
def test_personal_fields_are_hidden_beyond_the_district(as_user, producer, who):
    text = as_user(who).get(file_of(producer)).content.decode()
    assert not [word for word in PERSONAL if word in text]
    assert "ข้อมูลส่วนบุคคล" in text


def test_the_district_sees_them_and_another_gets_not_found(as_user, producer):
    text = as_user("district2402").get(file_of(producer)).content.decode()
    assert "นางกก ริมคลอง" in text
    assert "081 234 5678" in text
    client = as_user("district2403")
    for name in ("registry-producer", "registry-edit"):
        assert client.get(reverse(name, args=[producer.pk])).status_code == 404
    for name in ("registry-edit", "registry-cease", "registry-resume", "registry-add-product"):
        assert client.post(reverse(name, args=[producer.pk])).status_code == 404


def test_the_export_holds_what_is_seen_without_personal_columns(as_user, producer):
    from io import BytesIO

    from openpyxl import load_workbook

    answer = as_user("district2402").get("/registry/export/?kind=group")
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    words = [str(cell.value) for row in sheet for cell in row if cell.value]
    assert producer.name in words
    assert "2566" in words
    assert str(dt.datetime.combine(producer.registered_on, dt.time())) in words
    assert "เงื่อนไข: ประเภท กลุ่มผู้ผลิตชุมชน" in words
    assert not [word for word in words if any(secret in word for secret in PERSONAL)]


def test_the_products_of_what_is_seen_come_out_too(as_user, producer, officer):
    from io import BytesIO

    from openpyxl import load_workbook

    for name, price in (("=1+1", 35_050), ("ผ้าขาวม้า", None)):
        Product.objects.create(
            producer=producer, name=name, sort_key=name, kind="textile", tambon=producer.tambon, price=price,
            producer_kind=producer.kind, registered_on=producer.registered_on, cohort_be=2566, created_by=officer.user,
        )  # fmt: skip
    answer = as_user("district2402").get("/registry/export/?of=products&product_kind=textile")
    rows = list(load_workbook(BytesIO(answer.getvalue())).active.iter_rows(values_only=True))
    assert [(row[0], row[1], row[2], row[-1]) for row in rows[4:]] == [
        ("=1+1", "ผ้า เครื่องแต่งกาย", producer.name, 350.5),
        ("ผ้าขาวม้า", "ผ้า เครื่องแต่งกาย", producer.name, None),
    ]
    other = as_user("district2403").get("/registry/export/?of=products")
    assert load_workbook(BytesIO(other.getvalue())).active.max_row == 3


def test_registering_from_the_form(as_user, typed, officer):
    answer = as_user("district2402").post("/registry/new/", typed)
    made = Producer.objects.get()
    assert (answer.status_code, answer.url) == (302, file_of(made))
    assert (made.village_no, made.members, made.office) == (4, None, officer.office)
    assert Act.objects.get(object_id=str(made.pk)).verb == "registry.register"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"village_no": "119"}, "ระหว่าง 1 ถึง 50 ท่านกรอก 119"),
        ({"registered_on": "31/2/2566"}, "28 วัน"),
        ({"registered_on": "1 ม.ค. 2600"}, "ต้องไม่หลังวันนี้"),
        ({"kind": "group", "members": "1"}, "ตั้งแต่ 2 คน"),
        ({"name": ""}, "กรอกชื่อผู้ผลิต"),
        ({"tambon": "240301"}, "240301"),
        ({"phone": "12"}, "9 หรือ 10 หลัก"),
    ],
)
def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(as_user, typed, change, says):
    answer = as_user("district2402").post("/registry/new/", typed | change)
    found = page(answer)
    assert answer.status_code == 422
    assert says in found.select_one(".errsum").get_text()
    field = list(change)[-1]
    assert says in found.select_one(f"#id_{field}_error").get_text()
    assert found.title.get_text().startswith("ผิดพลาด:")
    assert field == "name" or found.find(id="id_name")["value"] == typed["name"]
    assert not Producer.objects.exists()


def test_a_near_name_shows_its_twin_and_takes_a_reason(as_user, typed, producer):
    client = as_user("district2402")
    near = typed | {"name": "วิสาหกิจชุมชนทอผ้าบ้านท่าทองหลาง", "tambon": "240210"}
    answer = client.post("/registry/new/", near)
    assert answer.status_code == 422
    assert page(answer).find("a", href=file_of(producer))
    assert client.post("/registry/new/", near | {"distinct_reason": "แยกกลุ่มปี 2560"}).status_code == 302


def edited(producer, **changes):
    return {
        "version": producer.version,
        "name": producer.name,
        "kind": producer.kind,
        "tambon": producer.tambon_id,
        "village_no": 3,
        "members": 12,
        "address": producer.address,
        "chair_name": producer.chair_name,
        "phone": producer.phone,
        "registered_on": "27 ก.ย. 2566",
    } | changes


def test_editing_from_the_form(as_user, producer):
    url = reverse("registry-edit", args=[producer.pk])
    assert as_user("district2402").post(url, edited(producer, members="18")).status_code == 302
    producer.refresh_from_db()
    assert (producer.members, producer.version) == (18, 2)


def test_a_stale_edit_shows_both_and_may_then_be_saved_over(as_user, producer, officer):
    edit_producer(producer=producer, version=1, changes={"members": 15}, by=officer)
    client, url = as_user("district2402"), reverse("registry-edit", args=[producer.pk])
    answer = client.post(url, edited(producer, members="18"))
    found = page(answer)
    assert answer.status_code == 409
    assert "จำนวนสมาชิก ในทะเบียน: 15 ท่านกรอก: 18" in found.select_one(".errsum").get_text()
    assert found.find("input", {"name": "version"})["value"] == "2"
    assert client.post(url, edited(producer, members="18", version="2")).status_code == 302


def test_ceasing_and_coming_back(as_user, producer):
    client, cease = as_user("district2402"), reverse("registry-cease", args=[producer.pk])
    assert client.post(cease, {"version": 1, "reason": ""}).status_code == 422
    assert client.post(cease, {"version": 1, "reason": "ย้ายออก"}).status_code == 302
    assert client.post(cease, {"version": 1, "reason": "ย้ายออก"}).status_code == 409
    assert "เลิกประกอบการ" in client.get(file_of(producer)).content.decode()
    assert (
        client.post(
            reverse("registry-resume", args=[producer.pk]), {"version": 2, "reason": "แจ้งผิด"}
        ).status_code
        == 302
    )


def test_a_product_is_added_from_the_file_of_its_producer(as_user, product):
    client, producer = as_user("district2402"), product.producer
    add = reverse("registry-add-product", args=[producer.pk])
    new = {"product_name": "ผ้าพันคอ", "product_kind": "textile", "product_registered_on": "1/10/2566"}
    assert client.post(add, new).status_code == 302
    assert client.post(add, new).status_code == 422
    regulated = new | {"product_name": "ไวน์ลิ้นจี่", "product_kind": "beverage", "product_regulated": "on"}
    refused = page(client.post(add, regulated))
    assert "กรอกเลขที่ใบอนุญาต" in refused.find(id="id_product_permit_number_error").get_text()


def test_a_producer_reads_its_own_file_only(as_user, producer, actor):
    client = as_user("producer")
    assert "ยังไม่ได้ผูกกับผู้ผลิต" in page(client.get("/registry/mine/")).get_text()
    ProducerAccount.objects.create(producer=producer, user=actor("producer").user)
    text = client.get("/registry/mine/").content.decode()
    assert producer.name in text
    assert "081 234 5678" in text
    assert client.get(file_of(producer)).status_code == 403
