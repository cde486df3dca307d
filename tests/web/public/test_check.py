"""The public pages: everybody may ask whether a producer is registered, nobody learns who its people are."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from saan.registry.actions import cease_producer, register_producer


@pytest.fixture
def producer(actor):
    return register_producer(
        name="กลุ่มทอผ้าบ้านท่าทองหลาง",
        kind="group",
        tambon=240210,
        village_no=3,
        address="88/2",
        chair_name="นางกก ริมคลอง",
        phone="0812345678",
        members=12,
        registered_on=date(2023, 9, 27),
        legacy_code="240210-A001",
        by=actor("district2402"),
    )


@pytest.fixture
def found(client):
    return lambda text, **query: BeautifulSoup(
        client.get("/check/", {"q": text, **query}).content, "html.parser"
    )


def test_the_home_page_says_what_saan_is_and_asks(client, db):
    page = BeautifulSoup(client.get("/").content, "html.parser")
    assert page.select_one("form[role=search]")["action"] == "/check/"
    assert "หนังสือราชการ" in page.get_text()


@pytest.mark.parametrize("text", ["ทองหลาง", "ร้านทอผ้าบ้านท่าทองหลาง", "ทอผ้า ท่าทอง"])
def test_a_registered_name_is_found_with_place_and_year(producer, found, text):
    page = found(text)
    line = page.select_one(".wl li").get_text(" ")
    assert "กลุ่มทอผ้าบ้านท่าทองหลาง" in line
    assert "ตำบลท่าทองหลาง อำเภอบางคล้า จังหวัดฉะเชิงเทรา" in page.select_one(".wl li").get_text()
    assert "2566" in line


def test_no_personal_or_internal_word_is_shown(producer, client):
    text = client.get("/check/", {"q": "ทองหลาง"}).content.decode()
    assert not [
        word for word in ("นางกก", "0812345678", "081 234", "88/2", "240210-A001", "หมู่ที่") if word in text
    ]


def test_more_rows_ask_no_more_of_the_database(producer, client, actor, django_assert_num_queries):
    for name in ("ร้านลุงทอง", "สวนส้มโอ", "ข้าวเกรียบ"):
        register_producer(
            name=f"{name}ท่าทองหลาง",
            kind="sole",
            tambon=240210,
            registered_on=date(2023, 9, 27),
            by=actor("district2402"),
        )
    with django_assert_num_queries(5):
        client.get("/check/", {"q": "ทองหลาง"})


def test_the_ended_and_the_unknown_are_not_found(producer, found, actor):
    assert "ไม่พบ" in found("ร้านที่ไม่มีจริง").h2.get_text()
    cease_producer(producer=producer, version=1, reason="เลิก", by=actor("district2402"))
    assert "ไม่พบ" in found("ทองหลาง").h2.get_text()


@pytest.mark.parametrize("text", ["", "  ", "ท", "%%%", "___", "'; --", "<b>ก</b>", "ก" * 500])
def test_any_question_gets_a_page(client, db, text):
    answer = client.get("/check/", {"q": text, "page": "x"})
    assert answer.status_code == 200
    assert b"<b>\xe0\xb8\x81</b>" not in answer.content


def test_a_question_that_is_no_text_is_turned_away_calmly(client, db):
    answer = client.get("/check/", {"q": "\0\0\0"})
    assert answer.status_code == 400
    assert "<h1" in answer.content.decode()


def test_the_fragment_is_what_the_page_includes(producer, client, found):
    whole = found("ทองหลาง").find(id="found")
    part = client.get("/check/", {"q": "ทองหลาง"}, headers={"HX-Request": "true"}).content.decode()
    assert (
        "".join(str(child) for child in whole.children).strip()
        == str(BeautifulSoup(part, "html.parser")).strip()
    )
