"""Who may let an office hold secret papers, for how long, and who may then open them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, IntegrityError, transaction

from saan.accounts.models import Appointment
from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.queries import acts_on
from saan.letters.actions.secrecy import clear_person, revoke_policy, set_policy, withdraw_clearance
from saan.letters.models import SecrecyPolicy
from saan.letters.queries.secrecy import (
    clearance_of,
    may_set_secrecy,
    people_of,
    policy_in_force,
    registrar_of,
    secret_papers_visible_to,
    why_refused,
)
from saan.letters.secrecy import Duty, Secrecy, last_day, secrecy_called, secret_mark
from tests.factories.secrecy import drafted, head_of, in_force, order_of, received


@pytest.fixture
def clerk(actor):
    return actor("clerk24")


@pytest.fixture
def policy(clerk):
    return in_force(clerk)


def test_off_until_the_head_says_so(clerk):
    assert policy_in_force(clerk.office) is None
    assert clearance_of(clerk) is None
    with pytest.raises(PermissionDenied):
        drafted(clerk)


@pytest.mark.parametrize(
    "who", ["clerk24", "province24", "admin", "auditor", "ministry", "cdd", "district2402"]
)
def test_nobody_but_the_head_sets_it(who, actor, clerk):
    assert not may_set_secrecy(actor(who))
    with pytest.raises(PermissionDenied, match="เท่านั้น"):
        set_policy(order=order_of(clerk.user), by=actor(who))
    assert not SecrecyPolicy.objects.exists()


def test_the_head_of_another_office_may_not_touch_it(actor, policy):
    with pytest.raises(PermissionDenied):
        revoke_policy(policy=policy, reason="ลอง", by=actor("local24"))
    with pytest.raises(PermissionDenied):
        clear_person(policy=policy, user=actor("local24").user, duty=Duty.CLEARED, by=actor("local24"))


def test_an_order_is_dated_named_and_on_record(clerk, policy):
    assert registrar_of(policy) == clerk.user
    assert clearance_of(clerk).duty == Duty.REGISTRAR
    verbs = [act.verb for act in acts_on(policy)]
    assert verbs == ["letters.clear_person", "letters.set_secrecy"]
    assert "คำสั่งสำนักงาน ที่ 12/2569" in acts_on(policy).last().summary


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"number": "  "}, "number"),
        ({"dated": today() + timedelta(days=1)}, "dated"),
        ({"starts": today() - timedelta(days=1)}, "starts"),
        ({"ends": today() - timedelta(days=1)}, "ends"),
        ({"ends": last_day(today()) + timedelta(days=1)}, "ends"),
    ],
)
def test_an_order_that_cannot_be(told, field, clerk):
    with pytest.raises(Refused) as refused:
        set_policy(order=order_of(clerk.user, **told), by=head_of(clerk.office))
    assert refused.value.field == field


def test_one_order_at_a_time(clerk, policy):
    with pytest.raises(Refused, match="ยกเลิกคำสั่งนั้นก่อน"):
        set_policy(order=order_of(clerk.user), by=head_of(clerk.office))


def test_a_registrar_from_elsewhere_undoes_the_whole(actor, clerk):
    with pytest.raises(Refused) as refused, transaction.atomic():
        set_policy(order=order_of(actor("district2402").user), by=head_of(clerk.office))
    assert refused.value.field == "registrar"
    assert not SecrecyPolicy.objects.exists()


@pytest.mark.parametrize("days", [-1, 1])
def test_neither_before_its_first_day_nor_after_its_last(days, clerk, policy):
    paper = received(clerk)
    move = {"order_dated": today() - timedelta(days=9), "starts": today() - timedelta(days=9)}
    if days < 0:
        move |= {"ends": today() - timedelta(days=1)}
    else:
        move |= {"starts": today() + timedelta(days=1)}
    SecrecyPolicy.objects.filter(pk=policy.pk).update(**move)
    assert clearance_of(clerk) is None
    assert paper not in secret_papers_visible_to(clerk)


def test_revoked_closes_every_paper_at_once(clerk, policy):
    paper = received(clerk)
    assert paper in secret_papers_visible_to(clerk)
    revoke_policy(policy=policy, reason="ย้ายสำนักงาน", by=head_of(clerk.office))
    assert not secret_papers_visible_to(clerk).exists()
    with pytest.raises(Stale):
        revoke_policy(policy=policy, reason="อีกครั้ง", by=head_of(clerk.office))
    in_force(clerk)
    assert paper in secret_papers_visible_to(clerk)


def test_clearing_and_taking_back(actor, clerk, policy):
    officer, head = actor("province24"), head_of(clerk.office)
    assert clearance_of(officer) is None
    assert clearance_of(head) is None
    cleared = clear_person(policy=policy, user=officer.user, duty=Duty.CLEARED, by=head)
    assert clearance_of(officer) == cleared
    with pytest.raises(Refused, match="อยู่แล้ว"):
        clear_person(policy=policy, user=officer.user, duty=Duty.DEPUTY, by=head)
    withdraw_clearance(clearance=cleared, by=head)
    assert clearance_of(officer) is None
    with pytest.raises(Stale):
        withdraw_clearance(clearance=cleared, by=head)


def test_the_registrar_is_followed_never_left_out(actor, clerk, policy):
    head, officer = head_of(clerk.office), actor("province24")
    with pytest.raises(Refused, match="เสมอ"):
        withdraw_clearance(clearance=clearance_of(clerk), by=head)
    clear_person(policy=policy, user=officer.user, duty=Duty.REGISTRAR, by=head)
    assert registrar_of(policy) == officer.user
    assert clearance_of(clerk) is None
    assert [each.duty for each in people_of(policy)] == [Duty.REGISTRAR]


@pytest.mark.parametrize("who", ["auditor", "admin", "producer", "local24"])
def test_who_has_no_reading_post_in_the_office_is_not_cleared(who, actor, clerk, policy):
    with pytest.raises(Refused, match="ไม่มีตำแหน่ง"):
        clear_person(policy=policy, user=actor(who).user, duty=Duty.CLEARED, by=head_of(clerk.office))


def test_cleared_here_is_not_cleared_at_the_other_post(actor, clerk):
    """The officer of two posts is cleared for the provincial office and opens nothing while acting for the district."""
    officer = actor("province24")
    in_force(clerk, officer)
    other = officer.user.appointments.exclude(pk=officer.appointment.pk).get()
    assert clearance_of(officer) is not None
    assert clearance_of(type(officer)(officer.user, other)) is None


def test_who_leaves_the_post_loses_it(clerk, policy):
    Appointment.objects.filter(pk=clerk.appointment.pk).update(ends=today() - timedelta(days=1))
    assert clearance_of(clerk) is None


def test_the_database_holds_no_higher_class(policy):
    with pytest.raises(IntegrityError), transaction.atomic():
        SecrecyPolicy.objects.filter(pk=policy.pk).update(level=Secrecy.TOP)


def test_the_refusal_names_who_may_enable(clerk):
    told = why_refused("ลับ", clerk.office)
    assert clerk.office.head_title in told
    assert "หนังสือลับ" in told
    in_force(clerk)
    assert clerk.full_name in why_refused("ลับ", clerk.office)
    for word in ("ลับมาก", "ลับที่สุด"):
        assert "ไม่ว่าหน่วยงานใด" in why_refused(word, clerk.office)


def test_the_marks_as_printed():
    assert [secrecy_called(word) for word in ("ลับ", "ลับ มาก", "ลับที่สุด", "ด่วน")] == [
        Secrecy.SECRET, Secrecy.TOP, Secrecy.MOST, None,
    ]  # fmt: skip


def test_a_sealed_paper_is_neither_deleted_nor_changed(clerk, policy):
    paper = received(clerk)
    with pytest.raises(Error, match="ลบไม่ได้"), transaction.atomic():
        paper.delete()
    with pytest.raises(Error, match="แก้ข้อความไม่ได้"), transaction.atomic():
        type(paper).objects.filter(pk=paper.pk).update(sealed=b"x")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Subject: ลับ เรื่องขมิ้น\n\nเรียน", "ลับ"),
        ("Subject: ด่วนที่สุด ลับมาก ที่ 12", "ลับมาก"),
        ("Subject: [ลับ] ขมิ้น", "ลับ"),
        ("Subject: ขมิ้น\n\nลับ\n\nที่ ฉช 0019/9", "ลับ"),
        ("ที่ ฉช 0019/9\nเรื่อง\n\fหน้าที่สอง\n- ลับ ที่สุด -\n", "ลับที่สุด"),
        ("Subject: ลับมีด\nการลับมีด\nคำว่าลับ", ""),
    ],
)
def test_a_mark_is_seen_wherever_the_letter_begins(text, mark):
    assert secret_mark(text) == mark
