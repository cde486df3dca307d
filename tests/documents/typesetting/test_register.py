"""Registers: heads on every page, words inside their cells, two thousand rows in seconds."""

import re

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from saan.documents.typesetting.letter_model import as_printed
from saan.documents.typesetting.pages import count_pages, text_of_pages
from saan.documents.typesetting.register import CELL_EDGES, SIZE, TABLE_WIDTH, Column, render_register
from saan.documents.typesetting.register_forms import FORMS, RECEIVED
from saan.documents.typesetting.widths import text_width

MM = 25.4 / 72
COLUMNS = (Column("ที่", 20, "center"), Column("เรื่อง"), Column("หมายเหตุ", 25))

pytestmark = pytest.mark.slow


def _row(number: int) -> list[str]:
    subject = "การขึ้นทะเบียนผู้ผลิต ผู้ประกอบการ OTOP ประจำปีงบประมาณ พ.ศ. 2570"
    return [
        str(number), f"ฉช 0019/ว {number}", "20 พ.ย. 2569", "จังหวัดฉะเชิงเทรา", "นายอำเภอบางคล้า", subject,
        "กลุ่มงานรับไป", "",
    ]  # fmt: skip


def _register(rows, **more) -> bytes:
    return render_register(title=RECEIVED.title, columns=RECEIVED.columns, rows=rows, **more)


@pytest.fixture(scope="module")
def long_register() -> bytes:
    return _register([_row(n) for n in range(1, 61)], head=("อำเภอบางคล้า", "วันที่ 20 เดือน พฤศจิกายน พ.ศ. 2569"))


def test_pages_lie_across(long_register):
    with pypdfium2.PdfDocument(long_register) as document:
        assert [round(side * MM) for side in document[0].get_size()] == [297, 210]


def test_every_page_repeats_title_head_and_headings(long_register, compact, exact_text):
    pages = [compact(text) for text in text_of_pages(long_register)]
    assert len(pages) > 2
    for number, text in zip("๑๒๓๔๕๖", pages, strict=False):
        for words in ("ทะเบียนหนังสือรับ", "อำเภอบางคล้า", "วันที่๒๐เดือนพฤศจิกายนพ.ศ.๒๕๖๙", "การปฏิบัติ", "หมายเหตุ"):
            assert words in text
        assert f"แผ่นที่{number}ของ" in text


def test_every_row_is_there_once(long_register, compact, exact_text):
    text = compact("".join(text_of_pages(long_register)))
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    found = re.findall("ฉช๐๐๑๙/ว([๐-๙]+?)๒๐พ.ย.", text)
    assert found == [str(n).translate(thai) for n in range(1, 61)]


def test_two_thousand_rows_work():
    pdf = _register([_row(number) for number in range(1, 2001)])
    assert count_pages(pdf) > 100


def _rightmost(pdf: bytes) -> float:
    with pypdfium2.PdfDocument(pdf) as document:
        layers = [page.get_textpage() for page in document]
        return max(layer.get_charbox(at)[2] * MM for layer in layers for at in range(layer.count_chars()))


@pytest.mark.parametrize(
    "text",
    [
        "https://example.go.th/" + "a" * 90,
        "9" * 80,
        "กรมส่งเสริมการปกครองท้องถิ่น" * 6,
        "ก" * 120,
        "๐" * 70,
        "ป้ำ" * 50,
        "120012001/25692569",
    ],
    ids=["address", "digits", "words", "letters", "thai digits", "marks", "number and year"],
)
def test_a_text_too_long_for_its_cell_is_broken_inside_it(text):
    pdf = render_register(title="ทดสอบ", columns=COLUMNS, rows=[["1", "ก", text]])
    assert _rightmost(pdf) <= 15 + TABLE_WIDTH + 0.1


def test_a_row_taller_than_a_page_goes_on_over_pages(compact, exact_text):
    pdf = render_register(title="ทดสอบ", columns=COLUMNS, rows=[["1", "ก", "รายงานผลแล้ว " * 120]])
    assert count_pages(pdf) > 1
    assert compact("".join(text_of_pages(pdf))).count("รายงานผลแล้ว") == 120


def test_an_empty_register_says_so(compact, exact_text):
    assert "ไม่มีรายการ" in compact("".join(text_of_pages(_register([]))))


def test_signatures_stand_side_by_side_after_the_last_row(see):
    foot = (("(นายสมมติ ตัวอย่างดี)", "นายทะเบียน"), ("(นางสาวตัวอย่าง ดีงาม)", "ผู้ตรวจ"))
    page = see(_register([_row(1)], foot=foot))[-1]
    line = next(line for line in page.lines if "สมมติ" in line.text)
    assert "ดีงาม" in line.text


def test_markup_in_a_cell_is_only_text(compact):
    pdf = render_register(title="#x", columns=COLUMNS, rows=[["1", '#panic("x") *b* $1$', ""]])
    assert '#panic("x")' in compact("".join(text_of_pages(pdf)))


@pytest.mark.parametrize("row", [["1"], ["1", "2", "3", "4"]])
def test_a_row_of_another_length_is_refused(row):
    with pytest.raises(ValueError, match="3 columns"):
        render_register(title="ทดสอบ", columns=COLUMNS, rows=[row])


def test_columns_wider_than_the_paper_are_refused():
    with pytest.raises(ValueError, match="267"):
        render_register(title="ทดสอบ", columns=(Column("ก", 200), Column("ข", 100)), rows=[])


@pytest.mark.parametrize("number", FORMS)
def test_every_form_fits_its_page(number, compact, exact_text):
    form = FORMS[number]
    pdf = render_register(title=form.title, columns=form.columns, rows=[["ก"] * len(form.columns)])
    text = compact(text_of_pages(pdf)[0])
    assert all(compact(column.heading) in text for column in form.columns)
    with pypdfium2.PdfDocument(pdf) as document:
        edges = [it.get_bounds() for it in document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])]
    assert max(right for _, _, right, _ in edges) * MM == pytest.approx(15 + TABLE_WIDTH, abs=0.5)


CELLS = {
    "ที่": "อย 0019.2/ว 12001", "ลงวันที่": "28 พ.ย. 2569", "วันเก็บ": "28 พ.ย. 2569", "วันยืม": "28 พ.ย. 2569",
    "กำหนดส่งคืน": "28 พ.ย. 2569", "กำหนดเวลาเก็บ": "28 พ.ย. 2569", "เลขทะเบียนรับ": "12001/2569",
}  # fmt: skip


@pytest.mark.parametrize("number", sorted(set(FORMS) - {13, 14}))
def test_numbers_and_days_stand_on_one_line_of_their_cells(number):
    for column in FORMS[number].columns:
        text = as_printed(CELLS.get(column.heading, ""))
        assert text_width(text, SIZE) <= (column.width or TABLE_WIDTH) - CELL_EDGES, column.heading


@pytest.mark.parametrize("number", [13, 14])
def test_a_circular_number_stands_on_one_line_in_the_books(number):
    column = next(each for each in FORMS[number].columns if each.heading == "ที่")
    assert text_width(as_printed(CELLS["ที่"]), SIZE) <= column.width - CELL_EDGES
