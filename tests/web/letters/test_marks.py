"""Text is cut where evidence begins and ends, and nothing of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from saan.web.office.letters.marks import pages

TEXT = "ที่ ฉช ๐๐๑๙/ว ๔๑๐๑\n\nศาลากลางจังหวัดฉะเชิงเทรา\n\n๒๐ กันยายน ๒๕๖๖"
SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted).map(tuple)


def plain(text: str) -> str:
    return "".join(text.split())


@given(
    st.dictionaries(st.sampled_from("abcdef"), SPANS), st.lists(SPANS, max_size=3), st.integers(0, len(TEXT))
)
def test_no_character_is_lost_and_each_mark_covers_its_words(spans, asked, fold):
    cut = pages(TEXT, [(0, fold), (fold, len(TEXT))], spans, asked)
    assert plain("".join(piece.text for page in cut for piece in page)) == plain(TEXT)
    for key, (start, end) in spans.items():
        marked = "".join(piece.text for page in cut for piece in page if key in piece.keys)
        assert plain(marked) == plain(TEXT[start:end])


def test_overlapping_evidence_shares_its_words():
    (pieces,) = pages("กขคง", [(0, 4)], {"a": (0, 3), "b": (1, 4)}, [(1, 2)])
    assert [(piece.text, piece.keys, piece.anchors, piece.asked) for piece in pieces] == [
        ("ก", ("a",), ("a",), False),
        ("ข", ("a", "b"), ("b",), True),
        ("ค", ("a", "b"), (), False),
        ("ง", ("b",), (), False),
    ]


def test_a_blank_page_is_left_out():
    assert pages("ก\f \n", [(0, 2), (2, 4)], {}, []) == pages("ก", [(0, 1)], {}, [])
