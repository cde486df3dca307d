"""Lists narrowed, kept under a name, and opened again with live figures."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from saan.accounts.models import SavedView
from saan.registry.actions import add_product, register_producer

pytestmark = pytest.mark.django_db
DAY = date(2023, 9, 27)


@pytest.fixture
def client(as_user, actor):
    officer = actor("district2402")
    one = register_producer(name="กลุ่มสมุนไพรบ้านไร่", kind="group", tambon=240201, registered_on=DAY, by=officer)
    add_product(producer=one, name="ยาหม่อง", kind="herbal", registered_on=DAY, by=officer)
    register_producer(name="ร้านลุงทอง", kind="sole", tambon=240201, registered_on=DAY, by=officer)
    return as_user("district2402")


@pytest.fixture
def registered_later(actor):
    def make():
        officer = actor("district2402")
        made = register_producer(name="ร้านหมอเมือง", kind="sole", tambon=240201, registered_on=DAY, by=officer)
        add_product(producer=made, name="ลูกประคบ", kind="herbal", registered_on=DAY, by=officer)

    return make


def test_filters_of_products_narrow_the_list(client):
    page = client.get("/registry/", {"product_kind": "herbal", "certificate": "none"}).content.decode()
    assert "พบ 1 จาก 2 แฟ้ม" in page
    assert "ร้านลุงทอง" not in page


def test_a_list_is_kept_and_opened_with_live_figures(client, registered_later):
    client.post("/saved/", {"page": "registry", "name": "สมุนไพร", "query": "product_kind=herbal&page=3"})
    view = SavedView.objects.get()
    assert view.query == "product_kind=herbal"
    page = client.get(f"/registry/?{view.query}").content.decode()
    assert "พบ 1 จาก 2 แฟ้ม" in page
    registered_later()
    assert "พบ 2 จาก 3 แฟ้ม" in client.get(f"/registry/?{view.query}").content.decode()


def options(page, name):
    select = BeautifulSoup(page, "html.parser").select_one(f"select[name={name}]")
    return [option.get_text() for option in select.select("option")]


def test_options_say_how_many_they_leave(client):
    page = client.get("/registry/", {"kind": "group"}).content.decode()
    assert "กลุ่มผู้ผลิตชุมชน (1)" in options(page, "kind")
    assert "เจ้าของรายเดียว (1)" in options(page, "kind")
    assert "สมุนไพรที่ไม่ใช่อาหาร (1)" in options(page, "product_kind")
    assert "เลิกประกอบการ (0)" in options(page, "status")


def test_over_the_country_products_are_not_counted(client, as_user):
    page = as_user("cdd").get("/registry/").content.decode()
    assert "เจ้าของรายเดียว (1)" in options(page, "kind")
    assert not [words for words in options(page, "product_kind") if "(" in words]


def test_further_filters_are_folded_until_one_is_chosen(client):
    def folded(**query):
        found = BeautifulSoup(client.get("/registry/", query).content.decode(), "html.parser")
        return "open" not in found.select_one("details.more").attrs

    assert folded(kind="group")
    assert not folded(stars="5")
