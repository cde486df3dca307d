"""Screens of circulars: sent, answered, followed to the last office, reminded of and taken back; each for who may."""

import datetime as dt
import io
import uuid

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saan.documents.typesetting.stamp import stamp_copy
from saan.letters.actions.registering import mark_wrong
from saan.letters.models import Letter, Receipt, SigningAuthority
from saan.letters.rules import LetterState, ReceiptState, key_of_number
from saan.organisations.models import Office
from tests.factories.circulars import acknowledged, circular, passed_on, receipt
from tests.factories.directives import DEED, issued

pytestmark = pytest.mark.slow
SENT_ON, LATE_ON = "2026-11-23", "2026-11-27"


@pytest.fixture(autouse=True)
def day(monkeypatch):
    def move(to: str) -> None:
        monkeypatch.setenv("SAAN_TODAY", to)

    move(SENT_ON)
    return move


@pytest.fixture
def province(actor):
    return actor("province24")


@pytest.fixture
def out(province) -> Letter:
    letter = circular(province.office, province)
    for number in range(1, 4):
        office = Office.objects.get(code=f"cdd-24{number:02}")
        receipt(letter, office, province, due=dt.date(2026, 11, 26))
    return letter


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


class Page(str):
    """The words of a page; spaces, which break lines of Thai in pieces, do not count."""

    def __contains__(self, words: object) -> bool:
        return super().__contains__(_squeezed(str(words)))


def _squeezed(text: str) -> str:
    return "".join(text.replace("\u2060", "").replace("\u200b", "").split())


def words(response) -> Page:
    return Page(_squeezed(soup(response).get_text(" ")))


def written(**changes) -> dict:
    return {
        "press": str(uuid.uuid4()), "subject": "แจ้งเวียนเรื่องสมมติ", "body": "ด้วยมีเรื่องสมมติ\n\nจึงขอแจ้งให้ทราบ",
        "conclusion": "จึงเรียนมาเพื่อทราบ", "terms": "1", "t0-lines": ["cdd"], "t0-levels": ["district"], **changes,
    }  # fmt: skip


