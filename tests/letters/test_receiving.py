"""A paper in an office: every legal act works and leaves its step; every other is refused and changes nothing."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from saan.accounts.models import Appointment, User
from saan.accounts.policy import Actor
from saan.kernel.dates import now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.actions import close, register, settle_doubt
from saan.letters.actions.handling import (
    accept,
    done,
    forward_up,
    give_back,
    note_only,
    order,
    present,
    reply,
    report,
)
from saan.letters.actions.receipts import passed_on, reopen
from saan.letters.actions.registering import check, mark_duplicate, mark_wrong, reject, wrong_number
from saan.letters.actions.routing import bounce, mark_opened, retrieve, route
from saan.letters.models import Letter, LetterStep, Receipt, RegisterEntry
from saan.letters.queries import letters_visible_to, open_doubts
from saan.letters.queries.way import asked_of, mine, twins_of, way_of
from saan.letters.receiving import MOVES, NUMBERED, Event, after, may_happen
from saan.letters.rules import RECEIPT_STEPS, ReceiptState, may_follow
from saan.organisations.actions import add_unit, end_unit
from tests.factories.letters import brought_in

R = ReceiptState


@pytest.fixture
def clerk(actor):
    return actor("clerk24")


@pytest.fixture
def head(actor):
    return actor("province24")


@pytest.fixture
def receipt(clerk):
    return brought_in(clerk).receipt


@pytest.fixture
def registered(receipt, clerk):
    return register(receipt=receipt, by=clerk)


@pytest.fixture
def presented(registered, clerk, head):
    return present(receipt=registered, to=head.user, note="เพื่อโปรดพิจารณา", by=clerk)


@pytest.fixture
def unit(clerk, actor):
    """A unit of the provincial office with one person in it."""
    office = add_unit(office=clerk.office, name="กลุ่มงานทดสอบ", by=actor("admin"))
    return worker(office, "unit-test", "นางสาวกลุ่ม งานทดสอบ")


def worker(office, username: str, name: str) -> Actor:
    user = User.objects.create_user(username, "x", full_name=name)
    post = Appointment.objects.create(
        user=user, office=office, role="unit-officer", position="หัวหน้ากลุ่มงาน", starts=date(2020, 1, 1)
    )
    return Actor(user, post)


def in_state(receipt: Receipt, state: ReceiptState, clerk, head) -> Receipt:
    """The paper put there directly, whole in every other way, before the head as its turn."""
    numbered = state in NUMBERED
    Receipt.objects.filter(pk=receipt.pk).update(
        state=state, number=1 if numbered else None, year_be=2569 if numbered else None,
        registered_at=now() if numbered else None, registered_by=clerk.user if numbered else None,
        closed_at=now(), closed_by=clerk.user, remark="รับทราบ",
    )  # fmt: skip
    for event in (Event.PRESENT, Event.ORDER):
        LetterStep.objects.create(
            letter=receipt.letter, receipt=receipt, event=event, after=state, position="ทดสอบ",
            assigned_to=head.user, taken_by=head.user,
        )  # fmt: skip
    receipt.refresh_from_db()
    return receipt


def act(event: Event, receipt: Receipt, *, clerk, head, unit, twin: Letter, answer: Letter):
    """The act of each event, done by whoever would be allowed to do it."""
    return {
        Event.ARRIVE: lambda: route(receipt=receipt.parent, to=[receipt.office], by=clerk),
        Event.CHECK: lambda: check(receipt=receipt, by=clerk),
        Event.REJECT: lambda: reject(receipt=receipt, reason="ไม่ใช่ของเรา", by=clerk),
        Event.MARK_WRONG: lambda: mark_wrong(receipt=receipt, reason="ขาดหน้า 2", by=clerk),
        Event.DUPLICATE: lambda: mark_duplicate(receipt=receipt, of=twin, by=clerk),
        Event.REGISTER: lambda: register(receipt=receipt, by=clerk),
        Event.WRONG_NUMBER: lambda: wrong_number(receipt=receipt, reason="ลงผิดทะเบียน", by=clerk),
        Event.ROUTE: lambda: route(receipt=receipt, to=[unit.office], by=clerk),
        Event.RETRIEVE: lambda: retrieve(receipt=receipt, by=clerk),
        Event.PRESENT: lambda: present(receipt=receipt, to=head.user, by=clerk),
        Event.FORWARD_UP: lambda: forward_up(receipt=receipt, to=other_head(head), by=head),
        Event.ORDER: lambda: order(receipt=receipt, text="ดำเนินการ", to=[head.user], by=head),
        Event.NOTE_ONLY: lambda: note_only(receipt=receipt, by=head),
        Event.ACCEPT: lambda: accept(receipt=receipt, by=head),
        Event.RETURN: lambda: give_back(receipt=receipt, reason="ไม่ใช่หน้าที่", by=head),
        Event.REPLY: lambda: reply(receipt=receipt, answer=answer, by=head),
        Event.CASCADE: lambda: passed_on(letter=receipt.letter, to=[], by=head),
        Event.REPORT: lambda: report(receipt=receipt, note="รายงานแล้ว", by=head),
        Event.DONE: lambda: done(receipt=receipt, note="ทำแล้ว", by=head),
        Event.CLOSE: lambda: close(receipt=receipt, remark="รับทราบ", by=clerk),
        Event.REOPEN: lambda: reopen(receipt=receipt, reason="มีเรื่องเพิ่ม", by=clerk),
    }[event]


def other_head(head) -> User:
    """A second person who may order at the office."""
    user, new = User.objects.get_or_create(username="second-head", defaults={"full_name": "นายรอง สั่งแทน"})
    if new:
        Appointment.objects.create(
            user=user,
            office=head.office,
            role="province-officer",
            position="พัฒนาการจังหวัด",
            starts=date(2020, 1, 1),
        )
    return user


TRIED = [event for event in Event if event not in {Event.ARRIVE, Event.BOUNCE, Event.RECALL, Event.UNREGISTER,
                                                   Event.FILE, Event.UNFILE}]  # fmt: skip


def snapshot() -> tuple:
    return (
        list(Receipt.objects.order_by("pk").values()),
        list(LetterStep.objects.order_by("pk").values()),
        list(Act.objects.order_by("pk").values_list("pk", flat=True)),
        list(RegisterEntry.objects.order_by("pk").values()),
    )


@pytest.mark.parametrize("event", TRIED, ids=lambda each: each.value)
@pytest.mark.slow
def test_what_the_table_does_not_know_is_refused_and_changes_nothing(receipt, clerk, head, unit, event):
    other_head(head)
    refused = [state for state in R if not may_happen(event, state)]
    for state in refused:
        in_state(receipt, state, clerk, head)
        before = snapshot()
        doing = act(
            event, receipt, clerk=clerk, head=head, unit=unit, twin=receipt.letter, answer=receipt.letter
        )
        if (
            event == Event.CASCADE
        ):  # issuing directives is legal at any time; only the paper's state is at stake
            doing()
        else:
            with pytest.raises((Refused, PermissionDenied)):
                doing()
            assert snapshot() == before, state
        receipt.refresh_from_db()
        assert receipt.state == state
    assert refused


LEGAL = [(state, event) for event in TRIED for state in R if may_happen(event, state)]


@pytest.mark.parametrize(("state", "event"), LEGAL, ids=lambda each: each.value)
@pytest.mark.slow
def test_what_the_table_knows_happens_and_leaves_one_step(receipt, clerk, head, unit, state, event):
    twin = brought_in(clerk, number="ฉช ๐๐๑๙/ว ๔๒๐๐", subject="อีกเรื่อง").letter
    in_state(receipt, state, clerk, head)
    if state in NUMBERED:
        register_entry(receipt, clerk)
    answer = Letter.objects.create(
        direction="outgoing", state="sent", kind="external letter", number="ฉช 0019/9", issuer=clerk.office,
        dated=today(), subject="ตอบ", created_by=clerk.user,
    )  # fmt: skip
    known = LetterStep.objects.filter(receipt=receipt).count()
    act(event, receipt, clerk=clerk, head=head, unit=unit, twin=twin, answer=answer)()
    receipt.refresh_from_db()
    assert receipt.state == after(event, state)
    steps = LetterStep.objects.filter(receipt=receipt)
    step = steps.last()
    assert steps.count() == known + 1
    assert (step.event, step.before, step.after) == (event, state, receipt.state)
    assert step.position
    assert abs(step.taken_at - now()) < timedelta(minutes=1)


def register_entry(receipt, clerk) -> None:
    from saan.letters.actions import take_number

    entry = take_number(office=receipt.office, kind="incoming", letter=receipt.letter, by=clerk)
    Receipt.objects.filter(pk=receipt.pk).update(number=entry.number, year_be=entry.register.year_be)


def test_the_table_agrees_with_the_states():
    for event, move in MOVES.items():
        for state in move.since:
            assert move.then is None or may_follow(RECEIPT_STEPS, state, move.then), event
    reached = {state for move in MOVES.values() for state in (move.then,) if state}
    assert reached == set(R)


def test_every_step_of_the_states_has_an_event():
    known = {(state, move.then) for move in MOVES.values() for state in move.since}
    missing = {
        (state, then)
        for state, thens in RECEIPT_STEPS.items()
        for then in thens
        if (state, then) not in known
    }
    # left to the acts beside: a superior sends a paper back to the registry, the office acknowledges a circular
    assert missing <= {(R.PRESENTED, R.REGISTERED), (R.REGISTERED, R.ACKNOWLEDGED)}


# --- the way of one paper ---


def test_an_order_stays_as_written(presented, head, clerk):
    due = today() + timedelta(days=7)
    ordered = order(receipt=presented, text="มอบธุรการดำเนินการ", to=[clerk.user, head.user], due=due, by=head)
    steps = LetterStep.objects.filter(receipt=ordered, event="order")
    assert {step.assigned_to for step in steps} == {clerk.user, head.user}
    assert {step.due_on for step in steps} == {due}
    assert all("พัฒนาชุมชนชำนาญการพิเศษ" in step.position for step in steps)
    Appointment.objects.filter(pk=head.appointment.pk).update(position="ตำแหน่งใหม่")
    assert "พัฒนาชุมชนชำนาญการพิเศษ" in LetterStep.objects.filter(event="order").first().position
    assert set(asked_of(ordered)) == {clerk.user, head.user}


def test_only_the_one_before_whom_it_lies_orders(presented, head, clerk):
    second = other_head(head)
    by = Actor(second, second.appointments.get())
    with pytest.raises(PermissionDenied, match="นายคราม ย้อมใจ"):
        order(receipt=presented, text="ดำเนินการ", to=[head.user], by=by)
    forward_up(receipt=presented, to=second, note="เห็นควรอนุมัติ", by=head)
    assert order(receipt=presented, text="อนุมัติ", to=[head.user], by=by).state == R.ASSIGNED


def test_a_post_that_has_ended_orders_nothing(presented, registered, head, clerk):
    Appointment.objects.filter(user=head.user).update(ends=today() - timedelta(days=1))
    with pytest.raises(Refused, match="ตำแหน่ง"):
        order(receipt=presented, text="ดำเนินการ", to=[head.user], by=head)


def test_the_clerk_may_not_be_presented_to(registered, clerk):
    with pytest.raises(Refused, match="ไม่มีตำแหน่งที่สั่งการ"):
        present(receipt=registered, to=clerk.user, by=clerk)


def test_orders_name_people_of_the_office_and_days_to_come(presented, head, actor):
    with pytest.raises(Refused, match="ตำแหน่งที่มีผล"):
        order(receipt=presented, text="ดำเนินการ", to=[actor("district2402").user], by=head)
    with pytest.raises(Refused, match="ผ่านไปแล้ว"):
        order(receipt=presented, text="ดำเนินการ", to=[head.user], due=today() - timedelta(days=1), by=head)
    with pytest.raises(Refused, match="อย่างน้อยหนึ่งคน"):
        order(receipt=presented, text="ดำเนินการ", to=[], by=head)


def test_mine_is_what_waits_for_me(presented, head, clerk):
    assert [step.receipt for step in mine(head)] == [presented]
    order(receipt=presented, text="ดำเนินการ", to=[clerk.user], by=head)
    assert not mine(head)
    assert [step.event for step in mine(clerk)] == ["order"]
    accept(receipt=presented, by=clerk)
    assert mine(clerk)
    done(receipt=presented, note="จัดทำบัญชีแล้ว", by=clerk)
    assert not mine(clerk)


def test_what_comes_back_lies_before_the_one_who_ordered(presented, head, clerk):
    order(receipt=presented, text="ดำเนินการ", to=[clerk.user], by=head)
    back = give_back(receipt=presented, reason="เป็นงานของฝ่ายการเงิน", by=clerk)
    assert (back.state, asked_of(back)) == (R.PRESENTED, [head.user])


def test_who_was_not_named_takes_nothing_up(presented, head, clerk):
    order(receipt=presented, text="ดำเนินการ", to=[head.user], by=head)
    with pytest.raises(PermissionDenied):
        accept(receipt=presented, by=clerk)


def test_a_wrong_receive_number_is_burned_and_another_given(registered, clerk):
    again = wrong_number(receipt=registered, reason="ลงผิดวัน", by=clerk)
    assert (again.number, again.state) == (2, R.REGISTERED)
    burned = RegisterEntry.objects.get(number=1)
    assert (burned.remark, burned.cancelled_by) == ("ลงผิดวัน", clerk.user)
    assert again.letter.files.filter(role="stamped").count() == 1


def test_a_duplicate_leaves_the_office_with_the_first_paper(receipt, clerk, actor):
    first = brought_in(actor("district2402"), number="ฉช ๐๐๑๙/ว ๔๒๐๐").letter
    mark_duplicate(receipt=receipt, of=first, by=clerk)
    receipt.letter.refresh_from_db()
    assert receipt.letter.state == "cancelled"
    assert first.receipts.filter(office=clerk.office, state=R.ARRIVED).exists()
    with pytest.raises(Refused, match="อีกฉบับ"):
        mark_duplicate(receipt=first.receipts.get(office=clerk.office), of=first, by=clerk)


# --- into the units and back ---


def test_a_unit_registers_under_its_own_number_and_both_stamps(registered, clerk, unit):
    (child,) = route(receipt=registered, to=[unit.office], by=clerk)
    registered.refresh_from_db()
    assert (registered.state, child.parent, child.state) == (R.ROUTED, registered, R.ARRIVED)
    assert registered.letter in letters_visible_to(unit)
    child = register(receipt=child, by=unit)
    assert (child.number, child.office) == (1, unit.office)
    files = child.letter.files.filter(role="stamped")
    assert {file.office for file in files} == {clerk.office, unit.office}
    text = words_of_pdf(files.get(office=unit.office))
    assert text.count("เลขรับ") == 2


def words_of_pdf(held) -> str:
    import pypdfium2

    from saan.documents.queries import read_bytes

    with pypdfium2.PdfDocument(read_bytes(held.file)) as document:
        return document[0].get_textpage().get_text_range()


def test_a_new_number_stands_on_the_copies_of_the_units_too(registered, clerk, unit):
    (child,) = route(receipt=registered, to=[unit.office], by=clerk)
    register(receipt=child, by=unit)
    again = wrong_number(receipt=registered, reason="ลงผิดวัน", by=clerk)
    copy = child.letter.files.get(role="stamped", office=unit.office)
    numbers = re.findall(r"เลขรับ([๐-๙]+)", "".join(words_of_pdf(copy).split()))
    assert sorted(numbers) == ["๑", "๒"]
    assert again.number == 2


def test_papers_go_to_units_of_the_house_alone(registered, clerk, actor):
    with pytest.raises(Refused, match="ไม่ใช่หน่วยงานภายใน"):
        route(receipt=registered, to=[actor("district2402").office], by=clerk)
    with pytest.raises(Refused, match="อย่างน้อยหนึ่ง"):
        route(receipt=registered, to=[], by=clerk)


def test_a_unit_sends_back_and_may_be_sent_it_again(registered, clerk, unit):
    (child,) = route(receipt=registered, to=[unit.office], by=clerk)
    bounce(receipt=child, reason="เป็นของฝ่ายอำนวยการ", by=unit)
    registered.refresh_from_db()
    child.refresh_from_db()
    assert (registered.state, child.state) == (R.REGISTERED, R.REJECTED)
    (again,) = route(receipt=registered, to=[unit.office], by=clerk)
    assert (again.pk, again.state, again.opened_at) == (child.pk, R.ARRIVED, None)


def test_of_two_units_the_last_to_send_back_returns_it(registered, clerk, unit, actor):
    second = worker(add_unit(office=clerk.office, name="กลุ่มงานที่สอง", by=actor("admin")), "u2", "นายสอง")
    first_child, second_child = route(receipt=registered, to=[unit.office, second.office], by=clerk)
    bounce(receipt=first_child, reason="ไม่ใช่", by=unit)
    registered.refresh_from_db()
    assert registered.state == R.ROUTED
    bounce(receipt=second_child, reason="ไม่ใช่", by=second)
    registered.refresh_from_db()
    assert registered.state == R.REGISTERED


def test_it_is_taken_back_before_anybody_opened_it(registered, clerk, unit):
    (child,) = route(receipt=registered, to=[unit.office], by=clerk)
    assert retrieve(receipt=registered, by=clerk).state == R.REGISTERED
    child.refresh_from_db()
    assert child.state == R.RECALLED
    (child,) = route(receipt=registered, to=[unit.office], by=clerk)
    assert mark_opened(receipt=child, by=unit)
    assert not mark_opened(receipt=child, by=unit)
    with pytest.raises(Stale, match="เปิดอ่านแล้ว"):
        retrieve(receipt=registered, by=clerk)


def test_a_unit_sees_what_was_ordered_above(presented, clerk, head, unit):
    order(receipt=presented, text="มอบกลุ่มงานทดสอบ", to=[clerk.user], by=head)
    Receipt.objects.filter(pk=presented.pk).update(state=R.REGISTERED)
    (child,) = route(receipt=presented, to=[unit.office], by=clerk)
    told = [step.note for step in way_of(child.letter, child, unit)]
    assert "มอบกลุ่มงานทดสอบ" in told


def test_a_stranger_does_nothing(receipt, actor, registered):
    stranger = actor("district2402")
    for forbidden in (check, register):
        with pytest.raises(PermissionDenied):
            forbidden(receipt=receipt, by=stranger)
    with pytest.raises(PermissionDenied):
        wrong_number(receipt=registered, reason="x", by=stranger)


def test_a_unit_ends_and_is_sent_nothing_more(registered, clerk, unit, actor):
    end_unit(unit=unit.office, by=actor("admin"))
    with pytest.raises(Refused, match="ไม่ใช่หน่วยงานภายใน"):
        route(receipt=registered, to=[unit.office], by=clerk)


# --- a number alone opens nobody's letter ---


def test_a_number_known_by_heart_opens_no_letter_of_another_office(clerk, actor):
    stranger = actor("district2405")
    theirs = brought_in(clerk, number="ฉช ๐๐๑๙/๔๓๐๐").letter
    copied = brought_in(stranger, number="ฉช ๐๐๑๙/๔๓๐๐", subject="เรื่องที่แต่งขึ้น")
    assert copied.noticed == ()
    assert not open_doubts(copied.letter).filter(kind="same_number").exists()
    assert twins_of(copied.letter, stranger) == []
    with pytest.raises(Refused, match="เห็นได้"):
        mark_duplicate(receipt=copied.receipt, of=theirs, by=stranger)
    assert not letters_visible_to(stranger).filter(pk=theirs.pk).exists()


def test_the_key_of_a_letter_is_chosen_and_never_typed(clerk, actor):
    stranger = actor("district2405")
    theirs = brought_in(clerk, number="ฉช ๐๐๑๙/๔๓๐๐").letter
    brought_in(stranger, number="ฉช ๐๐๑๙/๔๔๐๐")
    second = brought_in(stranger, number="ฉช ๐๐๑๙/๔๔๐๐", least="๓")
    doubt = open_doubts(second.letter).get(kind="same_number")
    with pytest.raises(Refused, match="ไม่เกี่ยวกับ"):
        settle_doubt(doubt=doubt, own_values={"duplicate_of": str(theirs.pk)}, by=stranger)
    doubt.suggestions[1]["sets"]["duplicate_of"] = theirs.pk
    doubt.save()
    with pytest.raises(Refused, match="ไม่พบฉบับ"):
        settle_doubt(doubt=doubt, choice_index=1, by=stranger)
    assert not letters_visible_to(stranger).filter(pk=theirs.pk).exists()
