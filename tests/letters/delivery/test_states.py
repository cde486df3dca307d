"""Under any order of events a sending takes only legal steps, has finite tries, and keeps one id."""

import datetime as dt
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.kernel.refusals import Refused
from saan.letters.actions.delivery import (
    consign,
    dispute_number,
    record_accepted,
    record_manual,
    send_due,
    sending,
    try_again,
)
from saan.letters.actions.delivery.outcome import answered
from saan.letters.models import Consignment
from saan.letters.rules import CONSIGNMENT_STEPS, Channel, ConsignmentState, may_follow
from saan.letters.transport import (
    MOST_TRIES,
    RETRY_AFTER,
    Duplicate,
    InvalidAddressee,
    Unreachable,
    next_try,
)

S = ConsignmentState
START = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


class Road:
    """A road whose next result is set; it remembers under which id and when it was used."""

    def __init__(self) -> None:
        self.used: list[tuple[str, dt.datetime]] = []
        self.fault: Exception | None = None
        self.clock = START

    def send(self, parcel) -> None:
        self.used.append((str(parcel.consignment_id), self.clock))
        if self.fault:
            raise self.fault


@pytest.fixture
def road(monkeypatch) -> Road:
    road = Road()
    monkeypatch.setattr(sending, "road", lambda channel: road)
    monkeypatch.setattr("saan.letters.actions.delivery.queueing.road", lambda channel: road)
    for module in ("sending", "outcome", "queueing"):
        monkeypatch.setattr(f"saan.letters.actions.delivery.{module}.now", lambda: road.clock)
    return road


EVENTS = ("sends", "unreachable", "no such box", "answers delivered", "answers accepted", "answers rejected",
          "answers invalid", "again", "manual", "number", "dispute", "waits", "dies")  # fmt: skip


@pytest.mark.slow
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(events=st.lists(st.sampled_from(EVENTS), max_size=14))
def test_any_order_of_events_takes_legal_steps_only(events, road, issued, actor, numbers):
    by = actor("province24")
    road.clock, road.used = START, []
    Consignment.objects.update(next_try=None)  # those of the example before
    letter = issued(next(numbers))
    sent = consign(letter=letter, channel=Channel.EMAIL, to=["a@example.go.th"], by=by)[0]
    rounds = 1
    for event in events:
        before = Consignment.objects.get(pk=sent.pk)
        try:
            rounds += _happens(event, sent, road, by)
        except Refused:
            after = Consignment.objects.get(pk=sent.pk)
            assert (after.state, after.tries) == (before.state, before.tries)
            continue
        after = Consignment.objects.get(pk=sent.pk)
        assert after.state == before.state or may_follow(CONSIGNMENT_STEPS, S(before.state), S(after.state))
        assert after.state != S.ACCEPTED or after.accepted_number
        assert (after.next_try is not None) == (after.state == S.QUEUED)
    assert {each for each, _ in road.used} <= {str(sent.consignment_id)}
    assert len(road.used) <= MOST_TRIES + rounds
    assert letter.consignments.count() == 1


@pytest.fixture
def numbers():
    return itertools.count(1)


def _happens(event: str, sent: Consignment, road: Road, by) -> int:
    """Let it happen; 1 when it was a person's order to try again."""
    faults = {"sends": None, "unreachable": Unreachable("x"), "no such box": InvalidAddressee("x")}
    sent = Consignment.objects.get(pk=sent.pk)
    if event in faults:
        road.fault = faults[event]
        send_due()
    elif event.startswith("answers"):
        answered(consignment=sent, state=S(event.split()[1]), number="9/2569", by=by)
    elif event == "waits":
        road.clock += dt.timedelta(hours=25)
    elif event == "dies":
        sending._claim_consignment()
    elif event == "again":
        try_again(consignment=sent, by=by)
        return 1
    elif event == "manual":
        record_manual(consignment=sent, remark="โทรแจ้ง", by=by)
    elif event == "number":
        record_accepted(consignment=sent, number="8/2569", by=by)
    elif event == "dispute":
        dispute_number(consignment=sent, by=by)
    return 0


