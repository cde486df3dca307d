"""Which directives and obligations an actor may see."""

from django.db.models import Q, QuerySet

from saan.accounts.policy import Actor, offices_in_reach
from saan.directives.models import Directive, Obligation
from saan.directives.rules import DirectiveState


def directives_visible_to(actor: Actor) -> QuerySet[Directive]:
    """Those issued by an office in reach, and those under which an office in reach owes something."""
    issued_here = offices_in_reach(actor, prefix="office__")
    owed_here = Obligation.objects.filter(offices_in_reach(actor, prefix="office__")).values("directive")
    return Directive.objects.filter(issued_here | (Q(pk__in=owed_here) & ~Q(state=DirectiveState.DRAFT)))


def obligations_visible_to(actor: Actor) -> QuerySet[Obligation]:
    """Those owed by an office in reach, and all under a directive of the actor's own office."""
    return Obligation.objects.filter(
        offices_in_reach(actor, prefix="office__") | Q(directive__office=actor.office)
    )
