"""Applications on their way: filled in, handed in, received with what is missing, returned, withdrawn.

An officer's own entry and a producer's self-service are the same application; only who holds the pen differs.
"""

import base64
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.models import User
from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may, require
from saan.geography.models import Area
from saan.geography.rules import AreaLevel
from saan.kernel.dates import be_year, format_short, now, parse_date, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.organisations.models import Office
from saan.organisations.rules import OfficeLevel
from saan.registry import sealing
from saan.registry.applying import Method, asked_of, missing_of, refuse_step
from saan.registry.models import Application, ApplicationDecision, Producer, ProducerAccount
from saan.registry.queries.registering import OPEN_STATES, next_window, registering_office, window_for
from saan.registry.rules import (
    ApplicationKind,
    ApplicationState,
    DecisionLevel,
    DecisionOutcome,
    refuse_citizen_id,
)
from saan.registry.telling import told_data

_PENS = (ApplicationState.DRAFT, ApplicationState.RETURNED)
_COUNTER = (ApplicationState.DRAFT, ApplicationState.INCOMPLETE, ApplicationState.RECEIVED)


def open_application(*, told: Mapping[str, Any], by: Actor, identity_number: str = "") -> Application:
    """Begin an application at the counter of the actor's district; what is missing does not stop it."""
    require(by, Permission.PRODUCERS_EDIT)
    if by.office.level != OfficeLevel.DISTRICT:
        raise PermissionDenied("อำเภอที่เป็นที่ตั้งของสถานที่ผลิตเป็นผู้รับคำขอ")
    data = told_data(told, year_be=be_year(today()), complete=True)
    _refuse_place(data["tambon"], by.office)
    window = window_for(by.office)
    if window is None:
        raise Refused(_closed(by.office))
    with transaction.atomic():
        application = Application.objects.create(
            kind=ApplicationKind.NEW, state=ApplicationState.DRAFT, window=window, office=by.office,
            data=data | _sealed(data, identity_number), applicant=by.user, created_by=by.user,
        )  # fmt: skip
        record(by=by, verb="registry.open_application", of=application, summary=f"รับคำขอของ {data['name']}")
    return application


def own_application(
    *, told: Mapping[str, Any], by: Actor, application: Application | None = None, version: int = 0,
    identity_number: str = "", patient: bool = False, producer: Producer | None = None, page: str = "",
) -> Application:  # fmt: skip
    """Keep a producer's own form as it is; `patient` keeps a half-typed draft where a whole one would be refused.

    With `producer` (one the account speaks for) it is a request to change that file. Raises Stale where another tab
    or phone has kept it since; `page` is the open form's token, by which it knows what it kept by itself.
    """
    require(by, Permission.OWN_PRODUCER_EDIT)
    data = _patient(told) if patient else told_data(told, year_be=be_year(today()), complete=False)
    seal = _sealed(data, identity_number, patient=patient)
    if "tambon" in data:
        _refuse_place(data["tambon"], None)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.user.pk)
        application = application or _begun_from(page, by, producer)
        if application is None:
            return _begun(data | seal | {"page": page}, by, producer)
        held = held_application(application, version, page)
        _refuse_pen(held, by)
        held.data = _kept(held, data) | data | seal | {"page": page}
        if held.kind == ApplicationKind.NEW:
            held.office = registering_office(data.get("tambon", 0)) or held.office
        _stepped(held)
    return held


def submit_application(*, application: Application, version: int, by: Actor, page: str = "") -> Application:
    """Hand in one's own application to the district; it may lack things, and says which. `page` as in
    `own_application`."""
    require(by, Permission.OWN_PRODUCER_EDIT)
    with transaction.atomic():
        held = held_application(application, version, page)
        _refuse_pen(held, by)
        refuse_step(held.state, ApplicationState.SUBMITTED)
        data = told_data(held.data, year_be=be_year(today()), complete=True)
        held.data = _kept(held, data) | data
        if held.kind == ApplicationKind.NEW:
            _into_window(held, data["tambon"])
        held.state, held.submitted_at, held.submitted_by = ApplicationState.SUBMITTED, now(), by.user
        held.missing = (
            [item.code for item in missing_of(held.data)] if held.kind == ApplicationKind.NEW else []
        )
        _stepped(held)
        record(by=by, verb="registry.submit_application", of=held, summary=f"ยื่นคำขอของ {data['name']}")
    return held