class TestSending:
    def test_the_page_proposes_the_next_level_of_the_own_line(self, as_user):
        page = as_user("province24").get("/letters/circulars/new/")
        assert "ผู้รับ 11 แห่ง" in words(page)
        assert "หน่วยงานระดับอำเภอ สายพัฒนาชุมชน" in words(page)

    def test_one_post_sends_to_all_and_leads_to_their_answers(self, as_user):
        client = as_user("province24")
        answer = client.post("/letters/circulars/new/", written(), follow=True)
        letter = Letter.objects.get(circular=True)
        assert answer.redirect_chain == [(f"/letters/{letter.pk}/acknowledgements/", 302)]
        assert "รับทราบแล้ว 0 จาก 11 แห่ง" in words(answer)
        assert letter.content["paragraphs"][1]["text"] == "จึงขอแจ้งให้ทราบ"

    def test_it_is_written_to_the_post_of_its_receivers_or_as_typed(self, as_user):
        client = as_user("province24")
        client.post("/letters/circulars/new/", written())
        client.post("/letters/circulars/new/", written(left_out="cdd-2402"))
        client.post("/letters/circulars/new/", written(addressee="นายอำเภอ ผ่านพัฒนาการอำเภอ"))
        to = [letter.content["addressee"] for letter in Letter.objects.filter(circular=True).order_by("pk")]
        assert to == ["พัฒนาการอำเภอ ทุกอำเภอ", "พัฒนาการอำเภอ ตามรายชื่อผู้รับ", "นายอำเภอ ผ่านพัฒนาการอำเภอ"]

    def test_who_has_no_order_to_sign_is_told_before_sending(self, as_user, province):
        client, caution = as_user("province24"), "ยังไม่มีคำสั่งให้ท่านลงนาม"
        assert caution in words(client.get("/letters/circulars/new/"))
        chain = ["พัฒนาการจังหวัด ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดฉะเชิงเทรา"]
        SigningAuthority.objects.create(
            office=province.office, signer_name="นายหวาย สานดี", chain=chain, starts=dt.date(2026, 1, 1)
        )
        assert caution not in words(client.get("/letters/circulars/new/"))

    def test_the_same_page_twice_sends_once(self, as_user):
        client, data = as_user("province24"), written()
        first, again = (client.post("/letters/circulars/new/", data) for _ in range(2))
        assert first["Location"] == again["Location"]
        assert Letter.objects.filter(circular=True).count() == 1

    def test_receivers_follow_what_is_chosen_and_nothing_is_written(self, as_user):
        client = as_user("province24")
        data = written(act="preview", **{"t0-areas": ["2401", "2402"]}) | {
            "left_out": "cdd-2402",
            "named": "dla-24",
        }
        part = client.post("/letters/circulars/new/", data, headers={"HX-Request": "true"})
        assert "ผู้รับ 2 แห่ง" in words(part)
        assert soup(part).select_one("#receivers")
        assert not Letter.objects.exists()

    def test_one_wrong_line_is_named_and_the_good_ones_are_counted(self, as_user):
        client = as_user("province24")
        data = written(act="preview", left_out="cdd-2402\nไม่มีที่นี่\ncdd-2403", named="dla-24\nผิดด้วย")
        part = words(client.post("/letters/circulars/new/", data, headers={"HX-Request": "true"}))
        assert "ผู้รับ 10 แห่ง" in part
        assert "ไม่พบหน่วยงาน “ไม่มีที่นี่” บรรทัดนี้ยังไม่นับ" in part
        assert "ไม่พบหน่วยงาน “ผิดด้วย”" in part
        assert client.post("/letters/circulars/new/", data | {"act": "send"}).status_code == 422
        assert not Letter.objects.exists()

    def test_a_name_that_several_bear_is_no_guess(self, as_user):
        one, other = Office.objects.filter(code__in=("dla-2402", "dla-2403"))
        Office.objects.filter(pk=other.pk).update(name=one.name)
        client = as_user("province24")
        data = written(act="preview", named=one.name)
        assert "มีหลายหน่วยงานชื่อ" in words(client.post("/letters/circulars/new/", data))
        found = soup(client.get("/letters/circulars/new/find/", {"into": "named", "q_office": one.name}))
        lines = {button["data-line"] for button in found.select("button")}
        assert {one.code, other.code} <= lines

    def test_offices_and_letters_are_found_as_lines(self, as_user, out):
        client, address = as_user("province24"), "/letters/circulars/new/find/"
        Letter.objects.update(number_key=key_of_number(out.number))
        office = Office.objects.get(code="cdd-2402")
        found = soup(client.get(address, {"into": "left_out", "q_office": office.name[:-3]})).select("button")
        button = next(each for each in found if each["data-line"] == office.name)
        assert (button["type"], button["data-into"]) == ("button", "id_left_out")
        (button,) = soup(client.get(address, {"into": "references", "q_letter": out.number})).select("button")
        line = button["data-line"]
        client.post(
            "/letters/circulars/new/", written(references=f"{line}\nหนังสือบนกระดาษ ที่ 1", left_out=office.name)
        )
        letter = Letter.objects.latest("pk")
        assert letter.content["references"] == [line, "หนังสือบนกระดาษ ที่ 1"]
        assert letter.receipts.count() == 10
        assert [each.resolved for each in letter.references.all()] == [out]

    def test_what_is_found_is_for_who_may_send_and_for_lines_alone(self, as_user):
        address = "/letters/circulars/new/find/"
        assert as_user("province24").get(address, {"into": "body", "q_office": "ก"}).status_code == 404
        assert as_user("clerk24").get(address, {"into": "named", "q_office": "ก"}).status_code == 403
        assert Client().get(address).status_code == 302

    def test_groups_add_up(self, as_user):
        client = as_user("ministry")
        data = written(act="add-term", **{"t0-lines": ["governor"], "t0-levels": ["province"]})
        page = client.post("/letters/circulars/new/", data)
        assert len(soup(page).select("[name=t1-lines]")) == 5
        data |= {
            "act": "preview",
            "terms": "2",
            "t1-lines": ["cdd"],
            "t1-levels": ["province"],
            "t1-areas": ["24"],
        }
        assert "ผู้รับ 77 แห่ง" in words(client.post("/letters/circulars/new/", data))

    def test_a_province_offers_its_districts(self, as_user):
        client = as_user("cdd")
        data = written(act="preview", **{"t0-levels": ["district"], "t0-areas": ["24"]})
        page = soup(client.post("/letters/circulars/new/", data))
        offered = {field["value"] for field in page.select("[name=t0-areas]")}
        assert {"24", "2401", "2411", "10"} <= offered
        assert "2001" not in offered

    def test_a_signed_pdf_goes_instead_of_the_words(self, as_user):
        paper = SimpleUploadedFile(
            "ลงนาม.pdf", stamp_copy("ลงนามแล้ว".encode(), "text/plain"), "application/pdf"
        )
        as_user("province24").post("/letters/circulars/new/", written(body="", paper=paper))
        assert Letter.objects.get(circular=True).files.get(role="original").file.name == "ลงนาม.pdf"

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"subject": ""}, "กรอกเรื่องของหนังสือ"),
            ({"body": " "}, "เขียนข้อความของหนังสือ"),
            ({"named": "สำนักงานที่ไม่มี"}, "ไม่พบหน่วยงาน “สำนักงานที่ไม่มี”"),
            ({"t0-areas": ["2401"]}, "มีผู้รับเพียง 1 หน่วยงาน จึงใช้เลข ว ไม่ได้"),
            ({"t0-levels": []}, "ไม่มีหน่วยงานใดตรงกับผู้รับ"),
            ({"t0-areas": ["2001"]}, "ไม่อยู่ในรายการ"),
            ({"due": "20 พ.ย. 2569"}, "ผ่านไปแล้ว"),
        ],
    )
    def test_faults_are_told_and_nothing_is_lost(self, as_user, changes, says):
        answer = as_user("province24").post("/letters/circulars/new/", written(**changes))
        assert answer.status_code == 422
        assert says in words(answer)
        assert not Letter.objects.filter(circular=True).exists()

    @pytest.mark.parametrize("who", ["auditor", "admin", "producer"])
    def test_who_may_not_write_sees_no_form(self, as_user, who):
        assert as_user(who).get("/letters/circulars/new/").status_code == 403


