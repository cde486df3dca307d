"""The papers of a report, read back: the letter as PDF and the form as a workbook say what the registry says."""

import io
from datetime import date

import openpyxl
import pypdfium2
import pytest

from saan.directives.actions import edit_draft, issue
from saan.directives.models import Obligation
from saan.documents.queries import read_bytes
from saan.letters.rules import FileRole
from saan.policy.rule_json import rule_to_json
from saan.reporting.actions import start, submit, write
from saan.reporting.content import content_of
from saan.reporting.forms import form_workbook
from saan.reporting.papers import FORM_NAME, cover_letter, draft_cover, form_name, reference_to
from saan.selection.actions import nominate
from tests.factories.directives import CHOOSE, DEED, REPORT, SEND_LIST, drafted, issued, products
from tests.selection.conftest import SIX_PRODUCTS, TWO_GROUPS

FIRST, SECOND = "แบบรายงานคัดเลือกผลิตภัณฑ์ OTOP กลุ่มปรับตัวสู่การพัฒนา", "แบบรายงานคัดเลือกกลุ่มผู้ผลิตชุมชน"
FORM = "แบบรายงานการรับลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP"


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture
def cover(sent, filled, district):
    filled(7)
    report = sent(district, note="ตำบลหัวไทรอยู่ระหว่างรวมกลุ่ม")
    return report, read_bytes(report.letter.files.get(role=FileRole.ISSUED).file)


@pytest.fixture
def workbook(sent, filled, district):
    filled(7)
    report = sent(district)
    return report, openpyxl.load_workbook(io.BytesIO(read_bytes(report.sheet)))


def rows_of(sheet) -> list[tuple]:
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.slow
def test_the_letter_carries_its_number_day_and_figures_in_thai_digits(cover):
    text = squeezed(text_of(cover[1]))
    for words in ("ฉช๐๒๑๙/๑", "๒๗กันยายน๒๕๖๖", "จำนวน๑๔ราย", "๑๔จาก๑๘ราย", "ยังขาด๔รายใน๒ตำบล"):
        assert words in text, words
    assert "ฉช๐๐๑๙/ว๕๔๖๕ลงวันที่๒๖กันยายน๒๕๖๖" in text
    thai = text.replace(cover[0].letter.content["verify_url"], "")
    assert not any(digit in thai for digit in "0123456789")


@pytest.mark.slow
def test_the_letter_names_its_form_its_receiver_and_the_officers_words(cover):
    text = squeezed(text_of(cover[1]))
    for words in (FORM, "พัฒนาการจังหวัดฉะเชิงเทรา", "ตำบลหัวไทรอยู่ระหว่างรวมกลุ่ม", "จึงเรียนมาเพื่อโปรดทราบ"):
        assert squeezed(words) in text, words


def test_a_full_report_says_so(ordered, district, province, filled):
    filled(9)
    directive = next(iter(ordered.values()))
    content = content_of(directive, district.office).to_json()
    said = cover_letter(directive, district.office, province.office, content, "").paragraphs[1].text
    assert "ครบตามจำนวนที่กำหนด 18 จาก 18 ราย" in said
    assert "ยังขาด" not in said


@pytest.mark.slow
def test_a_draft_has_no_number_and_no_day(begun, district):
    report = begun(district)
    sheet = draft_cover(report, content_of(report.directive, report.office).to_json(), district)
    assert (sheet.number, sheet.date, sheet.draft) == ("ฉช 0219/", None, True)
    assert report.letter is None


def test_the_form_is_named_as_the_instruction_names_it(ordered):
    assert {form_name(directive) for directive in ordered.values()} == {FORM, FORM_NAME}


def test_a_form_called_the_enclosed_one_is_named_after_the_enclosure(province):
    (directive,) = issued(SEND_LIST, by=province)
    assert form_name(directive) == FORM_NAME
    reading = directive.letter.readings.get()
    reading.record["enclosures"] = [{"title": "แนวทางการคัดเลือก"}, {"title": "แบบรายงานคัดเลือกกลุ่มผู้ผลิตชุมชน"}]
    reading.save()
    assert form_name(directive) == "แบบรายงานคัดเลือกกลุ่มผู้ผลิตชุมชน"


@pytest.fixture
def two_lists(province, district):
    """A letter that asks for two choices and encloses a form for each; one product put forward, no group."""
    made = drafted(CHOOSE, CHOOSE, SEND_LIST, by=province, number="ฉช 0019/ว 6011", dated=date(2018, 11, 6))
    for each, rule in zip(made, (SIX_PRODUCTS, TWO_GROUPS), strict=False):
        edit_draft(directive=each, by=province, rule=rule_to_json(rule))
    reading = made[0].letter.readings.get()
    reading.record["enclosures"] = [{"title": "แนวทางการคัดเลือก"}, {"title": FIRST}, {"title": SECOND}]
    reading.save()
    issue(directives=made, by=province)
    owed = made[0].obligations.get(office=district.office)
    nominate(
        obligation=owed, entity_id=products(2402, 1, by=province)[0].pk, potential="=พร้อมพัฒนา", by=district
    )
    return Obligation.objects.get(directive=made[2], office=district.office)


