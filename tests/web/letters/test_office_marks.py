"""The page of an office's pictures: who manages changes them, others look, strangers find nothing."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from saan.documents.models import OfficeMarks
from tests.factories import writing as made
from tests.factories.pictures import picture

pytestmark = pytest.mark.slow
ADDRESS = "/letters/marks/"


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.fixture
def office(actor):
    return actor("province24").office


def upload(data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("ครุฑ.png", data or picture(), "image/png")


def test_a_picture_is_given_shown_and_dropped(as_user, office):
    client, address = as_user("admin"), f"{ADDRESS}?office={office.code}"
    assert client.post(address, {"what": "garuda", "garuda": upload()}).status_code == 302
    page = soup(client.get(address))
    shown = client.get(page.select_one("img.mark")["src"])
    assert (shown.content, shown["Content-Type"]) == (picture(), "image/png")
    assert client.post(address, {"what": "garuda", "act": "drop"}).status_code == 302
    assert OfficeMarks.objects.get().garuda is None
    assert client.get(f"{ADDRESS}garuda/?office={office.code}").status_code == 404


def test_what_is_refused_stands_at_its_field(as_user, office):
    client, address = as_user("admin"), f"{ADDRESS}?office={office.code}"
    answer = client.post(address, {"what": "seal", "seal": upload(picture(10, 10))})
    assert answer.status_code == 422
    assert "10 × 10 จุด" in soup(answer).select_one("#id_seal_error").text
    assert client.post(address, {"what": "seal"}).status_code == 422
    assert client.post(address, {"what": "hat"}).status_code == 404
    assert client.get(f"{ADDRESS}slogan/").status_code == 404


def test_the_line_is_kept_and_offered_to_the_writer(as_user, actor, office):
    client = as_user("admin")
    assert (
        client.post(f"{ADDRESS}?office={office.code}", {"what": "slogan", "slogan": "งานโปร่งใส"}).status_code
        == 302
    )
    letter = made.written(actor("province24"))
    page = soup(as_user("province24").get(f"/letters/write/{letter.pk}/"))
    assert page.select_one("#id_slogan")["value"] == "งานโปร่งใส"


def test_officers_look_and_do_not_change(as_user):
    client = as_user("province24")
    page = soup(client.get(ADDRESS))
    assert "ยังไม่มีภาพ" in page.text
    assert not page.select("main form[method=post]")
    assert client.post(ADDRESS, {"what": "slogan", "slogan": "ก"}).status_code == 403


def test_another_offices_is_not_there(as_user, client, office):
    assert as_user("district2402").get(f"{ADDRESS}?office={office.code}").status_code == 404
    assert as_user("producer").get(ADDRESS).status_code == 403


def test_signed_out_is_asked_to_sign_in(client):
    assert client.get(ADDRESS)["Location"].startswith("/sign-in/")