@given(tries=st.integers(0, 50))
def test_waits_are_finite_and_grow(tries):
    then = next_try(tries, START)
    assert (then is None) == (tries >= MOST_TRIES)
    assert list(RETRY_AFTER) == sorted(RETRY_AFTER)


@pytest.fixture
def queued(road, issued, actor) -> Consignment:
    return consign(letter=issued(), channel=Channel.EMAIL, to=["a@example.go.th"], by=actor("province24"))[0]


def fresh(held: Consignment) -> Consignment:
    return Consignment.objects.get(pk=held.pk)


def test_an_unreachable_road_is_tried_at_the_set_times_and_then_given_up(road, queued):
    road.fault = Unreachable("เงียบ")
    while fresh(queued).state == S.QUEUED:
        road.clock = fresh(queued).next_try
        assert send_due() == 1
    times = [when - START for _, when in road.used]
    assert times == list(itertools.accumulate(RETRY_AFTER))
    held = fresh(queued)
    assert (held.state, held.tries, held.fault) == (S.UNDELIVERED, MOST_TRIES, "Unreachable")
    assert "ลองครบทุกครั้งแล้ว" in held.fault_says


def test_before_its_time_nothing_goes(road, queued):
    road.fault = Unreachable()
    assert (send_due(), send_due()) == (1, 0)
    held = fresh(queued)
    assert (held.state, held.next_try) == (S.QUEUED, START + RETRY_AFTER[1])


def test_a_lasting_fault_is_not_tried_again(road, queued):
    road.fault = InvalidAddressee("550")
    send_due()
    road.clock += dt.timedelta(days=3)
    assert send_due() == 0
    assert (fresh(queued).state, len(road.used)) == (S.UNDELIVERED, 1)


def test_a_machine_that_dies_in_every_try_does_not_try_for_ever(road, queued):
    for _ in range(MOST_TRIES):
        road.clock = fresh(queued).next_try
        assert sending._claim_consignment() is not None
    road.clock = fresh(queued).next_try
    send_due()
    assert (fresh(queued).state, road.used) == (S.UNDELIVERED, [])


def test_a_duplicate_on_a_later_try_means_that_it_had_arrived(road, queued):
    road.fault = Unreachable("ขาดกลางทาง")
    send_due()
    road.clock, road.fault = fresh(queued).next_try, Duplicate("ซ้ำ")
    send_due()
    assert fresh(queued).state == S.SENT


def test_a_duplicate_on_the_first_try_is_looked_at_by_a_person(road, queued):
    road.fault = Duplicate("ซ้ำ")
    send_due()
    assert (fresh(queued).state, fresh(queued).fault) == (S.UNDELIVERED, "Duplicate")


def test_a_defect_of_ours_is_a_fault_like_another(road, queued):
    road.fault = ZeroDivisionError("ของเรา")
    send_due()
    assert (fresh(queued).state, fresh(queued).fault) == (S.QUEUED, "Unreachable")


def test_an_answer_that_comes_while_we_send_is_not_overwritten(road, queued, actor):
    road.send = lambda parcel: answered(
        consignment=queued, state=S.ACCEPTED, number="1/2569", by=actor("province24")
    )
    send_due()
    assert (fresh(queued).state, fresh(queued).accepted_number) == (S.ACCEPTED, "1/2569")


def test_a_lost_file_is_told(road, queued, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    send_due()
    assert (fresh(queued).state, fresh(queued).fault) == (S.UNDELIVERED, "Validation")
    assert "หายจากที่เก็บ" in fresh(queued).fault_says


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_senders_side_by_side_send_each_letter_once(road, issued, actor):
    """The second sender, coming while the first holds a row, takes another."""
    import threading

    from django.db import connection

    by = actor("province24")
    letters = [issued(number) for number in range(1, 7)]
    for letter in letters:
        consign(letter=letter, channel=Channel.EMAIL, to=["a@example.go.th"], by=by)
    met = threading.Barrier(2)

    def go() -> None:
        met.wait()
        try:
            send_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(road.used) == len({each for each, _ in road.used}) == len(letters)
    assert set(Consignment.objects.values_list("state", flat=True)) == {S.SENT}
