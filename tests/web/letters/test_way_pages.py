"""The way of a paper on its page: what each may press, what is refused and why, whose turn it is."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from saan.accounts.models import Appointment, User
from saan.letters.actions import register
from saan.letters.actions.handling import order, present
from saan.letters.actions.routing import route
from saan.letters.models import Letter, LetterStep, Receipt
from saan.organisations.actions import add_unit
from tests.factories.letters import brought_in


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.fixture
def clerk(actor):
    return actor("clerk24")


@pytest.fixture
def receipt(clerk):
    return register(receipt=brought_in(clerk).receipt, by=clerk)


@pytest.fixture
def unit(clerk, actor):
    office = add_unit(office=clerk.office, name="กลุ่มงานทดสอบ", by=actor("admin"))
    user = User.objects.create_user("unit-test", "x", full_name="นางสาวกลุ่ม งานทดสอบ")
    Appointment.objects.create(
        user=user, office=office, role="unit-officer", position="หัวหน้ากลุ่มงาน", starts=date(2020, 1, 1)
    )
    return office


def acts(page: BeautifulSoup) -> set[str]:
    return {
        form["action"].rstrip("/").rpartition("/")[2] for form in page.select("#way form[action*='/way/']")
    }


def at(receipt: Receipt) -> str:
    return f"/letters/{receipt.letter_id}/"


def test_a_paper_that_arrived_may_be_checked_or_refused(clerk, as_user):
    arrival = brought_in(clerk)
    page = soup(as_user("clerk24").get(at(arrival.receipt)))
    assert acts(page) == {"check", "reject", "mark-wrong"}


def test_only_what_is_legal_now_can_be_pressed(receipt, as_user, unit):
    page = soup(as_user("clerk24").get(at(receipt)))
    assert acts(page) == {"present", "route", "wrong-number"}
    assert "ลงรับ" in page.select_one("#way ol").text


def test_an_order_is_written_in_the_browser(receipt, clerk, actor, as_user):
    head = actor("province24").user
    client = as_user("clerk24")
    sent = client.post(at(receipt) + "way/present/", {"to": head.pk, "note": "เพื่อโปรดพิจารณา"})
    assert sent.headers["Location"] == f"{at(receipt)}#way"
    client = as_user("province24")
    page = soup(client.get(at(receipt)))
    assert {"order", "note-only"} <= acts(page)
    assert page.select("datalist option")
    words = {"note": "มอบธุรการดำเนินการ", "to": [clerk.user.pk], "due": "31 ธ.ค. 2599"}
    assert client.post(at(receipt) + "way/order/", words).status_code == 302
    page = soup(as_user("clerk24").get(at(receipt)))
    assert "มอบธุรการดำเนินการ" in page.select_one("#way blockquote").text
    assert "นางกระบุง เก็บเอกสาร" in page.select_one("#way").text
    assert {"accept", "return"} <= acts(page)


def test_mine_shows_what_waits_and_nothing_else(receipt, clerk, actor, as_user):
    present(receipt=receipt, to=actor("province24").user, by=clerk)
    page = soup(as_user("province24").get("/letters/mine/"))
    assert "หนังสือรอท่าน 1 ฉบับ" in page.h1.text
    assert soup(as_user("clerk24").get("/letters/mine/")).select_one(".empty")


def test_the_copy_with_its_orders_is_printed(receipt, clerk, actor, as_user):
    head = actor("province24")
    present(receipt=receipt, to=head.user, by=clerk)
    client = as_user("clerk24")
    assert client.get(at(receipt) + "orders.pdf").status_code == 404
    order(receipt=receipt, text="มอบธุรการดำเนินการ", to=[clerk.user], by=head)
    response = client.get(at(receipt) + "orders.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert "มอบธุรการ" in words_of(response.content)


def words_of(data: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return document[len(document) - 1].get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("event", "sent", "status", "says"),
    [
        ("present", {}, 422, "เลือกผู้บังคับบัญชา"),
        ("route", {"to": []}, 422, "อย่างน้อยหนึ่งแห่ง"),
        ("wrong-number", {"note": " "}, 422, "เหตุที่ยกเลิกเลขรับ"),
        ("check", {}, 409, "อยู่ในสถานะ"),
        ("accept", {}, 409, "อยู่ในสถานะ"),
    ],
)
def test_what_is_refused_says_why(receipt, as_user, unit, event, sent, status, says):
    response = as_user("clerk24").post(at(receipt) + f"way/{event}/", sent)
    assert response.status_code == status
    assert says in soup(response).select_one(".errsum").text


def test_who_may_not_do_it_is_told_whose_turn_it_is(receipt, clerk, actor, as_user):
    present(receipt=receipt, to=actor("province24").user, by=clerk)
    response = as_user("clerk24").post(at(receipt) + "way/note-only/", {})
    assert response.status_code == 403


def test_an_unknown_act_and_a_strangers_paper_are_not_found(receipt, as_user):
    assert as_user("clerk24").post(at(receipt) + "way/file/").status_code == 404
    assert as_user("clerk24").post(at(receipt) + "way/nonsense/").status_code == 404
    stranger = as_user("district2402")
    for address in ("way/check/", "opened/"):
        assert stranger.post(at(receipt) + address).status_code == 404
    assert stranger.get(at(receipt) + "orders.pdf").status_code == 404


def test_visitors_sign_in_and_the_producer_is_refused(client, as_user, receipt):
    assert client.get("/letters/mine/").headers["Location"].startswith("/sign-in/")
    assert as_user("producer").get("/letters/mine/").status_code == 403
    assert as_user("producer").post(at(receipt) + "way/check/").status_code == 403


def test_a_unit_opens_what_it_was_sent_and_registers_it(receipt, clerk, unit, as_user):
    route(receipt=receipt, to=[unit], by=clerk)
    client = as_user("unit-test")
    page = soup(client.get(at(receipt)))
    assert "bounce" in acts(page)
    assert page.select_one("form[hx-trigger=load]")["action"] == at(receipt) + "opened/"
    child = Receipt.objects.get(office=unit)
    assert child.opened_at is None, "reading alone writes nothing"
    assert client.post(at(receipt) + "opened/").status_code == 204
    child.refresh_from_db()
    assert child.opened_by.username == "unit-test"
    assert "retrieve" not in acts(soup(as_user("clerk24").get(at(receipt))))
    as_user("unit-test").post(at(receipt) + "register/")
    child.refresh_from_db()
    assert child.number == 1
    assert LetterStep.objects.filter(receipt=child, event="register").exists()


def test_a_unit_sends_back_in_the_browser(receipt, clerk, unit, as_user):
    route(receipt=receipt, to=[unit], by=clerk)
    as_user("unit-test").post(at(receipt) + "way/bounce/", {"note": "ไม่ใช่ของกลุ่มงาน"})
    receipt.refresh_from_db()
    assert receipt.state == "registered"
    assert "ไม่ใช่ของกลุ่มงาน" in soup(as_user("clerk24").get(at(receipt))).select_one("#way").text


# --- the day's post ---


def test_the_post_page_holds_the_first_paper_and_its_fields(clerk, as_user):
    brought_in(clerk)
    page = soup(as_user("clerk24").get("/letters/post/"))
    assert page.select_one("#head-number")["value"] == "ฉช 0019/ว 4101"
    assert "รอลงรับ 1 ฉบับ" in page.h1.text


def test_registering_sets_the_head_right(clerk, as_user):
    receipt = brought_in(clerk).receipt
    page = soup(as_user("clerk24").get("/letters/post/"))
    sent = {field["name"]: field.get("value", "") for field in page.select(".head-fields input")}
    sent |= {"subject": "เรื่องที่แก้แล้ว", "urgency": ""}
    response = as_user("clerk24").post(f"/letters/post/{receipt.pk}/", sent)
    assert response.headers["Location"] == "/letters/post/"
    letter = Letter.objects.get(pk=receipt.letter_id)
    assert (letter.subject, letter.readings.get().decisions.count()) == ("เรื่องที่แก้แล้ว", 1)


def test_a_field_that_cannot_be_read_stays_with_its_reason(clerk, as_user):
    receipt = brought_in(clerk).receipt
    response = as_user("clerk24").post(f"/letters/post/{receipt.pk}/", {"subject": "x", "date": "31 ก.พ. 66"})
    assert response.status_code == 422
    assert soup(response).select_one(".errsum")
    receipt.refresh_from_db()
    assert receipt.state == "arrived"


def test_the_most_urgent_paper_comes_first(clerk, as_user):
    brought_in(clerk)
    urgent = brought_in(clerk, number="ฉช ๐๐๑๙/ว ๔๒๐๐", subject="เรื่องด่วน").letter
    Letter.objects.filter(pk=urgent.pk).update(urgency="ด่วนที่สุด")
    page = soup(as_user("clerk24").get("/letters/post/"))
    assert "เรื่องด่วน" in page.select_one("#hand-t").text


def test_the_post_of_another_office_is_not_found(clerk, as_user, client):
    receipt = brought_in(clerk).receipt
    assert as_user("district2402").post(f"/letters/post/{receipt.pk}/", {}).status_code == 404
    assert as_user("auditor").get("/letters/post/").status_code == 403
    client.logout()
    assert client.get("/letters/post/").headers["Location"].startswith("/sign-in/")


def test_a_letter_from_inside_saan_has_nothing_to_set_right(clerk, actor, as_user):
    letter = Letter.objects.create(
        direction="outgoing", state="sent", kind="external letter", number="ฉช 0219/9", subject="รายงาน",
        issuer=actor("district2402").office, issuer_name="สพอ.", dated=date(2026, 1, 5), created_by=clerk.user,
    )  # fmt: skip
    receipt = Receipt.objects.create(
        letter=letter, office=clerk.office, state="arrived", arrived_by=clerk.user
    )
    page = soup(as_user("clerk24").get("/letters/post/"))
    assert not page.select(".head-fields input")
    assert page.select_one("button[autofocus]")
    as_user("clerk24").post(f"/letters/post/{receipt.pk}/")
    receipt.refresh_from_db()
    assert receipt.number == 1
