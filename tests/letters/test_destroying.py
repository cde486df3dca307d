"""The yearly list: proposed, examined, approved, asked of the archives, carried out; what may never be destroyed."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.documents.models import StoredFile
from saan.documents.queries import place_of, read_bytes
from saan.kernel.dates import be_year, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.actions import keeping
from saan.letters.actions.keeping import (
    approve,
    archives_answered,
    carry_out,
    convene,
    decide,
    decide_rest,
    draw_up,
    hand_over,
    hold,
    leave_out,
    lend,
    list_also,
    mark_historical,
    send_back,
    send_to_archives,
)
from saan.letters.models import (
    DestructionItem,
    DestructionList,
    FiledPaper,
    Letter,
    LetterReading,
    RegisterEntry,
)
from saan.letters.queries import find
from saan.letters.queries.keeping import due_for, electronic_due_for, old_enough, survey_of
from saan.letters.rules import (
    LIST_STEPS,
    PAPER_STEPS,
    ListDecision,
    ListState,
    PaperState,
    ReceiptState,
    may_follow,
)
from tests.factories.keeping import COMMITTEE, before_archives, filed, old_paper, retention
from tests.factories.letters import brought_in

LAST = be_year(today()) - 1


def answered(made, by, wanted=()):
    return archives_answered(disposal=made, reference="ศธ 0401/1", answered_on=today(), wanted=wanted, by=by)


def test_a_list_goes_its_whole_way(actor):
    clerk, head = actor("clerk24"), actor("province24")
    paper = old_paper(clerk, "1")
    made = draw_up(office=clerk.office, year_be=LAST, by=clerk)
    paper.refresh_from_db()
    assert paper.state == PaperState.LISTED
    convene(disposal=made, committee=COMMITTEE, order_reference="คำสั่งที่ 1/2569", by=clerk)
    with pytest.raises(Refused, match="ยังไม่วินิจฉัย 1 รายการ"):
        approve(disposal=made, by=head)
    assert decide_rest(disposal=made, by=clerk) == 1
    with pytest.raises(PermissionDenied):
        approve(disposal=made, by=actor("auditor"))
    approve(disposal=made, by=head)
    send_to_archives(disposal=made, reference="ฉช 0019/9", by=clerk)
    with pytest.raises(Refused, match="รอคำตอบ"):
        carry_out(disposal=made, by=clerk)
    answered(made, clerk)
    made = carry_out(disposal=made, by=clerk)
    paper.refresh_from_db()
    assert (made.state, paper.state, paper.gone_by) == (ListState.DONE, PaperState.DESTROYED, clerk.user)
    assert Act.objects.filter(verb="letters.carry_out_list").count() == 1


def test_silence_of_sixty_days_is_consent(actor):
    clerk = actor("clerk24")
    paper = old_paper(clerk, "1")
    made = before_archives(clerk, actor("province24"), LAST)
    DestructionList.objects.filter(pk=made.pk).update(archives_sent_on=today() - timedelta(days=61))
    carry_out(disposal=made, by=clerk)
    paper.refresh_from_db()
    assert paper.state == PaperState.DESTROYED


def test_only_what_nothing_stands_against_is_proposed(actor):
    by = actor("clerk24")
    due = old_paper(by, "ครบ")
    old_paper(by, "ถาวร", code="historical")
    old_paper(by, "มีค่า", historical=True)
    old_paper(by, "คดี", hold_reason="คดีปกครอง")
    old_paper(by, "ยังไม่ครบ", year_be=LAST)
    wired = old_paper(by, "อีเมล", electronic=True)
    lent = old_paper(by, "ยืม")
    lend(paper=lent, borrower="ก", borrower_post="", approver="ข", purpose="ค", due_on=today(), by=by)
    assert list(due_for(by.office, LAST)) == [due]
    assert list(electronic_due_for(by.office, LAST)) == [wired]
    survey = survey_of(by)
    assert (survey.year_be, survey.due, survey.electronic, survey.open_list) == (LAST, 1, 1, None)
    made = draw_up(office=by.office, year_be=LAST, by=by)
    assert list_also(disposal=made, papers=[wired, lent], by=by) == 1
    assert [item.paper for item in made.items.all()] == [due, wired]
    assert survey_of(by).open_list == made


def test_a_year_that_goes_on_has_no_list(actor):
    by = actor("clerk24")
    old_paper(by, "1")
    with pytest.raises(Refused, match="ยังไม่สิ้นสุด"):
        draw_up(office=by.office, year_be=LAST + 1, by=by)
    with pytest.raises(Refused, match="ไม่มีหนังสือ"):
        draw_up(office=by.office, year_be=2559, by=by)
    draw_up(office=by.office, year_be=LAST, by=by)
    old_paper(by, "2")
    with pytest.raises(Stale, match="ยังไม่เสร็จ"):
        draw_up(office=by.office, year_be=LAST, by=by)
    with pytest.raises(PermissionDenied):
        draw_up(office=by.office, year_be=LAST, by=actor("district2402"))


def test_what_is_left_out_goes_back(actor):
    by = actor("clerk24")
    papers = [old_paper(by, str(number)) for number in range(3)]
    made = draw_up(office=by.office, year_be=LAST, by=by)
    leave_out(item=made.items.get(number=2), by=by)
    assert list(made.items.values_list("number", "paper")) == [(1, papers[0].pk), (2, papers[2].pk)]
    papers[1].refresh_from_db()
    assert papers[1].state == PaperState.STORED


def test_a_hold_placed_late_still_saves_the_paper(actor):
    clerk = actor("clerk24")
    held, marked, plain = (old_paper(clerk, str(number)) for number in range(3))
    made = before_archives(clerk, actor("province24"), LAST)
    hold(paper=held, reason="คดีปกครอง", by=clerk)
    mark_historical(paper=marked, historical=True, by=clerk)
    answered(made, clerk)
    carry_out(disposal=made, by=clerk)
    states = [FiledPaper.objects.get(pk=paper.pk).state for paper in (held, marked, plain)]
    assert states == [PaperState.STORED, PaperState.STORED, PaperState.DESTROYED]
    item = DestructionItem.objects.get(paper=held)
    assert (item.decision, item.reason) == (ListDecision.KEEP, "ห้ามทำลาย: คดีปกครอง")


def test_each_decision_goes_its_way(actor):
    clerk, head = actor("clerk24"), actor("province24")
    kept, given, wanted = (old_paper(clerk, str(number)) for number in range(3))
    made = draw_up(office=clerk.office, year_be=LAST, by=clerk)
    convene(disposal=made, committee=COMMITTEE, order_reference="1/2569", by=clerk)
    first, second, third = made.items.order_by("number")
    with pytest.raises(Refused, match="เหตุผล"):
        decide(item=first, decision=ListDecision.KEEP, reason=" ", by=clerk)
    decide(item=first, decision=ListDecision.KEEP, reason="ใช้อ้างอิง", by=clerk)
    decide(item=second, decision=ListDecision.HAND_OVER, reason="", by=clerk)
    decide(item=third, decision=ListDecision.DESTROY, reason="", by=clerk)
    approve(disposal=made, by=head)
    with pytest.raises(Stale, match="ขั้น"):
        decide(item=third, decision=ListDecision.DESTROY, reason="", by=clerk)
    send_to_archives(disposal=made, reference="ฉช 0019/9", by=clerk)
    answered(made, clerk, wanted=[third.pk])
    carry_out(disposal=made, by=clerk)
    states = [FiledPaper.objects.get(pk=paper.pk).state for paper in (kept, given, wanted)]
    assert states == [PaperState.STORED, PaperState.HANDED_OVER, PaperState.HANDED_OVER]


def test_destroying_what_is_held_is_refused_at_the_committee(actor):
    by = actor("clerk24")
    paper = old_paper(by, "1")
    made = draw_up(office=by.office, year_be=LAST, by=by)
    convene(disposal=made, committee=COMMITTEE, order_reference="1/2569", by=by)
    hold(paper=paper, reason="คดี", by=by)
    with pytest.raises(Refused, match="ห้ามทำลาย: คดี"):
        decide(item=made.items.get(), decision=ListDecision.DESTROY, reason="", by=by)
    assert decide_rest(disposal=made, by=by) == 0


@pytest.mark.parametrize("committee", [[], COMMITTEE[:2], COMMITTEE[1:]])
def test_too_small_a_committee_is_refused(actor, committee):
    by = actor("clerk24")
    old_paper(by, "1")
    made = draw_up(office=by.office, year_be=LAST, by=by)
    with pytest.raises(Refused) as refusal:
        convene(disposal=made, committee=committee, order_reference="1/2569", by=by)
    assert refusal.value.field == "committee"


def test_a_list_is_sent_back_with_a_reason(actor):
    clerk = actor("clerk24")
    old_paper(clerk, "1")
    made = before_archives(clerk, actor("province24"), LAST)
    with pytest.raises(Refused):
        send_back(disposal=made, reason=" ", by=clerk)
    made = send_back(disposal=made, reason="หอจดหมายเหตุทักท้วง", by=clerk)
    assert (made.state, made.approved_on) == (ListState.COMMITTEE, None)
    assert send_back(disposal=made, reason="ผิดปี", by=clerk).state == ListState.DRAFT


def test_twenty_years_go_to_the_archives(actor):
    by = actor("clerk24")
    old, young = old_paper(by, "เก่า", year_be=LAST - 20), old_paper(by, "ใหม่", year_be=LAST - 19)
    held = old_paper(by, "คดี", year_be=2540, hold_reason="คดี")
    assert list(old_enough(by.office, today())) == [old]
    with pytest.raises(Refused):
        hand_over(office=by.office, papers=[young.pk, held.pk], reference="ฉช 0019/1", by=by)
    assert hand_over(office=by.office, papers=[old.pk, young.pk], reference="ฉช 0019/1", by=by) == 1
    old.refresh_from_db()
    assert (old.state, old.gone_reference) == (PaperState.HANDED_OVER, "ฉช 0019/1")


def destroyed(paper, clerk, head):
    made = before_archives(clerk, head, LAST)
    answered(made, clerk)
    carry_out(disposal=made, by=clerk)


@pytest.mark.slow
def test_what_nobody_else_holds_is_gone_and_its_line_stays(actor, django_capture_on_commit_callbacks):
    clerk, head = actor("clerk24"), actor("province24")
    paper = filed(clerk, year_be=2560, subject="เรื่องที่ทำลาย")
    files = StoredFile.objects.filter(letter_files__letter=paper.letter)
    places = [place_of(file.sha256) for file in files]
    assert places
    assert all(place.exists() for place in places)
    with django_capture_on_commit_callbacks(execute=True):
        destroyed(paper, clerk, head)
    assert not any(place.exists() for place in places)
    for file in files.all():
        assert file.removed_by == "clerk24"
        with pytest.raises(FileNotFoundError):
            read_bytes(file)
    letter = Letter.objects.get(pk=paper.letter_id)
    assert (letter.subject, letter.receipts.get().state) == ("เรื่องที่ทำลาย", ReceiptState.FILED)
    assert RegisterEntry.objects.filter(letter=letter, cancelled_at__isnull=True).count() == 1
    assert LetterReading.objects.get(letter=letter).text == ""
    reading = LetterReading.objects.get(letter=letter)
    assert (reading.record["subject"], reading.record["date"]["iso"]) == ("เรื่องที่ทำลาย", "2023-09-20")
    kept = json.dumps(
        [reading.record, *reading.doubts.values("words", "suggestions", "message")], ensure_ascii=False
    )
    assert "มอบหมาย" not in kept
    assert "นายคราม" not in kept
    assert letter in find(clerk, "ที่ทำลาย")
    assert not find(clerk, "มอบหมายสำนักงาน").exists()
    (act,) = Act.objects.filter(verb="letters.carry_out_list")
    assert len(act.detail["files"]) == 1


@pytest.mark.slow
def test_what_another_office_holds_stays(actor, django_capture_on_commit_callbacks):
    clerk, head = actor("clerk24"), actor("province24")
    paper = filed(clerk, year_be=2560)
    brought_in(actor("district2402"))
    with django_capture_on_commit_callbacks(execute=True):
        destroyed(paper, clerk, head)
    original = paper.letter.files.get(role="original").file
    assert read_bytes(original)
    stamped = paper.letter.files.filter(role="stamped").first()
    assert stamped is None or stamped.file.removed_at is not None
    assert LetterReading.objects.get(letter=paper.letter).text


@pytest.mark.slow
def test_the_same_bytes_in_another_letter_stay(actor, django_capture_on_commit_callbacks):
    clerk, head = actor("clerk24"), actor("province24")
    paper = filed(clerk, year_be=2560)
    original = paper.letter.files.get(role="original").file
    twin = StoredFile.objects.create(
        sha256=original.sha256, name="ฉบับเดียวกัน.txt", media_type="text/plain", size=1, kept_by="province24"
    )
    with django_capture_on_commit_callbacks(execute=True):
        destroyed(paper, clerk, head)
    assert read_bytes(twin)
    with pytest.raises(FileNotFoundError):
        read_bytes(StoredFile.objects.get(pk=original.pk))


ACTS = ("lend", "take_back", "hold", "release", "mark", "permanent", "draw_up", "list_also", "leave_out", "convene",
        "decide", "decide_rest", "approve", "send", "answer", "carry_out", "send_back", "hand_over")  # fmt: skip


def attempt(act, at, papers, clerk, head):
    """One act on the paper or the list at hand, as far as there is one."""
    paper = FiledPaper.objects.get(pk=papers[at % len(papers)].pk)
    made = DestructionList.objects.order_by("-pk").first()
    items = list(made.items.order_by("pk")) if made else []
    item = items[at % len(items)] if items else None
    loan = paper.loans.order_by("-pk").first()
    choice = list(ListDecision)[1:][at % 3]
    acts = {
        "lend": lambda: lend(
            paper=paper, borrower="ก", borrower_post="", approver="ข", purpose="ค", due_on=today(), by=clerk
        ),
        "take_back": lambda: loan and keeping.take_back(loan=loan, by=clerk),
        "hold": lambda: hold(paper=paper, reason="คดี", by=clerk),
        "release": lambda: keeping.release(paper=paper, reason="จบ", by=clerk),
        "mark": lambda: mark_historical(paper=paper, historical=at % 2 == 0, by=clerk),
        "permanent": lambda: keeping.refile(
            paper=paper, retention=retention("legal"), folder="ตู้ 2", by=clerk
        ),
        "draw_up": lambda: draw_up(office=clerk.office, year_be=LAST, by=clerk),
        "list_also": lambda: made and list_also(disposal=made, papers=[paper], by=clerk),
        "leave_out": lambda: item and leave_out(item=item, by=clerk),
        "convene": lambda: (
            made and convene(disposal=made, committee=COMMITTEE, order_reference="1", by=clerk)
        ),
        "decide": lambda: item and decide(item=item, decision=choice, reason="ก", by=clerk),
        "decide_rest": lambda: made and decide_rest(disposal=made, by=clerk),
        "approve": lambda: made and approve(disposal=made, by=head),
        "send": lambda: made and send_to_archives(disposal=made, reference="1", by=clerk),
        "answer": lambda: made and answered(made, clerk, wanted=[item.pk] if item and at % 4 == 0 else ()),
        "carry_out": lambda: made and carry_out(disposal=made, by=clerk),
        "send_back": lambda: made and send_back(disposal=made, reason="ก", by=clerk),
        "hand_over": lambda: hand_over(office=clerk.office, papers=[paper.pk], reference="1", by=clerk),
    }
    with suppress(Refused), transaction.atomic():
        acts[act]()


def protected():
    """Papers that no act may destroy as they stand now."""
    rows = FiledPaper.objects.all()
    return {
        paper.pk
        for paper in rows
        if paper.keep_until is None
        or be_year(paper.keep_until) > LAST
        or paper.historical
        or paper.hold_reason
        or paper.state == PaperState.ON_LOAN
    }


def states(model, kind):
    return {pk: kind(state) for pk, state in model.objects.values_list("pk", "state")}


class Undone(Exception):
    """Takes back an example's rows."""


