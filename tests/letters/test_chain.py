"""How long a matter lay where, from the dates on papers alone."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.letters.chain import (
    ARCHIVE_AFTER,
    Mark,
    MarkKind,
    chain,
    cited_marks,
    clock_of,
    marks_of,
    stands_on_attached,
)
from saan.letters.reader import read

LETTER = {"kind": "external letter", "number": "ฉช ๐๐๑๙/ว ๓๓๓", "date": {"iso": "2019-03-05"}}
MEMO = {
    "kind": "memo",
    "number": "มท 0404.2/00625",
    "date": {"iso": "2019-01-15"},
    "issuing_office": "กรมสมมติ",
}


def mark(day: date, kind: MarkKind = MarkKind.STAMP, who: str = "ก", **more) -> Mark:
    return Mark(kind, day, f"{who} {day}", who, **more)


@pytest.fixture
def seed_000(seed):
    return read(seed("000").decode()).record


def test_the_first_seed_took_forty_nine_days(seed_000):
    marks, undated = marks_of(seed_000, letter=1)
    found = chain(marks, undated=undated)
    assert [str(hop.mark.on) for hop in found.hops] == [
        "2019-01-15", "2019-01-16", "2019-01-16", "2019-01-17", "2019-03-05",
    ]  # fmt: skip
    assert found.hops[3].mark.at == time(13, 4)
    _, days, workdays = found.until(MarkKind.LETTER, letter=1)
    assert (days, workdays) == (49, 34)
    assert (found.longest.days, found.longest.lay_with) == (47, "สพค.")


def test_its_stamps_stand_on_the_memo(seed_000):
    assert all(stands_on_attached(seed_000, stamp) for stamp in seed_000["receive_stamps"])
    assert not stands_on_attached({**seed_000, "embedded": []}, seed_000["receive_stamps"][0])


def test_a_doubt_about_a_date_stands_at_its_mark(seed_000):
    doubted = {"embedded.0.date": ("ลงวันที่ 14 หรือ 15", True)}
    marks, _ = marks_of(seed_000, doubts=doubted)
    first = chain(marks).hops[0]
    assert (first.doubt, first.unsettled) == ("ลงวันที่ 14 หรือ 15", True)


def test_a_stamp_older_than_its_paper_is_a_contradiction():
    stamp = {"office": "กรม", "number": "1", "date": "2019-01-10", "time": None}
    marks, _ = marks_of({**LETTER, "embedded": [MEMO], "receive_stamps": [stamp]})
    hop = chain(marks).hops[0]
    assert hop.unsettled
    assert "ก่อนเอกสารซึ่งลงวันที่ 15 ม.ค. 2562" in hop.doubt


def test_what_has_no_date_is_named_and_not_placed():
    stamp = {"office": "กรม", "number": "๑๒", "date": None, "time": None}
    marks, undated = marks_of({**LETTER, "embedded": [{**MEMO, "date": None}], "receive_stamps": [stamp]})
    assert [each.kind for each in marks] == [MarkKind.LETTER]
    assert undated == ["บันทึกข้อความ ที่ มท 0404.2/00625", "กรม ลงรับ เลขรับ 12"]


def test_an_old_file_brought_in_late_delays_nobody():
    day = date(2019, 3, 5)
    late = mark(day + timedelta(days=ARCHIVE_AFTER + 1), MarkKind.RECEIPT)
    found = chain([mark(day - timedelta(days=9)), mark(day, MarkKind.LETTER), late])
    assert found.hops[2].archived
    assert found.longest is found.hops[1]


def test_on_one_day_the_paper_comes_before_its_stamp():
    day = date(2024, 12, 9)
    found = chain([mark(day, MarkKind.RECEIPT), mark(day, MarkKind.STAMP), mark(day, MarkKind.ATTACHED)])
    assert [hop.mark.kind for hop in found.hops] == [MarkKind.ATTACHED, MarkKind.STAMP, MarkKind.RECEIPT]
    assert found.longest is None


def test_a_cited_letter_is_told_once():
    cited = [("มท ๐๔๐๔.๒/๐๐๖๒๕", date(2019, 1, 14), ""), ("มท 0211.6/ว 1", date(2018, 1, 1), "กระทรวง")]
    marks = cited_marks(cited, {"embedded": [MEMO]}, beside=["อื่น"])
    assert [(each.what, each.who) for each in marks] == [("หนังสือที่อ้างถึง ที่ มท 0211.6/ว 1", "กระทรวง")]


@pytest.mark.parametrize(
    ("printed", "clock"),
    [
        ("13.๐4", time(13, 4)),
        ("๙:๓๐ น.", time(9, 30)),
        ("25.00", None),
        ("", None),
        (None, None),
        ("เช้า", None),
    ],
)
def test_a_stamps_hour(printed, clock):
    assert clock_of(printed) == clock


@given(
    st.lists(st.tuples(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.sampled_from(MarkKind)), max_size=9)
)
def test_the_hops_add_up_to_the_whole(given_marks):
    marks = [mark(day, kind, who=str(place)) for place, (day, kind) in enumerate(given_marks)]
    found = chain(marks)
    days = [hop.mark.on for hop in found.hops]
    assert days == sorted(days)
    assert sum(hop.days or 0 for hop in found.hops) == ((days[-1] - days[0]).days if days else 0)
    assert sum(hop.longest for hop in found.hops) <= 1
    waits = [hop.days or 0 for hop in found.hops if not hop.archived]
    assert found.longest is None or found.longest.days == max(waits)


def test_an_empty_chain_has_no_finding():
    assert chain([]).hops == ()
    assert chain([]).until(MarkKind.LETTER) is None
