"""Numbers by body, kept until a day, for papers outside Saan; and the books they stand in."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.letters.actions import cancel_number, register, start_after_paper, take_number
from saan.letters.actions.registers import PaperLine, number_outside
from saan.letters.actions.reserving import burn_expired, reserve_number, use_reserved
from saan.letters.models import Register, RegisterEntry
from saan.letters.numbering import printed_number
from saan.letters.queries import books
from saan.letters.rules import RegisterKind as K
from tests.factories.letters import brought_in

LINE = PaperLine(subject="ขอเชิญประชุม", to="นายอำเภอทุกอำเภอ")
SUMMER = datetime(2026, 6, 1, 3, tzinfo=UTC)


@pytest.fixture
def by(actor):
    return actor("clerk24")


def reserve(by, until=None, kind=K.OUTGOING):
    return reserve_number(office=by.office, kind=kind, purpose="หนังสือด่วน", until=until or today(), by=by)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (K.OUTGOING, "ฉช 0019/12"),
        (K.CIRCULAR, "ฉช 0019/ว 12"),
        (K.ORDER, "12/2569"),
        (K.MEMO, "ฉช 0019/12"),
        (K.INCOMING, "12"),
    ],
)
def test_numbers_are_printed_by_their_kind(kind, words):
    assert printed_number(kind, prefix="ฉช 0019", number=12, year_be=2569) == words


def test_the_clerk_numbers_though_it_does_not_sign(by):
    assert take_number(office=by.office, kind=K.OUTGOING, letter=None, by=by).number == 1


def test_an_office_numbers_as_its_body_or_as_itself_and_as_nobody_else(by, actor):
    own = take_number(office=by.office, kind=K.OUTGOING, letter=None, by=by, body=by.office)
    bodys = take_number(office=by.office, kind=K.OUTGOING, letter=None, by=by, body=by.office.issuing_body)
    assert (own.register.office, bodys.register.office) == (by.office, by.office.issuing_body)
    assert (own.number, bodys.number) == (1, 1)
    with pytest.raises(Refused, match="เฉพาะของ"):
        take_number(office=by.office, kind=K.OUTGOING, letter=None, by=by, body=actor("local24").office)
    with pytest.raises(Refused, match="เฉพาะของ"):
        take_number(office=by.office, kind=K.INCOMING, letter=None, by=by, body=by.office.issuing_body)


def test_a_paper_outside_has_its_line(by):
    entry = number_outside(office=by.office, kind=K.CIRCULAR, line=LINE, by=by)
    assert (entry.paper_number, entry.subject_line, entry.to_line) == ("ฉช 0019/ว 1", LINE.subject, LINE.to)
    order = number_outside(office=by.office, kind=K.ORDER, line=PaperLine(subject="แต่งตั้งคณะทำงาน"), by=by)
    assert order.paper_number == f"1/{order.register.year_be}"


def test_a_line_says_enough(by):
    for kind, line, field in (
        (K.OUTGOING, PaperLine(to="ใคร"), "subject"),
        (K.OUTGOING, PaperLine(subject="เรื่อง"), "to"),
        (K.INCOMING, PaperLine(subject="เรื่อง"), "sender"),
    ):
        with pytest.raises(Refused) as refused:
            number_outside(office=by.office, kind=kind, line=line, by=by)
        assert refused.value.field == field
    assert not RegisterEntry.objects.exists()


def test_a_secret_paper_has_a_number_and_no_subject(by):
    secret = PaperLine(subject="แผนลับมาก", sender="กรมการปกครอง", number="มท 0301/ล 5", secret=True)
    entry = number_outside(office=by.office, kind=K.INCOMING, line=secret, by=by)
    assert (entry.subject_line, entry.from_line, entry.paper_number) == (
        "เรื่องลับ",
        "กรมการปกครอง",
        "มท 0301/ล 5",
    )
    (line,) = books.lines_of_book(list(books.entries_of(books.book(by.office, K.INCOMING))), by)
    assert line.subject == "เรื่องลับ"


def test_a_reserved_number_waits_for_its_paper(by):
    kept = reserve(by)
    assert take_number(office=by.office, kind=K.OUTGOING, letter=None, by=by).number == 2
    used = use_reserved(entry=kept, line=LINE, by=by)
    assert (used.number, used.subject_line, used.paper_number) == (1, LINE.subject, "ฉช 0019/1")
    with pytest.raises(Stale, match="ใช้ไปแล้ว"):
        use_reserved(entry=kept, line=LINE, by=by)


@time_machine.travel(SUMMER, tick=False)
def test_a_number_is_kept_from_today_to_the_end_of_the_year(by):
    for day in (today() - timedelta(days=1), date(2027, 1, 1)):
        with pytest.raises(Refused, match="สิ้นสุดพร้อมปี"):
            reserve(by, until=day)
    with pytest.raises(Refused, match="จองไว้ล่วงหน้าไม่ได้"):
        reserve(by, kind=K.INCOMING)
    assert reserve(by, until=date(2026, 12, 31)).reserved_until == date(2026, 12, 31)


def test_what_was_kept_too_long_is_burned_with_its_reason(by):
    with time_machine.travel(SUMMER, tick=False):
        kept = reserve(by)
        other = reserve(by, until=date(2026, 6, 3))
        assert burn_expired() == 0
    with time_machine.travel(SUMMER + timedelta(days=1), tick=False):
        assert books.reserved_at(by)[0].state == "expired"
        with pytest.raises(Refused, match="หมดเวลา"):
            use_reserved(entry=kept, line=LINE, by=by)
        assert burn_expired() == 1
        assert burn_expired() == 0
        with pytest.raises(Stale):
            use_reserved(entry=kept, line=LINE, by=by)
        use_reserved(entry=other, line=LINE, by=by)
    kept.refresh_from_db()
    assert "ไม่ได้ใช้ภายในกำหนด" in kept.remark
    assert kept.cancelled_by == by.user


def test_a_number_used_outside_is_not_burned_later(by):
    with time_machine.travel(SUMMER, tick=False):
        use_reserved(entry=reserve(by), line=LINE, by=by)
    with time_machine.travel(SUMMER + timedelta(days=9), tick=False):
        assert burn_expired() == 0


def test_new_years_morning_in_bangkok_begins_at_one(by):
    """Half past midnight on 1 January in Bangkok is the day before in UTC."""
    with time_machine.travel(datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), tick=False):
        last = number_outside(office=by.office, kind=K.ORDER, line=LINE, by=by)
        number_outside(office=by.office, kind=K.ORDER, line=LINE, by=by)
    with time_machine.travel(datetime(2026, 12, 31, 17, 30, tzinfo=UTC), tick=False):
        first = number_outside(office=by.office, kind=K.ORDER, line=LINE, by=by)
    assert (last.paper_number, first.paper_number) == ("1/2569", "1/2570")
    assert first.paper_dated == date(2027, 1, 1)


def test_going_on_after_paper_in_either_register(by):
    start_after_paper(office=by.office, kind=K.OUTGOING, last_number=40, by=by, body=by.office)
    assert take_number(office=by.office, kind=K.OUTGOING, letter=None, by=by, body=by.office).number == 41
    assert take_number(office=by.office, kind=K.OUTGOING, letter=None, by=by).number == 1


def test_another_offices_register_is_not_ours_to_burn(by, actor):
    theirs = take_number(
        office=actor("district2402").office, kind=K.INCOMING, letter=None, by=actor("district2402")
    )
    with pytest.raises(PermissionDenied):
        cancel_number(entry=theirs, remark="x", by=by)
    assert theirs not in books.entries_visible_to(by)
    shared = take_number(office=actor("local24").office, kind=K.OUTGOING, letter=None, by=actor("local24"))
    assert shared in books.entries_visible_to(by)


# --- many at once ---


def at_once(count: int, act) -> list:
    """Whatever `act(place)` gives, from as many threads at one moment."""
    found, start = [], threading.Barrier(count)

    def one(place: int) -> None:
        start.wait()
        try:
            found.append(act(place))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[place]) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [50])
def test_many_at_once_get_one_to_n(actor, count):
    """Half of those who come take a number and fail, the others keep it; no gap shows that they were there."""
    by = actor("clerk24")

    def take(place: int) -> int | None:
        try:
            with transaction.atomic():
                number = take_number(office=by.office, kind=K.INCOMING, letter=None, by=by).number
                if place % 3 == 0:
                    raise RuntimeError
                return number
        except RuntimeError:
            return None

    kept = sorted(number for number in at_once(count, take) if number)
    assert kept == list(range(1, len(kept) + 1))
    assert len(kept) == count - len(range(0, count, 3))
    moments = list(RegisterEntry.objects.order_by("number").values_list("pk", flat=True))
    assert moments == sorted(moments), "the order of the numbers is the order in which they were taken"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_get_one_to_two_hundred(actor):
    """Two hundred requests through forty connections, as a server with a pool serves them."""
    by = actor("clerk24")

    def five(place: int) -> list[int]:
        return [take_number(office=by.office, kind=K.INCOMING, letter=None, by=by).number for _ in range(5)]

    numbers = [number for taken in at_once(40, five) for number in taken]
    assert sorted(numbers) == list(range(1, 201))
    assert Register.objects.get(office=by.office).last_number == 200


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_reserved_number_goes_to_one_paper(actor):
    by = actor("clerk24")
    kept = reserve(by)

    def use(place: int) -> str:
        try:
            return use_reserved(
                entry=kept, line=PaperLine(subject=f"ฉบับที่ {place}", to="ใคร"), by=by
            ).subject_line
        except Stale:
            return ""

    winners = [words for words in at_once(8, use) if words]
    kept.refresh_from_db()
    assert winners == [kept.subject_line]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_starting_after_paper_and_taking_never_meet(actor):
    by = actor("clerk24")

    def act(place: int) -> int | None:
        try:
            if place == 0:
                start_after_paper(office=by.office, kind=K.INCOMING, last_number=300, by=by)
                return None
            return take_number(office=by.office, kind=K.INCOMING, letter=None, by=by).number
        except Refused:
            return None

    numbers = sorted(number for number in at_once(12, act) if number)
    assert numbers in (list(range(1, 12)), list(range(301, 312)))


@given(
    st.lists(st.sampled_from(["take", "fail", "burn", "reserve", "use", "outside", "expire"]), max_size=14)
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.slow
def test_whatever_happens_every_number_has_its_line(actor, steps):
    by, day = actor("clerk24"), SUMMER
    with transaction.atomic():
        kept: list[RegisterEntry] = []
        for step in steps:
            with time_machine.travel(day, tick=False):
                day = _one(step, by, kept, day)
        entries = list(RegisterEntry.objects.filter(register__kind=K.OUTGOING).order_by("number"))
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
        assert all(entry.remark for entry in entries if entry.cancelled_at)
        transaction.set_rollback(True)


def _one(step: str, by, kept: list[RegisterEntry], day: datetime) -> datetime:
    if step == "expire":
        burn_expired()
        return day + timedelta(days=1)
    if step == "reserve":
        kept.append(reserve(by))
    elif step == "outside":
        kept.append(number_outside(office=by.office, kind=K.OUTGOING, line=LINE, by=by))
    elif step == "take":
        kept.append(take_number(office=by.office, kind=K.OUTGOING, letter=None, by=by))
    elif step == "fail":
        with pytest.raises(Refused):
            number_outside(office=by.office, kind=K.OUTGOING, line=PaperLine(), by=by)
    elif kept:
        _change(step, by, kept[-1])
    return day


def _change(step: str, by, entry: RegisterEntry) -> None:
    try:
        if step == "use":
            use_reserved(entry=entry, line=LINE, by=by)
        else:
            cancel_number(entry=entry, remark="พิมพ์ผิด", by=by)
    except Refused:
        pass


# --- the books ---


def test_a_book_shows_every_kind_of_line(by):
    receipt = register(receipt=brought_in(by).receipt, by=by)
    number_outside(office=by.office, kind=K.INCOMING, line=PaperLine(sender="อบต.", secret=True), by=by)
    burned = number_outside(office=by.office, kind=K.INCOMING, line=PaperLine(subject="x", sender="y"), by=by)
    cancel_number(entry=burned, remark="ลงซ้ำ", by=by)
    book = books.book(by.office, K.INCOMING)
    lines = books.lines_of_book(list(books.entries_of(book)), by)
    assert [line.number for line in lines] == [1, 2, 3]
    assert [line.state for line in lines] == ["used", "used", "burned"]
    assert lines[0].letter == receipt.letter
    assert lines[2].remark == "ลงซ้ำ"


@pytest.mark.parametrize(
    ("words", "count"), [("ว 4101", 1), ("ว ๔๑๐๑", 1), ("ขึ้นทะเบียน", 1), ("1", 2), ("ลับ", 1), ("ไม่มี", 0)]
)
def test_looking_in_a_book(by, words, count):
    register(receipt=brought_in(by).receipt, by=by)
    number_outside(office=by.office, kind=K.INCOMING, line=PaperLine(sender="อบต. 1", secret=True), by=by)
    book = books.book(by.office, K.INCOMING)
    assert books.entries_of(book, words=words).count() == count


def test_the_next_numbers_of_every_register(by):
    take_number(office=by.office, kind=K.OUTGOING, letter=None, by=by)
    found = {book.key: book.next for book in books.books_now(by.office)}
    assert {key.partition(".")[0] for key in found} == set(K)
    assert {key for key in found if key.endswith(".own")} & {"incoming.own", "memo.own"} == set()
    assert (found["outgoing"], found["outgoing.own"], found["incoming"]) == (2, 1, 1)
