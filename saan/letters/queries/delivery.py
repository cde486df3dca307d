"""Reading deliveries: who may see which sendings and messages, and what waits for a person."""

from django.db.models import QuerySet

from saan.accounts.policy import Actor, offices_in_reach
from saan.letters.models import Consignment, IncomingMessage, Letter, Notice
from saan.letters.rules import ConsignmentState, IncomingState, NoticeState

STUCK = (ConsignmentState.UNDELIVERED, ConsignmentState.REJECTED, ConsignmentState.INVALID)
UNDER_WAY = (
    ConsignmentState.QUEUED,
    ConsignmentState.SENT,
    ConsignmentState.DELIVERED,
    ConsignmentState.MANUAL,
)


def consignments_visible_to(actor: Actor) -> QuerySet[Consignment]:
    """Sendings of letters issued by offices in the actor's reach; receivers do not see each other's."""
    mine = offices_in_reach(actor, prefix="letter__issuer__")
    return Consignment.objects.filter(mine).select_related("letter__issuer", "office", "queued_by")


def consignments_of(letter: Letter, actor: Actor) -> QuerySet[Consignment]:
    return consignments_visible_to(actor).filter(letter=letter).order_by("address", "channel", "-version")


def stuck(actor: Actor) -> QuerySet[Consignment]:
    """Sendings that go no further by themselves; those that a newer version has replaced are left out."""
    found = consignments_visible_to(actor).filter(state__in=STUCK)
    replaced = [
        each.pk
        for each in found
        if Consignment.objects.filter(
            letter=each.letter_id, channel=each.channel, address=each.address, version__gt=each.version
        ).exists()
    ]
    return found.exclude(pk__in=replaced).order_by("-pk")


def under_way(actor: Actor) -> QuerySet[Consignment]:
    """Sendings that wait: for their next try, for an answer, for a receive number."""
    return consignments_visible_to(actor).filter(state__in=UNDER_WAY).order_by("next_try", "-pk")


def messages_visible_to(actor: Actor) -> QuerySet[IncomingMessage]:
    """Messages that came for offices in the actor's reach."""
    mine = offices_in_reach(actor, prefix="office__")
    return IncomingMessage.objects.filter(mine).select_related("office", "letter", "consignment", "kept")


def refused_messages(actor: Actor) -> QuerySet[IncomingMessage]:
    return messages_visible_to(actor).filter(state=IncomingState.REFUSED).prefetch_related("notices")


def notices_undelivered(actor: Actor) -> QuerySet[Notice]:
    """Words to the other side that did not arrive."""
    mine = offices_in_reach(actor, prefix="office__")
    found = Notice.objects.filter(mine, state=NoticeState.UNDELIVERED)
    return found.select_related("office", "message__letter", "consignment__letter").order_by("-pk")
