"""Every rule of layout that can be measured, held against every kind of paper, short and long."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.documents.typesetting.fonts import font_family
from saan.documents.typesetting.letter import LetterKind, LetterSheet, Paragraph, Signature, render_letter
from saan.documents.typesetting.letter_model import model_of

LEFT, RIGHT, CENTRE, INDENT, HEIGHT, FOOT = 30, 190, 105, 55, 297, 20
VERIFY = "https://saan.example.go.th/check/letter/ABCD2345"
LETTERS = ("external", "marked", "three pages")
RULINGS = ("order", "long order", "announcement")
MEMOS = ("memo", "long memo")
ALL = (*LETTERS, *MEMOS, "stamped", *RULINGS)
SIGNED = (*LETTERS, *MEMOS, *RULINGS)

pytestmark = pytest.mark.slow


def _papers(sheet: LetterSheet, body: tuple[Paragraph, ...]) -> dict[str, LetterSheet]:
    bare = replace(sheet, references=(), enclosures=(), urgency="", owner=())
    memo = replace(bare, kind=LetterKind.MEMO, agency=("สำนักงานพัฒนาชุมชนจังหวัด", "โทร. 0-3851-1239"))
    order = replace(
        bare, kind=LetterKind.ORDER, agency=("จังหวัดฉะเชิงเทรา",), number="12/2569", addressee="", verify_url=VERIFY,
        conclusion="ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป", signature=Signature("นายสมมติ ตัวอย่างดี", ("ผู้ว่าราชการจังหวัด",)),
    )  # fmt: skip
    return {
        "external": sheet,
        "marked": replace(sheet, secrecy="ลับ", slogan="ชุมชนเข้มแข็ง", verify_url=VERIFY, signature=sheet.signature),
        "three pages": replace(sheet, paragraphs=body),
        "memo": memo,
        "long memo": replace(memo, paragraphs=body, verify_url=VERIFY, signed_note="ลงนามทางอิเล็กทรอนิกส์"),
        "stamped": replace(
            bare, kind=LetterKind.STAMPED, salutation="ถึง", agency=("จังหวัดฉะเชิงเทรา",), signature=None, conclusion="",
            owner=sheet.owner, urgency="ด่วนมาก",
        ),
        "order": order,
        "long order": replace(order, paragraphs=body),
        "announcement": replace(order, kind=LetterKind.ANNOUNCEMENT, number=""),
    }  # fmt: skip


@pytest.fixture(scope="module")
def papers(sheet, long_body) -> dict[str, LetterSheet]:
    return _papers(sheet, long_body)


@pytest.fixture(scope="module")
def printed(papers, see, picture):
    """The finished pages of each paper by name, with a black picture where the Garuda stands."""
    with_garuda = {name: replace(paper, garuda=picture) for name, paper in papers.items()}
    return {name: see(render_letter(paper)) for name, paper in with_garuda.items()}


def _without_running(pages):
    """The lines of every page without its number and its announcement of the next."""
    for number, page in enumerate(pages, 1):
        lines = page.lines[1:] if number > 1 else page.lines
        yield lines[:-1] if number < len(pages) else lines


def test_the_long_papers_are_long(printed):
    assert [len(printed[name]) for name in ("three pages", "long memo", "long order")] == [3, 3, 3]


@pytest.mark.parametrize("name", ALL)
class TestEveryPaper:
    def test_no_letter_passes_the_margins(self, printed, name):
        for page in printed[name]:
            assert max(glyph.right for glyph in page.glyphs) <= RIGHT + 0.1
            assert min(glyph.x for glyph in page.glyphs) >= LEFT - 0.1

    def test_the_garuda_has_its_height_and_place(self, printed, name):
        left, top, right, bottom = printed[name][0].pictures[0]
        memo = name in MEMOS
        assert bottom - top == pytest.approx(15 if memo else 30, abs=0.3)
        assert top == pytest.approx(15, abs=0.3)
        if memo:
            assert left == pytest.approx(LEFT, abs=0.3)
        else:
            assert (left + right) / 2 == pytest.approx(CENTRE, abs=0.3)

    def test_only_the_first_page_bears_the_garuda(self, printed, name):
        assert all(not page.pictures for page in printed[name][1:])

    def test_only_the_letters_typeface_is_embedded(self, printed, name):
        families = {
            re.sub(r"^[A-Z]{6}\+|-.*", "", glyph.font) for page in printed[name] for glyph in page.glyphs
        }
        assert families == {font_family().family.replace(" ", "")}

    def test_arabic_digits_stand_in_addresses_only(self, printed, name):
        text = " ".join(line.text for page in printed[name] for line in page.lines)
        rest = re.sub(r"ตรวจสอบที่https://\S+|\S*@\S+", "", text)
        assert re.findall("[0-9]", rest) == []

    def test_later_pages_bear_their_number(self, printed, name):
        for number, page in zip("๒๓๔๕", printed[name][1:], strict=False):
            mark = page.lines[0]
            assert mark.text == f"-{number}-"
            assert mark.y == pytest.approx(30, abs=0.5)
            assert (mark.x + mark.right) / 2 == pytest.approx(CENTRE, abs=1)

    def test_each_page_announces_the_next_at_the_bottom_right(self, printed, name, exact_text):
        for page, following in pairwise(printed[name]):
            announced = page.lines[-1]
            assert re.fullmatch(r"/.+\.\.\.", announced.text)
            assert following.lines[1].text.startswith(announced.text[1:-3])
            assert announced.right == pytest.approx(RIGHT, abs=0.5)
            assert announced.y == pytest.approx(HEIGHT - FOOT, abs=3)

    def test_no_announcement_on_the_last_page(self, printed, name):
        assert not any(re.fullmatch(r"/.+\.\.\.", line.text) for line in printed[name][-1].lines)

    def test_all_that_was_given_is_printed_and_nothing_else(self, papers, printed, name, exact_text):
        lines = [line.text for page in _without_running(printed[name]) for line in page]
        seen, given = "".join(lines), "".join(_given(papers[name]))
        assert Counter(seen) == Counter(given)
        for part in model_of(papers[name])["body"]:
            assert _joined(part["text"]) in seen


def _given(paper: LetterSheet) -> list[str]:
    """Every text of the model, each as often as it is printed; leader dots and lines hold no letters."""
    model = model_of(paper)
    for row in model["meta"]:
        yield row["label"]
        for entry in row["entries"]:
            yield entry["number"] or ""
            yield _joined(entry["text"]) + _joined(entry["aside"] or [])
    yield from (_joined(part["text"]) for part in model["body"])
    yield from (_joined(line) for line in [*model["owner"], *model["signature"], model["signed-note"]])
    yield _joined(model["slogan"] or []) + "".join(model["verify"].split())
    yield model["urgency"] + 2 * model["secrecy"]
    yield from (_joined(line) for line in _head_of(paper, model))


def _head_of(paper: LetterSheet, model: dict) -> list:
    date = [[model["date"]]]
    match paper.kind:
        case LetterKind.MEMO:
            labels = [["บันทึกข้อความส่วนราชการที่วันที่เรื่อง"]]
            return [*labels, *date, model["number"], model["agency"][0], model["subject"]]
        case LetterKind.STAMPED:
            return [["ตราชื่อส่วนราชการ"], *date, model["number"], *model["agency"]]
        case LetterKind.EXTERNAL:
            return [*date, model["number"], *model["agency"], model["closing"]]
        case _:
            return [*model["heads"], model["given-on"]]


def _joined(runs: list) -> str:
    """The words of a line without spaces; a run is a word with its marks, or a word alone."""
    return "".join("".join(run if isinstance(run, str) else run[0] for run in runs).split())


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("label", ["ที่ฉช", "เรื่อง", "เรียน", "อ้างถึง", "สิ่งที่ส่งมาด้วย"])
def test_labels_of_a_letter_start_at_the_left_margin(printed, name, label):
    assert printed[name][0].line(label).x == pytest.approx(LEFT, abs=0.5)


@pytest.mark.parametrize("name", MEMOS)
@pytest.mark.parametrize("label", ["ส่วนราชการ", "ที่ฉช", "เรื่อง", "เรียน"])
def test_labels_of_a_memo_start_at_the_left_margin(printed, name, label):
    assert printed[name][0].line(label).x == pytest.approx(LEFT, abs=0.5)


@pytest.mark.parametrize("name", ALL)
def test_the_body_is_indented_and_returns_to_the_margin(papers, printed, name):
    opening = _joined(model_of(papers[name])["body"][0]["text"])
    lines = printed[name][0].lines
    at = next(place for place, line in enumerate(lines) if opening.startswith(line.text))
    assert lines[at].x == pytest.approx(INDENT, abs=0.5)
    assert lines[at + 1].x == pytest.approx(LEFT, abs=0.5)


@pytest.mark.parametrize("name", LETTERS)
def test_date_and_closing_start_at_the_middle(printed, name):
    assert printed[name][0].line("๒๐พฤศจิกายน๒๕๖๙").x == pytest.approx(CENTRE, abs=1)
    assert printed[name][-1].line("ขอแสดงความนับถือ").x == pytest.approx(CENTRE, abs=1)


@pytest.mark.parametrize("name", SIGNED)
def test_the_name_stands_four_lines_below_what_closes_the_text(printed, name):
    lines = [line for line in printed[name][-1].lines if line.text != "ลงนามทางอิเล็กทรอนิกส์"]
    at = next(place for place, line in enumerate(lines) if line.text.startswith("(นายสมมติ"))
    assert lines[at].y - lines[at - 1].y == pytest.approx(4 * 21 * 25.4 / 72, abs=0.1)


@pytest.mark.parametrize("name", ["three pages", "long memo", "long order"])
def test_two_lines_of_the_body_stand_on_the_last_page(printed, name):
    lines = [line.text for line in printed[name][-1].lines]
    ends = ("ขอแสดงความนับถือ", "สั่งณวันที่", "ลงนามทางอิเล็กทรอนิกส์")
    at = next(place for place, text in enumerate(lines) if text.startswith(ends))
    assert at - 1 >= 2


@pytest.mark.parametrize("name", RULINGS)
def test_the_head_of_a_ruling_stands_in_the_middle(printed, name):
    page = printed[name][0]
    for start in ("คำสั่งจังหวัด", "ที่๑๒/", "เรื่อง") if name != "announcement" else ("ประกาศจังหวัด", "เรื่อง"):
        line = page.line(start)
        assert (line.x + line.right) / 2 == pytest.approx(CENTRE, abs=1)
    assert page.line("คำสั่ง" if name != "announcement" else "ประกาศ").y > 45 + 3


@pytest.mark.parametrize("name", ["marked", "external", "stamped"])
def test_a_mark_of_urgency_is_red_and_32_points(papers, name):
    """Letters of Thai with their upper marks stand at least 0.4 of their size high."""
    heights = _red_rows(render_letter(papers[name]), until=0.25)
    assert len(heights) >= 0.4 * 32


def test_without_a_mark_nothing_is_red(papers):
    assert len(_red_rows(render_letter(papers["memo"]), until=1)) == 0


def _red_rows(pdf: bytes, *, until: float) -> np.ndarray:
    """The rows that hold red, one a point, in that share of the first page."""
    with pypdfium2.PdfDocument(pdf) as document:
        dots = np.asarray(document[0].render(scale=1).to_pil().convert("RGB")).astype(int)
    top = dots[: int(len(dots) * until)]
    red = (top[..., 0] > 150) & (top[..., 1] < 120) & (top[..., 2] < 120)
    return np.flatnonzero(red.any(axis=1))


def test_marks_of_secrecy_stand_clear_of_all_else_on_every_page(papers, see, long_body):
    pages = see(render_letter(replace(papers["marked"], paragraphs=long_body)))
    assert len(pages) >= 3
    for page in pages:
        head, *rest, foot = (line for line in page.lines if not line.text.startswith(("ชุมชน", "ตรวจสอบที่")))
        assert (head.text, foot.text) == ("ลับ", "ลับ")
        assert min(line.y for line in rest) - head.y >= 21 * 25.4 / 72
        assert foot.y - max(line.y for line in rest) >= 21 * 25.4 / 72


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lengths=st.lists(st.integers(1, 45), min_size=1, max_size=10),
    name=st.sampled_from([name for name in SIGNED if name != "marked"]),
)
def test_the_rules_hold_whatever_the_length(papers, see, exact_text, lengths, name):
    sentence = "จังหวัดขอให้อำเภอแจ้งผู้ผลิต "
    body = tuple(Paragraph((sentence * length).strip()) for length in lengths)
    pages = see(render_letter(replace(papers[name], paragraphs=body)))
    for page, following in pairwise(pages):
        assert following.lines[1].text.startswith(page.lines[-1].text[1:-3])
    for number, page in enumerate(pages):
        assert number == 0 or page.lines[0].text.startswith("-")
        assert max(glyph.right for glyph in page.glyphs) <= RIGHT + 0.3
    text = "".join(line.text for lines in _without_running(pages) for line in lines)
    assert text.count("แจ้งผู้ผลิต") == sum(lengths)
    lines = [line.text for line in pages[-1].lines if line.text != "ลงนามทางอิเล็กทรอนิกส์"]
    name_at = next(place for place, line in enumerate(lines) if line.startswith("(นายสมมติ"))
    assert len(pages) == 1 or name_at >= 3
