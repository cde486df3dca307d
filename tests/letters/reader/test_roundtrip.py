"""A printed letter read back: nothing to say where nothing changed, and every changed digit named with its place."""

import datetime as dt
import io
from dataclasses import asdict, replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.documents.reading import read_document
from saan.documents.typesetting.fonts import font_family
from saan.documents.typesetting.letter import (
    Enclosure,
    Item,
    LetterKind,
    LetterSheet,
    Paragraph,
    Signature,
    render_letter,
)
from saan.kernel.digits import to_thai
from saan.letters.reader.roundtrip import differences

SHEET = LetterSheet(
    kind=LetterKind.EXTERNAL,
    agency=("ศาลากลางจังหวัดลำปาง", "ถนนวชิราวุธดำเนิน ลป 52000"),
    number="ลป 0019/ว 4821",
    date=dt.date(2026, 11, 20),
    subject="การคัดเลือกหมู่บ้านต้นแบบ ประจำปีงบประมาณ พ.ศ. 2570",
    addressee="นายอำเภอ ทุกอำเภอ",
    references=("หนังสือกรมการพัฒนาชุมชน ที่ มท 0406.3/ว 1187 ลงวันที่ 2 พฤศจิกายน 2569",),
    enclosures=(Enclosure("แบบรายงานผล", "จำนวน 2 ชุด"),),
    paragraphs=(
        Paragraph("ตามหนังสือที่อ้างถึง แจ้งงบประมาณ 1,250,000 บาท สำหรับ 13 อำเภอ นั้น"),
        Paragraph(
            "จึงขอให้อำเภอดำเนินการ ดังนี้",
            items=(
                Item("คัดเลือกหมู่บ้านต้นแบบ อำเภอละ 2 หมู่บ้าน ภายในวันที่ 18 ธันวาคม 2569"),
                Item("รายงานผลทุกวันที่ 25 ของเดือน จนถึงเดือนกันยายน 2570"),
            ),
        ),
    ),
    conclusion="จึงเรียนมาเพื่อพิจารณาดำเนินการ",
    signature=Signature("นายสมมติ ตัวอย่างดี", ("พัฒนาการจังหวัด ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดลำปาง")),
    owner=("สำนักงานพัฒนาชุมชนจังหวัด", "โทร. 0 5426 0000"),
)
CONTENT = asdict(SHEET)
WORDS = [
    "ที่ ลป 0019/ว 4821", "ศาลากลางจังหวัดลำปาง", "ถนนวชิราวุธดำเนิน ลป 52000", "20 พฤศจิกายน 2569",
    "เรื่อง การคัดเลือกหมู่บ้านต้นแบบ ประจำปีงบประมาณ พ.ศ. 2570", "เรียน นายอำเภอ ทุกอำเภอ",
    "อ้างถึง หนังสือกรมการพัฒนาชุมชน ที่ มท 0406.3/ว 1187 ลงวันที่ 2 พฤศจิกายน 2569", "สิ่งที่ส่งมาด้วย แบบรายงานผล จำนวน 2 ชุด",
    "ตามหนังสือที่อ้างถึง แจ้งงบประมาณ 1,250,000 บาท สำหรับ 13 อำเภอ นั้น", "จึงขอให้อำเภอดำเนินการ ดังนี้",
    "๑. คัดเลือกหมู่บ้านต้นแบบ อำเภอละ 2 หมู่บ้าน ภายในวันที่ 18 ธันวาคม 2569", "๒. รายงานผลทุกวันที่ 25 ของเดือน จนถึงเดือนกันยายน 2570",
    "จึงเรียนมาเพื่อพิจารณาดำเนินการ", "ขอแสดงความนับถือ", "(นายสมมติ ตัวอย่างดี)", "สำนักงานพัฒนาชุมชนจังหวัด", "โทร. 0 5426 0000",
]  # fmt: skip
TEXT = "\n".join(WORDS)