def edit_application(
    *, application: Application, version: int, told: Mapping[str, Any], by: Actor, identity_number: str = ""
) -> Application:
    """Complete or correct what stands on an application at the counter."""
    with transaction.atomic():
        held = _at_counter(application, version, by)
        if held.state not in _COUNTER or held.kind != ApplicationKind.NEW:
            raise Refused(f"คำขออยู่ในขั้น “{held.get_state_display()}” จึงแก้ข้อมูลไม่ได้")
        data = told_data(told, year_be=be_year(today()), complete=True)
        _refuse_place(data["tambon"], held.office)
        held.data = _kept(held, data) | data | _sealed(data, identity_number)
        if held.state != ApplicationState.DRAFT:
            _weigh(held)
        _stepped(held)
        record(by=by, verb="registry.edit_application", of=held, summary=f"แก้ข้อมูลในคำขอของ {data['name']}")
    return held


def receive_application(
    *, application: Application, version: int, checks: Mapping[str, Mapping[str, str]], by: Actor
) -> Application:
    """Receive a file at the counter with what was looked at; complete or not is worked out, never ticked.

    `checks` are by code of what is asked: method, on (date or text), reference, certified_by. Refused at the field of
    a check without its method, or of a person's word without the person.
    """
    with transaction.atomic():
        held = _at_counter(application, version, by)
        if held.kind != ApplicationKind.NEW:
            raise Refused("คำขอนี้ไม่ต้องรับเอกสาร ให้เลือกรับหรือส่งกลับ")
        known = {item.code: item for item in asked_of(held.data) if not item.fact}
        looked = {code: _check(known[code], said, by) for code, said in checks.items() if code in known}
        held.data = held.data | {"checked": held.data.get("checked", {}) | looked}
        if held.received_at is None:
            held.received_at, held.received_by = now(), by.user
        _weigh(held)
        _stepped(held)
        lacks = f"ยังขาด {len(held.missing)} อย่าง" if held.missing else "ครบ"
        record(
            by=by,
            verb="registry.receive_application",
            of=held,
            summary=f"รับคำขอของ {held.data['name']} {lacks}",
            looked=sorted(looked),
            missing=held.missing,
        )
    return held


def return_application(*, application: Application, version: int, reason: str, by: Actor) -> Application:
    """Send an application back to the producer who handed it in, with what to mend."""
    with transaction.atomic():
        held = _at_counter(application, version, by)
        if not held.data.get("own") and held.kind != ApplicationKind.TRANSFER:
            raise Refused("คำขอนี้เจ้าหน้าที่เป็นผู้กรอก แก้ไขที่นี่ได้ ไม่ต้องส่งกลับ")
        refuse_step(held.state, ApplicationState.RETURNED)
        if not reason.strip():
            raise Refused("กรอกสิ่งที่ต้องแก้ ผู้ยื่นจะเห็นข้อความนี้", field="reason")
        refuse_citizen_id(reason, "reason")
        held.state = ApplicationState.RETURNED
        _stepped(held)
        ApplicationDecision.objects.create(
            application=held, level=DecisionLevel.DISTRICT, outcome=DecisionOutcome.RETURNED,
            reason=reason.strip()[:500], decided_on=today(), recorded_by=by.user,
        )  # fmt: skip
        record(
            by=by,
            verb="registry.return_application",
            of=held,
            summary=f"ส่งคำขอของ {name_of(held)} กลับให้แก้: {reason.strip()}",
        )
    return held


