"""The way of a paper: its steps, who is asked to act on it now, and to whom it may go."""

from collections.abc import Iterable

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from saan.accounts.models import Appointment, User
from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, offices_in_reach
from saan.accounts.roles import ROLES
from saan.letters.models import Letter, LetterStep, Receipt
from saan.letters.queries.papers import letters_visible_to, of_number
from saan.letters.queries.similar import same_issuer
from saan.letters.receiving import Event
from saan.letters.rules import UNREGISTERED, Direction, LetterState, ReceiptState
from saan.organisations.models import Office

PRESENTING = (Event.PRESENT, Event.FORWARD_UP, Event.RETURN)
ASSIGNING = (Event.ORDER, Event.REOPEN)
_URGENT = ("ด่วนที่สุด", "ด่วนมาก", "ด่วน")
_DOING = (ReceiptState.ASSIGNED, ReceiptState.IN_PROGRESS)


def units_of(office: Office) -> QuerySet[Office]:
    """Offices of the same house under this one: commanded by it and writing in the same body's name."""
    body = office.issuing_body.pk
    same = Q(registry_body=body) | Q(registry_body__isnull=True, pk=body)
    return Office.objects.in_force().filter(same, parent=office).exclude(pk=office.pk).order_by("code")


def people_of(office: Office, permission: Permission) -> QuerySet[User]:
    """Who holds a post in force at the office whose role allows this, by name; each once."""
    roles = [role.code for role in ROLES.values() if permission in role.permissions]
    posts = Appointment.objects.in_force().filter(office=office, role__in=roles, user__is_active=True)
    return User.objects.filter(pk__in=posts.values("user")).order_by("full_name")


def asked_of(receipt: Receipt) -> list[User]:
    """The people whose turn it is: before whom the paper lies, or who are to do what was ordered."""
    events = PRESENTING if receipt.state == ReceiptState.PRESENTED else ASSIGNING
    if receipt.state != ReceiptState.PRESENTED and receipt.state not in _DOING:
        return []
    steps = LetterStep.objects.filter(receipt=receipt, event__in=events).select_related("assigned_to")
    last = steps.last()
    return (
        [step.assigned_to for step in steps if step.assigned_to and step.taken_at == last.taken_at]
        if last
        else []
    )


def family_of_receipt(receipt: Receipt | None) -> list[int]:
    """The receipt and those above it in the same house."""
    found = []
    while receipt is not None:
        found.append(receipt.pk)
        receipt = receipt.parent
    return found


def way_of(letter: Letter, receipt: Receipt | None, actor: Actor) -> QuerySet[LetterStep]:
    """Steps of the paper in the actor's reach and in the offices of the house above, oldest first."""
    seen = offices_in_reach(actor, prefix="receipt__office__") | Q(receipt__in=family_of_receipt(receipt))
    steps = LetterStep.objects.filter(seen, letter=letter, receipt__isnull=False)
    return steps.select_related("taken_by", "assigned_to", "to_office", "receipt__office").order_by("id")


def mine(actor: Actor) -> QuerySet[LetterStep]:
    """The steps that ask something of this person at their office now, oldest first; one a paper."""
    presented = Q(receipt__state=ReceiptState.PRESENTED, event__in=PRESENTING, taken_at=_last(PRESENTING))
    assigned = Q(receipt__state__in=_DOING, event__in=ASSIGNING, taken_at=_last(ASSIGNING))
    steps = LetterStep.objects.filter(
        presented | assigned, assigned_to=actor.user, receipt__office=actor.office
    )
    return steps.select_related("letter", "receipt__office", "taken_by").order_by("due_on", "id")


def _last(events: Iterable[Event]) -> Subquery:
    steps = LetterStep.objects.filter(receipt=OuterRef("receipt"), event__in=tuple(events))
    return Subquery(steps.order_by("-id").values("taken_at")[:1])


def live_children(receipt: Receipt) -> list[Receipt]:
    """The units that have the paper from this receipt now."""
    gone = (ReceiptState.REJECTED, ReceiptState.RECALLED)
    return list(receipt.children.exclude(state__in=gone).select_related("office"))


def answers_of(receipt: Receipt) -> QuerySet[Letter]:
    """Letters of the office that went out since the paper came and answer no other, newest first."""
    out = Letter.objects.filter(
        direction=Direction.OUTGOING,
        issuer=receipt.office,
        state__in=(LetterState.NUMBERED, LetterState.SENT),
    )
    free = Q(reply_to__isnull=True) | Q(reply_to=receipt.letter_id)
    return out.filter(free, created_at__gte=receipt.arrived_at).order_by("-pk")


def twins_of(letter: Letter, actor: Actor) -> list[Letter]:
    """Those of `same_numbered` that the actor may share, the first one first."""
    others = [other.pk for other in same_numbered(letter)]
    return list(shareable_by(actor).filter(pk__in=others).order_by("pk"))


def shareable_by(actor: Actor) -> QuerySet[Letter]:
    """Letters that a paper in the actor's hand may turn out to be: a number known by heart opens nobody's letter.

    They are what the actor may see already, and circulars from outside, whose text is the same to all who get them.
    """
    return letters_visible_to(actor) | Letter.objects.filter(
        circular=True, direction=Direction.INCOMING, secrecy=""
    )


def same_numbered(letter: Letter) -> list[Letter]:
    """Papers of the same issuer under the same number in the same BE year, the first one first, whoever holds them."""
    if not letter.number_key or letter.dated is None:
        return []
    others = of_number(letter.number, letter.dated).exclude(pk=letter.pk).order_by("pk")
    return [other for other in others if same_issuer(letter, other)]


def post_of(office: Office) -> QuerySet[Receipt]:
    """Papers of the office that wait for their number, the most urgent first, then as they came."""
    waiting = Receipt.objects.filter(office=office, state__in=(ReceiptState.ARRIVED, ReceiptState.CHECKED))
    open_ = waiting.exclude(letter__state__in=(LetterState.CANCELLED, LetterState.RECALLED))
    urgency = Case(
        *(When(letter__urgency=word, then=place) for place, word in enumerate(_URGENT)), default=len(_URGENT)
    )
    rows = open_.exclude(letter__kind__in=UNREGISTERED).select_related("letter", "office")
    return rows.order_by(urgency, "pk")
