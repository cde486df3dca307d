"""Letters as rows of a list, with what each waits for in one office."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from saan.accounts.policy import Actor
from saan.kernel.dates import BANGKOK, today
from saan.kernel.folding import fold
from saan.letters.models import Letter, LetterStep, Receipt
from saan.letters.queries.finding import find
from saan.letters.rules import UNREGISTERED, Direction, DoubtState, LetterState, ReceiptState
from saan.organisations.models import Office

RECEIVED, SENT, EVERY = "in", "out", "all"
TO_REGISTER, TO_CONFIRM, CONFIRMED = "to-register", "to-confirm", "confirmed"
IN_HAND, CLOSED, FILED = "in-hand", "closed", "filed"
_HELD = {
    TO_REGISTER: (ReceiptState.ARRIVED, ReceiptState.CHECKED),
    IN_HAND: (
        ReceiptState.REGISTERED,
        ReceiptState.ROUTED,
        ReceiptState.PRESENTED,
        ReceiptState.ASSIGNED,
        ReceiptState.IN_PROGRESS,
    ),
    CLOSED: (ReceiptState.CLOSED,),
    FILED: (ReceiptState.FILED,),
}
"""In which states of the receipt at the office a letter counts as waiting, in hand, closed or filed."""
_ANSWERED = (ReceiptState.CLOSED, ReceiptState.FILED, ReceiptState.REJECTED, ReceiptState.INVALID,
             ReceiptState.DUPLICATE, ReceiptState.RECALLED)  # fmt: skip
ORDERS = {
    "": ("-pk",),
    "dated": ("-dated", "-pk"),
    "oldest": ("dated", "pk"),
    "subject": ("subject", "-pk"),
}


@dataclass(frozen=True)
class Wanted:
    """What narrows a list beside its box, its words and its state; blank is everything."""

    kind: str = ""
    urgency: str = ""
    issuer: str = ""
    dated_from: date | None = None
    dated_to: date | None = None
    mine: bool = False
    late: bool = False
    order: str = ""


def listed(
    actor: Actor,
    *,
    box: str = RECEIVED,
    words: str = "",
    state: str = "",
    arrived_on: date | None = None,
    wanted: Wanted = Wanted(),
) -> QuerySet[Letter]:
    """Letters of a box of the actor's office (received, sent) or all visible ones, newest first unless asked.

    Each carries `here`, a list of at most one receipt at this office, and `doubts_open`, a count.
    """
    found = find(actor, words).filter(_in_box(box, actor.office)).filter(_in_state(state, actor.office))
    if arrived_on is not None:
        found = found.filter(pk__in=_arrived(actor.office, arrived_on).values("letter"))
    here = Receipt.objects.filter(office=actor.office)
    return (
        _narrowed(found, wanted, actor)
        .annotate(
            doubts_open=Count(
                "readings__doubts", filter=Q(readings__doubts__state=DoubtState.OPEN), distinct=True
            )
        )
        .defer("search")
        .prefetch_related(Prefetch("receipts", queryset=here, to_attr="here"))
        .order_by(*ORDERS.get(wanted.order, ORDERS[""]))
    )


def _narrowed(found: QuerySet[Letter], wanted: Wanted, actor: Actor) -> QuerySet[Letter]:
    exact = {"kind": wanted.kind, "urgency": wanted.urgency}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.issuer:
        found = found.filter(search__contains=fold(wanted.issuer)).filter(_issued_by(wanted.issuer))
    if wanted.dated_from:
        found = found.filter(dated__gte=wanted.dated_from)
    if wanted.dated_to:
        found = found.filter(dated__lte=wanted.dated_to)
    if wanted.mine:
        found = found.filter(pk__in=_assigned(actor).values("letter"))
    if wanted.late:
        found = found.filter(pk__in=_late(actor.office).values("letter"))
    return found


def _issued_by(words: str) -> Q:
    plain = "".join(words.split())
    return (
        Q(issuer_name__icontains=words) | Q(issuer__name__icontains=plain) | Q(issuer_name__icontains=plain)
    )


def _assigned(actor: Actor) -> QuerySet[Receipt]:
    """Papers of the office whose last assignment is to this person, until they are closed."""
    last = LetterStep.objects.filter(receipt=OuterRef("pk"), assigned_to__isnull=False).order_by("-pk")
    held = Receipt.objects.filter(office=actor.office).exclude(state__in=_ANSWERED)
    return held.annotate(hand=Subquery(last.values("assigned_to")[:1])).filter(hand=actor.user.pk)


def _late(office: Office) -> QuerySet[Receipt]:
    """Papers past the day for acknowledging them, or past a day set in an order on them, and still open."""
    ordered = LetterStep.objects.filter(receipt=OuterRef("pk"), due_on__lt=today())
    unheard = Q(due_on__lt=today(), acknowledged_at__isnull=True)
    held = Receipt.objects.filter(office=office).exclude(state__in=_ANSWERED)
    return held.filter(unheard | Exists(ordered))


def _in_box(box: str, office: Office) -> Q:
    if box == SENT:
        return Q(direction=Direction.OUTGOING, issuer=office)
    if box == EVERY:
        return Q()
    return Q(pk__in=Receipt.objects.filter(office=office).values("letter"))


def _in_state(state: str, office: Office) -> Q:
    if state == TO_CONFIRM:
        return Q(state=LetterState.READ)
    if state == CONFIRMED:
        return Q(state__in=(LetterState.CONFIRMED, LetterState.SENT))
    if state in _HELD:
        held = Receipt.objects.filter(office=office, state__in=_HELD[state])
        news = Q(kind__in=UNREGISTERED) if state == TO_REGISTER else Q(pk__in=[])
        return Q(pk__in=held.values("letter")) & ~news
    return Q()


def _arrived(office: Office, day: date) -> QuerySet[Receipt]:
    begin = datetime.combine(day, time(), tzinfo=BANGKOK)
    return Receipt.objects.filter(
        office=office, arrived_at__gte=begin, arrived_at__lt=begin + timedelta(days=1)
    )