def withdraw_application(*, application: Application, version: int, by: Actor, page: str = "") -> Application:
    """Take an application back before it is decided: the producer their own, the district one of its counter.
    `page` as in `own_application`."""
    with transaction.atomic():
        held = held_application(application, version, page)
        own = held.data.get("own") and held.applicant_id == by.user.pk
        asked_here = held.from_office_id == by.office.pk and may(by, Permission.PRODUCERS_EDIT)
        if own:
            require(by, Permission.OWN_PRODUCER_EDIT)
        elif not asked_here:
            _refuse_counter(held, by)
        refuse_step(held.state, ApplicationState.WITHDRAWN)
        held.state = ApplicationState.WITHDRAWN
        _stepped(held)
        record(by=by, verb="registry.withdraw_application", of=held, summary=f"ถอนคำขอของ {name_of(held)}")
    return held


def held_application(application: Application, version: int, page: str = "") -> Application:
    """The row, locked and still as the person saw it; Stale tells what it has become.

    `page` is the open form's own token: what that very form has kept by itself since is no surprise to it.
    """
    held = (
        Application.objects.select_for_update(of=("self",))
        .select_related("office__area", "window", "producer")
        .get(pk=application.pk)
    )
    if held.version != version and not (page and held.data.get("page") == page):
        raise Stale(
            f"คำขอนี้เปลี่ยนเป็น “{held.get_state_display()}” หรือมีผู้แก้หลังจากท่านเปิด โปรดเปิดหน้าคำขอใหม่แล้วทำต่อ"
        )
    return held


def name_of(application: Application) -> str:
    """The name the application speaks of."""
    return application.data.get("name") or (
        application.producer.name if application.producer else "ผู้ผลิตรายใหม่"
    )


def _begun_from(page: str, by: Actor, producer: Producer | None) -> Application | None:
    """What the same open form began by itself while this was on its way."""
    own = Application.objects.filter(applicant=by.user, producer=producer, state__in=OPEN_STATES)
    return own.filter(data__page=page).first() if page else None


def _begun(data: dict[str, Any], by: Actor, producer: Producer | None) -> Application:
    kind = ApplicationKind.CHANGE if producer else ApplicationKind.NEW
    if producer and not ProducerAccount.objects.filter(producer=producer, user=by.user).exists():
        raise PermissionDenied("บัญชีนี้ไม่ได้ผูกกับทะเบียนรายนี้")
    if Application.objects.filter(
        applicant=by.user, kind=kind, producer=producer, state__in=OPEN_STATES
    ).exists():
        raise Stale("ท่านมีคำขอที่ยังไม่เสร็จอยู่แล้ว โปรดเปิดคำขอเดิมแล้วทำต่อ")
    office = producer.office if producer else registering_office(data.get("tambon", 0)) or by.office
    application = Application.objects.create(
        kind=kind, state=ApplicationState.DRAFT, office=office, producer=producer, data=data | {"own": True},
        applicant=by.user, created_by=by.user,
    )  # fmt: skip
    record(by=by, verb="registry.begin_application", of=application, summary="เริ่มกรอกคำขอด้วยตนเอง")
    return application


def _kept(held: Application, data: Mapping[str, Any]) -> dict[str, Any]:
    """What the form does not fill: whose it is, what was looked at, and a number of the kind still asked for."""
    kept = {key: held.data[key] for key in ("own", "identity", "checked") if key in held.data}
    if "identity" in kept and kept["identity"]["kind"] != sealing.ASKED_OF.get(data.get("kind", "")):
        kept.pop("identity")
    return kept


def _patient(told: Mapping[str, Any]) -> dict[str, Any]:
    """What can be kept of a half-typed form: one refusal leaves its own field out and keeps the rest."""
    rest = dict(told)
    for _ in range(len(rest) + 1):
        try:
            return told_data(rest, year_be=be_year(today()), complete=False)
        except Refused as refused:
            field = refused.field or ""
            gone = (
                "products" if field.startswith("product_") else "latitude" if field == "latitude" else field
            )
            if gone not in rest:
                raise
            rest.pop(gone)
            if gone == "latitude":
                rest.pop("longitude", None)
    raise AssertionError("every field was left out")


