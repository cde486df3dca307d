"""Who stays silent is reminded in rounds, then told of to superiors; what is taken back or replaced leaves arrivals."""

import datetime as dt
import io
import uuid

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.documents.queries import read_bytes
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.actions import register
from saan.letters.actions.acknowledging import acknowledge
from saan.letters.actions.recalling import recall, replace_circular
from saan.letters.actions.reminding import escalate, remind
from saan.letters.circulation import CIRCULAR_MOVES, CircularAct, CircularState, circular_state, may_do
from saan.letters.models import Letter, LetterStep, Receipt
from saan.letters.queries import waiting_arrivals
from saan.letters.queries.circulars import circulars_of, lateness_of, reminded_times
from saan.letters.rules import LetterKind, LetterState, ReceiptState
from saan.organisations.models import Office
from tests.factories.circulars import acknowledged, circular, receipt

pytestmark = pytest.mark.slow
SENT_ON, LATE_ON = "2026-11-23", "2026-11-27"
ROUND_2, AFTER = "2026-12-01", "2026-12-03"


@pytest.fixture
def day(monkeypatch):
    def move(to: str) -> None:
        monkeypatch.setenv("SAAN_TODAY", to)

    move(SENT_ON)
    return move


@pytest.fixture
def province(actor, day):
    return actor("province24")


@pytest.fixture
def out(province) -> Letter:
    """Out to three districts: 01 silent, 02 registered, 03 acknowledged; due on 26 November."""
    letter = circular(province.office, province)
    for code, state, more in (
        ("cdd-2401", ReceiptState.ARRIVED, {}),
        ("cdd-2402", ReceiptState.REGISTERED, {}),
        ("cdd-2403", ReceiptState.REGISTERED, acknowledged(province)),
    ):
        office = Office.objects.get(code=code)
        receipt(letter, office, province, state, due=dt.date(2026, 11, 26), **more)
    return letter


def holders(letter: Letter) -> set[str]:
    return set(letter.receipts.values_list("office__code", flat=True))


class TestReminding:
    def test_all_that_are_late_get_one_stamped_letter(self, out, province, day):
        day(LATE_ON)
        sent = remind(letter=out, by=province, note="ส่งภายในวันนี้")
        assert holders(sent) == {"cdd-2401", "cdd-2402"}
        assert (sent.kind, sent.reminds, sent.reminder_round) == (LetterKind.STAMPED, out, 1)
        assert (sent.circular, sent.state) == (True, LetterState.SENT)
        assert "ส่งภายในวันนี้" in sent.content["paragraphs"][0]["text"]
        late = list(out.receipts.filter(office__code__in=holders(sent)))
        assert reminded_times(late) == {each.pk: 1 for each in late}
        assert Act.objects.get(verb="letters.remind").detail == {"offices": 2}

    def test_the_list_of_the_late_goes_along(self, out, province, day):
        day(LATE_ON)
        sent = remind(letter=out, by=province)
        (held,) = sent.files.filter(role="enclosure")
        sheet = openpyxl.load_workbook(io.BytesIO(read_bytes(held.file))).active
        cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
        late = [row for row in cells if str(row[0]).startswith("สำนักงานพัฒนาชุมชน")]
        assert [row[0].rpartition("อำเภอ")[2] for row in late] == ["เมืองฉะเชิงเทรา", "บางคล้า"]
        assert all("ฉะเชิงเทรา" in row[1] and row[3] == "26 พ.ย. 2569" for row in late)
        assert "ตามสิ่งที่ส่งมาด้วย" in sent.content["paragraphs"][0]["text"]

    def test_one_late_office_is_no_circular(self, out, province, day, actor):
        day(LATE_ON)
        by = actor("district2402")
        acknowledge(receipt=out.receipts.get(office=by.office), by=by)
        sent = remind(letter=out, by=province)
        assert not sent.circular
        assert not sent.files.filter(role="enclosure").exists()
        assert sent.addressees == ["สำนักงานพัฒนาชุมชนอำเภอเมืองฉะเชิงเทรา"]

    def test_nobody_is_late_before_the_day(self, out, province, day):
        day("2026-11-26")
        with pytest.raises(Refused, match="ไม่มีหน่วยงานใดเลยกำหนด"):
            remind(letter=out, by=province)

    def test_each_round_is_given_its_days_and_there_is_a_last(self, out, province, day):
        day(LATE_ON)
        remind(letter=out, by=province)
        with pytest.raises(Refused, match=r"เตือนครั้งต่อไปได้ตั้งแต่ 1 ธ\.ค\. 2569"):
            remind(letter=out, by=province)
        day(ROUND_2)
        assert remind(letter=out, by=province).reminder_round == 2
        day(AFTER)
        with pytest.raises(Refused, match="เตือนครบ 2 ครั้งแล้ว"):
            remind(letter=out, by=province)

    def test_a_double_press_reminds_once(self, out, province, day):
        day(LATE_ON)
        press = uuid.uuid4()
        assert remind(letter=out, by=province, press=press) == remind(letter=out, by=province, press=press)
        assert Letter.objects.filter(reminds=out).count() == 1
        assert LetterStep.objects.filter(event="remind").count() == 2

    @pytest.mark.parametrize("who", ["district2401", "local24"])
    def test_only_the_sender_reminds(self, out, actor, day, who):
        day(LATE_ON)
        with pytest.raises(PermissionDenied):
            remind(letter=out, by=actor(who))

    def test_reminders_are_not_among_the_circulars(self, out, province, day):
        day(LATE_ON)
        remind(letter=out, by=province)
        assert [each.pk for each in circulars_of(province.office)] == [out.pk]


