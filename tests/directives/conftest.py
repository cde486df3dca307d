"""The province that orders and its first districts, on the days of the letters."""

import pytest


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch):
    """`on_day("2023-09-27")` makes it that day in Bangkok."""

    def pretend(day: str) -> None:
        monkeypatch.setenv("SAAN_TODAY", day)

    pretend("2023-09-27")
    return pretend


@pytest.fixture
def province(actor, on_day):
    return actor("province24")


@pytest.fixture
def district(actor, on_day):
    """Bang Khla, of nine tambons."""
    return actor("district2402")