WHOLE_WAY = ("draw_up", "convene", "decide_rest", "approve", "send", "answer", "carry_out")


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    started=st.integers(0, len(WHOLE_WAY)),
    done=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 11)), max_size=30),
)
def test_no_order_of_acts_destroys_what_must_stay(actor, started, done):
    clerk, head = actor("clerk24"), actor("province24")
    with suppress(Undone), transaction.atomic():
        papers = [
            old_paper(clerk, "ครบ 1"),
            old_paper(clerk, "ครบ 2"),
            old_paper(clerk, "อีเมล", electronic=True),
            old_paper(clerk, "ถาวร", code="historical"),
            old_paper(clerk, "ยังไม่ครบ", year_be=LAST),
            old_paper(clerk, "ยี่สิบปี", year_be=2540),
        ]
        steps = [*((act, 1) for act in WHOLE_WAY[:started]), *done, *((act, 1) for act in WHOLE_WAY)]
        for act, at in steps:
            safe = protected()
            before, lists = states(FiledPaper, PaperState), states(DestructionList, ListState)
            attempt(act, at, papers, clerk, head)
            for pk, then in states(FiledPaper, PaperState).items():
                assert then == before[pk] or may_follow(PAPER_STEPS, before[pk], then)
                assert not (then == PaperState.DESTROYED != before[pk] and pk in safe)
            for pk, then in states(DestructionList, ListState).items():
                assert pk not in lists or then == lists[pk] or may_follow(LIST_STEPS, lists[pk], then)
        raise Undone


