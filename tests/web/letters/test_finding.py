"""The list of letters narrowed and ordered by its address, the words marked where they were found."""

import pytest
from bs4 import BeautifulSoup

from saan.letters.models import Letter, Receipt
from tests.factories.letters import brought_in


@pytest.fixture
def two(actor):
    by = actor("province24")
    first = brought_in(by, subject="การประชุมกรรมการ", dated="๒ มกราคม ๒๕๖๖").letter
    second = brought_in(by, number="ฉช ๐๐๑๙/ว ๒", subject="งานศิลปาชีพ", dated="๓ มีนาคม ๒๕๖๖").letter
    Letter.objects.filter(pk=second.pk).update(urgency="ด่วน", kind="memo")
    return first, second


def listed(client, **asked) -> list[str]:
    page = BeautifulSoup(client.get("/letters/", asked).content.decode(), "html.parser")
    return [row.th.a.text for row in page.select("#list tbody tr")]


FIRST, SECOND = "การประชุมกรรมการ", "งานศิลปาชีพ"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [SECOND, FIRST]),
        ({"order": "oldest"}, [FIRST, SECOND]),
        ({"order": "dated"}, [SECOND, FIRST]),
        ({"order": "subject"}, [FIRST, SECOND]),
        ({"kind": "memo"}, [SECOND]),
        ({"urgency": "ด่วน"}, [SECOND]),
        ({"dated_from": "1 ก.พ. 2566"}, [SECOND]),
        ({"dated_to": "๑ กุมภาพันธ์ ๒๕๖๖"}, [FIRST]),
        ({"issuer": "ฉะเชิงเทรา"}, [SECOND, FIRST]),
        ({"issuer": "ชลบุรี"}, []),
        ({"q": "ชุมกรร"}, [FIRST]),
        ({"q": "ว2"}, [SECOND]),
        ({"mine": "on"}, []),
        ({"late": "on"}, []),
        ({"state": "closed"}, []),
        ({"kind": "ไม่มี"}, [SECOND, FIRST]),
    ],
)
def test_each_filter_and_order(two, as_user, asked, found):
    assert listed(as_user("province24"), **asked) == found


def test_a_late_letter_is_one_nobody_acknowledged_in_time(two, as_user):
    Receipt.objects.filter(letter=two[0]).update(due_on="2023-01-05")
    assert listed(as_user("province24"), late="on") == [FIRST]


def test_words_found_are_marked_in_subject_and_body(two, as_user):
    page = BeautifulSoup(as_user("province24").get("/letters/?q=ผู้ผลิตชุมชน").content.decode(), "html.parser")
    assert {mark.text for mark in page.select("#list mark")} == {"ผู้ผลิตชุมชน"}
    assert len(page.select(".excerpt")) == 2


def test_a_date_that_is_none_says_so(two, as_user):
    page = BeautifulSoup(
        as_user("province24").get("/letters/?dated_from=32 ม.ค. 66").content.decode(), "html.parser"
    )
    assert page.select_one("#list .err-t")
    assert page.select_one("details.more")["open"] == ""
