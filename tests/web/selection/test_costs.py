"""How many questions the pages ask of the database, however many candidates and districts there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saan.selection.actions import nominate
from tests.factories.directives import products

pytestmark = pytest.mark.django_db


def asked(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_a_longer_pool_and_more_nominations_cost_no_more_questions(as_user, letter, actor):
    by, client = actor("district2402"), as_user("district2402")
    address = reverse("selection-of", args=[letter["six"].pk])

    def fill(how_many: int) -> None:
        for row in products(2402, how_many, by=by)[: how_many // 2]:
            nominate(obligation=letter["six"], entity_id=row.pk, potential="พร้อม", by=by)

    fill(2)
    few = asked(client, address)
    fill(12)
    assert asked(client, address) == few


def test_a_province_asks_once_a_directive_not_once_a_district(as_user, letter):
    assert asked(as_user("province24"), reverse("selection")) < 40
