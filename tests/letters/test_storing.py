"""How long papers are kept: arithmetic of BE years, and who may sit on the committee."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.dates import be_year
from saan.letters.storing import (
    HEADER,
    header_alone,
    is_header,
    keep_until,
    read_classes,
    survey_due,
    why_kept,
    why_no_committee,
)

YEARS = st.integers(2500, 2650)


@given(YEARS, st.integers(1, 99))
def test_a_paper_is_kept_to_the_last_day_of_its_last_year(year, years):
    last = keep_until(year, years)
    assert (last.month, last.day) == (12, 31)
    assert be_year(last) == year + years


def test_for_ever_has_no_last_day():
    assert keep_until(2569, None) is None


@pytest.mark.parametrize(("year", "last"), [(2568, date(2026, 3, 1)), (2566, date(2024, 2, 29))])
def test_the_survey_has_sixty_days(year, last):
    assert survey_due(year) == last


@given(YEARS, st.integers(1, 20), st.integers(-3, 30))
def test_nothing_is_destroyed_before_its_year_has_ended(year, years, later):
    last = keep_until(year, years)
    on = date(last.year + 1, 1, 1) if later > 0 else date(last.year, 6, 1)
    of_list = be_year(last) + later
    why = why_kept(year_be=of_list, keep_until=last, historical=False, hold_reason="", on=on)
    assert (why == "") == (later > 0)


@given(st.booleans(), st.booleans(), st.booleans())
def test_whatever_stands_against_it_is_named(forever, historical, held):
    why = why_kept(
        year_be=2568,
        keep_until=None if forever else date(2020, 12, 31),
        historical=historical,
        hold_reason="คดี" if held else "",
        on=date(2026, 1, 5),
    )
    assert bool(why) == (forever or historical or held)


def members(count, chairs=1):
    return [{"name": f"คนที่ {at}", "chair": at < chairs} for at in range(count)]


@pytest.mark.parametrize(
    ("committee", "sits"),
    [
        (members(3), True),
        (members(6), True),
        (members(2), False),
        ([], False),
        (members(4, chairs=0), False),
        (members(4, chairs=2), False),
        ([*members(3), {"name": " "}], False),
        ([*members(3), {"name": "คนที่  1"}], False),
    ],
)
def test_a_committee_has_one_chair_and_two_members(committee, sits):
    assert (why_no_committee(committee) == "") == sits


def test_classes_are_read_or_refused():
    row = "- {code: a, label: ข, years: 5, source: ค}"
    assert read_classes(row)[0]["years"] == 5
    for wrong in ("years: 0", "years: 100", "years: ห้า", "year: 5"):
        with pytest.raises(ValueError, match="retention class 1"):
            read_classes(row.replace("years: 5", wrong))


READ = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(
    st.dictionaries(
        st.sampled_from([*HEADER, "directives", "signatory", "contact", "evidence", "money"]), READ
    )
)
def test_of_a_destroyed_paper_the_header_alone_stays(record):
    kept = header_alone(record)
    assert kept.keys() == record.keys()
    assert all(kept[name] == record[name] for name in record if name in HEADER)
    assert not any(words_in(kept[name]) for name in record if name not in HEADER)
    assert header_alone(kept) == kept


def words_in(value) -> list:
    """All that is not a key, an empty list or nothing."""
    if isinstance(value, dict):
        return [each for inner in value.values() for each in words_in(inner)]
    return [value] if value not in (None, []) else []


@pytest.mark.parametrize(("path", "stays"), [("date.iso", True), ("number", True), ("directives.0.deadline", False),
                                             ("dateless", False)])  # fmt: skip
def test_which_fields_are_the_headers(path, stays):
    assert is_header(path) is stays
