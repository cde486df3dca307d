"""Every page of tourism answers for each of the cast as it should."""

import io
from datetime import date

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.letters.actions import bring_in
from saan.tourism.models import Community, CoordinationRecord, EventRecord, LocalIdentity, SupportProject
from tests.factories.letters import brought_in
from tests.factories.tourism import authority, event, identity, place, project

pytestmark = pytest.mark.django_db
HERE = "/tourism/?area=2402&year=2567"


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def url(name: str, *args: object) -> str:
    return reverse(name, args=args)


def project_form(by, **given: object) -> dict[str, object]:
    return {
        "authority": authority().pk, "name": "ปรับปรุงท่าน้ำสมมติ", "process": "2", "fiscal_year_be": "2567",
        "allocated": "100,000", "disbursed": "๔๐,๐๐๐.๕๐", "returned": "0", "outcomes": ["income", "life"],
        "status": "running", "version": "1", **given,
    }  # fmt: skip


def identity_form(**given: object) -> dict[str, object]:
    return {"domain": "food", "name": "ขนมสมมติบางคล้า", "convenience": "yes", "safety": "unknown", "for_all": "no",
            "version": "1", **given}  # fmt: skip


def event_form(**given: object) -> dict[str, object]:
    return {
        "name": "มหกรรมสมมติ", "starts_on": "12 ม.ค. 2567", "ends_on": "13 ม.ค. 2567", "place": "ลานวัดสมมติ",
        "province": "ฉะเชิงเทรา", "district": "บางคล้า", "attendance": "๕๐๐", "attendance_about": "on",
        "start_time": "๐๙.๓๐ น.", "partners": "กลุ่มสมมติ\n\nโรงเรียนสมมติ", **given,
    }  # fmt: skip


def test_a_district_sees_what_is_missing(actor, as_user) -> None:
    by = actor("district2402")
    identity(by)
    page = soup(as_user("district2402").get(HERE))
    asked = page.find("section", {"aria-labelledby": "h-authorities"})
    assert len(asked.tbody.find_all("tr")) == 9
    assert "ยังต้องประสาน อปท. 9 จาก 9 แห่ง ยังไม่มีอัตลักษณ์ 3 ด้าน" in page.h1.text
    domains = page.find("section", {"aria-labelledby": "h-identities"})
    assert domains.text.count("ยังว่าง") == 3


def test_the_province_sees_sums_that_agree_and_drills_down(actor, as_user) -> None:
    project(actor("district2402"))
    client = as_user("province24")
    page = soup(client.get("/tourism/?year=2567"))
    assert "ยอดจังหวัด = ผลรวม 11 อำเภอ" in page.text
    money = page.find("section", {"aria-labelledby": "h-money"})
    assert "เบิกจ่ายต่อจัดสรร" in money.text
    assert "40.0%" in money.text
    assert "เบิกจ่ายรวมส่งคืนต่อจัดสรร" in money.text
    assert "50.0%" in money.text
    below = soup(client.get(page.find("a", href=HERE)["href"]))
    assert "โครงการที่ อปท. สนับสนุน 1 โครงการ" in below.text
    assert "บันทึกโครงการ" in below.text
    assert not below.find_all("a", href=lambda href: href and "/tourism/authorities/" in href)


def test_the_nation_is_read_by_the_ministry_without_buttons(as_user) -> None:
    page = soup(as_user("ministry").get("/tourism/"))
    assert "ยอดประเทศ = ผลรวม 77 จังหวัด" in page.text
    assert "บันทึกงาน" not in page.main.text


def test_the_workbook_holds_the_rows_of_the_page(actor, as_user) -> None:
    project(actor("district2402"))
    answer = as_user("province24").get("/tourism/export/?year=2567")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    row = next(row for row in cells if row[0] == "อำเภอบางคล้า")
    assert row[5:12] == [1, 10000, 4000, 1000, 5000, 40, 50]
    assert next(row for row in cells if row[0] == "รวมจังหวัดฉะเชิงเทรา")[6] == 10000
    assert any("เบิกจ่ายต่อจัดสรร หมายถึง" in str(row[0]) for row in cells)


