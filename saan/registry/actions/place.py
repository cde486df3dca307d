"""Where a producer may be registered: the place of production lies in the registering district."""

from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.geography.rules import AreaLevel
from saan.kernel.refusals import Refused
from saan.organisations.rules import Line, OfficeLevel


def held_tambon(code: int, by: Actor) -> Area:
    """The tambon, locked so that two registrations in it go one after the other and see each other's names.

    Refused for a place outside the actor's district, an abolished one, or a code that is no tambon.
    """
    place = Area.objects.select_for_update(no_key=True, of=("self",)).filter(code=code).first()
    if place is None or place.level != AreaLevel.TAMBON:
        raise Refused("ไม่พบตำบลที่เลือก โปรดเลือกจากรายชื่อตำบลของอำเภอ", field="tambon")
    if by.office.line != Line.CDD:
        raise Refused("การขึ้นทะเบียนผู้ผลิตเป็นงานของสำนักงานพัฒนาชุมชนอำเภอ", field="tambon")
    if by.office.level != OfficeLevel.DISTRICT or not by.office.lo <= place.code <= by.office.hi:
        raise Refused(
            f"{place.title}อยู่นอกพื้นที่ของ{by.office.name} ให้อำเภอที่เป็นที่ตั้งของสถานที่ผลิตรับขึ้นทะเบียน", field="tambon"
        )
    if place.valid_to is not None:
        raise Refused(f"{place.title}ยกเลิกแล้ว โปรดเลือกตำบลที่รับช่วงต่อ", field="tambon")
    return place
