"""Facts of tourism in the demonstration's province. Every name is invented."""

from datetime import date
from itertools import count

from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.organisations.models import Office
from saan.organisations.queries import authorities_of
from saan.tourism.actions import (
    EventFacts,
    IdentityFacts,
    ProjectFacts,
    record_event,
    record_identity,
    record_project,
)
from saan.tourism.models import EventRecord, LocalIdentity, SupportProject
from saan.tourism.rules import Budget

_numbers = count(1)
BANG_KHLA = 2402


def place(code: int) -> Area:
    return Area.objects.with_path().get(code=code)


def authority(district: int = BANG_KHLA, index: int = 0) -> Office:
    """One of the local authorities serving a district."""
    return authorities_of(place(district)).order_by("lo", "code")[index]


def project_facts(district: int = BANG_KHLA, **given: object) -> ProjectFacts:
    facts = {
        "authority": authority(district),
        "district": place(district),
        "process": "2",
        "name": f"ปรับปรุงท่าน้ำสมมติ {next(_numbers)}",
        "fiscal_year_be": 2567,
        "outcomes": ["income"],
        "budget": Budget(10_000_00, 4_000_00, 1_000_00),
    }
    return ProjectFacts(**{**facts, **given})


def project(by: Actor, district: int = BANG_KHLA, **given: object) -> SupportProject:
    return record_project(facts=project_facts(district, **given), by=by)


def identity(by: Actor, district: int = BANG_KHLA, **given: object) -> LocalIdentity:
    facts = {"district": place(district), "domain": "food", "name": f"ขนมสมมติ {next(_numbers)}"}
    return record_identity(facts=IdentityFacts(**{**facts, **given}), by=by)


def event_facts(area: int = BANG_KHLA, **given: object) -> EventFacts:
    facts = {
        "name": f"มหกรรมของดีสมมติ {next(_numbers)}",
        "starts_on": date(2024, 1, 12),
        "ends_on": date(2024, 1, 13),
        "place": "ลานวัดสมมติ",
        "area": place(area),
        "host": "เทศบาลตำบลสมมติ",
        "attendance": 500,
        "attendance_about": True,
        "partners": ("กลุ่มแม่บ้านสมมติ", "โรงเรียนสมมติ"),
    }
    return EventFacts(**{**facts, **given})


def event(by: Actor, area: int = BANG_KHLA, *, confirmed: bool = False, **given: object) -> EventRecord:
    return record_event(facts=event_facts(area, **given), by=by, confirmed=confirmed)
