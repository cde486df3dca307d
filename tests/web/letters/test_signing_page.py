"""Who may sign: recorded with the order, revoked from a day on, history kept; others only look."""

import pytest
from bs4 import BeautifulSoup

from saan.letters.models import SigningAuthority
from tests.factories import writing as made

pytestmark = pytest.mark.slow
ADDRESS = "/letters/signing/"
GRANT = {
    "signer_name": "นางหวาย สานดี",
    "chain": "พัฒนาการจังหวัด ปฏิบัติราชการแทน\nผู้ว่าราชการจังหวัดฉะเชิงเทรา",
    "order_reference": "คำสั่งจังหวัด ที่ 1442/2566",
    "starts": "1 ก.ย. 2566",
}


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-27")


@pytest.fixture
def office(actor):
    return actor("province24").office


def test_an_order_is_recorded_and_revoked(as_user, office):
    client = as_user("admin")
    address = f"{ADDRESS}?office={office.code}"
    assert client.post(address, GRANT).status_code == 302
    held = SigningAuthority.objects.get()
    page = soup(client.get(address))
    assert "ลงนามได้วันนี้" in page.select_one(".authorities").text
    assert client.post(f"{ADDRESS}{held.pk}/revoke/", {"on": "27 ก.ย. 2566"}).status_code == 302
    page = soup(client.get(address))
    assert "ถูกเพิกถอนเมื่อ 27 ก.ย. 2566" in page.select_one(".authorities").text
    assert client.post(f"{ADDRESS}{held.pk}/revoke/", {"on": ""}).status_code == 422


def test_a_chain_against_the_grammar_is_said_at_its_field(as_user, office):
    answer = as_user("admin").post(f"{ADDRESS}?office={office.code}", {**GRANT, "chain": "ก\nข"})
    assert answer.status_code == 422
    assert "ต้องลงท้ายด้วยคำบอกฐานะ" in soup(answer).select_one("#id_chain_error").text


def test_officers_look_and_do_not_record(as_user, office):
    made.authority(office)
    client = as_user("province24")
    page = soup(client.get(ADDRESS))
    assert "นายคราม ย้อมใจ" in page.text
    assert not page.select("#id_chain")
    assert client.post(ADDRESS, GRANT).status_code == 403
    held = SigningAuthority.objects.get()
    assert client.post(f"{ADDRESS}{held.pk}/revoke/", {"on": "27 ก.ย. 2566"}).status_code == 403


def test_the_head_records(as_user, actor):
    client = as_user("local24")
    assert soup(client.get(ADDRESS)).select_one("#id_chain")
    assert client.post(ADDRESS, GRANT).status_code == 302
    assert SigningAuthority.objects.get().office == actor("local24").office


def test_strangers_and_the_signed_out(client, as_user, office):
    held = made.authority(office)
    assert client.get(ADDRESS).status_code == 302
    assert as_user("producer").get(ADDRESS).status_code == 403
    assert as_user("local24").get(f"{ADDRESS}?office={office.code}").status_code in (200, 404)
    assert as_user("local24").post(f"{ADDRESS}{held.pk}/revoke/", {"on": "27 ก.ย. 2566"}).status_code == 404


def test_account_managers_find_other_offices(as_user, office):
    page = soup(as_user("admin").get(ADDRESS, {"q_office": office.name}))
    assert page.select_one(f'a[href="?office={office.code}"]')
