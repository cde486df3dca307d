"""How often the letter page asks the database: as often for a letter with kin as a page may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saan.letters.actions import register
from saan.letters.models import LetterReference
from tests.factories.letters import brought_in, confirmed, doubted

MOST = 48
"""Of these eleven belong to every page: the visitor, the snapshot, what waits in the menus."""


@pytest.fixture
def kin(actor):
    """A confirmed letter that cites three others and is cited by three, each with doubts, one with the same subject."""
    by = actor("province24")
    others = [confirmed(by, number=f"ฉช ๐๐๑๙/ว ๔๒๐{place}", least=str(place + 3)) for place in range(1, 7)]
    letter = brought_in(by).letter
    doubted(letter.receipts.get() and type("A", (), {"letter": letter}), number="1")
    register(receipt=letter.receipts.get(), by=by)
    for place, other in enumerate(others):
        one, two = (letter, other) if place % 2 else (other, letter)
        LetterReference.objects.create(
            letter=one, number=two.number, number_key=two.number_key, dated=two.dated, resolved=two
        )
    return letter


@pytest.mark.slow
def test_the_letter_page_asks_a_fixed_number_of_questions(kin, as_user):
    client = as_user("province24")
    client.get(f"/letters/{kin.pk}/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/letters/{kin.pk}/").status_code == 200
    told = "\n".join(each["sql"][:400] for each in asked)
    assert len(asked) <= MOST, f"{len(asked)} questions:\n{told}"
