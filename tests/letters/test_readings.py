"""Doubts are settled once, corrections are checked, and only a letter without doubts is confirmed."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.refusals import Refused, Stale
from saan.letters.actions import (
    Arrival,
    bring_in,
    confirm_letter,
    correct,
    passed_on,
    reopen_doubt,
    settle_doubt,
)
from saan.letters.models import Decision
from saan.letters.queries import confirmed_record, open_doubts
from saan.letters.rules import (
    LETTER_STEPS,
    RECEIPT_STEPS,
    LetterState,
    ReceiptState,
    lay,
    may_follow,
    value_at,
)
from tests.factories.letters import brought_in, confirmed, doubted, settle_all


def test_an_answer_sets_what_it_says_and_keeps_what_was_read(actor):
    by = actor("province24")
    arrival = brought_in(by)
    doubt = settle_doubt(
        doubt=doubted(arrival, number="ฉช 0019/ว 9", province="ฉะเชิงเทรา"), choice_index=0, by=by
    )
    assert (doubt.state, doubt.choice, doubt.settled_by) == ("settled", "แก้ตามหัวหนังสือ", by.user)
    decision = Decision.objects.get(path="number")
    assert (decision.was, decision.value) == ("ฉช ๐๐๑๙/ว ๔๑๐๑", "ฉช 0019/ว 9")
    arrival.letter.refresh_from_db()
    assert arrival.letter.number_key == "ฉช0019/ว9"
    assert arrival.letter.readings.get().record["number"] == "ฉช ๐๐๑๙/ว ๔๑๐๑"
    assert confirmed_record(arrival.letter)["provenance"]["number"].by == "นายคราม ย้อมใจ"


def test_the_second_to_answer_is_told_who_was_first(actor):
    doubt = doubted(brought_in(actor("province24")), number="ฉช 0019/ว 9")
    settle_doubt(doubt=doubt, choice_index=1, by=actor("province24"))
    with pytest.raises(Stale, match=r"นายคราม ย้อมใจ เมื่อ .* เวลา .* น\."):
        settle_doubt(doubt=doubt, choice_index=0, by=actor("province24"))
    assert not Decision.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_answering_at_once_one_wins(actor):
    by = actor("province24")
    doubt = doubted(brought_in(by), number="ฉช 0019/ว 9")
    start, told = threading.Barrier(2), []

    def one(choice: int) -> None:
        start.wait()
        try:
            settle_doubt(doubt=doubt, choice_index=choice, by=by)
        except Stale as stale:
            told.append(stale.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[choice]) for choice in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    doubt.refresh_from_db()
    assert doubt.choice in told[0]


def test_an_own_answer_is_read_like_any_field(actor):
    by = actor("province24")
    arrival = brought_in(by)
    doubt = doubted(arrival, directives__0__deadline__date="2023-09-29")
    with pytest.raises(Refused, match="กุมภาพันธ์") as refusal:
        settle_doubt(doubt=doubt, own_values={"directives.0.deadline.date": "31 กุมภาพันธ์ 2566"}, by=by)
    assert refusal.value.field == "directives.0.deadline.date"
    settle_doubt(doubt=doubt, own_values={"directives.0.deadline.date": "๒๘ ก.ย. ๖๖"}, by=by)
    assert confirmed_record(arrival.letter)["directives"][0]["deadline"]["date"] == "2023-09-28"


@pytest.mark.parametrize(
    "answer", [{}, {"choice_index": 7}, {"choice_index": -1}, {"own_values": {"subject": "อื่น"}}]
)
def test_an_answer_must_belong_to_the_question(actor, answer):
    by = actor("province24")
    with pytest.raises(Refused):
        settle_doubt(doubt=doubted(brought_in(by), number="1"), by=by, **answer)


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("date", "๒๑ กันยายน ๒๕๖๖", {"be": "๒๑ กันยายน ๒๕๖๖", "iso": "2023-09-21"}),
        ("subject", "เรื่อง\n ใหม่ ", "เรื่อง ใหม่"),
        ("addressees", "นายอำเภอ\n\nนายกเทศมนตรี", ["นายอำเภอ", "นายกเทศมนตรี"]),
        ("province", "จังหวัดเชียงใหม่", "เชียงใหม่"),
        ("urgency", "", None),
        ("directives.0.quota.min", "๑,๒๐๐", 1200),
        ("directives.0.deadline", "29 ก.ย. 2566", {"kind": "once", "date": "2023-09-29"}),
        ("directives.0.quota.per", "district", "district"),
    ],
)
def test_a_field_is_corrected_by_hand(actor, path, typed, value):
    by = actor("province24")
    letter = brought_in(by).letter
    correct(reading=letter.readings.get(), path=path, value=typed, by=by)
    assert value_at(confirmed_record(letter), path) == value


@pytest.mark.parametrize(
    ("path", "typed", "says"),
    [
        ("date", "31 กุมภาพันธ์ 2566", "กุมภาพันธ์"),
        ("subject", " ", "ว่างไม่ได้"),
        ("province", "อโยธยา", "ไม่พบจังหวัด"),
        ("urgency", "ด่วนจี๋", "ไม่อยู่ในรายการ"),
        ("directives.0.quota.min", "สอง", "จำนวนเต็ม"),
        ("directives.0.quota.min", "-1", "จำนวนเต็ม"),
        ("directives.99.actor", "อำเภอ", "ไม่พบรายการ"),
        ("evidence", "x", "แก้ด้วยมือไม่ได้"),
    ],
)
def test_a_wrong_correction_is_refused_at_its_field(actor, path, typed, says):
    by = actor("province24")
    with pytest.raises(Refused, match=says) as refusal:
        correct(reading=brought_in(by).letter.readings.get(), path=path, value=typed, by=by)
    assert refusal.value.field == path


def test_an_instruction_that_is_none_is_struck_out(actor):
    by = actor("province24")
    letter = brought_in(by).letter
    before = confirmed_record(letter)["directives"]
    correct(reading=letter.readings.get(), path="directives.0", value="", reason="เป็นความเป็นมา", by=by)
    after = confirmed_record(letter)["directives"]
    assert [made["index"] for made in after] == [made["index"] for made in before if made["index"]]


def test_a_reopened_doubt_loses_its_answer(actor):
    by = actor("province24")
    letter = confirmed(by)
    doubt = doubted(_arrival_of(letter), number="ฉช 0019/ว 9")
    settle_doubt(doubt=doubt, choice_index=0, by=by)
    reopen_doubt(doubt=doubt, by=by)
    letter.refresh_from_db()
    assert (letter.number, letter.state) == ("ฉช 0019/ว 4101", "read")
    assert list(open_doubts(letter)) == [doubt]
    with pytest.raises(Stale):
        reopen_doubt(doubt=doubt, by=by)


def _arrival_of(letter):
    return Arrival(letter, letter.receipts.get())


def test_nothing_read_changes_after_something_was_issued(actor):
    by = actor("province24")
    letter = confirmed(by)
    passed_on(letter=letter, to=[], by=by)
    with pytest.raises(Refused, match="ออกข้อสั่งการ"):
        correct(reading=letter.readings.get(), path="subject", value="อื่น", by=by)


def test_a_letter_with_a_doubt_is_not_confirmed(actor):
    by = actor("province24")
    arrival = brought_in(by)
    settle_all(arrival.letter, by)
    doubted(arrival, number="1")
    with pytest.raises(Refused, match="ยังเหลือ 1 ข้อ"):
        confirm_letter(letter=arrival.letter, by=by)


def test_confirming_fills_the_header_and_finds_the_issuer(actor):
    letter = confirmed(actor("province24"))
    assert (letter.state, letter.issuer.code) == ("confirmed", "governor-24")
    with pytest.raises(Stale, match="ยืนยันแล้ว"):
        confirm_letter(letter=letter, by=actor("province24"))


def test_a_number_corrected_into_anothers_is_asked_about(actor):
    by = actor("province24")
    confirmed(by)
    letter = brought_in(by, number="ฉช ๐๐๑๙/ว ๔๑๐๗", least="๓").letter
    settle_all(letter, by)
    correct(reading=letter.readings.get(), path="number", value="ฉช 0019/ว 4101", by=by)
    with pytest.raises(Refused, match="มีในระบบแล้ว"):
        confirm_letter(letter=letter, by=by)
    settle_doubt(doubt=open_doubts(letter).get(), choice_index=0, by=by)
    assert confirm_letter(letter=letter, by=by).state == "confirmed"


def test_a_rescan_gives_way_to_the_letter_before_it(actor):
    first = brought_in(actor("province24"))
    second = brought_in(actor("district2402"), least="๓")
    doubt = open_doubts(second.letter).get(kind="same_number")
    settle_doubt(doubt=doubt, choice_index=1, by=actor("district2402"))
    second.letter.refresh_from_db()
    assert second.letter.state == "cancelled"
    assert {receipt.office.code for receipt in first.letter.receipts.all()} == {"cdd-24", "cdd-2402"}


def test_only_offices_that_hold_the_letter_may_decide(actor):
    arrival = brought_in(actor("province24"))
    doubt = doubted(arrival, number="1")
    for stranger in ("district2402", "clerk24", "local24"):
        with pytest.raises(PermissionDenied):
            settle_doubt(doubt=doubt, choice_index=0, by=actor(stranger))


def test_a_misread_code_is_mended_in_number_and_reference_at_once(actor, seed):
    by = actor("province24")
    letter = bring_in(data=seed("004"), name="004.txt", by=by).letter
    code = next(doubt for doubt in open_doubts(letter) if "number" in doubt.fields)
    settle_doubt(doubt=code, choice_index=0, by=by)
    assert letter.references.get().number == "ฉช 0019/ว 2962"
    settle_all(letter, by)
    letter = confirm_letter(letter=letter, by=by)
    assert (letter.number, letter.dated) == ("ฉช 0019/ว 5465", date(2023, 9, 26))
    assert letter.issuer.code == "governor-24"


@given(st.sampled_from(LetterState), st.sampled_from(LetterState))
def test_a_letter_never_returns_from_its_end(now, then):
    if now in (LetterState.RECALLED, LetterState.CANCELLED):
        assert not may_follow(LETTER_STEPS, now, then)
    if now == LetterState.SENT:
        assert may_follow(LETTER_STEPS, now, then) == (then == LetterState.RECALLED)
    assert not may_follow(LETTER_STEPS, now, now)


@given(st.lists(st.sampled_from(ReceiptState), max_size=6))
def test_nothing_is_cascaded_that_was_not_registered(walk):
    state, seen = ReceiptState.ARRIVED, [ReceiptState.ARRIVED]
    for then in walk:
        if may_follow(RECEIPT_STEPS, state, then):
            state = then
            seen.append(then)
    if ReceiptState.CASCADED in seen:
        assert ReceiptState.REGISTERED in seen[: seen.index(ReceiptState.CASCADED)]


_STEPS = st.one_of(st.from_regex(r"[a-z]{1,4}", fullmatch=True), st.integers(0, 2).map(str))
PATHS = st.lists(_STEPS, min_size=1, max_size=4)


@given(PATHS.filter(lambda steps: not steps[0].isdecimal()), st.integers())
def test_what_is_laid_at_a_path_is_found_there(steps, value):
    record: dict = {}
    lay(record, ".".join(steps), value)
    assert value_at(record, ".".join(steps)) == value
