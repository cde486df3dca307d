"""A superior's letter goes on with a circular of one's own: all at once, never later, never weaker, never twice."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from saan.directives.actions import exempt, issue
from saan.directives.actions.passing import pass_on
from saan.directives.models import Directive, Obligation
from saan.directives.onward import due_words, plan_of
from saan.directives.queries.onward import ended_offices, to_pass_on
from saan.directives.queries.visibility import directives_visible_to
from saan.directives.rules import DirectiveState, ObligationState
from saan.geography.models import Area
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.models import Letter, Receipt, Register
from saan.letters.queries import letters_visible_to
from saan.letters.rules import FileRole, ReceiptState
from saan.organisations.models import Office
from tests.factories.directives import DEED, MONTHLY, REGISTER, drafted

pytestmark = pytest.mark.slow
TELL = {**DEED, "actor": "สำนักงานพัฒนาชุมชนจังหวัด", "action": "แจ้งสำนักงานพัฒนาชุมชนอำเภอประชาสัมพันธ์งาน OTOP"}
COUNT = {**REGISTER, "actor": "สำนักงานพัฒนาชุมชนจังหวัด"}
MONTH = {**MONTHLY, "actor": "สำนักงานพัฒนาชุมชนจังหวัด", "report_to": "กรม"}


@pytest.fixture
def department(actor, on_day):
    return actor("cdd")


@pytest.fixture
def ordered(department):
    """`ordered(TELL)` is the department's letter with directives issued to its provinces."""

    def going(*read) -> Letter:
        made = drafted(*read, by=department, number="มท 0402/ว 90", issuer_name="กรมการพัฒนาชุมชน")
        issue(directives=made, by=department)
        return made[0].letter

    return going


def plan(letter, by, **changes):
    found = to_pass_on(letter, by)
    return replace(plan_of(letter, found.owed, by.office, found.receivers), **changes)


def passed(letter, by) -> Letter:
    return pass_on(letter=letter, plan=plan(letter, by), by=by)


def test_number_letter_receipts_and_directives_land_together(ordered, province, district):
    letter = ordered(TELL, COUNT)
    circular = passed(letter, province)
    assert (circular.number, circular.circular, circular.dated) == ("ฉช 0019/ว 1", True, date(2023, 9, 27))
    children = list(Directive.objects.filter(letter=circular).order_by("number"))
    assert [(each.parent.letter, each.state, each.office) for each in children] == [
        (letter, DirectiveState.ISSUED, province.office)
    ] * 2
    assert Obligation.objects.filter(directive__in=children).count() == 22
    assert circular.receipts.filter(state=ReceiptState.ARRIVED).count() == 11
    assert circular.references.get().resolved == letter
    assert circular in letters_visible_to(district)
    assert children[0] in directives_visible_to(district)
    assert Act.objects.filter(verb="directives.pass_on").count() == 1


def test_the_superiors_letter_is_registered_and_marked(ordered, province):
    letter = ordered(TELL)
    assert Receipt.objects.get(letter=letter, office=province.office).state == ReceiptState.ARRIVED
    passed(letter, province)
    receipt = Receipt.objects.get(letter=letter, office=province.office)
    assert (receipt.state, receipt.number) == (ReceiptState.CASCADED, 1)


def test_the_letter_says_it_in_own_words(ordered, province):
    proposed = plan(ordered(TELL, MONTH), province)
    assert proposed.addressee == "พัฒนาการอำเภอ ทุกอำเภอ"
    assert proposed.opening.startswith("ตามหนังสือที่อ้างถึง กรมการพัฒนาชุมชน")
    assert proposed.opening.endswith("นั้น")
    assert "จึงขอให้สำนักงานพัฒนาชุมชนอำเภอดำเนินการ" in proposed.purpose
    assert proposed.items[0].text == "ประชาสัมพันธ์งาน OTOP"
    assert proposed.items[0].done
    assert proposed.items[1].line.endswith(
        "ต่อสำนักงานพัฒนาชุมชนจังหวัดฉะเชิงเทรา ทุกวันที่ 25 ของเดือน จนถึงเดือนกันยายน 2568"
    )


