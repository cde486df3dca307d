"""A letter printed by this project, scanned in silico, and read back; and what surrounds that."""

import datetime as dt
import io
import resource
import time

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from saan.documents.reading import UnreadableDocument, read_document
from saan.documents.reading.scans import engine, line_image, reading
from saan.documents.typesetting.letter import (
    Enclosure,
    Item,
    LetterKind,
    LetterSheet,
    Paragraph,
    Signature,
    render_letter,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("ocr")]


def sheet():
    return LetterSheet(
        kind=LetterKind.EXTERNAL,
        agency=("ศาลากลางจังหวัดนครราชสีมา", "ถนนมหาดไทย นม 30000"),
        number="นม 0019/ว 4678",
        date=dt.date(2026, 9, 26),
        subject="การดำเนินงานคัดสรรสุดยอดหนึ่งตำบล หนึ่งผลิตภัณฑ์ไทย ประจำปี พ.ศ. 2569",
        addressee="นายอำเภอ ทุกอำเภอ",
        references=("หนังสือกรมการพัฒนาชุมชน ที่ มท 0408.2/ว 1579 ลงวันที่ 14 กันยายน 2569",),
        enclosures=(Enclosure("แบบรายงานผล", "จำนวน 1 ชุด"),),
        paragraphs=(
            Paragraph(
                "จังหวัดนครราชสีมาขอให้อำเภอดำเนินการ ดังนี้",
                (
                    Item("คัดเลือกผลิตภัณฑ์ อำเภอละไม่น้อยกว่า 6 ผลิตภัณฑ์ ส่งรายชื่อภายในวันที่ 15 ตุลาคม 2569"),
                    Item("ลงทะเบียนผู้ผลิตรายใหม่ ตำบลละไม่น้อยกว่า 2 ราย ให้แล้วเสร็จภายในวันที่ 30 พฤศจิกายน 2569"),
                ),
            ),
        ),
        conclusion="จึงเรียนมาเพื่อพิจารณาดำเนินการ",
        signature=Signature("นายสมมติ ตัวอย่างดี", ("ผู้ว่าราชการจังหวัดนครราชสีมา",)),
        owner=("สำนักงานพัฒนาชุมชนจังหวัด", "โทร. 0 4424 8739"),
    )


@pytest.fixture(scope="module")
def letter():
    return render_letter(sheet())


@pytest.fixture(scope="module")
def drawn_page(letter):
    """The letter at 300 dpi, tilted by 0.6 degrees, with light noise."""
    document = pypdfium2.PdfDocument(letter)
    drawn = document[0].render(scale=300 / 72, grayscale=True).to_pil().convert("L")
    document.close()
    drawn = drawn.rotate(-0.6, Image.Resampling.BICUBIC, fillcolor=255)
    noisy = np.asarray(drawn, np.float32) + np.random.default_rng(4).normal(
        0, 12, (drawn.height, drawn.width)
    )
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def stored(picture, kind, **more):
    held = io.BytesIO()
    picture.save(held, kind, **more)
    return held.getvalue()


@pytest.fixture(scope="module")
def scan(drawn_page):
    return stored(drawn_page, "JPEG", quality=75, dpi=(300, 300))


@pytest.fixture(scope="module")
def document(scan, ocr):
    return read_document(scan, "สแกน.jpg")


def bare(text):
    return "".join(text.split())


def test_every_figure_of_a_light_scan_is_read(document, letter):
    truth = read_document(letter, "a.pdf").text
    assert "".join(filter(str.isdecimal, document.text)) == "".join(filter(str.isdecimal, truth))


def test_the_words_that_matter_are_read(document):
    text = bare(document.text)
    for words in (
        "ที่นม๐๐๑๙/ว๔๖๗๘",
        "เรื่องการดำเนินงานคัดสรรสุดยอดหนึ่งตำบลหนึ่งผลิตภัณฑ์ไทยประจำปีพ.ศ.๒๕๖๙",
        "เรียนนายอำเภอทุกอำเภอ",
        "อำเภอละไม่น้อยกว่า๖ผลิตภัณฑ์",
        "ภายในวันที่๑๕ตุลาคม๒๕๖๙",
        "ผู้ว่าราชการจังหวัดนครราชสีมา",
    ):
        assert words in text


def test_the_shape_of_the_page_is_kept(document):
    lines = [document.text[line.start : line.end] for line in document.lines]
    number = next(line for line in lines if "๐๐๑๙/ว" in line)
    assert "   " in number.strip()
    item = next(line for line in lines if line.strip().startswith("๑. คัดเลือก"))
    assert item.startswith("   ")
    assert "\n\n" in document.text
    assert document.media_type == "image/jpeg"
    assert [line.page for line in document.lines] == [1] * len(lines)
    assert document.text[slice(*document.pages[0])] == document.text


