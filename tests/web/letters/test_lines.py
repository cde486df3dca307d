"""Beside each line of a page stands its picture, for those alone who may see the letter."""

import io
from pathlib import Path

import fontpkg_sarabun
import pytest
import typst
from bs4 import BeautifulSoup
from PIL import Image

from saan.letters.actions import bring_in
from saan.letters.queries import lines_of
from tests.factories.letters import brought_in, letter_text

pytestmark = pytest.mark.slow
FONTS = str(Path(fontpkg_sarabun.__file__).parent)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The invented circular as a PDF, each of its lines a paragraph."""
    lines = [line.replace("@", "\\@") for line in letter_text().splitlines() if line.strip()]
    return typst.compile(
        ('#set text(font: "Sarabun", lang: "th")\n' + "\n\n".join(lines)).encode(), font_paths=[FONTS]
    )


@pytest.fixture
def letter(actor, pdf):
    return bring_in(data=pdf, name="หนังสือ.pdf", by=actor("province24")).letter


def test_a_line_is_shown_as_it_stands_on_the_page(letter, as_user):
    answer = as_user("province24").get(f"/letters/{letter.pk}/lines/0.png")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert "private" in answer.headers["Cache-Control"]
    strip = Image.open(io.BytesIO(answer.content)).convert("L")
    assert strip.width > strip.height
    assert strip.getextrema()[0] < 100 < 200 < strip.getextrema()[1]


def test_each_line_has_its_own_picture(letter, as_user):
    client = as_user("province24")
    first, second = (client.get(f"/letters/{letter.pk}/lines/{index}.png").content for index in (0, 1))
    assert first != second


def test_what_is_not_there_is_not_found(letter, actor, as_user):
    plain = brought_in(actor("province24"), number="ฉช ๐๐๑๙/๗").letter
    client = as_user("province24")
    assert client.get(f"/letters/{letter.pk}/lines/999.png").status_code == 404
    assert client.get(f"/letters/{plain.pk}/lines/0.png").status_code == 404


def test_strangers_find_no_picture(letter, client, as_user):
    address = f"/letters/{letter.pk}/lines/0.png"
    assert client.get(address).headers["Location"].startswith("/sign-in/")
    assert as_user("district2402").get(address).status_code == 404
    assert as_user("producer").get(address).status_code == 403


def test_the_page_lists_picture_above_words(letter, as_user):
    page = BeautifulSoup(as_user("province24").get(f"/letters/{letter.pk}/").content, "html.parser")
    fold = page.select_one("details:has(.strips)")
    assert "ภาพของแต่ละบรรทัด" in fold.summary.text
    rows = fold.select("li")
    assert len(rows) == len(letter.readings.get().lines)
    shown = [row for row in rows if "เรื่อง การขึ้นทะเบียนผู้ผลิตชุมชน" in row.p.text]
    assert len(shown) == 1
    picture = shown[0].img
    assert picture["loading"] == "lazy"
    assert picture["alt"].startswith("ภาพบรรทัดในหน้า 1")
    assert picture["alt"].endswith(shown[0].p.text)


def test_a_letter_without_places_has_no_pictures(actor, as_user):
    letter = brought_in(actor("province24")).letter
    assert letter.readings.get().lines is None
    assert b"strips" not in as_user("province24").get(f"/letters/{letter.pk}/").content


def test_doubted_lines_come_first_then_the_least_sure(letter):
    reading = letter.readings.get()
    reading.lines = [[*line[:4], 0.9 if place != 2 else 0.2] for place, line in enumerate(reading.lines)]
    start, end, *_ = reading.lines[3]
    reading.doubts.create(
        order=50, kind="test", fields=[], words=[{"text": "", "span": [start, end]}], message="ขัดกัน"
    )
    already = {line.index for line in lines_of(reading) if line.doubted}
    assert 3 in already
    listed = [line.index for line in lines_of(reading)]
    assert set(listed[: len(already)]) == already
    assert listed[len(already)] == 2
    assert sorted(listed) == list(range(len(reading.lines)))
