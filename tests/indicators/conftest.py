"""The province that sets targets."""

import pytest


@pytest.fixture
def province(actor):
    return actor("province24")
