"""A producer's own pages, and the way in for a new one."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.accounts.models import User
from saan.registry.actions import (
    accept_application,
    issue_certificate,
    receive_application,
    return_application,
)
from saan.registry.models import Application, Producer, ProducerAccount
from saan.registry.rules import ApplicationState
from tests.factories.registration import CHECKS, window

URL = "/registry/mine/application/"


def page(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def owned(producer):
    ProducerAccount.objects.create(producer=producer, user=User.objects.get(username="producer"))
    return producer


def test_signing_up_leads_to_the_form(client, db):
    assert client.get("/join/").status_code == 200
    found = page(client.get("/join/?q=หัวไทร"))
    assert found.select_one("main ul a")["href"].startswith("?tambon=")
    assert client.get("/join/?tambon=240204").status_code == 200
    assert page(client.get("/join/?tambon=99")).find("input", {"name": "q"})
    fields = {
        "tambon": "240204",
        "full_name": "นางกก ริมคลอง",
        "username": "kok.rim",
        "password": "กกริมคลอง2567",
    }
    assert client.post("/join/", fields).status_code == 422
    answer = client.post("/join/", fields | {"notice_read": "on"})
    assert answer.url == URL
    assert client.get(URL).status_code == 200
    assert client.get("/registry/").status_code == 403


def test_typing_is_kept_and_handed_in(as_user, opened, typed):
    client = as_user("producer")
    half = typed | {"phone": "12", "identity_number": "1", "act": "autosave"}
    assert "บันทึกให้แล้ว" in client.post(URL, half).content.decode()
    made = Application.objects.get()
    assert "phone" not in made.data
    assert client.post(URL, typed | {"act": "send"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.data["phone"]) == (ApplicationState.SUBMITTED, "0812345678")
    shown = page(client.get(URL))
    assert "รออำเภอตรวจ" in shown.h1.get_text()
    assert "นำบัตรตัวจริงมาแสดง" in shown.main.get_text(" ")


def test_another_tab_is_told_and_nothing_is_overwritten(as_user, typed):
    client = as_user("producer")
    client.post(URL, typed | {"act": "autosave"})
    assert client.post(URL, typed | {"page": "t2", "name": "ชื่ออื่น", "act": "save"}).status_code == 409
    assert "มีผู้แก้" in client.post(URL, typed | {"page": "t2", "act": "autosave"}).content.decode()
    assert Application.objects.get().data["name"] == typed["name"]


def test_what_the_open_page_kept_itself_may_be_taken_back(as_user, typed):
    client = as_user("producer")
    client.post(URL, typed | {"act": "autosave"})
    opened = page(client.get(URL))
    form = opened.find("button", {"value": "withdraw"}).find_parent("form")
    held = {each["name"]: each["value"] for each in form.find_all("input", {"name": True})}
    client.post(URL, typed | held | {"act": "autosave", "name": "ชื่อที่พิมพ์ต่อ"})
    assert client.post(URL, held | {"act": "withdraw", "page": "t2"}).status_code == 409
    assert client.post(URL, held | {"act": "withdraw"}).status_code == 302
    assert Application.objects.get().state == ApplicationState.WITHDRAWN


def test_the_keeping_fragment_is_what_the_page_includes(as_user, typed):
    """It fills the place that listens, which stays: words typed while an answer was awaited are kept next."""
    client = as_user("producer")
    part = client.post(URL, typed | {"act": "autosave"}, headers={"HX-Request": "true"})
    assert not page(part).select("[hx-post], [id]")
    assert page(client.get(URL)).select_one("#saved[data-keeps=own][hx-post]")


def test_sending_without_a_window_keeps_what_was_typed(as_user, typed):
    client = as_user("producer")
    answer = client.post(URL, typed | {"act": "send"})
    assert answer.status_code == 422
    assert "ไม่เปิดรับลงทะเบียน" in page(answer).select_one(".errsum").get_text()
    assert page(client.get(URL)).find(id="id_name")["value"] == typed["name"]


def test_returned_mended_and_registered(as_user, actor, typed, officer):
    window(actor("province24"), levels=())
    as_user("producer").post(URL, typed | {"act": "send"})
    made = Application.objects.get()
    return_application(application=made, version=made.version, reason="กรอกชื่อหมู่บ้าน", by=officer)
    made.refresh_from_db()
    client = as_user("producer")
    assert "กรอกชื่อหมู่บ้าน" in client.get(URL).content.decode()
    client.post(URL, typed | {"address": "บ้านหัวไทร", "version": made.version, "act": "send"})
    made.refresh_from_db()
    receive_application(application=made, version=made.version, checks=CHECKS, by=officer)
    made.refresh_from_db()
    accept_application(application=made, version=made.version, by=officer)
    assert "ขึ้นทะเบียนแล้ว" in page(client.get(URL)).h1.get_text()
    assert client.get("/registry/mine/").status_code == 200
    listed = page(client.get("/registry/mine/certificates/"))
    row = Producer.objects.get().certificates.get()
    assert client.get(reverse("my-certificate", args=[row.pk])).content.startswith(b"%PDF")
    public = listed.find("a", href=reverse("check-certificate", args=[row.verify_code]))["href"]
    client.logout()
    text = page(client.get(public)).main.get_text(" ")
    assert "ใบรับรองนี้ใช้ได้" in text
    assert not [word for word in ("นางกก", "081", "บ้านหัวไทร ") if word in text.replace(typed["name"], "")]


def test_withdrawing_and_starting_again(as_user, opened, typed):
    client = as_user("producer")
    client.post(URL, typed | {"act": "send"})
    made = Application.objects.get()
    assert client.post(URL, {"act": "withdraw", "version": made.version}).status_code == 302
    assert "ถอนคำขอแล้ว" in page(client.get(URL)).h1.get_text()
    assert page(client.get(f"{URL}?new=1")).find(id="own")
    client.post(URL, typed | {"act": "save"})
    assert Application.objects.count() == 2


def test_ones_own_file_is_changed_through_the_officer(as_user, owned, officer):
    client = as_user("producer")
    assert client.get("/registry/mine/").status_code == 200
    url = reverse("my-change", args=[owned.pk])
    shown = page(client.get(url))
    assert shown.find(id="id_name")["value"] == owned.name
    fields = {"name": owned.name, "kind": "group", "tambon": "240210", "phone": "0899999999", "act": "send",
              "chair_name": owned.chair_name, "version": "0", "page": "t", "thai": "on"}  # fmt: skip
    assert client.post(url, fields).status_code == 302
    made = Application.objects.get()
    assert client.get(url).status_code == 200
    counter = as_user("district2402")
    answer = counter.post(
        reverse("registry-application", args=[made.pk]), {"act": "accept", "version": made.version}
    )
    assert answer.status_code == 302
    owned.refresh_from_db()
    assert (owned.phone, owned.members) == ("0899999999", 12)


def test_consent_and_still_working(as_user, owned):
    client = as_user("producer")
    url = reverse("my-act", args=[owned.pk])
    assert client.post(url, {"act": "consent", "consent": ["phone"]}).status_code == 302
    owned.refresh_from_db()
    assert owned.consent == ["phone"]
    assert client.post(url, {"act": "operating"}).status_code == 302
    assert client.post(url, {"act": "operating"}).status_code == 409
    made = Application.objects.get()
    counter = as_user("district2402")
    address = reverse("registry-application", args=[made.pk])
    assert counter.get(address).status_code == 200
    counter.post(address, {"act": "accept", "version": made.version, "method": "declared"})
    owned.refresh_from_db()
    assert owned.confirmed_on is not None


def test_nobody_reaches_another_producers_pages(as_user, producer, officer):
    row = issue_certificate(producer=producer, version=1, by=officer)
    client = as_user("producer")
    assert client.get(reverse("my-change", args=[producer.pk])).status_code == 404
    assert client.post(reverse("my-act", args=[producer.pk]), {"act": "consent"}).status_code == 404
    assert client.get(reverse("my-certificate", args=[row.pk])).status_code == 404


def test_an_unknown_code_is_a_calm_page(client, db):
    answer = client.get("/check/certificate/abc/")
    assert answer.status_code == 404
    assert "ไม่พบใบรับรองนี้" in answer.content.decode()