class TestLists:
    def test_sent_ones_with_their_counts(self, out, as_user, day):
        day(LATE_ON)
        page = words(as_user("province24").get("/letters/circulars/"))
        assert "0 จาก 3" in page
        assert "เลยกำหนด 3 แห่ง" in page

    def test_empty(self, as_user):
        assert "ยังไม่ได้ส่งหนังสือเวียน" in words(as_user("district2402").get("/letters/circulars/"))
        assert "ไม่มีหนังสือที่รอแจ้งรับทราบ" in words(as_user("cdd").get("/letters/circulars/?show=received"))

    def test_many_are_acknowledged_at_once(self, out, province, as_user):
        other = circular(province.office, province)
        district = Office.objects.get(code="cdd-2402")
        held = [
            out.receipts.get(office=district),
            receipt(other, district, province, due=dt.date(2026, 11, 26)),
        ]
        client = as_user("district2402")
        page = client.get("/letters/circulars/?show=received")
        assert len(soup(page).select("[name=receipt]")) == 2
        answer = client.post(
            "/letters/circulars/acknowledge/", {"receipt": [each.pk for each in held]}, follow=True
        )
        assert "แจ้งรับทราบแล้ว 2 ฉบับ" in words(answer)
        again = client.post(
            "/letters/circulars/acknowledge/", {"receipt": [each.pk for each in held]}, follow=True
        )
        assert "แจ้งรับทราบไปแล้ว" in words(again)

    def test_another_offices_receipt_is_never_acknowledged(self, out, as_user):
        other = out.receipts.get(office__code="cdd-2401")
        as_user("district2402").post("/letters/circulars/acknowledge/", {"receipt": [other.pk]})
        other.refresh_from_db()
        assert other.acknowledged_at is None


