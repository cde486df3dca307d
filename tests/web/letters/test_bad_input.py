"""Papers that come twice, in place of another, or for an office that is no more: told at the page, nothing doubled."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from saan.directives.actions import draft_from_letter, issue
from saan.directives.models import Obligation
from saan.directives.queries import desk_of
from saan.letters.actions import register
from saan.letters.models import Letter, Receipt
from saan.letters.queries import open_doubts
from saan.organisations.models import Office
from tests.factories.directives import DEED, confirmed_letter
from tests.factories.letters import brought_in, confirmed, letter_text

pytestmark = pytest.mark.slow
LATER = {"number": "ฉช ๐๐๑๙/ว ๔๑๕๐", "dated": "๒๕ กันยายน ๒๕๖๖"}


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-27")


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def bring(client, text: str) -> BeautifulSoup:
    file = SimpleUploadedFile("หนังสือ.txt", text.encode())
    return soup(client.post("/letters/receive/", {"file": file}, follow=True))


def test_the_same_letter_in_another_office_is_noticed_and_numbered_there(actor, as_user):
    by = actor("province24")
    first = brought_in(by)
    register(receipt=first.receipt, by=by)
    register(receipt=brought_in(by, number="ฉช ๐๐๑๙/ว ๔๒๐๐", subject="การประชุม").receipt, by=by)
    district = as_user("district2402")
    page = bring(district, letter_text())
    assert "นำเข้าโดยนายคราม ย้อมใจ" in page.text
    assert "ยังไม่ได้ลงรับ" in page.text
    page = soup(district.post(f"/letters/{first.letter.pk}/register/", follow=True))
    assert "เลขรับ 1/2566" in page.text
    held = Receipt.objects.filter(letter=first.letter).order_by("pk")
    assert [(each.office.code, each.number) for each in held] == [("cdd-24", 1), ("cdd-2402", 1)]
    assert Letter.objects.count() == 2


def test_a_letter_with_another_date_is_asked_about_and_takes_the_older_ones_place(actor, as_user):
    by, client = actor("province24"), as_user("province24")
    old = confirmed(by)
    issue(directives=draft_from_letter(letter=old, by=by), by=by)
    page = bring(client, letter_text(**LATER).replace("๒๙ กันยายน", "๖ ตุลาคม"))
    new = Letter.objects.latest("pk")
    assert "29 ก.ย. 2566 เปลี่ยนเป็น 6 ต.ค. 2566" in page.select_one("#question").text
    doubt = open_doubts(new).get(kind="may_replace")
    client.post(f"/letters/{new.pk}/doubts/{doubt.pk}/", {"answer": "0"})
    client.post(f"/letters/{new.pk}/confirm/")
    issue(directives=draft_from_letter(letter=new, by=by), by=by)
    assert len(desk_of(actor("district2402"))) == 2
    address = f"/letters/{new.pk}/supersede/{old.pk}/"
    assert soup(client.get(f"/letters/{new.pk}/")).select_one(f"form[action='{address}']")
    client.post(address)
    open_tasks = [task for task in desk_of(actor("district2402")) if task.open]
    assert [task.due.on for task in open_tasks] == [date(2023, 10, 6)]
    desk = soup(as_user("district2402").get("/desk/"))
    assert [task.select_one(".d").text.split()[1:3] for task in desk.select("li.task")] == [["6", "ต.ค."]]


def test_both_letters_stay_when_they_are_different_matters(actor, as_user):
    by, client = actor("province24"), as_user("province24")
    old = confirmed(by)
    issue(directives=draft_from_letter(letter=old, by=by), by=by)
    bring(client, letter_text(**LATER).replace("๒๙ กันยายน", "๖ ตุลาคม"))
    new = Letter.objects.latest("pk")
    doubt = open_doubts(new).get(kind="may_replace")
    client.post(f"/letters/{new.pk}/doubts/{doubt.pk}/", {"answer": "1"})
    client.post(f"/letters/{new.pk}/confirm/")
    issue(directives=draft_from_letter(letter=new, by=by), by=by)
    assert not soup(client.get(f"/letters/{new.pk}/")).select("form[action*=supersede]")
    assert len([task for task in desk_of(actor("district2402")) if task.open]) == 2


def test_an_office_that_is_no_more_is_ordered_nothing(actor, as_user):
    Office.objects.filter(code="cdd-2411").update(valid_to=date(2023, 9, 1))
    by, client = actor("province24"), as_user("province24")
    letter = confirmed_letter(DEED, by=by)
    page = soup(client.post(f"/directives/draft/{letter.pk}/", follow=True))
    assert "รายชื่อผู้รับ 10 แห่ง" in page.text
    assert "คลองเขื่อน" not in page.select_one("main").text
    issue(directives=draft_from_letter(letter=letter, by=by), by=by)
    assert Obligation.objects.count() == 10
    assert not Obligation.objects.filter(office__code="cdd-2411").exists()


def test_an_authority_that_is_no_more_need_not_be_asked(as_user):
    gone = Office.objects.get(code="lao-p-240101")
    client = as_user("district2401")
    address = f"/tourism/authorities/{gone.pk}/?district=2401"
    assert client.get(address).status_code == 200
    Office.objects.filter(pk=gone.pk).update(valid_to=date(2023, 9, 1))
    assert client.get(address).status_code == 404
    assert not soup(client.get("/tourism/")).select(f"a[href='{address}']")
