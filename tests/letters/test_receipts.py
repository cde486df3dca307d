"""What becomes of a paper after registering: it goes on, it lies before others, it is filed."""

import pytest
from django.core.exceptions import PermissionDenied

from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.actions import close, deliver, passed_on, register
from saan.letters.queries import is_issued_from, letters_visible_to
from saan.letters.rules import ReceiptState
from tests.factories.letters import brought_in


@pytest.fixture
def clerk(actor):
    return actor("clerk24")


@pytest.fixture
def receipt(clerk):
    return brought_in(clerk).receipt


def test_a_letter_ordered_from_lies_before_those_who_owe(receipt, clerk, actor):
    register(receipt=receipt, by=clerk)
    district = actor("district2402")
    assert passed_on(letter=receipt.letter, to=[district.office, clerk.office], by=clerk) == 1
    assert receipt.letter in letters_visible_to(district)
    receipt.refresh_from_db()
    assert (receipt.state, receipt.passed_on_by) == (ReceiptState.CASCADED, clerk.user)
    assert is_issued_from(receipt.letter)


def test_who_holds_it_keeps_their_own_receipt(receipt, clerk, actor):
    office = actor("district2402").office
    assert deliver(letter=receipt.letter, to=[office], by=clerk) == 1
    assert deliver(letter=receipt.letter, to=[office], by=clerk) == 0


def test_ordered_from_before_registering_it_is_registered_as_such(receipt, clerk):
    passed_on(letter=receipt.letter, to=[], by=clerk)
    assert register(receipt=receipt, by=clerk).state == ReceiptState.CASCADED


def test_filing_keeps_what_was_done(receipt, clerk):
    register(receipt=receipt, by=clerk)
    filed = close(receipt=receipt, remark=" รับทราบ ", by=clerk)
    assert (filed.state, filed.remark, filed.closed_by) == (ReceiptState.CLOSED, "รับทราบ", clerk.user)
    assert not is_issued_from(filed.letter)
    assert Act.objects.filter(verb="letters.close").count() == 1
    with pytest.raises(Stale, match="รับทราบ"):
        close(receipt=receipt, remark="อีกครั้ง", by=clerk)


def test_filing_needs_a_number_and_a_word(receipt, clerk):
    with pytest.raises(Refused, match="ยังไม่ได้ลงรับ"):
        close(receipt=receipt, remark="รับทราบ", by=clerk)
    with pytest.raises(Refused, match="ปฏิบัติอย่างไร"):
        close(receipt=receipt, remark="  ", by=clerk)


def test_nobody_files_for_another_office(receipt, actor):
    with pytest.raises(PermissionDenied):
        close(receipt=receipt, remark="รับทราบ", by=actor("district2402"))