class TestAnswering:
    def test_one_button_on_the_letters_page(self, out, as_user):
        client = as_user("district2402")
        page = client.get(f"/letters/{out.pk}/")
        assert (
            soup(page).select_one(f"form[action='/letters/{out.pk}/acknowledge/'] button").text
            == "ลงรับและแจ้งรับทราบ"
        )
        assert "ภายใน พฤ. 26 พ.ย. 2569" in words(page)
        answer = client.post(f"/letters/{out.pk}/acknowledge/", follow=True)
        assert "แจ้งรับทราบแล้ว เลขรับ 1/2569" in words(answer)
        assert not soup(answer).select(f"form[action='/letters/{out.pk}/acknowledge/']")
        assert client.post(f"/letters/{out.pk}/acknowledge/").status_code == 409

    def test_its_orders_are_acknowledged_in_the_same_click(self, province, as_user):
        (directive,) = issued(DEED, by=province)
        office = Office.objects.get(code="cdd-2402")
        owed, letter = directive.obligations.get(office=office), directive.letter
        Receipt.objects.update_or_create(
            letter=letter,
            office=office,
            defaults={"arrived_by": province.user, "due_on": dt.date(2026, 11, 26)},
        )
        client = as_user("district2402")
        assert "รับทราบข้อสั่งการ 1 ข้อในฉบับนี้ด้วย" in words(client.get(f"/letters/{letter.pk}/"))
        client.post(f"/letters/{letter.pk}/acknowledge/", {"orders": "1"})
        owed.refresh_from_db()
        assert owed.acknowledged_by.username == "district2402"

    @pytest.mark.parametrize("path", ["acknowledge"])
    def test_strangers_find_nothing_and_visitors_sign_in(self, out, as_user, client, path):
        assert client.post(f"/letters/{out.pk}/{path}/").status_code == 401
        assert as_user("district2405").post(f"/letters/{out.pk}/{path}/").status_code == 404
        assert as_user("auditor").post(f"/letters/{out.pk}/{path}/").status_code == 403


