"""Filing, holding, lending: who may, when, and what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from saan.kernel.dates import be_year, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.actions.keeping import (
    correct_class,
    file_paper,
    hold,
    lend,
    mark_historical,
    refile,
    release,
    take_back,
    take_out,
)
from saan.letters.models import FiledPaper, LetterStep, RetentionClass
from saan.letters.queries.keeping import folders_of, loans_of, loans_out, stored, to_file
from saan.letters.rules import PaperState, ReceiptState
from tests.factories.keeping import closed, filed, retention
from tests.factories.letters import brought_in


def borrowed(paper, by, **said):
    words = {
        "borrower": "นายหวาย สานดี",
        "borrower_post": "นักวิชาการ",
        "approver": "หัวหน้ากลุ่มงาน",
        "purpose": "ตรวจสอบ",
        "due_on": today() + timedelta(days=7),
    }
    return lend(paper=paper, by=by, **(words | said))


def test_a_closed_letter_is_filed_until_the_end_of_its_year(actor):
    by = actor("clerk24")
    letter = closed(by)
    assert letter in to_file(by)
    paper = file_paper(letter=letter, office=by.office, retention=retention("normal"), folder=" ตู้ 1 ", by=by)
    assert paper.folder == "ตู้ 1"
    assert paper.year_be == be_year(today())
    assert (paper.keep_until.year, paper.keep_until.month, paper.keep_until.day) == (
        today().year + 10,
        12,
        31,
    )
    receipt = paper.receipt
    receipt.refresh_from_db()
    assert receipt.state == ReceiptState.FILED
    assert LetterStep.objects.filter(receipt=receipt, event="file", after=ReceiptState.FILED).count() == 1
    assert Act.objects.filter(verb="letters.file_paper", object_id=str(paper.pk)).count() == 1
    assert letter not in to_file(by)


def test_filing_twice_tells_who_did(actor):
    by = actor("clerk24")
    paper = filed(by)
    with pytest.raises(Stale, match="เก็บไว้แล้ว"):
        file_paper(letter=paper.letter, office=by.office, retention=retention(), folder="ตู้ 2", by=by)


def test_an_open_letter_is_not_filed(actor):
    by = actor("clerk24")
    letter = brought_in(by).letter
    with pytest.raises(Refused, match="ปิดเรื่องก่อน"):
        file_paper(letter=letter, office=by.office, retention=retention(), folder="ตู้ 1", by=by)
    with pytest.raises(Refused, match="กรอกแฟ้ม"):
        file_paper(letter=letter, office=by.office, retention=retention(), folder=" ", by=by)


def test_another_office_cannot_file_here(actor):
    letter = closed(actor("clerk24"))
    office = actor("clerk24").office
    with pytest.raises(PermissionDenied):
        file_paper(letter=letter, office=office, retention=retention(), folder="ตู้", by=actor("district2402"))
    other = actor("district2402")
    with pytest.raises(Refused, match="ไม่ได้ส่งถึง"):
        file_paper(letter=letter, office=other.office, retention=retention(), folder="ตู้", by=other)


def test_taken_out_again_the_matter_is_closed(actor):
    by = actor("clerk24")
    paper = filed(by)
    take_out(paper=paper, reason="เก็บผิดฉบับ", by=by)
    assert not FiledPaper.objects.exists()
    paper.receipt.refresh_from_db()
    assert paper.receipt.state == ReceiptState.CLOSED
    lent = filed(by, number="ฉช ๐๐๑๙/ว ๒")
    take_back(loan=borrowed(lent, by), by=by)
    with pytest.raises(Refused, match="เคยยืม"):
        take_out(paper=lent, reason="เก็บผิดฉบับ", by=by)


def test_the_deadline_follows_the_class(actor):
    by = actor("clerk24")
    paper = refile(paper=filed(by), retention=retention("historical"), folder="ตู้ 9", by=by)
    assert (paper.keep_until, paper.folder) == (None, "ตู้ 9")


def test_a_corrected_class_moves_the_deadlines_of_what_is_still_here(actor):
    clerk, admin = actor("clerk24"), actor("admin")
    paper = filed(clerk)
    gone = filed(clerk, number="ฉช ๐๐๑๙/ว ๒")
    FiledPaper.objects.filter(pk=gone.pk).update(
        state=PaperState.DESTROYED, gone_at=gone.filed_at, gone_by=clerk.user
    )
    daily, moved = correct_class(
        retention=retention(), label="เรื่องธรรมดา", years=3, source="ข้อ 57", verified=True, by=admin
    )
    assert (daily.years, daily.verified, moved) == (3, True, 1)
    old, paper = paper.keep_until, FiledPaper.objects.get(pk=paper.pk)
    assert paper.keep_until.year == old.year + 2
    assert FiledPaper.objects.get(pk=gone.pk).keep_until == old
    act = Act.objects.get(verb="letters.correct_class")
    assert (act.detail["was"]["years"], act.detail["moved"]) == (1, 1)


def test_only_an_administrator_corrects_a_class(actor):
    asked = {"label": "ก", "years": 1, "source": "", "verified": False}
    with pytest.raises(PermissionDenied):
        correct_class(retention=retention(), by=actor("clerk24"), **asked)
    for wrong in ({"label": " "}, {"years": 0}, {"years": 100}, {"verified": True}):
        with pytest.raises(Refused):
            correct_class(retention=retention(), by=actor("admin"), **(asked | wrong))


def test_a_loan_leaves_the_store_and_comes_back(actor):
    by = actor("clerk24")
    paper = filed(by)
    loan = borrowed(paper, by)
    paper.refresh_from_db()
    assert paper.state == PaperState.ON_LOAN
    assert list(loans_out(by)) == [loan]
    with pytest.raises(Stale, match="ถูกยืม"):
        borrowed(paper, by)
    take_back(loan=loan, by=by)
    paper.refresh_from_db()
    assert paper.state == PaperState.STORED
    with pytest.raises(Stale, match="รับคืนแล้ว"):
        take_back(loan=loan, by=by)
    assert not loans_out(by).exists()
    assert loans_of(by).count() == 1


@pytest.mark.parametrize("blank", ["borrower", "approver", "purpose"])
def test_a_loan_card_is_whole(actor, blank):
    by = actor("clerk24")
    paper = filed(by)
    with pytest.raises(Refused) as refusal:
        borrowed(paper, by, **{blank: " "})
    assert refusal.value.field == blank
    with pytest.raises(Refused, match="ผ่านไปแล้ว"):
        borrowed(paper, by, due_on=today() - timedelta(days=1))


def test_a_hold_has_a_reason_and_is_lifted_with_one(actor):
    by = actor("clerk24")
    paper = filed(by)
    with pytest.raises(Refused):
        hold(paper=paper, reason=" ", by=by)
    assert hold(paper=paper, reason="คดีปกครอง", by=by).hold_reason == "คดีปกครอง"
    with pytest.raises(Refused):
        release(paper=paper, reason="", by=by)
    assert release(paper=paper, reason="คดีถึงที่สุด", by=by).hold_reason == ""
    with pytest.raises(Stale):
        release(paper=paper, reason="อีกครั้ง", by=by)
    assert mark_historical(paper=paper, historical=True, by=by).historical


def test_the_store_is_narrowed(actor):
    by = actor("clerk24")
    old = filed(by, folder="ตู้ 1", year_be=2560, subject="การประชุมกรรมการ")
    new = filed(by, folder="ตู้ 2", code="historical", number="ฉช ๐๐๑๙/ว ๕๕", subject="งานศิลปาชีพ")
    assert set(stored(by)) == {old, new}
    assert list(stored(by, words="ชุมกรร")) == [old]
    assert list(stored(by, folder="ตู้ 2")) == [new]
    assert list(stored(by, retention="historical")) == [new]
    assert list(stored(by, due="due")) == [old]
    assert list(stored(by, due="permanent")) == [new]
    assert list(stored(by, due="held")) == []
    assert list(stored(by, state=PaperState.ON_LOAN)) == []
    assert folders_of(by) == [("ตู้ 1", 1), ("ตู้ 2", 1)]
    assert not stored(actor("district2402")).exists()


@pytest.mark.django_db
def test_the_shipped_classes_wait_to_be_verified():
    assert set(RetentionClass.objects.values_list("code", flat=True)) >= {"normal", "daily", "historical"}
    assert not RetentionClass.objects.filter(verified=True).exists()
