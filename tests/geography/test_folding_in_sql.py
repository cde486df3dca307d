"""The database and Python fold alike, and every piece of a folded name is a trigram that an index can find."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.kernel.folding import MARKS, fold

pytestmark = pytest.mark.django_db
ODD = st.text(
    st.one_of(
        st.sampled_from("กนมาำเแ่้๊๋์็ํัิีืุๅๆฯ๐๙ \u200b\u200d\xa0\t\r\xad\ufeff\u0301éÉAZ×÷ß"),
        st.characters(codec="utf-8", exclude_characters="\0"),
    ),
    max_size=30,
)


def in_sql(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT saan_fold(%s)", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("text", ["เ เก", "ก่ ิ", "ก่ ่", "์ ์", "ํ า", "ก่ ํา", "e \u0301", "É", "๐๙ AZ"])
def test_blanks_between_what_belongs_together(text):
    assert in_sql(text) == fold(text)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=600)
@given(ODD)
def test_sql_and_python_agree(text):
    assert in_sql(text) == fold(text)


@pytest.mark.parametrize("code", [*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E4F), *range(0x0E50, 0x0E5A)])
def test_no_thai_letter_vowel_or_mark_breaks_a_word(code):
    """`ก?ก` is one word of four trigrams; broken at the mark it would be the same short word twice, of two."""
    folded = fold(f"ก{chr(code)}ก")
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_length(show_trgm(%s), 1)", [folded])
        assert cursor.fetchone()[0] == 4


@pytest.mark.parametrize("mark", MARKS)
def test_without_folding_the_server_breaks_words_at_marks(mark):
    """The reason for the folding; if a later server takes marks into its trigrams, this says so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_length(show_trgm(%s), 1)", [f"ก{mark}ก"])
        assert cursor.fetchone()[0] == 2