def test_unsure_spans_and_certainty_are_handed_on(document):
    assert all(0 <= line.certainty <= 1 for line in document.lines)
    assert all(0 <= a < b <= len(document.text) for a, b in document.unsure)
    assert "อ่านจากภาพสแกน" in document.warnings[0]


def test_the_strip_of_a_line_shows_that_line(document, scan):
    line = next(line for line in document.lines if "๐๐๑๙/ว" in document.text[line.start : line.end])
    strip = Image.open(io.BytesIO(line_image(scan, line.page, line.box)))
    assert strip.format == "PNG"
    assert strip.width > 3 * strip.height
    again = read_document(stored(strip.convert("L"), "PNG"), "แถบ.png").text
    assert "๔๖๗๘" in bare(again)


def test_the_strip_of_a_page_that_is_not_there_is_refused(scan, letter):
    for content in (scan, letter):
        with pytest.raises(UnreadableDocument, match="ไม่มีหน้า 7"):
            line_image(content, 7, (0, 0, 10, 10))


def test_a_scanned_pdf_is_read_page_by_page(drawn_page):
    small = drawn_page.crop((0, 450, 2480, 1300))
    content = stored(small, "PDF", resolution=300, save_all=True, append_images=[small])
    document = read_document(content, "สแกน.pdf")
    assert document.media_type == "application/pdf"
    assert len(document.pages) == 2
    assert all("๐๐๑๙/ว๔๖๗๘" in bare(document.text[slice(*span)]) for span in document.pages)
    assert "อ่านจากภาพสแกน" in document.warnings[-1]


def test_pages_of_a_tif_follow_one_another(drawn_page):
    small = drawn_page.crop((0, 450, 2480, 1300))
    content = stored(small, "TIFF", save_all=True, append_images=[small], dpi=(300, 300))
    document = read_document(content, "สแกน.tif")
    assert sorted({line.page for line in document.lines}) == [1, 2]
    assert document.text.count("\f") == 1


def test_a_blank_scan_says_what_to_do():
    with pytest.raises(UnreadableDocument, match="ไม่มีตัวหนังสือ"):
        read_document(stored(Image.new("L", (1654, 2339), 255), "PNG"), "ว่าง.png")


def test_noise_alone_is_never_an_error():
    noise = np.random.default_rng(2).integers(0, 255, (700, 500)).astype(np.uint8)
    try:
        assert isinstance(read_document(stored(Image.fromarray(noise), "PNG"), "ซ่า.png").text, str)
    except UnreadableDocument as error:
        assert error.code == "empty"  # noqa: PT017


def test_a_coarse_scan_is_asked_for_again(drawn_page):
    coarse = drawn_page.resize((drawn_page.width // 2, drawn_page.height // 2), Image.Resampling.BOX)
    document = read_document(stored(coarse, "PNG", dpi=(150, 150)), "หยาบ.png")
    assert any("300 dpi" in warning for warning in document.warnings)


def test_a_page_takes_less_than_four_seconds_and_bounded_memory(scan):
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read_document(scan, "สแกน.jpg")
    assert time.process_time() - began < 4.0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("ลงวันที่ ๑๔ กันยายน ๒๕๖๙", []),
        ("ลงวันที่ ๑๔ กันยายน ๑๙๖๓", ["๑๙๖๓"]),
        ("ประจำปี พ.ศ. ๒๐๖๙", ["๒๐๖๙"]),
        ("มกราคม พ.ศ. ๒๕๐๒๙", ["๒๕๐๒๙"]),
        ("วันที่ ๕ มีนาคม ๒๖๙", ["๒๖๙"]),
        ("โทร. ๐ ๔๔๒๔ ๘๗๓๙", []),
    ],
)
def test_years_that_no_letter_bears_are_unsure(text, odd):
    assert [text[a:b] for a, b in reading.odd_years(text)] == odd


def test_without_the_models_a_scan_is_refused_with_the_command_that_installs_them(
    monkeypatch, scan, drawn_page
):
    monkeypatch.setattr(engine, "models_folder", lambda: None)
    pdf = stored(drawn_page.crop((0, 450, 2480, 900)), "PDF", resolution=300)
    for content, name, code in ((scan, "สแกน.jpg", "image"), (pdf, "สแกน.pdf", "scanned")):
        with pytest.raises(UnreadableDocument, match=r"\./run ocr") as caught:
            read_document(content, name)
        assert caught.value.code == code
