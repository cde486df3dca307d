"""A letter cut at its evidence loses no character."""

from hypothesis import given
from hypothesis import strategies as st

from saan.web.components.sheet import Mark, Segment, cut

SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60), st.sampled_from("abc")), max_size=8)


def test_text_is_cut_at_its_marks():
    assert cut("ที่ ฉช 0019", [Mark(4, 11, "number", asked=True)]) == [
        Segment("ที่ "),
        Segment("ฉช 0019", ("number",), True),
    ]


def test_nested_marks_share_the_piece():
    pieces = cut("abcdef", [Mark(0, 6, "outer"), Mark(2, 4, "inner")])
    assert [(piece.text, piece.keys) for piece in pieces] == [
        ("ab", ("outer",)),
        ("cd", ("outer", "inner")),
        ("ef", ("outer",)),
    ]


@given(st.text(max_size=50), SPANS)
def test_the_pieces_joined_are_the_text(text, spans):
    pieces = cut(text, [Mark(*span) for span in spans])
    assert "".join(piece.text for piece in pieces) == text


@given(st.text(min_size=1, max_size=50), SPANS)
def test_each_character_knows_exactly_its_fields(text, spans):
    position = 0
    for piece in cut(text, [Mark(*span) for span in spans]):
        for place in range(position, position + len(piece.text)):
            assert set(piece.keys) == {key for start, end, key in spans if start <= place < end}
        position += len(piece.text)
