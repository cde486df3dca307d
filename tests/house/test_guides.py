"""The guides in docs/guide name buttons, headings and menus by the very words that stand on the pages."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))
CUT = re.compile(r"<[^>]+>|\{#.*?#\}|\s+")
"""What may stand between the words of one button: marks that keep a word whole, and blanks."""


@pytest.fixture(scope="module")
def said() -> str:
    """All words of the templates and sources run together, as they stand and without what may stand between them."""
    files = [file for end in ("html", "py", "js") for file in (ROOT / "saan").rglob(f"*.{end}")]
    whole = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return "".join(whole.split()) + CUT.sub("", whole)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_quoted_button_stands_on_a_page(guide: Path, said: str) -> None:
    quoted = re.findall(r"\*\*(.+?)\*\*", guide.read_text(encoding="utf-8"))
    assert guide.stem == "README" or quoted
    assert [words for words in quoted if CUT.sub("", words) not in said] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_picture_is_there_and_used(guide: Path) -> None:
    shown = re.findall(r"\]\((pictures/[^)]+)\)", guide.read_text(encoding="utf-8"))
    assert [place for place in shown if not (guide.parent / place).is_file()] == []


def test_no_picture_lies_about_unused() -> None:
    told = "".join(guide.read_text(encoding="utf-8") for guide in GUIDES)
    pictures = (ROOT / "docs" / "guide" / "pictures").iterdir()
    assert [place.name for place in pictures if f"pictures/{place.name})" not in told] == []
