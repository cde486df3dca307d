"""Numbers run from one, without gaps, each once, apart for each body, kind and BE year."""

import threading
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.kernel.refusals import Refused, Stale
from saan.letters.actions import cancel_number, register, start_after_paper, take_number
from saan.letters.models import Register, RegisterEntry
from saan.letters.rules import RegisterKind
from saan.organisations.models import Office
from tests.factories.letters import brought_in

NEW_YEAR_EVE = datetime(2023, 12, 31, 16, 59, tzinfo=UTC)
NEW_YEAR = datetime(2023, 12, 31, 17, 1, tzinfo=UTC)


def take(by, kind=RegisterKind.INCOMING, office=None):
    return take_number(office=office or by.office, kind=kind, letter=None, by=by)


class Undone(Exception):
    """An act failed after its number was taken."""


def take_and_fail(by) -> None:
    with transaction.atomic():
        take(by)
        raise Undone


def test_numbers_follow_each_other(actor):
    assert [take(actor("province24")).number for _ in range(3)] == [1, 2, 3]


def test_kinds_and_offices_run_apart(actor):
    province, district = actor("province24"), actor("district2402")
    assert take(province).number == 1
    assert take(district).number == 1
    assert take(province, RegisterKind.OUTGOING).number == 1
    assert take(province, RegisterKind.CIRCULAR).number == 1
    assert take(province).number == 2


def test_two_offices_of_a_province_share_the_provinces_outgoing_register(actor):
    development, local = actor("province24"), actor("local24")
    first, second = take(development, RegisterKind.OUTGOING), take(local, RegisterKind.OUTGOING)
    assert (first.number, second.number) == (1, 2)
    assert first.register.office.code == "governor-24"


def test_the_year_turns_at_midnight_in_bangkok(actor):
    with time_machine.travel(NEW_YEAR_EVE, tick=False):
        last = take(actor("province24"))
    with time_machine.travel(NEW_YEAR, tick=False):
        first = take(actor("province24"))
    assert (last.register.year_be, last.number) == (2566, 1)
    assert (first.register.year_be, first.number) == (2567, 1)


def test_an_act_undone_leaves_no_gap(actor):
    by = actor("province24")
    take(by)
    with pytest.raises(Undone):
        take_and_fail(by)
    assert take(by).number == 2


def test_a_number_is_never_given_twice_whatever_writes_it(actor):
    entry = take(actor("province24"))
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.create(
            register=entry.register, number=entry.number, taken_by=actor("province24").user
        )


def test_nobody_numbers_for_an_office_out_of_reach(actor):
    with pytest.raises(PermissionDenied):
        take(actor("district2402"), office=Office.objects.get(code="cdd-2403"))
    with pytest.raises(PermissionDenied):
        take(actor("producer"))


@given(st.lists(st.sampled_from(["take", "fail", "burn"]), min_size=1, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.slow
def test_whatever_happens_the_numbers_are_one_to_n(actor, steps):
    by = actor("province24")
    with transaction.atomic():
        kept = []
        for step in steps:
            if step == "fail":
                with pytest.raises(Undone):
                    take_and_fail(by)
            elif step == "burn" and kept:
                cancelled = kept[-1]
                if not RegisterEntry.objects.get(pk=cancelled.pk).cancelled_at:
                    cancel_number(entry=cancelled, remark="พิมพ์ผิด", by=by)
            else:
                kept.append(take(by))
        assert [entry.number for entry in kept] == list(range(1, len(kept) + 1))
        assert not kept or Register.objects.get(pk=kept[0].register_id).last_number == len(kept)
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_one_to_fifty(actor):
    by, numbers, start = actor("province24"), [], threading.Barrier(50)

    def one() -> None:
        start.wait()
        try:
            numbers.append(take(by).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 51))
    assert Register.objects.get(office=by.office).last_number == 50


def test_a_burned_number_keeps_its_line_and_is_not_given_again(actor):
    by = actor("province24")
    entry = take(by, RegisterKind.OUTGOING)
    burned = cancel_number(entry=entry, remark="  ออกเลขผิดทะเบียน ", by=by)
    assert (burned.number, burned.remark, burned.cancelled_by) == (1, "ออกเลขผิดทะเบียน", by.user)
    assert take(by, RegisterKind.OUTGOING).number == 2


def test_burning_needs_a_reason_and_happens_once(actor):
    by = actor("province24")
    entry = take(by)
    with pytest.raises(Refused, match="เหตุผล"):
        cancel_number(entry=entry, remark="  ", by=by)
    cancel_number(entry=entry, remark="ผิด", by=by)
    with pytest.raises(Stale, match="ผิด"):
        cancel_number(entry=entry, remark="อีกครั้ง", by=by)


def test_a_burned_receive_number_lets_the_paper_be_registered_anew(actor):
    by = actor("province24")
    receipt = register(receipt=brought_in(by).receipt, by=by)
    entry = RegisterEntry.objects.get(letter=receipt.letter)
    cancel_number(entry=entry, remark="ลงรับผิดวัน", by=by)
    receipt.refresh_from_db()
    assert (receipt.state, receipt.number) == ("arrived", None)
    assert not receipt.letter.files.filter(role="stamped").exists()
    assert register(receipt=receipt, by=by).number == 2


def test_going_on_after_the_paper_book(actor):
    by = actor("province24")
    start_after_paper(office=by.office, kind=RegisterKind.INCOMING, last_number=312, by=by)
    start_after_paper(office=by.office, kind=RegisterKind.INCOMING, last_number=315, by=by)
    assert take(by).number == 316
    with pytest.raises(Refused, match="316"):
        start_after_paper(office=by.office, kind=RegisterKind.INCOMING, last_number=400, by=by)


def test_the_paper_book_ends_at_one_or_more(actor):
    with pytest.raises(Refused, match="ตั้งแต่ 1"):
        start_after_paper(
            office=actor("clerk24").office, kind=RegisterKind.INCOMING, last_number=0, by=actor("clerk24")
        )
