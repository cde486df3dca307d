"""Anybody may ask whether a paper is genuine, by its code and by its bytes; and learns no more than that."""

import io

import pytest
from bs4 import BeautifulSoup

from saan.documents.queries import read_bytes
from saan.letters.actions.issuing import cancel
from saan.letters.rules import FileRole, LetterKind
from tests.factories import writing as made

pytestmark = pytest.mark.slow


@pytest.fixture
def by(actor, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-27")
    who = actor("province24")
    made.authority(who.office)
    return who


@pytest.fixture
def letter(by, actor):
    return made.sent(by, to=(actor("district2402").office,))


def said(response) -> str:
    """The words of a page, whatever holds them together."""
    return BeautifulSoup(response.content.decode(), "html.parser").text


def test_number_day_and_issuer_but_no_subject(client, letter):
    answer = client.get(f"/check/letter/{letter.verify_code}/")
    page = said(answer)
    assert "ฉช 0019/1" in page
    assert "27 กันยายน 2566" in page
    assert "ศาลากลางจังหวัดฉะเชิงเทรา" in page
    assert letter.subject not in page
    assert answer["X-Robots-Tag"] == "noindex"


def test_announcements_are_public_with_their_subject(client, by, actor):
    letter = made.sent(by, LetterKind.ANNOUNCEMENT)
    assert letter.subject in said(client.get(f"/check/letter/{letter.verify_code}/"))


def test_the_file_is_compared_and_not_kept(client, letter):
    from saan.documents.models import StoredFile

    address, kept = f"/check/letter/{letter.verify_code}/", StoredFile.objects.count()
    data = read_bytes(letter.files.get(role=FileRole.ISSUED).file)
    assert "ตรงกับฉบับที่ออก" in client.post(address, {"file": _named(data)}).content.decode()
    assert "ไม่ตรงกับฉบับที่ออก" in client.post(address, {"file": _named(data + b" ")}).content.decode()
    assert "ยังไม่ได้เลือกแฟ้ม" in client.post(address).content.decode()
    assert StoredFile.objects.count() == kept


def _named(data: bytes) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = "letter.pdf"
    return file


def test_capitals_are_read_and_unknown_codes_answered_calmly(client, letter):
    assert client.get(f"/check/letter/{letter.verify_code.upper()}/").status_code == 200
    answer = client.get("/check/letter/xxxxxxxxxxxx/")
    assert answer.status_code == 404
    assert "ไม่พบรหัสตรวจสอบนี้" in answer.content.decode()


def test_a_cancelled_letter_says_so(client, by, actor):
    letter = cancel(letter=made.numbered(by, to=(actor("district2402").office,)), note="ผิด", by=by)
    assert "อย่าใช้หนังสือฉบับนี้" in client.get(f"/check/letter/{letter.verify_code}/").content.decode()


def test_drafts_have_no_code(by, actor):
    assert made.signed(by, to=(actor("district2402").office,)).verify_code is None
