"""The figures at every node of an acknowledgement tree are the rows beneath it, whatever the tree."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.kernel.dates import today
from saan.letters.models import Letter, Receipt
from saan.letters.queries.circulars import (
    ANSWERS,
    REFUSALS,
    Tally,
    circulars_of,
    family_receipts,
    onward_receipts,
    receipts_of,
    tallies,
    tally,
    within,
)
from saan.letters.rules import UNNUMBERED, ReceiptState
from saan.organisations.models import Office
from tests.factories.circulars import acknowledged, circular, passed_on, receipt

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
standing = st.tuples(
    st.sampled_from(list(ReceiptState)), st.booleans(), st.booleans(), st.sampled_from([None, -1, 0, 1])
)
districts = st.lists(standing, max_size=3)
provinces = st.lists(st.tuples(standing, districts, st.booleans()), min_size=1, max_size=3)


def laid(letter: Letter, office: Office, by, how) -> Receipt:
    state, knows, passes, due = how
    day = None if due is None else today() + dt.timedelta(days=due)
    fields = (acknowledged(by) if knows else {}) | (passed_on(by) if passes else {})
    return receipt(letter, office, by, state, due=day, **fields)


def counted(rows: list[Receipt]) -> Tally:
    """The same, one row after the other in Python."""

    def knows(row: Receipt) -> bool:
        return bool(row.acknowledged_at or row.passed_on_at or row.state in ANSWERS)

    gone = (*REFUSALS, ReceiptState.RECALLED)
    replaced = {row.pk for row in rows if row.letter.superseded_by.filter(state="sent").exists()}
    return Tally(
        sent=len(rows),
        opened=sum(bool(row.opened_at or row.number or knows(row)) for row in rows),
        registered=sum(row.state not in UNNUMBERED for row in rows),
        acknowledged=sum(knows(row) for row in rows),
        passed_on=sum(bool(row.passed_on_at) for row in rows),
        refused=sum(row.state in REFUSALS and not knows(row) for row in rows),
        recalled=sum(row.state == ReceiptState.RECALLED and not knows(row) for row in rows),
        late=sum(
            bool(row.due_on and row.due_on < today()) and not knows(row) and row.state not in gone
            and row.pk not in replaced
            for row in rows
        ),
    )  # fmt: skip


def family(row: Receipt) -> list[Receipt]:
    """A receipt and all below it, by walking."""
    found = [row]
    for onward in Letter.objects.filter(onward_of=row.letter, issuer=row.office, state="sent"):
        for below in Receipt.objects.filter(letter=onward, parent__isnull=True):
            found += family(below)
    return found


@given(tree=provinces, replaced=st.booleans())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_node_counts_its_rows(tree, replaced, actor):
    by = actor("cdd")
    root = circular(by.office, by)
    for code, (how, below, out) in zip(("cdd-20", "cdd-24", "cdd-25"), tree, strict=False):
        office = Office.objects.get(code=code)
        laid(root, office, by, how)
        onward = circular(office, by, onward_of=root, state="sent" if out else "cancelled")
        for number, each in enumerate(below, 1):
            laid(onward, Office.objects.get(code=f"{code}{number:02}"), by, each)
    if replaced:
        circular(by.office, by, supersedes=root)
    direct = receipts_of(root, by)
    walked = {row.pk: family(row) for row in direct}
    every = [row for rows in walked.values() for row in rows]
    assert tally(direct) == counted(every)
    assert tallies(direct, "receipt") == {pk: counted(rows) for pk, rows in walked.items()}
    assert sorted(row.pk for row in family_receipts(direct)) == sorted(row.pk for row in every)
    by_province = tallies(direct, "province")
    assert sum(by_province.values(), Tally()) == counted(every)
    for code, figures in by_province.items():
        assert figures == tally(within(direct, code))
    for row in direct:
        assert tally(onward_receipts(row)) + counted([row]) == counted(walked[row.pk])


def test_districts_of_a_province_and_offices_of_none(actor):
    by = actor("ministry")
    root = circular(by.office, by)
    for code in ("cdd", "cdd-24", "cdd-2401", "dla-2401", "cdd-2402"):
        receipt(root, Office.objects.get(code=code), by)
    found = tallies(receipts_of(root, by), "province")
    assert {code: each.sent for code, each in found.items()} == {0: 1, 24: 4}
    found = tallies(within(receipts_of(root, by), 24), "district")
    assert {code: each.sent for code, each in found.items()} == {0: 1, 2401: 2, 2402: 1}


def test_a_receiver_sees_its_own_and_what_lies_below(actor):
    by = actor("cdd")
    root = circular(by.office, by)
    for code in ("cdd-24", "cdd-20"):
        receipt(root, Office.objects.get(code=code), by)
    assert [row.office.code for row in receipts_of(root, actor("province24"))] == ["cdd-24"]
    assert not receipts_of(root, actor("local24")).exists()


def test_units_of_one_house_count_as_one(actor):
    by = actor("cdd")
    root = circular(by.office, by)
    held = receipt(root, Office.objects.get(code="cdd-24"), by, ReceiptState.REGISTERED)
    receipt(root, Office.objects.get(code="cdd-2401"), by, parent=held)
    assert tally(receipts_of(root, by)).sent == 1


def test_the_list_of_circulars_counts_direct_receivers(actor, monkeypatch):
    by = actor("province24")
    root = circular(by.office, by)
    early = today() - dt.timedelta(days=3)
    receipt(root, Office.objects.get(code="cdd-2401"), by, due=early)
    receipt(root, Office.objects.get(code="cdd-2402"), by, ReceiptState.REGISTERED, **acknowledged(by))
    (row,) = circulars_of(by.office)
    assert (row.sent_to, row.known, row.late, row.replaced) == (2, 1, 1, False)
