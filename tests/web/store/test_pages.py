"""The store on the screen: filing, one paper, loans, the yearly list, classes; for whom and for whom not."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from saan.kernel.dates import be_year, format_short, today
from saan.letters.actions.keeping import archives_answered, carry_out
from saan.letters.models import DestructionList, FiledPaper, Loan, RetentionClass
from saan.letters.rules import ListState, PaperState
from tests.factories.keeping import before_archives, closed, filed, old_paper, retention
from tests.factories.letters import brought_in

LAST = be_year(today()) - 1
PAGES = ("", "waiting/", "loans/", "destruction/", "handover/", "classes/")


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.mark.parametrize("page", PAGES)
def test_the_clerk_may_and_the_auditor_may_not(as_user, page):
    assert as_user("clerk24").get(f"/letters/store/{page}").status_code == 200
    assert as_user("auditor").get(f"/letters/store/{page}").status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_signed_out_goes_to_the_door(client, db, page):
    assert client.get(f"/letters/store/{page}").status_code == 302


def test_the_clerk_finds_the_store_in_the_rail(as_user):
    rail = soup(as_user("clerk24").get("/letters/store/")).select_one("nav.rail")
    assert "แฟ้มเก็บ" in rail.text
    assert rail.select_one("[aria-current]")["href"] == "/letters/store/"


def _title(client) -> str:
    page = soup(client.get("/letters/store/destruction/"))
    return page.select_one("main h1").get_text(" ", strip=True)


def test_the_yearly_page_tells_the_truth_in_every_state(actor, as_user):
    clerk, client = actor("clerk24"), as_user("clerk24")
    assert _title(client) == f"ไม่มีหนังสือครบกำหนดทำลายเมื่อสิ้นปี {LAST}"
    old_paper(clerk, "1")
    assert _title(client) == f"ครบกำหนดเมื่อสิ้นปี {LAST} มี 1 เรื่อง"
    made = before_archives(clerk, actor("province24"), LAST)
    for state in (ListState.DRAFT, ListState.COMMITTEE, ListState.APPROVED, ListState.ARCHIVES):
        DestructionList.objects.filter(pk=made.pk).update(state=state)
        assert _title(client) == f"บัญชีปี {LAST} มี 1 เรื่อง ขั้น{state.label}"
    later = old_paper(clerk, "2")
    told = soup(client.get("/letters/store/destruction/")).select_one("main .head").text
    assert "ครบกำหนดอีก 1 เรื่อง" in " ".join(told.split())
    FiledPaper.objects.filter(pk=later.pk).update(hold_reason="คดีปกครอง")
    archives_answered(disposal=made, reference="1", answered_on=today(), wanted=(), by=clerk)
    carry_out(disposal=made, by=clerk)
    assert _title(client) == f"ดำเนินการตามบัญชีปี {LAST} แล้ว"


def test_closed_letters_are_filed_together(actor, as_user):
    by = actor("clerk24")
    first, second = closed(by), closed(by, number="ฉช ๐๐๑๙/ว ๒", subject="เรื่องที่สอง")
    client = as_user("clerk24")
    page = soup(client.get("/letters/store/waiting/"))
    assert len(page.select("tbody tr")) == 2
    sent = {"letters": [first.pk, second.pk], "retention": retention().pk, "folder": "ตู้ 1"}
    assert client.post("/letters/store/waiting/", sent | {"letters": []}).status_code == 422
    assert "กรอกแฟ้ม" in client.post("/letters/store/waiting/", sent | {"folder": ""}).content.decode()
    assert client.post("/letters/store/waiting/", sent).url == "/letters/store/"
    assert FiledPaper.objects.filter(folder="ตู้ 1").count() == 2


def test_a_whole_page_is_chosen_at_once(actor, as_user):
    by = actor("clerk24")
    closed(by), closed(by, number="ฉช ๐๐๑๙/ว ๒", subject="เรื่องที่สอง")
    client = as_user("clerk24")
    page = soup(client.get("/letters/store/waiting/"))
    assert not page.select("tbody input[checked]")
    whole = page.select_one("main a[href*='all=1']")["href"]
    chosen = soup(client.get(f"/letters/store/waiting/{whole}"))
    assert len(chosen.select("tbody input[checked]")) == 2
    assert "ไม่เลือกเลย" in chosen.text


def test_a_letter_is_filed_from_its_own_page(actor, as_user):
    letter, client = closed(actor("clerk24")), as_user("clerk24")
    address = f"/letters/{letter.pk}/"
    form = soup(client.get(address)).select_one(f"form[action='{address}file/']")
    assert "แฟ้มและที่เก็บ" in form.text
    wrong = client.post(f"{address}file/", {"retention": retention().pk, "folder": ""})
    assert wrong.status_code == 422
    assert "กรอกแฟ้ม" in wrong.content.decode()
    sent = {"retention": retention().pk, "folder": "ตู้ 1"}
    assert client.post(f"{address}file/", sent).url == address
    paper = FiledPaper.objects.get()
    page = soup(client.get(address))
    assert page.select_one(f"a[href='/letters/store/{paper.pk}/']").text == "ตู้ 1"
    assert client.post(f"{address}file/", sent).status_code == 409


def test_who_may_file_and_when(actor, as_user):
    by = actor("clerk24")
    open_ = brought_in(by).letter
    address = f"/letters/{open_.pk}/"
    assert not soup(as_user("clerk24").get(address)).select(f"form[action='{address}file/']")
    sent = {"retention": retention().pk, "folder": "ตู้ 1"}
    assert as_user("clerk24").post(f"{address}file/", sent).status_code == 422
    assert as_user("auditor").post(f"{address}file/", sent).status_code == 403
    assert as_user("district2402").post(f"{address}file/", sent).status_code == 404
    assert Client().post(f"{address}file/", sent).status_code == 401
    assert not FiledPaper.objects.exists()


def test_the_list_is_narrowed_and_the_fragment_is_its_part(actor, as_user):
    by = actor("clerk24")
    old_paper(by, "เก่า"), old_paper(by, "ใหม่", year_be=LAST, code="historical")
    client = as_user("clerk24")
    page = soup(client.get("/letters/store/?due=due"))
    assert [row.th.a.text for row in page.select("tbody tr")] == ["เรื่องเก่า"]
    part = client.get("/letters/store/?due=due", headers={"HX-Request": "true"}).content.decode()
    assert soup(client.get("/letters/store/?due=due")).select_one("#list tbody").text in soup_of(part).text
    assert "ไม่พบหนังสือ" in client.get("/letters/store/?q=ไม่มีคำนี้").content.decode()
    assert client.get("/letters/store/?folder=ไม่มี&state=ผิด&page=99").status_code == 200


def soup_of(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def post(client, paper, act, **words):
    sent = {f"{act}-{name}": value for name, value in words.items()}
    return client.post(f"/letters/store/{paper.pk}/", {"act": act, **sent})


def test_a_paper_is_lent_and_taken_back(actor, as_user):
    paper, client = filed(actor("clerk24")), as_user("clerk24")
    words = {"borrower": "นายหวาย", "borrower_post": "", "approver": "หัวหน้า", "purpose": "ตรวจ"}
    wrong = post(client, paper, "lend", due_on="1 ม.ค. 2560", **words)
    assert wrong.status_code == 422
    assert "ผ่านไปแล้ว" in wrong.content.decode()
    assert post(client, paper, "lend", due_on=format_short(today()), **words).status_code == 302
    loan = Loan.objects.get()
    Loan.objects.update(due_on=today() - timedelta(days=1))
    assert "เกินกำหนด" in client.get("/letters/store/loans/").content.decode()
    assert client.post(f"/letters/store/loans/{loan.pk}/back/").status_code == 302
    assert client.post(f"/letters/store/loans/{loan.pk}/back/").status_code == 409
    assert "คืนแล้ว" in client.get("/letters/store/loans/").content.decode()


def test_what_may_be_done_follows_the_state(actor, as_user):
    paper, client = filed(actor("clerk24")), as_user("clerk24")
    assert post(client, paper, "hold", reason="").status_code == 422
    assert post(client, paper, "hold", reason="คดี").status_code == 302
    assert "เลิกห้ามทำลาย" in client.get(f"/letters/store/{paper.pk}/").content.decode()
    assert post(client, paper, "release", reason="จบ").status_code == 302
    assert post(client, paper, "mark").status_code == 302
    assert post(client, paper, "refile", retention=retention("normal").pk, folder="ตู้ 7").status_code == 302
    paper.refresh_from_db()
    assert (paper.folder, paper.historical, paper.hold_reason) == ("ตู้ 7", True, "")
    assert post(client, paper, "release", reason="ซ้ำ").status_code == 422
    assert post(client, paper, "take_out", reason="ผิด").url == f"/letters/{paper.letter_id}/"


def test_another_offices_paper_is_not_found(actor, as_user):
    paper = filed(actor("clerk24"))
    made = DestructionList.objects.create(office=paper.office, year_be=LAST, drawn_by=paper.filed_by)
    client = as_user("district2402")
    assert client.get(f"/letters/store/{paper.pk}/").status_code == 404
    assert client.post(f"/letters/store/{paper.pk}/", {"act": "mark"}).status_code == 404
    assert client.get(f"/letters/store/destruction/{made.pk}/").status_code == 404


def acts(client, made, act, **sent):
    return client.post(f"/letters/store/destruction/{made.pk}/", {"act": act, **sent})


def test_a_list_from_survey_to_the_end(actor, as_user):
    clerk = actor("clerk24")
    papers = [old_paper(clerk, str(number)) for number in range(3)]
    wired = old_paper(clerk, "อีเมล", electronic=True)
    client = as_user("clerk24")
    page = soup(client.get("/letters/store/destruction/"))
    assert "3 เรื่อง" in page.h1.text
    assert client.post("/letters/store/destruction/", {"year_be": LAST + 1}).status_code == 422
    client.post("/letters/store/destruction/", {"year_be": LAST})
    made = DestructionList.objects.get()
    assert acts(client, made, "also").status_code == 422
    assert acts(client, made, "also", papers=[wired.pk]).status_code == 302
    assert acts(client, made, "leave_out", items=[made.items.get(number=1).pk]).status_code == 302
    assert acts(client, made, "convene").status_code == 422
    seats = {f"convene-name{at}": f"กรรมการ {at}" for at in range(3)}
    assert acts(client, made, "convene", **seats, **{"convene-order_reference": "1/2569"}).status_code == 302
    item = made.items.order_by("number").first()
    kept = {"items": [item.pk], f"decision-{item.pk}": "keep", f"reason-{item.pk}": ""}
    refused = acts(client, made, "decide", **kept)
    assert refused.status_code == 422
    assert "เหตุผลที่ให้เก็บต่อ" in refused.content.decode()
    assert acts(client, made, "decide", **(kept | {f"reason-{item.pk}": "ใช้อ้างอิง"})).status_code == 302
    assert acts(client, made, "rest").status_code == 302
    assert "รอหัวหน้าส่วนราชการ" in client.get(f"/letters/store/destruction/{made.pk}/").content.decode()
    assert acts(client, made, "approve").status_code == 422
    client = as_user("province24")
    assert acts(client, made, "approve").status_code == 302
    client = as_user("clerk24")
    assert acts(client, made, "send", **{"send-reference": "ฉช 0019/9"}).status_code == 302
    assert acts(client, made, "carry_out").status_code == 422
    answer = {"answer-reference": "วธ 1", "answer-answered_on": format_short(today())}
    assert acts(client, made, "answer", **answer).status_code == 302
    assert acts(client, made, "carry_out").status_code == 302
    made.refresh_from_db()
    assert made.state == ListState.DONE
    states = sorted(FiledPaper.objects.values_list("state", flat=True))
    assert states == [PaperState.DESTROYED] * 2 + [PaperState.STORED] * 2
    assert papers[0].pk in FiledPaper.objects.filter(state=PaperState.STORED).values_list("pk", flat=True)


def test_twenty_years_are_handed_over(actor, as_user):
    paper, client = old_paper(actor("clerk24"), "เก่า", year_be=2540), as_user("clerk24")
    assert client.post("/letters/store/handover/", {"reference": "1"}).status_code == 422
    sent = {"reference": "ฉช 0019/1", "papers": [paper.pk]}
    assert client.post("/letters/store/handover/", sent).status_code == 302
    page = client.get(f"/letters/store/{paper.pk}/").content.decode()
    assert "ส่งมอบหอจดหมายเหตุแล้ว" in page


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_every_form_is_a_file(actor, as_user, kind):
    clerk = actor("clerk24")
    filed(clerk), old_paper(clerk, "1"), old_paper(clerk, "เก่า", year_be=2540)
    made = before_archives(clerk, actor("province24"), 2561)
    client = as_user("clerk24")
    for address in ("?form=19&", "?form=21&", "handover/?", "loans/?", f"destruction/{made.pk}/?"):
        response = client.get(f"/letters/store/{address}file={kind}")
        assert response.status_code == 200
        assert response.content.startswith(b"%PDF" if kind == "pdf" else b"PK"), address


@pytest.mark.slow
def test_a_destroyed_letter_still_has_its_page(actor, as_user, django_capture_on_commit_callbacks):
    clerk = actor("clerk24")
    paper = filed(clerk, year_be=2560)
    with django_capture_on_commit_callbacks(execute=True):
        made = before_archives(clerk, actor("province24"), LAST)
        archives_answered(disposal=made, reference="1", answered_on=today(), wanted=(), by=clerk)
        carry_out(disposal=made, by=clerk)
    client = as_user("clerk24")
    assert "ถูกลบแล้ว" in client.get(f"/letters/store/{paper.pk}/").content.decode()
    assert client.get(f"/letters/{paper.letter_id}/").status_code == 200
    held = paper.letter.files.first()
    assert client.get(f"/letters/files/{held.pk}/").status_code == 404


def test_classes_are_corrected_by_the_administrator_alone(as_user):
    daily = retention()
    address = f"/letters/store/classes/correct/{daily.pk}/"
    sent = {"label": daily.label, "years": "๒", "source": "ข้อ 57 (5)", "verified": "on"}
    assert as_user("clerk24").post(address, sent).status_code == 403
    client = as_user("admin")
    assert "ยังไม่ตรวจ" in client.get("/letters/store/classes/correct/").content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, sent | {"source": ""}).status_code == 422
    assert client.post(address, sent | {"years": "0"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    assert RetentionClass.objects.get(pk=daily.pk).years == 2
