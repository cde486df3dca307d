"""Registers on the screen and as files, and the page where numbers are taken, kept and burned."""

import io

import openpyxl
import pytest
from bs4 import BeautifulSoup

from saan.kernel.dates import be_year, today
from saan.letters.actions import register, take_number
from saan.letters.actions.registers import PaperLine, number_outside
from saan.letters.models import Register, RegisterEntry
from saan.letters.rules import RegisterKind as K
from tests.factories.letters import brought_in


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.fixture
def clerk(actor):
    return actor("clerk24")


@pytest.fixture
def taken(clerk):
    return number_outside(
        office=clerk.office, kind=K.OUTGOING, line=PaperLine(subject="ขอเชิญประชุม", to="นายอำเภอ"), by=clerk
    )


def test_every_register_has_its_book(clerk, taken, as_user):
    page = soup(as_user("clerk24").get("/letters/register/?kind=outgoing"))
    row = page.select_one("tbody tr").text
    assert "แบบที่ 14" in page.caption.text
    assert all(words in row for words in ("ฉช 0019/1", "ขอเชิญประชุม", "นายอำเภอ"))
    for kind in K:
        assert as_user("clerk24").get(f"/letters/register/?kind={kind}").status_code == 200
    assert soup(as_user("clerk24").get("/letters/register/?kind=outgoing.own")).select_one(".empty")


def test_looking_in_the_book(clerk, taken, as_user):
    client = as_user("clerk24")
    assert len(soup(client.get("/letters/register/?kind=outgoing&q=ประชุม")).select("tbody tr")) == 1
    assert soup(client.get("/letters/register/?kind=outgoing&q=ไม่มีคำนี้")).select_one(".empty")
    assert client.get("/letters/register/?kind=nonsense&year=abc&page=99").status_code == 200


def test_the_book_as_pdf_and_as_workbook(clerk, taken, as_user):
    register(receipt=brought_in(clerk).receipt, by=clerk)
    client = as_user("clerk24")
    pdf = client.get("/letters/register/?kind=incoming&file=pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert "ทะเบียนหนังสือรับ" in words_of(pdf.content)
    sheet = client.get("/letters/register/?kind=outgoing&file=xlsx")
    cells = [
        str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(sheet.content)).active for cell in row
    ]
    assert {"ขอเชิญประชุม", "ฉช 0019/1", "เลขทะเบียน"} <= set(cells)


def words_of(data: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return document[0].get_textpage().get_text_range()


def test_a_number_is_taken_in_the_browser(as_user):
    client = as_user("clerk24")
    sent = {"act": "take", "take-register": "circular", "take-subject": "แจ้งเวียน", "take-to": "ทุกอำเภอ"}
    response = client.post("/letters/numbers/", sent, follow=True)
    assert "ฉช 0019/ว 1" in response.content.decode()
    sent = {"act": "take", "take-register": "outgoing.own", "take-subject": "ขอส่ง", "take-to": "กรม"}
    client.post("/letters/numbers/", sent)
    assert RegisterEntry.objects.latest("pk").register.office.code == "cdd-24"


def test_a_secret_paper_is_numbered_without_its_words(as_user):
    sent = {
        "act": "receive",
        "receive-sender": "กรมการปกครอง",
        "receive-secret": "on",
        "receive-subject": "แผนลับ",
    }
    as_user("clerk24").post("/letters/numbers/", sent)
    page = as_user("clerk24").get("/letters/register/").content.decode()
    assert "เรื่องลับ" in page
    assert "แผนลับ" not in page


def test_a_number_is_kept_used_and_cancelled(as_user):
    client = as_user("clerk24")
    until = f"31 ธ.ค. {be_year(today())}"
    client.post(
        "/letters/numbers/",
        {
            "act": "reserve",
            "reserve-register": "order",
            "reserve-purpose": "คำสั่งแต่งตั้ง",
            "reserve-until": until,
        },
    )
    entry = RegisterEntry.objects.get()
    assert "คำสั่งแต่งตั้ง" in client.get("/letters/numbers/").content.decode()
    address = f"/letters/numbers/{entry.pk}/"
    assert client.post(address, {"act": "use", "use-subject": "แต่งตั้งคณะทำงาน"}).status_code == 302
    assert client.post(address, {"act": "cancel", "cancel-remark": ""}).status_code == 422
    assert client.post(address, {"act": "cancel", "cancel-remark": "พิมพ์ผิด"}).status_code == 302
    assert "พิมพ์ผิด" in client.get(address).content.decode()
    assert client.post(address, {"act": "cancel", "cancel-remark": "อีก"}).status_code == 409


def test_going_on_after_the_paper_book(as_user):
    client = as_user("clerk24")
    client.post(
        "/letters/numbers/", {"act": "start", "start-register": "incoming", "start-last_number": "๓๑๒"}
    )
    assert Register.objects.get().last_number == 312
    response = client.post(
        "/letters/numbers/", {"act": "start", "start-register": "incoming", "start-last_number": "0"}
    )
    assert response.status_code == 422


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "take", "take-register": "outgoing", "take-subject": "ขอเชิญ"},
        {"act": "take"},
        {"act": "receive", "receive-subject": "x"},
        {
            "act": "reserve",
            "reserve-register": "order",
            "reserve-purpose": "x",
            "reserve-until": "1 ม.ค. 2560",
        },
    ],
)
def test_what_is_wanting_comes_back_at_its_field(as_user, sent):
    response = as_user("clerk24").post("/letters/numbers/", sent)
    assert response.status_code == 422
    assert soup(response).select(".errsum a")
    assert not RegisterEntry.objects.exists()


def test_who_may_enter(as_user, client, actor, taken):
    assert as_user("auditor").get("/letters/numbers/").status_code == 403
    assert as_user("producer").get(f"/letters/numbers/{taken.pk}/").status_code == 403
    assert as_user("district2402").get(f"/letters/numbers/{taken.pk}/").status_code == 404
    theirs = take_number(office=actor("local24").office, kind=K.INCOMING, letter=None, by=actor("local24"))
    assert as_user("clerk24").get(f"/letters/numbers/{theirs.pk}/").status_code == 404
    client.logout()
    assert client.get("/letters/numbers/").headers["Location"].startswith("/sign-in/")


# --- units ---


def test_an_office_adds_and_ends_its_units(as_user, clerk):
    client = as_user("province24")
    assert soup(client.get("/offices/units/")).select_one(".empty")
    client.post("/offices/units/", {"name": "กลุ่มงานใหม่", "short_name": "กง."})
    page = soup(client.get("/offices/units/"))
    assert "กลุ่มงานใหม่" in page.text
    assert client.post("/offices/units/", {"name": "กลุ่มงานใหม่"}).status_code == 422
    assert client.post("/offices/units/", {"name": ""}).status_code == 422
    client.post(page.select_one(".wl form")["action"])
    assert soup(client.get("/offices/units/")).select_one(".empty")


def test_units_of_others_are_not_ours(as_user, client, db):
    assert as_user("district2402").get("/offices/units/?office=cdd-2403").status_code == 404
    assert as_user("admin").get("/offices/units/?office=cdd-24").status_code == 200
    assert as_user("admin").get("/offices/units/?office=nowhere").status_code == 404
    assert as_user("clerk24").get("/offices/units/").status_code == 403
    client.logout()
    assert client.get("/offices/units/").headers["Location"].startswith("/sign-in/")