class TestPassingOn:
    @pytest.fixture
    def letter(self, actor) -> Letter:
        above, by = actor("dla"), actor("local24")
        letter = circular(above.office, above, urgency="ด่วน", subject="แนวทางสมมติ")
        receipt(letter, by.office, by, due=dt.date(2026, 11, 25))
        return letter

    def filled(self, page: BeautifulSoup) -> dict[str, str]:
        form = page.select_one("#onward")
        sent = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
        sent |= {field["name"]: field.select_one("[selected]")["value"] for field in form.select("select")}
        return sent | {field["name"]: field.text.strip() for field in form.select("textarea")}

    def test_two_clicks_from_the_letters_page(self, letter, as_user):
        client = as_user("local24")
        here = soup(client.get(f"/letters/{letter.pk}/"))
        first = here.select_one(f"a[href='/letters/{letter.pk}/onward/']")
        page = soup(client.get(first["href"]))
        assert page.select_one("#onward .b.main").text.strip() == "ออกหนังสือถึง 11 หน่วยงาน"
        answer = client.post(first["href"], self.filled(page), follow=True)
        onward = Letter.objects.get(onward_of=letter)
        assert answer.redirect_chain[0][0] == f"/letters/{onward.pk}/acknowledgements/"
        assert onward.receipts.count() == 11
        again = client.post(first["href"], self.filled(page))
        assert again["Location"] == f"/letters/{onward.pk}/acknowledgements/"
        assert "ส่งต่อแล้ว" in words(client.get(first["href"]))

    def test_a_lower_urgency_is_not_offered(self, letter, as_user):
        page = soup(as_user("local24").get(f"/letters/{letter.pk}/onward/"))
        assert [option["value"] for option in page.select("#id_urgency option")] == [
            "ด่วน",
            "ด่วนมาก",
            "ด่วนที่สุด",
        ]

    def test_a_preview_sends_nothing(self, letter, as_user):
        client = as_user("local24")
        data = self.filled(soup(client.get(f"/letters/{letter.pk}/onward/"))) | {
            "act": "preview",
            "subject": "เรื่องใหม่",
        }
        assert "เรื่องใหม่" in words(client.post(f"/letters/{letter.pk}/onward/", data))
        assert not Letter.objects.filter(onward_of=letter).exists()

    def test_strangers_and_those_with_nobody_below(self, letter, actor, as_user):
        assert as_user("district2402").get(f"/letters/{letter.pk}/onward/").status_code == 404
        assert as_user("clerk24").get(f"/letters/{letter.pk}/onward/").status_code in (403, 404)


