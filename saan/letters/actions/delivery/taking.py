"""What both roads in share: a message is remembered with what became of it, and taking it twice is harmless."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, InterfaceError, OperationalError, transaction

from saan.accounts.policy import Actor
from saan.kernel.refusals import Refused
from saan.letters.actions.delivery.answering import tell
from saan.letters.actions.papers import Arrival, SecretPaper
from saan.letters.models import IncomingMessage, Receipt
from saan.letters.numbering import SECRET_SUBJECT
from saan.letters.rules import Channel, IncomingState, NoticeKind
from saan.organisations.models import Office

log = logging.getLogger(__name__)
BROKEN = "อ่านข้อความนี้ไม่ได้เพราะรูปแบบผิดปกติ ให้เปิดดูที่ต้นทาง หรือขอให้ผู้ส่งส่งใหม่"


def known(channel: Channel, office: Office, key: str) -> IncomingMessage | None:
    """A message that was dealt with before. One that was refused is tried again, since the cause may be gone."""
    held = IncomingMessage.objects.filter(channel=channel, office=office, message_key=key).first()
    return held if held and held.state != IncomingState.REFUSED else None


def take(
    message: IncomingMessage, *, by: Actor, deal: Callable[[IncomingMessage], None], keep: Callable[[], Any]
) -> IncomingMessage:
    """Let `deal` take the message in, all or nothing; what it cannot take is remembered as refused, with the reason.

    `deal` sets state, letter and says, unsaved. `keep` gives the file under which a refused message is kept, or None.
    Only trouble with the database itself is raised: it says nothing about the message.
    """
    try:
        with transaction.atomic():
            deal(message)
            return _remember(message)
    except (OperationalError, InterfaceError):
        raise
    except SecretPaper as refusal:
        message.subject, says = SECRET_SUBJECT, refusal.message
    except Refused as refusal:
        says = refusal.message
    except IntegrityError:
        before = known(Channel(message.channel), message.office, message.message_key)
        if before is not None:
            return before
        log.exception("message %s", message.message_key)
        says = BROKEN
    except Exception:
        log.exception("message %s", message.message_key)
        says = BROKEN
    message.state, message.says, message.letter, message.consignment = IncomingState.REFUSED, says, None, None
    with transaction.atomic():
        message.kept = keep()
        return _remember(message)


def _remember(message: IncomingMessage) -> IncomingMessage:
    """One row a message: what was refused before is written over by what became of it now."""
    before = IncomingMessage.objects.filter(
        channel=message.channel, office=message.office, message_key=message.message_key
    ).first()
    if before is not None:
        message.pk, message.received = before.pk, before.received
    message.says = message.says.replace("\x00", "")[:500]
    message.save(force_update=before is not None)
    if message.state in (IncomingState.TAKEN, IncomingState.DUPLICATE):
        tell(message, NoticeKind.RECEIVED)
    return message


def arrived(message: IncomingMessage, arrival: Arrival, by: Actor) -> None:
    """The message brought this letter; whether it was new, and by which road it came, is noted."""
    message.letter = arrival.letter
    message.state = IncomingState.DUPLICATE if arrival.known else IncomingState.TAKEN
    message.says = " ".join(arrival.noticed)
    if not arrival.known or arrival.receipt.arrived_by_id == by.user.pk:
        Receipt.objects.filter(pk=arrival.receipt.pk).update(via=message.channel)
