"""Applications at the counter and from producers: what is kept, who may do what, and what moves when."""

from datetime import timedelta

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied

from saan.kernel.dates import be_year, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.registry import sealing
from saan.registry.actions import (
    accept_application,
    certificate_pdf,
    decide,
    edit_application,
    move_closing,
    open_application,
    open_window,
    own_application,
    receive_application,
    register_producer,
    return_application,
    submit_application,
    withdraw_application,
)
from saan.registry.models import Application, Producer, RegistrationCertificate, RegistrationWindow
from saan.registry.queries import applications_visible_to, sum_of, waiting_applications, window_for
from saan.registry.rules import ApplicationState, ProducerStatus
from tests.factories.registration import CHECKS, CITIZEN, received, told, window

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(actor):
    return actor("district2402")


@pytest.fixture
def province(actor):
    return actor("province24")


@pytest.fixture
def weaver(actor):
    return actor("producer")


@pytest.fixture
def opened(province):
    return window(province)


def say(application, by, outcome="approved", **more):
    values = {
        "meeting": "ครั้งที่ 1/2567",
        "reason": "" if outcome == "approved" else "ขอภาพใหม่",
        "decided_on": today(),
    }
    return decide(
        application=application, version=application.version, outcome=outcome, by=by, **values | more
    )


def registered():
    return sum_of(Producer.objects.filter(status=ProducerStatus.REGISTERED)).total


def test_both_levels_approve_and_only_the_last_opens_the_file(officer, province, opened):
    made = received(officer)
    assert (made.state, made.missing) == (ApplicationState.RECEIVED, [])
    made = say(made, officer)
    assert (made.state, registered()) == (ApplicationState.DISTRICT_OK, 0)
    made = say(made, province)
    producer = made.producer
    assert (made.state, registered()) == (ApplicationState.APPROVED, 1)
    assert (producer.office.code, producer.cohort_be, producer.registered_on) == (
        "cdd-2402",
        opened.year_be,
        today(),
    )
    assert (producer.member_rows.count(), producer.members, producer.all_thai_on) == (2, 2, today())
    assert {row.what for row in producer.verifications.all()} == set(CHECKS)
    assert producer.verifications.get(what="network").certified_by == "นายกระจูด ประธานเครือข่าย"
    assert [product.name for product in producer.products.all()] == ["กระบุงไม้ไผ่"]
    assert producer.chairs.get().name == "นางกก ริมคลอง"
    assert str(producer.latitude) == "13.72000"
    assert RegistrationCertificate.objects.get(producer=producer).number == f"2402-0001/{be_year(today())}"


def test_the_certificate_tells_who_decided_and_waits_for_that_heads_hand(officer, province, opened):
    held = received(officer)
    held = say(held, officer, meeting="คณะกรรมการอำเภอ ครั้งที่ 1/2567")
    held = say(held, province, meeting="คณะอนุกรรมการจังหวัด ครั้งที่ 2/2567")
    with pypdfium2.PdfDocument(certificate_pdf(held.producer.certificates.get())) as document:
        shown = "".join(document[0].get_textpage().get_text_range().split())
    assert "คณะอนุกรรมการจังหวัดครั้งที่๒/๒๕๖๗" in shown
    assert "คณะกรรมการอำเภอ" not in shown
    assert "".join(province.office.head_title.split()) in shown
    assert officer.office.head_title not in shown
    assert "()" not in shown


def test_the_number_is_sealed_from_the_form_to_the_file(officer, province, opened):
    made = received(officer)
    assert CITIZEN not in str(made.data)
    producer = say(say(made, officer), province).producer
    identity = producer.identities.get()
    assert CITIZEN.encode() not in bytes(identity.sealed)
    assert sealing.unsealed(identity.sealed) == CITIZEN
    assert CITIZEN not in str(list(Act.objects.values_list("summary", "detail")))


def test_an_incomplete_file_is_taken_with_what_is_missing(officer, opened):
    made = received(officer, checks={"card": CHECKS["card"]}, phone="")
    assert made.state == ApplicationState.INCOMPLETE
    assert made.missing == ["phone", "place", "sample", "founding", "network"]
    with pytest.raises(Refused, match="ยังไม่มีมติ"):
        say(made, officer)
    made = edit_application(application=made, version=made.version, told=told(), by=officer)
    assert made.missing == ["place", "sample", "founding", "network"]
    rest = {code: check for code, check in CHECKS.items() if code != "card"}
    made = receive_application(application=made, version=made.version, checks=rest, by=officer)
    assert (made.state, made.data["identity"]["tail"]) == (ApplicationState.RECEIVED, CITIZEN[-3:])


def test_a_window_that_names_no_level_leaves_it_to_the_officer(officer, province):
    window(province, levels=())
    made = received(officer)
    done = accept_application(application=made, version=made.version, by=officer)
    assert done.producer.status == ProducerStatus.REGISTERED


