"""The Nawatwithi letter, the news and the registry's work as the demonstration tells them, whatever the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.demonstration.calendar import nawatwithi_days, news_days, on_day, story_days
from saan.demonstration.loading import load_ground
from saan.demonstration.stories import nawatwithi, news, saraban
from saan.directives.models import Directive, Obligation
from saan.directives.queries import desk_of
from saan.geography.models import Area
from saan.kernel.fiscal import fiscal_year_of
from saan.kernel.workdays import is_workday
from saan.letters.actions.signing import sign
from saan.letters.models import Doubt, Letter, RegisterEntry
from saan.letters.queries import chain_of, confirmed_record, listed
from saan.letters.queries.keeping import loans_out, survey_of
from saan.letters.reader import read
from saan.letters.rules import LetterState
from saan.outreach.models import Story
from saan.tourism.queries import rollup

LOADED = [date(2026, 11, 21), date(2026, 10, 1), date(2027, 4, 14)]


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_nawatwithi_days_keep_the_forty_nine_days(loaded: date) -> None:
    days = nawatwithi_days(loaded)
    assert (days.issued - days.memo).days == 49
    assert days.memo - days.cited == days.arrived - days.memo == timedelta(1)
    assert all(map(is_workday, (days.memo, days.arrived, days.handed, days.issued, days.seen)))
    assert days.seen < story_days(loaded).issued - timedelta(weeks=7)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_news_days_lie_in_one_month_before_every_letter(loaded: date) -> None:
    first, last = news_days(loaded)
    assert (first.weekday(), last - first, first.month) == (4, timedelta(1), last.month)
    assert last < nawatwithi_days(loaded).memo


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_letter_is_read_as_two_papers_with_one_doubt_on_any_day(loaded: date) -> None:
    days = nawatwithi_days(loaded)
    record = read(nawatwithi._text(days).decode()).record
    assert [paper["date"]["iso"] for paper in record["embedded"]] == [days.memo.isoformat()]
    assert [stamp["number"] for stamp in record["receive_stamps"]] == ["3568", "1016", "195"]
    assert [doubt["kind"] for doubt in record["doubts"]] == ["reference_date_mismatch"]
    assert [each["deadline"] for each in record["directives"]] == [None]


@pytest.mark.slow
@pytest.mark.parametrize("loaded", LOADED)
def test_the_letter_stands_in_the_middle_of_its_way(db: None, actor, loaded: date) -> None:
    with on_day(loaded):
        letter = nawatwithi.tell(loaded)
        states = Obligation.objects.filter(directive__letter=letter).values_list("state", flat=True)
        assert sorted(states) == ["acknowledged"] * 7 + ["delivered"] + ["done"] * 3
        assert not Obligation.objects.filter(directive__letter=letter, due_on__isnull=False).exists()
        assert not any(task.late for code in (2401, 2410) for task in desk_of(actor(f"district{code}")))
        found = rollup(Area.objects.get(code=24), fiscal_year_be=fiscal_year_of(loaded).be)
        assert (found.figures.excused, found.figures.coordinated) == (6, 28)
        assert found.figures.budget.disbursed_share != found.figures.budget.settled_share
        assert sum(line.figures.projects for line in found.children) == found.figures.projects == 5
        silent = {line.area.code: line.figures.silent for line in found.children}
        assert [silent[code] for code in nawatwithi.DONE] == [0, 0, 0]
    chain = chain_of(letter, actor("province24"))
    assert chain.longest is not None
    assert chain.longest.days == 47
    assert not any(hop.unsettled for hop in chain.hops)
    assert confirmed_record(letter)["embedded"][0]["kind"] == "memo"


@pytest.mark.slow
@pytest.mark.parametrize("loaded", LOADED)
def test_news_is_an_event_with_its_words_and_a_draft_for_the_public(db: None, actor, loaded: date) -> None:
    made = news.tell(loaded)
    assert (made.starts_on, made.ends_on) == news_days(loaded)
    assert (made.attendance, made.attendance_about, len(made.partners)) == (500, True, 5)
    assert set(made.words) == {"name", "days", "time", "place", "host", "attendance", "partners"}
    assert Story.objects.get(event=made).state == "draft"
    assert not Directive.objects.exists()
    assert not Doubt.objects.filter(state="open").exists()
    assert not listed(actor("province24"), state="to-register").exists()


@pytest.mark.slow
@pytest.mark.parametrize("loaded", [date(2026, 11, 22), date(2027, 1, 2)])
def test_the_registrys_screens_show_something_alive(db: None, actor, loaded: date) -> None:
    with on_day(loaded):
        load_ground(password="x")
        saraban.tell_of_old(loaded)
        circular = saraban.tell(loaded)
        clerk = actor("clerk24")
        onward = circular.onward.get()
        told = onward.receipts.count(), onward.receipts.filter(acknowledged_at__isnull=False).count()
        assert told == (11, 6)
        assert loans_out(clerk).count() == 1
        assert survey_of(clerk).due == 2
        lines = RegisterEntry.objects.filter(
            register__kind="outgoing", register__office=clerk.office.issuing_body
        )
        kept = lines.filter(reserved_until__isnull=False, letter__isnull=True, cancelled_at__isnull=True)
        assert (lines.count(), kept.count(), lines.exclude(cancelled_at=None).count()) == (3, 1, 1)
        waits = Letter.objects.get(state=LetterState.APPROVED)
        assert waits.issuer == clerk.office
        assert sign(letter=waits, by=actor("province24")).signature["order_reference"] == "คำสั่งสมมติที่ 1/2566"