def test_a_deed_of_telling_is_done_by_the_letter_and_others_stay(ordered, province):
    letter = ordered(TELL, COUNT)
    circular = passed(letter, province)
    told, counted = Obligation.objects.filter(
        directive__letter=letter, office=province.office, directive__office__code="cdd"
    ).order_by("directive__number")
    assert (told.state, told.remark) == (ObligationState.DONE, f"ส่งต่อด้วยหนังสือ {circular.number}")
    assert counted.state == ObligationState.DELIVERED


@pytest.mark.parametrize("due", ["2023-09-29", "2023-09-28"])
def test_the_same_day_or_an_earlier_one_is_right(ordered, province, due):
    letter = ordered(COUNT)
    item = replace(plan(letter, province).items[0], schedule={"kind": "once", "date": due})
    circular = pass_on(letter=letter, plan=plan(letter, province, items=(item,)), by=province)
    assert set(Obligation.objects.filter(directive__letter=circular).values_list("due_on", flat=True)) == {
        date.fromisoformat(due)
    }


@pytest.mark.parametrize("schedule", [{"kind": "once", "date": "2023-10-02"}, None])
def test_a_later_day_or_none_is_refused_and_nothing_stays(ordered, province, schedule):
    letter = ordered(COUNT)
    item = replace(plan(letter, province).items[0], schedule=schedule)
    with pytest.raises(Refused, match=r"ศ. 29 ก.ย. 2566") as refused:
        pass_on(letter=letter, plan=plan(letter, province, items=(item,)), by=province)
    assert refused.value.field == f"due-{item.parent}"
    assert not Letter.objects.filter(circular=True, issuer=province.office).exists()
    assert not Register.objects.filter(last_number__gt=0, office=province.office).exists()


def test_a_later_day_of_the_month_is_refused(ordered, province):
    letter = ordered(MONTH)
    late = {"kind": "recurring", "rule": "monthly:28", "until": "2025-09"}
    item = replace(plan(letter, province).items[0], schedule=late)
    with pytest.raises(Refused, match="ช้ากว่าหนังสือต้นทาง"):
        pass_on(letter=letter, plan=plan(letter, province, items=(item,)), by=province)


def test_a_span_from_receiving_becomes_the_day_it_is_owed_here(ordered, province, on_day):
    letter = ordered(
        {**COUNT, "deadline": {"kind": "relative", "n": 5, "unit": "workday", "from": "วันที่ได้รับ"}}
    )
    on_day("2023-09-29")
    assert plan(letter, province).items[0].schedule == {"kind": "once", "date": "2023-10-04"}


def test_what_is_passed_on_is_not_passed_on_again(ordered, province):
    letter = ordered(TELL)
    before = plan(letter, province)
    circular = passed(letter, province)
    assert to_pass_on(letter, province).owed == []
    with pytest.raises(Stale, match=circular.number):
        pass_on(letter=letter, plan=before, by=province)


def test_some_now_and_the_others_later(ordered, province):
    letter = ordered(TELL, COUNT)
    whole = plan(letter, province)
    pass_on(letter=letter, plan=replace(whole, items=whole.items[:1]), by=province)
    assert [each.pk for each, _ in to_pass_on(letter, province).owed] == [whole.items[1].parent]
    assert passed(letter, province).number == "ฉช 0019/ว 2"


def test_nothing_chosen_or_nothing_said_is_refused(ordered, province):
    letter = ordered(TELL)
    with pytest.raises(Refused, match="อย่างน้อยหนึ่งข้อ"):
        pass_on(letter=letter, plan=plan(letter, province, items=()), by=province)
    empty = replace(plan(letter, province).items[0], text=" ")
    with pytest.raises(Refused, match="ยังไม่มีข้อความ"):
        pass_on(letter=letter, plan=plan(letter, province, items=(empty,)), by=province)


def test_a_quota_for_the_province_cannot_be_owed_by_districts(ordered, province):
    letter = ordered({**COUNT, "quota": {**REGISTER["quota"], "per": "province"}})
    with pytest.raises(Refused, match="ระดับ"):
        passed(letter, province)
    assert not Letter.objects.filter(circular=True).exists()


