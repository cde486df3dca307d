"""Passing on, replacing and filing from the letter's page: works, refused, stranger, stale."""

import pytest
from bs4 import BeautifulSoup

from saan.directives.actions import draft_from_letter, issue
from saan.directives.models import Directive
from saan.directives.rules import DirectiveState
from saan.letters.actions import register
from saan.letters.models import Letter, Receipt
from saan.letters.rules import ReceiptState
from tests.factories.directives import DEED, MONTHLY, REGISTER, REPORT, confirmed_letter, drafted, issued
from tests.factories.letters import brought_in

pytestmark = pytest.mark.slow
PROVINCES = {"actor": "สำนักงานพัฒนาชุมชนจังหวัด"}


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-27")


@pytest.fixture
def letter(actor) -> Letter:
    """The department's letter with three directives to its provinces."""
    by = actor("cdd")
    read = [each | PROVINCES for each in (DEED, REGISTER, MONTHLY)]
    made = drafted(*read, by=by, number="มท 0402/ว 90", issuer_name="กรมการพัฒนาชุมชน")
    issue(directives=made, by=by)
    return made[0].letter


def filled(page: BeautifulSoup) -> dict[str, str]:
    """The form as a browser would send it untouched."""
    form = page.select_one("#onward")
    sent = {
        field["name"]: field.get("value", "")
        for field in form.select("input[name]")
        if field["type"] != "checkbox"
    }
    sent |= {field["name"]: "on" for field in form.select("input[type=checkbox][checked]")}
    return sent | {field["name"]: field.text.strip() for field in form.select("textarea[name]")}


@pytest.fixture
def composer(letter, as_user):
    client = as_user("province24")
    page = soup(client.get(f"/letters/{letter.pk}/pass-on/"))
    return client, f"/letters/{letter.pk}/pass-on/", filled(page), page


def test_two_presses_send_a_circular_and_its_directives(letter, composer, as_user):
    client, address, sent, page = composer
    assert page.select_one("#onward .b.main").text == "ออกหนังสือเวียนและข้อสั่งการให้ 11 หน่วยงาน"
    here = soup(client.get(f"/letters/{letter.pk}/"))
    assert here.select_one(f"a.b.main[href='{address}']")
    answer = soup(client.post(address, sent, follow=True))
    assert "ออกหนังสือเวียน ฉช 0019/ว 1 และข้อสั่งการให้ 11 หน่วยงานแล้ว" in answer.text
    circular = Letter.objects.get(number="ฉช 0019/ว 1")
    assert circular.directives.filter(state=DirectiveState.ISSUED).count() == 3
    district = soup(as_user("district2402").get(f"/letters/{circular.pk}/"))
    assert "ต้องทำ 3 เรื่องตามหนังสือนี้" in district.text
    assert "ยังไม่ได้ลงรับ" in district.text
    assert "มท ๐๔๐๒/ว ๙๐" in district.select_one(".a4").text


def test_the_way_begins_at_the_desk_too(letter, as_user, actor):
    owed = letter.directives.first().obligations.get(office=actor("province24").office)
    page = soup(as_user("province24").get(f"/desk/{owed.pk}/"))
    assert page.select_one(f"a[href='/letters/{letter.pk}/pass-on/']")


def test_the_superiors_letter_tells_that_it_went_on(letter, composer):
    client, address, sent, _ = composer
    client.post(address, sent)
    here = soup(client.get(f"/letters/{letter.pk}/"))
    assert "ส่งต่อแล้วด้วย หนังสือ ที่ ฉช 0019/ว 1" in here.text
    assert not here.select(f"a[href='{address}']")
    assert soup(client.get(address)).select_one(".empty")


def test_a_press_too_many_is_told_so(composer):
    client, address, sent, _ = composer
    client.post(address, sent)
    assert client.post(address, sent).status_code in (409, 422)
    assert Letter.objects.filter(circular=True, direction="outgoing").count() == 1


def test_a_later_day_is_refused_at_its_field(composer):
    client, address, sent, _ = composer
    due = next(name for name, value in sent.items() if name.startswith("due-") and "29 ก.ย." in value)
    response = client.post(address, sent | {due: "30 ก.ย. 2566"})
    page = soup(response)
    assert response.status_code == 422
    assert "ช้ากว่าหนังสือต้นทาง" in page.select_one(f".f:has(#id_{due}) .err-t").text
    assert page.select_one(f"#id_{due}")["value"] == "30 ก.ย. 2566"
    assert not Letter.objects.filter(circular=True, direction="outgoing").exists()


