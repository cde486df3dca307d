"""Every page of letters answers each of the cast as it should."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from saan.letters.actions import bring_in, cancel_number, register
from saan.letters.models import Letter, RegisterEntry
from saan.letters.queries import open_doubts
from tests.factories.letters import brought_in, confirmed, doubted, letter_text


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def paper(data: bytes, name: str = "หนังสือ.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


PAGES = ["/letters/", "/letters/receive/", "/letters/register/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_without_letters_says_what_will_stand_there(as_user, address):
    response = as_user("district2405").get(address)
    assert response.status_code == 200
    assert soup(response).select_one(".empty")


@pytest.mark.parametrize("address", PAGES)
def test_visitors_sign_in_first(client, db, address):
    assert client.get(address).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("address", PAGES)
def test_who_has_no_letters_is_refused(as_user, address):
    assert as_user("producer").get(address).status_code == 403


def test_an_auditor_reads_but_brings_nothing_in(actor, as_user):
    letter = confirmed(actor("province24"))
    auditor = as_user("auditor")
    page = soup(auditor.get(f"/letters/{letter.pk}/"))
    assert not page.select("main form[method=post]")
    assert auditor.get("/letters/receive/").status_code == 403
    assert auditor.post(f"/letters/{letter.pk}/confirm/").status_code == 403


def test_the_list_tells_what_waits(actor, as_user):
    by = actor("province24")
    doubted(brought_in(by), number="1")
    page = soup(as_user("province24").get("/letters/"))
    assert "รอลงรับ 1 ฉบับ รอยืนยันสิ่งที่อ่าน 1 ฉบับ" in page.h1.text
    assert "การขึ้นทะเบียนผู้ผลิตชุมชน" in page.tbody.text
    assert "ข้อสงสัย" in page.tbody.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("?q=ว 4101", 1),
        ("?q=ว ๔๑๐๑", 1),
        ("?q=ประชุม", 1),
        ("?q=ไม่มีคำนี้", 0),
        ("?state=to-register", 1),
        ("?state=to-confirm", 2),
        ("?state=confirmed", 0),
        ("?today=on", 2),
        ("?box=out", 0),
        ("?box=all", 2),
        ("?box=nonsense", 2),
    ],
)
def test_filters_stand_in_the_address(actor, as_user, query, count):
    by = actor("province24")
    register(receipt=brought_in(by).receipt, by=by)
    brought_in(by, number="ฉช ๐๐๑๙/ว ๔๒๐๐", subject="การประชุมประจำเดือน")
    rows = soup(as_user("province24").get(f"/letters/{query}")).select("tbody tr")
    assert len(rows) == count


def test_htmx_gets_the_very_part_the_page_holds(actor, as_user):
    brought_in(actor("province24"))
    client = as_user("province24")
    whole = soup(client.get("/letters/")).select_one("#list")
    part = soup(client.get("/letters/", headers={"HX-Request": "true"})).select_one("#list")
    assert part == whole


def test_a_paper_is_brought_in_through_the_form(as_user):
    response = as_user("province24").post("/letters/receive/", {"file": paper(letter_text().encode())})
    letter = Letter.objects.get()
    assert response.headers["Location"] == f"/letters/{letter.pk}/"


def test_the_same_paper_leads_to_the_letter_that_is_there(actor, as_user):
    letter = brought_in(actor("district2402")).letter
    client = as_user("province24")
    response = client.post("/letters/receive/", {"file": paper(letter_text().encode())}, follow=True)
    assert response.redirect_chain == [(f"/letters/{letter.pk}/", 302)]
    assert "นำเข้าโดยนายกกลม ริมน้ำ" in response.content.decode()


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (None, "เลือกแฟ้มหนังสือ"),
        (("ว่าง.txt", b""), "ว่างเปล่า"),
        (("ใหญ่.txt", b"x" * (25 * 1024 * 1024 + 1)), "25 MB"),
        (("ภาพ.png", b"\x89PNG\r\n\x1a\n" + bytes(100)), "เสียหาย"),
        (("เสีย.pdf", b"%PDF-1.4 not really"), "เสีย.pdf"),
        (("แปลก.docx", letter_text().encode()), "แปลก.docx"),
    ],
)
def test_what_cannot_be_read_comes_back_with_its_reason(as_user, file, says):
    sent = {"file": paper(file[1], file[0])} if file else {}
    response = as_user("province24").post("/letters/receive/", sent)
    page = soup(response)
    assert response.status_code == 422
    assert says in page.select_one(".errsum").text
    assert says in page.select_one("#bring-in .err-t").text
    assert page.title.text.startswith("ผิดพลาด:")
    assert not Letter.objects.exists()


def test_a_stranger_finds_no_letter(actor, as_user):
    arrival = brought_in(actor("province24"))
    file = arrival.letter.files.get()
    stranger = as_user("district2402")
    assert stranger.get(f"/letters/{arrival.letter.pk}/").status_code == 404
    assert stranger.get(f"/letters/files/{file.pk}/").status_code == 404
    for act in ("register", "confirm", "fields"):
        assert stranger.post(f"/letters/{arrival.letter.pk}/{act}/").status_code == 404


def test_every_field_lights_words_that_are_there(actor, as_user):
    letter = brought_in(actor("province24")).letter
    page = soup(as_user("province24").get(f"/letters/{letter.pk}/"))
    marks = {key for mark in page.select("[data-mark]") for key in mark["data-mark"].split()}
    lit = {row["data-ev"] for row in page.select("[data-ev]") if row.find("a", href=True)}
    assert {"number", "subject", "date", "directives.0"} <= lit & marks
    for link in page.select("[data-ev] a[href^='#e-']"):
        assert page.find(id=link["href"][1:]), link


def test_the_sheet_holds_the_whole_text(actor, as_user):
    letter = brought_in(actor("province24")).letter
    page = soup(as_user("province24").get(f"/letters/{letter.pk}/"))
    assert page.select_one(".a4").text.split() == letter.readings.get().text.split()


def test_news_offers_no_directive(actor, as_user, shared_letters):
    data = (shared_letters / "dev" / "seed-002.txt").read_bytes()
    letter = bring_in(data=data, name="002.txt", by=actor("province24")).letter
    page = soup(as_user("province24").get(f"/letters/{letter.pk}/"))
    assert "จึงไม่มีข้อสั่งการ" in page.text
    assert not page.select(".ins, .steps")
    assert "ลงรับและประทับตรา" not in page.text
    assert "ไม่ต้องลงรับ" in soup(as_user("province24").get("/letters/")).tbody.text


def test_registering_numbers_stamps_and_tells(actor, as_user):
    letter = brought_in(actor("clerk24")).letter
    client = as_user("clerk24")
    page = soup(client.post(f"/letters/{letter.pk}/register/", follow=True))
    assert "เลขรับ 1/" in page.select_one(".head").text
    assert "สำเนาประทับตรารับ" in page.select_one(".orig").text
    assert client.post(f"/letters/{letter.pk}/register/").status_code == 409
    assert RegisterEntry.objects.count() == 1


def test_a_file_is_handed_out_as_a_download_with_its_thai_name(actor, as_user):
    file = brought_in(actor("province24"), name="หนังสือ ว 4101.txt").letter.files.get()
    response = as_user("province24").get(f"/letters/files/{file.pk}/")
    assert response.content == letter_text().encode()
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E0%B8%AB")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_another_offices_stamped_copy_stays_there(actor, as_user):
    brought_in(actor("district2402"))
    letter = brought_in(actor("province24")).letter
    register(receipt=letter.receipts.get(office__code="cdd-24"), by=actor("province24"))
    stamped = letter.files.get(role="stamped")
    assert as_user("district2402").get(f"/letters/files/{stamped.pk}/").status_code == 404


def test_the_register_is_in_order_and_explains_its_gaps(actor, as_user):
    by = actor("province24")
    first = register(receipt=brought_in(by).receipt, by=by)
    cancel_number(entry=RegisterEntry.objects.get(letter=first.letter), remark="ลงรับซ้ำ", by=by)
    register(receipt=first, by=by)
    lines = soup(as_user("province24").get("/letters/register/")).select("tbody tr")
    assert [line.th.text for line in lines] == ["1", "2"]
    assert "ลงรับซ้ำ" in lines[0].text
    assert "ฉช 0019/ว 4101" in lines[1].text


def test_a_district_reads_the_doubts_of_its_own_letter_alone(actor, as_user):
    letter = brought_in(actor("district2402")).letter
    assert as_user("province24").get(f"/letters/{letter.pk}/").status_code == 200
    assert not open_doubts(letter).filter(kind="same_number").exists()


def test_the_addresses_stay():
    assert reverse("letters") == "/letters/"
    assert reverse("letter", args=[1]) == "/letters/1/"
