from dataclasses import replace

import pytest

from saan.documents.typesetting.certificate import render_certificate

pytestmark = pytest.mark.slow

MIDDLE, WIDTH, HEIGHT = 297 / 2, 297, 210


@pytest.fixture(scope="module")
def page(certificate, see):
    [page] = see(render_certificate(certificate))
    return page


def test_everything_of_it_is_printed(page, exact_text):
    text = "".join(line.text for line in page.lines)
    for words in (
        "เลขที่๒๔๐๑๐๑-๐๐๐๗/๒๕๖๙", "ผู้ผลิตผู้ประกอบการOTOP", "วิสาหกิจชุมชนกลุ่มทอผ้าบ้านตัวอย่าง", "ประเภทกลุ่มผู้ผลิตชุมชน",
        "ที่ตั้งเลขที่๑๒หมู่ที่๓", "รอบการลงทะเบียนประจำปีพ.ศ.๒๕๖๙", "ให้ไว้ณวันที่๒๐พฤศจิกายน๒๕๖๙",
        "ใช้ได้ถึงวันที่๑๙พฤศจิกายน๒๕๗๒", "(นายสมมติตัวอย่างดี)", "https://saan.example.go.th/check/registration/ABCD2345",
    ):  # fmt: skip
        assert words in text


def test_name_and_signature_stand_in_the_middle(page):
    for start in ("วิสาหกิจ", "สำนักงาน"):
        line = page.line(start)
        assert (line.x + line.right) / 2 == pytest.approx(MIDDLE, abs=1)


def test_nothing_touches_the_frame(page):
    assert min(glyph.x for glyph in page.glyphs) > 13
    assert max(glyph.right for glyph in page.glyphs) < WIDTH - 13
    assert max(line.y for line in page.lines) < HEIGHT - 13


@pytest.mark.parametrize("field", ["name", "place", "kind"])
def test_long_texts_stay_on_the_page_above_the_signature(certificate, see, field):
    long = replace(certificate, **{field: "วิสาหกิจชุมชนกลุ่มแปรรูปผลิตภัณฑ์ทางการเกษตรบ้านหนองบัวตัวอย่าง " * 3})
    pages = see(render_certificate(long))
    assert len(pages) == 1
    assert max(glyph.right for glyph in pages[0].glyphs) < WIDTH - 13
    assert pages[0].line("ให้ไว้").y < pages[0].line("(นายสมมติ").y - 8


def test_without_an_end_none_is_printed(certificate, see):
    [page] = see(render_certificate(replace(certificate, lapses_on=None)))
    assert not any("ใช้ได้ถึง" in line.text for line in page.lines)


def test_a_specimen_says_so(certificate, see):
    [page] = see(render_certificate(replace(certificate, specimen=True)))
    assert "".join(glyph.text for glyph in page.glyphs).count("ตัวอย่าง") == 3
