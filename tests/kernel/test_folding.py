"""One key for every way of typing a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.folding import LETTERS_FOR_MARKS, MARKS, fold

SYLLABLE = st.tuples(
    st.sampled_from(["", "เ", "แ", "โ", "ไ", " ", "\xa0", "A", "๙", "-"]),
    st.sampled_from("กขชซทรนมสอ"),
    st.sampled_from(["", "ิ", "ี", "ั", "็", "ุ", "ู"]),
    st.sampled_from(["", "่", "้", "๊", "์"]),
    st.sampled_from(["", "า", "ะ", "ำ", "น"]),
).map("".join)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("น้ำพริก", "นํ้าพริก"),
        ("น้ำพริก", "น้ํา พริก"),
        ("แม่บ้าน", "เเม่ บ้าน"),
        ("บ้านไร่ ๒", "บ้าน\u200bไร่2"),
        ("OTOP Café", "otop cafe\u0301"),
        ("ที่นี่", "ท่ีน่ี"),
    ],
)
def test_ways_of_typing_have_one_key(typed, other):
    assert fold(typed) == fold(other)


def test_tones_still_tell_words_apart():
    assert len({fold(word) for word in ("ปา", "ป่า", "ป้า", "ป๊า", "ป๋า")}) == 5


def test_no_mark_that_breaks_trigrams_is_left():
    assert not set(fold("ผ้าไหมแพรวา์ เต่า็")) & set(MARKS)
    assert len(LETTERS_FOR_MARKS) == len(MARKS)


@given(st.lists(SYLLABLE, min_size=1, max_size=8).map("".join))
def test_a_piece_of_a_name_is_a_piece_of_its_key(name):
    assert all(fold(name[start : start + 3]) in fold(name) for start in range(len(name) - 2))