def _sealed(data: Mapping[str, Any], written: str, *, patient: bool = False) -> dict[str, Any]:
    kind = sealing.ASKED_OF.get(data.get("kind", ""))
    if not written.strip() or kind is None:
        return {}
    try:
        number = sealing.bare_number(kind, written)
    except Refused:
        if patient:
            return {}
        raise
    return {
        "identity": {
            "kind": kind.value,
            "sealed": base64.b64encode(sealing.sealed(number)).decode(),
            "fingerprint": sealing.fingerprint(kind, number),
            "tail": sealing.tail_of(kind, number),
        }
    }


def _check(item: Any, said: Mapping[str, str], by: Actor) -> dict[str, str]:
    if said.get("method") not in set(Method):
        raise Refused(f"เลือกวิธีตรวจ{item.label}", field=f"check_{item.code}_method")
    reference, certifier = said.get("reference", "").strip()[:300], said.get("certified_by", "").strip()[:300]
    for text, name in ((reference, "reference"), (certifier, "certified_by")):
        refuse_citizen_id(text, f"check_{item.code}_{name}")
    if item.certifier and not certifier:
        raise Refused("กรอกชื่อและตำแหน่งผู้รับรอง", field=f"check_{item.code}_certified_by")
    on = parse_date(said["on"]) if said.get("on") else today()
    if on > today():
        raise Refused("วันที่ตรวจต้องไม่หลังวันนี้", field=f"check_{item.code}_on")
    return {
        "method": said["method"], "on": on.isoformat(), "reference": reference, "certified_by": certifier,
        "by": by.full_name, "by_id": str(by.user.pk),
    }  # fmt: skip


def _weigh(held: Application) -> None:
    """Complete or not, by the list itself."""
    held.missing = [item.code for item in missing_of(held.data)]
    then = ApplicationState.INCOMPLETE if held.missing else ApplicationState.RECEIVED
    if then != held.state:
        refuse_step(held.state, then)
    held.state = then


def _into_window(held: Application, tambon: int) -> None:
    office = registering_office(tambon)
    if office is None:
        raise Refused("ตำบลนี้ยังไม่มีสำนักงานพัฒนาชุมชนอำเภอในระบบ", field="tambon")
    window = held.window if held.window and held.submitted_at else window_for(office, self_service=True)
    if window is None:
        raise Refused(_closed(office))
    held.office, held.window = office, window


def _closed(office: Office) -> str:
    coming = next_window(office)
    when = f" รอบถัดไปเปิดวันที่ {format_short(coming.opens)}" if coming else " ยังไม่มีกำหนดรอบถัดไป"
    return f"ขณะนี้{office.area.title}ไม่เปิดรับลงทะเบียน{when} สิ่งที่กรอกเก็บไว้ให้แล้ว"


def _refuse_place(code: int, office: Office | None) -> None:
    place = Area.objects.filter(code=code, level=AreaLevel.TAMBON, valid_to=None).first()
    if place is None or (office is not None and not office.lo <= place.code <= office.hi):
        raise Refused("เลือกตำบลที่ตั้งของสถานที่ผลิต ซึ่งต้องอยู่ในอำเภอที่รับลงทะเบียน", field="tambon")


def _refuse_pen(held: Application, by: Actor) -> None:
    if held.applicant_id != by.user.pk or not held.data.get("own"):
        raise PermissionDenied("คำขอนี้เป็นของผู้อื่น")
    if held.state not in _PENS:
        raise Refused(f"คำขออยู่ในขั้น “{held.get_state_display()}” แก้ไขได้เมื่ออำเภอส่งกลับ")


def _at_counter(application: Application, version: int, by: Actor) -> Application:
    held = held_application(application, version)
    _refuse_counter(held, by)
    return held


def _refuse_counter(held: Application, by: Actor) -> None:
    require(by, Permission.PRODUCERS_EDIT)
    if held.office_id != by.office.pk:
        raise PermissionDenied(f"คำขอนี้อยู่ที่{held.office.name}")


def _stepped(held: Application) -> None:
    held.version += 1
    held.save()
