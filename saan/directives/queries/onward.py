"""What a superior's letter asks of an office and may be passed on, and who would receive it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from saan.accounts.policy import Actor, offices_in_reach
from saan.directives import audience
from saan.directives.models import Directive, Obligation
from saan.directives.onward import audience_below
from saan.directives.rules import DirectiveState, ObligationState
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.letters.models import Letter
from saan.organisations.models import Office

GONE = (DirectiveState.SUPERSEDED, DirectiveState.CANCELLED)


@dataclass(frozen=True)
class PassOn:
    """What one office may pass on of one letter.

    `owed` are the superior's directives with the last day they are owed here; `passed` what this office made of
    others already. `ended` are offices that would have been among the `receivers`, had no act ended them.
    """

    letter: Letter
    owed: list[tuple[Directive, date | None]]
    passed: list[Directive]
    receivers: list[Office]
    ended: list[Office]


def to_pass_on(letter: Letter, actor: Actor) -> PassOn:
    """The superior's instructions of the letter that the actor's office owes and has not passed on yet."""
    orders = orders_to(letter, actor)
    passed = passed_on_from(letter, actor)
    taken = {each.parent_id for each in passed}
    below = audience_below(actor.office)
    return PassOn(
        letter=letter,
        owed=[(each, last_due(each, actor.office)) for each in orders if each.pk not in taken],
        passed=list(passed),
        receivers=list(audience.offices(below, actor).select_related("area", "successor")) if below else [],
        ended=list(ended_offices(below, actor)) if below else [],
    )


def orders_to(letter: Letter, actor: Actor) -> QuerySet[Directive]:
    """Directives in force that others issued from the letter and under which the actor's office owes something."""
    owing = Obligation.objects.filter(office=actor.office).exclude(state=ObligationState.CANCELLED)
    orders = Directive.objects.filter(
        letter=letter, state=DirectiveState.ISSUED, pk__in=owing.values("directive")
    )
    return orders.exclude(office=actor.office).select_related("office", "letter").order_by("number", "pk")


def passed_on_from(letter: Letter, actor: Actor) -> QuerySet[Directive]:
    """What the actor's office made of the letter's directives: its own, each with the onward letter."""
    own = Directive.objects.filter(parent__letter=letter, office=actor.office).exclude(state__in=GONE)
    return own.select_related("letter", "parent").order_by("number", "pk")


def last_due(directive: Directive, office: Office) -> date | None:
    """The last day on which the office owes something under the directive."""
    owed = directive.obligations.filter(office=office).exclude(state=ObligationState.CANCELLED)
    return owed.aggregate(last=Max("due_on"))["last"]


def ended_offices(expression: dict, actor: Actor) -> QuerySet[Office]:
    """Offices an audience expression would mean, had no act ended them; each knows its successor, if it has one."""
    area = Area.objects.get(pk=expression["area"])
    ended = Office.objects.in_area(area).filter(line=expression["line"], level=expression["level"])
    return (
        ended.filter(offices_in_reach(actor), valid_to__lte=today(), provisional=False)
        .select_related("successor")
        .order_by("lo", "code")
    )
