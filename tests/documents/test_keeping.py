"""Names of kept files can be saved again anywhere; what is removed is gone, whatever crashed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.documents.actions import MOST_BYTES, bearable, keep, remove, sweep
from saan.documents.queries import place_of


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


@pytest.mark.slow
def test_what_a_crash_left_behind_is_swept_away_and_nothing_else(actor, django_capture_on_commit_callbacks):
    by = actor("clerk24").user
    gone, twin, kept = (
        keep(data=data, name="ก.txt", media_type="text/plain", by=by) for data in (b"gone", b"twin", b"kept")
    )
    keep(data=b"twin", name="ข.txt", media_type="text/plain", by=by)
    for file in (gone, twin):
        with django_capture_on_commit_callbacks(execute=False):
            remove(file=file, by=by)
    assert all(place_of(file.sha256).exists() for file in (gone, twin, kept))
    assert sweep() == 1
    assert [place_of(file.sha256).exists() for file in (gone, twin, kept)] == [False, True, True]
    assert sweep() == 0