def test_where_levels_decide_the_officer_alone_may_not(officer, opened):
    made = received(officer)
    with pytest.raises(Refused, match="มติของคณะกรรมการ"):
        accept_application(application=made, version=made.version, by=officer)
    assert registered() == 0


def test_what_the_province_returns_goes_to_the_committee_again(officer, province, opened):
    made = say(say(received(officer), officer), province, outcome="returned")
    assert made.state == ApplicationState.RECEIVED
    made = say(made, officer, outcome="returned")
    assert made.state == ApplicationState.INCOMPLETE
    assert [each.outcome for each in made.decisions.all()] == ["approved", "returned", "returned"]


def test_rejecting_ends_it_with_a_reason(officer, opened):
    made = received(officer)
    with pytest.raises(Refused) as refused:
        say(made, officer, outcome="rejected", reason=" ")
    assert refused.value.field == "reason"
    assert say(made, officer, outcome="rejected").state == ApplicationState.REJECTED
    assert registered() == 0


def test_days_of_decisions(officer, opened):
    made = received(officer)
    for day in (today() + timedelta(days=1), today() - timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            say(made, officer, decided_on=day)
        assert refused.value.field == "decided_on"


def test_who_may_decide(actor, officer, province, opened):
    made = received(officer)
    for stranger in ("district2403", "local2402", "province24", "auditor", "local24"):
        with pytest.raises(PermissionDenied):
            say(made, actor(stranger))
    made = say(made, officer)
    for stranger in ("district2402", "local24", "cdd", "ministry"):
        with pytest.raises(PermissionDenied):
            say(made, actor(stranger))


def test_two_who_decide_at_once_second_is_told(officer, opened):
    made = received(officer)
    say(made, officer)
    with pytest.raises(Stale, match="อำเภอเห็นชอบ"):
        say(made, officer, outcome="rejected")


def test_a_name_registered_meanwhile_stops_the_approval(officer, province, opened):
    made = say(received(officer), officer)
    register_producer(name=made.data["name"], kind="sole", tambon=240204, registered_on=today(), by=officer)
    with pytest.raises(Refused, match="ในทะเบียนอยู่แล้ว"):
        say(made, province)
    made.refresh_from_db()
    assert (made.state, made.decisions.count()) == (ApplicationState.DISTRICT_OK, 1)


def test_no_window_no_application(officer):
    with pytest.raises(Refused, match="ไม่เปิดรับลงทะเบียน"):
        open_application(told=told(), by=officer)


def test_the_place_lies_in_the_registering_district(officer, opened):
    for tambon in (240301, 999999):
        with pytest.raises(Refused) as refused:
            open_application(told=told(tambon=tambon), by=officer)
        assert refused.value.field == "tambon"


@pytest.mark.parametrize(
    ("check", "field"),
    [
        ({"network": {"method": "word"}}, "check_network_certified_by"),
        ({"card": {"method": "copy"}}, "check_card_method"),
        ({"card": {"method": "seen", "reference": CITIZEN}}, "check_card_reference"),
        ({"card": {"method": "seen", "on": "1 ม.ค. 2600"}}, "check_card_on"),
    ],
)
def test_a_look_says_how_and_who(officer, opened, check, field):
    made = open_application(told=told(), by=officer)
    with pytest.raises(Refused) as refused:
        receive_application(application=made, version=made.version, checks=check, by=officer)
    assert refused.value.field == field


def test_a_wrong_number_is_refused_and_a_right_one_masked(officer, opened):
    wrong = CITIZEN[:-1] + str((int(CITIZEN[-1]) + 1) % 10)
    with pytest.raises(Refused) as refused:
        open_application(told=told(), identity_number=wrong, by=officer)
    assert refused.value.field == "identity_number"


def handed_in(weaver, **changes):
    made = own_application(told=told(**changes), by=weaver, identity_number=CITIZEN)
    return submit_application(application=made, version=made.version, by=weaver)


def test_a_producer_applies_is_returned_mends_and_owns_the_file(weaver, officer, province, opened):
    made = handed_in(weaver, phone="")
    assert (made.state, made.office.code) == (ApplicationState.SUBMITTED, "cdd-2402")
    assert list(waiting_applications(officer)) == [made]
    made = return_application(application=made, version=made.version, reason="กรอกโทรศัพท์", by=officer)
    made = own_application(told=told(), by=weaver, application=made, version=made.version)
    made = submit_application(application=made, version=made.version, by=weaver)
    assert made.data["identity"]["tail"] == CITIZEN[-3:]
    made = receive_application(application=made, version=made.version, checks=CHECKS, by=officer)
    producer = say(say(made, officer), province).producer
    assert producer.accounts.get().user == weaver.user


def test_a_draft_keeps_what_can_be_kept(weaver):
    made = own_application(
        told=told(phone="12", village_no=900), by=weaver, identity_number="12", patient=True
    )
    assert made.data["name"] == "กลุ่มจักสานบ้านหัวไทร"
    assert not {"phone", "village_no", "identity"} & set(made.data)


def test_a_draft_is_nobody_elses(weaver, actor, officer):
    made = own_application(told=told(), by=weaver)
    assert not applications_visible_to(officer).exists()
    for stranger in ("district2402", "province24"):
        with pytest.raises(PermissionDenied):
            own_application(told=told(), by=actor(stranger), application=made, version=made.version)


def test_one_open_application_at_a_time_and_two_tabs_are_told(weaver):
    made = own_application(told=told(), by=weaver)
    with pytest.raises(Stale):
        own_application(told=told(), by=weaver)
    with pytest.raises(Stale):
        own_application(told=told(), by=weaver, page="another")
    own_application(told=told(name="ชื่อใหม่ของกลุ่ม"), by=weaver, application=made, version=made.version)
    with pytest.raises(Stale):
        own_application(told=told(), by=weaver, application=made, version=made.version)


def test_a_form_pressed_while_it_was_keeping_itself_is_the_same_application(weaver):
    """Both requests of one open form found nothing begun; the second goes on with what the first began."""
    made = own_application(told=told(), by=weaver, page="t1")
    again = own_application(told=told(name="ชื่อใหม่ของกลุ่ม"), by=weaver, page="t1")
    assert (again.pk, again.data["name"]) == (made.pk, "ชื่อใหม่ของกลุ่ม")
    assert Application.objects.count() == 1


def test_a_closed_window_keeps_the_draft_and_says_when(weaver, province):
    window(province, opens=today() + timedelta(days=9), closes=today() + timedelta(days=12))
    made = own_application(told=told(), by=weaver)
    with pytest.raises(Refused, match="รอบถัดไปเปิดวันที่"):
        submit_application(application=made, version=made.version, by=weaver)
    made.refresh_from_db()
    assert made.state == ApplicationState.DRAFT


def test_a_returned_application_comes_back_after_the_window_closed(weaver, officer, province, opened):
    made = handed_in(weaver)
    made = return_application(application=made, version=made.version, reason="แก้ชื่อ", by=officer)
    RegistrationWindow.objects.update(opens=today() - timedelta(days=9), closes=today() - timedelta(days=1))
    made = Application.objects.get(pk=made.pk)
    assert (
        submit_application(application=made, version=made.version, by=weaver).state
        == ApplicationState.SUBMITTED
    )


def test_a_producer_cannot_touch_what_lies_at_the_counter(weaver, officer, opened):
    made = handed_in(weaver)
    with pytest.raises(Refused, match="แก้ไขได้เมื่ออำเภอส่งกลับ"):
        own_application(told=told(), by=weaver, application=made, version=made.version)
    assert (
        withdraw_application(application=made, version=made.version, by=weaver).state
        == ApplicationState.WITHDRAWN
    )


def test_a_window_without_self_service_is_for_the_counter(weaver, officer, province):
    window(province, self_service=False)
    made = own_application(told=told(), by=weaver)
    with pytest.raises(Refused, match="ไม่เปิดรับ"):
        submit_application(application=made, version=made.version, by=weaver)
    assert received(officer, name="กลุ่มอื่น").state == ApplicationState.RECEIVED


def test_windows_of_one_area_never_overlap_and_the_narrowest_counts(officer, province, opened):
    with pytest.raises(Refused, match="ขยายรอบนั้น"):
        window(province)
    own = window(province, levels=("district",), area=officer.office.area, name="รอบอำเภอ")
    assert window_for(officer.office) == own


def test_moving_the_end_of_a_window(province, opened, actor):
    with pytest.raises(Refused, match="ปิดได้เร็วที่สุด"):
        move_closing(window=opened, closes=today() - timedelta(days=1), reason="หนังสือ ว 1", by=province)
    assert move_closing(window=opened, closes=today(), reason="หนังสือ ว 1", by=province).closes == today()
    for stranger in ("district2402", "local24", "ministry"):
        with pytest.raises(PermissionDenied):
            move_closing(window=opened, closes=today(), reason="x", by=actor(stranger))


def test_the_province_opens_none_beyond_itself_and_the_department_the_nations(actor, province):
    values = {
        "name": "รอบ",
        "year_be": be_year(today()),
        "opens": today(),
        "closes": today(),
        "levels": ["district"],
    }
    with pytest.raises(Refused) as refused:
        open_window(**values, area=None, by=province)
    assert refused.value.field == "area"
    national = open_window(**values, area=None, by=actor("cdd"))
    with pytest.raises(PermissionDenied):
        move_closing(window=national, closes=today(), reason="x", by=province)
