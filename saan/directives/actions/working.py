"""What an office does with an obligation, and what its superior may allow."""

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.directives.models import Directive, Exemption, Obligation
from saan.directives.queries.counting import rule_of
from saan.directives.rules import CLOSED, OBLIGATION_STEPS, DirectiveKind, DirectiveState, ObligationState
from saan.geography.models import Area
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.models import Letter
from saan.policy.judgement import fewest


def acknowledge(*, obligation: Obligation, by: Actor) -> Obligation:
    """The office says that it has seen the order; doing it twice changes nothing."""
    require(by, Permission.OBLIGATIONS_WORK, at=obligation.office)
    with transaction.atomic():
        locked = Obligation.objects.select_for_update().get(pk=obligation.pk)
        if locked.acknowledged_at:
            return locked
        moment = now()
        locked.acknowledged_at, locked.acknowledged_by = moment, by.user
        return _moved(locked, ObligationState.ACKNOWLEDGED, by, f"รับทราบ “{locked.directive.title}”")


def acknowledge_orders(*, letter: Letter, by: Actor) -> list[Obligation]:
    """The actor's office says that it has seen every order of a letter in force; those it had seen stay as they are."""
    require(by, Permission.OBLIGATIONS_WORK)
    unseen = Obligation.objects.filter(
        directive__letter=letter,
        directive__state=DirectiveState.ISSUED,
        office=by.office,
        acknowledged_at__isnull=True,
    )
    with transaction.atomic():
        return [
            acknowledge(obligation=each, by=by) for each in unseen.exclude(state__in=CLOSED).order_by("pk")
        ]


def mark_done(*, obligation: Obligation, remark: str, by: Actor) -> Obligation:
    """Say that a deed is done, with what was done. Counted and reported obligations are never ticked off by hand."""
    require(by, Permission.OBLIGATIONS_WORK, at=obligation.office)
    if obligation.directive.kind != DirectiveKind.DEED:
        raise Refused("ภาระงานนี้นับผลจากทะเบียนหรือจากรายงาน จึงไม่ต้องกดว่าทำแล้ว")
    if not remark.strip():
        raise Refused("โปรดเขียนสั้น ๆ ว่าได้ดำเนินการอย่างไร", field="remark")
    with transaction.atomic():
        locked = _acknowledged(obligation, by)
        locked.remark = remark[:500]
        return _moved(locked, ObligationState.DONE, by, f"ดำเนินการแล้ว “{locked.directive.title}”: {remark}")


def reopen(*, obligation: Obligation, by: Actor) -> Obligation:
    """Take back that a deed is done."""
    require(by, Permission.OBLIGATIONS_WORK, at=obligation.office)
    with transaction.atomic():
        locked = Obligation.objects.select_for_update().get(pk=obligation.pk)
        return _moved(locked, ObligationState.ACKNOWLEDGED, by, f"เปิดงานอีกครั้ง “{locked.directive.title}”")


def excuse(*, obligation: Obligation, reason: str, by: Actor) -> Obligation:
    """The office that issued the directive lets one office off, with a written reason."""
    require(by, Permission.DIRECTIVES_ISSUE, at=obligation.directive.office)
    if not reason.strip():
        raise Refused("การยกเว้นต้องมีเหตุผลเป็นลายลักษณ์อักษร", field="reason")
    with transaction.atomic():
        locked = Obligation.objects.select_for_update().get(pk=obligation.pk)
        locked.remark = reason[:500]
        return _moved(
            locked, ObligationState.EXCUSED, by, f"ยกเว้น {locked.office} จาก “{locked.directive.title}”"
        )


def exempt(*, directive: Directive, area: Area, floor: int, reason: str, by: Actor) -> Exemption:
    """Lower the floor of one area of the rule's level; only downwards, only with a reason."""
    require(by, Permission.DIRECTIVES_ISSUE, at=directive.office)
    rule = rule_of(directive)
    if directive.state != DirectiveState.ISSUED:
        raise Stale("ผ่อนผันได้เฉพาะข้อสั่งการที่ออกแล้วและยังมีผล โหลดหน้าใหม่เพื่อดูสถานะล่าสุด")
    if rule is None or area.level != rule.per.value:
        raise Refused("ผ่อนผันได้เฉพาะข้อสั่งการที่มีกติกา และเฉพาะพื้นที่ระดับเดียวกับกติกา", field="area")
    if not reason.strip():
        raise Refused("การผ่อนผันต้องมีเหตุผลเป็นลายลักษณ์อักษร", field="reason")
    if not 0 <= floor < fewest(rule):
        raise Refused(f"จำนวนใหม่ต้องน้อยกว่า {fewest(rule)} และไม่ติดลบ", field="floor")
    with transaction.atomic():
        given, _ = Exemption.objects.update_or_create(
            directive=directive,
            area=area,
            defaults={"floor": floor, "reason": reason[:500], "given_by": by.user},
        )
        record(by=by, verb="directives.exempt", of=directive, summary=f"ผ่อนผัน {area} เหลือ {floor}: {reason}")
        return given


def move(*, obligation: Obligation, to: ObligationState, by: Actor, remark: str = "") -> Obligation:
    """Let another package's act (a report sent, returned, accepted) move the obligation; inside its transaction.

    Whoever calls has asked the permission of its own act. `remark` is what the office reads of it at its desk.
    """
    locked = (
        _acknowledged(obligation, by)
        if to == ObligationState.SUBMITTED
        else (Obligation.objects.select_for_update().get(pk=obligation.pk))
    )
    locked.remark = remark[:500]
    return _moved(locked, to, by, f"{to.label} “{locked.directive.title}”")


def _acknowledged(obligation: Obligation, by: Actor) -> Obligation:
    """The locked row; whoever works on it has seen it."""
    locked = Obligation.objects.select_for_update().get(pk=obligation.pk)
    if not locked.acknowledged_at:
        locked.acknowledged_at, locked.acknowledged_by = now(), by.user
        locked.state = ObligationState.ACKNOWLEDGED
    return locked


def _moved(locked: Obligation, to: ObligationState, by: Actor, summary: str) -> Obligation:
    if to not in OBLIGATION_STEPS[ObligationState(locked.state)]:
        raise Stale(f"ภาระงานนี้อยู่ในสถานะ “{locked.get_state_display()}” แล้ว จึงเปลี่ยนเป็น “{to.label}” ไม่ได้")
    locked.state, locked.changed_at, locked.changed_by = to, now(), by.user
    locked.save()
    record(by=by, verb=f"directives.{to}", of=locked, summary=summary)
    return locked
