"""Sending what is due. A try is counted and committed before it begins: even a machine that dies has finite tries.

Claiming and noting the outcome are two short transactions; no row is locked while the network is waited for.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from saan.kernel.dates import now
from saan.ledger.actions import record
from saan.letters.actions.delivery.outcome import failed
from saan.letters.actions.delivery.parcels import parcel_of, word_of
from saan.letters.actions.delivery.roads import machine_at, road
from saan.letters.models import Consignment, Notice
from saan.letters.rules import (
    CONSIGNMENT_STEPS,
    Channel,
    ConsignmentState,
    NoticeKind,
    NoticeState,
    may_follow,
)
from saan.letters.transport import (
    MOST_TRIES,
    Duplicate,
    EmailPlace,
    Fault,
    Misconfigured,
    Transport,
    Unreachable,
    next_try,
)
from saan.letters.transport.retries import held_until

log = logging.getLogger(__name__)
MOST_A_ROUND = 500


def send_due(*, most: int = MOST_A_ROUND) -> int:
    """Try every consignment whose time has come, each at most once; how many were tried. Safe beside other senders."""
    tried = 0
    while tried < most and (held := _claim_consignment()) is not None:
        _try(held)
        tried += 1
    return tried


def _claim_consignment() -> Consignment | None:
    """The next due one, its try counted and others kept off it; one that ran out of tries unseen is given up."""
    waiting = Notice.objects.filter(kind=NoticeKind.WITHDRAWN, state=NoticeState.QUEUED).values(
        "consignment__letter"
    )
    with transaction.atomic():
        due = Consignment.objects.filter(state=ConsignmentState.QUEUED, next_try__lte=now())
        held = (
            due.exclude(version__gt=1, letter__in=waiting)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("letter__issuer", "office")
            .order_by("next_try", "pk")
            .first()
        )
        if held is not None:
            _count_try(held)
        return held


def _count_try(held: Consignment | Notice) -> None:
    held.tries += 1
    held.next_try = held_until(held.tries, now())
    held.save(update_fields=["tries", "next_try"])


def _try(held: Consignment) -> None:
    fault = Unreachable("การส่งครั้งก่อนไม่จบ") if held.tries > MOST_TRIES else _sent(held)
    if isinstance(fault, Duplicate) and held.tries > 1:
        fault = None
    if fault is None:
        _note_sent(held)
    elif fault.passing and (then := next_try(held.tries, now())):
        Consignment.objects.filter(pk=held.pk, state=ConsignmentState.QUEUED).update(
            next_try=then, fault=fault.code, fault_says=fault.says[:500]
        )
    else:
        failed(consignment=held, code=fault.code, says=_at_end(fault), by=machine_at(held.letter.issuer))


def _sent(held: Consignment) -> Fault | None:
    return _on_road(held.channel, lambda way: way.send(parcel_of(held)))


def _on_road(channel: str, go: Callable[[Transport], None]) -> Fault | None:
    """Do it on the channel's road; the fault, None when it went well. A defect of ours counts as a passing fault."""
    try:
        way: Transport | None = road(channel)
        if way is None:
            return Unreachable("ยังไม่ได้ตั้งค่าทางส่งนี้")
        go(way)
    except Fault as fault:
        return fault
    except Misconfigured as error:
        return Unreachable(str(error))
    except Exception as error:
        log.exception("delivery by %s", channel)
        return Unreachable(type(error).__name__)
    return None


def _at_end(fault: Fault) -> str:
    """After the last try nothing goes by itself any more."""
    return fault.says.replace(Unreachable.advice, "ลองครบทุกครั้งแล้ว ให้ส่งทางอื่นหรือสั่งส่งอีกครั้ง")


def _note_sent(sent: Consignment) -> None:
    """Sent and waiting for an answer; where one came faster than we, its state stays."""
    with transaction.atomic():
        held = Consignment.objects.select_for_update(of=("self",)).select_related("letter").get(pk=sent.pk)
        held.last_sent = now()
        if may_follow(CONSIGNMENT_STEPS, ConsignmentState(held.state), ConsignmentState.SENT):
            held.state, held.next_try, held.fault, held.fault_says = ConsignmentState.SENT, None, "", ""
        held.save()
        summary = f"ส่งหนังสือ {held.letter.number} ถึง {held.address} ทาง{held.get_channel_display()}แล้ว"
        record(by=machine_at(sent.letter.issuer), verb="letters.consignment_sent", of=held, summary=summary)


def tell_due(*, most: int = MOST_A_ROUND) -> int:
    """Tell the other side what waits to be told; how many were tried."""
    tried = 0
    while tried < most and (held := _claim_notice()) is not None:
        _tell(held)
        tried += 1
    return tried


def _claim_notice() -> Notice | None:
    with transaction.atomic():
        held = (
            Notice.objects.filter(state=NoticeState.QUEUED, next_try__lte=now())
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("office", "message__letter", "consignment__letter", "consignment__office")
            .order_by("next_try", "pk")
            .first()
        )
        if held is not None:
            _count_try(held)
        return held


def _tell(held: Notice) -> None:
    def go(way: Transport) -> None:
        place = EmailPlace.of(settings.SAAN_EMAIL_URL) if held.channel == Channel.EMAIL else None
        way.tell(word_of(held, place))

    fault = Unreachable("การแจ้งครั้งก่อนไม่จบ") if held.tries > MOST_TRIES else _on_road(held.channel, go)
    if fault is None or (isinstance(fault, Duplicate) and held.tries > 1):
        held.state, held.next_try, held.last_sent, held.fault, held.fault_says = (
            NoticeState.SENT, None, now(), "", "",
        )  # fmt: skip
    else:
        held.fault, held.fault_says = fault.code, fault.says[:500]
        held.next_try = next_try(held.tries, now()) if fault.passing else None
        held.state = NoticeState.QUEUED if held.next_try else NoticeState.UNDELIVERED
    held.save(update_fields=["state", "next_try", "last_sent", "fault", "fault_says"])
