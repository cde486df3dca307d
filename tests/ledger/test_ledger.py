"""The ledger takes rows inside the transaction of their act and lets go of none."""

import pytest
from django.db import DatabaseError, connection, transaction

from saan.ledger.actions import NotInTransaction, record
from saan.ledger.models import Act
from saan.ledger.queries import acts_on
from saan.organisations.models import Office


@pytest.fixture
def act(actor) -> Act:
    by = actor("province24")
    with transaction.atomic():
        return record(by=by, verb="tests.look", of=by.office, summary="ทดสอบบันทึก", amount=4_477_560_000)


def test_a_row_says_who_where_what(act: Act) -> None:
    act.refresh_from_db()
    assert (act.actor, act.office, act.verb) == ("province24", "cdd-24", "tests.look")
    assert act.detail == {"amount": 4_477_560_000}
    assert list(acts_on(Office.objects.get(code="cdd-24"))) == [act]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE ledger_act SET summary = 'แก้'", "DELETE FROM ledger_act", "TRUNCATE ledger_act"],
)
def test_the_database_refuses_to_change_it(act: Act, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="แก้ไขหรือลบไม่ได้"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Act.objects.get(pk=act.pk).summary == "ทดสอบบันทึก"


def test_saving_again_is_refused_too(act: Act) -> None:
    act.summary = "แก้"
    with pytest.raises(DatabaseError), transaction.atomic():
        act.save()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(actor) -> None:
    by = actor("province24")
    with pytest.raises(NotInTransaction):
        record(by=by, verb="tests.look", of=by.office, summary="นอกธุรกรรม")
    assert not Act.objects.exists()