@pytest.mark.parametrize(
    "state", [PaperState.DESTROYED, PaperState.HANDED_OVER, PaperState.LISTED, PaperState.ON_LOAN]
)
def test_only_a_stored_paper_is_lent(actor, state):
    by = actor("clerk24")
    paper = old_paper(by, "1", gone_at=now(), gone_by=by.user)
    FiledPaper.objects.filter(pk=paper.pk).update(state=state)
    with pytest.raises(Stale):
        lend(paper=paper, borrower="ก", borrower_post="", approver="ข", purpose="ค", due_on=today(), by=by)


@pytest.mark.parametrize("state", [PaperState.DESTROYED, PaperState.HANDED_OVER])
def test_what_is_gone_is_not_written_to(actor, state):
    by = actor("clerk24")
    paper = old_paper(by, "1", gone_at=now(), gone_by=by.user)
    FiledPaper.objects.filter(pk=paper.pk).update(state=state)
    for act in (
        lambda: hold(paper=paper, reason="คดี", by=by),
        lambda: mark_historical(paper=paper, historical=True, by=by),
        lambda: keeping.refile(paper=paper, retention=retention(), folder="ตู้", by=by),
        lambda: keeping.take_out(paper=paper, reason="ผิด", by=by),
    ):
        with pytest.raises(Refused):
            act()
