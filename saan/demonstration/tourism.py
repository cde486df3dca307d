"""The demonstration's tourism besides its letters: identities that leave domains empty, posts, a community, an event.

Every name is invented. Districts differ, so that a province's page has something to find.
"""

from datetime import timedelta

from saan.accounts.policy import Actor
from saan.demonstration.people import district_actors
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.outreach.actions import draft_story, write_post
from saan.outreach.queries import tags_of
from saan.tourism.actions import (
    EventFacts,
    IdentityFacts,
    record_community,
    record_event,
    record_identity,
)
from saan.tourism.models import LocalIdentity
from saan.tourism.rules import Answer, IdentityDomain

IDENTITIES = (
    (2402, IdentityDomain.FOOD, "ขนมเปี๊ยะตลาดสมมติ", "ทำสืบต่อกันมาสามรุ่นในตลาดริมน้ำ อบด้วยเตาถ่าน"),
    (2402, IdentityDomain.CULTURE, "งานลอยกระทงสายสมมติ", "ชาวบ้านร้อยกะลาเป็นสายลอยตามน้ำในคืนวันเพ็ญ"),
    (2402, IdentityDomain.PRODUCT, "มะม่วงกวนแผ่นสมมติ", ""),
    (2403, IdentityDomain.FOOD, "แกงส้มปลาแม่น้ำสมมติ", ""),
    (2405, IdentityDomain.HERITAGE, "กำแพงอิฐเก่าสมมติ", "เหลือแนวกำแพงยาวราวห้าสิบเมตรริมคลอง"),
    (2407, IdentityDomain.PRODUCT, "เสื่อกกสมมติ", ""),
)


def furnish() -> None:
    """Enter everything once, through the same acts as officers."""
    if LocalIdentity.objects.exists():
        return
    districts = district_actors()
    for code, domain, name, story in IDENTITIES:
        _identity(districts[code], domain, name, story)
    _event(districts[2402])


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
