"""Decisions on applications, level by level. The last approval opens the file, and only then do counts move."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import format_short, now, today
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.registry.actions.applications import held_application, name_of
from saan.registry.actions.filing import change_file, open_file
from saan.registry.actions.verifying import write_confirmation
from saan.registry.applying import (
    Method,
    after_decision,
    missing_of,
    refuse_decision,
    refuse_decision_day,
    refuse_step,
    waits_for,
)
from saan.registry.models import Application, ApplicationDecision
from saan.registry.queries.registering import levels_of
from saan.registry.rules import (
    ApplicationKind,
    ApplicationState,
    DecisionLevel,
    DecisionOutcome,
    refuse_citizen_id,
)


def decide(
    *,
    application: Application,
    version: int,
    outcome: str,
    decided_on: date,
    by: Actor,
    meeting: str = "",
    reason: str = "",
) -> Application:
    """Enter what the level that is due decided, with its meeting. `outcome` is approved, returned or rejected.

    Who may enter it follows from the level: the district its committee's, the province its own. The day is not before
    the file was received. Raises Stale where another officer decided meanwhile.
    """
    with transaction.atomic():
        held = held_application(application, version)
        level = waits_for(held.state, levels_of(held))
        then = after_decision(held.state, levels_of(held), outcome)
        assert level is not None
        _require(level, held, by)
        refuse_decision(outcome, reason)
        refuse_citizen_id(reason, "reason")
        if outcome == DecisionOutcome.APPROVED and not meeting.strip():
            raise Refused("กรอกการประชุมหรือคำสั่งที่มีมติ เช่น ครั้งที่ 3/2567", field="meeting")
        _refuse_day(held, decided_on)
        ApplicationDecision.objects.create(
            application=held, level=level, outcome=outcome, reason=reason.strip()[:500],
            meeting=meeting.strip()[:200], decided_on=decided_on, recorded_by=by.user,
        )  # fmt: skip
        said = DecisionOutcome(outcome).label
        record(
            by=by,
            verb="registry.decide",
            of=held,
            summary=f"{level.label}{said}คำขอของ {name_of(held)} วันที่ {format_short(decided_on)}",
            level=level.value,
            outcome=outcome,
        )
        _step(held, then, decided_on, by)
    return held


def accept_application(
    *, application: Application, version: int, by: Actor, on: date | None = None, method: str = Method.SEEN,
    reference: str = "",
) -> Application:  # fmt: skip
    """Grant what no committee decides: a complete new file whose window names no level, or a producer's request to
    change or re-confirm a file that stands."""
    require(by, Permission.PRODUCERS_EDIT)
    day = on or today()
    with transaction.atomic():
        held = held_application(application, version)
        _require(DecisionLevel.DISTRICT, held, by)
        if held.kind == ApplicationKind.TRANSFER:
            raise Refused("คำขอย้ายให้ตอบที่หน้าการย้าย")
        if levels_of(held):
            raise Refused("คำขอนี้ต้องมีมติของคณะกรรมการก่อน")
        if held.kind == ApplicationKind.NEW:
            refuse_step(held.state, ApplicationState.APPROVED)
            _refuse_day(held, day)
        else:
            refuse_step(held.state, ApplicationState.RECEIVED)
            held.state, held.received_at, held.received_by = (
                ApplicationState.RECEIVED,
                now(),
                by.user,
            )
        record(by=by, verb="registry.accept_application", of=held, summary=f"รับตามคำขอของ {name_of(held)}")
        if held.kind == ApplicationKind.RECONFIRM:
            write_confirmation(held.producer, on=day, method=method, reference=reference, by=by)
        _step(held, ApplicationState.APPROVED, day, by)
    return held


def _require(level: DecisionLevel, held: Application, by: Actor) -> None:
    if level == DecisionLevel.PROVINCE:
        require(by, Permission.REGISTRATION_DECIDE, at=held.office)
    else:
        require(by, Permission.PRODUCERS_EDIT, at=held.office)


def _refuse_day(held: Application, decided_on: date) -> None:
    if held.received_at is None:
        raise Refused("คำขอนี้ยังไม่ได้รับที่อำเภอ", field="decided_on")
    last = held.decisions.filter(outcome=DecisionOutcome.APPROVED).order_by("-pk").first()
    received = timezone.localtime(held.received_at).date()
    refuse_decision_day(
        decided_on, received=received, before=last.decided_on if last else None, today=today()
    )


def _step(held: Application, then: ApplicationState, day: date, by: Actor) -> None:
    refuse_step(held.state, then)
    held.state = then
    if then == ApplicationState.APPROVED and held.kind == ApplicationKind.NEW:
        if missing_of(held.data):
            raise Refused("เอกสารของคำขอยังไม่ครบ โปรดเปิดหน้าคำขอใหม่")
        held.producer = open_file(held, on=day, by=by)
    elif then == ApplicationState.APPROVED and held.kind == ApplicationKind.CHANGE:
        change_file(held, by=by)
    held.version += 1
    held.save()
