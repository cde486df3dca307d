"""Templates obey the content security policy: no style attribute, no script in the page, no handler attribute."""

import re
from pathlib import Path

import pytest

SAAN = Path(__file__).resolve().parents[2] / "saan"
TEMPLATES = sorted(path for path in SAAN.rglob("templates/**/*.html"))
FORBIDDEN = {
    "style attribute": r"\sstyle\s*=",
    "style element": r"<style\b",
    "script in the page": r"<script\b(?![^>]*\bsrc=)",
    "handler attribute": r"\son[a-z]+\s*=",
    "htmx handler": r"\shx-on",
    "script address": r"javascript:",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SAAN)))
def test_a_template_carries_neither_style_nor_script(path):
    source = path.read_text()
    found = [name for name, pattern in FORBIDDEN.items() if re.search(pattern, source, re.IGNORECASE)]
    assert not found, f"{path.relative_to(SAAN)}: {', '.join(found)}"


def test_templates_are_found_at_all():
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize(
    "sample", ['<p style="x">', "<script>1</script>", '<a onclick="x">', '<b hx-on:click="x">']
)
def test_the_check_itself_can_fail(sample):
    assert any(re.search(pattern, sample, re.IGNORECASE) for pattern in FORBIDDEN.values())


def test_small_templates_stay_small():
    long = {
        path.name: len(path.read_text().splitlines())
        for path in TEMPLATES
        if len(path.read_text().splitlines()) > 120
    }
    assert not long
