"""A QR code is right when its squares on the paper are the squares of its address."""

from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
import segno

from saan.documents.typesetting.codes import QUIET_MODULES, qr_png
from saan.documents.typesetting.letter import render_letter

ADDRESS = "https://saan.example.go.th/check/letter/ABCD2345"
SIDE, RIGHT, LOWEST = 15, 190, 297 - 4.5
DOTS_PER_MM = 20


def _squares_on(pdf: bytes) -> np.ndarray:
    """True where the paper is dark in the middle of a square, read at the place the code must stand."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[len(document) - 1]
        dots = np.asarray(page.render(scale=DOTS_PER_MM * 25.4 / 72, grayscale=True).to_numpy())
    modules = len(segno.make(ADDRESS, error="m", micro=False).matrix) + 2 * QUIET_MODULES
    step = SIDE / modules
    middles = (np.arange(QUIET_MODULES, modules - QUIET_MODULES) + 0.5) * step
    rows = ((LOWEST - SIDE + middles) * DOTS_PER_MM).astype(int)
    columns = ((RIGHT - SIDE + middles) * DOTS_PER_MM).astype(int)
    return dots[np.ix_(rows, columns)] < 128


@pytest.mark.slow
def test_the_squares_on_the_paper_are_those_of_the_address(sheet):
    wanted = np.array(segno.make(ADDRESS, error="m", micro=False).matrix, dtype=bool)
    assert (_squares_on(render_letter(replace(sheet, verify_url=ADDRESS))) == wanted).all()


@pytest.mark.slow
def test_a_letter_that_cannot_be_verified_bears_no_code(sheet):
    assert not _squares_on(render_letter(sheet)).any()


def test_squares_are_wide_enough_to_be_read_from_paper():
    modules = len(segno.make(ADDRESS, error="m", micro=False).matrix) + 2 * QUIET_MODULES
    assert SIDE / modules >= 0.4


def test_for_word_it_is_a_png():
    assert qr_png(ADDRESS).startswith(b"\x89PNG")
