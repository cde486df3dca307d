"""Pages of the counter: who opens them, and the way of an application through them."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.kernel import citizen_id
from saan.kernel.dates import format_short, today
from saan.registry.models import Application, Producer, RegistrationWindow
from saan.registry.rules import ApplicationState
from tests.factories.registration import CITIZEN, received


def page(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("district2402", "registry-applications", 200),
        ("province24", "registry-applications", 200),
        ("auditor", "registry-applications", 200),
        ("producer", "registry-applications", 403),
        ("clerk24", "registry-applications", 403),
        ("district2402", "registry-application-new", 200),
        ("province24", "registry-application-new", 403),
        ("district2402", "registry-windows", 200),
        ("province24", "registry-windows", 200),
        ("cdd", "registry-windows", 200),
        ("producer", "registry-windows", 403),
        ("producer", "my-application", 200),
        ("producer", "my-certificates", 200),
        ("district2402", "my-application", 403),
    ],
)
def test_doors(as_user, who, name, status):
    assert as_user(who).get(reverse(name)).status_code == status


@pytest.mark.parametrize(
    "name", ["registry-applications", "registry-windows", "my-application", "my-certificates"]
)
def test_the_signed_out_are_sent_to_sign_in(client, db, name):
    assert client.get(reverse(name)).url.startswith("/sign-in/")


def act(client, made, act, **fields):
    made.refresh_from_db()
    return client.post(
        reverse("registry-application", args=[made.pk]), {"act": act, "version": made.version, **fields}
    )


def test_a_registration_through_the_pages(as_user, opened, typed):
    client = as_user("district2402")
    assert client.get(reverse("registry-application-new")).status_code == 200
    answer = client.post(reverse("registry-application-new"), typed)
    made = Application.objects.get()
    assert answer.url == reverse("registry-application", args=[made.pk])
    shown = page(client.get(answer.url)).main.get_text(" ")
    assert "นำบัตรตัวจริงมาแสดง" in shown
    assert CITIZEN not in shown
    assert citizen_id.mask(CITIZEN) in shown
    assert made.data["latitude"] == "13.72000"
    day = format_short(today())
    answer = act(client, made, "receive", checked_on=day, check_card_method="seen")
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.state == ApplicationState.INCOMPLETE
    rest = {f"check_{code}_method": "seen" for code in ("place", "sample", "founding")}
    answer = act(client, made, "receive", checked_on=day, check_network_method="word", **rest)
    assert answer.status_code == 422
    assert "ผู้รับรอง" in page(answer).select_one(".errsum").get_text()
    act(
        client,
        made,
        "receive",
        checked_on=day,
        check_network_method="word",
        check_network_certified_by="นายจูด",
        **rest,
    )
    answer = act(client, made, "decide", outcome="approved", decided_on=day)
    assert "การประชุม" in page(answer).select_one(".errsum").get_text()
    act(client, made, "decide", outcome="approved", decided_on=day, meeting="1/2567")
    assert (
        act(client, made, "decide", outcome="approved", decided_on=day, meeting="1/2567").status_code == 403
    )
    province = as_user("province24")
    text = page(province.get(reverse("registry-application", args=[made.pk]))).main.get_text(" ")
    assert "นางกก" not in text
    assert "0812345678" not in text
    act(province, made, "decide", outcome="approved", decided_on=day, meeting="จังหวัด 1/2567")
    producer = Producer.objects.get()
    answer = as_user("district2402").get(
        reverse("registry-certificate", args=[producer.pk, producer.certificates.get().pk])
    )
    assert answer.content.startswith(b"%PDF")


def test_editing_and_a_stale_page(as_user, opened, typed, officer):
    made = received(officer, checks={}, phone="")
    client = as_user("district2402")
    url = reverse("registry-application-edit", args=[made.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, typed | {"version": made.version}).status_code == 302
    assert client.post(url, typed | {"version": made.version}).status_code == 409
    bad = client.post(url, typed | {"version": made.version + 1, "product_1_kind": ""})
    assert page(bad).select_one("#id_product_1_kind_error")


def test_another_districts_application_is_not_found(as_user, opened, officer):
    made = received(officer)
    client = as_user("district2403")
    for name in ("registry-application", "registry-application-edit"):
        assert client.get(reverse(name, args=[made.pk])).status_code == 404
        assert client.post(reverse(name, args=[made.pk])).status_code == 404
    assert as_user("province24").post(reverse("registry-application-edit", args=[made.pk])).status_code == 403


def test_what_waits_is_counted_on_the_rail(as_user, opened, officer):
    received(officer)
    found = page(as_user("district2402").get("/registry/applications/"))
    assert found.h1.get_text() == "1 คำขอรอหน่วยงานของท่าน"
    assert found.select_one(".rail a[href='/registry/'] .n").get_text(" ").split()[0] == "1"
    for show in ("open", "done", "nonsense"):
        assert as_user("district2402").get(f"/registry/applications/?show={show}").status_code == 200


def test_the_province_opens_and_moves_a_window(as_user):
    client = as_user("province24")
    day = format_short(today())
    fields = {"name": "รอบที่ 1", "year_be": str(today().year + 543), "area": "24", "opens": day, "closes": day,
              "levels": "district", "self_service": "on", "source": ""}  # fmt: skip
    assert client.post("/registry/windows/", fields).status_code == 302
    assert client.post("/registry/windows/", fields).status_code == 422
    made = RegistrationWindow.objects.get()
    assert made.levels == ["district"]
    url = reverse("registry-window", args=[made.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"closes": "1 ม.ค. 2560", "reason": "ว 1"}).status_code == 422
    assert client.post(url, {"closes": day, "reason": "ว 1"}).status_code == 302
    assert as_user("district2402").get(url).status_code == 403
    assert as_user("local24").get(url).status_code == 404
    assert as_user("local24").post("/registry/windows/", fields).status_code == 403


def test_no_window_is_told_before_anything_is_typed(as_user, typed):
    client = as_user("district2402")
    assert "ไม่เปิดรับ" in client.get("/registry/applications/new/").content.decode()
    answer = client.post("/registry/applications/new/", typed)
    assert answer.status_code == 422
    assert not Application.objects.exists()
