"""The Word files: their numbers as they are written, and how another program lays them out."""

import datetime as dt
import io
import re
import unicodedata
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from saan.documents.typesetting.letter import (
    Enclosure,
    LetterKind,
    LetterSheet,
    Paragraph,
    Signature,
    render_letter,
)
from saan.documents.typesetting.letter_model import model_of
from saan.documents.typesetting.pages import count_pages, text_of_pages
from saan.documents.word.letter import letter_docx, plain

CAUSE = (
    "ด้วยกรมการพัฒนาชุมชนได้ดำเนินการส่งเสริมผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ (OTOP) ประจำปีงบประมาณ พ.ศ. 2570 "
    "เพื่อยกระดับคุณภาพผลิตภัณฑ์ให้เป็นที่ยอมรับของตลาด ทั้งในประเทศและต่างประเทศ"
)
LETTER = LetterSheet(
    kind=LetterKind.EXTERNAL,
    agency=("ศาลากลางจังหวัดฉะเชิงเทรา", "ถนนศรีสมุทร ฉช 24000"),
    number="ฉช 0019/ว 333",
    date=dt.date(2026, 11, 20),
    subject="การขึ้นทะเบียนผู้ผลิต ผู้ประกอบการ OTOP",
    addressee="นายอำเภอ ทุกอำเภอ",
    references=("หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช 0019/ว 2962 ลงวันที่ 16 พฤษภาคม 2569",),
    enclosures=(Enclosure("แนวทาง", "จำนวน 1 ชุด"), Enclosure("แบบรายงาน", "จำนวน 2 แผ่น")),
    paragraphs=(Paragraph(CAUSE),),
    conclusion="จึงเรียนมาเพื่อพิจารณาดำเนินการ",
    signature=Signature("นายสมมติ ตัวอย่างดี", ("พัฒนาการจังหวัด ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดฉะเชิงเทรา")),
    owner=("กลุ่มงานยุทธศาสตร์การพัฒนาชุมชน", "โทร. 0-3851-1239"),
    urgency="ด่วนที่สุด",
)
LONG = replace(LETTER, paragraphs=tuple(Paragraph(f"{CAUSE} ครั้งที่ {n}") for n in range(1, 23)))
MEMO = replace(
    LETTER, kind=LetterKind.MEMO, agency=("สำนักงานพัฒนาชุมชนจังหวัด",), owner=(), references=(), enclosures=()
)
STAMPED = replace(
    LETTER, kind=LetterKind.STAMPED, agency=("จังหวัดฉะเชิงเทรา",), signature=None, salutation="ถึง"
)
ORDER = replace(
    MEMO, kind=LetterKind.ORDER, agency=("จังหวัดฉะเชิงเทรา",), number="12/2569", addressee="", urgency=""
)
PAPERS = {
    "letter": LETTER, "long": LONG, "memo": MEMO, "stamped": STAMPED, "order": ORDER,
    "announcement": replace(ORDER, kind=LetterKind.ANNOUNCEMENT, number=""),
}  # fmt: skip

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def letter():
    return Document(io.BytesIO(letter_docx(LETTER)))


def _paragraph(document, start: str):
    return next(each for each in document.paragraphs if each.text.startswith(start))


