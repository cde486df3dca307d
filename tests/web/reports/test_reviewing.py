"""The province accepts or returns; the second reviewer is told; what is returned shows why and can be done anew."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.reporting.actions import accept, send_back, start
from saan.reporting.models import Report
from saan.reporting.rules import ReportState

pytestmark = pytest.mark.slow


def soup_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def words_of(answer) -> str:
    return " ".join(soup_of(answer).find("main").get_text().split())


def address(name, *args) -> str:
    return reverse(name, args=args)


def test_a_full_report_is_accepted_and_closed(as_user, sent):
    report = sent(9)
    client = as_user("province24")
    assert "รับรายงานและปิดงวด" in words_of(client.get(address("report", report.pk)))
    assert client.post(address("report-accept", report.pk)).url == address("reports")
    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED


def test_a_report_with_gaps_is_accepted_by_that_name(as_user, sent):
    report = sent(7)
    client = as_user("province24")
    page = client.get(address("report", report.pk))
    assert "รับแบบมีช่องว่าง 2" in words_of(page)
    assert "น้ำท่วมขังทั้งตำบล" in words_of(page)
    client.post(address("report-accept", report.pk))
    assert "รับแบบมีช่องว่าง 2" in words_of(client.get(address("reports")))


def test_returning_needs_a_reason_at_the_field(as_user, sent):
    report = sent(7)
    answer = as_user("province24").post(address("report-return", report.pk), {"reason": "  "})
    assert answer.status_code == 422
    dialog = soup_of(answer).find("dialog", id="send-back")
    assert dialog.has_attr("open")
    assert "เขียนเหตุผล" in dialog.get_text()
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_without_script_the_dialog_opens_by_its_address(as_user, sent):
    page = as_user("province24").get(address("report", sent(7).pk) + "?return=1")
    assert soup_of(page).find("dialog", id="send-back").has_attr("open")


def test_a_returned_report_shows_why_and_offers_the_second_version(as_user, sent):
    report = sent(7)
    as_user("province24").post(address("report-return", report.pk), {"reason": "ยอดตำบลหัวไทรไม่ตรง"})
    client = as_user("district2402")
    page = client.get(address("report", report.pk))
    assert "ยอดตำบลหัวไทรไม่ตรง" in words_of(page)
    form = next(form for form in soup_of(page).select("main form") if "ทำฉบับที่ 2" in form.get_text())
    second = client.post(form["action"], follow=True)
    newest = Report.objects.get(version=2)
    assert second.redirect_chain[-1][0] == address("report", newest.pk)
    assert "น้ำท่วมขังทั้งตำบล" in str(second.content, "utf-8")
    assert "ฉบับที่ 1" in words_of(second)


def test_two_reviewers_at_once_one_is_told(as_user, sent, province):
    report = sent(9)
    client = as_user("province24")
    client.get(address("report", report.pk))
    accept(report=report, by=province)
    late = client.post(address("report-return", report.pk), {"reason": "ยอดไม่ตรง"})
    assert late.status_code == 409
    assert "นายคราม ย้อมใจ" in str(late.content, "utf-8")
    assert client.post(address("report-accept", report.pk)).status_code == 409
    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED


def test_the_reporter_cannot_review(as_user, sent):
    report = sent(9)
    client = as_user("district2402")
    assert not soup_of(client.get(address("report", report.pk))).find("dialog", id="send-back")
    for name in ("report-accept", "report-return"):
        assert client.post(address(name, report.pk), {"reason": "x"}).status_code == 403


def test_another_line_or_province_does_not_find_it(as_user, sent):
    report = sent(9)
    client = as_user("local24")
    assert client.get(address("report", report.pk)).status_code == 404
    assert client.post(address("report-accept", report.pk)).status_code == 404


def test_decisions_are_posted(as_user, sent):
    report = sent(9)
    client = as_user("province24")
    assert client.get(address("report-accept", report.pk)).status_code == 405
    assert client.get(address("report-return", report.pk)).status_code == 405


def test_files_are_for_those_who_may_see_the_letter(as_user, sent):
    report = sent(9)
    file = report.letter.files.get(role="form")
    url = address("letter-file", file.pk)
    assert as_user("province24").get(url).status_code == 200
    assert as_user("district2403").get(url).status_code == 404


def test_a_returned_first_version_offers_nothing_once_there_is_a_second(
    as_user, sent, draft, district, province
):
    report = sent(7)
    send_back(report=report, reason="ยอดไม่ตรง", by=province)
    start(directive=report.directive, obligation=report.obligation, by=district)
    page = as_user("district2402").get(address("report", report.pk))
    assert "ทำฉบับที่ 2" not in words_of(page)
