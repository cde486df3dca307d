"""A connection with two temporary tables: one for places, one for the things that the example countable counts."""

import os
from collections.abc import Iterator

import psycopg
import pytest

TABLES = """
CREATE TEMPORARY TABLE geography_area (
  code int PRIMARY KEY, level text, lo int, hi int, valid_from date, valid_to date);
CREATE TEMPORARY TABLE example_producer (
  id int PRIMARY KEY, tambon_id int, registered_on date, status varchar(12),
  kind varchar(8), quadrant varchar(1), stars int, cohort int, potential boolean, checked_on date);
"""


@pytest.fixture(scope="session")
def link() -> Iterator[psycopg.Connection]:
    """A connection of its own, apart from Django; its tables vanish with it."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
        link.execute(TABLES)
        yield link
