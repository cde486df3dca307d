"""Settling, correcting and confirming on the letter screen, by htmx and without script."""

import pytest
from bs4 import BeautifulSoup

from saan.letters.actions import bring_in, settle_doubt
from saan.letters.queries import confirmed_record, doubts_of, open_doubts
from tests.factories.letters import brought_in, confirmed, doubted, settle_all

HTMX = {"HX-Request": "true"}


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.fixture
def asked(actor):
    """A letter with two open doubts of ours and none of the reader's."""
    arrival = brought_in(actor("province24"))
    settle_all(arrival.letter, actor("province24"))
    first = doubted(arrival, number="ฉช 0019/ว 9")
    second = doubted(arrival, directives__0__deadline__date="2023-09-28")
    return arrival.letter, first, second


def test_one_question_at_a_time_the_recommended_answer_chosen(asked, as_user):
    letter, first, second = asked
    page = soup(as_user("province24").get(f"/letters/{letter.pk}/"))
    question = page.select_one("form.doubt")
    assert question["action"].endswith(f"/doubts/{first.pk}/")
    assert "แก้ตามหัวหนังสือ" in question.select_one("[checked]").parent.text
    assert question.select_one("a.quiet")["href"].startswith(f"/letters/{letter.pk}/?doubt={second.pk}")


def test_skipping_asks_the_next(asked, as_user):
    letter, _, second = asked
    page = soup(as_user("province24").get(f"/letters/{letter.pk}/?doubt={second.pk}"))
    assert page.select_one("form.doubt")["action"].endswith(f"/doubts/{second.pk}/")


def test_answering_without_script_returns_to_the_letter(asked, as_user):
    letter, first, second = asked
    response = as_user("province24").post(f"/letters/{letter.pk}/doubts/{first.pk}/", {"answer": "0"})
    assert response.headers["Location"] == f"/letters/{letter.pk}/#letter"
    assert list(open_doubts(letter)) == [second]


def test_answering_by_htmx_brings_the_part_of_a_fresh_page(asked, as_user):
    letter, first, _ = asked
    client = as_user("province24")
    part = client.post(f"/letters/{letter.pk}/doubts/{first.pk}/", {"answer": "0"}, headers=HTMX)
    swapped, fresh = (
        soup(part).select_one("#letter"),
        soup(client.get(f"/letters/{letter.pk}/")).select_one("#letter"),
    )
    for page in (swapped, fresh):
        for token in page.select("[name=csrfmiddlewaretoken]"):
            token.decompose()
    swapped.select_one("[autofocus]").attrs = {}
    assert swapped == fresh
    assert soup(part).select_one("#live")["hx-swap-oob"]


def test_an_own_answer_is_taken(asked, as_user):
    letter, _, second = asked
    sent = {"answer": "own", "own-directives.0.deadline.date": "27 ก.ย. 2566"}
    as_user("province24").post(f"/letters/{letter.pk}/doubts/{second.pk}/", sent)
    assert confirmed_record(letter)["directives"][0]["deadline"]["date"] == "2023-09-27"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_wrong_answer_comes_back_with_its_reason_and_what_was_typed(asked, as_user, headers):
    letter, _, second = asked
    sent = {"answer": "own", "own-directives.0.deadline.date": "31 กุมภาพันธ์ 2566"}
    response = as_user("province24").post(f"/letters/{letter.pk}/doubts/{second.pk}/", sent, headers=headers)
    page = soup(response)
    assert response.status_code == 422
    assert "กุมภาพันธ์" in page.select_one(".errsum").text
    assert page.select_one("form.doubt input[value='31 กุมภาพันธ์ 2566']")


def test_the_slower_of_two_is_told_who_was_faster(asked, actor, as_user):
    letter, first, _ = asked
    settle_doubt(doubt=first, choice_index=1, by=actor("province24"))
    response = as_user("province24").post(
        f"/letters/{letter.pk}/doubts/{first.pk}/", {"answer": "0"}, headers=HTMX
    )
    assert response.status_code == 409
    assert "ยืนยันแล้วโดยนายคราม ย้อมใจ" in response.content.decode()


