"""The gallery shows every component, so that none is made without being looked at."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory

import saan.web.components
from saan.web.components import samples, views
from saan.web.components.status import Cell, Status

ROOT = Path(saan.web.components.__file__).parent
COTTON = ROOT / "templates" / "cotton"
GALLERY = ROOT / "templates" / "components"

pytestmark = pytest.mark.urls("saan.web.components.urls")


@pytest.fixture
def gallery():
    response = views.gallery.__wrapped__(RequestFactory().get("/components/"))
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def used_components():
    sources = [*(GALLERY / "gallery").glob("*.html"), GALLERY / "gallery.html"]
    return set(re.findall(r"<c-([a-z-]+)", "".join(path.read_text() for path in sources))) - {"slot", "vars"}


def test_every_component_is_in_the_gallery():
    made = {path.stem.replace("_", "-") for path in COTTON.glob("*.html")}
    assert made - used_components() == set()


def test_it_draws_without_leftovers(gallery):
    text = str(gallery)
    assert "<c-" not in text
    assert "{%" not in text
    assert "{{" not in text


def test_every_state_is_shown(gallery):
    shown = {tag.get_text() for tag in gallery.select("span.tag")}
    for state in Status:
        assert any(state.label.split("{")[0].strip() in words for words in shown), state
    for cell in Cell:
        assert gallery.select(f".c5.{cell.value}")


def test_every_picture_exists(gallery):
    named = {use["href"].removeprefix("#i-") for use in gallery.select("svg use")}
    assert named <= set(samples.icons())


def test_headings_are_in_order_and_ids_unique(gallery):
    assert len(gallery.select("h1")) == 1
    levels = [int(heading.name[1]) for heading in gallery.select("h1, h2, h3, h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [tag["id"] for tag in gallery.select("[id]")]
    assert len(ids) == len(set(ids))


def test_the_bars_have_a_class_for_every_hundredth():
    css = (ROOT / "static" / "components" / "bars.css").read_text()
    for share in range(101):
        assert f".v-{share} {{ --v: {share}%; }}" in css
        assert f".t-{share} {{ --t: {share}%; }}" in css


def test_the_frame_has_its_landmarks(gallery):
    assert gallery.select_one("a.skip")["href"] == "#main"
    assert gallery.select_one("main#main")
    assert gallery.select_one("header.top")
    assert "htmx-config" in str(gallery.head)
    assert gallery.title.get_text() == "องค์ประกอบ — สาน"
