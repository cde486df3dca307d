"""Who would get a circular: an audience within the reach of who sends it, counted before anything is sent."""

from saan.accounts.policy import Actor, offices_in_reach
from saan.kernel.refusals import Refused
from saan.letters.circulation import FEWEST
from saan.organisations.audience import Audience, offices_of
from saan.organisations.models import OfficeQuerySet


def addressees(audience: Audience, by: Actor) -> OfficeQuerySet:
    """The offices meant today, without the sender's own; a term never means offices beyond the sender's reach."""
    return offices_of(audience, within=offices_in_reach(by)).exclude(pk=by.office.pk)


def count_addressees(audience: Audience, by: Actor) -> int:
    """How many offices would get it. Refused where they are too few for a circular (one text to many)."""
    count = addressees(audience, by).count()
    if count == 0:
        raise Refused(
            "ไม่มีหน่วยงานใดตรงกับผู้รับที่กำหนด ตรวจสายงาน ระดับ และพื้นที่ หรือเพิ่มหน่วยงานรายชื่อ", field="audience"
        )
    if count < FEWEST:
        raise Refused(
            "มีผู้รับเพียง 1 หน่วยงาน จึงใช้เลข ว ไม่ได้ เพราะหนังสือเวียนต้องมีข้อความเดียวกันถึงผู้รับตั้งแต่ 2 แห่งขึ้นไป "
            "ให้ส่งเป็นหนังสือธรรมดาหรือเพิ่มผู้รับ",
            field="audience",
        )
    return count
