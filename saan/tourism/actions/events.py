"""Entering events: as a draft from a text or by hand, then confirmed by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.geography.models import Area
from saan.kernel.dates import format_short, now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.tourism import rules
from saan.tourism.models import EventRecord
from saan.tourism.queries import events_visible_to
from saan.tourism.rules import EventState

LONGEST_DAYS = 366
MOST_PEOPLE = 10_000_000


@dataclass(frozen=True)
class EventFacts:
    """What is told of an event. `words` maps a field to {"text", "span"} in the source that `source` names."""

    name: str
    starts_on: date
    ends_on: date
    place: str
    area: Area
    start_time: time | None = None
    host: str = ""
    attendance: int | None = None
    attendance_about: bool = False
    partners: Sequence[str] = ()
    words: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""


def record_event(*, facts: EventFacts, by: Actor, confirmed: bool = False) -> EventRecord:
    """Enter an event. It may lie outside the actor's area, since news travels; then only the own office sees it."""
    require(by, Permission.TOURISM_EDIT)
    _refuse_event(facts)
    name = " ".join(facts.name.split())
    with transaction.atomic():
        if EventRecord.objects.filter(office=by.office, name=name, starts_on=facts.starts_on).exists():
            said = f"หน่วยงานของท่านบันทึก “{name}” วันที่ {format_short(facts.starts_on)} แล้ว"
            raise Refused(said, field="name")
        columns = vars(facts) | {
            "name": name,
            "partners": [body.strip() for body in facts.partners if body.strip()],
            "words": dict(facts.words),
        }
        made = EventRecord.objects.create(
            **columns, state=EventState.DRAFT, office=by.office, recorded_by=by.user
        )
        record(
            by=by, verb="tourism.record_event", of=made, summary=f"บันทึกงาน {made.name}", source=made.source
        )
        if confirmed:
            made = confirm_event(event=made, by=by)
    return made


def confirm_event(*, event: EventRecord, by: Actor) -> EventRecord:
    """Vouch that an event is as recorded; only its own office can."""
    require(by, Permission.TOURISM_EDIT)
    with transaction.atomic():
        held = events_visible_to(by).select_for_update(of=("self",)).filter(pk=event.pk).first()
        if held is None or held.office_id != by.office.pk:
            raise PermissionDenied("ยืนยันได้เฉพาะงานที่หน่วยงานของท่านบันทึก")
        if held.state == EventState.CONFIRMED:
            raise Stale("งานนี้มีผู้ยืนยันแล้ว โปรดเปิดใหม่")
        held.state, held.confirmed_by, held.confirmed_at = EventState.CONFIRMED, by.user, now()
        held.save(update_fields=["state", "confirmed_by", "confirmed_at"])
        record(by=by, verb="tourism.confirm_event", of=held, summary=f"ยืนยันงาน {held.name}")
    return held


def _refuse_event(facts: EventFacts) -> None:
    rules.refuse_text(facts.name, field="name", what="ชื่องาน", least=4, most=300)
    rules.refuse_text(facts.place, field="place", what="สถานที่จัดงาน", least=3, most=300)
    rules.refuse_text(facts.host, field="host", what="ผู้จัด", most=200)
    rules.refuse_text(facts.source, field="source", what="ที่มา", most=300)
    for body in facts.partners:
        rules.refuse_text(body, field="partners", what="ชื่อหน่วยงานหรือภาคีแต่ละบรรทัด", most=200)
    if facts.ends_on < facts.starts_on:
        raise Refused(
            f"วันสิ้นสุด {format_short(facts.ends_on)} อยู่ก่อนวันเริ่ม {format_short(facts.starts_on)}",
            field="ends_on",
        )
    if (facts.ends_on - facts.starts_on).days > LONGEST_DAYS:
        raise Refused("งานหนึ่งยาวได้ไม่เกิน 1 ปี โปรดตรวจวันเริ่มและวันสิ้นสุด", field="ends_on")
    if facts.attendance is not None and not 0 <= facts.attendance <= MOST_PEOPLE:
        raise Refused(f"จำนวนผู้เข้าร่วมต้องอยู่ระหว่าง 0 ถึง {MOST_PEOPLE:,} คน", field="attendance")
    if facts.attendance is None and facts.attendance_about:
        raise Refused("กรอกจำนวนผู้เข้าร่วม หรือเลิกเลือก “โดยประมาณ”", field="attendance")
    if facts.area.level not in ("province", "district"):
        raise Refused("เลือกจังหวัดหรืออำเภอที่จัดงาน", field="area")