def test_what_the_superior_eased_stays_eased(ordered, province, department):
    letter = ordered(COUNT)
    place = Area.objects.get(pk=240201)
    exempt(directive=letter.directives.get(), area=place, floor=1, reason="พื้นที่น้ำท่วม", by=department)
    circular = passed(letter, province)
    (eased,) = circular.directives.get().exemptions.all()
    assert (eased.area, eased.floor) == (place, 1)
    assert "น้ำท่วม" in eased.reason


@pytest.mark.parametrize("who", ["clerk24", "district2402", "auditor"])
def test_not_everybody_may_pass_on(ordered, province, actor, who):
    letter = ordered(TELL)
    with pytest.raises(PermissionDenied):
        pass_on(letter=letter, plan=plan(letter, province), by=actor(who))


def test_another_line_owes_nothing_and_passes_nothing_on(ordered, actor):
    assert to_pass_on(ordered(TELL), actor("local24")).owed == []


def test_an_office_that_ended_is_left_out_and_named(ordered, province):
    gone = Office.objects.get(code="cdd-2403")
    heir = Office.objects.get(code="cdd-2404")
    Office.objects.filter(pk=gone.pk).update(valid_to=date(2023, 1, 1), successor=heir)
    letter = ordered(TELL)
    found = to_pass_on(letter, province)
    assert [(each.code, each.successor.code) for each in found.ended] == [("cdd-2403", "cdd-2404")]
    assert passed(letter, province).receipts.count() == 10


def test_only_ended_offices_of_the_audience_are_named(province):
    expression = {"line": "cdd", "level": "district", "area": province.office.area_id, "except": []}
    Office.objects.filter(code="dla-2403").update(valid_to=date(2023, 1, 1))
    Office.objects.filter(code="cdd-2404").update(valid_to=date(2099, 1, 1))
    assert list(ended_offices(expression, province)) == []


def test_the_original_goes_along(ordered, province, monkeypatch):
    from saan.directives.actions import passing
    from saan.letters.actions import onward

    letter = ordered(TELL)
    for room in (passing, onward):
        monkeypatch.setattr(room, "original_of", lambda _letter: letter.readings.get().file)
    monkeypatch.setattr(onward, "read_bytes", lambda _file: "ต้นฉบับ".encode())
    monkeypatch.setattr(passing, "register", lambda **_: None)
    circular = passed(letter, province)
    assert circular.files.get(role=FileRole.ENCLOSURE).file.name == "หนังสือ.txt"
    assert circular.content["enclosures"][0]["title"] == "สำเนาหนังสือที่อ้างถึง"


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_one_passes_on_and_the_other_is_told(ordered, province):
    letter = ordered(TELL)
    prepared, told, start = plan(letter, province), [], threading.Barrier(2)

    def one() -> None:
        start.wait()
        try:
            told.append(pass_on(letter=letter, plan=prepared, by=province).number)
        except Stale as stale:
            told.append(stale)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {type(each) for each in told} == {str, Stale}
    assert Letter.objects.filter(circular=True, issuer=province.office).count() == 1


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (None, ""),
        ({"kind": "asap"}, ""),
        ({"kind": "once", "date": "2023-09-29"}, "ภายในวันที่ 29 กันยายน 2566"),
        (
            {"kind": "range", "from": "2023-09-01", "date": "2023-09-29"},
            "ตั้งแต่วันที่ 1 กันยายน 2566 ถึงวันที่ 29 กันยายน 2566",
        ),
        (
            {"kind": "recurring", "rule": "monthly:20", "until": "2025-09"},
            "ทุกวันที่ 20 ของเดือน จนถึงเดือนกันยายน 2568",
        ),
        ({"kind": "recurring", "rule": "monthly:last"}, "ทุกวันสิ้นเดือน"),
        ({"kind": "range", "from": "2023-09-01", "date": None}, "ตั้งแต่ ศ. 1 ก.ย. 2566 เป็นต้นไป"),
    ],
)
def test_a_due_date_as_a_letter_says_it(schedule, words):
    assert due_words(schedule) == words