def test_another_place_is_not_found(as_user) -> None:
    client = as_user("district2402")
    for asked in ("2403", "24", "999999", "x", "240201"):
        assert client.get(f"/tourism/?area={asked}").status_code == 404
    assert client.get("/tourism/projects/new/?district=2403").status_code == 404


def test_strangers_rows_are_not_found(actor, as_user) -> None:
    by = actor("district2402")
    held, named, told = project(by), identity(by), event(by)
    client = as_user("district2403")
    for name, row in (("tourism-project", held), ("tourism-identity", named), ("tourism-event", told)):
        assert client.get(url(name, row.pk)).status_code == 404, name
    assert client.get(url("tourism-coordinate", authority().pk)).status_code == 404


WRITING = ["tourism-project-new", "tourism-identity-new", "tourism-event-new", "tourism-community-new"]


@pytest.mark.parametrize("username", ["ministry", "clerk24", "auditor"])
def test_readers_read_and_do_not_write(actor, as_user, username: str) -> None:
    held = project(actor("district2402"))
    client = as_user(username)
    for name in WRITING:
        assert client.get(url(name)).status_code == 403, name
    page = client.get(url("tourism-project", held.pk))
    assert page.status_code == 200
    assert not soup(page).find("form", {"method": "post", "novalidate": True})
    answer = client.post(url("tourism-project", held.pk), project_form(actor("district2402")))
    assert answer.status_code in (403, 422)
    assert SupportProject.objects.get().allocated == held.allocated


@pytest.mark.parametrize("username", ["producer", "admin"])
def test_those_without_a_desk_are_refused(as_user, username: str) -> None:
    client = as_user(username)
    for name in ("tourism", "tourism-export", *WRITING):
        assert client.get(url(name)).status_code == 403


def test_the_signed_out_are_sent_to_sign_in(client) -> None:
    for name in ("tourism", "tourism-export", *WRITING):
        assert client.get(url(name)).status_code == 302


def test_an_authority_is_asked_and_the_list_says_so(as_user) -> None:
    client, asked = as_user("district2402"), authority()
    told = {"asked": "done", "coordinated_on": "15 ม.ค. 2567", "result": "ยินดีสนับสนุน"}
    answer = client.post(url("tourism-coordinate", asked.pk), told, follow=True)
    assert answer.redirect_chain[-1][0] == HERE
    assert "15 ม.ค. 2567" in soup(answer).find("section", {"aria-labelledby": "h-authorities"}).tbody.tr.text
    assert CoordinationRecord.objects.get().authority == asked


def test_half_an_answer_comes_back_with_its_reason(as_user) -> None:
    client = as_user("district2402")
    answer = client.post(url("tourism-coordinate", authority().pk), {"asked": "done", "result": "ยินดีสนับสนุน"})
    assert answer.status_code == 422
    assert "กรอกวันที่ประสาน" in soup(answer).find(id="id_coordinated_on_error").text
    assert "ยินดีสนับสนุน" in soup(answer).find(id="id_result").text
    assert not CoordinationRecord.objects.exists()


def test_the_province_does_not_ask_for_its_districts(as_user) -> None:
    told = {"asked": "reason", "reason": "ไม่มีชุมชนในพื้นที่"}
    answer = as_user("province24").post(url("tourism-coordinate", authority().pk) + "?district=2402", told)
    assert answer.status_code == 403


def test_a_project_is_entered_and_warned_about(actor, as_user) -> None:
    client = as_user("district2402")
    answer = client.post(
        url("tourism-project-new"), project_form(actor("district2402"), process="5"), follow=True
    )
    page = soup(answer)
    assert page.h1.text == "ปรับปรุงท่าน้ำสมมติ"
    assert "หนังสือขอให้ อปท. สนับสนุนในกระบวนงานที่ 2" in page.text
    assert "59,999.50" in page.text
    assert SupportProject.objects.get().disbursed == 4_000_050


