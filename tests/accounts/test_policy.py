"""One policy for "may they" and "which rows": both must give the same answer for every actor and office."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from saan.accounts.cast import CAST
from saan.accounts.models import Appointment, User
from saan.accounts.permissions import LABELS, Permission
from saan.accounts.policy import Actor, areas_in_reach, may, offices_in_reach, reaches, require
from saan.accounts.roles import ROLES, Reach
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.organisations.models import Office

ONE_OF_EACH_ROLE = {role: member.username for member in CAST for _, role, _ in member.posts[:1]}.values()


@pytest.mark.slow
@pytest.mark.parametrize("username", ONE_OF_EACH_ROLE)
def test_lists_and_details_cannot_disagree(actor, username: str) -> None:
    by = actor(username)
    listed = set(Office.objects.filter(offices_in_reach(by)).values_list("pk", flat=True))
    asked = {office.pk for office in Office.objects.all() if reaches(by, office)}
    assert listed == asked
    assert by.office.pk in listed


def test_a_province_reaches_its_own_line_alone(actor) -> None:
    reach = Office.objects.filter(offices_in_reach(actor("province24")))
    assert reach.count() == 1 + 11
    assert not reach.exclude(line="cdd").exists()
    assert not reach.exclude(lo__range=(240_000, 249_999)).exists()


def test_local_administration_reaches_authorities_too(actor) -> None:
    reach = Office.objects.filter(offices_in_reach(actor("local24")))
    assert reach.filter(line="local").count() == 93
    assert not reach.filter(line="cdd").exists()


def test_the_same_filter_works_from_another_table(actor) -> None:
    by = actor("province24")
    posts = Appointment.objects.filter(offices_in_reach(by, prefix="office__"))
    assert {post.office.line for post in posts} == {"cdd"}


def test_areas_follow_the_office(actor) -> None:
    places = Area.objects.filter(level="tambon").filter(areas_in_reach(actor("district2402"), field="code"))
    assert set(places.values_list("parent_id", flat=True)) == {2402}


def test_deny_by_default(actor) -> None:
    district = actor("district2402")
    assert not may(None, Permission.DESK_SEE)
    assert not may(district, Permission.DIRECTIVES_ISSUE)
    assert not may(district, Permission.PRODUCERS_EDIT, at=Office.objects.get(code="cdd-2403"))
    assert may(district, Permission.PRODUCERS_EDIT, at=district.office)


def test_an_inactive_account_may_nothing(actor) -> None:
    by = actor("province24")
    by.user.is_active = False
    assert not may(by, Permission.DESK_SEE)


def test_refusal_names_the_right_and_the_office_in_thai(actor) -> None:
    with pytest.raises(PermissionDenied, match=r"ขึ้นทะเบียนและแก้ไขผู้ผลิต.*บางน้ำเปรี้ยว"):
        require(actor("province24"), Permission.PRODUCERS_EDIT, at=Office.objects.get(code="cdd-2403"))


def test_the_administrator_cannot_read_letters(actor) -> None:
    assert not may(actor("admin"), Permission.LETTERS_SEE)
    assert not may(actor("auditor"), Permission.LETTERS_CONFIRM)


@pytest.mark.parametrize(
    ("starts", "ends", "counts"), [(-1, 1, True), (-9, -1, False), (1, 9, False), (0, 0, True)]
)
def test_posts_hold_between_their_days(db: None, starts: int, ends: int, counts: bool) -> None:
    day = today()
    user = User.objects.create_user("ชั่วคราว", "x", full_name="นายชั่วคราว ทดสอบ")
    Appointment.objects.create(
        user=user, office=Office.objects.get(code="cdd-2402"), role="district-officer", position="เจ้าหน้าที่",
        starts=day + timedelta(starts), ends=day + timedelta(ends),
    )  # fmt: skip
    assert user.appointments.in_force().exists() is counts


def test_every_permission_has_a_thai_name_and_someone_who_holds_it() -> None:
    held = frozenset().union(*(role.permissions for role in ROLES.values()))
    assert set(LABELS) == set(Permission)
    assert held == set(Permission)


def test_roles_say_in_a_sentence_what_they_may() -> None:
    for role in ROLES.values():
        assert len(role.says) > 15
        assert role.reach in Reach


def test_an_actor_knows_all_their_posts(actor) -> None:
    by = actor("province24")
    assert [post.office.code for post in by.appointments] == ["cdd-24", "cdd-2401"]
    assert Actor(by.user, by.appointments[1]).office.code == "cdd-2401"


def test_nobody_works_on_at_an_office_that_has_ended(actor) -> None:
    by = actor("district2402")
    Office.objects.filter(pk=by.office.pk).update(valid_to=today())
    assert not by.user.appointments.in_force().exists()
