"""The desk's verses: what is owed opens the page, the acts work, others are kept out."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from saan.directives.actions import move
from saan.directives.rules import ObligationState
from tests.factories.directives import CHOOSE, DEED, REGISTER, REPORT, issued, producers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-27")


@pytest.fixture
def province(actor, wednesday):
    return actor("province24")


def page(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_sentence_comes_first_and_rows_in_order(province, as_user):
    issued(DEED, REGISTER, REPORT, by=province)
    producers(240201, "group", 1, by=province)
    desk = page(as_user("district2402").get("/desk/"))
    assert desk.h1.text == "ต้องทำ 3 เรื่อง ใกล้สุดศุกร์นี้"
    dues = [each.text for each in desk.select(".task .due .d")]
    assert dues == ["ศ. 29 ก.ย. 2566", "อา. 1 ต.ค. 2566", "ไม่มีกำหนด"]
    first, second, _ = desk.select(".task")
    assert "1 จาก 18" in first.text
    assert "ขาด 17 ราย" in first.text
    assert "อีก 5 แห่ง" in first.text
    assert first.select_one(".act a")["href"].endswith("?tambon=240201")
    assert "1 ต.ค. 2566 เป็นวันอาทิตย์" in second.text


def test_late_is_said_in_words_and_shape(province, as_user, monkeypatch):
    issued(REGISTER, by=province)
    monkeypatch.setenv("SAAN_TODAY", "2023-10-03")
    desk = page(as_user("district2402").get("/desk/"))
    assert desk.h1.text == "ต้องทำ 1 เรื่อง เกินกำหนด 1 เรื่อง"
    tag = desk.select_one(".task .due .tag")
    assert (tag.text, tag["class"]) == ("เกิน 2 วันทำการ", ["tag", "bad"])
    assert tag.select_one("use")["href"] == "#i-bad"


def test_the_count_in_the_rail_is_what_is_open(province, as_user):
    issued(DEED, REPORT, by=province)
    rail = page(as_user("district2402").get("/desk/")).select_one('.rail a[href="/desk/"] .n')
    assert rail.text.split()[0] == "2"


def test_an_empty_desk_says_what_will_come(as_user, wednesday):
    desk = page(as_user("district2402").get("/desk/"))
    assert desk.h1.text == "ไม่มีเรื่องที่ต้องทำ"
    assert "ยังไม่มีงานค้าง" in desk.select_one(".empty").text


def test_acknowledging_from_the_desk(province, as_user):
    (deed,) = issued(DEED, by=province)
    owed = deed.obligations.get(office__code="cdd-2402")
    client = as_user("district2402")
    assert client.post(f"/desk/{owed.pk}/acknowledge/").status_code == 302
    owed.refresh_from_db()
    assert owed.state == ObligationState.ACKNOWLEDGED
    assert "รับทราบ “" in client.get("/desk/").content.decode()


def test_a_deed_needs_words_at_the_field_and_then_is_folded_away(province, as_user):
    (deed,) = issued(DEED, by=province)
    owed = deed.obligations.get(office__code="cdd-2402")
    client = as_user("district2402")
    wrong = client.post(f"/desk/{owed.pk}/done/", {"remark": " "})
    assert wrong.status_code == 422
    assert BeautifulSoup(wrong.content, "html.parser").select_one(".errsum a")["href"] == "#id_remark"
    client.post(f"/desk/{owed.pk}/done/", {"remark": "ประกาศเสียงตามสายแล้ว"})
    assert "เสร็จแล้ว 1 เรื่อง" in client.get("/desk/").content.decode()
    client.post(f"/desk/{owed.pk}/reopen/")
    owed.refresh_from_db()
    assert owed.state == ObligationState.ACKNOWLEDGED


def test_one_obligation_shows_the_words_the_reading_and_every_place(province, as_user):
    (register,) = issued(REGISTER, by=province)
    owed = register.obligations.get(office__code="cdd-2402")
    found = page(as_user("district2402").get(f"/desk/{owed.pk}/"))
    marked = {each.sup.text for each in found.select(".rule mark")}
    numbered = {each.text for each in found.select(".sent .cn")}
    assert marked <= numbered
    assert {"2", "3", "4", "5"} <= marked
    rows = found.select("table.tree tbody tr")
    assert len(rows) == 9
    assert "0/18" in found.select_one("table.tree tfoot").text


def test_a_choice_leads_to_nominating_not_to_a_tick(province, as_user):
    (choice,) = issued(CHOOSE, by=province)
    owed = choice.obligations.get(office__code="cdd-2402")
    client = as_user("district2402")
    assert client.post(f"/desk/{owed.pk}/done/", {"remark": "แล้ว"}).status_code == 422
    assert page(client.get(f"/desk/{owed.pk}/")).select_one("#done") is None


def test_the_superior_sees_reports_to_review_and_who_is_late(province, actor, as_user, monkeypatch):
    from saan.reporting.models import Report

    deed, report = issued({**DEED, "deadline": {"kind": "once", "date": "2023-09-28"}}, REPORT, by=province)
    district = actor("district2402")
    owed = report.obligations.get(office=district.office)
    move(obligation=owed, to=ObligationState.SUBMITTED, by=district)
    Report.objects.create(
        directive=report, obligation=owed, office=district.office, recipient=province.office, form="x",
        state="submitted", created_by=district.user, submitted_by=district.user,
        submitted_at="2023-09-27T10:00:00+07:00",
    )  # fmt: skip
    monkeypatch.setenv("SAAN_TODAY", str(date(2023, 9, 29)))
    desk = page(as_user("province24").get("/desk/"))
    assert "ต้องตรวจรายงาน 1 ฉบับ" in desk.text
    late = desk.select_one('section[aria-labelledby="late"]')
    assert late.select_one("a")["href"] == f"/directives/{deed.pk}/progress/"
    assert "11 แห่ง" in late.text


def test_the_superior_may_excuse_with_a_reason(province, as_user):
    (report,) = issued(REPORT, by=province)
    owed = report.obligations.get(office__code="cdd-2402")
    client = as_user("province24")
    assert client.post(f"/desk/{owed.pk}/excuse/", {"reason": ""}).status_code == 422
    assert client.post(f"/desk/{owed.pk}/excuse/", {"reason": "น้ำท่วมสำนักงาน"}).status_code == 302
    owed.refresh_from_db()
    assert (owed.state, owed.remark) == (ObligationState.EXCUSED, "น้ำท่วมสำนักงาน")


class TestKeptOut:
    @pytest.fixture
    def owed(self, province):
        (deed,) = issued(DEED, by=province)
        return deed.obligations.get(office__code="cdd-2402")

    def test_another_district_finds_nothing(self, owed, as_user):
        client = as_user("district2403")
        assert client.get(f"/desk/{owed.pk}/").status_code == 404
        assert client.post(f"/desk/{owed.pk}/acknowledge/").status_code == 404
        assert client.post(f"/desk/{owed.pk}/done/", {"remark": "x"}).status_code == 404

    def test_the_superior_looks_but_does_not_act_for_it(self, owed, as_user):
        client = as_user("province24")
        assert client.get(f"/desk/{owed.pk}/").status_code == 200
        assert client.post(f"/desk/{owed.pk}/acknowledge/").status_code == 404

    def test_roles_without_the_desk_are_refused(self, owed, as_user):
        assert as_user("producer").get("/desk/").status_code == 403
        assert as_user("auditor").post(f"/desk/{owed.pk}/acknowledge/").status_code == 403

    def test_a_get_acts_on_nothing(self, owed, as_user):
        assert as_user("district2402").get(f"/desk/{owed.pk}/acknowledge/").status_code == 405

    def test_signed_out_is_sent_to_sign_in(self, owed, client):
        assert client.get("/desk/")["Location"].startswith("/sign-in/")


def test_reports_to_check_are_work_too():
    from saan.web.office.desk.presenters import headline

    assert headline([]) == "ไม่มีเรื่องที่ต้องทำ"
    assert headline([], reviews=2) == "ต้องตรวจรายงาน 2 ฉบับ"
