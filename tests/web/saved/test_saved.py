"""A list kept under a name: saved, opened, named anew, forgotten; and nobody else's."""

import pytest
from bs4 import BeautifulSoup

from saan.accounts.models import SavedView, User
from saan.ledger.models import Act
from saan.web.office.saved.bar import plain_query


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def save(client, name="ด่วนเดือนนี้", query="urgency=ด่วน&q=", page="letters"):
    return client.post("/saved/", {"page": page, "name": name, "query": query})


def test_a_list_is_kept_and_opened_again(as_user):
    client = as_user("province24")
    answer = save(client)
    assert answer.url.startswith("/letters/?urgency=")
    bar = soup(client.get(answer.url)).select_one("[aria-label=รายการที่บันทึกไว้] a")
    assert (bar.text, bar["href"], bar["aria-current"]) == ("ด่วนเดือนนี้", answer.url, "true")
    view = SavedView.objects.get()
    client.post(f"/saved/{view.pk}/rename/", {"name": "ชื่อใหม่"})
    assert "ชื่อใหม่" in client.get("/letters/").content.decode()
    client.post(f"/saved/{view.pk}/remove/")
    assert not SavedView.objects.exists()


def test_the_ledger_tells_of_it_but_never_its_name(as_user):
    client = as_user("province24")
    save(client)
    view = SavedView.objects.get()
    client.post(f"/saved/{view.pk}/rename/", {"name": "ชื่อใหม่"})
    client.post(f"/saved/{view.pk}/remove/")
    rows = Act.objects.filter(object_kind="accounts.savedview", object_id=str(view.pk)).order_by("pk")
    assert [row.verb for row in rows] == [
        "accounts.save_view",
        "accounts.rename_view",
        "accounts.remove_view",
    ]
    assert not any(name in f"{row.summary}{row.detail}" for row in rows for name in ("ด่วนเดือนนี้", "ชื่อใหม่"))


@pytest.mark.parametrize("name", ["", " ", "ด่วนเดือนนี้"])
def test_a_name_is_asked_and_given_once(as_user, name):
    client = as_user("province24")
    save(client)
    answer = save(client, name=name, query="q=1")
    assert SavedView.objects.count() == 1
    assert soup(client.get(answer.url)).select_one("[role=alert], .note.bad, .toast, [role=status]")


def test_another_persons_list_is_not_found(as_user):
    view = SavedView.objects.create(user=User.objects.get(username="province24"), page="letters", name="ก")
    client = as_user("district2402")
    assert client.post(f"/saved/{view.pk}/remove/").status_code == 404
    assert client.post(f"/saved/{view.pk}/rename/", {"name": "ข"}).status_code == 404
    assert "รายการที่บันทึกไว้" not in client.get("/letters/").content.decode()
    assert save(client, page="ไม่มี").status_code == 404


def test_only_what_is_asked_is_kept():
    assert plain_query("q=&page=2&box=in&file=pdf&a=1&a=2") == "a=1&a=2&box=in"
    assert plain_query("") == ""


def test_nobody_signed_in_saves_nothing(client, db):
    assert save(client).status_code in (302, 401)
    assert not SavedView.objects.exists()
