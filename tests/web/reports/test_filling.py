"""A report form at the desk: kept as typed step by step, checked as one types, sent with reasons, mended in place."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.kernel.hashtags import hashtags
from saan.ledger.models import Act
from saan.reporting.actions import accept, send_back
from saan.reporting.answering import values_of
from saan.reporting.models import Report
from saan.reporting.rules import ReportState
from tests.factories.identity_reports import answered, begun, ordered, owed, passed_on, sent

pytestmark = pytest.mark.slow
TAGS = " ".join(hashtags("ฉะเชิงเทรา", "บางคล้า"))
STEPS = ["meeting", "identities", "posts", "officers", "obstacles", "send"]


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2024-12-18")


@pytest.fixture
def order(actor):
    return ordered(actor("ministry"))


@pytest.fixture
def child(order, actor):
    return passed_on(order, actor("local24"))


@pytest.fixture
def office(actor):
    return actor("local2402")


@pytest.fixture
def form_draft(child, office):
    return begun(child, office)


def soup_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def words_of(answer) -> str:
    return " ".join(soup_of(answer).find("main").get_text().split())


def step(report, code) -> str:
    return reverse("report-fill", args=[report.pk, code])


def test_beginning_leads_to_the_first_unfinished_step(as_user, child, office):
    client = as_user("local2402")
    url = reverse("report-new", args=[owed(child, office).pk])
    page = client.get(url)
    assert "แบบรายงานการขับเคลื่อนอัตลักษณ์ท้องถิ่น 5 ขั้น" in words_of(page)
    landed = client.post(url, follow=True)
    report = Report.objects.get()
    assert landed.redirect_chain[-1][0] == step(report, "meeting")


def test_every_step_opens_and_names_its_way(as_user, form_draft):
    client = as_user("local2402")
    for code in STEPS:
        page = client.get(step(form_draft, code))
        assert page.status_code == 200, code
        steps = soup_of(page).select("ol.steps li")
        assert [("aria-current" in each.attrs) for each in steps] == [code == each for each in STEPS]
        assert len(soup_of(page).select("main .b.main")) == 1
        assert "ศ. 20 ธ.ค. 2567" in words_of(page)


def test_a_step_is_kept_and_leads_on(as_user, form_draft):
    given = {"2402:food": "ขนมเปี๊ยะ", "2402:heritage.none": "on", "act": "next"}
    answer = as_user("local2402").post(step(form_draft, "identities"), given)
    assert answer.url == step(form_draft, "posts")
    form_draft.refresh_from_db()
    assert values_of(form_draft)["identities"] == {"2402": {"food": "ขนมเปี๊ยะ", "heritage.none": "on"}}
    page = soup_of(as_user("local2402").get(step(form_draft, "identities")))
    assert page.find("input", {"name": "2402:food"})["value"] == "ขนมเปี๊ยะ"
    assert page.find("input", {"name": "2402:heritage.none"}).has_attr("checked")
    folds = page.select("details.fold")
    assert [fold.has_attr("open") for fold in folds] == [False, False, True, True]


def test_what_is_wrong_is_told_at_its_field_and_kept(as_user, form_draft):
    given = {":held": "yes", ":held_on": "31 กุมภาพันธ์ 2568", ":organisations": ["media", "districts"]}
    client = as_user("local2402")
    answer = client.post(step(form_draft, "meeting"), given)
    assert answer.status_code == 422
    page = soup_of(answer)
    assert page.title.get_text().startswith("ผิดพลาด:")
    (link,) = page.select(".errsum a")
    field = page.select_one(link["href"])
    assert (field["value"], field["aria-invalid"]) == ("31 กุมภาพันธ์ 2568", "true")
    assert link.get_text() in page.find(id=field["aria-describedby"]).get_text()
    form_draft.refresh_from_db()
    assert sorted(values_of(form_draft)["meeting"][""]["organisations"]) == ["districts", "media"]


def test_hashtags_are_checked_as_one_types_and_nothing_is_kept(as_user, form_draft):
    client = as_user("local2402")
    acts = Act.objects.count()
    url = reverse("report-tags", args=[form_draft.pk, "1"])
    lacking = client.post(url, {"1:post.text": "#เที่ยวท้องถิ่น #อำเภอพนมสารคาม", "2:post.text": TAGS})
    said = soup_of(lacking).get_text()
    assert "พบ 1 จาก 4" in said
    assert "ต้องเป็น #อำเภอบางคล้า" in " ".join(said.split())
    assert "พบครบ 4" in soup_of(client.post(url, {"1:post.text": TAGS})).get_text()
    assert Act.objects.count() == acts


def test_the_fragment_is_the_one_the_page_holds(as_user, form_draft):
    client = as_user("local2402")
    client.post(
        step(form_draft, "posts"), {"1:post.url": "https://social.example/1", "1:post.text": "#เที่ยวท้องถิ่น"}
    )
    page = soup_of(client.get(step(form_draft, "posts"))).find(id="tags-1")
    part = soup_of(
        client.post(reverse("report-tags", args=[form_draft.pk, "1"]), {"1:post.text": "#เที่ยวท้องถิ่น"})
    ).find(id="tags-1")
    assert str(page) == str(part)


def test_missing_hashtags_are_put_into_the_words(as_user, form_draft):
    client = as_user("local2402")
    given = {"1:post.url": "https://social.example/1", "1:post.text": "มาเที่ยวกัน #เที่ยวท้องถิ่น", "act": "tags:1"}
    answer = client.post(step(form_draft, "posts"), given)
    assert answer.url == step(form_draft, "posts")
    form_draft.refresh_from_db()
    text = values_of(form_draft)["posts"]["1"]["post.text"]
    assert text.startswith("มาเที่ยวกัน #เที่ยวท้องถิ่น")
    assert "พบครบ 4" in words_of(client.get(answer.url))


def test_a_row_more_waits_after_the_last(as_user, form_draft):
    client = as_user("local2402")
    row = {"1:officer.name": "นายสมมติ", "1:officer.position": "นักวิชาการ", "1:officer.phone": "0 3851 1111"}
    assert client.post(step(form_draft, "officers"), {**row, "act": "stay"}).url == step(
        form_draft, "officers"
    )
    page = soup_of(client.get(step(form_draft, "officers")))
    names = [field["name"] for field in page.select("input[name$='officer.name']")]
    assert names == ["1:officer.name", "2:officer.name"]


def test_sending_too_early_names_each_place_with_a_link(as_user, form_draft, office):
    report = answered(form_draft, office, obstacles={}, identities={"2402": {"food": "ขนมเปี๊ยะ"}})
    client = as_user("local2402")
    answer = client.post(step(report, "send"), {"act": "send", "note": "ถ้อยคำของเรา"})
    assert answer.status_code == 422
    page = soup_of(answer)
    assert "ถ้อยคำของเรา" in page.find("textarea", {"name": "note"}).get_text()
    links = [link["href"] for link in page.select(".errsum a")]
    assert f"{step(report, 'obstacles')}?check=1#q-obstacles--obstacle" in links
    assert "เขียนเหตุผลก่อนส่ง" in words_of(answer)
    target = soup_of(client.get(links[0].partition("#")[0]))
    assert target.find(id="q-obstacles--obstacle")["aria-invalid"] == "true"
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_a_reason_lets_a_gap_go_out_and_it_is_shown_ever_after(as_user, form_draft, office):
    report = answered(form_draft, office, identities={"2402": {"food": "ขนมเปี๊ยะ"}})
    client = as_user("local2402")
    given = {"act": "send", "note": "", "reason_identities-2402": "รอมติประชาคม"}
    answer = client.post(step(report, "send"), given, follow=True)
    said = words_of(answer)
    assert "ส่งแล้ว รอตรวจ" in said
    assert "รอมติประชาคม" in said
    assert "รับแบบมีช่องว่าง 1" in words_of(as_user("local24").get(reverse("report", args=[report.pk])))


def test_sending_late_is_said_before_and_after(as_user, form_draft, office, monkeypatch):
    report = answered(form_draft, office)
    monkeypatch.setenv("SAAN_TODAY", "2024-12-24")
    client = as_user("local2402")
    assert "ส่งหลังกำหนด 2 วันทำการ" in words_of(client.get(step(report, "send")))
    sent_page = client.post(step(report, "send"), {"act": "send", "note": ""}, follow=True)
    assert "ส่งหลังกำหนด 2 วันทำการ" in words_of(sent_page)


def test_the_reviewer_returns_at_a_field_and_the_office_sees_it_there(as_user, form_draft, office):
    report = sent(form_draft, office)
    reviewer = as_user("local24")
    page = soup_of(reviewer.get(reverse("report", args=[report.pk])))
    box = page.find("textarea", {"name": "remark:identities.2402.food"})
    assert box["form"] == page.find("form", action=reverse("report-return", args=[report.pk]))["id"]
    given = {"reason": "แก้หนึ่งช่อง", "remark:identities.2402.food": "ใส่ชื่อเต็ม", "remark:posts.1.post": ""}
    reviewer.post(reverse("report-return", args=[report.pk]), given)
    client = as_user("local2402")
    assert "ผู้ตรวจทัก: ใส่ชื่อเต็ม" in words_of(client.get(reverse("report", args=[report.pk])))
    client.post(reverse("report-new", args=[report.obligation_id]))
    second = Report.objects.get(version=2)
    fold = soup_of(client.get(step(second, "identities"))).select("details.fold")[0]
    assert fold.has_attr("open")
    assert "ใส่ชื่อเต็ม" in fold.get_text()


def test_the_reviewer_sees_what_changed_since_the_last_period(as_user, child, office, actor, monkeypatch):
    accept(report=sent(begun(child, office), office), by=actor("local24"))
    monkeypatch.setenv("SAAN_TODAY", "2025-01-15")
    four = {
        "food": "ของใหม่",
        "heritage": "heritage ของอ.บางคล้า",
        "culture.none": "on",
        "product": "product ของอ.บางคล้า",
    }
    second = sent(begun(child, office, "มกราคม 2568"), office, identities={"2402": four})
    page = soup_of(as_user("local24").get(reverse("report", args=[second.pk])))
    table = page.find(id="s-identities").find_next("table")
    changed = [row.th.get_text() for row in table.tbody.find_all("tr") if "เปลี่ยน" in row.get_text()]
    assert len(changed) == 2
    assert "อาหาร" in changed[0]
    assert "food ของอ.บางคล้า" in table.get_text()


def test_persons_are_read_by_the_two_offices_alone(as_user, form_draft, office):
    report = sent(form_draft, office)
    url = reverse("report", args=[report.pk])
    for who, sees in (("local2402", True), ("local24", True), ("ministry", False), ("auditor", False)):
        said = words_of(as_user(who).get(url))
        assert ("นางสาวใบตอง" in said) is sees, who
        assert ("เห็นได้เฉพาะหน่วยงานผู้รายงาน" in said) is not sees, who


def test_a_province_fills_its_blanks_from_reports_accepted_since(as_user, order, child, office, actor):
    province = actor("local24")
    report = begun(order, province)
    assert values_of(report)["identities"]["2402"] == {}
    accept(report=sent(begun(child, office), office), by=province)
    client = as_user("local24")
    page = client.get(step(report, "send"))
    assert "1 จาก 11" in words_of(page)
    reason = soup_of(page).find("textarea", {"name": "reason_identities-2403"}).get_text()
    assert "ยังไม่ได้รับรายงานจาก สถอ.บางน้ำเปรี้ยว" in reason
    for _ in range(2):
        client.post(reverse("report-refill", args=[report.pk]))
    report.refresh_from_db()
    values = values_of(report)
    assert values["identities"]["2402"]["food"] == "food ของอ.บางคล้า"
    assert list(values["posts"]) == ["1"]


def test_another_offices_draft_is_not_found(as_user, form_draft):
    for who in ("local2403", "local24", "ministry"):
        client = as_user(who)
        for code in STEPS:
            assert client.get(step(form_draft, code)).status_code == 404, who
        assert client.post(step(form_draft, "meeting"), {":held": "no"}).status_code == 404
        assert client.post(reverse("report-tags", args=[form_draft.pk, "1"])).status_code == 404
        assert client.post(reverse("report-refill", args=[form_draft.pk])).status_code == 404


def test_who_may_not_report_is_refused_and_who_is_unknown_signs_in(as_user, form_draft, client):
    assert client.get(step(form_draft, "meeting")).status_code == 302
    assert as_user("auditor").get(step(form_draft, "meeting")).status_code == 403


def test_a_step_of_a_sent_report_leads_to_the_report_and_takes_nothing(as_user, form_draft, office):
    report = sent(form_draft, office)
    client = as_user("local2402")
    assert client.get(step(report, "meeting")).url == reverse("report", args=[report.pk])
    assert client.post(step(report, "meeting"), {":held": "no"}).status_code == 409


def test_an_unknown_step_is_not_found(as_user, form_draft):
    assert as_user("local2402").get(step(form_draft, "budget")).status_code == 404


def test_looking_writes_nothing(as_user, form_draft, django_assert_max_num_queries):
    client = as_user("local2402")
    acts = Act.objects.count()
    for code in STEPS:
        with django_assert_max_num_queries(40):
            client.get(step(form_draft, code))
    assert Act.objects.count() == acts


def test_a_returned_report_is_done_again_from_its_answers(as_user, form_draft, office, actor):
    report = send_back(report=sent(form_draft, office), reason="แก้", by=actor("local24"))
    client = as_user("local2402")
    client.post(reverse("report-new", args=[report.obligation_id]))
    second = Report.objects.get(version=2)
    assert "ครบแล้ว พร้อมส่ง" in words_of(client.get(step(second, "send")))