def test_a_settled_doubt_can_be_asked_again(asked, as_user, actor):
    letter, first, _ = asked
    settle_doubt(doubt=first, choice_index=0, by=actor("province24"))
    as_user("province24").post(f"/letters/{letter.pk}/doubts/{first.pk}/reopen/")
    assert first in open_doubts(letter)


def test_confirming_waits_for_the_doubts_and_says_so(asked, as_user):
    letter, _, _ = asked
    client = as_user("province24")
    button = soup(client.get(f"/letters/{letter.pk}/")).select_one("[aria-disabled=true]")
    assert button.text == "ยืนยันว่าอ่านถูกต้อง"
    response = client.post(f"/letters/{letter.pk}/confirm/")
    assert response.status_code == 422
    assert "ยังเหลือ 2 ข้อ" in soup(response).select_one(".errsum").text


def test_a_letter_without_doubts_is_confirmed(asked, actor, as_user):
    letter, _, _ = asked
    settle_all(letter, actor("province24"))
    page = soup(as_user("province24").post(f"/letters/{letter.pk}/confirm/", follow=True))
    letter.refresh_from_db()
    assert letter.state == "confirmed"
    assert "ยืนยันแล้ว" in page.select_one(".head").text
    assert page.select_one(".steps [aria-current]").text == "ตรวจว่าทำได้จริง"


def test_a_field_is_corrected_and_names_its_decider(asked, as_user):
    letter, _, _ = asked
    client = as_user("province24")
    client.post(f"/letters/{letter.pk}/fields/", {"path": "subject", "value": "เรื่องที่ถูก"})
    page = soup(client.get(f"/letters/{letter.pk}/"))
    assert page.h1.text == "เรื่องที่ถูก"
    assert "ตัดสินโดยนายคราม ย้อมใจ" in page.select_one("[data-ev=subject]").text


def test_a_wrong_correction_stands_open_at_its_field(asked, as_user):
    letter, _, _ = asked
    response = as_user("province24").post(f"/letters/{letter.pk}/fields/", {"path": "date", "value": "ไม่รู้"})
    form = soup(response).select_one("details.fix[open]")
    assert response.status_code == 422
    assert form.select_one("input[name=value]")["value"] == "ไม่รู้"
    assert "ไม่รู้" in form.select_one(".err-t").text


def test_who_may_not_confirm_sees_doubts_without_forms(asked, as_user):
    letter, first, _ = asked
    clerk = as_user("clerk24")
    page = soup(clerk.get(f"/letters/{letter.pk}/"))
    assert not page.select("form.doubt, details.fix")
    assert first.message in page.text
    assert clerk.post(f"/letters/{letter.pk}/doubts/{first.pk}/", {"answer": "0"}).status_code == 403


def test_anothers_doubt_is_not_found_under_this_letter(asked, actor, as_user):
    _, first, _ = asked
    other = confirmed(actor("province24"), number="ฉช ๐๐๑๙/ว ๗๗")
    address = f"/letters/{other.pk}/doubts/{first.pk}/"
    assert as_user("province24").post(address, {"answer": "0"}).status_code == 404


def test_a_real_letter_goes_from_doubts_to_confirmed(actor, as_user, shared_letters):
    data = (shared_letters / "dev" / "seed-004.txt").read_bytes()
    letter = bring_in(data=data, name="004.txt", by=actor("province24")).letter
    client = as_user("province24")
    count = open_doubts(letter).count()
    assert count >= 4
    for doubt in doubts_of(letter):
        response = client.post(f"/letters/{letter.pk}/doubts/{doubt.pk}/", {"answer": "0"}, headers=HTMX)
        assert response.status_code == 200
    page = soup(client.post(f"/letters/{letter.pk}/confirm/", headers=HTMX))
    assert "ฉช 0019/ว 5465" in page.select_one(".head").text
    assert "อย่างน้อย 2 ราย/กลุ่ม" in page.select_one(".quota").text
