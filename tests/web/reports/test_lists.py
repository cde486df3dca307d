"""The list says first what waits, then what is owed; filters live in the address; the fragment is the page's own."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.reporting.actions import accept

pytestmark = pytest.mark.slow


def soup_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def words_of(answer) -> str:
    return " ".join(soup_of(answer).get_text().split())


def titles_of(answer) -> list[str]:
    return [" ".join(head.get_text().split()) for head in soup_of(answer).select("main h1, main h2")]


def test_what_waits_for_review_comes_first_with_its_age(as_user, sent, monkeypatch):
    sent(9)
    monkeypatch.setenv("SAAN_TODAY", "2023-10-02")
    answer = as_user("province24").get(reverse("reports"))
    assert titles_of(answer)[:2] == ["รอท่านตรวจ 1 ฉบับ", "รายงานที่ส่งถึงท่าน เรียงจากรอนาน"]
    assert "รอ 3 วันทำการ" in words_of(answer)


def test_a_district_sees_what_it_must_report_with_the_letter_and_the_day(as_user, obligation):
    answer = as_user("district2402").get(reverse("reports"))
    said = words_of(answer)
    assert "ต้องรายงาน 1 เรื่อง" in said
    assert "อา. 1 ต.ค. 2566" in said
    assert "ฉช 0019/ว 5465" in said
    assert soup_of(answer).find("a", href=reverse("report-new", args=[obligation.pk]))


def test_a_draft_is_gone_on_with_and_an_accepted_report_no_longer_owed(as_user, draft, sent, province):
    client = as_user("district2402")
    assert "ทำร่างต่อ" in words_of(client.get(reverse("reports")))
    accept(report=sent(9), by=province)
    answer = client.get(reverse("reports"))
    assert "ไม่มีรายงานค้าง" in words_of(answer)
    assert "รับแล้ว ปิดงวด" in words_of(answer)


def test_nothing_to_do_says_so(as_user):
    assert "ไม่มีรายงานค้าง" in words_of(as_user("district2403").get(reverse("reports")))


@pytest.mark.parametrize(("query", "found"), [("state=submitted", True), ("state=returned", False)])
def test_filters_narrow_by_state_and_can_be_taken_off(as_user, sent, query, found):
    report = sent(9)
    answer = as_user("province24").get(f"{reverse('reports')}?{query}&directive={report.directive_id}")
    table = soup_of(answer).select("section[aria-labelledby=all] table")
    assert bool(table) is found
    assert len(soup_of(answer).select(".chips a")) == 3


def test_a_mangled_address_still_answers(as_user, sent):
    sent(9)
    answer = as_user("province24").get(reverse("reports") + "?state=zzz&directive=๑๒x&page=99999")
    assert answer.status_code == 200


def test_the_fragment_is_what_the_page_includes(as_user, sent):
    sent(9)
    client = as_user("province24")
    page = soup_of(client.get(reverse("reports"))).find(id="reports")
    part = soup_of(client.get(reverse("reports"), HTTP_HX_REQUEST="true")).find(id="reports")
    assert page.get_text().split() == part.get_text().split()
