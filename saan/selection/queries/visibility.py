"""Which selections and nominations an actor may see, and what they may do with them."""

from django.db.models import Q, QuerySet

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may, offices_in_reach
from saan.directives.models import Obligation
from saan.directives.queries import obligations_visible_to
from saan.directives.rules import CLOSED, DirectiveKind, DirectiveState, ObligationState
from saan.selection.models import Nomination


def obligations_to_choose(actor: Actor) -> QuerySet[Obligation]:
    """Obligations in sight that ask for a choice, under directives in force; none for who may see no directive."""
    if not may(actor, Permission.DIRECTIVES_SEE):
        return Obligation.objects.none()
    return (
        obligations_visible_to(actor)
        .filter(directive__kind=DirectiveKind.SELECT, directive__state=DirectiveState.ISSUED)
        .exclude(state=ObligationState.CANCELLED)
        .select_related("directive__letter", "directive__office", "office__area")
    )


def nominations_visible_to(actor: Actor) -> QuerySet[Nomination]:
    """Those put forward by an office in reach, and all for a directive of the actor's own office."""
    if not may(actor, Permission.DIRECTIVES_SEE):
        return Nomination.objects.none()
    return Nomination.objects.filter(
        offices_in_reach(actor, prefix="office__") | Q(directive__office=actor.office)
    ).select_related("office", "producer", "tambon__parent", "nominated_by", "withdrawn_by", "decided_by")


def nominations_of(obligation: Obligation, actor: Actor) -> QuerySet[Nomination]:
    """Everything put forward for one obligation, the withdrawn and the returned too, in the order it was."""
    return nominations_visible_to(actor).filter(obligation=obligation)


def may_nominate(actor: Actor, obligation: Obligation) -> bool:
    """Whether the actor's own office still chooses for this obligation."""
    return (
        actor.office.pk == obligation.office_id
        and may(actor, Permission.SELECTION_NOMINATE)
        and obligation.directive.state == DirectiveState.ISSUED
        and obligation.state not in CLOSED
    )


def may_review(actor: Actor, obligation: Obligation) -> bool:
    """Whether the actor decides in the name of the office that ordered the choice."""
    return may(actor, Permission.SELECTION_REVIEW, at=obligation.directive.office)
