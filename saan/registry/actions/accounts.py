"""Accounts of producers: opened by themselves, linked to a file by the officer, and what they let the public see."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.actions import open_producer_account
from saan.accounts.models import Appointment
from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.registry.actions.producers import held_producer
from saan.registry.applying import ConsentField
from saan.registry.models import Application, Producer, ProducerAccount
from saan.registry.queries.registering import registering_office
from saan.registry.rules import ApplicationKind, ApplicationState, ProducerStatus, refuse_citizen_id


def sign_up(*, full_name: str, username: str, password: str, tambon: int, notice_read: bool) -> Actor:
    """Open an account for a new producer at the district office of the tambon of production."""
    office = registering_office(tambon)
    if office is None:
        raise Refused("เลือกตำบลจากรายการ พิมพ์ชื่อตำบลอย่างน้อย 3 ตัวอักษร", field="tambon")
    if not notice_read:
        raise Refused("อ่านประกาศความเป็นส่วนตัว แล้วเลือกช่องรับทราบ", field="notice_read")
    refuse_citizen_id(f"{full_name} {username}", "username")
    with transaction.atomic():
        post = open_producer_account(office=office, full_name=full_name, username=username, password=password)
        actor = Actor(post.user, post)
        record(
            by=actor,
            verb="registry.sign_up",
            of=post.user,
            summary=f"สมัครบัญชีผู้ผลิตที่{office.name}",
            tambon=tambon,
        )
    return actor


def link_account(
    *, producer: Producer, version: int, username: str, reason: str, by: Actor
) -> ProducerAccount:
    """Let a producer's account speak for a file; `reason` says what showed that it is theirs."""
    require(by, Permission.PRODUCERS_EDIT)
    if not reason.strip():
        raise Refused("กรอกหลักฐานที่แสดงว่าบัญชีนี้เป็นของผู้ผลิตรายนี้ เช่น แสดงบัตรที่อำเภอ", field="link_reason")
    refuse_citizen_id(reason, "link_reason")
    posts = Appointment.objects.in_force().filter(role="producer", office=by.office).select_related("user")
    post = posts.filter(user__username=username.strip().casefold(), user__is_active=True).first()
    if post is None:
        raise Refused("ไม่พบบัญชีผู้ผลิตชื่อนี้ที่อำเภอของท่าน ตรวจตัวสะกด หรือให้ผู้ผลิตสมัครก่อน", field="username")
    with transaction.atomic():
        held = held_producer(producer, version, by)
        account, made = ProducerAccount.objects.get_or_create(producer=held, user=post.user)
        if not made:
            raise Refused(f"บัญชี {post.user.username} ผูกกับแฟ้มนี้แล้ว", field="username")
        record(
            by=by,
            verb="registry.link_account",
            of=held,
            summary=f"ผูกบัญชี {post.user.username} กับ {held.name}: {reason.strip()}",
        )
    return account


def unlink_account(*, account: ProducerAccount, version: int, reason: str, by: Actor) -> Producer:
    """The account no longer speaks for the file."""
    require(by, Permission.PRODUCERS_EDIT)
    if not reason.strip():
        raise Refused("กรอกเหตุผลที่เลิกผูก เช่น เปลี่ยนประธาน", field="unlink_reason")
    refuse_citizen_id(reason, "unlink_reason")
    with transaction.atomic():
        held = held_producer(account.producer, version, by)
        record(
            by=by,
            verb="registry.unlink_account",
            of=held,
            summary=f"เลิกผูกบัญชี {account.user.username} กับ {held.name}: {reason.strip()}",
        )
        account.delete()
    return held


def give_consent(*, producer: Producer, fields: Sequence[str], by: Actor) -> Producer:
    """Let the public see these fields and no others; a producer's own word, taken back as easily as given."""
    require(by, Permission.OWN_PRODUCER_EDIT)
    with transaction.atomic():
        held = _own(producer, by)
        held.consent = [each.value for each in ConsentField if each in fields]
        held.version += 1
        held.save(update_fields=["consent", "version"])
        said = ", ".join(ConsentField(each).label for each in held.consent) or "ไม่มีช่องใด"
        record(by=by, verb="registry.consent", of=held, summary=f"{held.name} ยินยอมให้เผยแพร่: {said}")
    return held


def say_operating(*, producer: Producer, by: Actor) -> Application:
    """A producer tells that they still work; the district accepts it as it would a telephone call."""
    require(by, Permission.OWN_PRODUCER_EDIT)
    with transaction.atomic():
        held = _own(producer, by)
        if held.status != ProducerStatus.REGISTERED:
            raise Refused(f"ทะเบียนนี้มีสถานะ “{held.get_status_display()}” โปรดติดต่ออำเภอ")
        if held.applications.filter(
            kind=ApplicationKind.RECONFIRM, state=ApplicationState.SUBMITTED
        ).exists():
            raise Stale("แจ้งไปแล้ว รออำเภอรับทราบ")
        application = Application.objects.create(
            kind=ApplicationKind.RECONFIRM, state=ApplicationState.SUBMITTED, producer=held, office=held.office,
            data={"own": True, "name": held.name, "on": today().isoformat()}, applicant=by.user,
            created_by=by.user, submitted_at=now(), submitted_by=by.user,
        )  # fmt: skip
        record(by=by, verb="registry.say_operating", of=held, summary=f"{held.name} แจ้งว่ายังประกอบการอยู่")
    return application


def _own(producer: Producer, by: Actor) -> Producer:
    if not ProducerAccount.objects.filter(producer=producer, user=by.user).exists():
        raise PermissionDenied("บัญชีนี้ไม่ได้ผูกกับทะเบียนรายนี้")
    return Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
