"""A district begins, writes and sends its report; what it may not do is answered where it happens."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.directives.rules import DirectiveKind
from saan.documents.models import StoredFile
from saan.ledger.models import Act
from saan.letters.models import Letter
from saan.reporting.models import Report
from saan.reporting.rules import ReportState

pytestmark = pytest.mark.slow


def soup_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def words_of(answer) -> str:
    return " ".join(soup_of(answer).find("main").get_text().split())


def address(name, *args) -> str:
    return reverse(name, args=args)


def all_reasons(answer) -> dict[str, str]:
    fields = soup_of(answer).select("textarea[name^=reason_]")
    return {field["name"]: "อยู่ระหว่างรวมกลุ่ม" for field in fields}


def test_before_beginning_the_office_sees_what_will_be_in_it(as_user, obligation, filled):
    filled(7)
    answer = as_user("district2402").get(address("report-new", obligation.pk))
    said = words_of(answer)
    assert "ทำได้ 14 จาก 18 ราย" in said
    assert "ยังขาด 2 ตำบล" in said
    assert "แต่ละตำบล" in said
    assert not Report.objects.exists()


def test_beginning_leads_to_the_draft_and_twice_to_the_same(as_user, obligation):
    client = as_user("district2402")
    first = client.post(address("report-new", obligation.pk))
    second = client.post(address("report-new", obligation.pk))
    assert first.url == second.url == address("report", Report.objects.get().pk)
    assert client.get(address("report-new", obligation.pk)).url == first.url


def test_the_draft_shows_the_registry_live_with_its_definition_and_moment(as_user, draft, filled):
    client = as_user("district2402")
    assert "ทำได้ 0 จาก 18 ราย" in words_of(client.get(address("report", draft.pk)))
    filled(3)
    answer = client.get(address("report", draft.pk))
    assert "ทำได้ 6 จาก 18 ราย" in words_of(answer)
    assert "ยอดสดจากทะเบียน" in soup_of(answer).find("footer").get_text()


def test_a_reason_field_stands_beside_each_place_that_falls_short(as_user, draft, filled):
    filled(7)
    answer = as_user("district2402").get(address("report", draft.pk))
    labels = [label.get_text() for label in soup_of(answer).select("label[for^=id_reason_]")]
    assert labels == ["เหตุผลของ ต.เสม็ดใต้", "เหตุผลของ ต.หัวไทร"]


def test_the_preview_has_the_very_words_in_thai_digits(as_user, draft, filled):
    filled(7)
    sheet = soup_of(as_user("district2402").get(address("report", draft.pk))).select_one(".a4").get_text()
    sheet = "".join(sheet.split())
    for words in ("ฉช๐๒๑๙/ออกเมื่อส่ง", "เรียนพัฒนาการจังหวัดฉะเชิงเทรา", "จำนวน๑๔ราย", "ยังขาด๔ราย"):
        assert words in sheet, words
    assert not re.search(r"\d", re.sub(r"[๐-๙]", "", sheet))


def test_writing_keeps_reasons_and_words(as_user, draft):
    given = {"reason_240201": "น้ำท่วม", "note": "หน่วยเคลื่อนที่ลงพื้นที่แล้ว", "act": "save"}
    answer = as_user("district2402").post(address("report", draft.pk), given)
    assert answer.url == address("report", draft.pk)
    draft.refresh_from_db()
    assert (draft.reasons, draft.note) == ({"240201": "น้ำท่วม"}, "หน่วยเคลื่อนที่ลงพื้นที่แล้ว")


def test_sending_without_reasons_names_the_places_and_loses_nothing(as_user, draft, filled):
    filled(7)
    client = as_user("district2402")
    answer = client.post(address("report", draft.pk), {"note": "ข้อความที่พิมพ์ไว้", "act": "send"})
    assert answer.status_code == 422
    summary = soup_of(answer).select_one(".errsum")
    links = [link["href"] for link in summary.find_all("a")]
    assert len(links) == 2
    assert "ต.หัวไทร" in " ".join(summary.get_text().split())
    assert all(soup_of(answer).select(link) for link in links)
    assert "ข้อความที่พิมพ์ไว้" in soup_of(answer).find("textarea", {"name": "note"}).get_text()
    assert not Letter.objects.filter(direction="outgoing").exists()


def test_sending_numbers_the_letter_and_shows_both_files(as_user, draft, filled):
    filled(7)
    client = as_user("district2402")
    given = {**all_reasons(client.get(address("report", draft.pk))), "act": "send"}
    answer = client.post(address("report", draft.pk), given, follow=True)
    said = words_of(answer)
    assert "ฉช 0219/1" in said
    assert "ส่งแล้ว รอตรวจ" in said
    files = [link["href"] for link in soup_of(answer).select("a.b") if "/files/" in link["href"]]
    assert len(files) == 2
    for file in files:
        assert client.get(file).status_code == 200
    assert Act.objects.filter(verb="reporting.submit").count() == 1


def test_sending_again_from_an_old_page_says_that_it_is_sent(as_user, sent):
    report = sent(9)
    answer = as_user("district2402").post(address("report", report.pk), {"act": "send"})
    assert answer.status_code == 409
    assert Letter.objects.filter(direction="outgoing").count() == 1


def test_the_draft_pdf_is_made_and_not_kept(as_user, draft):
    before = StoredFile.objects.count()
    answer = as_user("district2402").get(address("report-draft-pdf", draft.pk))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert StoredFile.objects.count() == before


def test_there_is_one_main_action_and_it_says_to_whom(as_user, draft):
    page = soup_of(as_user("district2402").get(address("report", draft.pk)))
    (main,) = page.select("main .b.main")
    assert main.get_text(strip=True) == "ออกเลขและส่งรายงานถึง สพจ.ฉะเชิงเทรา"


def test_a_province_reports_upwards_from_its_own_directive(as_user, ordered):
    directive = ordered[DirectiveKind.COUNT]
    client = as_user("province24")
    page = client.get(address("report-up", directive.pk))
    assert "กรมการพัฒนาชุมชน" in words_of(page)
    assert "อ.คลองเขื่อน" in words_of(page)
    begun = client.post(address("report-up", directive.pk), follow=True)
    assert begun.status_code == 200
    assert Report.objects.get().recipient.code == "cdd"


def test_a_district_cannot_report_its_provinces_directive_upwards(as_user, ordered):
    client = as_user("district2402")
    url = address("report-up", ordered[DirectiveKind.COUNT].pk)
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


def test_an_office_begins_only_its_own(as_user, obligation):
    for who in ("district2403", "province24"):
        url = address("report-new", obligation.pk)
        assert (as_user(who).get(url).status_code, as_user(who).post(url).status_code) == (404, 404)


def test_a_draft_is_seen_at_home_alone(as_user, draft):
    for who in ("province24", "district2403", "cdd", "local24"):
        assert as_user(who).get(address("report", draft.pk)).status_code == 404, who
        assert as_user(who).post(address("report", draft.pk), {"act": "send"}).status_code == 404, who


def test_who_may_read_may_not_write(as_user, obligation, sent, draft):
    assert as_user("auditor").get(address("report-new", obligation.pk)).status_code == 403
    assert as_user("producer").get(address("reports")).status_code == 403
    report = sent(9)
    page = as_user("auditor").get(address("report", report.pk))
    assert page.status_code == 200
    assert not soup_of(page).select("main form[method=post]")


def test_nobody_comes_in_unsigned(client, draft, obligation):
    for url in (
        address("reports"),
        address("report", draft.pk),
        address("report-new", obligation.pk),
        address("report-draft-pdf", draft.pk),
    ):
        answer = client.get(url)
        assert answer.status_code == 302
        assert "/sign-in/" in answer.url


def test_a_get_writes_nothing(as_user, draft, django_assert_max_num_queries):
    client = as_user("district2402")
    acts = Act.objects.count()
    with django_assert_max_num_queries(45):
        client.get(address("report", draft.pk))
    assert Act.objects.count() == acts
    assert Report.objects.get().state == ReportState.DRAFT
