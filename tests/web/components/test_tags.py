"""Tags and filters as templates use them."""

import datetime as dt

import pytest
from django.template import Context, Template

from saan.web.components.steps import steps_at
from saan.web.components.tiles import Tile, columns


def drawn(source, **context):
    return Template("{% load saan %}" + source).render(Context(context))


def test_dates_are_thai_and_buddhist():
    day = dt.date(2023, 9, 29)
    assert drawn("{{ d|thai_date }}", d=day) == "29 กันยายน 2566"
    assert drawn("{{ d|thai_date_short }}", d=day) == "29 ก.ย. 2566"
    assert drawn("{{ d|thai_deadline }}", d=day) == "ศ. 29 ก.ย. 2566"
    assert drawn("{{ d|thai_month }}", d=day) == "กันยายน 2566"
    assert drawn("{{ d|thai_date|thai_digits }}", d=day) == "๒๙ กันยายน ๒๕๖๖"


def test_moments_are_shown_in_bangkok():
    late_evening_utc = dt.datetime(2023, 9, 28, 18, 30, tzinfo=dt.UTC)
    assert drawn("{{ m|thai_date_short }} {{ m|thai_time }}", m=late_evening_utc) == "29 ก.ย. 2566 01.30 น."


@pytest.mark.parametrize("name", ["thai_date", "thai_date_short", "thai_deadline", "thai_month", "thai_time"])
def test_a_missing_day_is_a_dash(name):
    assert drawn("{{ d|" + name + " }}", d=None) == "–"


def test_a_status_tag_has_picture_and_word():
    assert drawn('{% status "short" n=4 %}') == (
        '<span class="tag go"><svg class="i" aria-hidden="true"><use href="#i-half"/></svg>ขาด 4</span>'
    )


def test_a_deadline_tag_counts_working_days():
    assert "เกิน 4 วันทำการ" in drawn("{% deadline -4 %}")
    assert 'class="tag bad"' in drawn("{% deadline -4 %}")


def test_words_from_data_are_escaped():
    assert "<script" not in drawn('{% status "waiting" office=o %}', o="<script>")
    assert "<script" not in drawn("{% pill o %}", o="<script>")
    assert '"><script' not in drawn("{% weave 1 2 label=o %}", o='"><script>')


def test_a_bar_speaks_and_takes_its_length_from_a_class():
    bar = drawn("{% weave 148 186 target=170 %}")
    assert 'class="v-79"' in bar
    assert 'class="t-91"' in bar
    assert 'aria-label="148 จาก 186 ควรถึง 170"' in bar
    assert "style" not in bar


def test_a_cell_never_draws_a_missing_figure_as_nought():
    assert "ยังไม่รายงาน" in drawn('{% cell "miss" 0 %}')
    assert ">0<" not in drawn('{% cell "miss" 0 %}')
    assert "12 รายการ" in drawn('{% cell "val" 12 unit="รายการ" %}')


def test_steps_tell_done_from_current():
    one, two, three = steps_at("อ่าน|ยืนยัน|ออก", 2)
    assert (one.done, two.current, three.done or three.current) == (True, True, False)
    assert all(step.done for step in steps_at(["ก", "ข"], 3))


def test_a_map_is_as_wide_as_its_furthest_tile():
    assert columns([Tile("ก", 4, 1, 1, 2), Tile("ข", 2, 3, 0, 1)]) == 4
    assert columns([]) == 1


def test_fonts_are_linked_only_once_built(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    assert 'href="/static/fonts/fonts.css"' in drawn("{% font_stylesheet %}")
