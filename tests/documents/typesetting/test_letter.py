"""Positions are measured on the finished PDF, by the typing rules for official letters."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.documents.typesetting.fonts import font_family
from saan.documents.typesetting.letter import (
    Enclosure,
    Item,
    LetterKind,
    LetterSheet,
    Paragraph,
    render_letter,
)
from saan.documents.typesetting.pages import count_pages, text_of_pages
from saan.documents.typesetting.words import thai_digits_in_letter

LEFT, RIGHT, CENTRE, INDENT = 30, 190, 105, 55

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def letter(sheet, see):
    pages = see(render_letter(sheet))
    assert len(pages) == 1
    return pages[0]


@pytest.mark.parametrize("label", ["ที่ฉช", "เรื่อง", "เรียน", "อ้างถึง", "สิ่งที่ส่งมาด้วย", "กลุ่มงาน", "โทร."])
def test_labels_and_owner_start_at_the_left_margin(letter, label):
    assert letter.line(label).x == pytest.approx(LEFT, abs=0.5)


def test_nothing_passes_the_margins(letter):
    assert max(glyph.right for glyph in letter.glyphs) <= RIGHT + 0.1
    assert min(glyph.x for glyph in letter.glyphs) >= LEFT - 0.1


@pytest.mark.parametrize("start", ["ด้วยกรม", "จึงขอให้", "๑.คัดเลือก", "๒.รายงาน", "จึงเรียนมา"])
def test_paragraphs_and_points_are_indented(letter, start):
    assert letter.line(start).x == pytest.approx(INDENT, abs=0.5)


def test_lines_that_follow_return_to_the_margin(letter):
    assert letter.line("ประจำปีงบประมาณ").x == pytest.approx(LEFT, abs=0.5)


@pytest.mark.parametrize("start", ["๒๐พฤศจิกายน๒๕๖๙", "ขอแสดงความนับถือ"])
def test_date_and_closing_start_at_the_middle_of_the_paper(letter, start):
    assert letter.line(start).x == pytest.approx(CENTRE, abs=1)


def test_garuda_slot_is_three_centimetres_in_the_middle(letter):
    left, top, right, bottom = max(letter.circles, key=lambda box: box[2] - box[0])
    assert right - left == pytest.approx(30, abs=0.3)
    assert bottom - top == pytest.approx(30, abs=0.3)
    assert (left + right) / 2 == pytest.approx(CENTRE, abs=0.3)
    assert top == pytest.approx(15, abs=0.3)


def test_a_supplied_garuda_takes_the_slot(sheet, see, picture):
    page = see(render_letter(replace(sheet, garuda=picture)))[0]
    [(left, top, right, bottom)] = page.pictures
    assert bottom - top == pytest.approx(30, abs=0.3)
    assert (left + right) / 2 == pytest.approx(CENTRE, abs=0.3)
    assert not any("ครุฑ" in line.text for line in page.lines)


def test_number_stands_at_the_foot_of_the_garuda_beside_the_agency(letter):
    assert letter.line("ที่ฉช").y == pytest.approx(45, abs=0.5)
    assert 88 - 0.5 <= letter.x_of("ศาลากลาง") - LEFT <= 100.5
    assert letter.x_of("ถนนศรีสมุทร") == pytest.approx(letter.x_of("ศาลากลาง"), abs=0.1)


def test_name_stands_four_lines_below_the_closing(letter):
    pitch = 21 * 25.4 / 72
    assert letter.line("(นายสมมติ").y - letter.line("ขอแสดง").y == pytest.approx(4 * pitch, abs=0.1)


def test_spaces_before_paragraphs_and_closing(letter):
    def points(first, second):
        return (letter.line(second).y - letter.line(first).y) * 72 / 25.4

    assert points("เรื่อง", "เรียน") == pytest.approx(21 + 6, abs=0.2)
    assert points("จึงขอให้", "๑.คัดเลือก") == pytest.approx(21 + 6, abs=0.2)
    assert points("จึงเรียนมา", "ขอแสดง") == pytest.approx(21 + 12, abs=0.2)


def test_names_and_posts_are_centred_on_one_axis(letter):
    starts = ("(นายสมมติ", "นักวิชาการ", "พัฒนาการจังหวัด", "ผู้ว่าราชการ")
    middles = [(letter.line(start).x + letter.line(start).right) / 2 for start in starts]
    assert max(middles) - min(middles) < 1


def test_only_the_chosen_typeface_is_used(letter):
    family = font_family().family.replace(" ", "")
    assert {re.sub(r"^[A-Z]{6}\+|-.*", "", glyph.font).replace(" ", "") for glyph in letter.glyphs} == {
        family
    }


def test_arabic_digits_stay_only_in_codes_and_addresses(letter):
    text = "".join(glyph.text for glyph in letter.glyphs)
    assert re.findall(r"\S?[0-9]+\S?", text) == ["a24@"]


def test_the_text_reads_back_as_it_was_given(sheet, compact, exact_text):
    first, second = sheet.enclosures
    given = [
        "ครุฑ", sheet.urgency, "ที่", sheet.number, *sheet.agency, "20 พฤศจิกายน 2569", "เรื่อง", sheet.subject, "เรียน",
        sheet.addressee, "อ้างถึง", *sheet.references, "สิ่งที่ส่งมาด้วย", "1.", first.title, first.quantity,
        "2.", second.title, second.quantity, sheet.paragraphs[0].text, sheet.paragraphs[1].text,
        "1.", sheet.paragraphs[1].items[0].text, "2.", sheet.paragraphs[1].items[1].text, sheet.conclusion,
        sheet.closing, f"({sheet.signature.name})", *sheet.signature.posts, *sheet.owner,
    ]  # fmt: skip
    wanted = "".join(compact(thai_digits_in_letter(text)) for text in given)
    assert compact("".join(text_of_pages(render_letter(sheet)))) == wanted


def test_hard_words_read_back(sheet, compact, exact_text):
    hard = "น้ำป้าปู่ญี่ปุ่น ฟื้นฟูที่ปรึกษา กตัญญู ฐานข้อมูล ศักดิ์สิทธิ์ พิสูจน์ กำลังสำคัญ ผู้ซึ่งต่ำต้อย"
    pdf = render_letter(replace(sheet, paragraphs=(Paragraph(hard),)))
    assert compact(hard) in compact("".join(text_of_pages(pdf)))


def test_a_decomposed_sara_am_is_printed_whole(sheet, compact, exact_text):
    pdf = render_letter(replace(sheet, subject="อ\u0e4d\u0e32เภอ"))
    assert "เรื่องอำเภอ" in compact("".join(text_of_pages(pdf)))


def test_a_letter_of_one_line_is_one_page(sheet):
    short = replace(sheet, paragraphs=(), references=(), enclosures=(), conclusion="จึงเรียนมาเพื่อโปรดทราบ")
    assert count_pages(render_letter(short)) == 1


def test_a_very_long_subject_hangs_at_its_column(sheet, see):
    page = see(render_letter(replace(sheet, subject="การส่งเสริมการท่องเที่ยวโดยชุมชนเพื่อสร้างรายได้ " * 6)))[0]
    at = next(place for place, line in enumerate(page.lines) if line.text.startswith("เรื่อง"))
    text_column = page.x_of("การส่งเสริมการท่องเที่ยวโดยชุมชน")
    assert page.lines[at + 1].x == pytest.approx(text_column, abs=0.5)
    assert max(line.right for line in page.lines) <= RIGHT + 0.1


def test_a_long_agency_name_wraps_in_its_own_column(sheet, see):
    name = "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดฉะเชิงเทรา กลุ่มงานมาตรฐานการบริหารงานบุคคลส่วนท้องถิ่น"
    page = see(render_letter(replace(sheet, agency=(name, "ถนนศรีสมุทร ฉช 24000"))))[0]
    assert page.x_of("สำนักงานส่งเสริม") == pytest.approx(LEFT + 88, abs=0.5)
    assert max(line.right for line in page.lines) <= RIGHT + 0.1


def test_one_enclosure_bears_no_number(sheet, see):
    page = see(render_letter(replace(sheet, enclosures=(Enclosure("แบบรายงาน", "จำนวน 1 ชุด"),))))[0]
    assert page.line("สิ่งที่ส่งมาด้วย").text == "สิ่งที่ส่งมาด้วยแบบรายงานจำนวน๑ชุด"


def test_points_within_points_are_numbered_and_set_in(sheet, see):
    nested = Paragraph("ดังนี้", items=(Item("ข้อหลัก", items=(Item("ข้อย่อย"), Item("ข้อตาม", label="(ก)"))),))
    page = see(render_letter(replace(sheet, paragraphs=(nested,))))[0]
    assert page.line("๑.๑ข้อย่อย").x == pytest.approx(65, abs=0.5)
    assert page.line("(ก)ข้อตาม").x == pytest.approx(65, abs=0.5)


def test_secrecy_stands_red_at_head_and_foot(sheet, see):
    page = see(render_letter(replace(sheet, secrecy="ลับ")))[0]
    marks = [line for line in page.lines if line.text == "ลับ"]
    assert [line.y < 20 or line.y > 275 for line in marks] == [True, True]


def test_a_draft_says_so(sheet, compact):
    assert "ร่าง" in compact("".join(text_of_pages(render_letter(replace(sheet, draft=True)))))


def test_the_place_to_verify_keeps_its_address(sheet, compact):
    pdf = render_letter(replace(sheet, verify_url="https://saan.example.go.th/v/7f3a1"))
    assert "https://saan.example.go.th/v/7f3a1" in compact("".join(text_of_pages(pdf)))


def test_markup_in_a_letter_is_only_text(sheet, compact):
    nasty = '#panic("x") $a_1$ *b* \\u{41} </script> "]) {{x}}'
    pdf = render_letter(replace(sheet, subject=nasty))
    assert compact('#panic("x")') in compact("".join(text_of_pages(pdf)))


@pytest.fixture(scope="module")
def pages(sheet, long_body, see):
    return see(render_letter(replace(sheet, paragraphs=long_body)))


class TestSeveralPages:
    def test_later_pages_bear_their_number_three_centimetres_down(self, pages):
        assert len(pages) in (3, 4)
        for number, page in zip("๒๓๔", pages[1:], strict=False):
            mark = page.lines[0]
            assert mark.text == f"-{number}-"
            assert mark.y == pytest.approx(30, abs=0.5)
            assert (mark.x + mark.right) / 2 == pytest.approx(CENTRE, abs=1)

    def test_each_page_announces_the_words_that_open_the_next(self, pages, exact_text):
        for page, following in pairwise(pages):
            announced = page.lines[-1]
            assert re.fullmatch(r"/.+\.\.\.", announced.text)
            assert following.lines[1].text.startswith(announced.text[1:-3])
            assert announced.right == pytest.approx(RIGHT, abs=0.5)

    def test_the_last_page_announces_nothing(self, pages):
        assert not any(line.text.startswith("/") for line in pages[-1].lines)

    def test_nothing_passes_the_margins(self, pages):
        for page in pages:
            assert max(glyph.right for glyph in page.glyphs) <= RIGHT + 0.1
            assert max(line.y for line in page.lines) <= 297 - 20 + 0.1


@settings(max_examples=12, deadline=None)
@given(lengths=st.lists(st.integers(1, 40), min_size=1, max_size=9))
def test_two_lines_stand_above_the_closing_whatever_the_length(sheet, see, exact_text, lengths):
    sentence = "จังหวัดขอให้อำเภอแจ้งผู้ผลิต "
    written = replace(sheet, paragraphs=tuple(Paragraph((sentence * length).strip()) for length in lengths))
    pages = see(render_letter(written))
    lines = [line.text for line in pages[-1].lines]
    closing = lines.index("ขอแสดงความนับถือ")
    assert len(pages) == 1 or closing - 1 >= 2
    last = len(pages) - 1
    inner = [page.lines[n > 0 : None if n == last else -1] for n, page in enumerate(pages)]
    body = "".join(line.text for lines in inner for line in lines)
    assert body.count("แจ้งผู้ผลิต") >= sum(lengths)
    for page, following in pairwise(pages):
        assert following.lines[1].text.startswith(page.lines[-1].text[1:-3])


def test_memo_head(sheet, see):
    memo = replace(
        sheet, kind=LetterKind.MEMO, agency=("สำนักงานพัฒนาชุมชนจังหวัด โทร. 0-3851-1239",), urgency="", owner=()
    )
    page = see(render_letter(memo))[0]
    left, top, right, _ = max(page.circles, key=lambda box: box[2] - box[0])
    assert (left, top, right - left) == pytest.approx((30, 15, 15), abs=0.3)
    title = page.line("บันทึกข้อความ")
    assert (title.x + title.right) / 2 == pytest.approx(CENTRE, abs=1)
    assert page.line("ส่วนราชการ").x == pytest.approx(LEFT, abs=0.5)
    assert page.x_of("วันที่๒๐") == pytest.approx(page.x_of("ข้อความ"), abs=0.7)
    assert not any("ขอแสดงความนับถือ" in line.text for line in page.lines)
    assert page.line("(นายสมมติ").y - page.line("จึงเรียนมา").y == pytest.approx(4 * 21 * 25.4 / 72, abs=0.1)


def test_stamped_letter_has_a_seal_and_no_signature(sheet, see):
    stamped = LetterSheet(
        kind=LetterKind.STAMPED, agency=("จังหวัดฉะเชิงเทรา",), number="ฉช 0019/500", date=sheet.date, salutation="ถึง",
        addressee="ที่ว่าการอำเภอบางคล้า", paragraphs=(Paragraph("ขอให้รายงานผลภายในวันที่ 25 พฤศจิกายน 2569"),),
        owner=sheet.owner,
    )  # fmt: skip
    page = see(render_letter(stamped))[0]
    widest = sorted(page.circles, key=lambda box: box[2] - box[0])[-1]
    assert widest[2] - widest[0] == pytest.approx(45, abs=0.3)
    assert page.line("ถึง").text == "ถึงที่ว่าการอำเภอบางคล้า"
    assert page.line("๒๐พฤศจิกายน๒๕๖๙").y > page.line("จังหวัดฉะเชิงเทรา").y > page.line("ขอให้รายงาน").y


def test_a_long_memo_subject_hangs_at_its_column(sheet, see):
    memo = replace(
        sheet,
        kind=LetterKind.MEMO,
        agency=("สำนักงานพัฒนาชุมชนจังหวัด",),
        subject="การขึ้นทะเบียนผู้ผลิต " * 9,
        owner=(),
    )
    page = see(render_letter(memo))[0]
    at = next(place for place, line in enumerate(page.lines) if line.text.startswith("เรื่อง"))
    assert page.lines[at + 1].x == pytest.approx(page.x_of("การขึ้นทะเบียน"), abs=0.5)
