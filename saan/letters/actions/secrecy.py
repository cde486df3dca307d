"""Letting an office hold secret papers, naming who may open them, and taking both back.

The head of the office alone does so, for the own office; every step is in the ledger. What was sealed stays sealed
when a policy ends: nobody opens it until another is set and people are cleared anew.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.models import User
from saan.accounts.policy import Actor
from saan.kernel.dates import format_short, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.models import Clearance, SecrecyPolicy
from saan.letters.queries.secrecy import may_set_secrecy, told_of, who_may_be_cleared, who_may_enable
from saan.letters.secrecy import Duty, last_day


@dataclass(frozen=True)
class SecrecyOrder:
    """What the office's order says: its number and day, from when to when, and who is registrar."""

    number: str
    dated: date
    starts: date
    ends: date
    registrar: User


def set_policy(*, order: SecrecyOrder, by: Actor) -> SecrecyPolicy:
    """Let the actor's office hold papers of the class ลับ. Refused: no number, days that cannot be, one standing."""
    _require(by)
    number = " ".join(order.number.split())
    _refuse_order(order, number)
    with transaction.atomic():
        _refuse_standing(by)
        policy = SecrecyPolicy.objects.create(
            office=by.office, order_number=number[:120], order_dated=order.dated, starts=order.starts,
            ends=order.ends, set_by=by.user,
        )  # fmt: skip
        days = f"{format_short(policy.starts)} ถึง {format_short(policy.ends)}"
        summary = f"เปิดใช้การเก็บหนังสือชั้นลับของ{by.office} ตาม{told_of(policy)} ตั้งแต่ {days}"
        record(by=by, verb="letters.set_secrecy", of=policy, summary=summary, level=policy.level)
        _grant(policy, order.registrar, Duty.REGISTRAR, by, field="registrar")
    return policy


def _refuse_order(order: SecrecyOrder, number: str) -> None:
    if not number:
        raise Refused("กรอกเลขที่คำสั่ง เช่น คำสั่งสำนักงาน ที่ 12/2569", field="number")
    if order.dated > today():
        raise Refused("คำสั่งลงวันที่หลังวันนี้ ตรวจวันที่ในคำสั่งอีกครั้ง", field="dated")
    if order.starts < order.dated:
        raise Refused("วันเริ่มอยู่ก่อนวันที่ของคำสั่ง ตรวจวันที่อีกครั้ง", field="starts")
    if order.ends < max(order.starts, today()):
        raise Refused("วันสิ้นสุดต้องเป็นวันนี้หรือหลังจากนี้ และไม่ก่อนวันเริ่ม", field="ends")
    if order.ends > last_day(order.starts):
        raise Refused(
            f"กำหนดได้ครั้งละไม่เกินห้าปี คือถึง {format_short(last_day(order.starts))} แล้วทบทวนออกคำสั่งใหม่",
            field="ends",
        )


def _refuse_standing(by: Actor) -> None:
    standing = (
        SecrecyPolicy.objects.select_for_update().filter(office=by.office, revoked_at__isnull=True).first()
    )
    if standing:
        raise Refused(f"มีคำสั่งที่ยังไม่ยกเลิกอยู่ คือ{told_of(standing)} ให้ยกเลิกคำสั่งนั้นก่อน")


def revoke_policy(*, policy: SecrecyPolicy, reason: str, by: Actor) -> SecrecyPolicy:
    """End a policy now, with a reason: from this moment nobody opens a secret paper of the office."""
    _require(by, policy)
    said = " ".join(reason.split())
    if not said:
        raise Refused("กรอกเหตุผลที่ยกเลิก เช่น ออกคำสั่งใหม่แทน", field="reason")
    with transaction.atomic():
        held = _standing(policy)
        held.revoked_at, held.revoked_by, held.revoke_reason = now(), by.user, said[:300]
        held.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
        summary = f"ยกเลิกการเก็บหนังสือลับของ{by.office} ตาม{told_of(held)} เพราะ{held.revoke_reason}"
        record(by=by, verb="letters.revoke_secrecy", of=held, summary=summary)
    return held


def clear_person(*, policy: SecrecyPolicy, user: User, duty: Duty, by: Actor) -> Clearance:
    """Let a person of the office open its secret papers. A new registrar takes the place of the former one."""
    _require(by, policy)
    with transaction.atomic():
        held = _standing(policy)
        if duty == Duty.REGISTRAR:
            for former in held.clearances.select_for_update().filter(duty=duty, withdrawn_at__isnull=True):
                _withdraw(former, by)
        return _grant(held, user, duty, by, field="user")


def withdraw_clearance(*, clearance: Clearance, by: Actor) -> Clearance:
    """Take a clearance back at once. Refused for the registrar, whom only another can follow."""
    _require(by, clearance.policy)
    with transaction.atomic():
        _standing(clearance.policy)
        held = (
            Clearance.objects.select_for_update(of=("self",))
            .select_related("user", "policy")
            .get(pk=clearance.pk)
        )
        if held.withdrawn_at is not None:
            raise Stale(f"ถอนการอนุญาตของ{held.user}ไปแล้ว")
        if held.duty == Duty.REGISTRAR:
            raise Refused("หน่วยงานที่เก็บหนังสือลับต้องมีนายทะเบียนเสมอ ให้แต่งตั้งคนใหม่แทน หรือยกเลิกคำสั่ง")
        return _withdraw(held, by)


def _withdraw(held: Clearance, by: Actor) -> Clearance:
    held.withdrawn_at, held.withdrawn_by = now(), by.user
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    summary = f"ถอน{held.get_duty_display()}: {held.user.full_name}"
    record(by=by, verb="letters.withdraw_clearance", of=held.policy, summary=summary, user=held.user.username)
    return held


def _grant(policy: SecrecyPolicy, user: User, duty: Duty, by: Actor, *, field: str) -> Clearance:
    if not who_may_be_cleared(policy.office).filter(pk=user.pk).exists():
        raise Refused(f"{user.full_name}ไม่มีตำแหน่งที่อ่านหนังสือได้ใน{policy.office} จึงอนุญาตไม่ได้", field=field)
    if policy.clearances.filter(user=user, withdrawn_at__isnull=True).exists():
        raise Refused(f"{user.full_name}ได้รับอนุญาตอยู่แล้ว หากเปลี่ยนหน้าที่ ให้ถอนก่อน", field=field)
    made = Clearance.objects.create(policy=policy, user=user, duty=duty, granted_by=by.user)
    summary = f"กำหนด{duty.label}: {user.full_name}"
    record(
        by=by, verb="letters.clear_person", of=policy, summary=summary, user=user.username, duty=duty.value
    )
    return made


def _standing(policy: SecrecyPolicy) -> SecrecyPolicy:
    held = SecrecyPolicy.objects.select_for_update(of=("self",)).select_related("office").get(pk=policy.pk)
    if held.revoked_at is not None:
        raise Stale(f"คำสั่งนี้ถูกยกเลิกไปแล้วเมื่อ {format_short(held.revoked_at)}")
    return held


def _require(by: Actor, policy: SecrecyPolicy | None = None) -> None:
    own = policy is None or policy.office_id == by.office.pk
    if not own or not may_set_secrecy(by):
        raise PermissionDenied(who_may_enable(by.office if policy is None else policy.office))
