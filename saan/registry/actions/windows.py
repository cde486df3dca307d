"""Opening, extending and closing the times at which registering is possible. They are data, for every level to see."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.geography.models import Area
from saan.kernel.dates import format_short, today
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.registry.models import RegistrationWindow
from saan.registry.opening import refuse_overlap, refuse_window
from saan.registry.queries.registering import Span, inside_office, may_open_windows


def open_window(
    *,
    name: str,
    year_be: int,
    area: Area | None,
    opens: date,
    closes: date,
    levels: Sequence[str],
    by: Actor,
    self_service: bool = True,
    source: str = "",
) -> RegistrationWindow:
    """Announce a window for the actor's area or a part of it; None is the whole country, for the department alone.

    Windows of different areas may overlap: the narrowest counts. Two of the same area may not.
    """
    _require(by)
    if not name.strip():
        raise Refused("กรอกชื่อรอบ เช่น รอบที่ 1 ปี 2567", field="name")
    if not inside_office(by, area):
        raise Refused("เลือกพื้นที่ในความรับผิดชอบของหน่วยงาน", field="area")
    refuse_window(opens, closes, year_be, levels)
    if closes < today():
        raise Refused("วันปิดผ่านไปแล้ว เลือกวันที่ตั้งแต่วันนี้", field="closes")
    with transaction.atomic():
        # the lock makes two who open one area at once see each other
        Area.objects.select_for_update(no_key=True).get(code=area.code if area else 0)
        refuse_overlap(opens, closes, _beside(area))
        window = RegistrationWindow.objects.create(
            name=name.strip()[:200], year_be=year_be, area=area, opens=opens, closes=closes, levels=list(levels),
            self_service=self_service, source=source.strip()[:300], made_by=by.user,
        )  # fmt: skip
        record(
            by=by,
            verb="registry.open_window",
            of=window,
            summary=f"เปิด{window.name} {format_short(opens)} ถึง {format_short(closes)}",
        )
    return window


def move_closing(*, window: RegistrationWindow, closes: date, reason: str, by: Actor) -> RegistrationWindow:
    """Extend a window, or close it early; the earliest end is today, whose applications still count."""
    _require(by)
    with transaction.atomic():
        held = (
            RegistrationWindow.objects.select_for_update(of=("self",))
            .select_related("area")
            .get(pk=window.pk)
        )
        if not inside_office(by, held.area):
            raise PermissionDenied(f"{held.name} เป็นรอบของหน่วยงานที่สูงกว่า ให้หน่วยงานที่เปิดเป็นผู้แก้ไข")
        if not reason.strip():
            raise Refused("กรอกเหตุผลหรือหนังสือที่ให้เปลี่ยนวันปิด", field="reason")
        if closes < max(today(), held.opens):
            raise Refused(
                f"ปิดได้เร็วที่สุดสิ้นวันที่ {format_short(max(today(), held.opens))} คำขอที่ยื่นแล้วยังพิจารณาต่อได้",
                field="closes",
            )
        refuse_window(held.opens, closes, held.year_be, held.levels)
        refuse_overlap(held.opens, closes, _beside(held.area, other_than=held.pk))
        was, held.closes = held.closes, closes
        held.save(update_fields=["closes"])
        record(
            by=by,
            verb="registry.move_window",
            of=held,
            summary=f"เปลี่ยนวันปิด{held.name} จาก {format_short(was)} เป็น {format_short(closes)}: {reason.strip()}",
        )
    return held


def _require(by: Actor) -> None:
    require(by, Permission.WINDOWS_MANAGE)
    if not may_open_windows(by):
        raise PermissionDenied("หน่วยงานพัฒนาชุมชนระดับจังหวัดหรือกรมเป็นผู้เปิดรอบรับลงทะเบียน")


def _beside(area: Area | None, other_than: int = 0) -> list[Span]:
    return [Span(window) for window in RegistrationWindow.objects.filter(area=area).exclude(pk=other_than)]