class TestTree:
    @pytest.fixture
    def tree(self, actor) -> Letter:
        """From the department through two provinces to districts: five receipts, two of them late."""
        by = actor("cdd")
        root = circular(by.office, by)
        early = dt.date(2026, 11, 20)
        office = Office.objects.get(code="cdd-24")
        receipt(root, office, by, ReceiptState.REGISTERED, **acknowledged(by), **passed_on(by))
        receipt(root, Office.objects.get(code="cdd-20"), by, due=early)
        onward = circular(office, by, onward_of=root)
        for code, more in (("cdd-2401", acknowledged(by)), ("cdd-2402", {}), ("cdd-2403", {})):
            receipt(onward, Office.objects.get(code=code), by, ReceiptState.REGISTERED, due=early, **more)
        return root

    def figures(self, row) -> list[str]:
        return [cell.text.removeprefix("รับทราบ ").partition("/")[0] for cell in row.select("td.num")]

    def test_sums_and_rows_agree_and_open_by_htmx(self, tree, as_user):
        client = as_user("cdd")
        page = soup(client.get(f"/letters/{tree.pk}/acknowledgements/"))
        assert self.figures(page.select_one("tr.tot")) == ["5", "4", "4", "2", "1", "3"]
        top = {row.th.get_text(strip=True): row for row in page.select("tr[data-row]")}
        assert len(top) == 2
        link = page.select_one("tr[data-row] a[hx-get]")
        assert self.figures(link.find_parent("tr")) == ["4", "4", "4", "2", "1", "2"]
        branch = soup(client.get(link["hx-get"], headers={"HX-Request": "true"}))
        rows = branch.select("tr")
        assert len(rows) == 4
        assert [sum(int(f.replace("–", "0")) for f in figures) for figures in
                zip(*(self.figures(row) for row in rows[1:]), strict=True)] == [3, 3, 3, 1, 0, 2]  # fmt: skip
        whole = soup(client.get(link["href"]))
        assert len(whole.select("tr[data-row]")) == 5

    def test_the_opened_row_is_the_one_of_the_whole_page(self, tree, as_user):
        client = as_user("cdd")
        link = soup(client.get(f"/letters/{tree.pk}/acknowledgements/")).select_one("tr[data-row] a[hx-get]")
        branch = soup(client.get(link["hx-get"], headers={"HX-Request": "true"}))
        whole = soup(client.get(link["href"]))
        shown = [str(row) for row in whole.select("tr[data-row]")]
        assert all(str(row) in shown for row in branch.select("tr"))

    def test_many_receivers_are_grouped_by_place(self, actor, as_user):
        by = actor("cdd")
        root = circular(by.office, by)
        districts = Office.objects.in_force().filter(line="cdd", level="district", lo__lt=300000)
        Receipt.objects.bulk_create(
            Receipt(letter=root, office=office, state=ReceiptState.ARRIVED, arrived_by=by.user)
            for office in districts
        )
        client = as_user("cdd")
        page = soup(client.get(f"/letters/{root.pk}/acknowledgements/"))
        rows = page.select("tr[data-row]")
        assert len(rows) == len({office.lo // 10_000 for office in districts})
        assert sum(int(self.figures(row)[0]) for row in rows) == districts.count()
        province = page.select_one("#p24 a")
        branch = soup(client.get(province["hx-get"], headers={"HX-Request": "true"}))
        assert len(branch.select("tr")) == 12

    def test_who_has_not_and_since_when(self, tree, as_user):
        client = as_user("cdd")
        page = words(client.get(f"/letters/{tree.pk}/acknowledgements/?show=late"))
        assert "พบ 3 แห่ง" in page
        assert "เลยกำหนด 1 วันทำการ" in page
        found = client.get(f"/letters/{tree.pk}/acknowledgements/?show=silent&q=ปราจีน")
        assert "ไม่พบหน่วยงาน" in words(found)

    def test_the_workbook_holds_every_row(self, tree, as_user):
        answer = as_user("cdd").get(f"/letters/{tree.pk}/acknowledgements.xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        cells = [row[0].value for row in sheet.iter_rows()]
        assert sum(str(cell).startswith("สำนักงานพัฒนาชุมชน") for cell in cells) == 5

    def test_a_receiver_sees_its_own_part(self, tree, as_user):
        page = soup(as_user("province24").get(f"/letters/{tree.pk}/acknowledgements/"))
        assert self.figures(page.select_one("tr.tot"))[0] == "4"
        assert "ปราจีนบุรี" not in page.text
        assert "ชลบุรี" not in page.text

    @pytest.mark.parametrize("key", ["r999999", "p77", "x1", "r1'--"])
    def test_a_row_of_another_tree_is_not_found(self, tree, as_user, key):
        answer = as_user("cdd").get(
            f"/letters/{tree.pk}/acknowledgements/", {"row": key}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 404

    def test_strangers_drafts_and_visitors(self, tree, actor, as_user, client):
        assert client.get(f"/letters/{tree.pk}/acknowledgements/").status_code == 302
        assert as_user("local24").get(f"/letters/{tree.pk}/acknowledgements/").status_code == 404
        by = actor("cdd")
        hidden = circular(by.office, by, state=LetterState.SIGNED)
        assert as_user("cdd").get(f"/letters/{hidden.pk}/acknowledgements/").status_code == 404


class TestSilence:
    def test_reminding_shows_whom_and_sends_once(self, out, as_user, day):
        day(LATE_ON)
        client = as_user("province24")
        page = client.get(f"/letters/{out.pk}/remind/")
        assert "เตือนครั้งที่ 1 ถึง 3 แห่ง" in words(page)
        press = soup(page).select_one("[name=press]")["value"]
        for _ in range(2):
            answer = client.post(f"/letters/{out.pk}/remind/", {"press": press, "note": ""}, follow=True)
            assert "เตือนแล้วด้วยหนังสือ" in words(answer)
        assert Letter.objects.filter(reminds=out).count() == 1
        assert "ยังไม่ถึงเวลา" in words(client.get(f"/letters/{out.pk}/remind/"))

    def test_who_did_not_take_it_is_told_with_the_reason(self, out, actor, as_user):
        district = actor("district2401")
        mark_wrong(receipt=out.receipts.get(office=district.office), reason="ไม่มีสิ่งที่ส่งมาด้วย", by=district)
        client, address = as_user("province24"), f"/letters/{out.pk}/acknowledgements/"
        whole, named = words(client.get(address)), words(client.get(address, {"show": "refused"}))
        assert "ไม่รับ 1 แห่ง" in whole
        assert "ยังไม่รับทราบ 2 แห่ง" in whole
        assert "ไม่มีสิ่งที่ส่งมาด้วย" not in whole
        assert "พบ 1 แห่ง" in named
        assert "ไม่มีสิ่งที่ส่งมาด้วย" in named
        assert "ไม่รับ 1 แห่ง" in words(client.get("/letters/circulars/"))
        book = client.get(f"/letters/{out.pk}/acknowledgements.xlsx", {"show": "refused"})
        cells = [
            cell.value for row in openpyxl.load_workbook(io.BytesIO(book.content)).active for cell in row
        ]
        assert "แจ้งหนังสือผิด: ไม่มีสิ่งที่ส่งมาด้วย" in cells

    def test_nobody_to_remind(self, out, as_user):
        client = as_user("province24")
        assert "ไม่มีหน่วยงานที่เลยกำหนดรับทราบ" in words(client.get(f"/letters/{out.pk}/remind/"))
        answer = client.post(f"/letters/{out.pk}/remind/", {"press": str(uuid.uuid4())})
        assert answer.status_code == 422

    def test_escalating_names_the_chiefs(self, out, as_user, day):
        client = as_user("province24")
        for on in (LATE_ON, "2026-12-01"):
            day(on)
            client.post(f"/letters/{out.pk}/remind/", {"press": str(uuid.uuid4())})
        day("2026-12-03")
        page = client.get(f"/letters/{out.pk}/escalate/")
        assert "แจ้งหน่วยงานบังคับบัญชา 3 แห่ง" in words(page)
        client.post(f"/letters/{out.pk}/escalate/", {"press": str(uuid.uuid4())})
        assert Letter.objects.filter(reminds=out, reminder_round=None).exists()

    def test_recalling_with_a_reason(self, out, as_user):
        client = as_user("province24")
        assert (
            client.post(f"/letters/{out.pk}/recall/", {"press": str(uuid.uuid4()), "reason": ""}).status_code
            == 422
        )
        data = {"press": str(uuid.uuid4()), "reason": "แนบแฟ้มผิด"}
        answer = client.post(f"/letters/{out.pk}/recall/", data, follow=True)
        assert "เรียกคืนแล้ว" in words(answer)
        assert set(out.receipts.values_list("state", flat=True)) == {"recalled"}
        assert (
            client.post(f"/letters/{out.pk}/recall/", data | {"press": str(uuid.uuid4())}).status_code == 409
        )
        district = as_user("district2402")
        assert "แนบแฟ้มผิด" in words(district.get(f"/letters/{out.pk}/"))
        assert out.subject not in words(district.get("/letters/?state=to-register"))

    def test_replacing_by_a_newer_one(self, out, province, as_user):
        client = as_user("province24")
        assert "ยังไม่มีหนังสือเวียนฉบับใหม่กว่า" in words(client.get(f"/letters/{out.pk}/replace/"))
        newer = circular(province.office, province)
        answer = client.post(f"/letters/{out.pk}/replace/", {"new": newer.pk}, follow=True)
        assert f"หนังสือ {newer.number} ใช้แทนแล้ว" in words(answer)
        assert "มีฉบับใหม่แทน" in words(client.get(f"/letters/{out.pk}/"))
        assert "มีฉบับใหม่แทน" in words(client.get("/letters/circulars/"))

    @pytest.mark.parametrize("path", ["remind", "escalate", "recall", "replace"])
    def test_only_the_sender(self, out, as_user, client, path):
        address = f"/letters/{out.pk}/{path}/"
        assert Client().get(address).status_code == 302
        assert as_user("district2402").get(address).status_code == 403
        assert as_user("district2409").get(address).status_code == 404
        assert as_user("auditor").get(address).status_code == 403
