"""The ministry's monthly report on local identity: ten periods, answers kept, late, sent back at a field, gathered."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from saan.directives.actions import edit_draft, issue
from saan.directives.models import Directive
from saan.directives.rules import ObligationState
from saan.documents.queries import read_bytes
from saan.kernel.refusals import Refused, Stale
from saan.kernel.workdays import WeekendPolicy, explain
from saan.reporting.actions import accept, answer, send_back, start, submit, write
from saan.reporting.answering import (
    filled_of,
    form_asked,
    gathered,
    lateness,
    reading_of,
    values_of,
)
from saan.reporting.models import Report
from saan.reporting.queries import previous_of, seen_in_person, waiting_for_review
from saan.reporting.questions import Place, effort
from saan.reporting.rules import CellState, ReportState
from tests.factories.directives import REPORT, drafted, issued
from tests.factories.identity_reports import (
    ASKED,
    DATED,
    NUMBER,
    SUBJECT,
    answered,
    begun,
    ordered,
    owed,
    passed_on,
    post,
    sent,
    whole,
)
from tests.factories.tourism import identity

pytestmark = pytest.mark.slow
BANG_KHLA = Place(2402, "อ.บางคล้า", "บางคล้า", "ฉะเชิงเทรา")
DECEMBER, JANUARY, MAY = "ธันวาคม 2567", "มกราคม 2568", "พฤษภาคม 2568"


@pytest.fixture
def day(monkeypatch):
    def pretend(text: str) -> None:
        monkeypatch.setenv("SAAN_TODAY", text)

    pretend("2024-12-20")
    return pretend


@pytest.fixture
def ministry(actor, day):
    return actor("ministry")


@pytest.fixture
def department(actor, day):
    return actor("dla")


@pytest.fixture
def province(actor, day):
    return actor("local24")


@pytest.fixture
def district(actor, day):
    """The local-administration office of Bang Khla."""
    return actor("local2402")


@pytest.fixture
def order(ministry):
    return ordered(ministry)


@pytest.fixture
def child(order, province):
    return passed_on(order, province)


@pytest.mark.parametrize(
    ("policy", "january", "may"),
    [
        (WeekendPolicy.KEEP, date(2025, 1, 25), date(2025, 5, 25)),
        (WeekendPolicy.NEXT, date(2025, 1, 27), date(2025, 5, 26)),
        (WeekendPolicy.PREVIOUS, date(2025, 1, 24), date(2025, 5, 23)),
    ],
)
def test_ten_months_are_owed_by_every_province_and_weekends_follow_the_policy(
    ministry, province, policy, january, may
):
    (draft,) = drafted(ASKED, by=ministry, subject=SUBJECT, number=NUMBER, dated=DATED)
    issue(directives=[edit_draft(directive=draft, weekend=policy, by=ministry)], by=ministry)
    mine = draft.obligations.filter(office=province.office).order_by("due_on")
    dues = {each.period: each.due_on for each in mine}
    assert len(dues) == 10
    assert (dues[JANUARY], dues[MAY]) == (january, may)
    assert {each.printed_due.day for each in mine} == {25}
    moved = {each.period for each in mine if explain(each.printed_due)}
    assert moved == {JANUARY, MAY}
    assert all(each.due_on == each.printed_due for each in mine if each.period not in moved)
    assert draft.obligations.count() == 760


def test_the_form_follows_from_the_letter_and_may_be_chosen(order, child, actor):
    assert form_asked(order).code == "local_identity"
    assert form_asked(child).code == "local_identity"
    Directive.objects.filter(pk=order.pk).update(report={**order.report, "questions": ""})
    order.refresh_from_db()
    assert form_asked(order) is None
    (other,) = issued(REPORT, by=actor("province24"))
    assert form_asked(other) is None


def test_the_report_goes_to_the_office_the_letter_names(order, province, department, ministry):
    report = begun(order, province)
    assert report.recipient == department.office
    sent(report, province, reasons=_gap_reasons(report))
    assert list(waiting_for_review(department)) == [report]
    assert not waiting_for_review(ministry).exists()


def _gap_reasons(report: Report) -> dict[str, str]:
    return {each.key: "รอข้อมูลจากอำเภอ" for each in reading_of(report).complaints if each.key}


def test_answers_are_kept_as_typed_and_told_apart(order, province, day):
    report = begun(order, province)
    wrong = {"": {"held": "yes", "held_on": "31 กุมภาพันธ์ 2568", "unknown": "x"}}
    kept = answer(report=report, section="meeting", rows=wrong, by=province)
    assert values_of(kept)["meeting"][""] == {"held": "yes", "held_on": "31 กุมภาพันธ์ 2568"}
    (complaint, *_) = reading_of(kept).section("meeting").complaints
    assert "มี 28 วัน" in complaint.says
    states = {
        cell.state for section in reading_of(kept).sections for row in section.rows for cell in row.cells
    }
    assert CellState.NOT_YET_DUE in states
    day("2024-12-26")
    states = {
        cell.state for section in reading_of(kept).sections for row in section.rows for cell in row.cells
    }
    assert CellState.MISSING in states


def test_a_section_of_another_form_is_refused(order, province):
    with pytest.raises(Refused, match="ไม่มีหมวด"):
        answer(report=begun(order, province), section="budget", rows={}, by=province)


def test_persons_lie_apart_and_are_seen_by_the_two_offices(order, province, department, ministry):
    report = answered(begun(order, province), province)
    assert "ใบตอง" not in str(report.answers)
    assert "ใบตอง" in str(report.persons)
    assert seen_in_person(report, province)
    assert seen_in_person(report, department)
    assert not seen_in_person(report, ministry)


def test_sending_is_barred_by_what_no_reason_heals(order, province):
    report = answered(begun(order, province), province, obstacles={})
    with pytest.raises(Refused) as refusal:
        submit(report=report, by=province)
    assert refusal.value.field == "obstacles..obstacle"
    assert "ปัญหาและอุปสรรค" in refusal.value.message


def test_a_gap_and_a_doubt_go_out_with_their_reasons(child, district, province):
    report = answered(
        begun(child, district),
        district,
        identities={"2402": {"food": "ขนมเปี๊ยะ", "heritage.none": "on"}},
        posts={"1": post(BANG_KHLA, tags=False)},
    )
    keys = {each.key for each in reading_of(report, sending=True).complaints}
    assert keys == {"identities.2402", "posts.1.post"}
    with pytest.raises(Refused, match="และอีก 1 จุด"):
        submit(report=report, by=district)
    report = write(report=report, reasons=dict.fromkeys(keys, "รอมติประชาคม"), note="", by=district)
    done = submit(report=report, by=district)
    assert done.content["form"]["gaps"] == 1
    assert accept(report=done, by=province).state == ReportState.ACCEPTED_WITH_GAPS


def test_the_letter_and_the_sheets_say_what_was_answered(child, district):
    report = sent(begun(child, district), district)
    said = str(report.letter.content)
    assert "งวดธันวาคม 2567" in said
    assert "คัดสรรอัตลักษณ์ท้องถิ่นแล้ว 4 จาก 4 ด้าน" in said
    assert "เผยแพร่บนสื่อออนไลน์ 1 โพสต์ มีแฮชแท็กครบ 4 รูปแบบ 1 โพสต์" in said
    assert "ใบตอง" not in said
    book = openpyxl.load_workbook(io.BytesIO(read_bytes(report.sheet)))
    assert book.sheetnames == ["การประชุมซักซ้อม", "อัตลักษณ์ 4 ด้าน", "การเผยแพร่", "ผู้รับผิดชอบ", "ปัญหาและข้อเสนอ"]
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"อ.บางคล้า", "food ของอ.บางคล้า", "ไม่เกี่ยวข้อง"} <= cells
    assert any("ใบตอง" in each for each in cells)


def test_sending_late_is_possible_and_marked(child, district, day):
    day("2025-01-06")
    report = sent(begun(child, district), district)
    assert report.content["timing"] == {
        "period": DECEMBER,
        "due": "2024-12-20",
        "sent": "2025-01-06",
        "late": lateness(report),
    }
    assert lateness(report) == 8
    assert report.period == DECEMBER
    report.obligation.refresh_from_db()
    assert report.obligation.state == ObligationState.SUBMITTED


def test_the_due_day_itself_is_in_time(child, district, day):
    day("2024-12-20")
    assert lateness(sent(begun(child, district), district)) == 0


def test_a_return_speaks_at_the_field_and_the_next_version_begins_with_all_answers(child, district, province):
    first = sent(begun(child, district), district)
    said = {"identities.2402.food": "ใส่ชื่อเต็มของขนม", "posts.1.post": "  "}
    back = send_back(report=first, reason="แก้หนึ่งช่อง", remarks=said, by=province)
    assert back.remarks == {"identities.2402.food": "ใส่ชื่อเต็มของขนม"}
    second = begun(child, district)
    assert (second.version, values_of(second)) == (2, values_of(first))
    four = {**values_of(first)["identities"]["2402"], "food": "ขนมเปี๊ยะตลาดบน"}
    answer(report=second, section="identities", rows={"2402": four}, by=district)
    second.refresh_from_db()
    again = submit(report=second, by=district)
    first.refresh_from_db()
    assert values_of(first)["identities"]["2402"]["food"] != values_of(again)["identities"]["2402"]["food"]
    accept(report=again, by=province)


@pytest.mark.parametrize("change", [{"answers": {}}, {"persons": {}}])
def test_sent_answers_are_never_rewritten(child, district, change):
    report = sent(begun(child, district), district)
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**change)
    with pytest.raises(Stale):
        answer(report=report, section="obstacles", rows={}, by=district)


def test_only_the_office_itself_answers(child, district, actor):
    report = begun(child, district)
    for by in (actor("local2403"), actor("auditor"), actor("province24"), actor("authority240101")):
        with pytest.raises(PermissionDenied):
            answer(report=report, section="obstacles", rows={}, by=by)


def test_the_registry_fills_what_it_knows(child, district):
    identity(district, name="ขนมเปี๊ยะตลาดบน", domain="food")
    report = begun(child, district)
    assert values_of(report)["identities"]["2402"] == {"food": "ขนมเปี๊ยะตลาดบน"}
    assert filled_of(report)["identities.2402.food"] == ["ขนมเปี๊ยะตลาดบน", "ทะเบียนอัตลักษณ์ท้องถิ่น"]


def test_the_next_period_begins_with_the_last_and_asks_posts_anew(child, district, province, day):
    accept(report=sent(begun(child, district), district), by=province)
    day("2025-01-10")
    report = begun(child, district, JANUARY)
    values = values_of(report)
    assert values["identities"] == whole(report)["identities"]
    assert values["meeting"][""]["held"] == "yes"
    assert values["officers"]["1"]["officer.phone"] == "0 3851 1111 ต่อ 12"
    assert values["posts"] == {}
    assert previous_of(report).period == DECEMBER
    form = form_asked(child)
    known = {address: pair[0] for address, pair in filled_of(report).items()}
    typed, untouched = effort(form, values, known)
    assert (typed, untouched > 8) == (0, True)
    after = answer(report=report, section="identities", rows={"2402": {"food": "ของใหม่"}}, by=district)
    assert effort(form, values_of(after), known)[0] == 1


def test_what_was_none_last_time_gives_way_to_what_the_registry_knows_now(child, district, province, day):
    four = {f"{code}.none": "on" for code in ("food", "heritage", "culture", "product")}
    accept(report=sent(begun(child, district), district, identities={"2402": four}), by=province)
    identity(district, name="ขนมเปี๊ยะตลาดบน", domain="food")
    day("2025-01-10")
    values = values_of(begun(child, district, JANUARY))["identities"]["2402"]
    assert values == {"food": "ขนมเปี๊ยะตลาดบน", **{key: "on" for key in four if not key.startswith("food")}}


def test_accepted_reports_of_districts_fill_the_provinces(order, child, district, province, actor, day):
    other = actor("local2403")
    accept(report=sent(begun(child, district), district), by=province)
    sent(begun(child, other), other)
    below = gathered(order, province.office, owed(order, province))
    assert (below.owed, len(below.accepted)) == (11, 1)
    assert "สถอ.บางน้ำเปรี้ยว" in {office.short_name for office in below.silent}
    assert below.answering("identities") == 1
    assert (below.count("identities", "value"), below.count("posts", "complete")) == (4, 1)
    report = begun(order, province)
    values = values_of(report)
    assert values["identities"]["2402"]["food"] == "food ของอ.บางคล้า"
    assert values["identities"]["2403"] == {}
    assert values["posts"]["1"]["post.district"] == "2402"
    assert filled_of(report)["identities.2402.food"][1] == "สถอ.บางคล้า"
    assert len(values["officers"]) == 1


def test_reports_of_another_month_are_not_gathered(order, child, district, province, day):
    accept(report=sent(begun(child, district), district), by=province)
    assert gathered(order, province.office, owed(order, province, JANUARY)).accepted == ()


def test_beginning_twice_keeps_what_was_typed(child, district):
    report = answered(begun(child, district), district)
    again = start(directive=child, obligation=owed(child, district), by=district)
    assert values_of(again) == values_of(report)