def test_faults_of_a_project_stand_at_their_fields(actor, as_user) -> None:
    answer = as_user("district2402").post(
        url("tourism-project-new"), project_form(actor("district2402"), disbursed="200,000", outcomes=[])
    )
    assert answer.status_code == 422
    assert soup(answer).find(id="id_outcomes_error")
    again = as_user("district2402").post(
        url("tourism-project-new"), project_form(actor("district2402"), disbursed="200,000")
    )
    assert "เกินงบที่จัดสรร 100,000.00 บาท" in soup(again).find(id="id_disbursed_error").text


def test_a_project_is_brought_up_to_date_and_a_stale_page_is_told(actor, as_user) -> None:
    held = project(actor("district2402"))
    client, paid = (
        as_user("district2402"),
        project_form(actor("district2402"), disbursed="90,000", version="1"),
    )
    assert client.post(url("tourism-project", held.pk), paid).status_code == 302
    assert client.post(url("tourism-project", held.pk), paid).status_code == 409
    held.refresh_from_db()
    assert held.disbursed == 9_000_000


def test_an_identity_is_entered_with_its_three_answers(as_user) -> None:
    client = as_user("district2402")
    form = soup(client.get(url("tourism-identity-new") + "?domain=culture"))
    assert form.find("input", {"name": "domain", "value": "culture"}).has_attr("checked")
    page = soup(client.post(url("tourism-identity-new"), identity_form(), follow=True))
    assert "#อำเภอบางคล้า" in page.text
    made = LocalIdentity.objects.get()
    assert (made.convenience, made.safety, made.for_all) == ("yes", "unknown", "no")
    answer = client.post(url("tourism-identity", made.pk), identity_form(story="เล่าสืบต่อกันมา"))
    assert answer.status_code == 302
    twin = client.post(url("tourism-identity-new"), identity_form())
    assert "แก้ของเดิมแทน" in soup(twin).find(id="id_name_error").text


def test_a_local_authority_writes_of_itself(actor, as_user) -> None:
    own, client = actor("authority240101").office, as_user("authority240101")
    assert client.get("/tourism/").status_code == 200
    client.post(url("tourism-project-new"), project_form(None, authority=own.pk))
    client.post(url("tourism-identity-new"), identity_form())
    assert SupportProject.objects.get().office == own
    assert LocalIdentity.objects.get().authority == own
    page = soup(client.get("/tourism/?year=2567"))
    assert "บันทึกแล้ว 1 โครงการ 1 อัตลักษณ์" in page.h1.text
    assert client.post(url("tourism-project-new"), project_form(None)).status_code == 422


def test_a_community_is_entered(as_user) -> None:
    client = as_user("district2402")
    told = {"name": "บ้านสมมติ", "tambon": "240201", "village_no": "๔", "attraction": "60"}
    assert (
        "0 ถึง 50" in soup(client.post(url("tourism-community-new"), told)).find(id="id_attraction_error").text
    )
    told["attraction"] = "42.5"
    page = soup(client.post(url("tourism-community-new"), told, follow=True))
    assert "ชุมชนท่องเที่ยว 1 แห่ง" in page.text
    assert Community.objects.get().village_no == 4


def test_an_event_is_entered_by_hand(as_user) -> None:
    client = as_user("district2402")
    page = soup(client.post(url("tourism-event-new"), event_form(), follow=True))
    assert "ประมาณ 500 คน" in page.text
    made = EventRecord.objects.get()
    assert (made.area, made.state, made.partners) == (place(2402), "confirmed", ["กลุ่มสมมติ", "โรงเรียนสมมติ"])
    wrong = client.post(url("tourism-event-new"), event_form(district="ไม่มีจริง", start_time="25.00"))
    assert "กรอกเวลา" in soup(wrong).find(id="id_start_time_error").text
    lost = client.post(url("tourism-event-new"), event_form(district="ไม่มีจริง"))
    assert "ไม่มีอำเภอหรือเขต" in soup(lost).find(id="id_district_error").text


