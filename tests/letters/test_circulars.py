"""A circular goes out once, to everybody meant on the day, and each receiver's answer is its own."""

import datetime as dt
import threading
import uuid
from dataclasses import replace

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from saan.documents.queries import read_bytes
from saan.documents.typesetting.letter import LetterKind
from saan.documents.typesetting.stamp import stamp_copy
from saan.kernel.dates import today
from saan.kernel.digits import to_thai
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.actions import register
from saan.letters.actions.acknowledging import acknowledge, acknowledge_many
from saan.letters.actions.circulars import broadcast, send_circular, send_paper
from saan.letters.actions.onward import pass_on_circular
from saan.letters.actions.outgoing import Attachment, issue
from saan.letters.circulation import acknowledge_by, is_less_urgent, workdays_to_acknowledge
from saan.letters.models import Letter, LetterStep, Receipt, Register
from saan.letters.queries import letters_visible_to, original_of
from saan.letters.rules import LetterState, ReceiptState
from saan.letters.wording import onward_sheet
from saan.organisations.audience import Audience, Term
from saan.organisations.models import Office
from tests.factories.circulars import DISTRICTS_OF_24, circular, circular_sheet, receipt

pytestmark = pytest.mark.slow
TWO = Audience((), ("cdd-2401", "cdd-2402"))
MONDAY = "2026-11-23"


