"""Every state has its words, shape and tone, and a screen can always be told apart without colour."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.web.components.samples import icons
from saan.web.components.status import Cell, Shown, Status, Tone, of_deadline, shown


@pytest.mark.parametrize("state", Status)
def test_every_status_has_thai_words_a_picture_and_a_tone(state):
    look = shown(state, n=3, office="จังหวัด")
    assert re.search("[ก-๙]", look.label)
    assert "{" not in look.label
    assert look.icon in icons()
    assert look.tone in Tone


@pytest.mark.parametrize("state", Status)
def test_a_status_without_its_figures_still_reads_as_a_sentence(state):
    look = shown(state)
    assert "{" not in look.label
    assert not look.label.endswith(" ")


def test_no_two_states_share_both_picture_and_words():
    looks = [(shown(state).icon, shown(state).label) for state in Status]
    assert len(set(looks)) == len(looks)


def test_the_names_of_states_are_their_keywords():
    assert Status("returned") is Status.RETURNED
    assert str(Status.RETURNED) == "returned"
    with pytest.raises(ValueError):
        shown("no such state")


def test_missing_and_overdue_figures_stand_in_the_words():
    assert shown(Status.SHORT, n=1234).label == "ขาด 1,234"
    assert shown(Status.OVERDUE, n=4) == Shown("เกิน 4 วันทำการ", "bad", Tone.WRONG)


def test_an_abbreviated_office_is_set_apart_from_the_verb():
    assert shown(Status.WAITING, office="จังหวัด").label == "รอจังหวัด"
    assert shown(Status.WAITING, office="อบต.หัวไทร").label == "รอ อบต.หัวไทร"


@pytest.mark.parametrize(("days", "tone"), [(1, Tone.GOING), (2, Tone.GOING), (3, Tone.NEAR), (9, Tone.NEAR)])
def test_waiting_turns_to_turmeric_on_the_third_day(days, tone):
    assert shown(Status.WAITING, office="จังหวัด", days=days).tone is tone


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (5, "เหลือ 5 วันทำการ", Tone.QUIET),
        (2, "เหลือ 2 วันทำการ", Tone.NEAR),
        (0, "ครบกำหนดวันนี้", Tone.NEAR),
        (-1, "เกิน 1 วันทำการ", Tone.WRONG),
    ],
)
def test_a_deadline_says_how_many_working_days(days, words, tone):
    assert (of_deadline(days).label, of_deadline(days).tone) == (words, tone)


@given(st.integers(-2000, 2000))
def test_only_a_passed_deadline_is_red(days):
    assert (of_deadline(days).tone is Tone.WRONG) == (days < 0)


def test_the_five_cell_states_differ_in_sign_and_word():
    assert len(Cell) == 5
    assert len({cell.sign for cell in Cell}) == 5
    assert len({cell.label for cell in Cell}) == 5
