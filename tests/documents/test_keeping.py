"""Names of kept files can be saved again anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.documents.actions import MOST_BYTES, bearable


@given(
    st.text(st.characters(blacklist_characters="/\0", blacklist_categories=("Cs",)), min_size=1, max_size=300)
)
def test_no_name_is_too_long_for_a_file_system(name: str) -> None:
    assert len(bearable(name).encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("หนังสือ.pdf", "หนังสือ.pdf"),
        ("../../etc/passwd", "passwd"),
        (f"{'ก' * 100}.xlsx", f"{'ก' * 78}.xlsx"),
        (f"รายงาน {'ก' * 100} พ.ศ. ๒๕๖๒", f"รายงาน {'ก' * 73}"),
    ],
)
def test_a_long_name_keeps_its_beginning_and_its_ending(name: str, kept: str) -> None:
    assert bearable(name) == kept