class TestEscalating:
    @pytest.fixture
    def reminded(self, out, province, day):
        for on in (LATE_ON, ROUND_2):
            day(on)
            remind(letter=out, by=province)
        return out

    def test_the_chief_of_the_place_is_told_where_the_sender_commands(self, reminded, province, day):
        day(AFTER)
        sent = escalate(letter=reminded, by=province)
        assert holders(sent) == {"chief-2401", "chief-2402"}
        assert sent.reminder_round is None
        assert "สำนักงานพัฒนาชุมชนอำเภอบางคล้า" in sent.content["paragraphs"][0]["text"]
        assert LetterStep.objects.filter(event="escalate", receipt__letter=reminded).count() == 2

    def test_the_line_of_command_goes_first(self, actor, day):
        day("2026-12-03")
        above = actor("cdd")
        letter = circular(above.office, above)
        office = Office.objects.get(code="cdd-2401")
        receipt(letter, office, above, due=dt.date(2026, 11, 26))
        assert [each.code for each in lateness_of(letter).superiors.values()] == ["cdd-24"]

    def test_not_before_all_rounds_and_their_days(self, out, reminded, province, day):
        with pytest.raises(Refused, match="ได้ตั้งแต่ 3 ธ"):
            escalate(letter=reminded, by=province)
        fresh = circular(province.office, province)
        receipt(fresh, Office.objects.get(code="cdd-2401"), province, due=dt.date(2026, 11, 26))
        with pytest.raises(Refused, match="เตือนไปแล้ว 0 ครั้ง"):
            escalate(letter=fresh, by=province)

    def test_once(self, reminded, province, day):
        day(AFTER)
        sent = escalate(letter=reminded, by=province)
        with pytest.raises(Stale, match=sent.number):
            escalate(letter=reminded, by=province)


class TestRecalling:
    def test_unregistered_papers_vanish_and_the_others_are_told(self, out, province, actor):
        notice = recall(letter=out, reason="แนบแฟ้มผิดฉบับ", by=province)
        out.refresh_from_db()
        assert (out.state, out.recalled_by, out.recall_reason) == (
            LetterState.RECALLED, province.user, "แนบแฟ้มผิดฉบับ",
        )  # fmt: skip
        states = dict(out.receipts.values_list("office__code", "state"))
        assert states == {"cdd-2401": "recalled", "cdd-2402": "registered", "cdd-2403": "registered"}
        assert not waiting_arrivals(actor("district2401")).filter(letter=out).exists()
        assert notice is not None
        assert holders(notice) == {"cdd-2402", "cdd-2403"}
        assert LetterStep.objects.get(receipt__office__code="cdd-2401").note == "แนบแฟ้มผิดฉบับ"
        assert Act.objects.get(verb="letters.recall").detail == {"gone": 1, "told": 2}

    def test_nobody_is_told_where_nobody_registered(self, province):
        letter = circular(province.office, province)
        receipt(letter, Office.objects.get(code="cdd-2401"), province)
        assert recall(letter=letter, reason="ซ้ำ", by=province) is None

    def test_not_without_a_reason_not_twice_not_by_others(self, out, province, actor):
        with pytest.raises(Refused, match="เขียนเหตุผล"):
            recall(letter=out, reason=" ", by=province)
        with pytest.raises(PermissionDenied):
            recall(letter=out, reason="ผิด", by=actor("district2401"))
        recall(letter=out, reason="ผิด", by=province)
        with pytest.raises(Stale, match="เรียกคืนแล้ว"):
            recall(letter=out, reason="ผิด", by=province)

    def test_what_is_recalled_is_neither_registered_nor_acknowledged(self, out, province, actor):
        recall(letter=out, reason="ผิด", by=province)
        by = actor("district2401")
        held = out.receipts.get(office=by.office)
        for act in (register, acknowledge):
            with pytest.raises(Refused):
                act(receipt=held, by=by)


