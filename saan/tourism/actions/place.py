"""Where an actor may write: in districts of their area, and a local authority of itself alone."""

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.geography.models import Area
from saan.kernel.refusals import Refused
from saan.organisations.models import Office
from saan.tourism.queries import authorities_to_name, is_authority, places_to_record


def require_district(by: Actor, district: Area) -> None:
    """Refused unless the actor may record facts of this district."""
    require(by, Permission.TOURISM_EDIT)
    if district not in places_to_record(by):
        raise Refused(f"{district.title}อยู่นอกพื้นที่ของ{by.office.name}", field="district")


def require_authority(by: Actor, district: Area, authority: Office) -> None:
    """Refused unless the authority serves the district, and is the actor's own where the actor speaks for one."""
    if not authorities_to_name(by, district).filter(pk=authority.pk).exists():
        whose = "หน่วยงานของท่าน" if is_authority(by) else f"อปท. ที่รับผิดชอบ{district.title}"
        raise Refused(f"{authority.name} ไม่ใช่{whose} โปรดเลือกจากรายชื่อ", field="authority")


def require_tambon(district: Area, tambon: Area | None) -> None:
    """Refused where the tambon lies in another district."""
    if tambon is not None and not district.contains(tambon):
        raise Refused(f"{tambon.title}ไม่ได้อยู่ใน{district.title}", field="tambon")
