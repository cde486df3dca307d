"""What becomes of a sending: an answer from the other side, or what a person records about it."""

from django.db import transaction

from saan.accounts.policy import Actor, require
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.delivery.queueing import REGISTRY
from saan.letters.models import Consignment, IncomingMessage, Notice
from saan.letters.rules import (
    CONSIGNMENT_STEPS,
    Channel,
    ConsignmentState,
    IncomingState,
    NoticeKind,
    may_follow,
)
from saan.letters.transport import MOST_TRIES

S = ConsignmentState


def answered(
    *, consignment: Consignment, state: ConsignmentState, by: Actor, number: str = "", says: str = ""
) -> Consignment:
    """Note what the other side answered. An answer that tells nothing new, or comes too late, changes nothing."""
    with transaction.atomic():
        held = _locked(consignment)
        if not may_follow(CONSIGNMENT_STEPS, S(held.state), state) or (state == S.ACCEPTED and not number):
            return held
        held.state, held.next_try, held.last_answer = state, None, now()
        held.accepted_number = number[:80] if state == S.ACCEPTED else held.accepted_number
        if state in (S.DELIVERED, S.ACCEPTED):
            held.fault = held.fault_says = ""
        elif says:
            held.fault_says = says[:500]
        held.save()
        told = f" เลขรับ {number}" if state == S.ACCEPTED else ""
        summary = f"{held.address}: {held.get_state_display()}{told} หนังสือ {held.letter.number}"
        record(by=by, verb=f"letters.consignment_{state.value}", of=held, summary=summary)
    return held


def failed(*, consignment: Consignment, code: str, says: str, by: Actor) -> Consignment:
    """The letter did not arrive and will not by itself: a person decides what to do."""
    with transaction.atomic():
        held = _locked(consignment)
        if may_follow(CONSIGNMENT_STEPS, S(held.state), S.UNDELIVERED):
            held.state, held.next_try = S.UNDELIVERED, None
            held.fault, held.fault_says = code, says[:500]
            held.save()
            summary = f"ส่งหนังสือ {held.letter.number} ถึง {held.address} ไม่สำเร็จ: {says}"
            record(by=by, verb="letters.consignment_undelivered", of=held, summary=summary, fault=code)
    return held


def try_again(*, consignment: Consignment, by: Actor) -> Consignment:
    """Send now, under the same id. After the last try a person gives it one try more."""
    require(by, REGISTRY, at=consignment.letter.issuer)
    with transaction.atomic():
        held = _locked(consignment)
        _step(held, S.QUEUED)
        held.tries, held.next_try = min(held.tries, MOST_TRIES - 1), now()
        held.save()
        summary = f"สั่งส่งหนังสือ {held.letter.number} ถึง {held.address} อีกครั้ง"
        record(by=by, verb="letters.consignment_again", of=held, summary=summary)
    return held


def record_manual(*, consignment: Consignment, remark: str, by: Actor) -> Consignment:
    """Record that the letter went another way: on paper, by telephone, by hand."""
    require(by, REGISTRY, at=consignment.letter.issuer)
    if not remark.strip():
        raise Refused("เขียนว่าส่งทางใด เมื่อใด ใครรับ เช่น ส่งไปรษณีย์ลงทะเบียน หรือโทรแจ้งแล้ว", field="remark")
    with transaction.atomic():
        held = _locked(consignment)
        _step(held, S.MANUAL)
        held.remark, held.next_try = remark.strip()[:300], None
        held.save()
        summary = f"ส่งหนังสือ {held.letter.number} ถึง {held.address} ทางอื่น: {held.remark}"
        record(by=by, verb="letters.consignment_manual", of=held, summary=summary)
    return held


def record_accepted(*, consignment: Consignment, number: str, by: Actor) -> Consignment:
    """Record the receive number that the other side told outside the road."""
    require(by, REGISTRY, at=consignment.letter.issuer)
    if not number.strip():
        raise Refused("กรอกเลขรับที่ปลายทางแจ้ง เช่น 123/2569", field="number")
    with transaction.atomic():
        _step(_locked(consignment), S.ACCEPTED)
        return answered(consignment=consignment, state=S.ACCEPTED, number=number.strip(), by=by)


def dispute_number(*, consignment: Consignment, by: Actor) -> Consignment:
    """Tell the other side that the receive number they gave is wrong; they will give another."""
    require(by, REGISTRY, at=consignment.letter.issuer)
    with transaction.atomic():
        held = _locked(consignment)
        if held.state != S.ACCEPTED:
            raise Stale(f"แจ้งเลขรับผิดไม่ได้ เพราะรายการนี้อยู่ในสถานะ “{held.get_state_display()}”")
        wrong, held.accepted_number, held.state = held.accepted_number, "", S.DELIVERED
        held.remark = f"แจ้งปลายทางว่าเลขรับ {wrong} ผิด"[:300]
        held.save()
        if held.channel in (Channel.EMAIL, Channel.ECMS):
            Notice.objects.get_or_create(
                consignment=held,
                kind=NoticeKind.NUMBER_WRONG,
                number=wrong,
                defaults={"office": held.letter.issuer, "channel": held.channel, "next_try": now()},
            )
        summary = f"แจ้ง {held.address} ว่าเลขรับ {wrong} ของหนังสือ {held.letter.number} ผิด"
        record(by=by, verb="letters.consignment_disputed", of=held, summary=summary)
    return held


def refuse_message(*, message: IncomingMessage, kind: NoticeKind, by: Actor) -> Notice:
    """Tell the sender that a message which could not be taken in is refused, or is wrong."""
    require(by, REGISTRY, at=message.office)
    if kind not in (NoticeKind.REJECTED, NoticeKind.INVALID):
        raise Refused("เลือกแจ้งว่าปฏิเสธการรับ หรือหนังสือผิด")
    with transaction.atomic():
        held = IncomingMessage.objects.select_for_update().get(pk=message.pk)
        told = held.notices.filter(kind__in=(NoticeKind.REJECTED, NoticeKind.INVALID)).first()
        if held.state != IncomingState.REFUSED or told:
            raise Stale(
                f"แจ้งผู้ส่งแล้วว่า{told.get_kind_display()}" if told else "ข้อความนี้นำเข้าแล้ว แจ้งกลับที่หน้าหนังสือแทน"
            )
        if not held.envelope.get("answerable"):
            raise Refused("ข้อความนี้ไม่มีผู้ส่งที่ตอบกลับได้ ให้ติดต่อผู้ส่งทางอื่น")
        notice = Notice.objects.create(
            office=held.office, channel=held.channel, kind=kind, message=held, next_try=now()
        )
        summary = f"แจ้ง {held.sender} ว่า{kind.label}: {held.subject}"
        record(by=by, verb="letters.message_refused", of=held, summary=summary)
    return notice


def _locked(consignment: Consignment) -> Consignment:
    return (
        Consignment.objects.select_for_update(of=("self",))
        .select_related("letter", "letter__issuer", "office")
        .get(pk=consignment.pk)
    )


def _step(held: Consignment, state: ConsignmentState) -> None:
    if not may_follow(CONSIGNMENT_STEPS, S(held.state), state):
        raise Stale(f"ทำไม่ได้ เพราะรายการนี้อยู่ในสถานะ “{held.get_state_display()}” แล้ว เปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด")
    held.state = state
