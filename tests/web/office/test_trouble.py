"""Sent too late, from elsewhere or to the wrong door: nothing is saved, nothing typed is lost, the way on is told."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from saan.accounts.models import User
from saan.registry.models import Producer

TYPED = {"name": "กลุ่มทอผ้าบ้านทดสอบ", "kind": "group", "phone": "081 234 5678"}


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def test_what_was_typed_when_the_session_ended_stays_in_the_answer(client, db):
    response = client.post("/registry/new/", {**TYPED, "place": ["1", "2"]})
    page = soup(response)
    assert response.status_code == 401
    assert "ยังไม่ได้บันทึก" in page.h1.text
    form = page.select_one("form[action='/registry/new/']")
    kept = [(field["name"], field["value"]) for field in form.select("input[type=hidden]")]
    assert [pair for pair in kept if pair[0] != "csrfmiddlewaretoken"] == [
        *TYPED.items(),
        ("place", "1"),
        ("place", "2"),
    ]
    assert page.select_one("a.main")["target"] == "_blank"
    assert not Producer.objects.exists()


def test_a_password_is_never_given_back(client, db):
    page = client.post("/switch/", {"password": "ความลับ", "appointment": "1"}).content.decode()
    assert "ความลับ" not in page


def test_a_file_is_asked_for_again(client, db, tmp_path):
    paper = tmp_path / "หนังสือ.txt"
    paper.write_text("ที่ ฉช ๐๐๑๙/ว ๑")
    with paper.open("rb") as file:
        page = soup(
            client.post(
                "/letters/receive/", {"file": file}, headers={"referer": "http://testserver/letters/"}
            )
        )
    assert "แฟ้มที่แนบต้องเลือกใหม่" in page.text
    assert page.select_one("a[href='/letters/']")
    assert not page.select("form")


def test_a_part_of_a_page_is_not_answered_with_the_sign_in_page(client, db):
    response = client.get("/letters/", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert not soup(response).select("input[name=password]")


@pytest.mark.parametrize("address", ["/desk/1/acknowledge/", "/switch/", "/letters/1/confirm/"])
def test_an_address_that_only_receives_says_so_in_thai(as_user, address):
    response = as_user("province24").get(address)
    assert response.status_code == 405
    assert soup(response).select_one("a.main")["href"] == "/start/"
    assert "เปิดหน้านี้โดยตรงไม่ได้" in soup(response).h1.text


def test_a_form_without_its_seal_leads_back_to_where_it_was(actor, db):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="district2402"))
    sent = strict.post(
        "/registry/new/", TYPED, headers={"referer": "http://testserver/registry/new/?tambon=240201"}
    )
    page = soup(sent)
    assert sent.status_code == 403
    assert "เปิดค้างไว้นาน" in page.h1.text
    assert page.select_one("a.main")["href"] == "/registry/new/?tambon=240201"
    assert not page.select("form"), "what another site may have sent is not offered to be sent again"


def test_the_way_back_never_leaves_the_house(actor, db):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="district2402"))
    sent = strict.post("/registry/new/", TYPED, headers={"referer": "https://elsewhere.example/registry/"})
    assert soup(sent).select_one("a.main")["href"] == "/start/"