def _indent(paragraph, name: str) -> int:
    return int(paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{name}"), 0))


def _spacing(paragraph) -> dict[str, str]:
    spacing = paragraph._p.pPr.find(qn("w:spacing"))
    return {name: spacing.get(qn(f"w:{name}")) for name in ("before", "line", "lineRule")}


def test_the_page_is_a4_with_its_margins(letter):
    section = letter.sections[0]
    margins = section._sectPr.find(qn("w:pgMar"))
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    assert [margins.get(qn(f"w:{side}")) for side in ("left", "right", "bottom")] == ["1701", "1134", "1134"]


def test_indents_are_those_of_the_rules(letter):
    assert _indent(_paragraph(letter, "ด้วยกรม"), "firstLine") == pytest.approx(1417, abs=1)
    assert _indent(_paragraph(letter, "ขอแสดงความนับถือ"), "left") == pytest.approx(4252, abs=1)
    assert _indent(_paragraph(letter, "๒๐ พฤศจิกายน"), "left") == pytest.approx(4252, abs=1)


def test_spaces_and_lines_are_those_of_the_rules(letter):
    assert _spacing(_paragraph(letter, "เรื่อง")) == {"before": "120", "line": "420", "lineRule": "exact"}
    assert _spacing(_paragraph(letter, "ขอแสดงความนับถือ"))["before"] == "240"
    assert _spacing(_paragraph(letter, "(นายสมมติ"))["before"] == str(3 * 420)


def test_the_body_is_distributed_as_thai_is(letter):
    assert _paragraph(letter, "ด้วยกรม")._p.pPr.find(qn("w:jc")).get(qn("w:val")) == "thaiDistribute"


def _parts(content: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")
        }


@pytest.mark.parametrize("name", PAPERS)
def test_every_run_names_typeface_and_size_for_thai_too(name):
    runs = [
        run for part, tree in _parts(letter_docx(PAPERS[name])).items() if part.startswith("word/")
        for run in tree.iter(qn("w:r")) if run.findtext(qn("w:t"))
    ]  # fmt: skip
    assert len(runs) > 8
    for run in runs:
        told = run.find(qn("w:rPr"))
        faces = told.find(qn("w:rFonts"))
        assert {faces.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {
            "TH Sarabun New"
        }
        assert told.find(qn("w:sz")).get(qn("w:val")) == told.find(qn("w:szCs")).get(qn("w:val"))
        assert (told.find(qn("w:b")) is None) == (told.find(qn("w:bCs")) is None)
        assert told.find(qn("w:cs")) is not None


def test_no_theme_decides_the_typeface():
    styles = _parts(letter_docx(LETTER))["word/styles.xml"]
    faces = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}")
    assert not [name for name in faces.attrib if "heme" in name]


def test_the_memo_has_its_sizes():
    memo = Document(io.BytesIO(letter_docx(MEMO)))
    title = next(each for each in memo.paragraphs if "บันทึกข้อความ" in each.text)
    assert _spacing(title)["line"] == "700"
    assert [run.font.size.pt for run in title.runs if "บันทึก" in run.text] == [29]
    labels = [
        run for each in memo.paragraphs for run in each.runs if run.text in ("ส่วนราชการ", "ที่", "วันที่", "เรื่อง")
    ]
    assert [run.font.size.pt for run in labels] == [20] * 4
    assert all(run.bold for run in labels)


def test_pages_are_numbered_in_thai_digits_from_the_second():
    document = Document(io.BytesIO(letter_docx(LONG)))
    header = document.sections[0].header
    assert "PAGE" in "".join(node.text or "" for node in header._element.iter(qn("w:instrText")))
    assert document.sections[0]._sectPr.find(qn("w:pgNumType")).get(qn("w:fmt")) == "thaiNumbers"
    assert not any("-" in each.text for each in document.sections[0].first_page_header.paragraphs)


def test_the_sections_children_keep_the_order_of_the_schema():
    names = [
        etree.QName(child).localname for child in Document(io.BytesIO(letter_docx(LONG))).sections[0]._sectPr
    ]
    order = ["headerReference", "footerReference", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"]
    assert names == sorted(names, key=order.index)


def test_the_offices_own_garuda_stands_on_the_page_three_centimetres_high():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="100"><rect width="80" height="100"/></svg>'
    for garuda in (svg, _png()):
        tree = _parts(letter_docx(replace(LETTER, garuda=garuda)))["word/document.xml"]
        [anchor] = tree.iter(qn("wp:anchor"))
        assert int(anchor.find(qn("wp:extent")).get("cy")) / 36000 == pytest.approx(30, abs=0.01)
        assert int(anchor.find(f"{qn('wp:positionV')}/{qn('wp:posOffset')}").text) / 36000 == pytest.approx(
            15
        )
        assert anchor.find(f"{qn('wp:positionH')}/{qn('wp:align')}").text == "center"


def test_without_a_garuda_none_is_drawn(letter):
    assert not list(letter.element.iter(qn("w:drawing")))


def _png() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (80, 100), "black").save(target, "PNG")
    return target.getvalue()


@pytest.fixture(scope="module")
def opened(office) -> dict[str, bytes]:
    written = {name: letter_docx(paper) for name, paper in PAPERS.items()}
    return dict(zip(written, office(**written), strict=True))


def _compact(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("name", PAPERS)
class TestOpenedByAnotherProgram:
    def test_it_takes_as_many_pages_as_the_pdf(self, opened, name):
        assert count_pages(opened[name]) == count_pages(render_letter(PAPERS[name]))

    def test_its_text_reads_back(self, opened, name):
        text = _compact("".join(text_of_pages(opened[name])))
        text = re.sub(r"-[2๒3๓]-", "", text)
        model = model_of(PAPERS[name])
        for part in [*model["body"], *model["owner"], *model["signature"], *model["heads"]]:
            words = part["text"] if isinstance(part, dict) else part
            assert _compact(plain(words)) in text

    def test_only_the_letters_typeface_is_used(self, opened, name, see):
        families = {
            glyph.font.split("+")[-1].split("-")[0] for page in see(opened[name]) for glyph in page.glyphs
        }
        assert families <= {"THSarabunNew", "SaanSarabun"}


def test_another_program_puts_things_where_the_pdf_has_them(opened, see):
    page = see(opened["letter"])[0]
    for start, x in {
        "ที่ฉช": 30,
        "เรื่อง": 30,
        "เรียน": 30,
        "ด้วยกรม": 55,
        "๒๐พฤศจิกายน": 105,
        "ขอแสดง": 105,
        "โทร.": 30,
    }.items():
        assert page.line(start).x == pytest.approx(x, abs=0.5)
    assert page.line("ที่ฉช").y == pytest.approx(45, abs=1.5)
    later = see(opened["long"])[1]
    assert later.lines[0].y == pytest.approx(30, abs=1.5)
    assert (later.lines[0].x + later.lines[0].right) / 2 == pytest.approx(105, abs=1)
