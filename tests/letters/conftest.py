"""Letters of the shared corpus, by their names."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def seed(shared_letters: Path) -> Callable[[str], bytes]:
    """`seed("004")` is the paper seed-004 as it was handed in."""

    def paper(name: str) -> bytes:
        return (shared_letters / "dev" / f"seed-{name}.txt").read_bytes()

    return paper