@pytest.mark.slow
def test_two_lists_go_out_on_the_two_forms_of_the_letter(two_lists, district):
    report = start(directive=two_lists.directive, obligation=two_lists, by=district)
    report = submit(
        report=write(report=report, reasons={"2402": "กลุ่มย้ายถิ่น"}, note="", by=district), by=district
    )
    assert [each["title"] for each in report.letter.content["enclosures"]] == [FIRST, SECOND]
    book = openpyxl.load_workbook(io.BytesIO(read_bytes(report.sheet)))
    assert report.sheet.name == "แบบรายงาน 2 แบบ.xlsx"
    products_sheet, groups_sheet = (rows_of(sheet) for sheet in book.worksheets)
    assert (products_sheet[0][0], groups_sheet[0][0]) == (FIRST, SECOND)
    (line,) = [row for row in products_sheet if isinstance(row[0], int)]
    heads = next(row for row in products_sheet if row[0] == "ที่")
    said = dict(zip(heads, line, strict=True))
    assert (said["ปีที่ลงทะเบียน"], said["กลุ่ม Quadrant"], said["ระดับดาว"]) == ("2560", "D ปรับตัวสู่การพัฒนา", "–")
    assert said["คำรับรองศักยภาพและความพร้อม"] == "=พร้อมพัฒนา"
    assert any(
        "เสนอ 1 รายการ จากที่กำหนด 6 รายการ ยังขาด 5 รายการ เหตุผล: กลุ่มย้ายถิ่น" in str(row[0])
        for row in products_sheet
    )
    assert not any(isinstance(row[0], int) for row in groups_sheet)
    assert any("เสนอ 0 กลุ่ม จากที่กำหนด 2 กลุ่ม" in str(row[0]) for row in groups_sheet)


def test_a_city_halls_letter_is_cited_as_its_provinces(province):
    (directive,) = issued(DEED, by=province, urgency="ด่วนที่สุด")
    directive.letter.issuer_name = "ศาลากลางจังหวัดฉะเชิงเทรา"
    assert reference_to(directive.letter) == (
        "หนังสือจังหวัดฉะเชิงเทรา ด่วนที่สุด ที่ ฉช 0019/ว 5465 ลงวันที่ 26 กันยายน 2566"
    )


def test_an_office_that_reports_on_its_own_order_does_not_say_that_it_was_asked(ordered, province):
    directive = next(iter(ordered.values()))
    content = content_of(directive, province.office).to_json()
    sheet = cover_letter(directive, province.office, province.office.parent, content, "")
    assert "จังหวัดได้ให้หน่วยงานในสังกัดดำเนินการ" in sheet.paragraphs[0].text
    assert sheet.addressee == "อธิบดีกรมการพัฒนาชุมชน"


@pytest.mark.slow
def test_the_form_holds_the_registrys_figures_place_by_place(workbook):
    report, book = workbook
    assert book.sheetnames == ["ยอด", "รายชื่อที่นับ"]
    rows = rows_of(book["ยอด"])
    assert rows[0][0] == FORM
    assert any("ฉช 0019/ว 5465" in str(row[0]) for row in rows)
    assert any(str(row[0]).startswith("ข้อมูล ณ 27 กันยายน 2566") for row in rows)
    places = [row for row in rows if isinstance(row[0], int)]
    frozen = report.content["tables"][0]["rows"]
    assert [row[1] for row in places] == [row["name"] for row in frozen]
    assert [row[2:7] for row in places] == [
        (*row["parts"], row["total"], row["needed"], row["missing"]) for row in frozen
    ]
    assert next(row for row in rows if row[1] == "รวม")[2:7] == (7, 7, 14, 18, 4)
    assert any(str(row[0]).startswith("ยอดนี้ หมายถึง แต่ละตำบล") for row in rows)


@pytest.mark.slow
def test_every_counted_entry_is_listed(workbook):
    report, book = workbook
    entries = [row for row in rows_of(book["รายชื่อที่นับ"]) if isinstance(row[0], int)]
    members = report.content["tables"][0]["members"]
    assert [row[1] for row in entries] == [each["name"] for each in members]
    assert {row[5] for row in entries} == {"27 ก.ย. 2566"}


@pytest.mark.slow
def test_reasons_stand_beside_shortfalls_and_a_missing_one_is_told_from_an_empty_cell(ordered, district):
    directive = next(iter(ordered.values()))
    content = content_of(directive, district.office).to_json()
    first, second, *_ = content["tables"][0]["rows"]
    second["applies"] = False
    data = form_workbook(directive, content, {str(first["area"]): "น้ำท่วม"})
    rows = [
        row for row in rows_of(openpyxl.load_workbook(io.BytesIO(data))["ยอด"]) if isinstance(row[0], int)
    ]
    assert rows[0][-1] == "น้ำท่วม"
    assert rows[0][2] == 0
    assert set(rows[1][2:]) == {"ไม่เกี่ยวข้อง"}
    assert rows[2][-1] == "ยังไม่รายงาน"


@pytest.mark.slow
def test_several_orders_of_one_letter_get_a_sheet_each_and_a_numbered_point_each(ordered, district, province):
    directive = next(iter(ordered.values()))
    content = content_of(directive, district.office).to_json()
    content["tables"] *= 2
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(directive, content, {})))
    assert book.sheetnames == ["ยอด", "ยอด 2", "รายชื่อที่นับ", "รายชื่อที่นับ 2"]
    sheet = cover_letter(directive, district.office, province.office, content, "")
    assert len(sheet.paragraphs[1].items) == 2


def test_a_report_without_figures_encloses_nothing(province, district):
    (directive,) = issued({**REPORT, "action": "รายงานผลการประชาสัมพันธ์"}, by=province)
    content = content_of(directive, district.office).to_json()
    sheet = cover_letter(directive, district.office, province.office, content, "ประชาสัมพันธ์แล้วทุกตำบล")
    assert sheet.enclosures == ()
    assert [paragraph.text for paragraph in sheet.paragraphs[1:]] == ["ประชาสัมพันธ์แล้วทุกตำบล"]
