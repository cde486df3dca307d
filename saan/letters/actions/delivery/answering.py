"""What is to be told to those whose letters came: received, registered under a number, refused, or wrong.

Found by looking at what the registry did, so that registering needs to know nothing about roads.
"""

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from saan.kernel.dates import now
from saan.letters.models import IncomingMessage, Notice, Receipt
from saan.letters.rules import IncomingState, NoticeKind, ReceiptState

ENDS = {ReceiptState.REJECTED: NoticeKind.REJECTED, ReceiptState.INVALID: NoticeKind.INVALID}
CAME = (IncomingState.TAKEN, IncomingState.DUPLICATE)


def queue_answers() -> int:
    """Queue every notice that is due and was not queued before; how many. Safe to call at any time."""
    return sum(_answer(receipt) for receipt in _untold())


def _untold() -> QuerySet[Receipt]:
    """Receipts that were numbered or refused, with a message of a road behind them that was not told of it."""
    number = Concat(Cast("number", CharField()), Value("/"), Cast("year_be", CharField()))
    told = Notice.objects.filter(message=OuterRef("pk"))
    right = told.filter(
        Q(kind=NoticeKind.ACCEPTED, number=OuterRef(OuterRef("said"))) | Q(kind__in=ENDS.values())
    )
    untold = IncomingMessage.objects.filter(
        ~Exists(right),
        letter=OuterRef("letter"),
        office=OuterRef("office"),
        state__in=CAME,
        envelope__answerable=True,
    )
    friendly = Q(number__isnull=False) & Exists(untold.filter(envelope__wants_receipt=True))
    ended = Q(state__in=ENDS) & Exists(untold)
    return Receipt.objects.annotate(said=number).filter(friendly | ended).order_by("pk")


def _answer(receipt: Receipt) -> int:
    ended = ENDS.get(ReceiptState(receipt.state))
    number = "" if ended else f"{receipt.number}/{receipt.year_be}"
    messages = IncomingMessage.objects.filter(letter=receipt.letter_id, office=receipt.office, state__in=CAME)
    return sum(
        tell(message, ended or NoticeKind.ACCEPTED, number) for message in messages.select_related("office")
    )


def tell(message: IncomingMessage, kind: NoticeKind, number: str = "") -> int:
    """Queue one notice about a message, once; 1 when it is new. A kind word goes only to a sender who asked for it."""
    friendly = kind in (NoticeKind.RECEIVED, NoticeKind.ACCEPTED)
    if not message.envelope.get("answerable") or (friendly and not message.envelope.get("wants_receipt")):
        return 0
    _, new = Notice.objects.get_or_create(
        message=message,
        kind=kind,
        number=number,
        defaults={"office": message.office, "channel": message.channel, "next_try": now()},
    )
    return int(new)
