"""Pages made for these tests: writing drawn on white, so that what should be found is known."""

from importlib import resources

import pytest
from PIL import Image, ImageDraw, ImageFont

from saan.documents.reading.scans import missing


@pytest.fixture(scope="session")
def face():
    with resources.as_file(resources.files("fontpkg_sarabun") / "files" / "Sarabun-Regular.ttf") as path:
        yield lambda size: ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@pytest.fixture
def page_of(face):
    """A page with texts at given places: page_of([(x, y, text), …], size=(w, h), letters=46)."""

    def make(texts, size=(1600, 1000), letters=46):
        page = Image.new("L", size, 255)
        pen = ImageDraw.Draw(page)
        for x, y, text in texts:
            pen.text((x, y), text, font=face(letters), fill=0, anchor="ls")
        return page

    return make


@pytest.fixture(scope="session")
def ocr():
    """Skips, saying why, where scans cannot be read."""
    lacking = missing()
    if lacking:
        pytest.skip(f"reading of scans is not installed (./run ocr): {lacking}")