class TestReplacing:
    @pytest.fixture
    def newer(self, out, province) -> Letter:
        letter = circular(province.office, province)
        receipt(letter, Office.objects.get(code="cdd-2401"), province)
        return letter

    def test_the_old_one_is_marked_and_its_clock_stops(self, out, newer, province, day):
        assert replace_circular(old=out, new=newer, by=province) == 1
        newer.refresh_from_db()
        assert newer.supersedes == out
        marks = dict(out.receipts.values_list("office__code", "remark"))
        assert set(marks.values()) == {f"มีหนังสือ {newer.number} ใช้แทน"}
        day(LATE_ON)
        with pytest.raises(Stale, match="มีฉบับใหม่แทน"):
            remind(letter=out, by=province)

    def test_the_newer_is_named_to_who_acknowledges_the_older(self, out, newer, province, actor):
        replace_circular(old=out, new=newer, by=province)
        by = actor("district2402")
        with pytest.raises(Refused, match=f"ให้รับทราบหนังสือ {newer.number} แทน"):
            acknowledge(receipt=out.receipts.get(office=by.office), by=by)

    def test_only_a_later_letter_of_the_same_office_and_once(self, out, newer, province, actor):
        for wrong in (out, circular(province.office, province, state=LetterState.NUMBERED)):
            with pytest.raises(Refused, match="ส่งแล้วหลังฉบับเดิม"):
                replace_circular(old=out, new=wrong, by=province)
        with pytest.raises(Refused, match="ส่งแล้วหลังฉบับเดิม"):
            replace_circular(old=newer, new=out, by=province)
        replace_circular(old=out, new=newer, by=province)
        with pytest.raises(Stale):
            replace_circular(old=out, new=newer, by=province)


@pytest.mark.parametrize("state", list(LetterState))
@pytest.mark.parametrize("superseded", [False, True])
def test_every_state_of_a_letter_is_one_of_its_circular(state, superseded):
    found = circular_state(state, superseded=superseded)
    assert (found == CircularState.OUT) == (
        state in (LetterState.SENT, LetterState.CONFIRMED, LetterState.READ) and not superseded
    )


ACTS = [CircularAct.ACKNOWLEDGE, CircularAct.REMIND, CircularAct.SUPERSEDE, CircularAct.RECALL]


@pytest.mark.django_db
@given(acts=st.lists(st.sampled_from(ACTS), min_size=1, max_size=4), begun=st.sampled_from(list(LetterState)))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_act_happens_where_the_table_forbids_it(acts, begun, actor, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", LATE_ON)
    by, receiver = actor("province24"), actor("district2402")
    whole = {"recalled_at": "2026-11-24T09:00+07:00", "recalled_by": by.user, "recall_reason": "ผิด"}
    letter = circular(by.office, by, state=begun, **(whole if begun == LetterState.RECALLED else {}))
    held = receipt(letter, receiver.office, by, ReceiptState.REGISTERED, due=dt.date(2026, 11, 26))
    receipt(letter, Office.objects.get(code="cdd-2401"), by, due=dt.date(2026, 11, 26))
    now, done = circular_state(begun, superseded=False), set()
    for act in acts:
        before = (Letter.objects.count(), LetterStep.objects.count())
        legal = may_do(act, now) and act not in done
        try:
            _do(act, letter, held, by, receiver)
        except Refused:
            assert not legal, (act, now)
            assert (
                Letter.objects.count() - (act == CircularAct.SUPERSEDE),
                LetterStep.objects.count(),
            ) == before
        else:
            assert legal, (act, now)
            now = CIRCULAR_MOVES[act][1]
            done |= {act} & {CircularAct.ACKNOWLEDGE, CircularAct.REMIND}


def _do(act: CircularAct, letter: Letter, held: Receipt, by, receiver) -> None:
    match act:
        case CircularAct.ACKNOWLEDGE:
            acknowledge(receipt=held, by=receiver)
        case CircularAct.REMIND:
            remind(letter=letter, by=by)
        case CircularAct.SUPERSEDE:
            replace_circular(old=letter, new=circular(by.office, by), by=by)
        case CircularAct.RECALL:
            recall(letter=letter, reason="ผิด", by=by)
