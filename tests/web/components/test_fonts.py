"""The fonts are cut once, hold the letters of both scripts, and carry their licence."""

import pytest
from fontTools.ttLib import TTFont

from saan.web.components import fonts

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    target = tmp_path_factory.mktemp("fonts")
    assert fonts.build(target)
    return target


def test_a_second_build_does_nothing(built):
    assert not fonts.build(built)


def test_each_weight_has_a_thai_and_a_latin_part(built):
    css = (built / "fonts.css").read_text()
    assert css.count("@font-face") == 6
    assert css.count("unicode-range") == 6
    for weight in fonts.WEIGHTS:
        thai = TTFont(built / f"sarabun-thai-{weight}.woff2").getBestCmap()
        latin = TTFont(built / f"sarabun-latin-{weight}.woff2").getBestCmap()
        assert {ord(letter) for letter in "กฮ๙ฺ์ำ฿"} <= set(thai)
        assert {ord(letter) for letter in "AZaz09−–“"} <= set(latin)
        assert (built / f"sarabun-thai-{weight}.woff2").stat().st_size < 14_000


def test_the_licence_travels_with_the_fonts(built):
    assert "SIL Open Font License" in (built / "LICENSE.txt").read_text().replace(
        "SIL OPEN FONT LICENSE", "SIL Open Font License"
    )


def test_a_changed_recipe_builds_again(built):
    (built / fonts.STAMP).write_text("older")
    assert fonts.build(built)


def test_marks_keep_their_places(built):
    """Tone marks are set by the font's own tables; a cut that lost them would stack ที่ wrongly."""
    assert "GPOS" in TTFont(built / "sarabun-thai-400.woff2")