def test_a_draft_event_is_confirmed_by_its_office(actor, as_user) -> None:
    made = event(actor("district2402"))
    assert as_user("province24").post(url("tourism-event-confirm", made.pk)).status_code == 403
    assert as_user("district2402").post(url("tourism-event-confirm", made.pk)).status_code == 302
    made.refresh_from_db()
    assert made.state == "confirmed"


@pytest.fixture
def news(shared_letters, actor):
    data = (shared_letters / "dev" / "seed-002.txt").read_bytes()
    return bring_in(data=data, name="ข่าว.txt", by=actor("province24")).letter


def test_news_fills_the_form_with_its_words_beside_it(news, as_user) -> None:
    page = soup(as_user("province24").get(url("tourism-event-from-letter", news.pk)))
    assert page.find(id="id_starts_on")["value"] == "29 มิ.ย. 2561"
    assert page.find(id="id_ends_on")["value"] == "30 มิ.ย. 2561"
    assert page.find(id="id_attendance")["value"] == "500"
    assert page.find(id="id_attendance_about").has_attr("checked")
    assert page.find("option", {"selected": True}).text == "พระนครศรีอยุธยา"
    quotes = {quote.text for quote in page.find_all("q")}
    assert {"29-30 มิ.ย. 61", "กว่า 500 คน", "พช.อยุธยา"} <= quotes
    keys = {key for mark in page.find_all("mark") for key in mark["data-mark"].split()}
    assert keys == {"name", "days", "time", "place", "host", "attendance", "partners"}
    assert "ข่าวไม่ใช่คำสั่ง" in page.text


def test_news_becomes_an_event_with_its_evidence(news, as_user) -> None:
    client = as_user("province24")
    filled = soup(client.get(url("tourism-event-from-letter", news.pk))).find("form", {"novalidate": True})
    fields = {field["name"]: field.get("value", "") for field in filled.find_all("input")}
    told = {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}
    told |= {"province": "พระนครศรีอยุธยา", "partners": filled.textarea.text, "attendance_about": "on"}
    page = soup(client.post(url("tourism-event-from-letter", news.pk), told, follow=True))
    made = EventRecord.objects.get()
    assert (made.starts_on, made.ends_on, made.attendance) == (date(2018, 6, 29), date(2018, 6, 30), 500)
    assert made.area.full_name == "อำเภอพระนครศรีอยุธยา จังหวัดพระนครศรีอยุธยา"
    assert len(made.partners) == 5
    start, end = made.words["attendance"]["span"]
    assert news.readings.get().text[start:end] == "กว่า 500 คน"
    assert "ร่างข่าวสาธารณะ" in page.text
    again = soup(client.get(url("tourism-event-from-letter", news.pk)))
    assert "เคยบันทึกจากข่าวนี้แล้ว" in again.text


def test_the_page_of_a_news_paper_leads_to_the_form(news, as_user) -> None:
    form = url("tourism-event-from-letter", news.pk)
    assert soup(as_user("province24").get(url("letter", news.pk))).find("a", href=form)
    assert not soup(as_user("clerk24").get(url("letter", news.pk))).find("a", href=form)


def test_only_news_of_ones_own_is_offered(news, actor, as_user) -> None:
    letter = brought_in(actor("province24")).letter
    client = as_user("province24")
    assert client.get(url("tourism-event-from-letter", letter.pk)).status_code == 404
    assert as_user("district2402").get(url("tourism-event-from-letter", news.pk)).status_code == 404
    assert as_user("clerk24").get(url("tourism-event-from-letter", news.pk)).status_code == 403
