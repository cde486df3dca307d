"""News of another province on its way: kept as news, an event with its evidence, a story begun for the public."""

from datetime import date

from saan.accounts.policy import Actor
from saan.demonstration.calendar import news_days, on_day
from saan.demonstration.people import actor
from saan.demonstration.texts import LETTERS
from saan.kernel.dates import format_short
from saan.kernel.workdays import next_workday
from saan.letters.actions import bring_in, confirm_letter, settle_doubt
from saan.letters.models import Letter
from saan.letters.queries import open_doubts, reading_of, record_of
from saan.outreach.actions import draft_story
from saan.tourism.actions import EventFacts, record_event
from saan.tourism.models import EventRecord
from saan.tourism.news import event_from_news
from saan.tourism.queries import area_named


def tell(loaded: date) -> EventRecord:
    """Bring the news in on the working day after, record its event and begin a story."""
    first, last = news_days(loaded)
    province = actor("province24")
    with on_day(next_workday(last)):
        letter = _kept(_text(first, last), province)
        event = _event(letter, province)
        draft_story(event=event, by=province)
    return event


def _text(first: date, last: date) -> bytes:
    said = {"first": format_short(first), "range": f"{first.day}-{format_short(last)}"}
    return (LETTERS / "news.txt").read_text(encoding="utf-8").format(**said).encode()


def _kept(data: bytes, by: Actor) -> Letter:
    letter = bring_in(data=data, name="ข่าวประชาสัมพันธ์ (สมมติ).txt", by=by).letter
    for doubt in open_doubts(letter):
        settle_doubt(doubt=doubt, choice_index=0, by=by)
    return confirm_letter(letter=letter, by=by)


def _event(letter: Letter, by: Actor) -> EventRecord:
    """What was read in the text, vouched for as it stands."""
    reading = reading_of(letter)
    assert reading is not None
    read = event_from_news(reading.text, record_of(reading))
    area = area_named(province=read.province, district=read.district)
    assert area is not None
    assert read.starts_on
    assert read.ends_on
    facts = EventFacts(
        name=read.name,
        starts_on=read.starts_on,
        ends_on=read.ends_on,
        start_time=read.start_time,
        place=read.place,
        area=area,
        host=read.host,
        attendance=read.attendance,
        attendance_about=read.attendance_about,
        partners=read.partners,
        words={part: {"text": words.text, "span": list(words.span)} for part, words in read.words.items()},
        source=f"{letter.get_kind_display()} เรื่อง {letter.subject}",
    )
    return record_event(facts=facts, by=by, confirmed=True)