@pytest.fixture
def province(actor, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", MONDAY)
    return actor("province24")


@pytest.fixture
def sent(province) -> Letter:
    return send_circular(sheet=circular_sheet(), audience=DISTRICTS_OF_24, by=province)


class TestSending:
    def test_every_addressee_of_the_day_gets_it_once(self, sent):
        held = Receipt.objects.filter(letter=sent)
        assert {each.office.code for each in held} == {f"cdd-24{n:02}" for n in range(1, 12)}
        assert set(held.values_list("state", "due_on")) == {(ReceiptState.ARRIVED, dt.date(2026, 11, 26))}
        assert (sent.state, sent.circular) == (LetterState.SENT, True)
        assert "/ว " in sent.number

    def test_the_audience_is_kept_as_it_was_meant(self, sent):
        assert sent.audience == {
            "terms": [{"lines": ["cdd"], "levels": ["district"], "areas": [24]}],
            "offices": [], "except": [], "count": 11, "acknowledge_by": None,
        }  # fmt: skip
        Office.objects.filter(code="cdd-2403").update(valid_to=today())
        assert sent.receipts.count() == 11

    def test_it_stands_in_the_ledger_and_in_the_letters_way(self, sent, province):
        step = LetterStep.objects.get(letter=sent, event="broadcast")
        assert (step.after, step.receipt, step.taken_by) == (LetterState.SENT, None, province.user)
        act = Act.objects.get(verb="letters.broadcast", object_id=str(sent.pk))
        assert act.detail["offices"] == 11
        assert "11 แห่ง" in act.summary

    def test_the_senders_own_office_never_gets_it(self, province):
        meant = Audience((Term(("cdd",), ("province", "district"), (24,)),))
        sent = send_circular(sheet=circular_sheet(), audience=meant, by=province)
        assert not sent.receipts.filter(office=province.office).exists()

    def test_nobody_beyond_the_senders_reach_is_meant_by_a_term(self, province):
        meant = Audience((Term(("cdd", "dla"), ("district",)),))
        sent = send_circular(sheet=circular_sheet(), audience=meant, by=province)
        assert sent.receipts.count() == 11

    @pytest.mark.parametrize(
        ("audience", "why"),
        [
            (Audience((), ("cdd-2401",)), "มีผู้รับเพียง 1 หน่วยงาน จึงใช้เลข ว ไม่ได้"),
            (Audience((Term(("ministry",), ("district",)),)), "ไม่มีหน่วยงานใดตรงกับผู้รับ"),
        ],
    )
    def test_too_few_are_no_circular_and_take_no_number(self, province, audience, why):
        with pytest.raises(Refused, match=why) as refusal:
            send_circular(sheet=circular_sheet(), audience=audience, by=province)
        assert refusal.value.field == "audience"
        assert not Register.objects.filter(kind="circular").exists()

    def test_a_day_that_has_passed_is_refused(self, province):
        with pytest.raises(Refused, match="ผ่านไปแล้ว"):
            send_circular(sheet=circular_sheet(), audience=TWO, by=province, due=dt.date(2026, 11, 20))

    def test_the_senders_own_day_goes_before_the_clock(self, province):
        due = dt.date(2026, 12, 4)
        sent = send_circular(sheet=circular_sheet(), audience=TWO, by=province, due=due)
        assert set(sent.receipts.values_list("due_on", flat=True)) == {due}
        assert sent.audience["acknowledge_by"] == "2026-12-04"

    def test_who_may_not_write_sends_nothing(self, actor):
        with pytest.raises(PermissionDenied):
            send_circular(sheet=circular_sheet(), audience=TWO, by=actor("auditor"))

    def test_the_same_page_sends_once(self, province):
        press = uuid.uuid4()
        first, again = (
            send_circular(sheet=circular_sheet(), audience=TWO, by=province, press=press) for _ in range(2)
        )
        assert first == again
        assert Receipt.objects.filter(letter__circular=True).count() == 2
        assert Register.objects.get(kind="circular").last_number == 1


def signed_pdf() -> bytes:
    return stamp_copy("ข้อความที่ลงนามแล้ว".encode(), "text/plain")


def words_in(pdf: bytes) -> str:
    """What stands on its pages, without blanks."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join("".join(page.get_textpage().get_text_range() for page in document).split())


class TestPaper:
    def test_a_signed_pdf_goes_out_with_its_number_on_a_copy(self, province):
        paper = Attachment(signed_pdf(), "signed.pdf", "application/pdf")
        sent = send_paper(
            paper=paper, subject="แจ้งเวียนประกาศสมมติ", audience=TWO, by=province, urgency="ด่วนที่สุด"
        )
        assert sent.receipts.count() == 2
        assert (sent.subject, sent.state, sent.content) == ("แจ้งเวียนประกาศสมมติ", LetterState.SENT, {})
        issued, untouched = sent.files.order_by("pk")
        assert (issued.role, untouched.role) == ("issued", "original")
        assert original_of(sent) == issued.file
        assert read_bytes(untouched.file) == paper.data
        printed = words_in(read_bytes(issued.file))
        assert "ข้อความที่ลงนามแล้ว" in printed
        assert f"ที่{to_thai(sent.number)}".replace(" ", "") in printed
        assert "๒๓พฤศจิกายน๒๕๖๙" in printed
        assert set(sent.receipts.values_list("due_on", flat=True)) == {dt.date(2026, 11, 24)}

    @pytest.mark.parametrize(
        ("paper", "subject", "field"),
        [
            (Attachment(b"PK\x03\x04", "a.docx", "application/msword"), "เรื่อง", "paper"),
            (Attachment(b"<html>", "a.pdf", "application/pdf"), "เรื่อง", "paper"),
            (Attachment(b"%PDF-1.7 cut off", "a.pdf", "application/pdf"), "เรื่อง", "paper"),
            (Attachment(b"%PDF-1.7", "a.pdf", "application/pdf"), "  ", "subject"),
        ],
    )
    def test_other_files_and_no_subject_are_refused(self, province, paper, subject, field):
        with pytest.raises(Refused) as refusal:
            send_paper(paper=paper, subject=subject, audience=TWO, by=province)
        assert refusal.value.field == field


class TestBroadcasting:
    def test_a_numbered_letter_of_the_composer_is_sent(self, province):
        letter = issue(sheet=circular_sheet(), office=province.office, by=province, circular=True)
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.NUMBERED)
        assert (
            broadcast(letter=letter, audience={"line": "cdd", "level": "district", "area": 24}, by=province)
            == 11
        )
        with pytest.raises(Stale, match="ส่งไปแล้ว ไม่ได้ส่งซ้ำ"):
            broadcast(letter=letter, audience=TWO, by=province)

    def test_whoever_numbers_may_send(self, province, actor):
        letter = issue(sheet=circular_sheet(), office=province.office, by=province, circular=True)
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.NUMBERED)
        with pytest.raises(PermissionDenied):
            broadcast(letter=letter, audience=TWO, by=actor("auditor"))
        assert broadcast(letter=letter, audience=TWO, by=actor("clerk24")) == 2

    @pytest.mark.parametrize("state", [LetterState.DRAFT, LetterState.IN_REVIEW, LetterState.SIGNED])
    def test_an_unnumbered_letter_is_refused(self, province, state):
        letter = circular(province.office, province, state=state)
        with pytest.raises(Refused, match="ลงนามและออกเลขก่อน"):
            broadcast(letter=letter, audience=TWO, by=province)

    def test_another_offices_letter_is_not_ours_to_send(self, province, actor):
        letter = circular(Office.objects.get(code="dla-24"), actor("local24"), state=LetterState.NUMBERED)
        with pytest.raises(PermissionDenied):
            broadcast(letter=letter, audience=TWO, by=province)


class TestAcknowledging:
    def test_one_word_registers_and_acknowledges(self, sent, actor):
        by = actor("district2402")
        done = acknowledge(receipt=sent.receipts.get(office=by.office), by=by)
        assert (done.state, done.number, done.acknowledged_by) == (ReceiptState.REGISTERED, 1, by.user)
        assert done.opened_at is not None
        assert done.steps.filter(event="acknowledge", before="registered", after="registered").exists()

    def test_twice_is_told(self, sent, actor):
        by = actor("district2402")
        held = acknowledge(receipt=sent.receipts.get(office=by.office), by=by)
        with pytest.raises(Stale, match="แจ้งรับทราบแล้วโดยนายกกลม"):
            acknowledge(receipt=held, by=by)
        assert held.steps.filter(event="acknowledge").count() == 1

    def test_a_numbered_paper_stays_where_it_stands(self, sent, actor):
        by = actor("district2402")
        held = register(receipt=sent.receipts.get(office=by.office), by=by)
        Receipt.objects.filter(pk=held.pk).update(state=ReceiptState.PRESENTED)
        assert acknowledge(receipt=held, by=by).state == ReceiptState.PRESENTED

    @pytest.mark.parametrize("state", [ReceiptState.REJECTED, ReceiptState.INVALID, ReceiptState.DUPLICATE,
                                       ReceiptState.RECALLED])  # fmt: skip
    def test_what_was_not_taken_is_not_acknowledged(self, province, actor, state):
        by = actor("district2402")
        held = receipt(circular(province.office, province), by.office, by, state)
        with pytest.raises(Refused, match="แจ้งรับทราบไม่ได้"):
            acknowledge(receipt=held, by=by)

    def test_many_at_once_do_not_hold_each_other_up(self, province, actor):
        by = actor("district2402")
        good, known, gone = (
            receipt(circular(province.office, province), by.office, by, state)
            for state in (ReceiptState.REGISTERED, ReceiptState.REGISTERED, ReceiptState.RECALLED)
        )
        acknowledge(receipt=known, by=by)
        result = acknowledge_many(receipts=[good, known, gone], by=by)
        assert [each.pk for each in result.done] == [good.pk]
        assert [each.pk for each, _ in result.refused] == [known.pk, gone.pk]

    def test_another_office_may_not(self, sent, actor):
        with pytest.raises(PermissionDenied):
            acknowledge(receipt=sent.receipts.get(office__code="cdd-2401"), by=actor("district2402"))


class TestPassingOn:
    @pytest.fixture
    def held(self, actor, monkeypatch):
        """A circular of DLA at the province, to be acknowledged by a day of its own."""
        monkeypatch.setenv("SAAN_TODAY", MONDAY)
        above, by = actor("dla"), actor("local24")
        letter = circular(above.office, above, urgency="ด่วน", audience={"acknowledge_by": "2026-11-30"})
        receipt(letter, by.office, by)
        return letter, by

    def plan(self, letter, by, **changes):
        sheet = onward_sheet(letter, by.office, [])
        return {"letter": letter, "sheet": sheet, "by": by, **changes}

    def test_in_the_offices_own_name_to_everybody_below(self, held):
        letter, by = held
        onward = pass_on_circular(**self.plan(letter, by))
        assert (onward.onward_of, onward.issuer, onward.circular) == (letter, by.office, True)
        assert onward.receipts.count() == 11
        assert set(onward.receipts.values_list("due_on", flat=True)) == {dt.date(2026, 11, 30)}
        own = Receipt.objects.get(letter=letter, office=by.office)
        assert (own.state, own.number) == (ReceiptState.CASCADED, 1)
        assert own.passed_on_by == by.user
        assert onward.references.get().resolved == letter

    def test_never_twice(self, held):
        letter, by = held
        onward = pass_on_circular(**self.plan(letter, by))
        with pytest.raises(Stale, match=f"ส่งต่อไปแล้วด้วยหนังสือ {onward.number}"):
            pass_on_circular(**self.plan(letter, by))

    def test_never_weaker(self, held):
        letter, by = held
        slower = replace(onward_sheet(letter, by.office, []), urgency="")
        for change, field in (
            ({"sheet": slower}, "urgency"),
            ({"due": dt.date(2026, 12, 1)}, "due"),
            ({"audience": Audience((Term(("dla",), ("district",), (24,)),), (), ("dla-2402",))}, "audience"),
        ):
            with pytest.raises(Refused) as refusal:
                pass_on_circular(**self.plan(letter, by, **change))
            assert refusal.value.field == field
        assert not Letter.objects.filter(onward_of=letter).exists()

    def test_wider_and_sooner_may_go(self, held):
        letter, by = held
        wide = Audience((Term(("dla",), ("district",), (24,)),), ("cdd-24",))
        onward = pass_on_circular(**self.plan(letter, by, audience=wide, due=dt.date(2026, 11, 25)))
        assert onward.receipts.count() == 12

    def test_a_day_that_passed_already_leaves_today(self, held, monkeypatch):
        letter, by = held
        monkeypatch.setenv("SAAN_TODAY", "2026-12-02")
        onward = pass_on_circular(**self.plan(letter, by))
        assert set(onward.receipts.values_list("due_on", flat=True)) == {dt.date(2026, 12, 2)}

    def test_nobody_below_or_not_received(self, held, actor):
        letter, _ = held
        district = actor("district2402")
        with pytest.raises(Refused, match="ไม่ได้ส่งถึงหน่วยงานของท่าน"):
            pass_on_circular(**self.plan(letter, district))

    def test_everybody_below_sees_it(self, held, actor):
        letter, by = held
        onward = pass_on_circular(**self.plan(letter, by))
        assert letters_visible_to(actor("local2402")).filter(pk=onward.pk).exists()
        assert not letters_visible_to(actor("district2402")).filter(pk=onward.pk).exists()


def test_the_onward_sheet_tells_whence_it_comes(actor, db):
    by = actor("local24")
    letter = circular(actor("dla").office, actor("dla"), urgency="ด่วนที่สุด", subject="แนวทางสมมติ")
    receivers = list(Office.objects.filter(code__in=("dla-2401", "dla-2402")).select_related("area"))
    sheet = onward_sheet(letter, by.office, receivers)
    assert sheet.kind == LetterKind.EXTERNAL
    assert sheet.urgency == "ด่วนที่สุด"
    assert letter.number in sheet.references[0]
    assert "แนวทางสมมติ" in sheet.paragraphs[0].text


def test_clocks_shorten_with_urgency_and_say_they_are_policy():
    given = [workdays_to_acknowledge(word) for word in ("", "ด่วน", "ด่วนมาก", "ด่วนที่สุด")]
    assert given == sorted(given, reverse=True)
    assert workdays_to_acknowledge("ไม่มีคำนี้") == given[0]
    assert acknowledge_by("", dt.date(2026, 11, 20)) == dt.date(2026, 11, 25)
    assert is_less_urgent("", "ด่วน")
    assert not is_less_urgent("ด่วนที่สุด", "ด่วน")


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_send_one(actor, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", MONDAY)
    by, press, sent = actor("province24"), uuid.uuid4(), []
    gate = threading.Barrier(2)

    def go() -> None:
        try:
            gate.wait()
            sent.append(send_circular(sheet=circular_sheet(), audience=TWO, by=by, press=press).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(sent) == 2
    assert len(set(sent)) == 1
    assert Letter.objects.filter(circular=True).count() == 1
    assert Register.objects.get(kind="circular").last_number == 1
