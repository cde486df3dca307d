import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.documents.typesetting.holding import Line, hold_back


def words(*lines_of_parts: int) -> list[tuple[int, int, int, float]]:
    """Parts with so many lines each, three words a line."""
    made, height = [], 0.0
    for part, lines in enumerate(lines_of_parts):
        for line in range(lines):
            height += 7
            made += [(part, 3 * line + word, 1, height) for word in range(3)]
    return made


@pytest.mark.parametrize(
    ("lines_of_parts", "held"),
    [
        ((1,), (0, 0)),
        ((5,), (0, 9)),
        ((3,), (0, 0)),
        ((5, 1), (0, 9)),
        ((5, 2), (1, 0)),
        ((5, 3), (1, 0)),
        ((2, 1, 1), (1, 0)),
        ((2, 1), (0, 0)),
        ((), (0, 0)),
    ],
)
def test_lines_held_back(lines_of_parts, held):
    assert hold_back(words(*lines_of_parts)) == Line(*held)


@given(st.lists(st.integers(1, 8), min_size=1, max_size=6))
def test_no_paragraph_leaves_or_sends_a_single_line(lines_of_parts):
    part, word = hold_back(words(*lines_of_parts))
    left, sent = word // 3, lines_of_parts[part] - word // 3
    held = sent + sum(lines_of_parts[part + 1 :])
    assert held >= min(2, sum(lines_of_parts))
    assert word == 0 or (left >= 2 and sent >= 2)
    assert held <= 5 or word == 0
