"""The sender's desk tells of letters that receivers called wrong or did not take, until that is settled."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from saan.kernel.dates import now
from saan.letters.actions.registering import mark_duplicate, mark_wrong, reject
from saan.letters.models import Letter, LetterReference, Receipt
from saan.letters.rules import LetterState
from saan.web.office.desk.following import letters_sent_back
from tests.factories.circulars import circular, receipt

pytestmark = pytest.mark.slow


@pytest.fixture
def province(actor):
    return actor("province24")


@pytest.fixture
def out(province, actor) -> Letter:
    letter = circular(province.office, province)
    for name in ("district2401", "district2402", "district2403"):
        receipt(letter, actor(name).office, province)
    return letter


def at(letter: Letter, who) -> Receipt:
    return letter.receipts.get(office=who.office)


@pytest.fixture
def told(out, actor) -> Letter:
    """Told wrong by one, not taken by another; the third has said nothing."""
    one, other = actor("district2401"), actor("district2402")
    mark_wrong(receipt=at(out, one), reason="ขาดหน้า 2", by=one)
    reject(receipt=at(out, other), reason="ไม่ใช่ของหน่วยงานนี้", by=other)
    return out


def plain(text: str) -> str:
    """Words without spaces and the joints at which lines of Thai may break."""
    return "".join(text.replace("\u2060", "").replace("\u200b", "").split())


def section(client) -> BeautifulSoup | None:
    return BeautifulSoup(client.get("/desk/").content, "html.parser").find(
        attrs={"aria-labelledby": "sent-back"}
    )


def test_the_desk_counts_and_leads_to_the_receivers(told, as_user):
    client = as_user("province24")
    link = section(client).find("a")
    title = BeautifulSoup(client.get("/desk/").content, "html.parser").h1.get_text()
    assert plain(title) == plain("มีหนังสือที่ผู้รับไม่รับ 1 ฉบับ")
    assert link.text == "ผู้รับแจ้งว่าส่งผิด/ไม่รับ 2 ราย"
    page = BeautifulSoup(client.get(link["href"]).content, "html.parser")
    assert len(page.select("tr[data-row]")) == 2
    assert plain("ขาดหน้า 2") in plain(page.get_text())


def test_only_the_sender_is_told_and_with_one_question(told, as_user, province, django_assert_num_queries):
    assert section(as_user("district2401")) is None
    assert section(as_user("cdd")) is None
    with django_assert_num_queries(1):
        (line,) = letters_sent_back(province)
    assert (line.letter, line.offices) == (told.pk, 2)


def test_silence_and_duplicates_are_no_complaint(out, province, actor, as_user):
    assert section(as_user("province24")) is None
    one = actor("district2401")
    earlier = circular(province.office, province)
    receipt(earlier, one.office, province)
    mark_duplicate(receipt=at(out, one), of=earlier, by=one)
    assert section(as_user("province24")) is None


def test_it_goes_when_the_letter_is_replaced_or_recalled(told, province, as_user):
    newer = circular(province.office, province, supersedes=told)
    assert section(as_user("province24")) is None
    Letter.objects.filter(pk=newer.pk).update(supersedes=None)
    assert section(as_user("province24")) is not None
    Letter.objects.filter(pk=told.pk).update(
        state=LetterState.RECALLED, recall_reason="ผิด", recalled_at=now(), recalled_by=province.user
    )
    assert section(as_user("province24")) is None


def test_a_later_letter_that_cites_it_answers_its_receiver_alone(told, province, actor, as_user):
    answer = circular(province.office, province)
    LetterReference.objects.create(
        letter=answer, number=told.number, number_key=told.number_key, resolved=told
    )
    sent = receipt(answer, actor("district2401").office, province)
    assert "1 ราย" in section(as_user("province24")).find("a").text
    Receipt.objects.filter(pk=sent.pk).update(arrived_at=now() - timedelta(days=1))
    assert "2 ราย" in section(as_user("province24")).find("a").text
