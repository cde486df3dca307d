"""The net on glyphs drawn now, touching and broken digits, and the way back from painted figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from saan.documents.reading.scans import net
from saan.documents.reading.scans.candidates import Candidate
from saan.documents.reading.scans.digits import THAI, Digit, Symbol, find_digits, paint, put_back
from saan.documents.reading.scans.ink import ink_of, pieces_of
from saan.documents.reading.scans.lines import cut_rows, label_map, picture_of

WORDS = [
    "กรมการพัฒนาชุมชน",
    "ผลิตภัณฑ์",
    "ที่",
    "ลงวันที่",
    "ตุลาคม",
    "อำเภอ",
    "ฉะเชิงเทรา",
    "ฎีกา",
    "ณ",
    "ว่า",
    "OTOP",
    "พ.ศ.",
]


def found_on(page):
    grey = np.asarray(page)
    pieces = pieces_of(ink_of(grey))
    labels = label_map(pieces, grey.shape)
    segments = [segment for row in cut_rows(pieces) for segment in row.segments]
    return grey, pieces, labels, segments, [find_digits(grey, labels, pieces, one) for one in segments]


def values(digits):
    return "".join(THAI[digit.value] for digit in digits)


@pytest.mark.slow
def test_freshly_drawn_digits_are_told_and_letters_are_not():
    """Lines never trained on, in the typefaces that every installation has, at 200 to 400 dpi."""
    from saan.documents.reading.scans import glyphs

    rng = np.random.default_rng(77)
    right = digits = false = others = 0
    for turn in range(40):
        face = glyphs.faces()[turn % 8]
        picture, known = glyphs.draw(glyphs.line_of_text(rng, WORDS), face, rng.uniform(18, 38), rng)
        spoiled = glyphs.spoil(picture, rng, glyphs.Spoiling(blur=0.8, noise=18))
        frames, truths = glyphs.frames_of(spoiled, known)
        said = net.judge(np.stack(frames)).argmax(axis=1)
        truths = np.array(truths)
        digit = truths != net.NO_DIGIT
        right, digits = right + int((said == truths)[digit].sum()), digits + int(digit.sum())
        false, others = false + int((said != net.NO_DIGIT)[~digit].sum()), others + int((~digit).sum())
    assert digits > 400
    assert others > 1500
    assert right / digits > 0.985
    assert false / others < 0.01


def test_shares_sum_to_one_and_nothing_asks_for_nothing():
    assert net.judge(np.zeros((0, 32, 24), np.float32)).shape == (0, 11)
    shares = net.judge(np.random.default_rng(1).random((7, 32, 24), np.float32))
    assert shares.sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_the_trained_file_is_small_and_whole():
    assert net.WEIGHTS.stat().st_size < 120_000
    shapes = {name: value.shape for name, value in net.weights().items()}
    assert shapes["w1"] == (25, 12)
    assert shapes["w4"] == (64, 11)
    assert all(np.isfinite(value).all() for value in net.weights().values())


@pytest.mark.slow
@pytest.mark.parametrize("text", ["๐๑๒๓๔๕๖๗๘๙", "นม ๐๐๑๙/ว ๔๖๗๘", "วันที่ ๑๕ ตุลาคม ๒๕๖๙", "ศาลากลาง ลาภ ถนน"])
def test_digits_among_words(page_of, text):
    *_, found = found_on(page_of([(100, 200, text)]))
    assert "".join(values(one) for one in found) == "".join(char for char in text if char in THAI)


@pytest.mark.slow
def test_touching_digits_are_parted(page_of, face):
    page, x = page_of([]), 200
    pen = ImageDraw.Draw(page)
    for char in "๒๕๖๙":
        pen.text((x, 300), char, font=face(46), fill=0, anchor="ls")
        box = face(46).getbbox(char)
        x += box[2] - box[0] + 1
    *_, found = found_on(page)
    assert values(found[0]) == "๒๕๖๙"


@pytest.mark.slow
def test_painting_replaces_thai_figures_and_nothing_else(page_of):
    grey, _, labels, segments, found = found_on(page_of([(100, 200, "ที่ ๗๘ ก")]))
    picture, corner = picture_of(grey, labels, segments[0], 6)
    painted = paint(picture, corner, labels, segments[0], found[0])
    changed = np.flatnonzero((painted != picture).any(axis=0)) + corner[0]
    assert changed.min() >= found[0][0].place.left - 4
    assert changed.max() <= found[0][-1].place.right + 4
    assert (painted < 128).any()


def symbols_of(text, wide=20.0):
    return [Symbol(char, i * wide, i * wide + wide * 0.9, 0.95) for i, char in enumerate(text)]


def digit_at(place, value, wide=20.0, share=0.99):
    left = int(place * wide)
    return Digit(value, share, Candidate(left, 0, int(left + wide * 0.9), 20, (place,)))


def text_of(symbols):
    return "".join(symbol.text for symbol in symbols)


@given(st.text("กขค๐๑๒๓๔๕๖๗๘๙ ", min_size=1, max_size=25), st.data())
def test_whatever_tesseract_makes_of_a_painted_figure_the_net_is_believed(text, data):
    """Each Thai digit is shown as some Arabic one, right or wrong, at about its place."""
    text = " ".join(text.split()) or "ก"
    digits = [digit_at(i, THAI.index(char)) for i, char in enumerate(text) if char in THAI]
    shown = "".join(data.draw(st.sampled_from("0123456789")) if char in THAI else char for char in text)
    assert text_of(put_back(symbols_of(shown), digits, 20.0)).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.integers(0, 9), min_size=1, max_size=8), st.data())
def test_a_dropped_figure_comes_back_at_its_place(figures, data):
    lost = data.draw(st.integers(0, len(figures) - 1))
    digits = [digit_at(i + 1, value) for i, value in enumerate(figures)]
    shown = [
        symbol for i, symbol in enumerate(symbols_of("ก" + "".join(map(str, figures)) + "ข")) if i != lost + 1
    ]
    assert text_of(put_back(shown, digits, 20.0)) == "ก" + "".join(THAI[value] for value in figures) + "ข"


def test_figures_printed_arabic_stay_arabic():
    assert text_of(put_back(symbols_of("โทร 0 4424 ก5"), [digit_at(12, 5)], 20.0)) == "โทร 0 4424 ก๕"


def test_the_certainty_of_a_figure_is_that_of_the_net():
    made = put_back(symbols_of("ก7"), [digit_at(1, 7, share=0.61)], 20.0)
    assert made[1].certainty == 0.61


def test_a_blank_between_figures_follows_the_paper():
    near = [digit_at(0, 2), digit_at(1, 4)]
    assert text_of(put_back(symbols_of("2 4"), near, 20.0)) == "๒๔"
    apart = [digit_at(0, 2), digit_at(2, 4)]
    assert text_of(put_back([symbols_of("2")[0], Symbol("4", 40, 58, 0.9)], apart, 20.0)) == "๒ ๔"


def test_a_picture_smaller_than_a_frame_is_judged_too():
    page = Image.new("L", (60, 40), 255)
    assert found_on(page)[4] == []
