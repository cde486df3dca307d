"""The demonstration's tourism: some authorities asked, some projects, identities that leave domains empty, one event.

Every name is invented. Districts differ, so that a province's page has something to find.
"""

from datetime import timedelta

from saan.accounts.policy import Actor
from saan.demonstration.people import actor, district_actors
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.kernel.fiscal import fiscal_year_of
from saan.organisations.queries import authorities_of
from saan.outreach.actions import draft_story, write_post
from saan.outreach.queries import tags_of
from saan.tourism.actions import (
    EventFacts,
    IdentityFacts,
    ProjectFacts,
    record_community,
    record_coordination,
    record_event,
    record_identity,
    record_project,
)
from saan.tourism.models import SupportProject
from saan.tourism.rules import Answer, Budget, IdentityDomain, Outcome, ProjectStatus, WorkProcess

ASKED = {2401: 5, 2402: 8, 2403: 10, 2405: 4, 2407: 2}
"""How many of its authorities each district has asked; those not named have asked none."""
IDENTITIES = (
    (2402, IdentityDomain.FOOD, "ขนมเปี๊ยะตลาดสมมติ", "ทำสืบต่อกันมาสามรุ่นในตลาดริมน้ำ อบด้วยเตาถ่าน"),
    (2402, IdentityDomain.CULTURE, "งานลอยกระทงสายสมมติ", "ชาวบ้านร้อยกะลาเป็นสายลอยตามน้ำในคืนวันเพ็ญ"),
    (2402, IdentityDomain.PRODUCT, "มะม่วงกวนแผ่นสมมติ", ""),
    (2403, IdentityDomain.FOOD, "แกงส้มปลาแม่น้ำสมมติ", ""),
    (2405, IdentityDomain.HERITAGE, "กำแพงอิฐเก่าสมมติ", "เหลือแนวกำแพงยาวราวห้าสิบเมตรริมคลอง"),
    (2407, IdentityDomain.PRODUCT, "เสื่อกกสมมติ", ""),
)
PROJECTS = (
    (2402, WorkProcess.PLACES, "ปรับปรุงท่าน้ำสมมติ ระยะที่ 1", Budget(125_000_000, 48_000_050, 2_000_000)),
    (2402, WorkProcess.PEOPLE, "อบรมผู้เล่าเรื่องชุมชนสมมติ", Budget(8_000_000, 8_000_000, 0)),
    (2403, WorkProcess.PLACES, "ป้ายบอกทางสมมติ 12 จุด", Budget(36_000_000, 0, 0)),
    (2405, WorkProcess.PLACES, "ห้องน้ำสำหรับทุกคนสมมติ", Budget(90_000_000, 60_000_000, 30_000_000)),
)


def furnish() -> None:
    """Enter everything once, through the same acts as officers."""
    if SupportProject.objects.exists():
        return
    districts = district_actors()
    for code, count in ASKED.items():
        _ask(districts[code], count)
    for code, process, name, budget in PROJECTS:
        _project(districts[code], process, name, budget)
    for code, domain, name, story in IDENTITIES:
        _identity(districts[code], domain, name, story)
    _event(districts[2402])
    _own_project(actor("authority240101"))


def _ask(by: Actor, count: int) -> None:
    """The last one of each district is excused with a reason."""
    asked = list(authorities_of(by.office.area).order_by("lo", "code")[:count])
    for number, authority in enumerate(asked):
        told = {"coordinated_on": today() - timedelta(days=number + 3), "result": "ยินดีเสนอเข้าแผนพัฒนาท้องถิ่น"}
        if number == len(asked) - 1:
            told = {"reason": "ไม่มีชุมชนท่องเที่ยวในพื้นที่"}
        record_coordination(district=by.office.area, authority=authority, by=by, **told)


def _facts(by: Actor, district: Area, process: str, name: str, budget: Budget) -> ProjectFacts:
    own = by.office if by.office.level == "local" else authorities_of(district).order_by("lo", "code")[0]
    return ProjectFacts(
        authority=own,
        district=district,
        process=process,
        name=name,
        fiscal_year_be=fiscal_year_of(today()).be,
        outcomes=[Outcome.STANDARD, Outcome.INCOME],
        budget=budget,
        status=ProjectStatus.DONE if budget.balance == 0 else ProjectStatus.RUNNING,
        letter_ref="ฉช 0019/ว 333",
    )


def _project(by: Actor, process: str, name: str, budget: Budget) -> None:
    record_project(facts=_facts(by, by.office.area, process, name, budget), by=by)


def _own_project(by: Actor) -> None:
    district = Area.objects.get(code=by.office.lo // 100)
    budget = Budget(20_000_000, 5_000_000, 0)
    record_project(facts=_facts(by, district, WorkProcess.PLACES, "ทางลาดหน้าตลาดสมมติ", budget), by=by)


def _identity(by: Actor, domain: str, name: str, story: str) -> None:
    facts = IdentityFacts(
        district=by.office.area,
        domain=domain,
        name=name,
        story=story,
        convenience=Answer.YES if story else Answer.UNKNOWN,
        for_all=Answer.NO if story else Answer.UNKNOWN,
    )
    made = record_identity(facts=facts, by=by)
    if domain == IdentityDomain.FOOD:
        tags = tags_of(Area.objects.with_path().get(code=by.office.area_id))
        text = f"ชวนชิม{name} {' '.join(tags[:4] if story else tags[:2])}"
        write_post(district=by.office.area, identity=made, text=text, by=by)


def _event(by: Actor) -> None:
    tambon = Area.objects.select_related("parent").filter(parent=by.office.area).in_force().earliest("code")
    record_community(name="บ้านริมน้ำสมมติ", tambon=tambon, village_no=3, grade="A", by=by)
    day = today() - timedelta(days=20)
    facts = EventFacts(
        name="มหกรรมของดีริมน้ำสมมติ",
        starts_on=day,
        ends_on=day + timedelta(days=1),
        place="ลานหน้าตลาดริมน้ำสมมติ",
        area=by.office.area,
        host="อำเภอบางคล้า",
        attendance=500,
        attendance_about=True,
        partners=("กลุ่มแม่บ้านสมมติ", "โรงเรียนริมน้ำสมมติ"),
    )
    draft_story(event=record_event(facts=facts, by=by, confirmed=True), by=by)