def test_the_preview_follows_what_is_typed_and_writes_nothing(composer):
    client, address, sent, _ = composer
    monthly = next(name for name, value in sent.items() if name.startswith("due-") and value == "25")
    changed = sent | {monthly: "20", "opening": "ตามหนังสือที่อ้างถึง นั้น", "act": "preview"}
    page = soup(client.post(address, changed))
    part = soup(client.post(address, changed, headers={"HX-Request": "true"})).select_one("#preview")
    assert part == page.select_one("#preview")
    assert "ทุกวันที่ ๒๐ ของเดือน" in part.text
    assert not Letter.objects.filter(direction="outgoing").exists()


def test_a_draft_pdf_takes_no_number(composer):
    client, address, sent, _ = composer
    response = client.post(address, sent | {"act": "pdf"})
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert not Letter.objects.filter(direction="outgoing").exists()


def test_an_unchosen_instruction_stays_behind(composer):
    client, address, sent, page = composer
    first = page.select_one("[name^=use-]")["name"]
    sent.pop(first)
    client.post(address, sent)
    assert Letter.objects.get(circular=True, direction="outgoing").directives.count() == 2


@pytest.mark.parametrize(
    ("who", "status"), [("local24", 404), ("district2402", 403), ("clerk24", 403), ("auditor", 403)]
)
def test_who_may_not_pass_on(letter, as_user, who, status):
    assert as_user(who).get(f"/letters/{letter.pk}/pass-on/").status_code == status


def test_visitors_sign_in_first(letter, client):
    assert client.get(f"/letters/{letter.pk}/pass-on/").headers["Location"].startswith("/sign-in/")


def test_a_letter_without_orders_offers_nothing(actor, as_user):
    letter = confirmed_letter(DEED, by=actor("province24"))
    assert soup(as_user("province24").get(f"/letters/{letter.pk}/pass-on/")).select_one(".empty")


def test_a_district_registers_the_provinces_letter_and_files_it(composer, as_user, actor):
    client, address, sent, _ = composer
    client.post(address, sent)
    circular = Letter.objects.get(circular=True, direction="outgoing")
    district = as_user("district2402")
    page = soup(district.post(f"/letters/{circular.pk}/register/", follow=True))
    assert "เลขรับ 1/2566" in page.select_one(".head").text
    assert circular.files.filter(role="stamped", office=actor("district2402").office).exists()
    refused = district.post(f"/letters/{circular.pk}/close/", {"remark": "รับทราบ"})
    assert refused.status_code == 422
    circular.directives.get(kind="deed").obligations.update(state="done")
    Directive.objects.filter(letter=circular).exclude(kind="deed").update(state=DirectiveState.CANCELLED)
    district.post(f"/letters/{circular.pk}/close/", {"remark": "รับทราบและทำแล้ว"})
    receipt = Receipt.objects.get(letter=circular, office__code="cdd-2402")
    assert receipt.state == ReceiptState.CLOSED
    assert "รับทราบและทำแล้ว" in soup(district.get("/letters/register/")).tbody.text


def test_nobody_files_what_is_not_theirs(letter, as_user):
    assert as_user("district2402").post(f"/letters/{letter.pk}/close/", {"remark": "x"}).status_code == 404


def test_a_newer_letter_is_offered_in_place_of_an_older(actor, as_user):
    by = actor("province24")
    old = issued(REPORT, by=by)[0].letter
    later = REPORT | {"deadline": {"kind": "once", "date": "2023-10-06"}}
    new = confirmed_letter(later, by=by, number="ฉช 0019/ว 5500")
    client = as_user("province24")
    page = soup(client.get(f"/letters/{new.pk}/"))
    assert "อาจซ้ำหรือแทนหนังสือ ที่ ฉช 0019/ว 5465" in page.text
    assert "1 ต.ค. 2566 เปลี่ยนเป็น 6 ต.ค. 2566" in page.text
    address = f"/letters/{new.pk}/supersede/{old.pk}/"
    assert client.post(address).status_code == 422
    issue(directives=draft_from_letter(letter=new, by=by), by=by)
    assert soup(client.get(f"/letters/{new.pk}/")).select_one(f"form[action='{address}']")
    assert client.post(address).status_code == 302
    assert old.directives.get().state == DirectiveState.SUPERSEDED
    assert "ไม่มีข้อสั่งการที่ยังมีผล" in client.post(address).content.decode()


def test_the_list_tells_what_has_arrived(actor, as_user):
    brought_in(actor("district2402"))
    page = soup(as_user("district2402").get("/letters/receive/"))
    assert "มาถึงแล้ว รอลงรับ" in page.text
    register(receipt=Receipt.objects.get(), by=actor("district2402"))
    assert "ลงรับครบแล้ว" in soup(as_user("district2402").get("/letters/receive/")).text
