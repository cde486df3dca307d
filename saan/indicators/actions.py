"""Recording targets as letters set them."""

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.geography.models import Area
from saan.indicators.catalogue import indicators
from saan.indicators.models import Target
from saan.indicators.rules import TargetTier
from saan.kernel.dates import now
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.letters.models import Letter


def set_target(
    *,
    indicator: str,
    area: Area,
    fiscal_year_be: int,
    tier: TargetTier,
    value: int,
    by: Actor,
    letter: Letter | None = None,
    evidence: str = "",
    span: list[int] | None = None,
) -> Target:
    """Set or change what an area is to reach; the ledger keeps the earlier value. `value` is in its unit."""
    require(by, Permission.INDICATORS_RECORD)
    if indicator not in indicators():
        raise Refused("ไม่มีตัวชี้วัดนี้ในบัญชีตัวชี้วัด", field="indicator")
    if not (by.office.lo <= area.lo and area.hi <= by.office.hi):
        raise Refused(f"{area} อยู่นอกพื้นที่ของ{by.office}", field="area")
    if value <= 0:
        raise Refused("ค่าเป้าหมายต้องมากกว่าศูนย์", field="value")
    with transaction.atomic():
        key = {"indicator": indicator, "area": area, "fiscal_year_be": fiscal_year_be, "tier": tier}
        was = Target.objects.select_for_update().filter(**key).first()
        target, _ = Target.objects.update_or_create(
            **key,
            defaults={
                "value": value,
                "letter": letter,
                "evidence": evidence,
                "span": span,
                "recorded_at": now(),
                "recorded_by": by.user,
            },
        )
        name = indicators()[indicator].name
        record(
            by=by,
            verb="indicators.set_target",
            of=target,
            summary=f"บันทึกค่าเป้าหมาย{tier.label} {name} {area} ปีงบประมาณ {fiscal_year_be}",
            was=was.value if was else None,
            now=value,
        )
        return target
