import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.spelling import canonical


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ต\u0e4d\u0e32บล", "ตำบล"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("เเผน", "แผน"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ที\u0e48\u0e48", "ที่"),
        ("ราย\u200bงาน", "รายงาน"),
        ("ตำบล", "ตำบล"),
    ],
)
def test_lookalikes_become_one_coding(written: str, expected: str) -> None:
    assert canonical(written) == expected


@given(st.text(alphabet="กนเแำ\u0e4d\u0e32\u0e48\u0e49\u0e35\u200b "))
def test_the_usual_coding_stays_put_once_reached_for_joined_words(text: str) -> None:
    once = canonical(text)
    assert "\u200b" not in once
    assert "เเ" not in once
    assert "\u0e4d\u0e32" not in once
