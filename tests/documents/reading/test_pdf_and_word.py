"""A born-digital PDF and a Word file give back the words that went in; scans and locked files are refused."""

import io
from pathlib import Path

import docx
import fontpkg_sarabun
import pytest
import typst
from PIL import Image

from saan.documents.reading import UnreadableDocument, read_document

pytestmark = pytest.mark.slow
FONTS = str(Path(fontpkg_sarabun.__file__).parent)
LINES = ["ที่ ฉช ๐๐๑๙/ว ๓๓๓", "เรื่อง การขึ้นทะเบียนผู้ผลิต", "จึงขอให้อำเภอดำเนินการ จำนวน ๒ กลุ่ม"]


def pdf(*pages):
    source = '#set text(font: "Sarabun", lang: "th")\n' + "\n#pagebreak()\n".join(
        "\n\n".join(page) for page in pages
    )
    return typst.compile(source.encode(), font_paths=[FONTS])


def code(content, name):
    with pytest.raises(UnreadableDocument) as caught:
        read_document(content, name)
    return caught.value.code


def test_pdf_words_pages_and_places():
    document = read_document(pdf(LINES, ["หน้าที่สองของหนังสือ"]), "a.pdf")
    assert [document.text[line.start : line.end].strip() for line in document.lines] == [
        *LINES,
        "หน้าที่สองของหนังสือ",
    ]
    assert [line.page for line in document.lines] == [1, 1, 1, 2]
    tops = [line.box[3] for line in document.lines[:3]]
    assert tops == sorted(tops, reverse=True)
    assert len(document.pages) == 2


def test_a_gap_between_paragraphs_is_a_blank_line():
    body = [LINES[0] + " \\ " + LINES[1] + " \\ " + LINES[2], "#v(20pt)", LINES[0]]
    assert "\n\n" in read_document(pdf(body), "a.pdf").text


def test_a_scan_is_refused_with_what_to_do():
    buffer = io.BytesIO()
    Image.new("L", (300, 400), 255).save(buffer, "PDF")
    with pytest.raises(UnreadableDocument, match="เป็นภาพสแกน ไม่มีตัวอักษรให้อ่าน"):
        read_document(buffer.getvalue(), "สแกน.pdf")


def test_a_cut_off_pdf_is_damaged():
    assert code(b"%PDF-1.7\n" + b"x" * 400, "a.pdf") == "damaged"


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<41><41>]/Size 4>>\n%%EOF"
)


def test_a_locked_pdf_asks_for_one_without_password():
    assert code(LOCKED, "ลับ.pdf") == "encrypted"


def word_file():
    document = docx.Document()
    document.add_paragraph(LINES[0])
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "อำเภอ", "๒ กลุ่ม"
    document.add_paragraph(LINES[2])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_word_paragraphs_and_tables_in_order():
    document = read_document(word_file(), "a.docx")
    assert document.text.split("\n") == [LINES[0], "อำเภอ\t๒ กลุ่ม", LINES[2]]
    assert [document.text[line.start : line.end] for line in document.lines][1] == "อำเภอ\t๒ กลุ่ม"


def test_an_empty_word_file():
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    assert code(buffer.getvalue(), "a.docx") == "empty"


def test_a_word_file_cut_short():
    assert code(word_file()[:-300], "a.docx") == "damaged"
