"""Stories for the public in words of our own."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from saan.outreach.rules import (
    EventSaid,
    days_said,
    story_words,
)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_days_name_both_ends(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    said = days_said(first, last)
    assert said.startswith(str(first.day))
    assert said.endswith(str(last.year + 543))
    assert ("ถึง" in said) == (length > 0)


def test_a_story_says_the_facts_in_its_own_words() -> None:
    event = EventSaid("มหกรรมมะม่วงสมมติ", date(2018, 6, 29), date(2018, 6, 30), "ลานวัดสมมติ", "อำเภอสมมติ", 1500, True,
                      ("กลุ่มสมมติ", "โรงเรียนสมมติ"))  # fmt: skip
    title, body = story_words(event)
    assert title == "มหกรรมมะม่วงสมมติ 29 ถึง 30 มิถุนายน 2561"
    assert body == (
        "อำเภอสมมติจัดมหกรรมมะม่วงสมมติ เมื่อวันที่ 29 ถึง 30 มิถุนายน 2561 ที่ลานวัดสมมติ\n\n"
        "มีผู้เข้าร่วมประมาณ 1,500 คน\n\nผู้ร่วมงาน ได้แก่ กลุ่มสมมติ และโรงเรียนสมมติ"
    )


def test_a_story_leaves_out_what_is_not_known() -> None:
    _, body = story_words(EventSaid("ประชุมสมมติ", date(2018, 6, 29), date(2018, 6, 29), "ที่ว่าการอำเภอสมมติ"))
    assert body == "มีการจัดประชุมสมมติ เมื่อวันที่ 29 มิถุนายน 2561 ที่ว่าการอำเภอสมมติ"