def test_an_unchanged_text_has_no_difference():
    assert differences(CONTENT, TEXT) == []
    assert differences(CONTENT, to_thai(TEXT)) == []


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_one_changed_digit_is_named(data):
    places = [i for i, c in enumerate(TEXT) if c in "0123456789" and TEXT[i - 2 : i] not in ("\n๑", "\n๒")]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != TEXT[at]]))
    changed = TEXT[:at] + other + TEXT[at + 1 :]
    (found,) = differences(CONTENT, changed)
    assert found.span[0] <= at < found.span[1]
    assert changed[at] == found.found[found.digit - 1]
    assert TEXT[at] == found.printed[found.digit - 1]


def test_the_message_says_where_in_thai():
    (found,) = differences(CONTENT, TEXT.replace("อำเภอละ 2", "อำเภอละ 7"))
    assert found.path == "paragraphs.1.items.0.text"
    assert "ข้อความ วรรคที่ ๒ ข้อ ๑: พิมพ์ไว้ ๒ แต่อ่านกลับมาได้ ๗" in found.message


def test_a_digit_too_many_and_a_figure_gone():
    (more,) = differences(CONTENT, TEXT.replace("13 อำเภอ", "130 อำเภอ"))
    assert (more.printed, more.found, more.digit) == ("13", "130", 3)
    (gone,) = differences(CONTENT, TEXT.replace("ทุกวันที่ 25 ของเดือน", "ทุกวันของเดือน"))
    assert (gone.printed, gone.found, gone.span) == ("25", None, None)


def test_page_marks_between_two_lines_do_not_count():
    broken = TEXT.replace("สำหรับ 13", "สำหรับ\n\n/๑๓ อำเภอ...\n\n- ๒ -\n\n13")
    assert differences(CONTENT, broken) == []


def test_a_word_file_is_compared_alike():
    def letter(words):
        document, target = docx.Document(), io.BytesIO()
        for line in words:
            document.add_paragraph(to_thai(line))
        document.save(target)
        return read_document(target.getvalue(), "หนังสือ.docx").text

    assert differences(CONTENT, letter(WORDS)) == []
    (found,) = differences(CONTENT, letter([line.replace("52000", "51000") for line in WORDS]))
    assert (found.path, found.digit) == ("agency.1", 2)


@pytest.fixture(scope="module")
def printed():
    if font_family().family != "TH Sarabun New":
        pytest.skip("ยังไม่มีฟอนต์ TH Sarabun New ในเครื่องนี้")
    return lambda sheet: read_document(render_letter(sheet), "หนังสือ.pdf").text


@pytest.mark.slow
def test_our_own_print_comes_back_unchanged(printed):
    assert differences(CONTENT, printed(SHEET)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "path", "digit"),
    [
        ({"number": "ลป 0019/ว 4621"}, "number", 2),
        ({"date": dt.date(2026, 11, 26)}, "date", 2),
        ({"owner": ("สำนักงานพัฒนาชุมชนจังหวัด", "โทร. 0 5426 0008")}, "owner.1", 4),
        ({"enclosures": (Enclosure("แบบรายงานผล", "จำนวน 9 ชุด"),)}, "enclosures.0.quantity", 1),
    ],
)
def test_a_digit_changed_in_print_is_named(printed, changed, path, digit):
    (found,) = differences(CONTENT, printed(replace(SHEET, **changed)))
    assert (found.path, found.digit) == (path, digit)


@pytest.mark.slow
def test_a_letter_of_several_pages(printed):
    long = replace(
        SHEET,
        paragraphs=tuple(
            Paragraph(
                f"ข้อเท็จจริงประการที่ {n} จังหวัดได้รับจัดสรรงบประมาณ {n * 1371:,} บาท เพื่อดำเนินโครงการใน {n + 3} ตำบล "
                * 3
            )
            for n in range(1, 16)
        ),
    )
    assert differences(asdict(long), printed(long)) == []
