"""Letters as rows of a list, with what each waits for in one office."""

from datetime import date, datetime, time, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from saan.accounts.policy import Actor
from saan.kernel.dates import BANGKOK
from saan.letters.models import Letter, Receipt
from saan.letters.queries.papers import find
from saan.letters.rules import UNREGISTERED, Direction, DoubtState, LetterState, ReceiptState
from saan.organisations.models import Office

RECEIVED, SENT, EVERY = "in", "out", "all"
TO_REGISTER, TO_CONFIRM, CONFIRMED = "to-register", "to-confirm", "confirmed"


def listed(
    actor: Actor, *, box: str = RECEIVED, words: str = "", state: str = "", arrived_on: date | None = None
) -> QuerySet[Letter]:
    """Letters of a box of the actor's office (received, sent) or all visible ones, newest first.

    Each carries `here`, a list of at most one receipt at this office, and `doubts_open`, a count.
    """
    found = find(actor, words).filter(_in_box(box, actor.office)).filter(_in_state(state, actor.office))
    if arrived_on is not None:
        found = found.filter(pk__in=_arrived(actor.office, arrived_on).values("letter"))
    here = Receipt.objects.filter(office=actor.office)
    return (
        found.annotate(
            doubts_open=Count(
                "readings__doubts", filter=Q(readings__doubts__state=DoubtState.OPEN), distinct=True
            )
        )
        .prefetch_related(Prefetch("receipts", queryset=here, to_attr="here"))
        .order_by("-pk")
    )


def _in_box(box: str, office: Office) -> Q:
    if box == SENT:
        return Q(direction=Direction.OUTGOING, issuer=office)
    if box == EVERY:
        return Q()
    return Q(pk__in=Receipt.objects.filter(office=office).values("letter"))


def _in_state(state: str, office: Office) -> Q:
    if state == TO_REGISTER:
        waits = Receipt.objects.filter(office=office, state=ReceiptState.ARRIVED)
        return Q(pk__in=waits.values("letter")) & ~Q(kind__in=UNREGISTERED)
    if state == TO_CONFIRM:
        return Q(state=LetterState.READ)
    if state == CONFIRMED:
        return Q(state__in=(LetterState.CONFIRMED, LetterState.SENT))
    return Q()


def _arrived(office: Office, day: date) -> QuerySet[Receipt]:
    begin = datetime.combine(day, time(), tzinfo=BANGKOK)
    return Receipt.objects.filter(
        office=office, arrived_at__gte=begin, arrived_at__lt=begin + timedelta(days=1)
    )
