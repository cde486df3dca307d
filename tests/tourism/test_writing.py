"""Who may write what, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.tourism.actions import (
    change_identity,
    change_project,
    confirm_event,
    record_community,
    record_coordination,
    record_event,
    record_identity,
    record_project,
)
from saan.tourism.actions.identities import IdentityFacts
from saan.tourism.models import CoordinationRecord, SupportProject
from saan.tourism.queries import (
    area_named,
    communities_visible_to,
    events_visible_to,
    identities_visible_to,
    projects_visible_to,
)
from saan.tourism.rules import Budget
from tests.factories.tourism import authority, event, event_facts, identity, place, project, project_facts

pytestmark = pytest.mark.django_db


def refused_field(act) -> str | None:
    with pytest.raises(Refused) as refused:
        act()
    assert any("ก" <= letter <= "๛" for letter in refused.value.message)
    return refused.value.field


@pytest.mark.parametrize("username", ["ministry", "cdd", "clerk24", "producer", "auditor", "admin"])
def test_nobody_without_the_permission_writes(actor, username: str) -> None:
    by = actor(username)
    for act in (
        lambda: record_project(facts=project_facts(), by=by),
        lambda: record_event(facts=event_facts(), by=by),
        lambda: record_identity(
            facts=IdentityFacts(district=place(2402), domain="food", name="ขนมสมมติ"), by=by
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_project_is_recorded_with_its_act(actor) -> None:
    made = project(actor("district2402"))
    assert made.budget.balance == 5_000_00
    act = Act.objects.latest("pk")
    assert act.verb == "tourism.record_project"
    assert made.name in act.summary


def test_another_process_is_recorded_and_warned_about(actor) -> None:
    made = project(actor("district2402"), process="5")
    assert "กระบวนงานที่ 2" in made.warning
    assert "ส่งเสริมการตลาด" in made.warning
    assert project(actor("district2402")).warning == ""


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"process": "6"}, "process"),
        ({"outcomes": []}, "outcomes"),
        ({"budget": Budget(100, 90, 20)}, "returned"),
        ({"fiscal_year_be": 2024}, "fiscal_year_be"),
        ({"name": " "}, "name"),
        ({"status": "lost"}, "status"),
    ],
)
def test_faulty_projects_are_refused_at_their_field(actor, given: dict, field: str) -> None:
    by = actor("district2402")
    assert refused_field(lambda: project(by, **given)) == field


def test_a_project_is_entered_once_a_year(actor) -> None:
    by = actor("district2402")
    facts = project_facts()
    record_project(facts=facts, by=by)
    assert (
        refused_field(lambda: record_project(facts=replace(facts, name=f" {facts.name} "), by=by)) == "name"
    )
    record_project(facts=replace(facts, fiscal_year_be=2568), by=by)


def test_a_district_writes_of_itself_alone(actor) -> None:
    by = actor("district2402")
    assert refused_field(lambda: project(by, 2403)) == "district"
    assert refused_field(lambda: project(by, authority=authority(2403))) == "authority"
    assert refused_field(lambda: identity(by, 2403)) == "district"
    assert refused_field(lambda: identity(by, tambon=place(240301))) == "tambon"


def test_a_local_authority_writes_of_itself(actor) -> None:
    by = actor("authority240101")
    made = project(by, 2401, authority=by.office)
    assert made.office == by.office
    assert identity(by, 2401).authority == by.office
    other = authority(2401, 3)
    assert other != by.office
    assert refused_field(lambda: project(by, 2401, authority=other)) == "authority"
    with pytest.raises(PermissionDenied):
        record_coordination(district=place(2401), authority=by.office, reason="ไม่เกี่ยวข้อง", by=by)


def test_who_sees_what(actor) -> None:
    held = project(actor("district2402"))
    for username, sees in [
        ("district2402", True), ("province24", True), ("local24", True), ("ministry", True), ("auditor", True),
        ("district2403", False), ("authority240101", False),
    ]:  # fmt: skip
        assert projects_visible_to(actor(username)).filter(pk=held.pk).exists() is sees, username


def test_a_project_moves_on_and_the_ledger_keeps_what_was(actor) -> None:
    by = actor("district2402")
    facts = project_facts(status="running")
    held = record_project(facts=facts, by=by)
    paid = replace(facts, budget=Budget(10_000_00, 9_000_00, 1_000_00), status="done")
    changed = change_project(project=held, facts=paid, version=1, by=by)
    assert (changed.version, changed.budget.balance, changed.status) == (2, 0, "done")
    assert Act.objects.latest("pk").detail["before"]["disbursed"] == 4_000_00
    with pytest.raises(Stale):
        change_project(project=held, facts=paid, version=1, by=by)
    assert refused_field(
        lambda: change_project(project=held, facts=replace(paid, status="planned"), version=2, by=by)
    ) == ("status")


def test_a_stranger_changes_nothing(actor) -> None:
    held = project(actor("district2402"))
    theirs = project_facts(2403)
    with pytest.raises(PermissionDenied):
        change_project(project=held, facts=theirs, version=1, by=actor("district2403"))


def test_coordination_needs_a_day_with_a_result_or_a_reason(actor) -> None:
    by, here, asked = actor("district2402"), place(2402), authority()

    def ask(**told: object):
        return lambda: record_coordination(district=here, authority=asked, by=by, **told)

    assert refused_field(ask()) == "reason"
    assert refused_field(ask(coordinated_on=date(2024, 1, 5))) == "result"
    assert refused_field(ask(result="คุยแล้วแต่ไม่มีวัน", reason="ไม่ทราบวันที่แน่")) == "coordinated_on"
    assert (
        refused_field(ask(coordinated_on=date(2024, 1, 5), result="ตกลงร่วมมือ", reason="ไม่ทราบ")) == "reason"
    )
    assert (
        refused_field(ask(coordinated_on=today() + timedelta(days=1), result="ตกลงร่วมมือ")) == "coordinated_on"
    )
    made = ask(coordinated_on=date(2023, 10, 1), result="ตกลงร่วมมือ")()
    assert made.fiscal_year_be == 2567


def test_the_province_does_not_coordinate_for_its_districts(actor) -> None:
    with pytest.raises(PermissionDenied, match="อำเภอ"):
        record_coordination(
            district=place(2402), authority=authority(), reason="ทดสอบเหตุผล", by=actor("province24")
        )


def test_the_database_refuses_half_a_coordination(actor) -> None:
    by = actor("district2402")
    half = CoordinationRecord(district=place(2402), authority=authority(), fiscal_year_be=2567, office=by.office,
                              coordinated_on=date(2024, 1, 1), recorded_by=by.user)  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        half.save()


def test_the_database_refuses_overspending_and_no_outcome(actor) -> None:
    held = project(actor("district2402"))
    for change in ({"disbursed": 10**9}, {"outcomes": []}, {"allocated": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportProject.objects.filter(pk=held.pk).update(**change)


def test_an_attribute_nobody_looked_at_is_unknown(actor) -> None:
    made = identity(actor("district2402"), safety="no", safety_note="ไม่มีราวกันตก")
    assert (made.convenience, made.safety, made.answered) == ("unknown", "no", 1)


def test_an_identity_is_named_once_in_a_domain(actor) -> None:
    by = actor("district2402")
    held = identity(by)
    assert refused_field(lambda: identity(by, name=f"{held.name} ")) == "name"
    identity(by, name=held.name, domain="product")


def test_an_identity_changes_with_its_version(actor) -> None:
    by = actor("district2402")
    held = identity(by)
    facts = IdentityFacts(
        district=held.district, domain="food", name=held.name, story="ทำสืบต่อกันมา", for_all="yes"
    )
    assert change_identity(identity=held, facts=facts, version=1, by=by).version == 2
    with pytest.raises(Stale):
        change_identity(identity=held, facts=facts, version=1, by=by)
    assert not identities_visible_to(actor("district2403")).exists()


def test_a_community_keeps_its_three_scores_apart(actor) -> None:
    by, tambon = actor("district2402"), place(240201)
    made = record_community(name="บ้านสมมติ", tambon=tambon, grade="A", attraction=Decimal(45), by=by)
    assert made.score is None
    assert communities_visible_to(by).get() == made
    wrong = {"attraction": Decimal(51), "grade": "ก", "village_no": 51}
    for field, value in wrong.items():
        said = {"name": "บ้านอื่น", "tambon": tambon, "by": by, field: value}
        assert refused_field(lambda said=said: record_community(**said)) == field


def test_an_event_is_a_draft_until_its_office_vouches_for_it(actor) -> None:
    by = actor("district2402")
    made = event(by)
    assert made.state == "draft"
    with pytest.raises(PermissionDenied):
        confirm_event(event=made, by=actor("province24"))
    done = confirm_event(event=made, by=by)
    assert (done.state, done.confirmed_by) == ("confirmed", by.user)
    with pytest.raises(Stale):
        confirm_event(event=made, by=by)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"ends_on": date(2024, 1, 11)}, "ends_on"),
        ({"ends_on": date(2025, 2, 11)}, "ends_on"),
        ({"attendance": None}, "attendance"),
        ({"name": ""}, "name"),
        ({"place": ""}, "place"),
    ],
)
def test_faulty_events_are_refused(actor, given: dict, field: str) -> None:
    by = actor("district2402")
    assert refused_field(lambda: event(by, **given)) == field
    assert not events_visible_to(by).exists()


def test_an_event_elsewhere_is_seen_by_the_office_that_wrote_it_down(actor) -> None:
    made = event(actor("province24"), 14)
    assert events_visible_to(actor("province24")).get() == made
    assert not events_visible_to(actor("district2402")).exists()


def test_places_are_found_by_the_names_in_a_text(actor) -> None:
    found = area_named(province="พระนครศรีอยุธยา", district="พระนครศรีอยุธยา")
    assert found is not None
    assert found.full_name == "อำเภอพระนครศรีอยุธยา จังหวัดพระนครศรีอยุธยา"
    assert area_named(province="ฉะเชิงเทรา", district="ไม่มีจริง").code == 24
    assert area_named(province="ไม่มีจริง") is None
