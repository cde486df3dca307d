"""Lists narrowed, kept under a name, and opened again with live figures."""

from datetime import date

import pytest

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
